/** A push to 2,000 groups on a platform with limits, by two processes, one of which ends halfway. */
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SendLimit } from '../../src/chat/message.ts';
import { sendRound, type SenderDeps } from '../../src/chat/outbox.ts';
import { addSends } from '../../src/store/apply-sends.ts';
import { inTransaction, openDatabase, type Database } from '../../src/store/database.ts';
import { sendProgress } from '../../src/store/send-progress.ts';
import { storeOf, type Store } from '../../src/store/store.ts';
import { fakeAdapter } from '../builders/adapter.ts';
import { openedCounty, sendTo, type OpenedCounty } from '../store/opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
afterAll(() => county.close());

const groups = 2000;
const limits: readonly SendLimit[] = [
  { of: 'app', count: 200, perMs: 1000 },
  { of: 'chat', count: 1, perMs: 1000 },
  { of: 'group', count: 3, perMs: 60_000 },
];

const arrived: string[] = [];
const adapter = fakeAdapter({
  can: { limits },
  send: async ({ key }) => {
    arrived.push(key);
    return { status: 'sent', messageId: key };
  },
});

class Died extends Error {}
/** A process that ends at the arrow when it gets there the n-th time. */
const dying = (store: Store, arrow: 'leased' | 'sent', nth: number): SenderDeps => {
  let left = nth;
  return {
    ...depsOf(store),
    at: (passed) => {
      if (passed === arrow && --left === 0) throw new Died();
    },
  };
};
const depsOf = (store: Store): SenderDeps => ({
  ...{ store, adapters: [adapter], at: () => undefined, log: pino({ level: 'silent' }), now: Date.now },
  ...{ leaseMs: 20_000, batch: 64 },
});

/** Every lease by the instant at which it was taken, on a clock that only `pass` and the time itself move. */
const leasedAt = new Map<string, { readonly at: number; readonly conversation: string }>();
let passedMs = 0;
async function note(): Promise<void> {
  const rows = await county.sql<{ id: string; at: Date; conversation: string }>('SELECT id, at, conversation FROM recent_send'); // prettier-ignore
  for (const { id, at, conversation } of rows)
    if (!leasedAt.has(id)) leasedAt.set(id, { at: at.getTime() + passedMs, conversation });
}
async function pass(ms: number): Promise<void> {
  passedMs += ms;
  const back = `- ${ms} * interval '1 millisecond'`;
  await county.sql(`UPDATE recent_send SET at = at ${back}`);
  await county.sql(`UPDATE outbox SET lease_until = lease_until ${back}, settled_at = settled_at ${back} WHERE state <> 'waiting'`); // prettier-ignore
}

/** Both send until nothing is left, or one of them ends. */
async function sendAll(senders: readonly SenderDeps[]): Promise<'done' | 'died'> {
  for (let idle = 0; ;) {
    const rounds = await Promise.allSettled(senders.map(sendRound));
    await note();
    const failed = rounds.find((r) => r.status === 'rejected');
    if (failed && !(failed.reason instanceof Died)) throw failed.reason;
    if (failed) return 'died';
    const busy = rounds.some((r) => r.status === 'fulfilled' && r.value > 0);
    idle = busy ? 0 : idle + 1;
    if (busy) continue;
    const waitMs = await storeOf(county.db).nextPlaceMs({ platform: 'web', limits });
    // A place may have come free between the round and the question.
    if (waitMs === null && idle > 1) return 'done';
    if (waitMs !== null) {
      idle = 0;
      await pass(waitMs);
    }
  }
}

/** The most leases of any window that long. */
function most(of: readonly number[], perMs: number): number {
  const sorted = [...of].sort((a, b) => a - b);
  let from = 0;
  return Math.max(
    ...sorted.map((at, i) => {
      while (at - sorted[from]! >= perMs) from += 1;
      return i - from + 1;
    }),
  );
}

test(
  'goes out within every limit, survives a restart halfway, and comes to no group twice',
  { timeout: 120_000 },
  async () => {
    const others: Database[] = [];
    const another = (): Store => {
      others.push(openDatabase(county.url, county.db.county, { connections: 2 }));
      return storeOf(others.at(-1)!);
    };
    const keys = [
      ...Array.from({ length: groups }, (_, i) => ({ key: `push-${i}`, group: `g-${i}` })),
      ...Array.from({ length: 5 }, (_, i) => ({ key: `more-${i}`, group: 'g-7' })),
    ];
    await inTransaction(county.db, (tx) =>
      addSends(tx, county.db.county, [
        {
          inboxId: 1n,
          sends: keys.map(({ key, group }) => sendTo('p1', key, { personId: null, message: { conversation: group } })),
        },
      ]),
    );
    // One ends with what it has leased and not sent, the next with what it has sent and not noted.
    expect(await sendAll([depsOf(storeOf(county.db)), dying(another(), 'leased', 4)])).toBe('died');
    expect(await sendAll([depsOf(another()), dying(another(), 'sent', 4)])).toBe('died');
    const [progress] = await sendProgress(county.db);
    expect(progress!.waiting).toBeGreaterThan(0);
    expect(progress!.lastMinute).toBeGreaterThan(0);
    await pass(20_001);
    expect(await sendAll([depsOf(another()), depsOf(another())])).toBe('done');

    expect(new Set(arrived).size).toBe(arrived.length);
    const states = await county.sql<{ key: string; state: string; why: string | null; attempts: number }>('SELECT key, state, why, attempts FROM outbox ORDER BY id'); // prettier-ignore
    const lost = states.filter((s) => s.state !== 'sent');
    expect(lost.every((s) => s.state === 'unknown' && s.why === 'lease-ran-out')).toBe(true);
    expect(lost.length).toBeGreaterThan(0);
    expect(states.every((s) => s.attempts === 1)).toBe(true);
    expect(leasedAt.size).toBe(keys.length);
    expect(arrived.filter((k) => k.startsWith('more-'))).toEqual([0, 1, 2, 3, 4].map((i) => `more-${i}`));

    const all = [...leasedAt.values()];
    expect(most(all.map((l) => l.at), 1000)).toBeLessThanOrEqual(200); // prettier-ignore
    const inSeven = all.filter((l) => l.conversation === 'g-7').map((l) => l.at);
    expect([inSeven.length, most(inSeven, 1000), most(inSeven, 60_000)]).toEqual([6, 1, 3]);
    for (const db of others) await db.close();
  },
);
