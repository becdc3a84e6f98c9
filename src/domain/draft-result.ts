/** Drafts of reports (月报, 年终总结): every sentence names the entries that it was made of. */
import type { IsoDate } from './calendar.ts';

/** Where a sentence comes from: `l12` a log, `e7` a ledger entry, `a2026-11` attendance of a month. */
export type SourceRef = string;

export interface DraftSentence {
  readonly text: string;
  readonly from: readonly SourceRef[];
}

export interface DraftSection {
  readonly title: string;
  readonly sentences: readonly DraftSentence[];
  /** What is asked for and nothing was entered of; filled in by hand. */
  readonly missing: readonly string[];
}

export interface Draft {
  readonly of: 'month' | 'year';
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly title: string;
  readonly sections: readonly DraftSection[];
  /** Of the facts asked for: how many are filled in. */
  readonly filled: number;
  readonly asked: number;
  /** Who it goes to and by when, where the packs say. */
  readonly to: readonly string[];
  readonly dueOn: IsoDate | null;
}

export type DraftResult =
  | { readonly says: 'draft'; readonly draft: Draft }
  | { readonly says: 'nothing-to-draft'; readonly fromOn: IsoDate; readonly toOn: IsoDate };
