/** The morning on which 2,000 teams are reminded in their groups, by two processes, one of which ends halfway. */
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dueSlots, tickMessage } from '../../src/chat/clock.ts';
import { sendRound, type SenderDeps } from '../../src/chat/outbox.ts';
import { workBatch, type WorkerDeps } from '../../src/chat/worker.ts';
import { startOf } from '../../src/domain/calendar.ts';
import type { County } from '../../src/domain/county.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { storeOf, type Store } from '../../src/store/store.ts';
import { recordingAdapter, type Sent } from '../builders/recording-adapter.ts';
import { fengdu } from '../commands/facts.ts';
import { openedCounty, type OpenedCounty } from '../store/opened-county.ts';

const groups = 2000;
/** Five working days before the last one of November, when the month's study is still owed. */
const morning = startOf('2026-11-23') + 8 * 3_600_000;
const minuteMs = 60_000;

const ids = Array.from({ length: groups }, (_, i) => i);
const place = (id: string, kind: 'township' | 'village' | 'team' | 'unit', parentId: string | null) => ({
  ...{ id, kind, name: `示例${id}`, parentId },
});
const county: County = {
  ...{
    id: 'many',
    name: '示例县',
    sample: true,
    packs: ['fengdu-2021'],
    settings: defaultSettings,
    points: [],
    seats: [],
  },
  places: [
    place('t1', 'township', null),
    ...ids.flatMap((i) => [place(`v${i}`, 'village', 't1'), place(`team${i}`, 'team', `v${i}`)]),
  ],
  people: ids.map((i) => ({
    ...{ id: `p${i}`, name: `示例${i}`, post: '驻村第一书记', dispatchLevel: '县派', townshipId: 't1' },
    ...{ villageId: `v${i}`, teamId: `team${i}`, unitId: null, isTeamLeader: true },
  })),
  groups: ids.map((i) => ({ id: `g${i}`, title: `示例${i}群`, teamId: `team${i}`, memberIds: [] })),
};

let opened: OpenedCounty;
let other: Database;
beforeAll(async () => {
  opened = await openedCounty(county);
  other = openDatabase(opened.url, county.id);
}, 120_000);
afterAll(async () => {
  await other.close();
  await opened.close();
});

class Died extends Error {}
const log = pino({ level: 'silent' });
const mortal = (db: Database): Store => {
  const store = storeOf(db);
  return { ...store, isTrouble: (error) => error instanceof Died || store.isTrouble(error) };
};
/** Ends when it passes the arrow for the n-th time. */
const dyingAt = (arrow: string, nth: number) => {
  let left = nth;
  return (passed: string): void => {
    if (passed === arrow && --left === 0) throw new Died(arrow);
  };
};
const worker = (db: Database, at: WorkerDeps['at'] = () => undefined): WorkerDeps => ({
  ...{ store: mortal(db), rules: fengdu, settings: defaultSettings, makeFiles: async () => [] },
  ...{ now: () => morning + 5000, at, log, batch: 64 },
});
const tick = async (db: Database): Promise<void> => {
  for (const slot of dueSlots(morning + 5000).filter(({ name }) => name === 'duties'))
    await storeOf(db).keepMessage(tickMessage(slot, morning + 5000));
};
let planned = new Map<string, number>();
const toGroups = `SELECT key, not_before AS at FROM outbox WHERE key LIKE 'n:due:%:team:%' ORDER BY not_before`;

test('the process that dies over it leaves nothing behind, and the other one reminds each group once', async () => {
  await Promise.all([tick(opened.db), tick(other)]);
  await expect(workBatch(worker(opened.db, dyingAt('applied', 1)))).rejects.toThrow(Died);
  expect(await opened.sql(toGroups)).toEqual([]);
  while ((await workBatch(worker(other))) > 0);
  await tick(opened.db);
  while ((await workBatch(worker(opened.db))) > 0);
  expect(await opened.sql(toGroups)).toHaveLength(groups);
}, 120_000);

test('they are spread over the hour, and none is within a minute of :00 or :30', async () => {
  const rows = await opened.sql<{ key: string; at: Date }>(toGroups);
  planned = new Map(rows.map(({ key, at }) => [key, at.getTime()]));
  const minutes = rows.map(({ at }) => (at.getTime() - morning) / minuteMs);
  expect(Math.min(...minutes)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...minutes)).toBeLessThan(60);
  expect(minutes.filter((m) => m % 30 < 1 || m % 30 > 29)).toEqual([]);
  const perMinute = new Map<number, number>();
  for (const m of minutes.map(Math.floor)) perMinute.set(m, (perMinute.get(m) ?? 0) + 1);
  // 2,000 over 52 minutes are 38 a minute.
  expect(Math.max(...perMinute.values())).toBeLessThan(80);
  expect(perMinute.size).toBeGreaterThan(45);
});

test('a sender that dies halfway is taken over: nothing is shown twice, nothing before its time, nothing left out', async () => {
  const world = { clock: morning, sent: [] as Sent[], updated: [] as Sent[] };
  const sender = (db: Database, at: SenderDeps['at'] = () => undefined): SenderDeps => ({
    ...{ store: mortal(db), adapters: [recordingAdapter('web', 'rich', world)], at, log },
    ...{ now: () => world.clock, leaseMs: 20_000, batch: 64 },
  });
  let first: SenderDeps | null = sender(opened.db, dyingAt('leased', 20));
  const second = sender(other);
  for (let minute = 0; minute <= 60; minute++) {
    world.clock = morning + minute * minuteMs;
    try {
      if (first) await sendRound(first);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      first = null;
      // A lease runs by the database's clock: it is over.
      await opened.sql(`UPDATE outbox SET lease_until = now() - interval '1 second' WHERE state = 'leased'`);
    }
    while ((await sendRound(second)) > 0);
  }
  expect(first).toBeNull();
  const shown = world.sent.filter(({ key }) => key.includes(':team:'));
  expect(new Set(shown.map((s) => s.key)).size).toBe(groups);
  expect(shown).toHaveLength(groups);
  expect(shown.filter((s) => s.at < (planned.get(s.key) ?? 0))).toEqual([]);
}, 120_000);
