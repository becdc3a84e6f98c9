import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Adapter, SendOutcome } from '../src/chat/message.ts';
import type { Meter } from '../src/chat/meter.ts';
import { outageOf } from '../src/chat/outage.ts';
import { sendRound } from '../src/chat/outbox.ts';
import { receiver } from '../src/chat/receive.ts';
import { workBatch, type WorkerDeps } from '../src/chat/worker.ts';
import { defaultSettings } from '../src/domain/settings.ts';
import { createMetrics } from '../src/metrics.ts';
import { observe } from '../src/probes.ts';
import type { Rules } from '../src/rules/decision.ts';
import { openDatabase } from '../src/store/database.ts';
import { queueFigures, type QueueFigures } from '../src/store/health.ts';
import { keepMessage } from '../src/store/inbox.ts';
import { storeOf } from '../src/store/store.ts';
import { fakeAdapter } from './builders/adapter.ts';
import { fengdu } from './commands/facts.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from './store/opened-county.ts';

const quiet: QueueFigures = {
  inboxWaiting: 0,
  inboxOldestSeconds: null,
  inboxDead: 0,
  outboxWaiting: 0,
  outboxOldestSeconds: null,
  outboxUnknown: 0,
  outboxRefused: 0,
  sendsHeldAt: null,
};
const silent = pino({ level: 'silent' });

/** What was counted, as `name(arguments)`. */
function countingMeter(): Meter & { counted: string[] } {
  const counted: string[] = [];
  const noted =
    (name: string) =>
    (...values: readonly unknown[]) =>
      void counted.push(`${name}(${values.map((v) => (Array.isArray(v) ? `[${v.join(' ')}]` : String(v))).join(' ')})`);
  return {
    counted,
    turned: noted('turned'),
    received: noted('received'),
    worked: noted('worked'),
    failed: noted('failed'),
    setAside: noted('setAside'),
    sent: noted('sent'),
    paused: noted('paused'),
  };
}

const adapterOf = (outcome: SendOutcome, state: 'up' | 'standby' | 'down' = 'up'): Adapter =>
  fakeAdapter({
    send: async () => outcome,
    health: () => ({ state, since: wednesday, why: '张三的令牌' }),
  });

