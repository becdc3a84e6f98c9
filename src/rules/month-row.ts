/** A line of the month's attendance table (考勤表), from the same events, leave and rules as a cadre's own figures. */
import { daysAway, daysPresent, type Whereabouts } from '../domain/attendance.ts';
import { datesFrom, firstOf, lastOf, type IsoDate, type IsoMonth } from '../domain/calendar.ts';
import type { Citation } from '../domain/citation.ts';
import type { Person } from '../domain/people.ts';
import type { MonthRow } from '../domain/reminder-result.ts';
import { daysReached } from './attendance-quota.ts';
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
}

/** Up to `to`: the last day of the month, or today while it lasts. */
export function monthRow(
  rules: Rules,
  { person, village, where }: OfWhom,
  month: IsoMonth,
  to: IsoDate = lastOf(month),
): CitedRow {
  const { id, name, post, dispatchLevel } = person;
  const dates = datesFrom(firstOf(month), to);
  const days = daysPresent(where, dates);
  const reached =
    post === null
      ? null
      : daysReached(rules, { of: 'month', from: firstOf(month), post, dispatchLevel, months: null, on: to }, days, 0);
  return {
    row: {
      personId: id,
      name,
      post,
      village,
      days,
      leaveDays: daysAway(where, dates),
      minDays: reached?.minDays ?? null,
      flagged: reached?.can === 'flagged',
    },
    citations: reached?.citations ?? [],
    flags: reached?.flags ?? [],
  };
}

export interface TableOf {
  /** Name of the township; null for those who belong to none. */
  readonly township: string | null;
  readonly rows: readonly MonthRow[];
  readonly citations: readonly Citation[];
  readonly flags: readonly string[];
}

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

const eachOnce = (all: readonly Citation[]): Citation[] => [
  ...new Map(all.map((c) => [`${c.pack} ${c.provision}`, c])).values(),
];
