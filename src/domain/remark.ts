/** What is to be seen beside the chain of a request; kept with it, put into words by `replies`. */
import type { IsoDate } from './calendar.ts';
import type { Citation } from './citation.ts';

export interface DayOff {
  /** 国庆节, … */
  readonly name: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

export type Remark =
  /** A note or flag of the pack, in its own words. */
  | { readonly remark: 'note'; readonly text: string }
  /** Public holidays within the leave; they count as days of leave. */
  | { readonly remark: 'holidays'; readonly days: readonly DayOff[] }
  /** The holidays of that year are not published yet. */
  | { readonly remark: 'holidays-unknown'; readonly year: number }
  /** The yearly cap of the county for this kind of leave: days taken before, with this one, and the cap. */
  | {
      readonly remark: 'balance';
      readonly year: number;
      readonly used: number;
      readonly withThis: number;
      readonly limit: number;
      readonly citations: readonly Citation[];
    }
  /** So long that the office has to look at a recall (召回): a proposal, never a verdict. */
  | {
      readonly remark: 'recall';
      readonly text: string;
      readonly citations: readonly Citation[];
      /** The offices that the rule names. */
      readonly seats: readonly { readonly body: string; readonly scopeId: string }[];
    };