describe('what the chat counts', () => {
  let county: OpenedCounty;
  beforeAll(async () => {
    county = await openedCounty();
  });
  beforeEach(() => county.clear());
  afterAll(() => county.close());

  const worker = (meter: Meter, more: Partial<WorkerDeps> = {}): WorkerDeps => ({
    ...{ store: storeOf(county.db), rules: fengdu, settings: defaultSettings, makeFiles: async () => [] },
    ...{ now: () => wednesday + 500, at: () => undefined, log: silent, batch: 64, meter },
    ...more,
  });
  const sendAs = async (meter: Meter, outcome: SendOutcome): Promise<number> =>
    sendRound({
      ...{ store: storeOf(county.db), adapters: [adapterOf(outcome)], at: () => undefined, log: silent },
      ...{ now: () => wednesday + 2000, leaseMs: 20_000, batch: 64, meter },
    });

  test('is each message kept, and whether it was known already', async () => {
    const meter = countingMeter();
    const keep = receiver({
      keep: (m) => keepMessage(county.db, m),
      at: () => undefined,
      meter,
    });
    const message = { ...messageFrom('p1'), images: [], raw: null };
    await keep(message);
    await keep(message);
    expect(meter.counted).toEqual(['received(web true)', 'received(web false)']);
  });

  test('is a batch with when each of its messages came in, once it is committed', async () => {
    const meter = countingMeter();
    await keepMessage(county.db, messageFrom('p1'));
    await keepMessage(county.db, messageFrom('p2', { receivedAt: wednesday - 1000 }));
    await workBatch(worker(meter));
    await workBatch(worker(meter));
    expect(meter.counted).toEqual([`worked([${wednesday} ${wednesday - 1000}] ${wednesday + 500})`]);
  });

  test('is no message of a batch that was left for the next one', async () => {
    const meter = countingMeter();
    await keepMessage(county.db, messageFrom('p1'));
    await keepMessage(county.db, messageFrom('p3', { text: '谁在岗', receivedAt: wednesday + 7 }));
    await workBatch(worker(meter));
    expect(meter.counted).toEqual([`worked([${wednesday}] ${wednesday + 500})`]);
  });

  test('is each failed attempt, and the message set aside after the fifth', async () => {
    const meter = countingMeter();
    const broken: Rules = {
      ...fengdu,
      monthQuota: () => {
        throw new TypeError('a defect');
      },
    };
    await keepMessage(county.db, messageFrom('p1'));
    for (let i = 0; i < 5; i++) {
      await workBatch(worker(meter, { rules: broken }));
      await county.sql('UPDATE inbox SET not_before = NULL');
    }
    expect(meter.counted).toEqual([...Array.from({ length: 5 }, () => 'failed()'), 'setAside()']);
  });

  test.each<[string, SendOutcome]>([
    ['sent', { status: 'sent', messageId: 'm1' }],
    ['unknown', { status: 'unknown', why: 'timeout' }],
    ['refused', { status: 'refused', retryAt: null, why: 'gone' }],
    ['later', { status: 'refused', retryAt: wednesday + 9000, why: 'busy' }],
  ])('is a send by its fate, with when the message came in that it answers: %s', async (fate, outcome) => {
    const meter = countingMeter();
    await keepMessage(county.db, messageFrom('p1'));
    await workBatch(worker(countingMeter()));
    expect(await sendAs(meter, outcome)).toBe(1);
    expect(meter.counted).toEqual([`sent(web ${fate} ${wednesday} ${wednesday + 2000})`]);
  });

  test('of the queues comes from one query', async () => {
    expect(await queueFigures(county.db)).toEqual(quiet);
    await keepMessage(county.db, messageFrom('p1', { receivedAt: Date.now() - 60_000 }));
    await keepMessage(county.db, messageFrom('p2', { receivedAt: Date.now() - 5_000 }));
    const waiting = await queueFigures(county.db);
    expect(waiting).toMatchObject({ inboxWaiting: 2, outboxWaiting: 0, outboxOldestSeconds: null });
    expect(waiting.inboxOldestSeconds).toBeGreaterThan(59);
    expect(waiting.inboxOldestSeconds).toBeLessThan(70);
    await workBatch(worker(countingMeter()));
    const worked = await queueFigures(county.db);
    expect(worked).toMatchObject({ inboxWaiting: 0, inboxOldestSeconds: null, outboxWaiting: 2 });
    expect(worked.outboxOldestSeconds).toBeGreaterThan(59);
    await county.sql(`UPDATE outbox SET state = 'unknown' WHERE person_id = 'p1'`);
    await county.sql(`UPDATE outbox SET state = 'refused', why = 'gone' WHERE person_id = 'p2'`);
    await county.sql(`UPDATE inbox SET state = 'dead' WHERE sender_id = 'web-p2'`);
    await county.sql(`UPDATE county SET sends_held_at = '2026-12-02T02:00:00Z'`);
    expect(await queueFigures(county.db)).toEqual({
      ...quiet,
      ...{ inboxDead: 1, outboxUnknown: 1, outboxRefused: 1, sendsHeldAt: new Date(wednesday) },
    });
    for (const why of ['dropped', 'dropped-after-restore']) {
      await county.sql('UPDATE outbox SET why = $1', [why]);
      expect(await queueFigures(county.db)).toMatchObject({ outboxRefused: 0 });
    }
    expect(await queueFigures({ ...county.db, county: 'elsewhere' })).toEqual(quiet);
    await county.sql('UPDATE county SET sends_held_at = NULL');
  });

  test('of the queues is not to be had on a standby, which takes nothing in', async () => {
    await county.sql('CREATE SCHEMA standby');
    await county.sql('CREATE FUNCTION standby.pg_is_in_recovery() RETURNS boolean LANGUAGE sql RETURN true');
    const url = new URL(county.db.url);
    url.searchParams.set('options', '-c search_path=standby,public,pg_catalog');
    const standby = openDatabase(url.href, county.db.county, { connections: 1 });
    await expect(queueFigures(standby)).rejects.toThrow('a standby answers');
    await standby.close();
    await county.sql('DROP SCHEMA standby CASCADE');
  });
});

