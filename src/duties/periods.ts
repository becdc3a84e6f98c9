/** When something that comes round falls due: periods of the calendar, days of the year or month, terms of office. */
import {
  addDays,
  daysInMonth,
  firstOf,
  lastOf,
  mondayOf,
  monthOf,
  type IsoDate,
  type IsoMonth,
} from '../domain/calendar.ts';
import type { Duty } from '../rules/decision.ts';

/** Both days included; what is entered on them counts. */
export interface Span {
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
}

export interface Window extends Span {
  /** The last day that is in time: within the span, where it has a day of its own. */
  readonly dueOn: IsoDate;
}

export type Recurring = Exclude<NonNullable<Duty['terms']['every']>, 'term' | 'once'>;
export type WindowTerms = Pick<Duty['terms'], 'due' | 'day' | 'in_month'>;

const monthsOf: Readonly<Record<Exclude<Recurring, 'day' | 'week'>, number>> = {
  month: 1,
  quarter: 3,
  'half-year': 6,
  year: 12,
  'two-years': 24,
};

const indexOf = (month: IsoMonth): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const monthAt = (index: number): IsoMonth =>
  `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}` as IsoMonth;

/** The period that holds a day. Two years are an even year and the next: no text says from which they are counted. */
export function spanHolding(every: Recurring, on: IsoDate): Span {
  if (every === 'day') return { fromOn: on, toOn: on };
  if (every === 'week') return { fromOn: mondayOf(on), toOn: addDays(mondayOf(on), 6) };
  const length = monthsOf[every];
  const index = indexOf(monthOf(on));
  const first = index - (index % length);
  return { fromOn: firstOf(monthAt(first)), toOn: lastOf(monthAt(first + length - 1)) };
}

/** The part of a period in which it is to be done, and by when. */
export function windowIn(span: Span, { due, day, in_month }: WindowTerms): Window {
  const year = span.toOn.slice(0, 4);
  if (in_month !== undefined) {
    const month = `${year}-${String(in_month).padStart(2, '0')}` as IsoMonth;
    return { fromOn: firstOf(month), toOn: lastOf(month), dueOn: lastOf(month) };
  }
  if (due !== undefined)
    return { ...span, dueOn: dayIn(`${year}-${due.slice(0, 2)}` as IsoMonth, Number(due.slice(3))) };
  if (day !== undefined) return { ...span, dueOn: dayIn(monthOf(span.toOn), day) };
  return { ...span, dueOn: span.toOn };
}

/** The 31st of a month that has none is its last day. */
const dayIn = (month: IsoMonth, day: number): IsoDate =>
  `${month}-${String(Math.min(day, daysInMonth(month))).padStart(2, '0')}` as IsoDate;

/** Of the period that holds `on`, and of the one before it. */
export function windowsAround(every: Recurring, terms: WindowTerms, on: IsoDate): [Window, Window] {
  const span = spanHolding(every, on);
  const before = spanHolding(every, addDays(span.fromOn, -1));
  return [windowIn(span, terms), windowIn(before, terms)];
}

/** The last day of so many months that begin on `from`: the day before its like, the month's last where it has no such day. */
export function lastDayOf(from: IsoDate, months: number): IsoDate {
  const month = monthAt(indexOf(monthOf(from)) + months);
  const day = Number(from.slice(8));
  return day > daysInMonth(month) ? lastOf(month) : addDays(dayIn(month, day), -1);
}

/** Whole months from `from` to the end of `on`. */
export function monthsServed(from: IsoDate, on: IsoDate): number {
  const most = Math.max(0, indexOf(monthOf(on)) - indexOf(monthOf(from)) + 1);
  for (let months = most; months > 0; months -= 1) if (lastDayOf(from, months) <= on) return months;
  return 0;
}
