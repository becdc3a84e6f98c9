/** Samples of every result of drafts. */
import type { DraftResult } from '../../src/domain/draft-result.ts';

type Samples = { readonly [K in DraftResult['says']]: readonly Extract<DraftResult, { says: K }>[] };

export const drafts = {} as Samples;
