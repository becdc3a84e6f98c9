/**
 * Notes how the platforms stand that this process has, so that whoever looks sees it, what was said unheard is known, and an officer is told
 * of what needs a hand. A platform on standby is noted by the process that has it.
 */
import type { Logger } from 'pino';
import type { Instant } from '../domain/calendar.ts';
import { troubleOf, type PlatformTrouble } from '../domain/platform.ts';
import type { Noted, PlatformNote, PlatformNotes } from '../store/platform-state.ts';
import type { Adapter, Health } from './message.ts';
import { outageOf } from './outage.ts';
import { tellOver, tellTrouble, type Trouble } from './platform-trouble.ts';

const lookMs = 1000;
/** So often it is noted that nothing has changed, in ms. */
const noteMs = 10_000;
/** What mends itself sooner is told to nobody, in ms. */
const toldAfterMs = 60_000;

type Watched = Pick<Adapter, 'platform' | 'capabilities' | 'health' | 'signIn'>;

export interface WatchDeps {
  readonly adapters: readonly Watched[];
  readonly notes: PlatformNotes;
  /** Where the office page is; null = not known. */
  readonly webOrigin: () => string | null;
  /** Somebody has to scan this: told to the terminal of the service, never to a log. */
  readonly asked?: ((platform: string, scan: string) => void) | undefined;
  readonly now: () => Instant;
  readonly log: Logger;
  /** Calls `look` each second; in tests by hand. */
  readonly every?: (look: () => void) => { stop(): void };
  /** A database that hangs keeps the service from stopping for so long at most, in ms. */
  readonly stopMs?: number;
}

export interface Watch {
  /** Notes once more how they stand then. */
  stop(): Promise<void>;
}

/** Of a platform, as it was seen by this process alone. */
interface Memory {
  state: Health['state'];
  since: Instant;
  /** Since when it has been heard without a break; null = it is not. */
  heardSince: Instant | null;
  scan: string | null;
  /** When each kind of the trouble was seen first; empty = there is none. */
  readonly kinds: Map<PlatformTrouble, Instant>;
  /** Of which of them an officer was told, or nobody could be. */
  readonly told: Set<PlatformTrouble>;
  readonly untold: Set<PlatformTrouble>;
}

export function watchPlatforms(deps: WatchDeps): Watch {
  const { now, log, every = eachSecond, stopMs = 5000 } = deps;
  const memories = new Map<string, Memory>();
  const outage = outageOf('platforms', log, now);
  let noted = { at: -Infinity, what: '' };
  let inHand: Promise<void> | null = null;
  const note = async (notes: readonly PlatformNote[], what: string): Promise<void> => {
    try {
      await noteAll(deps, memories, notes);
      noted = { at: now(), what };
      outage.reached();
    } catch (error) {
      outage.lost(error);
    }
  };
  const look = (): void => {
    const notes = lookAt(deps, memories);
    const what = JSON.stringify(notes, (key, value: unknown) => (key === 'heardAt' ? undefined : value));
    const isDue = what !== noted.what || Math.abs(now() - noted.at) >= noteMs;
    if (inHand === null && isDue) inHand = note(notes, what).finally(() => (inHand = null));
  };
  const ticks = every(look);
  look();
  return {
    async stop() {
      ticks.stop();
      const last = async (): Promise<void> => {
        await inHand;
        await note(lookAt(deps, memories), '');
      };
      await Promise.race([last(), new Promise<void>((resolve) => setTimeout(resolve, stopMs).unref())]);
    },
  };
}

/** A platform that was on standby until it was stopped is another process's still. */
const isOurs = (state: Health['state'], why: string | null, before: Memory | undefined): boolean =>
  state !== 'standby' && !(before?.state === 'standby' && why === 'stopped');

