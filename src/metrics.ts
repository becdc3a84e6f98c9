/** The counters of the chat as Prometheus reads them. Labels are platforms and outcomes, never people. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Meter } from './chat/meter.ts';
import type { QueueFigures } from './store/health.ts';

export interface Metrics {
  readonly meter: Meter;
  scrape(): Promise<{ contentType: string; text: string }>;
}

const secondsBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];
const batchBuckets = [1, 2, 4, 8, 16, 32, 64];
/** The usual 10 ms wake an idle process a hundred times a second. */
const eventLoopMonitoringPrecision = 100;

/**
 * @param figures how the queues stand; rejects while the store is away, and the gauges then are left out
 */
export function createMetrics(figures: () => Promise<QueueFigures>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision });
  const setGauges = gaugesOf(registry);
  return {
    meter: meterOf(registry),
    async scrape() {
      setGauges(await figures().catch(() => null));
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

function meterOf(register: Registry): Meter {
  const registers = [register];
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]): Counter<L> =>
    new Counter({ name: `zhucun_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, buckets: number[]): Histogram =>
    new Histogram({ name: `zhucun_${name}`, help, buckets, registers });
  const received = counter('messages_received_total', 'Messages kept, or known already', 'platform', 'fresh');
  const worked = counter('messages_worked_total', 'Messages decided and committed');
  const failed = counter('messages_failed_total', 'Attempts that failed');
  const setAside = counter('messages_set_aside_total', 'Messages given up after too many attempts');
  const sends = counter('sends_total', 'Sends by what became of them', 'platform', 'outcome');
  const batch = histogram('batch_messages', 'Messages committed together', batchBuckets);
  const committed = histogram('message_commit_seconds', 'From coming in to commit', secondsBuckets);
  const answered = histogram('message_answer_seconds', 'From coming in to an answer sent', secondsBuckets);
  const turned = new Gauge({
    name: 'zhucun_loop_turned_timestamp_seconds',
    help: 'When a loop last came round',
    labelNames: ['loop'],
    registers,
  });
  const paused = new Gauge({
    name: 'zhucun_sends_paused_until_timestamp_seconds',
    help: 'Until when a platform is left alone; 0 while it takes sends',
    labelNames: ['platform'],
    registers,
  });
  return {
    turned: (loop) => turned.setToCurrentTime({ loop }),
    received: (platform, fresh) => received.inc({ platform, fresh: String(fresh) }),
    worked(receivedAt, now) {
      worked.inc(receivedAt.length);
      batch.observe(receivedAt.length);
      for (const at of receivedAt) committed.observe(Math.max(0, now - at) / 1000);
    },
    failed: () => failed.inc(),
    setAside: () => setAside.inc(),
    sent(platform, outcome, receivedAt, now) {
      sends.inc({ platform, outcome });
      if (outcome === 'sent' && receivedAt !== null) answered.observe(Math.max(0, now - receivedAt) / 1000);
    },
    paused: (platform, until) => paused.set({ platform }, (until ?? 0) / 1000),
  };
}

/** Sets the gauges of the queues; without figures they are taken away, so that nobody reads old ones. */
function gaugesOf(register: Registry): (figures: QueueFigures | null) => void {
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({ name: `zhucun_${name}`, help, registers: [register] });
  const reached = gauge('store_up', '1 while the database answers');
  const ofFigures: readonly (readonly [Gauge, (f: QueueFigures) => number])[] = [
    [gauge('inbox_waiting', 'Messages not worked yet'), (f) => f.inboxWaiting],
    [gauge('inbox_oldest_seconds', 'Age of the oldest of them'), (f) => f.inboxOldestSeconds ?? 0],
    [gauge('inbox_dead', 'Messages set aside'), (f) => f.inboxDead],
    [gauge('outbox_waiting', 'Sends not settled yet'), (f) => f.outboxWaiting],
    [
      gauge('outbox_oldest_seconds', 'Since the oldest message came in that they answer'),
      (f) => f.outboxOldestSeconds ?? 0,
    ],
    [gauge('outbox_unknown', 'Sends whose fate is unknown'), (f) => f.outboxUnknown],
    [gauge('outbox_refused', 'Sends refused for good'), (f) => f.outboxRefused],
    [gauge('sends_held', '1 while nothing is sent, as after a restore'), (f) => (f.sendsHeldAt === null ? 0 : 1)],
  ];
  return (figures) => {
    reached.set(figures === null ? 0 : 1);
    for (const [one, valueOf] of ofFigures) {
      if (figures === null) one.remove();
      else one.set(valueOf(figures));
    }
  };
}
