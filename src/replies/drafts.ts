/** Words of drafts of reports. */
import type { DraftResult } from '../domain/draft-result.ts';

type Of<K extends DraftResult['says']> = Extract<DraftResult, { says: K }>;

export const drafts: { readonly [K in DraftResult['says']]: (result: Of<K>) => string } = {
  draft: () => '',
  'nothing-to-draft': () => '',
};
