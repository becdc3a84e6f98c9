/** Periods of the calendar. */
import { addDays, daysInMonth, firstOf, lastOf, mondayOf, monthOf, type IsoDate, type IsoMonth } from './calendar.ts';

/** Both days included. */
export interface Span {
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
}

const monthsOf = { month: 1, quarter: 3, 'half-year': 6, year: 12, 'two-years': 24 } as const;

export type Period = 'day' | 'week' | keyof typeof monthsOf;

export const isPeriod = (every: string | null): every is Period =>
  every === 'day' || every === 'week' || (every !== null && every in monthsOf);

/** Months as numbers that follow each other. */
export const indexOf = (month: IsoMonth): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
export const monthAt = (index: number): IsoMonth =>
  `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}` as IsoMonth;

/** The 31st of a month that has none is its last day. */
export const dayIn = (month: IsoMonth, day: number): IsoDate =>
  `${month}-${String(Math.min(day, daysInMonth(month))).padStart(2, '0')}` as IsoDate;

/** The period that holds a day. Two years are an even year and the next: no text says from which they are counted. */
export function spanHolding(every: Period, on: IsoDate): Span {
  if (every === 'day') return { fromOn: on, toOn: on };
  if (every === 'week') return { fromOn: mondayOf(on), toOn: addDays(mondayOf(on), 6) };
  const length = monthsOf[every];
  const index = indexOf(monthOf(on));
  const first = index - (index % length);
  return { fromOn: firstOf(monthAt(first)), toOn: lastOf(monthAt(first + length - 1)) };
}