/** Looks at each platform, and remembers what was seen. */
function lookAt({ adapters, now, asked }: WatchDeps, memories: Map<string, Memory>): PlatformNote[] {
  return adapters.flatMap((adapter) => {
    const { platform, capabilities } = adapter;
    const { state, since, why, heardAt = null } = adapter.health();
    const memory = memories.get(platform);
    if (state === 'standby' || !isOurs(state, why, memory)) {
      memories.set(platform, forgotten('standby'));
      return [];
    }
    const seen = { platform, state, why, since, signIn: adapter.signIn?.() ?? null };
    const kind = needsHands(adapter) ? troubleOf(seen) : null;
    const scan = seen.signIn?.scan ?? null;
    if (scan !== null && scan !== memory?.scan) asked?.(platform, scan);
    const heardSince = hearingSince({ state, since, why }, memory, now());
    const kept = kind === null ? forgotten(state) : (memory ?? forgotten(state));
    if (kind !== null && !kept.kinds.has(kind)) kept.kinds.set(kind, now());
    memories.set(platform, Object.assign(kept, { state, since, scan, heardSince }));
    return [{ ...seen, heardAt, heardSince, isTroubled: kind !== null, redelivers: capabilities.redelivers }];
  });
}

/** An account that was warned says nothing, and hears all the same. Up anew since the last look, it was not heard in between. */
function hearingSince({ state, since, why }: Health, before: Memory | undefined, now: Instant): Instant | null {
  if (state !== 'up' && why !== 'warned') return null;
  const known = before?.heardSince ?? null;
  const isAnew = state === 'up' && before?.state === 'up' && since > before.since;
  if (known !== null && !isAnew) return known;
  return state === 'up' ? since : now;
}

const forgotten = (state: Health['state']): Memory => ({
  ...{ state, since: 0, heardSince: null, scan: null, kinds: new Map<PlatformTrouble, Instant>() },
  ...{ told: new Set<PlatformTrouble>(), untold: new Set<PlatformTrouble>() },
});

/** What others deliver again is only late: nobody has to do anything about it. */
const needsHands = ({ capabilities, signIn }: Watched): boolean => !capabilities.redelivers || signIn !== undefined;

async function noteAll(
  deps: WatchDeps,
  memories: ReadonlyMap<string, Memory>,
  notes: readonly PlatformNote[],
): Promise<void> {
  const { log, now } = deps;
  const due = notes.flatMap((seen) => dueOf(seen, memories.get(seen.platform), now()));
  const told: PlatformNote[] = [];
  const working = notes.filter((n) => n.state === 'up' && !n.isTroubled).map((n) => n.platform);
  const at = { now: now(), webOrigin: deps.webOrigin() };
  const news = await deps.notes.within(async (tx) => {
    const all = await tx.note(notes, at.now);
    for (const { platform, overSince: since } of all)
      if (since !== null) await tellOver(tx, { platform, since }, working, at);
    for (const { seen, kind } of due) {
      const since = all.find((n) => n.platform === seen.platform)?.troubleSince ?? seen.since;
      if (await tellTrouble(tx, { seen, kind, since }, working, at)) told.push(seen);
    }
    return all;
  });
  logNews(log, news);
  for (const one of due) settle(log, memories.get(one.seen.platform), one, told.includes(one.seen));
}

type Due = Omit<Trouble, 'since' | 'seen'> & { readonly seen: PlatformNote };

/** The kind of trouble that it is in now, once it has lasted. */
function dueOf(seen: PlatformNote, memory: Memory | undefined, now: Instant): Due[] {
  const kind = seen.isTroubled ? troubleOf(seen) : null;
  const first = kind === null ? undefined : memory?.kinds.get(kind);
  if (kind === null || first === undefined || now - first < toldAfterMs || memory?.told.has(kind)) return [];
  return [{ seen, kind }];
}

function logNews(log: Logger, news: readonly Noted[]): void {
  for (const { platform, gap, overSince } of news) {
    if (gap) log.warn({ platform, ...gap, seconds: Math.round((gap.toAt - gap.fromAt) / 1000) }, 'platform not heard');
    if (overSince !== null) log.info({ platform, since: overSince }, 'platform trouble over');
  }
}

/** Where nobody could be told it is tried again with each note, and logged once. */
function settle(log: Logger, memory: Memory | undefined, { seen, kind }: Due, isTold: boolean): void {
  const { platform, why } = seen;
  if (!memory || (!isTold && memory.untold.has(kind))) return;
  (isTold ? memory.told : memory.untold).add(kind);
  if (isTold) log.warn({ platform, trouble: kind, why }, 'officer told of platform');
  else log.warn({ platform, trouble: kind, why }, 'no officer to be told elsewhere');
}

/** By the monotonic clock: see clock.ts. */
function eachSecond(look: () => void): { stop(): void } {
  const timer = setInterval(look, lookMs);
  return { stop: () => clearInterval(timer) };
}
