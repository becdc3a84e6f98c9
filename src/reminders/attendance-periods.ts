/** The week, month and year of a day, and how far their working days are through. */
import {
  addDays,
  datesFrom,
  daysBetween,
  daysInMonth,
  firstOf,
  mondayOf,
  monthOf,
  type IsoDate,
  type IsoMonth,
} from '../domain/calendar.ts';
import { spanHolding } from '../domain/periods.ts';
import type { AskedPeriod } from '../domain/reminder-result.ts';
import { isWorked, type KnowsWorkdays } from '../domain/workdays.ts';
import type { Rules } from '../rules/decision.ts';

export interface DayPeriod {
  readonly of: AskedPeriod;
  /** As it stands in keys: `2026-W48`, `2026-11`, `2026`. */
  readonly name: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** A week belongs to the year of its Thursday, as ISO 8601 counts them. */
export function weekName(on: IsoDate): string {
  const thursday = addDays(mondayOf(on), 3);
  const week = Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01` as IsoDate, thursday) / 7) + 1;
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`;
}

const around = (of: AskedPeriod, today: IsoDate, name: string): DayPeriod => {
  const { fromOn, toOn } = spanHolding(of, today);
  return { of, name, from: fromOn, to: toOn };
};

export const periodAround: Record<AskedPeriod, (today: IsoDate) => DayPeriod> = {
  week: (today) => around('week', today, weekName(today)),
  month: (today) => around('month', today, monthOf(today)),
  year: (today) => around('year', today, today.slice(0, 4)),
};

export const knows =
  (rules: Pick<Rules, 'isWorkday'>): KnowsWorkdays =>
  (on) =>
    rules.isWorkday(on);

export const monthBefore = (on: IsoDate): IsoMonth => monthOf(addDays(firstOf(monthOf(on)), -1));

/** Whether no day of its week before it was worked, and it is. */
export const isFirstWorkedOfWeek = (today: IsoDate, known: KnowsWorkdays): boolean =>
  isWorked(today, known) && !datesFrom(mondayOf(today), addDays(today, -1)).some((on) => isWorked(on, known));

/** Working days of the period in all, and those of them before today. */
export function workedShare(
  { from, to }: DayPeriod,
  today: IsoDate,
  known: KnowsWorkdays,
): { all: number; gone: number } {
  const worked = datesFrom(from, to).filter((on) => isWorked(on, known));
  return { all: worked.length, gone: worked.filter((on) => on < today).length };
}

/** Months from one day to the other, both included, in whole halves: 12 for a year. */
export function monthsBetween(from: IsoDate, to: IsoDate): number {
  const shares = new Map<IsoMonth, number>();
  for (const on of datesFrom(from, to)) shares.set(monthOf(on), (shares.get(monthOf(on)) ?? 0) + 1);
  const months = [...shares].reduce((sum, [month, days]) => sum + days / daysInMonth(month), 0);
  return Math.floor(months * 2 + 1e-9) / 2;
}
