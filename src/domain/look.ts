/** Looks at a person's data by others: kept with every message that shows it, told to that person (谁看过我的). */
import type { IsoDate } from './calendar.ts';

export interface Look {
  readonly viewerId: string;
  readonly subjectId: string;
  /** As the result that shows it is named. */
  readonly what: string;
  readonly requestId: string | null;
  /** Of the notice that shows it: one that was sent before shows nothing again. null for a plain answer. */
  readonly key: string | null;
}

/** Looks of one person on one day at one kind of thing. */
export interface LookedOn {
  readonly on: IsoDate;
  readonly name: string;
  /** Of the seats that they hold now. */
  readonly titles: readonly string[];
  readonly what: string;
  readonly times: number;
}

export interface Looked {
  readonly since: IsoDate;
  /** The latest day first; cut. */
  readonly rows: readonly LookedOn[];
  /** Looks beyond those rows. */
  readonly more: number;
}
