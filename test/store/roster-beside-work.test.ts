import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Roster } from '../../src/domain/roster.ts';
import type { WorkResult } from '../../src/store/apply.ts';
import { inTransaction, isLostRace, openDatabase, type Database } from '../../src/store/database.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { importRoster, previewRoster } from '../../src/store/roster.ts';
import { holdCounty } from '../../src/store/county-parts.ts';
import { endPeople } from '../../src/store/left-people.ts';
import { storeOf, type Work } from '../../src/store/store.ts';
import { sampleCounty } from '../support/sample-county.ts';
import { sampleRoster, teamGroups as groups } from '../support/sample-roster.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
let other: Database;

beforeEach(async () => {
  county = await openedCounty();
  other = openDatabase(county.url, county.db.county);
});
afterEach(async () => {
  await other.close();
  await county.close();
});

const on = '2026-12-02';
async function bring(db: Database, roster: Roster): Promise<void> {
  const { diff } = await previewRoster(db, roster, on);
  await importRoster(db, sampleCounty, roster, { on, now: wednesday, groups, shown: diff });
}
const leaving = (...ids: readonly string[]): Roster => ({
  ...sampleRoster,
  people: sampleRoster.people.filter((p) => !ids.includes(p.id)),
  seats: sampleRoster.seats.map((s) => ({ ...s, holderIds: s.holderIds.filter((id) => !ids.includes(id)) })),
});

/** Until somebody waits for the county's lock; false when `ended` comes first. */
async function somebodyWaits(ended: Promise<unknown>): Promise<boolean> {
  const state = { over: false };
  const end = (): void => void (state.over = true);
  ended.then(end, end);
  while (!state.over) {
    const [row] = await county.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`,
    );
    if ((row?.n ?? 0) > 0) return true;
  }
  return false;
}

/** Who each message in hand is from. */
async function speakersOf(work: Work): Promise<(string | null)[]> {
  const { messages } = await work.take(10, null);
  return (await work.speakers(messages, wednesday)).map((f) => f.speaker.person?.id ?? null);
}

test('A roster waits for the messages in hand, which are decided on the people as they were.', async () => {
  await keepMessage(county.db, messageFrom('p1'));
  let coming: Promise<void> = Promise.resolve();
  const seen = await storeOf(county.db).inTransaction(async (work) => {
    const { messages } = await work.take(10, null);
    coming = bring(other, leaving('p1'));
    const waited = await somebodyWaits(coming);
    const [facts] = await work.speakers(messages, wednesday);
    return [waited, facts?.speaker.person?.id];
  });
  await coming;
  expect(seen).toEqual([true, 'p1']);
  expect(await storeOf(county.db).inTransaction(speakersOf)).toEqual([null]);
});

test('Messages wait while a roster comes in, and are decided on the people as they are then.', async () => {
  await keepMessage(county.db, messageFrom('p1'));
  let working: Promise<(string | null)[]> = Promise.resolve([]);
  const waited = await inTransaction(other, async (tx) => {
    await holdCounty(tx, 'demo');
    working = storeOf(county.db).inTransaction(speakersOf);
    const is = await somebodyWaits(working);
    await endPeople(tx, 'demo', [{ id: 'p1' }], { on, now: wednesday });
    return is;
  });
  expect([waited, await working]).toEqual([true, [null]]);
});

test('Rosters that come and go beside two workers block nobody for good, and lose and half-move nobody.', async () => {
  const people = ['p1', 'p2', 'p4', 'p6', 'p8', 'p9'];
  for (let round = 0; round < 20; round += 1)
    for (const id of people) await keepMessage(county.db, messageFrom(id, { receivedAt: wednesday + round }));
  const failures: unknown[] = [];
  let torn = 0;
  const worker = async (db: Database): Promise<void> => {
    for (let done = -1; done !== 0;)
      try {
        done = await storeOf(db).inTransaction(async (work) => {
          const { messages } = await work.take(3, null);
          const before = await work.speakers(messages, wednesday);
          const after = await work.speakers(messages, wednesday);
          if (JSON.stringify(before.map((f) => f.speaker)) !== JSON.stringify(after.map((f) => f.speaker))) torn += 1;
          await work.apply(
            messages.map(({ id, accountId }, i): WorkResult => {
              const personId = before[i]?.speaker.person?.id ?? null;
              const digest = Number(id) % 2 === 0;
              const effects = personId === null ? [] : [{ effect: 'set-digest', personId, digest } as const];
              return { inboxId: id, accountId, personId, effects, sends: [], looks: [] };
            }),
            wednesday,
          );
          return messages.length;
        });
      } catch (error) {
        if (!isLostRace(error)) failures.push(error);
        if (failures.length > 10) return;
      }
  };
  const rosters = async (): Promise<void> => {
    for (let round = 0; round < 6; round += 1) await bring(other, round % 2 === 0 ? leaving('p1', 'p8') : sampleRoster);
  };
  const third = openDatabase(county.url, 'demo');
  await Promise.all([worker(county.db), worker(third), rosters()]);
  await worker(county.db); // what was in nobody's hand when a worker looked
  await third.close();
  expect(failures).toEqual([]);
  expect(torn).toBe(0);
  expect(await county.sql(`SELECT state, count(*)::int AS n FROM inbox GROUP BY state`)).toEqual([
    { state: 'done', n: 120 },
  ]);
  expect(await county.sql(`SELECT id FROM person WHERE left_on IS NOT NULL`)).toEqual([]);
});
