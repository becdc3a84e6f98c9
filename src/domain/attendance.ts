/** Presence is derived from events, so check-ins, leave and logs can't disagree. */
import type { Instant, IsoDate } from './calendar.ts';
import type { FenceSide } from './fence.ts';
import { awayOn, type LeaveSpan } from './leave.ts';

/** `returned` follows a `left` of the same day; `made-up` is a missed check-in that the keeper confirmed (补卡). */
export type AttendanceKind = 'arrived' | 'left' | 'returned' | 'made-up';

/** What makes a location doubtful; a person judges, nothing is refused by it. */
export type LocationDoubt = 'forwarded' | 'old' | 'unknown-datum';

export interface AttendanceEvent {
  readonly personId: string;
  readonly on: IsoDate;
  readonly kind: AttendanceKind;
  /** 0 for the first of its kind that day. */
  readonly turn: number;
  readonly at: Instant;
  /** Where a position came with it and the village has a fence. */
  readonly fence?: FenceSide;
}

/** Everything that says where one person was: events, approved leave, days with a log. */
export interface Whereabouts {
  readonly events: readonly AttendanceEvent[];
  readonly leaves: readonly LeaveSpan[];
  readonly logDates: readonly IsoDate[];
}

/** How much of the day approved leave takes: 0, 0.5 or 1; two leaves may share a day, a half each. */
const awayFrom = (where: Whereabouts, on: IsoDate): number =>
  Math.min(
    1,
    where.leaves.reduce((sum, leave) => sum + awayOn(leave, on), 0),
  );

/** How much of the day counts as in the village: 0, 0.5 or 1. A check-in wins over a whole day's leave: the person came back. */
export function presenceOn(where: Whereabouts, on: IsoDate): number {
  const came = where.events.some((e) => e.on === on && e.kind !== 'left');
  if (!came) return 0;
  return awayFrom(where, on) === 0.5 ? 0.5 : 1;
}

/** Days in the village over the dates given, in halves. */
export const daysPresent = (where: Whereabouts, dates: readonly IsoDate[]): number =>
  dates.reduce((sum, on) => sum + presenceOn(where, on), 0);

/** Days of approved leave over the dates given, in halves. */
export const daysAway = (where: Whereabouts, dates: readonly IsoDate[]): number =>
  dates.reduce((sum, on) => sum + awayFrom(where, on), 0);

/** Dates with a log but without a check-in or leave: likely a forgotten check-in. */
export const loggedButAbsent = (where: Whereabouts, dates: readonly IsoDate[]): IsoDate[] =>
  dates.filter(
    (on) =>
      where.logDates.includes(on) &&
      !where.events.some((e) => e.on === on && e.kind !== 'left') &&
      awayFrom(where, on) < 1,
  );

export type Standing =
  | { readonly is: 'here'; readonly since: Instant; readonly fence?: FenceSide }
  | { readonly is: 'left'; readonly since: Instant }
  | { readonly is: 'on-leave'; readonly until: IsoDate }
  | { readonly is: 'not-yet' };

/** Where somebody stands on that day, for the keeper's view. */
export function standingOn(where: Whereabouts, on: IsoDate): Standing {
  const last = where.events
    .filter((e) => e.on === on)
    .reduce<AttendanceEvent | null>((a, e) => (a && a.at > e.at ? a : e), null);
  if (last?.kind === 'left') return { is: 'left', since: last.at };
  if (last) return { is: 'here', since: last.at, ...(last.fence ? { fence: last.fence } : {}) };
  const leave = where.leaves.find((l) => awayOn(l, on) > 0);
  return leave ? { is: 'on-leave', until: leave.toOn } : { is: 'not-yet' };
}