describe('/metrics', () => {
  test('holds counters, histograms and gauges, and no other labels than platform, outcome and loop', async () => {
    const { meter, scrape } = createMetrics(async () => ({ ...quiet, inboxWaiting: 3, inboxOldestSeconds: 12.5 }));
    meter.received('web', true);
    meter.worked([wednesday, wednesday - 200], wednesday + 50);
    meter.failed();
    meter.setAside();
    meter.turned('worker');
    meter.sent('web', 'sent', wednesday, wednesday + 700);
    meter.sent('web', 'unknown', wednesday, wednesday + 700);
    const { text, contentType } = await scrape();
    expect(contentType).toContain('text/plain');
    for (const line of [
      'zhucun_messages_received_total{platform="web",fresh="true"} 1',
      'zhucun_messages_worked_total 2',
      'zhucun_messages_failed_total 1',
      'zhucun_messages_set_aside_total 1',
      'zhucun_sends_total{platform="web",outcome="sent"} 1',
      'zhucun_sends_total{platform="web",outcome="unknown"} 1',
      'zhucun_batch_messages_sum 2',
      'zhucun_message_commit_seconds_bucket{le="0.05"} 1',
      'zhucun_message_commit_seconds_bucket{le="0.25"} 2',
      'zhucun_message_answer_seconds_count 1',
      'zhucun_message_answer_seconds_sum 0.7',
      'zhucun_inbox_waiting 3',
      'zhucun_inbox_oldest_seconds 12.5',
      'zhucun_store_up 1',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toContain('process_cpu_seconds_total');
    const labels = [...text.matchAll(/^zhucun_\w+\{([^}]*)\}/gm)].flatMap(([, inside = '']) =>
      inside.split(',').map((pair) => pair.split('=')[0]),
    );
    expect([...new Set(labels)].sort()).toEqual(['fresh', 'le', 'loop', 'outcome', 'platform']);
  });

  test('leaves the gauges of the queues out while the store is away', async () => {
    const figures = vi
      .fn<() => Promise<QueueFigures>>()
      .mockResolvedValueOnce(quiet)
      .mockRejectedValueOnce(new Error());
    const { scrape } = createMetrics(figures);
    expect((await scrape()).text).toContain('zhucun_inbox_waiting 0');
    const { text } = await scrape();
    expect(text).toContain('zhucun_store_up 0');
    expect(text).not.toMatch(/^zhucun_inbox_waiting /m);
  });

  test('costs a message next to nothing', () => {
    const { meter } = createMetrics(async () => quiet);
    const from = process.cpuUsage();
    for (let i = 0; i < 20_000; i++) {
      meter.received('web', true);
      meter.worked([wednesday], wednesday + i);
      meter.sent('web', 'sent', wednesday, wednesday + i);
    }
    const { user, system } = process.cpuUsage(from);
    expect((user + system) / 20_000).toBeLessThan(50); // microseconds
  });
});

describe('/healthz', () => {
  let now = wednesday;
  const observed = (
    figures: () => Promise<QueueFigures>,
    state: 'up' | 'standby' | 'down' = 'up',
    withinMs = 3_000,
  ): ReturnType<typeof observe> => {
    now = wednesday;
    const seen = observe({
      figures,
      adapters: () => [adapterOf({ status: 'sent', messageId: null }, state)],
      now: () => now,
      withinMs,
    });
    seen.meter.turned('worker');
    seen.meter.turned('sender');
    return seen;
  };

  test('is well while the database answers, both loops turn and the platforms are up', async () => {
    const { probes } = observed(async () => quiet);
    expect(await probes.healthz()).toEqual({
      ok: true,
      body: {
        ok: true,
        service: 'zhucun',
        store: { state: 'up', failure: null },
        loops: { worker: { state: 'up', turnedSecondsAgo: 0 }, sender: { state: 'up', turnedSecondsAgo: 0 } },
        adapters: [{ platform: 'web', state: 'up', since: '2026-12-02T02:00:00.000Z', pausedUntil: null }],
        inbox: { waiting: 0, oldestSeconds: null, dead: 0 },
        outbox: { waiting: 0, oldestSeconds: null, unknown: 0, refused: 0 },
        sendsHeldSince: null,
      },
    });
  });

  test('is not well without the database, and says why the private one could not be brought back, for a while', async () => {
    const { probes, troubled } = observed(() => Promise.reject(new Error('password=geheim')));
    expect(await probes.healthz()).toMatchObject({ ok: false, body: { store: { state: 'down', failure: null } } });
    expect([troubled('start-failed'), troubled('start-failed'), troubled('other-version')]).toEqual([
      true,
      false,
      true,
    ]);
    const { body } = await probes.healthz();
    expect(body).toMatchObject({ inbox: null, store: { state: 'down', failure: 'other-version' } });
    expect(JSON.stringify(body)).not.toContain('geheim');
    now += 16_000;
    expect(await probes.healthz()).toMatchObject({ body: { store: { failure: null } } });
    expect(troubled('other-version')).toBe(true);
  });

  test('is not well when the database does not answer in time', async () => {
    const { probes } = observed(() => new Promise(() => undefined), 'up', 5);
    expect(await probes.healthz()).toMatchObject({ ok: false, body: { store: { state: 'down' } } });
  });

  test('is not well when a loop stands or has never turned', async () => {
    const { probes, meter } = observed(async () => quiet);
    now += 60_000;
    meter.turned('sender');
    expect(await probes.healthz()).toMatchObject({
      ok: false,
      body: { loops: { worker: { state: 'standing', turnedSecondsAgo: 60 }, sender: { state: 'up' } } },
    });
    const fresh = observe({ figures: async () => quiet, adapters: () => [], now: () => now });
    expect(await fresh.probes.healthz()).toMatchObject({
      ok: false,
      body: { loops: { worker: { state: 'starting' } } },
    });
  });

  test('is well where another process has the platform', async () => {
    const { probes } = observed(async () => quiet, 'standby');
    expect(await probes.healthz()).toMatchObject({ ok: true, body: { adapters: [{ platform: 'web', state: 'standby' }] } }); // prettier-ignore
  });

  test('is not well when a platform is down, and does not repeat what the platform says', async () => {
    const answer = await observed(async () => quiet, 'down').probes.healthz();
    expect(answer).toMatchObject({ ok: false, body: { adapters: [{ state: 'down' }] } });
    expect(JSON.stringify(answer)).not.toContain('张三');
  });

  test.each([
    [299, true],
    [300, false],
  ])('counts on messages being worked: %d s of waiting is well: %s', async (inboxOldestSeconds, ok) => {
    const { probes } = observed(async () => ({ ...quiet, inboxWaiting: 1, inboxOldestSeconds }));
    expect((await probes.healthz()).ok).toBe(ok);
  });

  test('tells of held sends, which the operator has so, and stays well', async () => {
    const { probes } = observed(async () => ({ ...quiet, sendsHeldAt: new Date(wednesday) }));
    expect(await probes.healthz()).toMatchObject({ ok: true, body: { sendsHeldSince: '2026-12-02T02:00:00.000Z' } });
  });

  test('asks the database once in three seconds, however many ask', async () => {
    const figures = vi.fn(async () => quiet);
    const { probes } = observed(figures);
    await Promise.all([probes.healthz(), probes.metrics(), probes.healthz()]);
    now += 2_999;
    await probes.metrics();
    expect(figures).toHaveBeenCalledTimes(1);
    now += 1;
    await probes.healthz();
    expect(figures).toHaveBeenCalledTimes(2);
  });
});

describe('a store that is away', () => {
  test('is said once when it is lost and once when it is back, with how long it was', () => {
    const lines: Record<string, unknown>[] = [];
    const log = pino(
      { level: 'info' },
      { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
    );
    let now = wednesday;
    const outage = outageOf('worker', log, () => now);
    outage.reached();
    for (let i = 0; i < 50; i++) outage.lost(new RangeError('张三'));
    now += 25_400;
    outage.reached();
    outage.reached();
    outage.lost('a string');
    expect(lines.map(({ msg, loop, failure, awaySeconds }) => ({ msg, loop, failure, awaySeconds }))).toEqual([
      { msg: 'store not reached', loop: 'worker', failure: 'RangeError', awaySeconds: undefined },
      { msg: 'store reached again', loop: 'worker', failure: undefined, awaySeconds: 25 },
      { msg: 'store not reached', loop: 'worker', failure: 'unknown', awaySeconds: undefined },
    ]);
  });
});
