/** A platform that delivers once at most is away for ten minutes around midnight: nobody notices, and in the morning each is told. */
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchPlatforms } from '../../src/chat/platform-watch.ts';
import type { Health } from '../../src/chat/message.ts';
import { workBatch, type WorkerDeps } from '../../src/chat/worker.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { platformNotesOf, type PlatformNotes } from '../../src/store/platform-state.ts';
import { storeOf } from '../../src/store/store.ts';
import { capabilities, fakeAdapter } from '../builders/adapter.ts';
import { shanghai } from '../builders/moments.ts';
import { fengdu } from '../commands/facts.ts';
import { messageFrom, openedCounty, type OpenedCounty } from '../store/opened-county.ts';

const evening = shanghai('2026-12-02 23:50');
const away = { from: shanghai('2026-12-02 23:55'), to: shanghai('2026-12-03 00:05') };
const stepMs = 5_000;
const log = pino({ level: 'silent' });

let county: OpenedCounty;
let clock = evening;

beforeAll(async () => {
  county = await openedCounty();
  await county.sql(
    `INSERT INTO account (county, id, platform, user_id, person_id, direct_conversation, bound_at)
     SELECT 'demo', 'wechat-' || p, 'wechat', 'wx-' || p, p, 'd-' || p, '2026-11-01' FROM unnest(ARRAY['p1', 'p2']) p`,
  );
});
afterAll(() => county.close());

/** A process that lives from then on; its account comes up at once, or as soon as the gateway is there. */
function processOf(): { look(): Promise<void> } {
  let up: number | null = null;
  let heardAt: number | null = null;
  const health = (): Health => {
    const isAway = clock >= away.from && clock < away.to;
    up = isAway ? null : (up ?? clock);
    if (up === null) return { state: 'down', since: away.from, why: 'gateway-unreachable', heardAt };
    heardAt = clock;
    return { state: 'up', since: up, why: null, heardAt };
  };
  let inHand: Promise<unknown> = Promise.resolve();
  const notes = platformNotesOf(county.db);
  const waitedFor: PlatformNotes = {
    within: (work) => {
      const done = notes.within(work);
      inHand = done;
      return done;
    },
  };
  let tick = (): void => undefined;
  watchPlatforms({
    adapters: [fakeAdapter({ platform: 'wechat', can: { redelivers: false }, health })],
    ...{ notes: waitedFor, webOrigin: () => null, now: () => clock, log },
    every: (look) => {
      tick = look;
      return { stop: () => undefined };
    },
  });
  return {
    async look() {
      tick();
      await inHand;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

async function until(instant: string, one: { look(): Promise<void> }): Promise<void> {
  while (clock < shanghai(instant)) {
    clock += stepMs;
    await one.look();
  }
}

async function said(personId: string): Promise<string[]> {
  const conversation = `d-${personId}`;
  const worker: WorkerDeps = {
    ...{ store: storeOf(county.db), rules: fengdu, settings: defaultSettings, makeFiles: async () => [] },
    ...{ now: () => clock, at: () => undefined, log, batch: 64 },
    platforms: new Map([['wechat', capabilities({ redelivers: false })]]),
  };
  const where = { platform: 'wechat', senderId: `wx-${personId}`, conversation };
  await keepMessage(county.db, messageFrom(personId, { ...where, text: '帮助', sentAt: clock, receivedAt: clock }));
  while ((await workBatch(worker)) > 0);
  const rows = await county.sql<{ text: string }>(
    `SELECT payload ->> 'text' AS text FROM outbox WHERE conversation = $1 ORDER BY id`,
    [conversation],
  );
  return rows.map(({ text }) => text);
}

test('An outage over midnight that a killed process saw begin and the next one saw end is told in the morning, once', async () => {
  const killed = processOf();
  await until('2026-12-02 23:58', killed);
  const next = processOf();
  await until('2026-12-03 07:30', next);
  const told = /^提醒：微信这边 12月2日 23:5[45] 至 12月3日 00:0[56] 断线过/;
  for (const personId of ['p1', 'p2']) {
    const [answer, gap, ...more] = await said(personId);
    expect(answer).not.toMatch(told);
    expect(gap).toMatch(told);
    expect(more).toEqual([]);
    clock += 60_000;
    expect((await said(personId)).filter((text) => told.test(text))).toHaveLength(1);
  }
}, 60_000);
