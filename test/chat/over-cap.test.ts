/** What a sender does where a platform has said what it may, where another process has it, and with what goes as one message. */
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { limitsOf } from '../../bots/wechat/pace.ts';
import type { Adapter, Health, OutboundMessage, SendLimit, SendOutcome } from '../../src/chat/message.ts';
import { sendRound, type SenderDeps } from '../../src/chat/outbox.ts';
import { standingOf } from '../../src/chat/standing.ts';
import { addSends } from '../../src/store/apply-sends.ts';
import { inTransaction, openDatabase, type Database } from '../../src/store/database.ts';
import { storeOf } from '../../src/store/store.ts';
import { fakeAdapter } from '../builders/adapter.ts';
import { openedCounty, sendTo, type OpenedCounty } from '../store/opened-county.ts';

let county: OpenedCounty;
let now: number;
let lines: string[];
let sent: string[];
let answer: (message: OutboundMessage) => SendOutcome;
let healthOf: Record<string, Health>;

beforeAll(async () => {
  county = await openedCounty();
});
afterAll(() => county.close());
beforeEach(async () => {
  await county.clear();
  for (const id of ['p1', 'p2'])
    await county.sql(`INSERT INTO account VALUES ('demo', 'wechat-' || $1, 'wechat', 'w-' || $1, $1, 'd-wechat-' || $1, now())`, [id]); // prettier-ignore
  now = Date.now();
  [lines, sent, healthOf] = [[], [], {}];
  answer = () => ({ status: 'sent', messageId: null });
});

const up: Health = { state: 'up', since: 0, why: null };
const hourly: readonly SendLimit[] = [{ of: 'app', count: 4, perMs: 3_600_000, answersShare: 0.5 }];
const adapterOf = (name: string, platform: string, limits: readonly SendLimit[]): Adapter =>
  fakeAdapter({
    platform,
    can: { limits },
    send: async (message) => {
      sent.push(`${name} ${message.key}`);
      return answer(message);
    },
    health: () => healthOf[name] ?? up,
  });
const senderOf = (adapters: readonly Adapter[], db: Database = county.db): SenderDeps => ({
  ...{ store: storeOf(db), adapters, standing: standingOf(() => now), at: () => undefined },
  ...{ log: pino({}, { write: (line) => void lines.push(line) }), now: () => now, leaseMs: 20_000, batch: 64 },
});
const capped = (): SenderDeps => senderOf([adapterOf('wechat', 'wechat', hourly), adapterOf('web', 'web', [])]);
const toWechat = (personId: string, key: string, more: Partial<OutboundMessage> = {}) =>
  sendTo(personId, key, { platform: 'wechat', message: { conversation: `d-wechat-${personId}`, ...more } });
const queue = (inboxId: bigint | null, ...sends: readonly ReturnType<typeof sendTo>[]): Promise<void> =>
  inTransaction(county.db, (tx) => addSends(tx, county.db.county, [{ inboxId, sends }]));
const asked = async (personId: string): Promise<bigint> => {
  const [row] = await county.sql<{ id: string }>(
    `INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at)
      VALUES ('demo', 'wechat', gen_random_uuid()::text, 'd-wechat-' || $1, 'w-' || $1, '{}', now()) RETURNING id`,
    [personId],
  );
  return BigInt(row!.id);
};
const rounds = async (deps: SenderDeps, n: number): Promise<void> => {
  for (let i = 0; i < n; i++) {
    await sendRound(deps);
    now += 2000;
  }
};
const states = async (): Promise<string[]> =>
  (await county.sql<{ s: string }>(`SELECT concat_ws(' ', key, platform, state) AS s FROM outbox ORDER BY id`)).map((r) => r.s); // prettier-ignore
const moved = (): Record<string, unknown>[] =>
  lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['msg'] === 'send moved to another platform');

describe('a platform that has said what it may for the next ten minutes', () => {
  beforeEach(async () => {
    await county.sql(`UPDATE account SET person_id = NULL WHERE id = 'web-p2'`);
    await queue(null, toWechat('p2', 'a'), toWechat('p1', 'b'));
    await rounds(capped(), 2);
    expect(sent.splice(0)).toEqual(['wechat a', 'wechat b']);
  });

  test('leaves what nobody waits for to the other platform of whoever has one, and the log says why', async () => {
    await queue(null, toWechat('p1', 'c'), toWechat('p2', 'd'));
    await rounds(capped(), 3);
    expect(sent).toEqual(['web c']);
    expect(await states()).toEqual(['a wechat sent', 'b wechat sent', 'c web sent', 'd wechat waiting']);
    expect(moved()).toMatchObject([{ from: 'wechat', to: 'web', why: 'over-cap' }]);
  });

  test('still answers itself, until those places are spent too', async () => {
    const from = await asked('p1');
    await queue(from, toWechat('p1', 'c'), toWechat('p1', 'd'), toWechat('p1', 'e'), toWechat('p2', 'to another'));
    await rounds(capped(), 5);
    expect(sent).toEqual(['wechat c', 'wechat d', 'web e']);
    expect(await states()).toContain('to another wechat waiting');
  });

  test('keeps what is for a group', async () => {
    await queue(null, sendTo('p1', 'c', { platform: 'wechat', personId: null, message: { conversation: 'g1' } }));
    await rounds(capped(), 3);
    expect(sent).toEqual([]);
    expect(moved()).toEqual([]);
  });

  test('keeps all where the other is down, or has said what it may itself', async () => {
    await queue(null, toWechat('p1', 'c'));
    healthOf['web'] = { state: 'down', since: now, why: 'refused' };
    await rounds(capped(), 3);
    healthOf = {};
    await county.sql(`INSERT INTO recent_send (county, platform, conversation, at) SELECT 'demo', 'web', 'd', now() FROM generate_series(1, 4)`); // prettier-ignore
    const both = senderOf([adapterOf('wechat', 'wechat', hourly), adapterOf('web', 'web', hourly)]);
    await rounds(both, 3);
    expect(sent).toEqual([]);
    expect(await states()).toContain('c wechat waiting');
  });

  test('sends on what is but ten minutes away from a place', async () => {
    await county.sql(`UPDATE recent_send SET at = at - interval '51 minutes'`);
    await queue(null, toWechat('p1', 'c'));
    await rounds(capped(), 3);
    expect(moved()).toEqual([]);
    await county.sql(`UPDATE recent_send SET at = at - interval '10 minutes'`);
    await rounds(capped(), 1);
    expect(sent).toEqual(['wechat c']);
  });
});

