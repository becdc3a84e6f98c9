/** What was entered towards a duty. */
import type { Debtor, Ledger, LedgerEntry } from '../domain/duty.ts';
import { isCountedInDays } from '../rules/duty-words.ts';
import type { Owing } from './debtors.ts';
import type { Span } from './periods.ts';

/** A report names what it reports, and 已办 what is done: neither counts by its day. */
const byNameOnly: readonly Ledger[] = ['report', 'other'];
/** What an entry counts for where nobody said how many days it took. */
const usualDays = 1;

export class Entries {
  readonly #of = new Map<string, LedgerEntry[]>();
  readonly #closed: ReadonlySet<string>;

  constructor(entries: readonly LedgerEntry[]) {
    for (const entry of entries) {
      this.#add(`${entry.ledger} person:${entry.personId}`, entry);
      if (entry.teamId !== null) this.#add(`${entry.ledger} team:${entry.teamId}`, entry);
    }
    this.#closed = new Set(entries.flatMap(({ closes }) => closes));
  }

  #add(key: string, entry: LedgerEntry): void {
    const before = this.#of.get(key);
    if (before) before.push(entry);
    else this.#of.set(key, [entry]);
  }

  /** Whether somebody closed it whole. */
  closes(key: string): boolean {
    return this.#closed.has(key);
  }

  /** Entries of these days, or the days that they took. */
  count(ledger: Ledger, { debtor, peopleIds }: Owing, { fromOn, toOn }: Span, unit: string): number {
    if (byNameOnly.includes(ledger)) return 0;
    const found = ownersOf(debtor, peopleIds)
      .flatMap((owner) => this.#of.get(`${ledger} ${owner}`) ?? [])
      .filter(({ on }) => fromOn <= on && on <= toOn);
    const inDays = isCountedInDays(unit);
    const amount = ({ days }: LedgerEntry): number => (inDays ? (days ?? usualDays) : 1);
    if (debtor.is !== 'team') return found.reduce((sum, entry) => sum + amount(entry), 0);
    return [...mostOfEachDay(found, amount).values()].reduce((sum, most) => sum + most, 0);
  }
}

function ownersOf(debtor: Debtor, peopleIds: readonly string[]): readonly string[] {
  if (debtor.is === 'outside') return [];
  return debtor.is === 'body' ? peopleIds.map((id) => `person:${id}`) : [`${debtor.is}:${debtor.id}`];
}

/** What a team did on a day counts once, whoever of them wrote it down. */
function mostOfEachDay(
  entries: readonly LedgerEntry[],
  amount: (entry: LedgerEntry) => number,
): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const entry of entries) most.set(entry.on, Math.max(most.get(entry.on) ?? 0, amount(entry)));
  return most;
}
