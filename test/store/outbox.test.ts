import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SendOutcome } from '../../src/chat/message.ts';
import { addSends } from '../../src/store/apply-sends.ts';
import { inTransaction, openDatabase, type Database } from '../../src/store/database.ts';
import { leaseMessages, settleMessages, type LeasedMessage, type Settlement } from '../../src/store/outbox.ts';
import { unsettledSends } from '../../src/store/unsettled.ts';
import { openedCounty, sendTo, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const once = [{ platform: 'web', idempotentSend: true }];
const perhaps = [{ platform: 'web', idempotentSend: false }];
const ahead = 60_000;
/** A lease that has run out already. */
const past = -1;

const queue = (...sends: readonly (readonly [personId: string, key: string])[]): Promise<void> =>
  inTransaction(county.db, (tx) =>
    addSends(tx, county.db.county, [{ inboxId: 1n, sends: sends.map(([personId, key]) => sendTo(personId, key)) }]),
  );
const lease = (terms = once, limit = 64, ms = ahead): Promise<LeasedMessage[]> =>
  leaseMessages(county.db, terms, limit, ms);
const keysOf = (leased: readonly LeasedMessage[]): string[] => leased.map((l) => l.message.key);
const settle = (leased: readonly LeasedMessage[], outcome: SendOutcome): Promise<Settlement[]> =>
  settleMessages(
    county.db,
    leased.map((one) => ({ leased: one, outcome })),
  );
const sent: SendOutcome = { status: 'sent', messageId: 'm1' };
const refusedFor = (retryAt: number | null): SendOutcome => ({ status: 'refused', retryAt, why: 'busy' });
const states = async (): Promise<string[]> =>
  (await county.sql<{ s: string }>(`SELECT key || ' ' || state AS s FROM outbox ORDER BY id`)).map((r) => r.s);

describe('leasing', () => {
  test('gives the first message of each conversation, and the next once that is settled', async () => {
    await queue(['p1', 'a1'], ['p1', 'a2'], ['p2', 'b1'], ['p1', 'a3']);
    const rounds: string[][] = [];
    for (let i = 0; i < 4; i++) {
      const leased = await lease();
      rounds.push(keysOf(leased));
      await settle(leased, sent);
    }
    expect(rounds).toEqual([['a1', 'b1'], ['a2'], ['a3'], []]);
  });

  test('gives nothing of a conversation whose message is still being sent', async () => {
    await queue(['p1', 'a1'], ['p1', 'a2']);
    expect(keysOf(await lease())).toEqual(['a1']);
    expect(keysOf(await lease())).toEqual([]);
  });

  test('gives the whole message, who it is for, and how often it was tried', async () => {
    await queue(['p1', 'a1']);
    const [leased] = await lease();
    expect(leased).toMatchObject({ platform: 'web', updates: null, attempts: 1 });
    expect(leased?.message).toEqual(sendTo('p1', 'a1').message);
  });

  test('gives up a row that this version cannot read, and goes on with the others', async () => {
    await queue(['p1', 'bad'], ['p1', 'a2'], ['p2', 'b1']);
    await county.sql(`UPDATE outbox SET payload = payload - 'text' WHERE key = 'bad'`);
    expect(keysOf(await lease())).toEqual(['b1']);
    expect(keysOf(await lease())).toEqual(['a2']);
    expect(await unsettledSends(county.db)).toMatchObject([{ state: 'refused', why: 'unreadable' }]);
  });

  test('gives no more than asked for, the oldest first', async () => {
    await queue(['p3', 'c'], ['p1', 'a'], ['p2', 'b']);
    expect(keysOf(await lease(once, 2))).toEqual(['c', 'a']);
    expect(keysOf(await lease(once, 2))).toEqual(['b']);
  });

  test('gives only what the platforms in use can send', async () => {
    await queue(['p1', 'a1']);
    expect(await lease([{ platform: 'feishu', idempotentSend: true }])).toEqual([]);
    expect(await lease([])).toEqual([]);
  });

  test('gives each message to one of ten workers', async () => {
    await queue(...Array.from({ length: 8 }, (_, i) => [`p${i + 1}`, `k${i}`] as const));
    const other = openDatabase(county.url, county.db.county);
    try {
      const rounds = await Promise.all(
        Array.from({ length: 10 }, (_, i) => leaseMessages(i % 2 ? other : county.db, once, 3, ahead)),
      );
      const all = [...rounds.flat(), ...(await lease())];
      expect(keysOf(all).sort()).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7']);
    } finally {
      await other.close();
    }
  });
});

describe('a lease that ran out', () => {
  test('is given again where the platform drops a second send', async () => {
    await queue(['p1', 'a1'], ['p1', 'a2']);
    const [first] = await lease(once, 64, past);
    const again = await lease(once);
    expect(again.map((l) => [l.message.key, l.attempts])).toEqual([['a1', 2]]);
    expect(again[0]?.lease).not.toBe(first?.lease);
  });

  test('is never given again elsewhere: its fate is unknown, and the next message goes on', async () => {
    await queue(['p1', 'a1'], ['p1', 'a2']);
    await lease(perhaps, 64, past);
    expect(keysOf(await lease(perhaps))).toEqual(['a2']);
    expect(await states()).toEqual(['a1 unknown', 'a2 leased']);
    expect(await unsettledSends(county.db)).toMatchObject([{ state: 'unknown', why: 'lease-ran-out' }]);
  });

  test.each([
    ['without limits', perhaps],
    ['with limits', [{ ...perhaps[0]!, limits: [{ of: 'chat', count: 5, perMs: 1 }] as const }]],
  ])('is not given again either where it runs out between looking and leasing, %s', async (_, terms) => {
    await queue(['p1', 'a1']);
    await lease(terms);
    const { db } = county;
    const runsOut: Database = {
      ...db,
      // After what was found to have run out was given up.
      $executeRaw: async (...statement: Parameters<Database['$executeRaw']>) => {
        const given = await db.$executeRaw(...statement);
        await county.sql(`UPDATE outbox SET lease_until = now() - interval '1 second'`);
        return given;
      },
    };
    expect(await leaseMessages(runsOut, terms, 64, ahead)).toEqual([]);
    await lease(terms);
    expect(await states()).toEqual(['a1 unknown']);
  });

  test('can no longer be settled by the one who lost it', async () => {
    await queue(['p1', 'a1']);
    const lost = await lease(once, 64, past);
    const taken = await lease(once);
    await settle(lost, { status: 'refused', retryAt: null, why: 'late' });
    expect(await states()).toEqual(['a1 leased']);
    await settle(taken, sent);
    await settle(lost, { status: 'unknown', why: 'late' });
    expect(await county.sql('SELECT state::text, platform_message_id, why FROM outbox')).toEqual([
      { state: 'sent', platform_message_id: 'm1', why: null },
    ]);
  });

  test('stays unknown when its sender comes back after all', async () => {
    await queue(['p1', 'a1']);
    const lost = await lease(perhaps, 64, past);
    await lease(perhaps);
    await settle(lost, sent);
    expect(await states()).toEqual(['a1 unknown']);
  });

  test('of another platform is left to those who can send there', async () => {
    await queue(['p1', 'a1']);
    await lease(perhaps, 64, past);
    await lease([{ platform: 'feishu', idempotentSend: false }]);
    expect(await states()).toEqual(['a1 leased']);
  });
});

describe('where the platform knows a second send for an hour', () => {
  const hour = [{ platform: 'web', idempotentSend: true, idempotencyWindowMs: 3_600_000 }];
  const minutesAgo = (minutes: number): Promise<unknown> =>
    county.sql(
      `UPDATE outbox SET not_before = NULL, settled_at = settled_at - $1 * interval '1 minute', lease_until = lease_until - $1 * interval '1 minute'`,
      [minutes],
    );

  test.each([
    [50, ['a1']],
    [55, ['a2']],
  ])('a send that may have arrived %d minutes ago is repeated, or no longer', async (minutes, expected) => {
    await queue(['p1', 'a1'], ['p1', 'a2']);
    const [a] = await lease(hour);
    await settleMessages(county.db, [{ leased: a!, outcome: refusedFor(Date.now() + 1000), mayHaveArrived: true }]);
    await minutesAgo(minutes);
    expect(keysOf(await lease(hour))).toEqual(expected);
    if (minutes > 54) expect(await unsettledSends(county.db)).toMatchObject([{ state: 'unknown', why: 'busy' }]);
  });

  test('so is one whose lease ran out', async () => {
    await queue(['p1', 'a1']);
    await lease(hour, 64, past);
    expect(keysOf(await lease(hour, 64, past))).toEqual(['a1']);
    await minutesAgo(55);
    expect(await lease(hour)).toEqual([]);
    expect(await unsettledSends(county.db)).toMatchObject([{ state: 'unknown', why: 'lease-ran-out' }]);
  });

  test('one that has surely not arrived is sent however late it is', async () => {
    await queue(['p1', 'a1']);
    await settle(await lease(hour), refusedFor(Date.now() - 1000));
    await minutesAgo(600);
    expect(keysOf(await lease(hour))).toEqual(['a1']);
  });

  test('the first time counts, not the last', async () => {
    await queue(['p1', 'a1']);
    for (let i = 0; i < 3; i++) {
      const [a] = await lease(hour);
      await settleMessages(county.db, [{ leased: a!, outcome: refusedFor(Date.now() - 1), mayHaveArrived: i === 0 }]);
      await minutesAgo(25);
    }
    expect(await lease(hour)).toEqual([]);
  });
});

describe('settling', () => {
  test('calls what may have arrived unknown, and not refused, once it was tried too often', async () => {
    await queue(['p1', 'a1'], ['p2', 'b1']);
    await county.sql(`UPDATE outbox SET attempts = 19`);
    const leased = await lease();
    const outcome = refusedFor(Date.now() + 1000);
    const settled = await settleMessages(county.db, leased.map((one, i) => ({ leased: one, outcome, mayHaveArrived: i === 0 }))); // prettier-ignore
    expect(settled.map((s) => s.outcome.status)).toEqual(['unknown', 'refused']);
    expect(await states()).toEqual(['a1 unknown', 'b1 refused']);
  });

  test('leaves a change of a message to be made once more where nobody knows whether it was', async () => {
    await queue(['p1', 'a1'], ['p2', 'b1']);
    await county.sql(`UPDATE outbox SET updates = 'm1' WHERE key = 'a1'`);
    await lease(perhaps, 64, past);
    expect(keysOf(await lease(perhaps))).toEqual(['a1']);
    expect(await states()).toEqual(['a1 leased', 'b1 unknown']);
  });

  test('remembers the id that the platform gave, for replies to it', async () => {
    await queue(['p1', 'a1'], ['p2', 'b1']);
    const [a, b] = await lease();
    await settleMessages(county.db, [
      { leased: a!, outcome: sent },
      { leased: b!, outcome: { status: 'sent', messageId: null } },
    ]);
    expect(
      await county.sql('SELECT key, state::text, platform_message_id AS id, lease, settled_at IS NOT NULL AS settled FROM outbox ORDER BY id'), // prettier-ignore
    ).toEqual([
      { key: 'a1', state: 'sent', id: 'm1', lease: null, settled: true },
      { key: 'b1', state: 'sent', id: null, lease: null, settled: true },
    ]);
  });

  test('waits until the platform wants it again, and holds the conversation till then', async () => {
    await queue(['p1', 'a1'], ['p1', 'a2'], ['p2', 'b1']);
    const [a] = await lease(once, 1);
    await settle([a!], refusedFor(Date.now() + 3_600_000));
    expect(keysOf(await lease())).toEqual(['b1']);
    const [held] = await county.sql<{ wait: number; settled: boolean }>(
      `SELECT extract(epoch FROM not_before - now())::float8 AS wait, settled_at IS NOT NULL AS settled FROM outbox WHERE key = 'a1'`,
    );
    expect(held?.wait).toBeGreaterThan(3500);
    expect(held?.wait).toBeLessThan(3601);
    expect(held?.settled).toBe(false);
  });

  test('sends it again once the time has come', async () => {
    await queue(['p1', 'a1'], ['p1', 'a2']);
    await settle(await lease(), refusedFor(Date.now() - 1000));
    expect((await lease()).map((l) => [l.message.key, l.attempts])).toEqual([['a1', 2]]);
  });

  test('gives up what is refused for good, and goes on with the next', async () => {
    await queue(['p1', 'a1'], ['p1', 'a2']);
    await settle(await lease(), refusedFor(null));
    expect(await unsettledSends(county.db)).toMatchObject([{ platform: 'web', state: 'refused', why: 'busy' }]);
    expect(keysOf(await lease())).toEqual(['a2']);
  });

  test('gives up after twenty refusals for now', async () => {
    await queue(['p1', 'a1']);
    const forNow = refusedFor(Date.now() - 1000);
    for (let i = 1; i < 20; i++) expect(await settle(await lease(), forNow)).toMatchObject([{ outcome: forNow }]);
    expect(await states()).toEqual(['a1 waiting']);
    expect(await settle(await lease(), forNow)).toMatchObject([{ outcome: refusedFor(null) }]);
    expect(await states()).toEqual(['a1 refused']);
  });

  test('lists what is unsettled by ids alone', async () => {
    await queue(['p1', 'a1'], ['p2', 'b1'], ['p3', 'c1']);
    const [a, b, c] = await lease();
    await settle([a!], { status: 'unknown', why: 'timeout' });
    await settle([b!], refusedFor(null));
    await settle([c!], sent);
    const listed = await unsettledSends(county.db);
    expect(listed.map((l) => [l.id, l.state])).toEqual([
      [a!.id, 'unknown'],
      [b!.id, 'refused'],
    ]);
    expect(Object.keys(listed[0]!).sort()).toEqual(['id', 'personId', 'platform', 'settledAt', 'state', 'why']);
  });
});
