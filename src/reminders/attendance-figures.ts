/** How far a cadre is in a week, month or year, and whether its days can still be reached. */
import { daysAway, daysPresent, presenceOn, type Whereabouts } from '../domain/attendance.ts';
import { datesFrom, daysBetween, firstOf, lastOf, monthOf, type IsoDate } from '../domain/calendar.ts';
import type { DutyPerson } from '../domain/duty.ts';
import type { Facts, YearDays } from '../domain/facts.ts';
import { workdayFrom } from '../domain/workdays.ts';
import { daysReached, type DaysReached } from '../rules/attendance-quota.ts';
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

/** What of that day can still count: none where it counts already, the rest of a day of leave. */
const possibleOn = (where: Whereabouts, on: IsoDate): number =>
  presenceOn(where, on) > 0 ? 0 : 1 - daysAway(where, [on]);

const possible = (where: Whereabouts, from: IsoDate, to: IsoDate): number =>
  datesFrom(from, to).reduce((sum, on) => sum + possibleOn(where, on), 0);

/** Days so far and days that can still count; null where the year's are not at hand. */
function counted(facts: Watched, id: string, period: DayPeriod): { days: number; left: number } | null {
  const { today } = facts;
  const where = whereabouts(facts, id);
  if (period.of !== 'year')
    return { days: daysPresent(where, datesFrom(period.from, today)), left: possible(where, today, period.to) };
  const year = facts.yearDays?.get(id);
  if (!year) return null;
  const loadedFrom = later(period.from, firstOf(monthBefore(today)));
  const loadedTo = lastOf(monthOf(today));
  return {
    days: year.before + daysPresent(where, datesFrom(loadedFrom, today)),
    left: possible(where, today, loadedTo) + daysBetween(loadedTo, period.to) - year.awayAfter,
  };
}

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
  const count = counted(facts, id, period);
  if (post === null || count === null) return null;
  const months = monthsOf(facts, person, period);
  if (months === 'unknown') return null;
  const asked = { of: period.of, from: period.from, post, dispatchLevel, months, on: facts.today };
  return daysReached(rules, asked, count.days, count.left);
}

/** Of a year the packs say themselves what a part of it means. */
function monthsOf(facts: Watched, person: DutyPerson, period: DayPeriod): number | null | 'unknown' {
  if (period.of !== 'year') return isPart(period, facts.today, person) ? 'unknown' : null;
  const year = facts.yearDays?.get(person.id);
  return (year && monthsIn(period, person, year)) ?? 'unknown';
}
