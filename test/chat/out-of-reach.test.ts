/** What a sender does about platforms and chats that take nothing, on the store itself. */
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Adapter, Health, OutboundMessage, SendOutcome } from '../../src/chat/message.ts';
import { noMeter } from '../../src/chat/meter.ts';
import { send, sendRound, type SenderDeps } from '../../src/chat/outbox.ts';
import { standingOf } from '../../src/chat/standing.ts';
import { wakeable } from '../../src/chat/wake.ts';
import { addSends } from '../../src/store/apply-sends.ts';
import { inTransaction } from '../../src/store/database.ts';
import { storeOf } from '../../src/store/store.ts';
import { fakeAdapter } from '../builders/adapter.ts';
import { openedCounty, sendTo, type OpenedCounty } from '../store/opened-county.ts';

let county: OpenedCounty;
let now: number;
let lines: string[];
let paused: (number | null)[];
let asked: string[];
let answers: Record<string, (message: OutboundMessage) => SendOutcome>;
let healthOf: Record<string, Health>;
let deps: SenderDeps;

beforeAll(async () => {
  county = await openedCounty();
});
afterAll(() => county.close());
beforeEach(async () => {
  await county.clear();
  await county.sql(
    `INSERT INTO account VALUES ('demo', 'telegram-p1', 'telegram', '42', 'p1', 'd-telegram-p1', now())`,
  );
  now = Date.now();
  [lines, paused, asked] = [[], [], []];
  [answers, healthOf] = [{}, {}];
  deps = {
    store: storeOf(county.db),
    adapters: ['web', 'telegram'].map(adapterOf),
    standing: standingOf(() => now),
    at: () => undefined,
    log: pino({}, { write: (line) => void lines.push(line) }),
    now: () => now,
    leaseMs: 20_000,
    batch: 64,
    meter: { ...noMeter, paused: (_, until) => void paused.push(until) },
  };
});

const up: Health = { state: 'up', since: 0, why: null };
const adapterOf = (platform: string): Adapter =>
  fakeAdapter({
    platform,
    send: async (message) => {
      asked.push(`${platform} ${message.key}`);
      return answers[platform]?.(message) ?? { status: 'sent', messageId: null };
    },
    health: () => healthOf[platform] ?? up,
  });
const queue = (...keys: readonly (readonly [string, string])[]): Promise<void> =>
  inTransaction(county.db, (tx) =>
    addSends(tx, county.db.county, [{ inboxId: null, sends: keys.map(([personId, key]) => sendTo(personId, key)) }]),
  );
const states = async (): Promise<string[]> =>
  (await county.sql<{ s: string }>(`SELECT concat_ws(' ', key, platform, state, attempts) AS s FROM outbox ORDER BY id`)).map((r) => r.s); // prettier-ignore
/** Whatever was to wait has waited. */
const later = async (ms: number): Promise<void> => {
  now += ms;
  await county.sql('UPDATE outbox SET not_before = NULL');
};
const logged = (msg: string): Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['msg'] === msg);

describe('a platform that wants nothing for now', () => {
  beforeEach(() => {
    answers['web'] = () => ({ status: 'refused', retryAt: now + 5000, why: 'http-429', of: 'platform' });
  });

  test('is asked for nothing more until then, no attempt is counted, and it is told', async () => {
    await queue(['p1', 'a1'], ['p2', 'b1']);
    await sendRound(deps);
    expect(asked).toHaveLength(2);
    expect(await states()).toEqual(['a1 web waiting 0', 'b1 web waiting 0']);
    await queue(['p3', 'c1']);
    await sendRound(deps);
    expect(asked).toHaveLength(2);
    expect(logged('platform left alone')).toMatchObject([{ platform: 'web', why: 'http-429', seconds: 5 }]);
    answers = {};
    await later(5000);
    await sendRound(deps);
    expect(await states()).toEqual(['a1 web sent 1', 'b1 web sent 1', 'c1 web sent 1']);
    expect(paused.map((until) => until !== null)).toEqual([true, false]);
    expect(logged('platform takes sends again')).toHaveLength(1);
  });

  test('loses no message to it, however often it says so', async () => {
    await queue(['p2', 'b1']);
    for (let i = 0; i < 25; i++) {
      await sendRound(deps);
      await later(5000);
    }
    expect(asked).toHaveLength(25);
    expect(await states()).toEqual(['b1 web waiting 0']);
  });

  test('loses none either where it says that it never will', async () => {
    answers['web'] = () => ({ status: 'refused', retryAt: null, why: 'http-401', of: 'platform' });
    await queue(['p2', 'b1']);
    await sendRound(deps);
    expect(await states()).toEqual(['b1 web waiting 0']);
  });

  test('gives the message up when it is a day old', async () => {
    await county.sql(`INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at, worked_at)
      VALUES ('demo', 'web', 'e', 'c', 's', '{}', now() - interval '30 days', now())`);
    await queue(['p2', 'b1']);
    await county.sql('UPDATE outbox SET inbox_id = (SELECT id FROM inbox)');
    now += 24 * 3_600_000 - 60_000;
    await sendRound(deps);
    expect(await states()).toEqual(['b1 web waiting 0']);
    await later(120_000);
    await sendRound(deps);
    expect(await states()).toEqual(['b1 web refused 1']);
  });

  test('keeps no other platform waiting', async () => {
    await queue(['p1', 'a1']);
    await sendRound(deps);
    await county.sql(`UPDATE outbox SET platform = 'telegram', not_before = NULL`);
    await sendRound(deps);
    expect(asked).toEqual(['web a1', 'telegram a1']);
  });
});

