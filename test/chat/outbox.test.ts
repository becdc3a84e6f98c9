import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Adapter, OutboundMessage, SendOutcome } from '../../src/chat/message.ts';
import { noMeter, type SendFate } from '../../src/chat/meter.ts';
import { sendRound, type SenderDeps } from '../../src/chat/outbox.ts';
import type { LeasedMessage, Settlement, Store } from '../../src/store/store.ts';
import { fakeAdapter } from '../builders/adapter.ts';

const noon = Date.parse('2026-12-02T04:00:00Z');

const message = (key: string): OutboundMessage => ({
  key,
  conversation: 'd-1',
  text: '母亲住院',
  code: null,
  mentions: [],
  replyTo: null,
  buttons: [],
  images: [],
  files: [],
});
const leased = (key: string, more: Partial<LeasedMessage> = {}): LeasedMessage => ({
  id: 1n,
  platform: 'web',
  message: message(key),
  updates: null,
  lease: 'l1',
  attempts: 1,
  receivedAt: null,
  queuedAt: null,
  isAnothers: false,
  ...more,
});

interface Platform {
  readonly idempotentSend?: boolean;
  readonly send?: Adapter['send'];
  readonly update?: Adapter['update'];
}
const sentAs = (messageId: string | null): SendOutcome => ({ status: 'sent', messageId });
const adapterOf = ({ idempotentSend = true, send = async () => sentAs('m1'), update }: Platform): Adapter =>
  fakeAdapter({
    can: { idempotentSend, editSent: update !== undefined },
    send,
    ...(update ? { update } : {}),
  });

interface Round {
  readonly outcomes: SendOutcome[];
  readonly arrows: string[];
  readonly log: string;
  readonly fates: SendFate[];
  readonly count: number;
}

/**
 * One round over what is leased; what was settled, the arrows passed, what was logged and counted.
 * @param asKept what the store makes of an outcome
 */
async function round(
  waiting: readonly LeasedMessage[],
  platform: Platform = {},
  asKept: (outcome: SendOutcome) => SendOutcome = (outcome) => outcome,
): Promise<Round> {
  const settled: Settlement[] = [];
  const arrows: string[] = [];
  const lines: string[] = [];
  const fates: SendFate[] = [];
  const store = {
    leaseMessages: async () => [...waiting],
    settleMessages: async (settlements: readonly Settlement[]) => {
      settled.push(...settlements);
      return settlements.map(({ leased: one, outcome }) => ({ leased: one, outcome: asKept(outcome) }));
    },
  } satisfies Partial<Store> as unknown as Store;
  const deps: SenderDeps = {
    store,
    adapters: [adapterOf(platform)],
    at: (arrow) => arrows.push(arrow),
    log: pino({}, { write: (line) => void lines.push(line) }),
    now: () => noon,
    leaseMs: 20_000,
    batch: 64,
    meter: { ...noMeter, sent: (_, fate) => void fates.push(fate) },
  };
  const count = await sendRound(deps);
  return { outcomes: settled.map((s) => s.outcome), arrows, log: lines.join(''), fates, count };
}

describe('a round', () => {
  test('sends what is leased and settles it with what the platform said', async () => {
    const asked: string[] = [];
    const send: Adapter['send'] = async (m) => {
      asked.push(m.key);
      return sentAs(`p-${m.key}`);
    };
    const { outcomes, arrows, count } = await round([leased('a'), leased('b')], { send });
    expect(asked).toEqual(['a', 'b']);
    expect(outcomes).toEqual([sentAs('p-a'), sentAs('p-b')]);
    expect(arrows).toEqual(['leased', 'sent', 'settled']);
    expect(count).toBe(2);
  });

  test('does nothing when nothing waits', async () => {
    expect(await round([])).toEqual({ outcomes: [], arrows: [], log: '', fates: [], count: 0 });
  });

  test('settles each by its own fate', async () => {
    const send: Adapter['send'] = async ({ key }) => {
      if (key === 'b') throw new TypeError('reset');
      return key === 'c' ? { status: 'refused', retryAt: null, why: 'blocked' } : sentAs(key);
    };
    const { outcomes } = await round([leased('a'), leased('b'), leased('c')], { idempotentSend: false, send });
    expect(outcomes).toEqual([
      sentAs('a'),
      { status: 'unknown', why: 'TypeError' },
      { status: 'refused', retryAt: null, why: 'blocked' },
    ]);
  });

  test('refuses for good what no platform in use can send', async () => {
    const { outcomes } = await round([leased('a', { platform: 'feishu' })]);
    expect(outcomes).toEqual([{ status: 'refused', retryAt: null, why: 'no-adapter' }]);
  });
});

