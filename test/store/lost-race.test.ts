import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { apply } from '../../src/store/apply.ts';
import {
  inTransaction,
  isLostRace,
  isStoreTrouble,
  openDatabase,
  VersionConflict,
  type Database,
} from '../../src/store/database.ts';
import { open } from './asked-facts.ts';
import { openedCounty, resultOf, wednesday, type OpenedCounty } from './opened-county.ts';
import { answering, jointLeave, moving, organisation, shortLeave, unit } from './sample-requests.ts';

let county: OpenedCounty;
let other: Database;

beforeAll(async () => {
  county = await openedCounty();
  other = openDatabase(county.url, county.db.county);
});
beforeEach(() => county.clear());
afterAll(async () => {
  await other.close();
  await county.close();
});

/** Locks one place after the other has locked its own, so that both wait for each other. */
async function deadlock(): Promise<unknown[]> {
  let arrived = 0;
  let meet = (): void => undefined;
  const bothHold = new Promise<void>((resolve) => (meet = resolve));
  const hold = (db: Database, first: string, second: string): Promise<void> =>
    inTransaction(db, async (tx) => {
      await tx.$queryRaw`SELECT id FROM place WHERE id = ${first} FOR UPDATE`;
      arrived += 1;
      if (arrived === 2) meet();
      await bothHold;
      await tx.$queryRaw`SELECT id FROM place WHERE id = ${second} FOR UPDATE`;
    });
  const results = await Promise.allSettled([hold(county.db, 't1', 'v1'), hold(other, 'v1', 't1')]);
  return results.flatMap((r): unknown[] => (r.status === 'rejected' ? [r.reason] : []));
}

test('One of two that wait for each other has lost a race, which is no fault of the store or the message.', async () => {
  const [lost, ...more] = await deadlock();
  expect(more).toEqual([]);
  expect(lost).toBeInstanceOf(Error);
  expect([isLostRace(lost), isStoreTrouble(lost)]).toEqual([true, false]);
});

test('So has one who decided on an older version, and nobody by any other error.', () => {
  expect(isLostRace(new VersionConflict())).toBe(true);
  expect(isLostRace(new Error('TransactionWriteConflict'))).toBe(false);
});

test('Batches that change the same requests in different orders never wait for each other.', async () => {
  const second = { ...jointLeave, id: 'r0', code: 'Q1Q1' };
  await open(county, shortLeave, jointLeave, second);
  const answers = (seat: { body: string; scopeId: string }, ids: readonly string[]) =>
    ids.map((requestId, i) =>
      resultOf(BigInt(100 + i), 'p8', [
        answering({ requestId, seat, personId: 'p8' }),
        moving({ requestId, state: 'open', step: 0 }),
      ]),
    );
  for (let round = 0; round < 20; round++) {
    const [one, two] = await Promise.allSettled([
      inTransaction(county.db, (tx) => apply(tx, 'demo', answers(organisation, ['r0', 'r2']), wednesday)),
      inTransaction(other, (tx) => apply(tx, 'demo', answers(unit, ['r2', 'r0']), wednesday)),
    ]);
    const lost = [one, two].flatMap((r): unknown[] => (r.status === 'rejected' ? [r.reason] : []));
    expect(lost).toEqual([expect.any(VersionConflict)]);
    await county.sql(`UPDATE request SET version = 1; UPDATE request_seat SET answered_by = NULL`);
  }
});
