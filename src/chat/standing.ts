/** How the platforms stand for whoever sends: left alone until then, out of reach since then. One for all senders of a process; none of it is kept. */
import type { Instant } from '../domain/calendar.ts';
import type { Adapter, SendOutcome } from './message.ts';

/** A platform out of reach for so long is given up for those who have another, in ms. */
const outOfReachMs = 120_000;
/** A refusal says nothing any more so long after the pause that it asked for: what waited there was sent, moved or given up since. In ms. */
const refusalLastsMs = 60_000;
/** How often it is looked for what waits there, in ms. */
const lookEveryMs = 1000;

type Reached = Pick<Adapter, 'platform' | 'health'>;

export interface Standing {
  /** Until when nothing is sent there, as the platform itself said; null = it takes sends. */
  pausedUntil(platform: string): Instant | null;
  /** What became of the sends of a round. Returns until when the platform is left alone, or that it takes sends again, where that is new. */
  heard(platform: string, outcomes: readonly SendOutcome[]): Pause | 'over' | null;
  isUp(adapter: Reached): boolean;
  /** Another process sends there, not this one. */
  isStandby(adapter: Reached): boolean;
  /** True now and then while it takes sends: whether it has said too much is worth a question. */
  isToCount(adapter: Reached): boolean;
  /** True now and then while the platform has been out of reach for too long. */
  isStranded(adapter: Reached): boolean;
}

export interface Pause {
  readonly until: Instant;
  readonly why: string;
}

interface State {
  pausedUntil: Instant;
  refusesSince: Instant | null;
  lookedAt: Instant;
  countedAt: Instant;
}

export function standingOf(now: () => Instant): Standing {
  const states = new Map<string, State>();
  const stateOf = (platform: string): State => {
    const state = states.get(platform) ?? { pausedUntil: 0, refusesSince: null, lookedAt: 0, countedAt: 0 };
    states.set(platform, state);
    return state;
  };
  const outSince = (adapter: Reached): Instant | null => {
    const refusesSince = refusingSince(stateOf(adapter.platform), now());
    const { state, since } = adapter.health();
    if (state === 'standby') return null;
    return state === 'down' ? Math.min(since, refusesSince ?? since) : refusesSince;
  };
  const isUp = (adapter: Reached): boolean =>
    adapter.health().state === 'up' && refusingSince(stateOf(adapter.platform), now()) === null;
  return {
    pausedUntil(platform) {
      const { pausedUntil } = stateOf(platform);
      return now() < pausedUntil ? pausedUntil : null;
    },
    heard: (platform, outcomes) => hear(stateOf(platform), outcomes, now()),
    isUp,
    isStandby: (adapter) => adapter.health().state === 'standby',
    isToCount(adapter) {
      const state = stateOf(adapter.platform);
      if (!isUp(adapter) || now() - state.countedAt < lookEveryMs) return false;
      state.countedAt = now();
      return true;
    },
    isStranded(adapter) {
      const state = stateOf(adapter.platform);
      const since = outSince(adapter);
      if (since === null || now() - since < outOfReachMs || now() - state.lookedAt < lookEveryMs) return false;
      state.lookedAt = now();
      return true;
    },
  };
}

const refusingSince = ({ refusesSince, pausedUntil }: State, now: Instant): Instant | null =>
  now - pausedUntil > refusalLastsMs ? null : refusesSince;

/** One refusal holds for the whole platform, whatever got through beside it. */
function hear(state: State, outcomes: readonly SendOutcome[], now: Instant): Pause | 'over' | null {
  const refusals = outcomes.flatMap((o) =>
    o.status === 'refused' && o.of === 'platform' && o.retryAt !== null ? [{ until: o.retryAt, why: o.why }] : [],
  );
  const [latest] = refusals.sort((a, b) => b.until - a.until);
  if (!latest) {
    if (state.refusesSince === null || outcomes.every((o) => o.status !== 'sent')) return null;
    Object.assign(state, { pausedUntil: 0, refusesSince: null });
    return 'over';
  }
  state.refusesSince = refusingSince(state, now) ?? now;
  if (latest.until <= state.pausedUntil) return null;
  state.pausedUntil = latest.until;
  return latest;
}
