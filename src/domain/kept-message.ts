/** What a message entered in the ledgers, as its writer may take it back or correct it. */
import type { Instant } from './calendar.ts';
import type { LedgerEntry } from './duty.ts';

export interface KeptMessage {
  /** Of the inbox. */
  readonly id: string;
  /** When it was said. */
  readonly at: Instant;
  /** At least one. */
  readonly entries: readonly LedgerEntry[];
  /** The day's log that it made as well; null where it made none. */
  readonly log: { readonly text: string; readonly late: boolean } | null;
  /** null: it stands. */
  readonly voidedAt: Instant | null;
  /** What the bot answered, as a quotation may give it. */
  readonly answers: readonly string[];
  /** Its own id on its platform: people quote themselves too. Null where it is not known any more. */
  readonly platformId: string | null;
  /** Who confirmed the attendance of one of its months, by name; null where nobody did. */
  readonly confirmedBy: string | null;
}

/** It is looked for so far back, in days. */
export const keptDays = 62;

/** What was said longer ago has to be named or quoted. */
const freshMs = 2 * 86_400_000;

export const isFresh = ({ at }: KeptMessage, now: Instant): boolean => now - at <= freshMs;
