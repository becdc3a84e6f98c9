import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { limitsOf } from '../../bots/wechat/pace.ts';
import type { SendLimit } from '../../src/chat/message.ts';
import { addSends } from '../../src/store/apply-sends.ts';
import { inTransaction, openDatabase, type Database, type Statements } from '../../src/store/database.ts';
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

describe('places that are kept for answers', () => {
  const kept: readonly SendLimit[] = [
    { of: 'app', count: 5, perMs: 60_000, answersShare: 0.4 },
    { of: 'chat', count: 3, perMs: 60_000 },
  ];
  const leaseKept = (db: Database = county.db): Promise<LeasedMessage[]> =>
    leaseMessages(db, [{ platform: 'web', idempotentSend: false, limits: kept }], 64, 60_000);
  /** They wrote, and this is what came of it. */
  async function answer(personId: string, ...sends: readonly Send[]): Promise<void> {
    const [row] = await county.sql<{ id: string }>(
      `INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at)
        VALUES ('demo', 'web', gen_random_uuid()::text, 'd-web-' || $1, 'web-' || $1, '{}', now()) RETURNING id`,
      [personId],
    );
    await inTransaction(county.db, (tx) => addSends(tx, 'demo', [{ inboxId: BigInt(row!.id), sends }]));
  }
  const settled = async (leased: readonly LeasedMessage[]): Promise<string[]> => {
    await settleMessages(county.db, leased.map((one) => ({ leased: one, outcome: { status: 'sent', messageId: null } }))); // prettier-ignore
    return keysOf(leased).sort();
  };

  test('are not taken by what nobody waits for, and are there for whoever writes', async () => {
    await queue(...people(6));
    expect(await settled(await leaseKept())).toEqual(['k1', 'k2', 'k3']);
    expect(await leaseKept()).toEqual([]);
    await answer('p9', sendTo('p9', 'a9'));
    await answer('p8', sendTo('p8', 'a8'));
    await answer('p7', sendTo('p7', 'a7'));
    expect(await settled(await leaseKept())).toEqual(['a8', 'a9']);
    await pass(61_000);
    expect(await settled(await leaseKept())).toEqual(['a7', 'k4', 'k5']);
  });

  test('let an answer pass what others are told, and what is told of it to others is none', async () => {
    await queue(...people(3));
    await answer('p9', sendTo('p9', 'a9'), sendTo('p8', 'to-another'));
    expect((await leaseKept()).map((l) => l.message.key).includes('a9')).toBe(true);
    expect(await county.sql(`SELECT key FROM outbox WHERE state = 'waiting' ORDER BY id`)).toEqual([
      { key: 'k3' },
      { key: 'to-another' },
    ]);
  });

  test('take what waits before an answer in the same chat along: a chat stays in order', async () => {
    await queue(...people(3));
    await settled(await leaseKept());
    await queue(sendTo('p9', 'reminder'));
    await answer('p9', sendTo('p9', 'a9'));
    expect(await settled(await leaseKept())).toEqual(['reminder']);
    expect(await settled(await leaseKept())).toEqual(['a9']);
  });

  test('count what was asked in a group and is said to that person alone as an answer', async () => {
    await queue(...people(4));
    await settled(await leaseKept());
    await county.sql(`INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at)
      VALUES ('demo', 'web', 'in-group', 'g1', 'web-p9', '{}', now())`);
    await inTransaction(county.db, async (tx) => {
      const [{ id }] = await tx.$queryRaw<[{ id: bigint }]>`SELECT id FROM inbox WHERE event_key = 'in-group'`;
      await addSends(tx, 'demo', [{ inboxId: id, sends: [toGroup('g1', 'told'), sendTo('p9', 'alone'), sendTo('p8', 'x')] }]); // prettier-ignore
    });
    expect(await settled(await leaseKept())).toEqual(['alone', 'told']);
  });

  test('have a next place of their own', async () => {
    await queue(...people(4));
    await settled(await leaseKept());
    const ofAll = { platform: 'web', limits: kept };
    expect(await nextPlaceMs(county.db, ofAll)).toBeGreaterThan(50_000);
    await answer('p9', sendTo('p9', 'a9'));
    expect(await nextPlaceMs(county.db, ofAll)).toBeNull();
  });
});

