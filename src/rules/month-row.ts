/** A line of the month's attendance table (考勤表), from the same events, leave and rules as a cadre's own figures. */
import { daysAway, daysPresent, type Whereabouts } from '../domain/attendance.ts';
import { addDays, datesFrom, firstOf, lastOf, monthOf, type IsoDate, type IsoMonth } from '../domain/calendar.ts';
import type { Citation } from '../domain/citation.ts';
import type { Person, Stay } from '../domain/people.ts';
import { isShort, type MonthRow, type MonthTable, type MonthTables } from '../domain/reminder-result.ts';
import { daysReached, type DaysReached } from './attendance-quota.ts';
import { countsOver } from './day-counts.ts';
import type { Rules } from './decision.ts';

export interface CitedRow {
  readonly row: MonthRow;
  readonly citations: readonly Citation[];
  readonly flags: readonly string[];
}

interface OfWhom {
  readonly person: Person;
  readonly village: string | null;
  readonly where: Whereabouts;
  readonly stay: Stay;
}

export interface MonthDays extends Pick<MonthRow, 'days' | 'counted' | 'counts' | 'leaveDays' | 'minDays'> {
  /** null where nothing is asked. */
  readonly reached: DaysReached | null;
}

/** What somebody's days in a month, from one to the other, come to. */
export function monthDays(
  rules: Rules,
  { post, dispatchLevel }: Person,
  where: Whereabouts,
  { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
): MonthDays {
  const dates = datesFrom(from, to);
  const sofar = countsOver(rules, where, dates);
  const asked = { of: 'month', from: firstOf(monthOf(from)), dispatchLevel, months: null, on: to } as const;
  const reached = post === null ? null : daysReached(rules, { ...asked, post }, sofar, sofar);
  return {
    days: sofar.inVillage,
    counted: reached?.days ?? sofar.inVillage,
    counts: reached?.counts ?? 'days',
    leaveDays: daysAway(where, dates),
    minDays: reached?.minDays ?? null,
    reached,
  };
}

/** Up to `to`: the last day of the month, or today while it lasts. */
export function monthRow(
  rules: Rules,
  { person, village, where, stay }: OfWhom,
  month: IsoMonth,
  to: IsoDate = lastOf(month),
): CitedRow {
  const { id, name, post } = person;
  const { reached, ...figures } = monthDays(rules, person, where, { from: firstOf(month), to });
  const part = partOf(month, where, stay);
  const isPart = part.fromOn !== null || part.toOn !== null;
  return {
    row: {
      personId: id,
      name,
      post,
      village,
      ...figures,
      // No pro rata is invented: what a part of a month asks for is a person's to say.
      flagged: reached?.can === 'flagged' || (isPart && reached !== null && reached.can !== 'reached'),
      ...part,
    },
    citations: reached?.citations ?? [],
    flags: reached?.flags ?? [],
  };
}

/** A term that was renewed in the middle of the month makes no part of it: whoever was there before it began had come before. */
function partOf(month: IsoMonth, where: Whereabouts, { termFrom, leftOn }: Stay): Pick<MonthRow, 'fromOn' | 'toOn'> {
  const [first, last] = [firstOf(month), lastOf(month)];
  const wasBefore = (on: IsoDate): boolean => daysPresent(where, datesFrom(first, addDays(on, -1))) > 0;
  const came = termFrom !== null && termFrom > first && termFrom <= last && !wasBefore(termFrom);
  const left = leftOn !== null && leftOn > first && leftOn <= last;
  return { fromOn: came ? termFrom : null, toOn: left ? addDays(leftOn, -1) : null };
}

export type TableOf = Pick<MonthTable, 'township' | 'rows' | 'citations' | 'flags'>;

/** One table for each township, in the order in which they come; people in theirs. */
export function monthTablesOf(rows: readonly (CitedRow & { readonly township: string | null })[]): TableOf[] {
  const townships = [...new Set(rows.map((r) => r.township))];
  return townships.map((township) => {
    const own = rows.filter((r) => r.township === township);
    return {
      township,
      rows: own.map(({ row }) => row),
      citations: eachOnce(own.flatMap((r) => r.citations)),
      flags: [...new Set(own.flatMap((r) => r.flags))],
    };
  });
}

/** The line of a township among several. */
export const lineOfTable = (
  { township, rows }: Pick<TableOf, 'township' | 'rows'>,
  confirmed: MonthTable['confirmed'],
): MonthTables['tables'][number] => ({
  township,
  people: rows.length,
  short: rows.filter(isShort).length,
  flagged: rows.filter(({ flagged }) => flagged).length,
  confirmed,
});

const eachOnce = (all: readonly Citation[]): Citation[] => [
  ...new Map(all.map((c) => [`${c.pack} ${c.provision}`, c])).values(),
];
