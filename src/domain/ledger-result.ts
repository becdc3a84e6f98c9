/** What is said of ledgers and duties to the person who writes: an entry that was kept, what they owe, what they closed. */
import type { IsoDate } from './calendar.ts';
import type { SpanProblem } from './date-problem.ts';
import type { Ledger, LedgerEntry, Owed } from './duty.ts';

export type LedgerResult =
  | {
      readonly says: 'entry-kept';
      readonly entry: LedgerEntry;
      readonly late: boolean;
      /** It is the day's log as well: which one of that day; null where it is none. */
      readonly logNumber: number | null;
      /** Duties that it counts towards, as they stand with it. */
      readonly towards: readonly Owed[];
    }
  | { readonly says: 'ask-entry'; readonly ledger: Ledger }
  | { readonly says: 'entry-in-future'; readonly on: IsoDate }
  /** What the person, their team and their seats owe: what is open and what is late. */
  | { readonly says: 'own-duties'; readonly on: IsoDate; readonly owed: readonly Owed[] }
  | { readonly says: 'duties-done'; readonly owed: readonly Owed[] }
  | { readonly says: 'which-duty'; readonly owed: readonly Owed[]; readonly wanted: 'done' | 'later' }
  | { readonly says: 'no-such-duty'; readonly said: string | null }
  | { readonly says: 'duties-heard'; readonly owed: readonly Owed[] }
  | { readonly says: 'duties-later'; readonly owed: readonly Owed[]; readonly until: IsoDate }
  | {
      readonly says: 'cannot-put-off';
      readonly why: 'past' | 'after-due' | 'no-date';
      readonly dueOn: IsoDate | null;
      readonly problem: SpanProblem | null;
    };
