/** What the packs ask for in every period, counted again over the time of the draft. */
import { addDays, lastOf, mondayOf, monthOf, type IsoDate } from '../domain/calendar.ts';
import type { DraftSentence } from '../domain/draft-result.ts';
import type { Ledger, LedgerEntry, Owed } from '../domain/duty.ts';
import { isCountedInDays } from '../rules/duty-words.ts';
import type { PersonContext } from './context.ts';
import { sourceOf, type Material, type Period } from './draft-material.ts';

/** Ledgers whose entries count towards what is owed; a report closes what it names, and 已办 as well. */
const counting: readonly Ledger[] = ['study', 'visit', 'enquiry', 'courtyard-meeting', 'meeting', 'training', 'roster'];

const everies: Readonly<Record<'month' | 'year', readonly string[]>> = {
  month: ['month'],
  year: ['week', 'month', 'quarter', 'half-year', 'year'],
};

/** Those of the speaker or the team, each once though several periods of it are open. What is due in one month of a year is not counted over it. */
export function countedDuties({ facts, me }: PersonContext, of: 'month' | 'year'): Owed[] {
  const counted = (facts.owed ?? []).filter(
    (o) =>
      isOf(o, me) &&
      counting.includes(o.closedBy) &&
      o.every !== null &&
      everies[of].includes(o.every) &&
      startOf(o.every, o.fromOn) === o.fromOn,
  );
  return [...new Map(counted.map((o) => [o.dutyKey, o])).values()];
}

/** Owed in person, or with one's team; not what is owed by a seat that one holds. */
const isOf = ({ debtor }: Owed, me: PersonContext['me']): boolean =>
  (debtor.is === 'person' && debtor.id === me.id) || (debtor.is === 'team' && debtor.id === me.teamId);

/** Null where nothing was done towards it: that is left to the cadre to explain. */
export function dutySentence(owed: Owed, material: Material, period: Period, me: string): DraftSentence | null {
  const all = owed.debtor.is === 'team' ? [...material.entries, ...material.others] : material.entries;
  const towards = all.filter((e) => e.ledger === owed.closedBy && (owed.debtor.is === 'team' || e.personId === me));
  if (towards.length === 0 || owed.every === null) return null;
  const { what, every, atLeast, unit, citations } = owed;
  const done = doneIn(owed, towards);
  return {
    point: { is: 'duty', what, every, atLeast, unit, done, ...metIn(owed, every, towards, period), citations },
    from: towards.map(sourceOf),
  };
}

/** As what is owed is counted: what a team did on one day counts once, and an entry without a number of days is one. */
function doneIn({ unit, debtor }: Owed, entries: readonly LedgerEntry[]): number {
  const amounts = entries.map((e) => ({ on: e.on, amount: isCountedInDays(unit) ? (e.days ?? 1) : 1 }));
  if (debtor.is !== 'team') return amounts.reduce((sum, { amount }) => sum + amount, 0);
  const most = new Map<IsoDate, number>();
  for (const { on, amount } of amounts) most.set(on, Math.max(most.get(on) ?? 0, amount));
  return [...most.values()].reduce((sum, amount) => sum + amount, 0);
}

/** A period that still runs counts once it is fulfilled. */
function metIn(owed: Owed, every: string, entries: readonly LedgerEntry[], { from, to }: Period) {
  const all = spansIn(every, from, to).map(({ fromOn, toOn }) => ({
    met: doneIn(owed, entries.filter((e) => e.on >= fromOn && e.on <= toOn)) >= owed.atLeast, // prettier-ignore
    over: toOn <= to,
  }));
  return { periods: all.filter((p) => p.met || p.over).length, met: all.filter((p) => p.met).length };
}

interface Span {
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
}

/** Those that begin within the dates, and the one that holds the first of them unless it is a week of the month before. */
function spansIn(every: string, from: IsoDate, to: IsoDate): Span[] {
  const spans: Span[] = [];
  for (let fromOn = startOf(every, from); fromOn <= to;) {
    const toOn = endOf(every, fromOn);
    if (every !== 'week' || fromOn >= from) spans.push({ fromOn, toOn });
    fromOn = addDays(toOn, 1);
  }
  return spans;
}

const monthsOf: Readonly<Record<string, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };

function startOf(every: string, on: IsoDate): IsoDate {
  if (every === 'week') return mondayOf(on);
  const length = monthsOf[every] ?? 1;
  const month = Math.floor((Number(on.slice(5, 7)) - 1) / length) * length + 1;
  return `${on.slice(0, 4)}-${String(month).padStart(2, '0')}-01` as IsoDate;
}

function endOf(every: string, fromOn: IsoDate): IsoDate {
  if (every === 'week') return addDays(fromOn, 6);
  let last = lastOf(monthOf(fromOn));
  for (let month = 1; month < (monthsOf[every] ?? 1); month++) last = lastOf(monthOf(addDays(last, 1)));
  return last;
}

/** The report itself as it is owed for that time. */
export const owedReports = ({ facts, me }: PersonContext, of: 'month' | 'year', { from }: Period): Owed[] =>
  (facts.owed ?? []).filter(
    (o) => isOf(o, me) && o.closedBy === 'report' && o.every === of && startOf(of, o.fromOn) === startOf(of, from),
  );
