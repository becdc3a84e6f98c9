/** What lines of a ledger count for towards something that is owed. */
import { isAskedFor, usualDays, type Debtor, type EntryAsked, type Ledger, type LedgerEntry } from './duty.ts';

/** A report names what it reports, and 已办 what is done: neither counts by its day. */
const byNameOnly: readonly Ledger[] = ['report', 'other'];
/** Where several come together: two of them who write it down were at the same one. */
const gatherings: readonly Ledger[] = ['study', 'courtyard-meeting', 'meeting', 'training'];

export interface CountTerms {
  readonly ledger: Ledger;
  readonly debtor: Debtor;
  /** Days that they took, not how many there are. */
  readonly inDays: boolean;
  /** Only such lines count. */
  readonly asked?: EntryAsked | undefined;
}

/** How much lines of that debtor and period come to. */
export function countOf(all: readonly LedgerEntry[], { ledger, debtor, inDays, asked }: CountTerms): number {
  if (byNameOnly.includes(ledger)) return 0;
  const entries = all.filter((entry) => isAskedFor(entry, asked));
  const amount = ({ days }: LedgerEntry): number => (inDays ? (days ?? usualDays) : 1);
  if (debtor.is === 'team') return onceEach(entries, amount, ({ on }) => on);
  if (debtor.is === 'body' && gatherings.includes(ledger)) return onceEach(entries, amount, gatheringAmong(entries));
  return entries.reduce((sum, entry) => sum + amount(entry), 0);
}

/** Of a team on a day there is one; whoever is of no team was at that of the others. */
function gatheringAmong(entries: readonly LedgerEntry[]): (entry: LedgerEntry) => string {
  const teamOn = new Map<string, string>();
  for (const { on, teamId } of entries) if (teamId !== null && !teamOn.has(on)) teamOn.set(on, teamId);
  return ({ on, teamId }) => `${on} ${teamId ?? teamOn.get(on) ?? ''}`;
}

/** What is one thing counts once, whoever of them wrote it down: as the most that any of them said. */
function onceEach(
  entries: readonly LedgerEntry[],
  amount: (entry: LedgerEntry) => number,
  keyOf: (entry: LedgerEntry) => string,
): number {
  const most = new Map<string, number>();
  for (const entry of entries) most.set(keyOf(entry), Math.max(most.get(keyOf(entry)) ?? 0, amount(entry)));
  return [...most.values()].reduce((sum, one) => sum + one, 0);
}
