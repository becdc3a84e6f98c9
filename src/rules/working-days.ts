/** Working days of China: `chinese-days` has what the State Council publishes each year; an operator's file corrects it. */
import { createRequire } from 'node:module';
import { addDays, datesFrom, isDate, weekdayOf, type IsoDate } from '../domain/calendar.ts';
import type { DayOff } from '../domain/remark.ts';
import type { DaysOff } from './decision.ts';
import type { IsWorkday } from './value.ts';

/** Days that differ from what is published: true where the day is worked. */
export type WorkdayCorrections = Readonly<Record<string, boolean>>;

/** Dates with the holiday (`National Day,…,3`: in English, in Chinese, days by law): days off, and Saturdays and Sundays that are worked for them. */
interface Published {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

// The library's data, not its functions: those read a date in the server's zone and are a day off west of London.
const published = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as Published;
const years = Object.keys(published.holidays).map((date) => Number(date.slice(0, 4)));
const firstYear = Math.min(...years);
const lastYear = Math.max(...years);

export function workingDays(corrections: WorkdayCorrections = {}): IsWorkday {
  const corrected = new Set(Object.keys(corrections).map((date) => Number(date.slice(0, 4))));
  return (date) => {
    if (!isDate(date)) return null;
    const year = Number(date.slice(0, 4));
    if ((year < firstYear || year > lastYear) && !corrected.has(year)) return null;
    return corrections[date] ?? (date in published.workdays || (weekdayOf(date) <= 5 && !(date in published.holidays)));
  };
}

/** Public holidays by name, run by run; a day that `isWorkday` says is worked is none. */
export function daysOffWithin(from: IsoDate, to: IsoDate, isWorkday: IsWorkday): DaysOff {
  const days: DayOff[] = [];
  const unknownYears = new Set<number>();
  for (const on of datesFrom(from, to)) {
    const works = isWorkday(on);
    if (works === null) unknownYears.add(Number(on.slice(0, 4)));
    const name = works === false ? published.holidays[on]?.split(',')[1] : undefined;
    if (name === undefined) continue;
    const before = days.at(-1);
    if (before?.name === name && before.to === addDays(on, -1)) days[days.length - 1] = { ...before, to: on };
    else days.push({ name, from: on, to: on });
  }
  return { days, unknownYears: [...unknownYears] };
}
