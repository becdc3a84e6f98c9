/** Why the days that were said can't be used, with the figures to say so. */
import type { IsoDate } from './calendar.ts';

/** Seen from the words alone. */
export type DateProblem =
  | { readonly problem: 'no-such-date'; readonly said: string }
  | { readonly problem: 'ends-before-start'; readonly from: IsoDate; readonly to: IsoDate }
  | {
      readonly problem: 'range-disagrees';
      readonly from: IsoDate;
      readonly to: IsoDate;
      readonly rangeDays: number;
      readonly saidDays: number;
    }
  | { readonly problem: 'unclear'; readonly said: string };

/** Seen once the day of the message and the length are known. */
export type SpanProblem =
  | DateProblem
  | {
      readonly problem: 'too-long';
      readonly from: IsoDate;
      readonly to: IsoDate;
      readonly days: number;
      readonly limitDays: number;
    }
  | { readonly problem: 'too-long-ago'; readonly from: IsoDate; readonly limitDays: number }
  | { readonly problem: 'too-far-ahead'; readonly from: IsoDate; readonly limitDays: number }
  | { readonly problem: 'nothing-left'; readonly from: IsoDate; readonly to: IsoDate };
