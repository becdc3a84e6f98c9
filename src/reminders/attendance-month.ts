/** The table of last month's attendance (考勤表), to whoever keeps it, early in the month: the keeper looks at it and confirms. Pure. */
import { daysBetween, firstOf, lastOf, monthOf, type IsoDate, type IsoMonth } from '../domain/calendar.ts';
import type { DutyPerson, DutyWorld } from '../domain/duty.ts';
import type { DueLine } from '../domain/reminder-result.ts';
import { isWorked, workdayFrom } from '../domain/workdays.ts';
import { lineOfTable, monthRow, monthTablesOf, type TableOf } from '../rules/month-row.ts';
import type { Rules } from '../rules/decision.ts';
import { whereabouts, type Watched } from './attendance-figures.ts';
import { canBeTold, keptBy } from './attendance-people.ts';
import { knows, monthBefore } from './attendance-periods.ts';
import type { AttendanceLine, Reminding } from './reminding.ts';

/** After an outage the table still goes out within so many days of the first working day. */
const lateDays = 7;

/**
 * On the first working day of a month, or soon after where the clock stood still: the table of the month before as a line of each
 * keeper's digest. Whoever keeps several townships gets a line for each of them, and asks for the tables by name. Once, by its key.
 */
export function monthTableLines({ facts, rules }: Pick<Reminding, 'facts' | 'rules'>): AttendanceLine[] {
  const { today, world } = facts;
  if (!world || !isTableDay(today, rules)) return [];
  const month = monthBefore(today);
  if (!wasRecorded(facts, month)) return [];
  const people = world.people.filter((person) => wasCadreIn(person, month));
  return [...keptBy(rules, world, people, today)]
    .filter(([keeperId]) => canBeTold(world, keeperId) && !world.reminded.has(keyOf(month, keeperId)))
    .map(([keeperId, kept]) => ({
      personId: keeperId,
      key: keyOf(month, keeperId),
      line: lineOf(month, tablesOf(rules, facts, world, kept, month)),
    }));
}

const keyOf = (month: IsoMonth, keeperId: string): string => `month-table|${month}|${keeperId}`;

function lineOf(month: IsoMonth, tables: readonly TableOf[]): DueLine {
  const [only, ...more] = tables;
  if (only && more.length === 0) return { is: 'month-table', month, ...only, confirmed: 'open' };
  return { is: 'month-tables', month, tables: tables.map((table) => lineOfTable(table, 'open')) };
}

function isTableDay(today: IsoDate, rules: Rules): boolean {
  const first = workdayFrom(firstOf(monthOf(today)), knows(rules));
  return isWorked(today, knows(rules)) && today >= first && daysBetween(first, today) <= lateDays;
}

/** A county that has only begun has no table of the month before. */
const wasRecorded = ({ days }: Watched, month: IsoMonth): boolean =>
  [...days.values()].some(({ events }) => events.some(({ on }) => monthOf(on) === month));

const wasCadreIn = ({ post, leftOn, termFrom }: DutyPerson, month: IsoMonth): boolean =>
  post !== null && (leftOn === null || leftOn > firstOf(month)) && (termFrom === null || termFrom <= lastOf(month));

function tablesOf(
  rules: Rules,
  facts: Watched,
  { places }: DutyWorld,
  people: readonly DutyPerson[],
  month: IsoMonth,
): TableOf[] {
  const nameOf = (id: string | null): string | null => places.find((p) => p.id === id)?.name ?? null;
  const rows = people.map((person) => ({
    ...monthRow(
      rules,
      { person, village: nameOf(person.villageId), where: whereabouts(facts, person.id), stay: person },
      month,
    ),
    township: nameOf(person.townshipId),
  }));
  return monthTablesOf(rows);
}
