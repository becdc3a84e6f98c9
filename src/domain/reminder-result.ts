/** What the clock says of what falls due, and what is said of turning reminders on and off. */
import type { Citation } from './citation.ts';
import type { IsoDate, IsoMonth } from './calendar.ts';
import type { Owed } from './duty.ts';

/** Ahead of the last day, on the last working day that is in time, after it, and to the one above. */
export type Stage = 'ahead' | 'last-day' | 'overdue' | 'escalated';

/** A line of a digest. `who` is null where the reader owes it themselves. */
export type DueLine =
  | { readonly is: 'owed'; readonly owed: Owed; readonly stage: Stage; readonly who: string | null }
  /** The month's days can only just be reached, or no more. */
  | {
      readonly is: 'days-short';
      readonly month: IsoMonth;
      readonly days: number;
      readonly minDays: number;
      readonly daysLeft: number;
      readonly can: 'just' | 'no-more';
      readonly citations: readonly Citation[];
    }
  /** The keeper's line of the week: those who are behind. */
  | {
      readonly is: 'team-behind';
      readonly month: IsoMonth;
      readonly people: readonly {
        readonly personId: string;
        readonly name: string;
        readonly days: number;
        readonly minDays: number;
        readonly daysLeft: number;
      }[];
      readonly total: number;
    };

/** A row of the month's attendance table (考勤表). Figures only: no kind of leave, no reason. */
export interface MonthRow {
  readonly personId: string;
  readonly name: string;
  readonly post: string | null;
  readonly village: string | null;
  /** In halves of a day. */
  readonly days: number;
  readonly leaveDays: number;
  readonly minDays: number | null;
}

export type ReminderResult =
  /** One message a day at most; for a team's group without anything personal. */
  | {
      readonly says: 'due-digest';
      readonly on: IsoDate;
      readonly to: 'person' | 'group';
      readonly lines: readonly DueLine[];
    }
  | {
      readonly says: 'month-table';
      readonly month: IsoMonth;
      readonly township: string | null;
      readonly rows: readonly MonthRow[];
      readonly citations: readonly Citation[];
      readonly confirmed: boolean;
    }
  | { readonly says: 'no-month-table'; readonly why: 'not-keeper' | 'nobody' }
  | {
      readonly says: 'reminder-switched';
      readonly what: string;
      readonly citations: readonly Citation[];
      readonly on: boolean;
    }
  | {
      readonly says: 'reminders-listed';
      readonly items: readonly {
        readonly what: string;
        readonly citations: readonly Citation[];
        readonly on: boolean;
      }[];
    }
  | { readonly says: 'cannot-switch'; readonly why: 'not-officer' | 'not-found'; readonly said: string | null };
