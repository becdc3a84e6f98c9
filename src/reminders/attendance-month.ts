/** The table of last month's attendance (考勤表), to whoever keeps it, early in the month: the keeper looks at it and confirms. Pure. */
import {
  daysBetween,
  firstOf,
  lastOf,
  monthOf,
  type Instant,
  type IsoDate,
  type IsoMonth,
} from '../domain/calendar.ts';
import type { DutyPerson, DutyWorld } from '../domain/duty.ts';
import type { Reply } from '../domain/reply.ts';
import { isWorked, workdayFrom } from '../domain/workdays.ts';
import { monthRow, monthTablesOf, type TableOf } from '../rules/month-row.ts';
import type { Rules } from '../rules/decision.ts';
import { whereabouts, type Watched } from './attendance-figures.ts';
import { canBeTold, keptBy } from './attendance-people.ts';
import { knows, monthBefore } from './attendance-periods.ts';
import type { Reminding } from './reminding.ts';
import { sendAt } from './send-at.ts';

/** After an outage the table still goes out within so many days of the first working day. */
const lateDays = 7;

/**
 * On the first working day of a month, or soon after where the clock stood still: each keeper's table of the month before, by township.
 * Each goes out once, by its key, which is noted with the reminders.
 */
export function monthTables({ facts, rules, settings }: Reminding): Reply[] {
  const { today, now, world } = facts;
  if (!world || !isTableDay(today, rules)) return [];
  const month = monthBefore(today);
  if (!wasRecorded(facts, month)) return [];
  const people = world.people.filter((person) => wasCadreIn(person, month));
  return [...keptBy(rules, world, people, today)]
    .filter(([keeperId]) => canBeTold(world, keeperId))
    .flatMap(([keeperId, kept]) => {
      const notBefore = sendAt(keeperId, { today, now, hour: settings.reminderHour });
      return tablesOf(rules, facts, world, kept, month).map((table, i) =>
        replyTo(keeperId, month, table, { place: i, notBefore }),
      );
    })
    .filter(({ once }) => once === null || !world.reminded.has(once));
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
    ...monthRow(rules, { person, village: nameOf(person.villageId), where: whereabouts(facts, person.id) }, month),
    township: nameOf(person.townshipId),
  }));
  return monthTablesOf(rows);
}

interface Sending {
  /** Of the table among those of that keeper. */
  readonly place: number;
  readonly notBefore: Instant | null;
}

const replyTo = (personId: string, month: IsoMonth, table: TableOf, { place, notBefore }: Sending): Reply => ({
  recipient: { to: 'person', personId },
  result: { says: 'month-table', month, ...table, confirmed: 'open' },
  requestId: null,
  revision: null,
  buttons: [],
  images: [],
  once: `month-table:${month}:${personId}${place === 0 ? '' : `:${place + 1}`}`,
  ...(notBefore === null ? {} : { notBefore }),
});
