/** How far a cadre is in a week, month or year, and whether its days can still be reached. */
import { daysPresent, type Whereabouts } from '../domain/attendance.ts';
import { datesFrom, daysBetween, firstOf, lastOf, monthOf, type IsoDate } from '../domain/calendar.ts';
import type { DutyPerson } from '../domain/duty.ts';
import type { Facts, YearDays } from '../domain/facts.ts';
import { workdayFrom } from '../domain/workdays.ts';
import { daysReached, type DaysReached } from '../rules/attendance-quota.ts';
import { bestOver, countsOver, daysPossible, type DayCounts } from '../rules/day-counts.ts';
import type { Rules } from '../rules/decision.ts';
import { knows, monthBefore, monthsBetween, type DayPeriod } from './attendance-periods.ts';

const nowhere: Whereabouts = { events: [], leaves: [], logDates: [] };

export type Watched = Pick<Facts, 'today' | 'days' | 'yearDays'>;

export const whereabouts = ({ days }: Watched, id: string): Whereabouts => days.get(id) ?? nowhere;

const later = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b);
const sooner = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b);

/** The first day of which anything was recorded in this county; null where nothing was. */
export function recordedFrom({ days, yearDays }: Watched): IsoDate | null {
  let first: IsoDate | null = null;
  const see = (on: IsoDate | null): void => {
    if (on !== null && (first === null || on < first)) first = on;
  };
  for (const { events } of days.values()) for (const { on } of events) see(on);
  for (const { firstOn } of yearDays?.values() ?? []) see(firstOn);
  return first;
}

/** A county that began in the middle of a period can't tell who was where before: nobody is said to be short in it. */
export const isRecorded = ({ from }: DayPeriod, since: IsoDate | null, rules: Rules): boolean =>
  since !== null && since <= workdayFrom(from, knows(rules));

interface Counted {
  readonly sofar: DayCounts;
  readonly best: DayCounts;
}

/** What counts so far and at best; null where the year's are not at hand. */
function counted(rules: Rules, facts: Watched, id: string, period: DayPeriod): Counted | null {
  const { today } = facts;
  const where = whereabouts(facts, id);
  const { from, to } = period;
  if (period.of !== 'year')
    return {
      sofar: countsOver(rules, where, datesFrom(from, today)),
      best: bestOver(rules, where, { from, to, today }),
    };
  const year = facts.yearDays?.get(id);
  if (!year) return null;
  const loadedFrom = later(from, firstOf(monthBefore(today)));
  const loadedTo = lastOf(monthOf(today));
  const days = year.before + daysPresent(where, datesFrom(loadedFrom, today));
  const left = daysPossible(where, datesFrom(today, loadedTo)) + daysBetween(loadedTo, to) - year.awayAfter;
  return { sofar: inVillage(days), best: inVillage(days + left) };
}

/** Of a year neither working days nor nights are loaded: no pack asks for them. */
const inVillage = (days: number): DayCounts => ({ inVillage: days, onWorkdays: 0, nights: 0 });

/** Months of the year at the post; null where nothing tells. Whoever was there in the first month was from its beginning. */
function monthsIn({ from, to }: DayPeriod, { termFrom, termTo, leftOn }: DutyPerson, year: YearDays): number | null {
  const came = termFrom ?? year.firstOn;
  if (came === null) return null;
  const isFromStart = termFrom === null && monthOf(came) === monthOf(from);
  const goes = [termTo, leftOn].reduce<IsoDate>((last, on) => (on === null ? last : sooner(last, on)), to);
  return monthsBetween(isFromStart ? from : later(from, came), goes);
}

/** No text says how many days of a part are asked, so nothing is reckoned of one. */
function isPart({ from, to }: DayPeriod, today: IsoDate, { termFrom, termTo, leftOn }: DutyPerson): boolean {
  if (termFrom !== null && termFrom > from) return true;
  return (leftOn !== null && leftOn <= to) || (termTo !== null && termTo >= today && termTo < to);
}

/** null where nothing is asked of that period, or nothing can be said of it. */
export function figuresOf(rules: Rules, facts: Watched, person: DutyPerson, period: DayPeriod): DaysReached | null {
  const { id, post, dispatchLevel } = person;
  const count = counted(rules, facts, id, period);
  if (post === null || count === null) return null;
  const months = monthsOf(facts, person, period);
  if (months === 'unknown') return null;
  const asked = { of: period.of, from: period.from, post, dispatchLevel, months, on: facts.today };
  const reached = daysReached(rules, asked, count.sofar, count.best);
  return reached?.can === 'just' && hasMissedNone(rules, period, reached, count.best)
    ? { ...reached, can: 'open' }
    : reached;
}

/** Where all days of a period are asked for, or all but one, nobody is pressed from its first day on, before they have missed any. */
function hasMissedNone(
  rules: Rules,
  { from, to }: DayPeriod,
  { counts, nights }: DaysReached,
  best: DayCounts,
): boolean {
  const whole = bestOver(rules, nowhere, { from, to, today: from });
  const figure = counts === 'days' ? 'inVillage' : 'onWorkdays';
  return best[figure] >= whole[figure] && (nights === null || best.nights >= whole.nights);
}

/** Of a year the packs say themselves what a part of it means. */
function monthsOf(facts: Watched, person: DutyPerson, period: DayPeriod): number | null | 'unknown' {
  if (period.of !== 'year') return isPart(period, facts.today, person) ? 'unknown' : null;
  const year = facts.yearDays?.get(person.id);
  return (year && monthsIn(period, person, year)) ?? 'unknown';
}
