/** When something that comes round falls due: periods of the calendar, days of the year or month, terms of office. */
import { addDays, daysInMonth, firstOf, lastOf, monthOf, type IsoDate, type IsoMonth } from '../domain/calendar.ts';
import { dayIn, indexOf, monthAt, spanHolding, type Period, type Span } from '../domain/periods.ts';
import type { Duty } from '../rules/duty.ts';

/** What is entered on these days counts. */
export interface Window extends Span {
  /** The last day that is in time: within the span, where it has a day of its own. */
  readonly dueOn: IsoDate;
}

export type WindowTerms = Pick<Duty['terms'], 'due' | 'day' | 'in_month'>;

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

/** Of the period that holds `on`, and of the one before it. */
export function windowsAround(every: Period, terms: WindowTerms, on: IsoDate): [Window, Window] {
  const span = spanHolding(every, on);
  const before = spanHolding(every, addDays(span.fromOn, -1));
  return [windowIn(span, terms), windowIn(before, terms)];
}

/** With those before them in which something was due since then, the earliest first. */
export function windowsSince(every: Period, terms: WindowTerms, on: IsoDate, since: IsoDate | null): Window[] {
  let span = spanHolding(every, on);
  const spans = [span];
  do spans.unshift((span = spanHolding(every, addDays(span.fromOn, -1))));
  while (since !== null && span.fromOn > since);
  return spans.map((one) => windowIn(one, terms));
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
