/** From a day as said to a date: which year, which month, which week is meant. Never guesses where two are as likely. */
import {
  addDays,
  daysBetween,
  isDate,
  lastOf,
  monthOf,
  weekdayOf,
  type IsoDate,
  type IsoMonth,
} from '../domain/calendar.ts';
import { dayIn, indexOf, monthAt } from '../domain/periods.ts';
import { weekdayOfWeek } from './date-words.ts';
import { lunarDayAfter, lunarDayAlone, nearestLunar, nearestNamed } from './named-days.ts';
import type { SaidDay } from './said-pieces.ts';

/** Leave is said of days to come, logs and make-up of days gone by. */
export type Toward = 'forward' | 'back';

/** The date; or that there is none such; or that two are as likely. */
export type Resolved = IsoDate | 'no-such-date' | 'unclear';

/** 12.1 said up to this many days after it still means the one just gone. */
const graceDays = 60;
/** 20号 said on the 21st may mean yesterday or next month: within this many days it is asked. */
const doubtDays = 7;
/** 31号到2号 rolls into the next month when that makes a span of at most this many days. */
const evidentRollDays = 16;
/** 12.30-1.2 rolls into the next year when at most this many months lie between. */
const evidentRollMonths = 6;

const yearOf = (date: IsoDate): number => Number(date.slice(0, 4));
const monthNumberOf = (date: IsoDate): number => Number(date.slice(5, 7));
const dayOf = (date: IsoDate): number => Number(date.slice(8, 10));
const padded = (value: number): string => String(value).padStart(2, '0');

function makeDate(year: number, month: number, day: number): IsoDate | 'no-such-date' {
  const text = `${String(year)}-${padded(month)}-${padded(day)}`;
  return isDate(text) ? text : 'no-such-date';
}

/** The month `on` months after that of `date`. */
const monthFrom = (date: IsoDate, on: number): IsoMonth => monthAt(indexOf(monthOf(date)) + on);

function dayInMonth(date: IsoDate, monthsOn: number, day: number): IsoDate | 'no-such-date' {
  const text = `${monthFrom(date, monthsOn)}-${padded(day)}`;
  return isDate(text) ? text : 'no-such-date';
}

/** Days from `today` to that month and day of the year; a day the month lacks counts as its last. Only for choosing a year. */
const daysAhead = (today: IsoDate, year: number, month: number, day: number): number =>
  daysBetween(today, dayIn(monthAt(year * 12 + month - 1), day));

function monthDay(month: number, day: number, today: IsoDate, toward: Toward): Resolved {
  if (month < 1 || month > 12 || day < 1) return 'no-such-date';
  const year = yearOf(today);
  const ahead = (candidate: number): number => daysAhead(today, candidate, month, day);
  // Forward: the first that is not long gone, so that 12.30 said on 1-5 is last week and 1.2 said in December is to come.
  const inReach = [year - 1, year].find((candidate) => ahead(candidate) >= -graceDays) ?? year + 1;
  // Backward: the nearer of two, so that 11.30 written on 11-21 is a day to come (a slip) and not one a year ago.
  const nearer = ahead(year) > 0 && -ahead(year - 1) <= ahead(year) ? year - 1 : year;
  return makeDate(toward === 'forward' ? inReach : nearer, month, day);
}

function dayOnly(day: number, today: IsoDate, toward: Toward): Resolved {
  const ahead = day - dayOf(today);
  if (ahead === 0) return today;
  if (toward === 'forward')
    return ahead > 0 ? dayInMonth(today, 0, day) : ahead >= -doubtDays ? 'unclear' : dayInMonth(today, 1, day);
  return ahead < 0 ? dayInMonth(today, 0, day) : ahead <= doubtDays ? 'unclear' : dayInMonth(today, -1, day);
}

function weekday(number: number, today: IsoDate, toward: Toward): IsoDate {
  const ahead = (number - weekdayOf(today) + 7) % 7;
  return addDays(today, toward === 'forward' || ahead === 0 ? ahead : ahead - 7);
}

const monthEnd = (date: IsoDate, on: number): IsoDate => lastOf(monthFrom(date, on));

