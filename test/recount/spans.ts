/** From when to when something is owed: days that share a label, terms, days of events. */
import type { RecountPerson } from './county.ts';
import { datesLabelled, datesLike, dayAfter, dayOf, workdayAfter, workdaysAfter } from './days.ts';
import { isThere, type Debtor } from './debtors.ts';
import type { Book, Row } from './rows.ts';

export interface Span {
  readonly from: string;
  readonly due: string | null;
  /** Until when an entry counts towards it by its day. */
  readonly until: string;
  /** Days on one of which somebody else must have reported what it is about, first and last. */
  readonly heard?: readonly [string, string];
  /** Of a term: how much of it has been served by then, in the row's unit. */
  readonly served?: number;
}

/** An old roster that is read in asks for nothing that happened longer ago. */
const RECENT_DAYS = 60;

/** What stays undone is not asked for without end. */
export const LATE_DAYS = 45;

/** The period of that day and the one before, as far as somebody was there in it; or the day of the event. */
export function spansOf(row: Row, debtor: Debtor, date: string, events: Book['events']): Span[] {
  if (row.event !== null) return eventSpans(row, debtor, date, events);
  if (row.every === 'term') return termSpans(row, debtor, date);
  const period = row.every ?? 'year';
  const now = datesLike(period, date);
  const before = datesLike(period, dayAfter(now[0] ?? date, -1));
  const isOutside = debtor.name.startsWith('outside:');
  const spans = isOutside ? [spanOf(row, now)] : [spanOf(row, before), spanOf(row, now)];
  return spans.filter(({ from, until }) => {
    if (from > date || (row.skipsOff && isAllOff(from, until))) return false;
    if (until >= date) return true;
    return !isOutside && row.every !== 'day' && debtor.members.some((p) => wasThere(p, from, until));
  });
}

function isAllOff(from: string, until: string): boolean {
  for (let on = from; on <= until; on = dayAfter(on, 1)) if (dayOf(on).works) return false;
  return true;
}

/** On one of these days. */
function wasThere(person: RecountPerson, from: string, until: string): boolean {
  for (let on = from; on <= until; on = dayAfter(on, 1)) if (isThere(person, on)) return true;
  return false;
}

function spanOf(row: Row, days: readonly string[]): Span {
  const last = days.at(-1) ?? '';
  const month = row.month === null ? null : String(row.month).padStart(2, '0');
  const named = month === null ? [] : days.filter((day) => day.slice(5, 7) === month);
  const dueDay =
    row.dayOfMonth === null ? undefined : days.findLast((d) => Number(d.slice(8)) <= (row.dayOfMonth ?? 0));
  const due = row.due === null ? (dueDay ?? named.at(-1) ?? last) : (days.find((d) => d.slice(5) === row.due) ?? last);
  // 9 月测算: what was done in another month is not it.
  const span = { from: named[0] ?? days[0] ?? '', due, until: named.at(-1) ?? last };
  return row.reported === null ? span : { ...span, heard: [heardFrom(row, days), due] };
}

/** What came in after the last day of the period before belongs to this one. */
function heardFrom(row: Row, days: readonly string[]): string {
  const first = days[0] ?? '';
  if (!row.carries) return first;
  const before = datesLike(row.every ?? 'year', dayAfter(first, -1));
  return dayAfter(spanOf({ ...row, reported: null }, before).due ?? first, 1);
}

/** A person's own term; of a team or body that of each of its cadres. Two years are counted from its first day. */
function termSpans(row: Row, { members, subject }: Debtor, date: string): Span[] {
  const whose = subject ?? members[0];
  const from = whose?.termFrom ?? null;
  if (!whose || from === null || from > date) return [];
  const { termTo } = whose;
  const months = monthsIn(row);
  if (months !== null) {
    if (!isThere(whose, date)) return [];
    const due = lastOfMonths(from, months);
    let served = 0;
    while (lastOfMonths(from, (served + 1) * (months / row.atLeast)) <= date) served += 1;
    return [{ from, due, until: due, served }];
  }
  const endsHere = termTo !== null && isThere(whose, termTo);
  return endsHere ? [{ from, due: termTo, until: termTo }] : [];
}

export const monthsIn = ({ unit, atLeast }: Row): number | null =>
  unit === '年' ? atLeast * 12 : unit === '个月' ? atLeast : null;

/** The day before its like, so many months on; the month's last where it has no such day (民法典 202). */
function lastOfMonths(from: string, count: number): string {
  const [year = 0, month = 0] = from.split('-').map(Number);
  const at = year * 12 + month - 1 + count;
  const days = datesLabelled('month', `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`);
  const like = days.find((day) => day.slice(8) === from.slice(8));
  return like === undefined ? (days.at(-1) ?? from) : dayAfter(like, -1);
}

function eventSpans(row: Row, { subject }: Debtor, date: string, events: Book['events']): Span[] {
  const happened = subject === null ? [] : eventDays(events[row.event ?? ''] ?? 'reported', subject);
  return happened
    .filter((on) => on <= date && date <= dayAfter(on, RECENT_DAYS))
    .map((on) => {
      return { from: on, due: row.eventDays === null ? null : deadline(row, on, row.eventDays), until: date };
    })
    .filter(({ due }) => due === null || date <= dayAfter(due, LATE_DAYS));
}

/** The day of the event does not count (民法典 201); a last day that is off runs on to the next that is not (203). */
function deadline({ daysAre }: Row, on: string, count: number): string {
  if (daysAre === 'working') return workdaysAfter(on, count);
  const last = dayAfter(on, count);
  return daysAre === 'running-on' && !dayOf(last).works ? workdayAfter(last) : last;
}

function eventDays(kind: string, { termFrom, termTo, leftOn }: RecountPerson): string[] {
  const days: Readonly<Record<string, readonly (string | null)[]>> = {
    'term-start': [termFrom],
    // Whoever left before has no term that ends.
    'term-end': [termTo !== null && (leftOn === null || termTo < leftOn) ? termTo : null],
    'member-change': [termFrom, leftOn],
  };
  return (days[kind] ?? []).filter((day) => day !== null);
}
