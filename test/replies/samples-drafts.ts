/** Samples of every result of drafts. */
import type { Draft, DraftResult } from '../../src/domain/draft-result.ts';
import { draftOf, normalMonth, sampleYear, teamMonth, thinMonth, yearlyReport } from '../commands/drafted.ts';

type Samples = { readonly [K in DraftResult['says']]: readonly Extract<DraftResult, { says: K }>[] };

const month = '2026-11-15';
const all: readonly Draft[] = [
  ...[normalMonth, teamMonth, thinMonth].map((kept) => draftOf(kept, 'month', month)),
  draftOf(sampleYear, 'year', month),
  draftOf({ ...sampleYear, owed: [yearlyReport({ state: 'done', dueOn: null, to: [], flags: ['请县里确认报给谁。'] })] }, 'year', month), // prettier-ignore
];

export const drafts: Samples = {
  draft: all.map((draft) => ({ says: 'draft', draft })),
  'draft-notes': all.map((draft) => ({ says: 'draft-notes', draft })),
  'nothing-to-draft': [
    { says: 'nothing-to-draft', of: 'month', fromOn: '2026-11-01', toOn: '2026-11-30' },
    { says: 'nothing-to-draft', of: 'year', fromOn: '2026-01-01', toOn: '2026-12-10' },
  ],
};
