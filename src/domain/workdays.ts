/** Working days where a year's holidays may not be published yet. */
import { addDays, weekdayOf, type IsoDate } from './calendar.ts';

/** null for a year that is not published. */
export type KnowsWorkdays = (date: IsoDate) => boolean | null;

/** Until a year is published, its Saturdays and Sundays are taken as days off. */
export const isWorked = (date: IsoDate, known: KnowsWorkdays): boolean => known(date) ?? weekdayOf(date) <= 5;

/** The day itself where it is worked, else the next that is. */
export function workdayFrom(date: IsoDate, known: KnowsWorkdays): IsoDate {
  let on = date;
  while (!isWorked(on, known)) on = addDays(on, 1);
  return on;
}

/** The day itself where it is worked, else the last before it that is. */
export function workdayUntil(date: IsoDate, known: KnowsWorkdays): IsoDate {
  let on = date;
  while (!isWorked(on, known)) on = addDays(on, -1);
  return on;
}

/** So many working days after a day; the day itself for none. */
export function workdayAfter(date: IsoDate, count: number, known: KnowsWorkdays): IsoDate {
  let on = date;
  for (let left = count; left > 0; left -= 1) on = workdayFrom(addDays(on, 1), known);
  return on;
}

/** Whether any day of these, both included, is worked. */
export function hasWorkday(fromOn: IsoDate, toOn: IsoDate, known: KnowsWorkdays): boolean {
  return workdayFrom(fromOn, known) <= toOn;
}
