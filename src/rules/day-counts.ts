/** What of somebody's days a pack may count: the days in the village, those of them that are working days, the nights. */
import { daysAway, daysPresent, presenceOn, type Whereabouts } from '../domain/attendance.ts';
import { datesFrom, type IsoDate } from '../domain/calendar.ts';
import { nightCanBe, nightsSpent } from '../domain/nights.ts';
import { isWorked } from '../domain/workdays.ts';
import type { Rules } from './decision.ts';

/** Days in halves. Which of them a quota asks for is the pack's to say: it is handed all. */
export interface DayCounts {
  readonly inVillage: number;
  readonly onWorkdays: number;
  readonly nights: number;
}

type KnowsDays = Pick<Rules, 'isWorkday'>;

const workedOf = (rules: KnowsDays, dates: readonly IsoDate[]): IsoDate[] =>
  dates.filter((on) => isWorked(on, (date) => rules.isWorkday(date)));

export const countsOver = (rules: KnowsDays, where: Whereabouts, dates: readonly IsoDate[]): DayCounts => ({
  inVillage: daysPresent(where, dates),
  onWorkdays: daysPresent(where, workedOf(rules, dates)),
  nights: nightsSpent(where, dates),
});

/** What of that day can still count: none where it counts already, the rest of a day of leave. */
const possibleOn = (where: Whereabouts, on: IsoDate): number =>
  presenceOn(where, on) > 0 ? 0 : 1 - daysAway(where, [on]);

export const daysPossible = (where: Whereabouts, dates: readonly IsoDate[]): number =>
  dates.reduce((sum, on) => sum + possibleOn(where, on), 0);

/** The most that a period can come to as `today` begins. */
export function bestOver(
  rules: KnowsDays,
  where: Whereabouts,
  { from, to, today }: { readonly from: IsoDate; readonly to: IsoDate; readonly today: IsoDate },
): DayCounts {
  const dates = datesFrom(from, to);
  const left = dates.filter((on) => on >= today);
  const sofar = countsOver(rules, where, dates);
  return {
    inVillage: sofar.inVillage + daysPossible(where, left),
    onWorkdays: sofar.onWorkdays + daysPossible(where, workedOf(rules, left)),
    nights: dates.filter((on) => nightCanBe(where, on, today)).length,
  };
}
