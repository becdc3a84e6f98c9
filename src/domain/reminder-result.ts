/** What the clock says of what falls due, and what is said of turning reminders on and off. */
import type { Citation } from './citation.ts';
import type { IsoDate, IsoMonth } from './calendar.ts';
import type { Owed } from './duty.ts';

/** Ahead of the last day, on the last working day that is in time, after it, and to the one above. */
export type Stage = 'ahead' | 'last-day' | 'overdue' | 'escalated';

/**
 * A line of a digest. `who` owes it, by name; null where the reader owes it themselves. `about`: the cadre or the place that it concerns,
 * where that has to be told; in a group whom it falls to, where the county wants names there.
 */
export type DueLine =
  | {
      readonly is: 'owed';
      readonly owed: Owed;
      readonly stage: Stage;
      readonly who: string | null;
      readonly about: string | null;
    }
  /** The days that are asked of the month, the year or the week can only just be reached, or no more. */
  | {
      readonly is: 'days-short';
      readonly of: AskedPeriod;
      /** In which it is said, whatever period it is of. */
      readonly month: IsoMonth;
      readonly days: number;
      readonly minDays: number;
      /** That can still count, in halves: without those of approved leave. */
      readonly daysLeft: number;
      readonly counts: CountedAs;
      /** null where none are asked of that period. */
      readonly nights: AskedNights | null;
      readonly can: 'just' | 'no-more';
      readonly citations: readonly Citation[];
    }
  /** The keeper's line of the week: those who are behind in their month; in their year where nothing is asked of a month. */
  | {
      readonly is: 'team-behind';
      readonly of: Exclude<AskedPeriod, 'week'>;
      readonly month: IsoMonth;
      readonly people: readonly {
        readonly personId: string;
        readonly name: string;
        readonly days: number;
        readonly minDays: number;
        readonly daysLeft: number;
        readonly counts: CountedAs;
      }[];
      /** How many the keeper keeps. */
      readonly total: number;
    }
  /** The table of the month before, for whoever keeps those of one township; never in a group. */
  | ({ readonly is: 'month-table' } & MonthTable)
  /** For whoever keeps several: each can be asked for by its name. */
  | ({ readonly is: 'month-tables' } & MonthTables);

/** A period of which a number of days in the village is asked. */
export type AskedPeriod = 'week' | 'month' | 'year';

/** Whether each day in the village counts towards what is asked, or working days alone. */
export type CountedAs = 'days' | 'working-days';

/** Derived from the days: see `nights.ts`. */
export interface AskedNights {
  readonly nights: number;
  readonly minNights: number;
  /** That can still count. */
  readonly left: number;
}

/** A row of the month's attendance table (考勤表). Figures only: no kind of leave, no reason. */
export interface MonthRow {
  readonly personId: string;
  readonly name: string;
  readonly post: string | null;
  readonly village: string | null;
  /** In halves of a day. */
  readonly days: number;
  readonly leaveDays: number;
  /** null where nothing is asked. */
  readonly minDays: number | null;
  readonly counts: CountedAs;
  /** Of the days those that count towards what is asked. */
  readonly counted: number;
  /** Not enough, and it is left to a person what that means: the month has too few working days, or was theirs only in part. */
  readonly flagged: boolean;
  /** Who came in the middle of the month, since when; who left in it, the last day. No text says what is asked of a part. */
  readonly fromOn: IsoDate | null;
  readonly toOn: IsoDate | null;
}

/** Not enough, and nothing leaves it to a person. */
export const isShort = ({ minDays, counted, flagged }: MonthRow): boolean =>
  minDays !== null && !flagged && counted < minDays;

export interface MonthTable {
  readonly month: IsoMonth;
  /** Its name; null for those who belong to none. */
  readonly township: string | null;
  readonly rows: readonly MonthRow[];
  readonly citations: readonly Citation[];
  /** What the packs say where they leave it to a person. */
  readonly flags: readonly string[];
  /** `now`: by this very answer. `open`: the reader has to. null where it is not theirs, or the month is not over. */
  readonly confirmed: 'now' | 'before' | 'open' | null;
}

/** A line for each township, in figures alone. */
export interface MonthTables {
  readonly month: IsoMonth;
  readonly tables: readonly {
    readonly township: string | null;
    readonly people: number;
    readonly short: number;
    readonly flagged: number;
    readonly confirmed: MonthTable['confirmed'];
  }[];
}

export type ReminderResult =
  /** One message a day at most; for a team's group without anything personal. */
  | {
      readonly says: 'due-digest';
      readonly on: IsoDate;
      readonly to: 'person' | 'group';
      readonly lines: readonly DueLine[];
    }
  | ({ readonly says: 'month-table' } & MonthTable)
  | ({ readonly says: 'month-tables' } & MonthTables)
  /** Several may be meant, or none of that name is there: the names of those that are. */
  | {
      readonly says: 'which-month-table';
      readonly month: IsoMonth;
      /** As it was said; null where no name was. */
      readonly said: string | null;
      readonly confirms: boolean;
      readonly townships: readonly (string | null)[];
    }
  | {
      readonly says: 'no-month-table';
      /** `not-over`: it can't be confirmed yet. */
      readonly why: 'not-keeper' | 'nobody' | 'not-over';
      readonly month: IsoMonth;
    }
  | {
      readonly says: 'reminder-switched';
      /** By which it is turned on and off. */
      readonly name: string;
      /** All that is turned with it. */
      readonly what: string;
      readonly citations: readonly Citation[];
      readonly on: boolean;
    }
  /** `said`: several may be meant by these words, and nothing was changed; null where all are listed. */
  | {
      readonly says: 'reminders-listed';
      readonly said: string | null;
      readonly items: readonly {
        readonly what: string;
        readonly citations: readonly Citation[];
        readonly on: boolean;
      }[];
    }
  | { readonly says: 'cannot-switch'; readonly why: 'not-officer' | 'not-found'; readonly said: string | null };
