/** What a running service says of itself: /healthz for a supervisor, /metrics for Prometheus. States and figures, nothing personal. */
import type { Adapter } from './chat/message.ts';
import type { Loop, Meter } from './chat/meter.ts';
import type { Instant } from './domain/calendar.ts';
import { createMetrics } from './metrics.ts';
import type { QueueFigures } from './store/health.ts';

/** As the web chat serves them. */
export interface Probes {
  healthz(): Promise<{ ok: boolean; body: unknown }>;
  metrics(): Promise<{ contentType: string; text: string }>;
}

export interface ProbeParts {
  readonly figures: () => Promise<QueueFigures>;
  readonly adapters: () => readonly Adapter[];
  readonly now: () => Instant;
  /** How long the database may take to answer, in ms. */
  readonly withinMs?: number;
}

export interface Observed {
  readonly probes: Probes;
  readonly meter: Meter;
  /** The private database could not be brought back, by that failure; true when that is new. */
  troubled(failure: string): boolean;
}

/** A loop turns each second when idle, and a batch may take half a minute. */
const loopStandsMs = 60_000;
/** So long a message waits only where nothing is worked. */
const waitsTooLongSeconds = 300;
/** Several who ask at a time, or in turn, cost one query. */
const figuresHoldMs = 3_000;
/** The private database is tried again every 5 seconds. */
const troubleHoldsMs = 15_000;

export function observe(parts: ProbeParts): Observed {
  const { now } = parts;
  const figures = held(() => within(parts.figures(), parts.withinMs ?? 3_000), now);
  const metrics = createMetrics(figures);
  const turns = new Map<Loop, Instant>();
  const pauses = new Map<string, Instant | null>();
  let trouble: { readonly failure: string; readonly at: Instant } | null = null;
  return {
    meter: {
      ...metrics.meter,
      turned(loop) {
        turns.set(loop, now());
        metrics.meter.turned(loop);
      },
      paused(platform, until) {
        pauses.set(platform, until);
        metrics.meter.paused(platform, until);
      },
    },
    troubled(failure) {
      const isNew = trouble === null || trouble.failure !== failure || now() - trouble.at >= troubleHoldsMs;
      trouble = { failure, at: now() };
      return isNew;
    },
    probes: {
      metrics: () => metrics.scrape(),
      async healthz() {
        const seen = await figures().catch(() => null);
        const recent = trouble !== null && now() - trouble.at < troubleHoldsMs ? trouble.failure : null;
        const body = stateOf(seen, recent, { turns, pauses }, parts);
        return { ok: body.ok, body };
      },
    },
  };
}

type Standing = 'up' | 'standing' | 'starting';

interface HealthState {
  readonly ok: boolean;
  readonly service: 'zhucun';
  readonly store: { readonly state: 'up' | 'down'; readonly failure: string | null };
  readonly loops: Readonly<Record<Loop, { readonly state: Standing; readonly turnedSecondsAgo: number | null }>>;
  readonly adapters: readonly {
    readonly platform: string;
    readonly state: string;
    readonly since: string;
    /** Until when nothing is sent there, because the platform said so. No failure: what waits is not lost. */
    readonly pausedUntil: string | null;
  }[];
  readonly inbox: Figures<'waiting' | 'oldestSeconds' | 'dead'>;
  readonly outbox: Figures<'waiting' | 'oldestSeconds' | 'unknown' | 'refused'>;
  /** Since when nothing is sent, as after a restore. No failure: the operator has it so. */
  readonly sendsHeldSince: string | null;
}
/** null while the store is away. */
type Figures<K extends string> = Readonly<Record<K, number | null>> | null;

function stateOf(
  seen: QueueFigures | null,
  trouble: string | null,
  {
    turns,
    pauses,
  }: { readonly turns: ReadonlyMap<Loop, Instant>; readonly pauses: ReadonlyMap<string, Instant | null> },
  { adapters, now }: ProbeParts,
): HealthState {
  const loops = { worker: loopState(turns.get('worker'), now()), sender: loopState(turns.get('sender'), now()) };
  const platforms = adapters().map((adapter) => {
    const { state, since } = adapter.health();
    const until = pauses.get(adapter.platform) ?? null;
    const pausedUntil = until !== null && now() < until ? new Date(until).toISOString() : null;
    return { platform: adapter.platform, state, since: new Date(since).toISOString(), pausedUntil };
  });
  const ok =
    seen !== null &&
    (seen.inboxOldestSeconds ?? 0) < waitsTooLongSeconds &&
    Object.values(loops).every(({ state }) => state === 'up') &&
    platforms.every(({ state }) => state === 'up' || state === 'standby');
  return {
    ok,
    service: 'zhucun',
    store: { state: seen ? 'up' : 'down', failure: seen ? null : trouble },
    loops,
    adapters: platforms,
    inbox: seen && { waiting: seen.inboxWaiting, oldestSeconds: seen.inboxOldestSeconds, dead: seen.inboxDead },
    outbox: seen && {
      waiting: seen.outboxWaiting,
      oldestSeconds: seen.outboxOldestSeconds,
      unknown: seen.outboxUnknown,
      refused: seen.outboxRefused,
    },
    sendsHeldSince: seen?.sendsHeldAt?.toISOString() ?? null,
  };
}

function loopState(at: Instant | undefined, now: Instant): { state: Standing; turnedSecondsAgo: number | null } {
  if (at === undefined) return { state: 'starting', turnedSecondsAgo: null };
  const ago = now - at;
  return { state: ago < loopStandsMs ? 'up' : 'standing', turnedSecondsAgo: Math.round(ago / 1000) };
}

class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/** A database that hangs is as good as none. */
async function within<T>(asked: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong()), ms);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

/** Asks at most once in a while; whoever asks in between gets the same answer, or the same failure. */
function held<T>(ask: () => Promise<T>, now: () => Instant): () => Promise<T> {
  let last: { readonly at: Instant; readonly answer: Promise<T> } | null = null;
  return () => {
    if (last === null || Math.abs(now() - last.at) >= figuresHoldMs) last = { at: now(), answer: ask() };
    return last.answer;
  };
}
