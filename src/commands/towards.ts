/** What an entry counts towards, as it stands with it: as `src/duties` will count it the next time. */
import { addDays, firstOf, lastOf, monthOf, type IsoDate } from '../domain/calendar.ts';
import type { LedgerEntry, Owed } from '../domain/duty.ts';
import { isCountedInDays } from '../rules/duty-words.ts';
import type { PersonContext } from './context.ts';
import { myDuties } from './my-duties.ts';

const monthsIn: Readonly<Record<string, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12, 'two-years': 24 };

/** The last day whose entries count, where the period goes on after the day by which it is to be done. */
function endOf({ every, fromOn, dueOn }: Owed): IsoDate | null {
  if (dueOn === null) return null;
  const months = monthsIn[every ?? ''];
  // September's survey of the year is September's.
  if (months === undefined || (months > 1 && Number(fromOn.slice(5, 7)) % Math.min(months, 12) !== 1 % months))
    return dueOn;
  let end = lastOf(monthOf(fromOn));
  for (let month = 1; month < months; month++) end = lastOf(monthOf(addDays(firstOf(monthOf(end)), 40)));
  return end > dueOn ? end : dueOn;
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

/** Where nobody said how many days it took. */
const usualDays = 1;

/** What a team does on a day counts once, whoever of them writes it down. */
function added({ facts }: PersonContext, { debtor, unit }: Owed, entry: LedgerEntry): number {
  const amount = ({ days }: LedgerEntry): number => (isCountedInDays(unit) ? (days ?? usualDays) : 1);
  if (debtor.is !== 'team') return amount(entry);
  const sameDay = (facts.world?.entries ?? []).filter(
    (e) => e.ledger === entry.ledger && e.teamId === debtor.id && e.on === entry.on,
  );
  return Math.max(0, amount(entry) - Math.max(0, ...sameDay.map(amount)));
}

export const counted = (owed: Owed, done: number): Owed => ({
  ...owed,
  done,
  state: done >= owed.atLeast ? 'done' : owed.state,
});

export const towardsOf = (context: PersonContext, entry: LedgerEntry): Owed[] =>
  myDuties(context)
    .filter((o) => o.closedBy === entry.ledger && isInPeriod(o, entry.on) && isOf(o, entry))
    .map((o) => counted(o, o.done + added(context, o, entry)));
