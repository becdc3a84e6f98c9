/** Whose data the results of drafts of reports show. */
import type { DraftResult } from '../domain/draft-result.ts';
import type { Seen } from './looks.ts';

type Of<K extends DraftResult['says']> = Extract<DraftResult, { says: K }>;

export const drafts: { readonly [K in DraftResult['says']]: (result: Of<K>) => readonly Seen[] } = {
  draft: ({ draft }) => draft.othersIds.map((personId) => ({ personId, requestId: null })),
  // Of the same draft, which is sent with it.
  'draft-notes': () => [],
  'nothing-to-draft': () => [],
};
