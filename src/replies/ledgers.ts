/** Words of ledgers and duties. */
import type { LedgerResult } from '../domain/ledger-result.ts';

type Of<K extends LedgerResult['says']> = Extract<LedgerResult, { says: K }>;

export const ledgers: { readonly [K in LedgerResult['says']]: (result: Of<K>) => string } = {
  'entry-kept': () => '',
  'ask-entry': () => '',
  'entry-in-future': () => '',
  'own-duties': () => '',
  'duties-done': () => '',
  'which-duty': () => '',
  'no-such-duty': () => '',
  'duties-heard': () => '',
  'duties-later': () => '',
  'cannot-put-off': () => '',
};
