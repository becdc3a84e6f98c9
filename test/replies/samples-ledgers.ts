/** Samples of every result of ledgers. */
import type { LedgerResult } from '../../src/domain/ledger-result.ts';

type Samples = { readonly [K in LedgerResult['says']]: readonly Extract<LedgerResult, { says: K }>[] };

export const ledgers = {} as Samples;