describe('a fate that is unknown', () => {
  const lost: Platform[] = [
    { send: () => Promise.reject(new TypeError('socket hang up')) },
    { send: async () => ({ status: 'unknown', why: 'TypeError' }) },
  ];

  test.each(lost)('stays unknown where a second send would arrive twice', async ({ send }) => {
    const { outcomes } = await round([leased('a')], { idempotentSend: false, send: send! });
    expect(outcomes).toEqual([{ status: 'unknown', why: 'TypeError' }]);
  });

  test.each(lost)('is sent again soon where the platform drops a second send', async ({ send }) => {
    const { outcomes } = await round([leased('a')], { send: send! });
    expect(outcomes).toEqual([{ status: 'refused', retryAt: noon + 1000, why: 'TypeError' }]);
  });

  test.each(lost)('of a change of a message is no matter: it is made once more', async ({ send: update }) => {
    const { outcomes } = await round([leased('a', { updates: 'm1' })], { idempotentSend: false, update: (_, m, signal) => update!(m, signal) }); // prettier-ignore
    expect(outcomes).toEqual([{ status: 'refused', retryAt: noon + 1000, why: 'TypeError' }]);
  });

  test('is logged by its id, without what was said', async () => {
    const { log } = await round([leased('a', { id: 4711n })], { send: () => Promise.reject(new Error('母亲住院')) });
    expect(log).toContain('4711');
    expect(log).not.toContain('母亲住院');
  });
});

describe('a send refused for now', () => {
  const busy: Platform = { send: async () => ({ status: 'refused', retryAt: noon + 5_000, why: 'busy' }) };

  test('is counted as one for later, without a word in the log', async () => {
    expect(await round([leased('a')], busy)).toMatchObject({ fates: ['later'], log: '' });
  });

  test('is counted and logged as refused once the store has given it up', async () => {
    const givenUp = (): SendOutcome => ({ status: 'refused', retryAt: null, why: 'busy' });
    const { fates, log } = await round([leased('a', { id: 815n })], busy, givenUp);
    expect(fates).toEqual(['refused']);
    expect(JSON.parse(log)).toMatchObject({ msg: 'send refused', outboxId: '815', platform: 'web', why: 'busy' });
  });
});

describe('a text longer than the platform takes', () => {
  const long = (text: string): LeasedMessage => leased('a', { message: { ...message('a'), text } });
  const sentTexts = async (text: string): Promise<string[]> => {
    const texts: string[] = [];
    await round([long(text)], {
      send: async (m) => {
        texts.push(m.text);
        return sentAs('m1');
      },
    });
    return texts;
  };

  test('is cut rather than refused, and one that fits is not', async () => {
    expect(await sentTexts('长'.repeat(1000))).toEqual(['长'.repeat(1000)]);
    expect(await sentTexts('长'.repeat(1001))).toEqual([`${'长'.repeat(999)}…`]);
  });

  test('is never cut into half a character', async () => {
    const [text] = await sentTexts(`${'长'.repeat(998)}👌👌`);
    expect(text?.isWellFormed()).toBe(true);
    expect(text!.length).toBeLessThanOrEqual(1000);
  });
});

describe('an update', () => {
  test('takes the place of the message where the platform can', async () => {
    const updated: string[] = [];
    const update: Adapter['update'] = async (id, m) => {
      updated.push(`${id} ${m.key}`);
      return sentAs(id);
    };
    const send: Adapter['send'] = () => Promise.reject(new Error('no new message is wanted'));
    const { outcomes } = await round([leased('u', { updates: 'm7' })], { send, update });
    expect([updated, outcomes]).toEqual([['m7 u'], [sentAs('m7')]]);
  });

  test('is settled without a word where it cannot: the old buttons answer that they are stale', async () => {
    const send: Adapter['send'] = () => Promise.reject(new Error('no new message is wanted'));
    expect((await round([leased('u', { updates: 'm7' })], { send })).outcomes).toEqual([sentAs('m7')]);
  });
});
