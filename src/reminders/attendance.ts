/**
 * The days in the village as a duty: whoever can only just reach what is asked of the week, the month or the year, or no more, is told
 * once each; the keeper hears once a week who is behind. Pure; nothing follows from it by itself.
 */
import { addDays, monthOf, type IsoDate } from '../domain/calendar.ts';
import type { DutyPerson, DutyWorld } from '../domain/duty.ts';
import type { Facts, Need } from '../domain/facts.ts';
import type { AskedPeriod, DueLine } from '../domain/reminder-result.ts';
import { isWorked } from '../domain/workdays.ts';
import { asksDays, type DaysReached } from '../rules/attendance-quota.ts';
import type { Rules } from '../rules/decision.ts';
import { figuresOf, isRecorded, recordedFrom } from './attendance-figures.ts';
import { canBeTold, isCadreOn, keptBy } from './attendance-people.ts';
import {
  isFirstWorkedOfWeek,
  knows,
  periodAround,
  weekName,
  workedShare,
  type DayPeriod,
} from './attendance-periods.ts';
import type { AttendanceLine, Reminding } from './reminding.ts';

interface Watching {
  readonly facts: Facts;
  readonly rules: Rules;
  readonly world: DutyWorld;
  readonly cadres: readonly DutyPerson[];
  /** Periods of which the packs ask days and the county has records from the beginning. */
  readonly periods: readonly DayPeriod[];
}

const periods: readonly AskedPeriod[] = ['week', 'month', 'year'];

/** What has to be loaded of the year beside the dates of `countyDays`, where the packs ask days of a year. */
export const yearNeed = (rules: Rules, { from, to }: { from: IsoDate; to: IsoDate }): Pick<Need, 'yearDays'> =>
  asksDays(rules, 'year') ? { yearDays: { before: from, after: to } } : {};

/** Empty on days off. */
export function attendanceLines({ facts, rules }: Reminding): AttendanceLine[] {
  const { today, world } = facts;
  if (!world || !isWorked(today, knows(rules))) return [];
  const since = recordedFrom(facts);
  const watching: Watching = {
    facts,
    rules,
    world,
    cadres: world.people.filter((person) => isCadreOn(person, today)),
    periods: periods
      .filter((of) => asksDays(rules, of))
      .map((of) => periodAround[of](today))
      .filter((period) => isRecorded(period, since, rules)),
  };
  return [...watching.cadres.flatMap((person) => ownLines(watching, person)), ...keeperLines(watching)].filter(
    ({ key, personId }) => !world.reminded.has(key) && canBeTold(world, personId),
  );
}

function ownLines({ facts, rules, world, periods: all }: Watching, person: DutyPerson): AttendanceLine[] {
  return all.flatMap((period) => {
    const figures = figuresOf(rules, facts, person, period);
    const can = figures && toldOf(figures, period, facts.today);
    if (!figures || !can || !isOn(figures, world)) return [];
    const { days, minDays, left: daysLeft, counts, nights, citations } = figures;
    const line = { is: 'days-short', of: period.of, month: monthOf(facts.today), days, minDays, daysLeft, counts, nights, can, citations } as const; // prettier-ignore
    return [{ personId: person.id, key: `days|${period.name}|${can}|${person.id}`, line }];
  });
}

/** In the last two days it is too late to plan; a week that is lost is lost, and its month says what is left. */
function toldOf({ can }: DaysReached, { of, to }: DayPeriod, today: IsoDate): 'just' | 'no-more' | null {
  if (can === 'just') return today < addDays(to, -1) ? can : null;
  return can === 'no-more' && of !== 'week' ? can : null;
}

/** Not where the county has silenced every provision that asks for it. */
const isOn = ({ citations }: DaysReached, { switches }: DutyWorld): boolean =>
  citations.length === 0 || citations.some(({ provision }) => switches[provision] !== false);

function keeperLines(watching: Watching): AttendanceLine[] {
  const { facts, rules, world, cadres } = watching;
  if (!isFirstWorkedOfWeek(facts.today, knows(rules))) return [];
  return [...keptBy(rules, world, cadres, facts.today)].flatMap(([keeperId, people]) => {
    const line = behind(watching, people);
    return line ? [{ personId: keeperId, key: `behind|${weekName(facts.today)}|${keeperId}`, line }] : [];
  });
}

/** Of the month; of the year where nothing is asked of a month. */
function behind(watching: Watching, people: readonly DutyPerson[]): DueLine | null {
  const { facts, rules, world } = watching;
  for (const of of ['month', 'year'] as const) {
    const period = watching.periods.find((p) => p.of === of);
    if (!period) continue;
    const pace = workedShare(period, facts.today, knows(rules));
    const known = people.flatMap((person) => {
      const figures = figuresOf(rules, facts, person, period);
      return figures && isOn(figures, world) ? [{ person, figures }] : [];
    });
    if (known.length === 0) continue;
    const rows = known.filter(({ figures }) => isBehind(figures, pace)).map(rowOf);
    return rows.length === 0
      ? null
      : { is: 'team-behind', of, month: monthOf(facts.today), people: rows, total: people.length };
  }
  return null;
}

const rowOf = ({ person: { id, name }, figures }: { person: DutyPerson; figures: DaysReached }) => ({
  personId: id,
  name,
  days: figures.days,
  minDays: figures.minDays,
  daysLeft: figures.left,
  counts: figures.counts,
});

/** Until so many working days of a period are gone, one that was missed says nothing of it. */
const tellingDays = 5;

/**
 * By the working days that are gone: whoever was there on each of them is not behind, whatever rest days still hold. Less than a
 * whole day is nothing to speak of.
 */
function isBehind({ can, days, minDays }: DaysReached, { all, gone }: { all: number; gone: number }): boolean {
  if (can === 'just' || can === 'no-more') return true;
  return (
    can !== 'reached' && gone >= tellingDays && days < Math.floor((Math.min(minDays, all) * gone) / Math.max(1, all))
  );
}
