/** Drafts of reports (月报, 年终总结): every sentence names the entries that it was made of. */
import type { IsoDate, IsoMonth } from './calendar.ts';
import type { Citation } from './citation.ts';
import type { Ledger, Owed } from './duty.ts';
import type { CountedAs } from './reminder-result.ts';

/**
 * Where a sentence comes from. `ref` is `l2026-11-03.2` for the second log of that day, as it was numbered when it was kept; `e…` with the
 * id of a ledger entry; `a2026-11` for the attendance of a month.
 */
export type DraftSource =
  | { readonly is: 'log'; readonly ref: string; readonly on: IsoDate }
  | { readonly is: 'entry'; readonly ref: string; readonly on: IsoDate; readonly ledger: Ledger }
  | { readonly is: 'attendance'; readonly ref: string; readonly month: IsoMonth };

export interface DraftMonth {
  readonly month: IsoMonth;
  /** In the village, in halves. */
  readonly days: number;
  /** Of these what counts towards what is asked. */
  readonly counted: number;
  readonly counts: CountedAs;
  readonly minDays: number | null;
}

/** What a sentence says, with its figures: each can be counted again from the sources of the sentence. */
export type DraftPoint =
  | (DraftMonth & {
      readonly is: 'month-days';
      readonly leaveDays: number;
      readonly share: string | null;
      readonly citations: readonly Citation[];
    })
  | {
      readonly is: 'year-days';
      readonly days: number;
      readonly leaveDays: number;
      readonly months: readonly DraftMonth[];
      /** Months with a number to be reached that are over or have reached it, without those left to a person, and those of them that have. */
      readonly quotaMonths: number;
      readonly reached: number;
      readonly citations: readonly Citation[];
    }
  /** Logs, and the days that have any. */
  | { readonly is: 'logs'; readonly count: number; readonly days: number }
  | {
      readonly is: 'held';
      readonly ledger: Ledger;
      readonly count: number;
      /** How many took part, of those that say so (`peopleIn` of them); null where none does. */
      readonly people: number | null;
      readonly peopleIn: number;
      readonly days: number | null;
      readonly daysIn: number;
      /** Different households and places that were named. */
      readonly places: number;
      /** By quarter from the first; null in a month's draft. */
      readonly quarters: readonly [number, number, number, number] | null;
    }
  /** By colleagues of the team: a number and nothing else. */
  | { readonly is: 'held-by-others'; readonly ledger: Ledger; readonly count: number }
  | {
      readonly is: 'entry';
      readonly ledger: Ledger;
      readonly on: IsoDate;
      /** As it was written, long ones cut after a sentence. */
      readonly text: string;
      readonly people: number | null;
      readonly days: number | null;
      readonly level: string | null;
      readonly place: string | null;
    }
  /** A log that is no ledger entry; one text that was written on several days stands once. */
  | { readonly is: 'log'; readonly on: readonly IsoDate[]; readonly text: string }
  /** What a rule asks in each period, and how often it was done. */
  | {
      readonly is: 'duty';
      readonly what: string;
      readonly every: string;
      readonly atLeast: number;
      readonly unit: string;
      readonly done: number;
      /** Periods that are over or fulfilled already, and those of them that are fulfilled. */
      readonly periods: number;
      readonly met: number;
      readonly citations: readonly Citation[];
    };

export interface DraftSentence {
  readonly point: DraftPoint;
  readonly from: readonly DraftSource[];
}

/** What a report is asked to say. */
export type DraftFact =
  | 'days'
  | 'quota'
  | 'leave'
  | 'logs'
  | 'studies'
  | 'study-themes'
  | 'study-people'
  | 'trainings'
  | 'training-days'
  | 'training-levels'
  | 'visits'
  | 'households'
  | 'findings'
  | 'meetings'
  | 'meeting-content'
  | 'duties'
  | 'reports'
  | 'other-work'
  | 'problems'
  | 'next-steps';

export type DraftTopic = 'attendance' | 'study' | 'visits' | 'meetings' | 'duties' | 'other' | 'outlook';

export interface DraftSection {
  readonly topic: DraftTopic;
  readonly sentences: readonly DraftSentence[];
  /** What is asked for and nothing was entered of; filled in by hand. */
  readonly missing: readonly DraftFact[];
  /** What there was no room for. */
  readonly leftOut: readonly DraftSource[];
}

export interface Draft {
  readonly of: 'month' | 'year';
  readonly fromOn: IsoDate;
  /** The last day that is reported on: today at the latest. */
  readonly toOn: IsoDate;
  /** In whose name: the team's where it is the team that owes the report. */
  readonly by: 'team' | 'person';
  readonly name: string;
  /** As the roster has them; null where it says nothing. */
  readonly team: string | null;
  readonly village: string | null;
  readonly sections: readonly DraftSection[];
  /** Of the facts asked for: how many are filled in. */
  readonly filled: number;
  readonly asked: number;
  /** The report as it is owed: to whom and by when; empty where the packs ask for none of that period. */
  readonly owed: readonly Owed[];
  /** Colleagues whose entries are in it. */
  readonly othersIds: readonly string[];
}

export type DraftResult =
  /** The text alone, to be copied; what is to be known of it follows in `draft-notes`. */
  | { readonly says: 'draft'; readonly draft: Draft }
  | { readonly says: 'draft-notes'; readonly draft: Draft }
  | {
      readonly says: 'nothing-to-draft';
      readonly of: 'month' | 'year';
      readonly fromOn: IsoDate;
      readonly toOn: IsoDate;
    };
