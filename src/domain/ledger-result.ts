/** What is said of ledgers and duties to the person who writes: an entry that was kept, what they owe, what they closed. */
import type { IsoDate } from './calendar.ts';
import type { FileRef } from './dialogue.ts';
import type { SpanProblem } from './date-problem.ts';
import type { Ledger, LedgerEntry, Owed } from './duty.ts';
import type { ShownRequest } from './shown.ts';

export type LedgerResult =
  | {
      readonly says: 'entry-kept';
      readonly entry: LedgerEntry;
      readonly late: boolean;
      /** It is the day's log as well: which one of that day; null where it is none. */
      readonly logNumber: number | null;
      /** Duties that it counts towards, as they stand with it. */
      readonly towards: readonly Owed[];
      /** The line in whose place it stands, where one was corrected. */
      readonly before?: LedgerEntry;
    }
  /** What one message entered was taken back; `owed`: what it counted towards, as it stands without it. */
  | {
      readonly says: 'entries-voided';
      readonly entries: readonly LedgerEntry[];
      readonly hadLog: boolean;
      readonly owed: readonly Owed[];
    }
  | {
      readonly says: 'cannot-void';
      /** `confirmed`: with the month's attendance, by `byName`; `several`: what closed several at once is no line to correct. */
      readonly why: 'none' | 'voided' | 'confirmed' | 'several';
      readonly entries: readonly LedgerEntry[];
      readonly byName: string | null;
    }
  /** 撤销: a leave or a line, in this order. */
  | {
      readonly says: 'which-take-back';
      readonly shown: readonly ShownRequest[];
      readonly entries: readonly LedgerEntry[];
    }
  /** 记错了. */
  | { readonly says: 'how-to-correct'; readonly entries: readonly LedgerEntry[] }
  /** To those whom it had gone to: somebody takes back a report, or has it stand for something else. */
  | {
      readonly says: 'report-taken-back';
      readonly name: string;
      readonly entry: LedgerEntry;
      readonly what: readonly string[];
    }
  | { readonly says: 'ask-entry'; readonly ledger: Ledger }
  | { readonly says: 'entry-in-future'; readonly on: IsoDate }
  /** What the person, their team and their seats owe: what is open and what is late. */
  | {
      readonly says: 'own-duties';
      readonly on: IsoDate;
      readonly owed: readonly Owed[];
      /** Late for so long, this year, that nobody is reminded of it any more; left out = nothing is. */
      readonly lapsed?: readonly Owed[];
      /** Some of their duties hang on a dispatch level that the roster does not say. */
      readonly levelMissing?: boolean;
    }
  | { readonly says: 'duties-done'; readonly owed: readonly Owed[]; readonly files?: readonly FileRef[] }
  /** `report`: what was said of it is kept until it is answered. */
  | { readonly says: 'which-duty'; readonly owed: readonly Owed[]; readonly wanted: 'done' | 'later' | 'report' }
  | { readonly says: 'no-such-duty'; readonly said: string | null }
  | { readonly says: 'duties-heard'; readonly owed: readonly Owed[] }
  /** `remindedOn`: the working day on which each of them is told again. */
  | {
      readonly says: 'duties-later';
      readonly owed: readonly Owed[];
      readonly until: IsoDate;
      readonly remindedOn: readonly IsoDate[];
    }
  | {
      readonly says: 'cannot-put-off';
      readonly why: 'past' | 'after-due' | 'no-date';
      readonly dueOn: IsoDate | null;
      readonly problem: SpanProblem | null;
    };