/** 3月底: of the year in which that month is not past, or for days gone by has begun. */
function namedMonthEnd(month: number, today: IsoDate, toward: Toward): Resolved {
  // 两三月 is no number.
  if (!(month >= 1 && month <= 12)) return 'no-such-date';
  const on = month - monthNumberOf(today);
  return monthEnd(today, toward === 'forward' ? on + (on < 0 ? 12 : 0) : on - (on > 0 ? 12 : 0));
}

const sideOf = (toward: Toward): 'after' | 'before' => (toward === 'forward' ? 'after' : 'before');
const known = (on: IsoDate | null): Resolved => on ?? 'unclear';

function lunarDay(month: number | null, day: number, today: IsoDate, toward: Toward): Resolved {
  if (day < 1 || day > 30 || (month !== null && (month < 1 || month > 12))) return 'no-such-date';
  if (month === null) return known(lunarDayAlone(day, today, sideOf(toward)));
  return known(nearestLunar(month, day, today, sideOf(toward)));
}

/** 这周三 said on Friday: of a leave it is asked whether the next is meant. */
function thisWeek(number: number, today: IsoDate, toward: Toward): Resolved {
  const on = weekdayOfWeek(today, 0, number);
  return toward === 'forward' && on < today ? 'unclear' : on;
}

function namedDay(name: string, shift: number, today: IsoDate, toward: Toward): Resolved {
  const on = nearestNamed(name, addDays(today, -shift), sideOf(toward));
  return known(on === null ? null : addDays(on, shift));
}

/** The day meant by the first (or only) day said. */
export function resolveDay(said: SaidDay, today: IsoDate, toward: Toward): Resolved {
  switch (said.form) {
    case 'fixed':
      return said.on;
    case 'full':
      return makeDate(said.year, said.month, said.day);
    case 'month-day':
      return monthDay(said.month, said.day, today, toward);
    case 'month-end':
      return said.month === null ? monthEnd(today, said.monthsOn ?? 0) : namedMonthEnd(said.month, today, toward);
    case 'weekday':
      return weekday(said.weekday, today, toward);
    case 'this-week':
      return thisWeek(said.weekday, today, toward);
    case 'named':
      return namedDay(said.name, said.shift ?? 0, today, toward);
    case 'lunar':
      return lunarDay(said.month, said.day, today, toward);
    case 'day':
      return said.monthsOn === null ? dayOnly(said.day, today, toward) : dayInMonth(today, said.monthsOn, said.day);
  }
}

function monthDayAfter(month: number, day: number, previous: IsoDate): Resolved {
  const monthsOn = month - monthNumberOf(previous);
  const wraps = monthsOn < 0 && monthsOn + 12 <= evidentRollMonths;
  return makeDate(yearOf(previous) + (wraps ? 1 : 0), month, day);
}

function dayAfter(day: number, previous: IsoDate): Resolved {
  const same = dayInMonth(previous, 0, day);
  if (day >= dayOf(previous)) return same;
  const next = dayInMonth(previous, 1, day);
  return next !== 'no-such-date' && daysBetween(previous, next) <= evidentRollDays - 1 ? next : same;
}

/** The day meant by one said after another (the end of a range, the next of a list); may lie before it where it was said so. */
export function resolveNext(said: SaidDay, previous: IsoDate, today: IsoDate): Resolved {
  switch (said.form) {
    case 'month-day':
      return monthDayAfter(said.month, said.day, previous);
    case 'day':
      return said.monthsOn === null ? dayAfter(said.day, previous) : dayInMonth(today, said.monthsOn, said.day);
    case 'month-end':
      return said.month === null && said.monthsOn !== null
        ? monthEnd(today, said.monthsOn)
        : resolveDay(said, previous, 'forward');
    case 'weekday':
      return weekday(said.weekday, previous, 'forward');
    case 'this-week':
      return weekdayOfWeek(today, 0, said.weekday);
    case 'named':
      return resolveDay(said, previous, 'forward');
    case 'lunar':
      return said.month === null ? known(lunarDayAfter(said.day, previous)) : resolveDay(said, previous, 'forward');
    case 'full':
    case 'fixed':
      return resolveDay(said, today, 'forward');
  }
}
