/**
 * Nights in the village. Nobody records them, so they are derived from the days: this file is the one place that says how, and
 * docs/operations.md says it to people. A night is told by the day on which it begins.
 */
import { daysAway, presenceOn, standingOn, type Whereabouts } from './attendance.ts';
import { addDays, type IsoDate } from './calendar.ts';

/** Whose leave takes in the afternoon, and the morning after: they were gone, unless the check-in says that they had come back that day. */
const wasOnLeave = (where: Whereabouts, on: IsoDate): boolean =>
  presenceOn(where, on) < 1 && where.leaves.some(({ fromOn, toOn }) => fromOn <= on && toOn > on);

/**
 * Between two days that count in the village, unless the first ended with a check-out (离岗): what makes the next day count is then a
 * check-in of somebody who came back.
 */
export const nightSpent = (where: Whereabouts, on: IsoDate): boolean =>
  presenceOn(where, on) > 0 &&
  presenceOn(where, addDays(on, 1)) > 0 &&
  standingOn(where, on).is !== 'left' &&
  !wasOnLeave(where, on);

export const nightsSpent = (where: Whereabouts, dates: readonly IsoDate[]): number =>
  dates.filter((on) => nightSpent(where, on)).length;

/** Whether the night can count as `today` begins: spent, or still to come on days that are not taken by leave. */
export function nightCanBe(where: Whereabouts, on: IsoDate, today: IsoDate): boolean {
  const canBeThere = (day: IsoDate): boolean =>
    presenceOn(where, day) > 0 || (day >= today && daysAway(where, [day]) < 1);
  const hasLeft = on < today && standingOn(where, on).is === 'left';
  return canBeThere(on) && canBeThere(addDays(on, 1)) && !hasLeft && !wasOnLeave(where, on);
}
