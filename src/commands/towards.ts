/** What an entry counts towards, as it stands with it or without it: as `src/duties` will count it the next time. */
import type { IsoDate } from '../domain/calendar.ts';
import { countOf } from '../domain/counting.ts';
import { isAskedFor, type LedgerEntry, type Owed } from '../domain/duty.ts';
import { isPeriod, spanHolding } from '../domain/periods.ts';
import { isCountedInDays } from '../rules/duty-words.ts';
import type { PersonContext } from './context.ts';
import { myDuties } from './my-duties.ts';

/** The last day whose entries count, where the period goes on after the day by which it is to be done. */
function endOf({ every, fromOn, dueOn }: Owed): IsoDate | null {
  if (dueOn === null || !isPeriod(every)) return dueOn;
  const span = spanHolding(every, fromOn);
  // September's survey of the year is September's.
  return span.fromOn === fromOn && span.toOn > dueOn ? span.toOn : dueOn;
}

function isInPeriod(owed: Owed, on: IsoDate): boolean {
  const end = endOf(owed);
  return owed.fromOn <= on && (end === null || on <= end);
}

const isOf = ({ debtor, peopleIds }: Owed, { personId, teamId }: LedgerEntry): boolean =>
  debtor.is === 'team'
    ? debtor.id === teamId
    : debtor.is === 'person'
      ? debtor.id === personId
      : peopleIds.includes(personId);

const isTowards = (owed: Owed, entry: LedgerEntry): boolean =>
  owed.closedBy === entry.ledger && isInPeriod(owed, entry.on) && isOf(owed, entry);

/** What those of these lines come to that count towards it. */
function countIn(owed: Owed, lines: readonly LedgerEntry[]): number {
  const { closedBy: ledger, debtor, unit, entry: asked } = owed;
  const terms = { ledger, debtor, asked, inDays: isCountedInDays(unit) };
  return countOf(
    lines.filter((entry) => isTowards(owed, entry)),
    terms,
  );
}

/** What `more` come to beside `others`, the lines that are there. */
const countedBeside = (owed: Owed, others: readonly LedgerEntry[], more: readonly LedgerEntry[]): number =>
  countIn(owed, [...others, ...more]) - countIn(owed, others);

export const counted = (owed: Owed, done: number): Owed => ({
  ...owed,
  done,
  state: done >= owed.atLeast ? 'done' : owed.state,
});

/** What these, which are among the lines that are there, count towards or close, as it stands without them. */
export function standsWithout(context: PersonContext, entries: readonly LedgerEntry[]): Owed[] {
  const ids = new Set(entries.map(({ id }) => id));
  const others = (context.facts.world?.entries ?? []).filter(({ id }) => !ids.has(id));
  return myDuties(context).flatMap((owed) => {
    const isClosed = entries.some(({ closes }) => closes.includes(owed.key));
    if (!isClosed && !entries.some((entry) => isTowards(owed, entry))) return [];
    const isStillClosed = others.some(({ closes }) => closes.includes(owed.key));
    if (isStillClosed) return [owed];
    const done = isClosed ? countIn(owed, others) : owed.done - countedBeside(owed, others, entries);
    return [reopened(owed, done, context.facts.today)];
  });
}

function reopened(owed: Owed, done: number, today: IsoDate): Owed {
  const { dueOn, atLeast, debtor } = owed;
  const isLate = dueOn !== null && dueOn < today && debtor.is !== 'outside';
  return { ...owed, done, state: done >= atLeast ? 'done' : isLate ? 'late' : 'open' };
}

export const towardsOf = (context: PersonContext, entry: LedgerEntry): Owed[] =>
  myDuties(context)
    .filter((o) => isTowards(o, entry) && isAskedFor(entry, o.entry))
    .map((o) => counted(o, o.done + countedBeside(o, context.facts.world?.entries ?? [], [entry])));
