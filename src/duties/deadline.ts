/** The last day of what is due so many days after an event. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { isWorked, workdayAfter, workdayFrom, type KnowsWorkdays } from '../domain/workdays.ts';
import type { Duty } from '../rules/duty.ts';
import { dutyFlags } from '../rules/duty-words.ts';

interface Deadline {
  /** null where the text sets none (及时). */
  readonly dueOn: IsoDate | null;
  readonly flags: readonly string[];
}

/**
 * The day of the event does not count; a last day that is a rest day moves on (民法典 201, 203), unless the readings taken here count
 * working days or let it stay.
 */
export function deadlineOf({ terms: { after }, readAs }: Duty, on: IsoDate, known: KnowsWorkdays): Deadline {
  const days = after?.days;
  if (days === undefined) return { dueOn: null, flags: [] };
  if (readAs.countsWorkdays) {
    const dueOn = workdayAfter(on, days, known);
    return { dueOn, flags: unknownHolidays([addDays(on, 1), dueOn], known) };
  }
  const last = addDays(on, days);
  if (readAs.staysOnRestDay) return { dueOn: last, flags: [] };
  if (isWorked(last, known)) return { dueOn: last, flags: unknownHolidays([last], known) };
  const dueOn = workdayFrom(last, known);
  return { dueOn, flags: [dutyFlags.movedToWorkday, ...unknownHolidays([last, dueOn], known)] };
}

/** A year is published whole: the first and the last day tell of all between them. */
const unknownHolidays = (days: readonly IsoDate[], known: KnowsWorkdays): readonly string[] =>
  days.some((day) => known(day) === null) ? [dutyFlags.holidaysUnknown] : [];
