import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SendLimit } from '../../src/chat/message.ts';
import { addSends } from '../../src/store/apply-sends.ts';
import { inTransaction, type Database } from '../../src/store/database.ts';
import { nextPlaceMs } from '../../src/store/limited-lease.ts';
import { leaseMessages, settleMessages, type LeasedMessage } from '../../src/store/outbox.ts';
import type { Send } from '../../src/store/work-result.ts';
import { openedCounty, sendTo, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const limits: readonly SendLimit[] = [
  { of: 'app', count: 4, perMs: 1000 },
  { of: 'chat', count: 1, perMs: 1000 },
  { of: 'group', count: 2, perMs: 60_000 },
];
const web = { platform: 'web', limits };
const terms = [{ ...web, idempotentSend: true }];
const toGroup = (group: string, key: string): Send =>
  sendTo('p1', key, { personId: null, message: { conversation: group } });
const queue = (...sends: readonly Send[]): Promise<void> =>
  inTransaction(county.db, (tx) => addSends(tx, county.db.county, [{ inboxId: 1n, sends }]));
const lease = (db: Database = county.db): Promise<LeasedMessage[]> => leaseMessages(db, terms, 64, 60_000);
const keysOf = (leased: readonly LeasedMessage[]): string[] => leased.map((l) => l.message.key);
/** Leases, and settles as sent. */
async function round(): Promise<string[]> {
  const leased = await lease();
  await settleMessages(county.db, leased.map((one) => ({ leased: one, outcome: { status: 'sent', messageId: null } }))); // prettier-ignore
  return keysOf(leased);
}
/** So much time goes by: the past moves away. */
const pass = (ms: number): Promise<unknown> =>
  county.sql(`UPDATE recent_send SET at = at - $1 * interval '1 millisecond'`, [ms]);
const people = (n: number): Send[] => Array.from({ length: n }, (_, i) => sendTo(`p${i + 1}`, `k${i + 1}`));

describe('the limit of the bot', () => {
  test('leases no more than it allows, and the rest once there is room, in order', async () => {
    await queue(...people(6));
    expect(await round()).toEqual(['k1', 'k2', 'k3', 'k4']);
    expect(await round()).toEqual([]);
    await pass(1200);
    expect(await round()).toEqual(['k5', 'k6']);
  });

  test('holds for two who lease at once', async () => {
    await queue(...people(9));
    const both = await Promise.all([lease(), lease(), lease()]);
    expect(both.map((l) => l.length).sort()).toEqual([0, 0, 4]);
  });

  test('counts no attempt of what waits', async () => {
    await queue(...people(6));
    await round();
    expect(await county.sql(`SELECT key, attempts FROM outbox WHERE state = 'waiting' ORDER BY id`)).toEqual([
      { key: 'k5', attempts: 0 },
      { key: 'k6', attempts: 0 },
    ]);
  });

  test('lets whom it concerns go before groups', async () => {
    await queue(...['a', 'b', 'c', 'd', 'e'].map((g) => toGroup(g, g)), sendTo('p1', 'mine'));
    expect((await round()).sort()).toEqual(['a', 'b', 'c', 'mine']);
  });
});

describe('the limit of a chat', () => {
  test('keeps one chat waiting and no other', async () => {
    await queue(sendTo('p1', 'a1'), sendTo('p1', 'a2'), sendTo('p2', 'b1'));
    expect(await round()).toEqual(['a1', 'b1']);
    expect(await round()).toEqual([]);
    await pass(1200);
    expect(await round()).toEqual(['a2']);
  });

  test('is narrower where it is a group, also for what is said there to one person', async () => {
    const inGroup = (key: string): Send => sendTo('p1', key, { message: { conversation: 'g-strange' } });
    await queue(inGroup('g1'), inGroup('g2'), inGroup('g3'), sendTo('p2', 'd1'), sendTo('p2', 'd2'), sendTo('p2', 'd3')); // prettier-ignore
    for (const expected of [['g1', 'd1'], ['g2', 'd2'], ['d3'], []]) {
      expect((await round()).sort()).toEqual(expected.sort());
      await pass(1200);
    }
    await pass(60_000);
    expect(await round()).toEqual(['g3']);
  });
});

describe('the next place', () => {
  test('is when the oldest of a full window leaves it', async () => {
    await queue(...people(5));
    expect(await nextPlaceMs(county.db, web)).toBeNull();
    await round();
    await pass(600);
    const ms = await nextPlaceMs(county.db, web);
    expect(ms).toBeGreaterThan(0);
    expect(ms).toBeLessThanOrEqual(500);
    await pass(ms! + 1);
    expect(await nextPlaceMs(county.db, web)).toBeNull();
  });

  test('is that of the chat that has something waiting', async () => {
    await queue(toGroup('g1', 'a'), toGroup('g1', 'b'), toGroup('g1', 'c'));
    await round();
    expect(await nextPlaceMs(county.db, web)).toBeLessThanOrEqual(1100);
    await pass(1200);
    await round();
    const ms = await nextPlaceMs(county.db, web);
    expect(ms).toBeGreaterThan(50_000);
    await county.sql(`DELETE FROM outbox WHERE state = 'waiting'`);
    expect(await nextPlaceMs(county.db, web)).toBeNull();
  });
});

test('What was leased lately is forgotten by the next lease.', async () => {
  await queue(...people(1));
  await round();
  await pass(61_000);
  await queue(sendTo('p2', 'later'));
  await round();
  expect(await county.sql('SELECT conversation FROM recent_send')).toEqual([{ conversation: 'd-web-p2' }]);
});

test('Without limits a lease is one statement, and nothing is noted; with them, one where nothing waits.', async () => {
  const asked: string[] = [];
  const counted: Database = {
    ...county.db,
    $queryRaw: (...given) => (asked.push('query'), county.db.$queryRaw(...given)),
    $executeRaw: (...given) => (asked.push('execute'), county.db.$executeRaw(...given)),
    transaction: (...given) => (asked.push('transaction'), county.db.transaction(...given)),
  };
  await lease(counted);
  expect(asked.splice(0)).toEqual(['query']);
  await queue(...people(6));
  expect(await leaseMessages(counted, [{ platform: 'web', idempotentSend: true }], 64, 60_000)).toHaveLength(6);
  expect(asked).toEqual(['query']);
  expect(await county.sql('SELECT 1 FROM recent_send')).toEqual([]);
});
