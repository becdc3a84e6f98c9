import type { IsoDate } from './calendar.ts';

/** Where a rule stands: the provision's id, its pack and article, and since when it is in force. */
export interface Citation {
  readonly provision: string;
  readonly pack: string;
  /** Short name of the regulation, for people. */
  readonly title: string;
  readonly number: string;
  readonly article: string;
  readonly inForceFrom: IsoDate;
}

/** A reading taken where the text is silent or unclear: what was taken and why, in Chinese, for people. */
export interface Reading {
  readonly id: string;
  readonly question: string;
  readonly taken: string;
  readonly because: string;
}
