/** How long a leave is. Calendar days with halves; the regulations leave the count open, see the pack's reading. */
import { daysBetween, type IsoDate } from './calendar.ts';

/** As a start: `am` = the whole day, `pm` = from noon. As an end: `pm` = the whole day, `am` = until noon. */
export type Half = 'am' | 'pm';

export interface LeaveSpan {
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly fromHalf: Half;
  readonly toHalf: Half;
}

/** Calendar days of the span in halves: 12.1–12.3 = 3; from noon of the first day = 2.5. Never negative. */
export function leaveDays(span: LeaveSpan): number {
  const whole = daysBetween(span.fromOn, span.toOn) + 1;
  return Math.max(0, whole - (span.fromHalf === 'pm' ? 0.5 : 0) - (span.toHalf === 'am' ? 0.5 : 0));
}

/** How much of that date the leave takes: 0, 0.5 or 1. */
export function awayOn(span: LeaveSpan, on: IsoDate): number {
  if (on < span.fromOn || on > span.toOn) return 0;
  return (
    1 - (on === span.fromOn && span.fromHalf === 'pm' ? 0.5 : 0) - (on === span.toOn && span.toHalf === 'am' ? 0.5 : 0)
  );
}

/** Days of the span that lie in that year, in halves. */
export const leaveDaysIn = (span: LeaveSpan, year: number): number =>
  leaveDaysWithin(span, `${year}-01-01` as IsoDate, `${year}-12-31` as IsoDate);

/** Days of the span from `first` to `last`, both included, in halves. */
export function leaveDaysWithin(span: LeaveSpan, first: IsoDate, last: IsoDate): number {
  if (span.toOn < first || span.fromOn > last) return 0;
  return leaveDays({
    fromOn: span.fromOn < first ? first : span.fromOn,
    fromHalf: span.fromOn < first ? 'am' : span.fromHalf,
    toOn: span.toOn > last ? last : span.toOn,
    toHalf: span.toOn > last ? 'pm' : span.toHalf,
  });
}

/** True when both spans take some of the same half day. */
export function overlap(a: LeaveSpan, b: LeaveSpan): boolean {
  const start = (s: LeaveSpan): string => `${s.fromOn}${s.fromHalf}`;
  const end = (s: LeaveSpan): string => `${s.toOn}${s.toHalf}`;
  return start(a) <= end(b) && start(b) <= end(a);
}