describe('a chat that wants nothing for now', () => {
  test('waits, with all that is for it, and counts no attempt', async () => {
    answers['web'] = ({ key }) =>
      key === 'a1'
        ? { status: 'refused', retryAt: now + 3_600_000, why: 'http-429', of: 'chat' }
        : { status: 'sent', messageId: null };
    await queue(['p1', 'a1'], ['p1', 'a2'], ['p2', 'b1']);
    for (let i = 0; i < 3; i++) await sendRound(deps);
    expect(asked).toEqual(['web a1', 'web b1']);
    expect(await states()).toEqual(['a1 web waiting 0', 'a2 web waiting 0', 'b1 web sent 1']);
  });
});

describe('a chat in which nobody is reached', () => {
  beforeEach(() => {
    answers['web'] = () => ({ status: 'refused', retryAt: null, why: 'blocked', of: 'chat' });
  });

  test('leaves what is for its person to their other platform, and the log says so by ids', async () => {
    await queue(['p1', 'a1'], ['p1', 'a2']);
    for (let i = 0; i < 4; i++) await sendRound(deps);
    expect(asked).toEqual(['web a1', 'telegram a1', 'telegram a2']);
    expect(await states()).toEqual(['a1 telegram sent 1', 'a2 telegram sent 1']);
    const moved = logged('send moved to another platform');
    expect(moved).toMatchObject(Array(2).fill({ from: 'web', to: 'telegram', why: 'chat-gone' })); // prettier-ignore
    expect(Object.keys(moved[0]!).sort()).toEqual([
      'from',
      'hostname',
      'level',
      'msg',
      'outboxId',
      'pid',
      'time',
      'to',
      'why',
    ]);
    expect(logged('send refused')).toEqual([]);
  });

  test.each([
    ['where there is no other account', 'p2', {}],
    ['where the other platform is down', 'p1', { state: 'down', since: 0, why: null }],
  ])('is refused for good %s', async (_, personId, health) => {
    if ('state' in health) healthOf['telegram'] = health as Health;
    await queue([personId, 'a1']);
    await sendRound(deps);
    expect(await states()).toEqual(['a1 web refused 1']);
    expect(logged('send refused')).toHaveLength(1);
  });
});

describe('an account that is somebody else’s by now', () => {
  beforeEach(async () => {
    await queue(['p1', 'a1'], ['p2', 'b1']);
    await county.sql(`UPDATE account SET person_id = 'p3' WHERE id IN ('web-p1', 'web-p2')`);
  });

  test('is not shown what was for the one before: it goes to another account of theirs, or nowhere', async () => {
    for (let i = 0; i < 2; i++) await sendRound(deps);
    expect(asked).toEqual(['telegram a1']);
    expect(await states()).toEqual(['a1 telegram sent 1', 'b1 web refused 1']);
    expect(logged('send refused')).toMatchObject([{ why: 'account-is-anothers' }]);
  });

  test('may still see the buttons go that are there already', async () => {
    await county.sql(`UPDATE outbox SET updates = 'm1'`);
    await sendRound(deps);
    expect(await states()).toEqual(['a1 web sent 1', 'b1 web sent 1']);
  });
});

describe('a platform that has been down for two minutes', () => {
  test('leaves what waits there to the other one, and is itself asked on', async () => {
    await queue(['p1', 'a1'], ['p2', 'b1']);
    answers['web'] = () => ({ status: 'refused', retryAt: now + 1000, why: 'refused', of: 'platform' });
    healthOf['web'] = { state: 'down', since: now, why: 'refused' };
    await sendRound(deps);
    await later(119_000);
    await sendRound(deps);
    expect(await states()).toEqual(['a1 web waiting 0', 'b1 web waiting 0']);
    await later(1000);
    await sendRound(deps);
    expect(await states()).toEqual(['a1 telegram sent 1', 'b1 web waiting 0']);
    expect(asked.filter((a) => a === 'web b1')).toHaveLength(3);
  });
});

test('Senders of their own for each platform: one that answers slowly keeps no other waiting.', async () => {
  const ending = new AbortController();
  let answer: ((outcome: SendOutcome) => void) | undefined;
  const slow = { ...adapterOf('web'), send: () => new Promise<SendOutcome>((resolve) => (answer = resolve)) };
  const adapters = [slow, adapterOf('telegram')];
  await queue(['p1', 'a1'], ['p1', 'a2']);
  await county.sql(`UPDATE outbox SET platform = 'telegram' WHERE key = 'a2'`);
  const wakes = adapters.map(() => wakeable(5));
  const running = adapters.map((own, i) => send({ ...deps, adapters, own: [own] }, wakes[i]!, ending.signal));
  await expect.poll(states).toEqual(['a1 web leased 1', 'a2 telegram sent 1']);
  answer?.({ status: 'sent', messageId: null });
  await expect.poll(states).toEqual(['a1 web sent 1', 'a2 telegram sent 1']);
  ending.abort();
  for (const wake of wakes) wake.call();
  await Promise.all(running);
});
