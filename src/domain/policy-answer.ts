/** What a question about the rules is answered with, or why it is not. */
import type { IsoDate } from './calendar.ts';

/** The document that an answer is from. */
export interface PolicySource {
  /** Id of its pack, else of the imported text. */
  readonly id: string;
  readonly title: string;
  readonly number: string | null;
  /** null where its text names no day. */
  readonly inForceFrom: IsoDate | null;
  /** Its last day; null = it is in force. */
  readonly inForceTo: IsoDate | null;
  /** What has to be known of the document as a whole; null = nothing. */
  readonly caution: string | null;
}

/** Word for word out of the imported text of that article. */
export interface Quotation {
  readonly article: string;
  readonly text: string;
}

export interface PolicyPart {
  readonly source: PolicySource;
  /** The rules decided it for these facts; a fact stands in our own words; or the text was found. */
  readonly by: 'rules' | 'fact' | 'text';
  /** In our own words, best first. */
  readonly says: readonly string[];
  /** Empty where no text is imported. */
  readonly quotations: readonly Quotation[];
  /** As they are cited, best first. */
  readonly articles: readonly string[];
}

/** Why nothing is answered: the document leaves it open, does not hold what was asked for, or is about other things. */
export type NotAnswered = 'left-open' | 'not-held' | 'not-found';

export type PolicyAnswer =
  | { readonly is: 'answered'; readonly parts: readonly PolicyPart[] }
  | {
      readonly is: 'refused';
      readonly why: NotAnswered;
      /** What can be said instead, in our own words; null = nothing. */
      readonly says: string | null;
      /** The nearest articles, best first; empty where nothing is near. */
      readonly near: readonly PolicyPart[];
    };