test('Where no places are kept for answers, whoever was told first is told first.', async () => {
  await queue(...people(4));
  await county.sql(`INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at)
    VALUES ('demo', 'web', 'asked', 'd-web-p9', 'web-p9', '{}', now())`);
  await inTransaction(county.db, async (tx) => {
    const [{ id }] = await tx.$queryRaw<[{ id: bigint }]>`SELECT id FROM inbox WHERE event_key = 'asked'`;
    await addSends(tx, 'demo', [{ inboxId: id, sends: [sendTo('p9', 'answer')] }]);
  });
  expect(await round()).toEqual(['k1', 'k2', 'k3', 'k4']);
  await pass(1200);
  expect(await round()).toEqual(['answer']);
});

test.each([
  ['with places kept for answers', limitsOf(400)],
  ['without', limits],
])('What came in since the database last counted its rows is read once, %s.', async (_, of) => {
  for (const table of ['outbox', 'inbox']) await county.sql(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
  await county.sql(`INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at, state)
    SELECT 'demo', 'web', 'e' || i, 'c' || i, 'u' || i, '{}', now(), 'done' FROM generate_series(1, 2000) i`);
  await county.sql(`INSERT INTO outbox (county, key, platform, conversation, inbox_id, person_id, payload, state)
    SELECT 'demo', event_key, platform, conversation, id, 'p1', '{}', 'sent' FROM inbox`);
  const payload = JSON.stringify(sendTo('p1', 'k').message);
  await county.sql(
    `INSERT INTO outbox (county, key, platform, conversation, person_id, payload, inbox_id)
      SELECT 'demo', 'w' || i, 'web', 'w' || i, NULL, $1, (SELECT max(id) FROM inbox) FROM generate_series(1, 600) i`,
    [payload],
  );
  let read = 0;
  const readSoFar = async (tx: Statements): Promise<number> => {
    const [row] = await tx.$queryRaw<[{ rows: number }]>`
      SELECT sum(seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables WHERE relname IN ('outbox', 'inbox')`;
    return row.rows;
  };
  const counting: Database = {
    ...county.db,
    transaction: (work, ms) =>
      county.db.transaction(async (tx) => {
        const before = await readSoFar(tx);
        const result = await work(tx);
        read = (await readSoFar(tx)) - before;
        return result;
      }, ms),
  };
  const leased = await leaseMessages(counting, [{ platform: 'web', idempotentSend: false, limits: of }], 64, 60_000);
  expect(leased.length).toBeGreaterThan(0);
  expect(read).toBeGreaterThan(600);
  expect(read).toBeLessThan(10_000);
});

describe('the limits of an account of WeChat', () => {
  const wechat = limitsOf(12);
  const leaseIt = (db: Database): Promise<LeasedMessage[]> =>
    leaseMessages(db, [{ platform: 'web', idempotentSend: false, limits: wechat }], 64, 60_000);

  test('hold for two processes together, one every four seconds, and for a day', async () => {
    const other = openDatabase(county.url, county.db.county, { connections: 2 });
    try {
      await queue(...Array.from({ length: 15 }, (_, i) => toGroup(`g${i}`, `k${i}`)));
      const keys: string[] = [];
      for (let step = 0; step < 40; step++) {
        const both = (await Promise.all([leaseIt(county.db), leaseIt(other)])).flat();
        expect(both.length).toBeLessThanOrEqual(1);
        keys.push(...keysOf(both));
        await pass(4200);
      }
      // Nobody wrote: of twelve places a day two are kept for answers.
      expect(keys).toEqual(Array.from({ length: 9 }, (_, i) => `k${i}`));
      await pass(23 * 3_600_000);
      expect(await leaseIt(other)).toEqual([]);
      expect(await county.sql('SELECT 1 FROM recent_send')).toHaveLength(9);
      expect(await nextPlaceMs(county.db, { platform: 'web', limits: wechat })).toBeGreaterThan(3_000_000);
      await pass(3_600_000);
      expect(keysOf(await leaseIt(other))).toEqual(['k9']);
      await pass(4200);
      expect(keysOf(await leaseIt(county.db))).toEqual(['k10']);
    } finally {
      await other.close();
    }
  });

  test('let no more than eight go in a minute, to whomever', async () => {
    await queue(...Array.from({ length: 20 }, (_, i) => toGroup(`g${i}`, `k${i}`)));
    const perStep: number[] = [];
    for (let step = 0; step < 15; step++) {
      const leased = await leaseMessages(county.db, [{ platform: 'web', idempotentSend: false, limits: limitsOf(400) }], 64, 60_000); // prettier-ignore
      perStep.push(leased.length);
      await pass(4200);
    }
    // 66 s are 15.7 steps.
    expect(perStep).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
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
