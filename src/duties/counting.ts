/** What was entered towards a duty. */
import { countOf } from '../domain/counting.ts';
import type { Debtor, EntryAsked, Ledger, LedgerEntry } from '../domain/duty.ts';
import type { Span } from '../domain/periods.ts';
import { isCountedInDays } from '../rules/duty-words.ts';
import type { Owing } from './debtors.ts';

/** Which lines count, and in what. */
interface Counted {
  readonly ledger: Ledger;
  readonly unit: string;
  readonly asked?: EntryAsked | undefined;
}

export class Entries {
  readonly #of = new Map<string, LedgerEntry[]>();
  readonly #closed: ReadonlySet<string>;
  readonly #reports: readonly LedgerEntry[];

  constructor(entries: readonly LedgerEntry[]) {
    for (const entry of entries) {
      this.#add(`${entry.ledger} person:${entry.personId}`, entry);
      if (entry.teamId !== null) this.#add(`${entry.ledger} team:${entry.teamId}`, entry);
    }
    this.#reports = entries.filter(({ ledger }) => ledger === 'report');
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

  /** Whether somebody else sent up a report in those days that says one of these. */
  reported(words: readonly string[], { peopleIds }: Owing, { fromOn, toOn }: Span): boolean {
    return this.#reports.some(
      (entry) =>
        fromOn <= entry.on &&
        entry.on <= toOn &&
        !peopleIds.includes(entry.personId) &&
        words.some((word) => entry.text.includes(word)),
    );
  }

  /** Entries of these days, or the days that they took. */
  count({ ledger, unit, asked }: Counted, { debtor, peopleIds }: Owing, { fromOn, toOn }: Span): number {
    const found = ownersOf(debtor, peopleIds)
      .flatMap((owner) => this.#of.get(`${ledger} ${owner}`) ?? [])
      .filter(({ on }) => fromOn <= on && on <= toOn);
    return countOf(found, { ledger, debtor, asked, inDays: isCountedInDays(unit) });
  }
}

function ownersOf(debtor: Debtor, peopleIds: readonly string[]): readonly string[] {
  if (debtor.is === 'outside') return [];
  return debtor.is === 'body' ? peopleIds.map((id) => `person:${id}`) : [`${debtor.is}:${debtor.id}`];
}