test('With two processes that both find it so, each message moves and goes out once.', async () => {
  const other = openDatabase(county.url, county.db.county, { connections: 2 });
  try {
    await county.sql(`INSERT INTO recent_send (county, platform, conversation, at) SELECT 'demo', 'wechat', 'd', now() FROM generate_series(1, 4)`); // prettier-ignore
    await queue(null, ...Array.from({ length: 20 }, (_, i) => toWechat(i % 2 === 0 ? 'p1' : 'p2', `k${i}`)));
    const all = [adapterOf('wechat', 'wechat', hourly), adapterOf('web', 'web', [])];
    const senders = [senderOf(all), senderOf(all, other)];
    for (let i = 0; i < 15; i++) {
      await Promise.all(senders.map(sendRound));
      now += 2000;
    }
    expect(sent).toHaveLength(20);
    expect(new Set(sent).size).toBe(20);
    expect(new Set(moved().map((m) => m['outboxId'])).size).toBe(moved().length);
  } finally {
    await other.close();
  }
});

describe('a platform that another process has', () => {
  const standby = (): Health => ({ state: 'standby', since: now - 3_600_000, why: 'another-process' });

  test('is sent to by that one alone, and what waits there never counts as out of reach', async () => {
    const other = openDatabase(county.url, county.db.county, { connections: 2 });
    try {
      healthOf['here'] = standby();
      const here = senderOf([adapterOf('here', 'wechat', []), adapterOf('web', 'web', [])]);
      const there = senderOf([adapterOf('there', 'wechat', []), adapterOf('web', 'web', [])], other);
      await queue(null, ...Array.from({ length: 6 }, (_, i) => toWechat('p1', `k${i}`)));
      for (let i = 0; i < 4; i++) {
        await rounds(here, 1);
        now += 600_000;
      }
      expect(sent).toEqual([]);
      for (let i = 0; i < 8; i++) await Promise.all([sendRound(here), sendRound(there)]);
      expect(sent).toEqual(Array.from({ length: 6 }, (_, i) => `there k${i}`));
      expect(moved()).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test('is nowhere to move to from here', async () => {
    healthOf['web'] = { state: 'down', since: now - 600_000, why: 'refused' };
    healthOf['wechat'] = standby();
    await queue(null, sendTo('p1', 'a'));
    const deps = senderOf([adapterOf('web', 'web', []), adapterOf('wechat', 'wechat', [])]);
    answer = () => ({ status: 'refused', retryAt: now + 60_000, why: 'refused', of: 'platform' });
    await rounds(deps, 2);
    expect(await states()).toEqual(['a web waiting']);
    healthOf['wechat'] = up;
    await rounds(deps, 1);
    expect(await states()).toEqual(['a wechat waiting']);
  });
});

describe('what goes to a group as one message', () => {
  const wechat = (): SenderDeps => senderOf([adapterOf('wechat', 'wechat', limitsOf(400))]);
  const toGroup = (key: string) =>
    sendTo('p1', key, { platform: 'wechat', personId: null, message: { conversation: 'g1', mentions: [`@${key}`] } });

  test('is sent once, and each has that fate', async () => {
    let got: OutboundMessage | undefined;
    answer = (message) => ((got = message), { status: 'unknown', why: 'deadline' });
    await queue(null, toGroup('a'), toGroup('b'));
    expect(await sendRound(wechat())).toBe(2);
    expect(sent).toEqual(['wechat a']);
    expect(got).toMatchObject({ key: 'a', text: 'a\n\nb', mentions: ['@a', '@b'] });
    expect(await states()).toEqual(['a wechat unknown', 'b wechat unknown']);
  });

  test('that was refused for now is sent again, with what was said since', async () => {
    answer = () => ({ status: 'refused', retryAt: now + 1000, why: 'warned', of: 'platform' });
    await queue(null, toGroup('a'), toGroup('b'));
    const deps = wechat();
    await sendRound(deps);
    await queue(null, toGroup('c'));
    answer = () => ({ status: 'sent', messageId: null });
    now += 2000;
    await county.sql(`DELETE FROM recent_send; UPDATE outbox SET not_before = NULL`);
    await sendRound(deps);
    expect(sent).toEqual(['wechat a', 'wechat a']);
    expect(await states()).toEqual(['a wechat sent', 'b wechat sent', 'c wechat sent']);
  });
});
