/** Public holidays and make-up days as published, for what a message names by them. The office's own corrections are the rules' business. */
import { createRequire } from 'node:module';
import {
  addDays,
  datesFrom,
  daysBetween,
  firstOf,
  lastOf,
  weekdayOf,
  type IsoDate,
  type IsoMonth,
} from '../domain/calendar.ts';
import { workdayFrom, workdayUntil, type KnowsWorkdays } from '../domain/workdays.ts';

/** Dates with the holiday (`National Day,国庆节,3`): days off, and Saturdays and Sundays that are worked for them. */
interface Published {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

// The library's data, not its functions: those read a date in the server's zone.
const published = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as Published;
const offDays = Object.keys(published.holidays).sort() as IsoDate[];
const madeUp = Object.keys(published.workdays).sort() as IsoDate[];
const years = new Set(offDays.map((on) => on.slice(0, 4)));

export const isOff = (on: IsoDate): boolean => on in published.holidays;

/** null for a year that is not published. */
export const isPublishedWorkday: KnowsWorkdays = (on) =>
  years.has(on.slice(0, 4)) ? on in published.workdays || (weekdayOf(on) <= 5 && !isOff(on)) : null;

export interface DaysOff {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Each day off with all of those around it without a gap. */
const runs = new Map<IsoDate, readonly IsoDate[]>();
for (const from of offDays.filter((on) => !isOff(addDays(on, -1)))) {
  const days = [from];
  for (let to = addDays(from, 1); isOff(to); to = addDays(to, 1)) days.push(to);
  for (const on of days) runs.set(on, days);
}

/** The days off for that holiday; another's in the same run (中秋 within 国庆) are part of the longer one only. */
export function daysOffFor(holiday: string, on: IsoDate): DaysOff | null {
  return endsOf((runs.get(on) ?? []).filter((day) => nameOf(day) === holiday));
}

function endsOf(days: readonly IsoDate[]): DaysOff | null {
  const [from, to] = [days[0], days.at(-1)];
  return from !== undefined && to !== undefined ? { from, to } : null;
}

const holidayIn = (written: string | undefined): string | undefined => written?.split(',')[1];
const nameOf = (on: IsoDate): string | undefined => holidayIn(published.holidays[on]);

/** The next days off, the ones running included; null where none are published. */
export function nextDaysOff(today: IsoDate): DaysOff | null {
  const next = offDays.find((on) => on >= today);
  return next === undefined ? null : endsOf(runs.get(next) ?? []);
}

/** The first working day after `to`, or the last before `from`; null where its year is not published. */
export function workdayAround({ from, to }: DaysOff, side: 'before' | 'after'): IsoDate | null {
  const on =
    side === 'after'
      ? workdayFrom(addDays(to, 1), isPublishedWorkday)
      : workdayUntil(addDays(from, -1), isPublishedWorkday);
  return isPublishedWorkday(on) === null ? null : on;
}

/** Days looked at for one leave. */
const mostDays = 400;

/** The last of so many working days from `from` on; null where a year on the way is not published. */
export function lastOfWorkdays(from: IsoDate, count: number): IsoDate | null {
  let left = count;
  for (let ahead = 0; ahead < mostDays; ahead++) {
    const on = addDays(from, ahead);
    const isWorked = isPublishedWorkday(on);
    if (isWorked === null) return null;
    if (isWorked) left -= 1;
    if (left <= 0) return on;
  }
  return null;
}

/** Working days from `from` to `to`; null where a year is not published, or where they are too many to be one leave. */
export function workdaysWithin(from: IsoDate, to: IsoDate): number | null {
  if (daysBetween(from, to) > mostDays) return null;
  const worked = datesFrom(from, to).map(isPublishedWorkday);
  return worked.includes(null) ? null : worked.filter(Boolean).length;
}

/** The Saturdays and Sundays that are worked from `from` to `to`; with `off` only those worked for its holidays. */
export function madeUpBetween(from: IsoDate, to: IsoDate, off: DaysOff | null = null): readonly IsoDate[] {
  const names = off && new Set(datesFrom(off.from, off.to).map(nameOf));
  return madeUp.filter((on) => on >= from && on <= to && (!names || names.has(holidayIn(published.workdays[on]))));
}

/** The first or the last working day of a month (1, -1), the second and so on; null where the year is not published. */
export function workdayInMonth(month: IsoMonth, nth: number): IsoDate | null {
  const days = datesFrom(firstOf(month), lastOf(month)).filter((on) => isPublishedWorkday(on) === true);
  return days.at(nth > 0 ? nth - 1 : nth) ?? null;
}
