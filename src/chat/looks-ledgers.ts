/** Whose data the results of ledgers and duties show. */
import type { LedgerResult } from '../domain/ledger-result.ts';
import { longestList } from '../domain/shown.ts';
import type { Seen } from './looks.ts';

type Of<K extends LedgerResult['says']> = Extract<LedgerResult, { says: K }>;

export const ledgers: { readonly [K in LedgerResult['says']]: (result: Of<K>) => readonly Seen[] } = {
  'entry-kept': () => [],
  'entries-voided': () => [],
  'cannot-void': () => [],
  'which-take-back': ({ shown }) =>
    shown.slice(0, longestList).map(({ request }) => ({ personId: request.applicantId, requestId: request.id })),
  'how-to-correct': () => [],
  'report-taken-back': ({ entry }) => [{ personId: entry.personId, requestId: null }],
  'ask-entry': () => [],
  'entry-in-future': () => [],
  'own-duties': () => [],
  'duties-done': () => [],
  'which-duty': () => [],
  'no-such-duty': () => [],
  'duties-heard': () => [],
  'duties-later': () => [],
  'cannot-put-off': () => [],
};
