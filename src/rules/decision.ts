/** What the rules say: plain data with the provisions that decided, the facts used and the readings taken. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Citation, Reading } from '../domain/citation.ts';
import type { Duty as DutyTerms, periods, scopes } from './schema.ts';
import type { Value, Values } from './value.ts';

/** Where a body stands to the person asked about: the seat is found by it. `self` is the person. */
export type BodyScope = (typeof scopes)[number];

export interface Body {
  /** As the document names it, or the county where it has a name of its own. */
  readonly name: string;
  readonly scope: BodyScope;
}

export interface ChainStep {
  readonly bodies: readonly Body[];
  /** `all`: every body answers (会签); `any`: the first answer counts (或签). */
  readonly mode: 'all' | 'any';
}

/** 备案: who is told and recorded; never blocks. `bodies` is empty where the text names none. */
export interface Filing {
  readonly text: string;
  readonly bodies: readonly Body[];
}

export interface TraceLine {
  readonly provision: string;
  readonly article: string;
  readonly summary: string;
}

export interface Because {
  readonly citations: readonly Citation[];
  readonly readings: readonly Reading[];
  /** By the labels that people read. */
  readonly facts: Readonly<Record<string, Value>>;
  readonly trace: readonly TraceLine[];
}

export interface Deadline {
  /** MM-DD, an ISO date, or words such as 第一时间. */
  readonly due: string | null;
  /** 月, 季度, 半年. */
  readonly every: string | null;
  /** Further reckoned dates by name; null where a year is not published. */
  readonly dates: Readonly<Record<string, IsoDate | null>>;
  readonly by: string | null;
  readonly to: readonly string[];
}

export interface AskedQuota {
  readonly every: (typeof periods)[number];
  /** The least or most that is in order, by its first measure; null where it is not known. */
  readonly limit: number | null;
  /** As people say it: 2/3. null where the text gives the number itself. */
  readonly share: string | null;
}

/** What a row or a quota answers. Empty lists and nulls where it says nothing on it. */
export interface Outcome {
  /** approve, pass, not-covered, …: the words of the question. */
  readonly verdict: string;
  readonly say: string | null;
  readonly steps: readonly ChainStep[];
  readonly filings: readonly Filing[];
  readonly body: Body | null;
  readonly amounts: Readonly<Record<string, number>>;
  readonly deadlines: readonly Deadline[];
  readonly payer: string | null;
  readonly targets: readonly string[];
  readonly bodies: readonly string[];
  readonly decidedBy: readonly Body[];
  readonly forbidden: readonly string[];
  readonly states: Readonly<Record<string, string | number | boolean>>;
  readonly notes: readonly string[];
  /** What a person has to look at. */
  readonly flags: readonly string[];
  /** Labels of the facts without which nothing can be decided, or the answer does not hold yet. */
  readonly missing: readonly string[];
  /** What a quota asks; null for a row. */
  readonly quota: AskedQuota | null;
}

export interface Decision extends Outcome, Because {
  readonly question: string;
  /** Why nothing was decided; null where something was. */
  readonly open: 'not-in-force' | 'unknown-post' | 'no-row' | null;
  /** Items that a count took, by fact: the evidence. */
  readonly evidence: Readonly<Record<string, readonly unknown[]>>;
}

/** What another reading of an unclear text would lead to. */
export interface Alternative {
  readonly reading: string;
  readonly option: string;
  /** The reading in words. */
  readonly says: string;
  readonly decision: Decision;
}

/** What a little more or less would lead to. */
export interface WhatIf {
  readonly label: string;
  readonly unit: string;
  /** Signed: -0.5 for half a day less. */
  readonly change: number;
  readonly decision: Decision;
}

export interface Explanation {
  readonly decision: Decision;
  readonly alternatives: readonly Alternative[];
  readonly whatIfs: readonly WhatIf[];
}

export interface LeaveFacts {
  readonly post: string;
  readonly dispatchLevel: string | null;
  /** Calendar days in halves: 0.5, 1, 3.5, … */
  readonly days: number;
  readonly reason: string | null;
  /** First day of the leave: rules in force on that day decide. */
  readonly fromOn: IsoDate;
}

export type LeaveDecision =
  | (Because & {
      readonly verdict: 'approve';
      readonly steps: readonly ChainStep[];
      readonly filings: readonly Filing[];
      /** Shown with the answer, e.g. that leave is in principle not taken. */
      readonly notes: readonly string[];
    })
  | (Because & {
      readonly verdict: 'need-info';
      readonly missing: readonly string[];
      readonly steps: readonly ChainStep[];
      readonly filings: readonly Filing[];
      readonly notes: readonly string[];
    })
  | (Because & { readonly verdict: 'needs-local-rule' })
  | (Because & {
      readonly verdict: 'not-covered';
      /** No pack was in force that day; the packs do not know the post; or they leave this case open. */
      readonly why: 'not-in-force' | 'unknown-post' | 'no-row';
    });

/** How many days of the month are asked for. */
export interface MonthQuota extends Because {
  readonly minDays: number;
  readonly monthDays: number;
  /** As people say it: 2/3. null where the text gives the number itself. */
  readonly share: string | null;
}

/** Who keeps this post's attendance: the seat to ask, by body and scope; null where no provision says. */
export interface KeeperDecision extends Because {
  readonly keeper: Body | null;
}

/** What somebody owes in every period, by a date or after an event. */
export interface Duty {
  readonly family: string;
  readonly summary: string;
  readonly citation: Citation;
  /** Posts, teams or bodies that owe it, by their local names. */
  readonly by: readonly string[];
  readonly to: readonly string[];
  /** As the pack writes it. */
  readonly terms: DutyTerms;
}

export interface PackTitle {
  readonly id: string;
  readonly title: string;
  readonly number: string;
  readonly inForceFrom: IsoDate;
}

/** The compiled packs of one county. Every function is pure and takes microseconds. */
export interface Rules {
  readonly packs: readonly PackTitle[];
  /** Any question of the vocabulary or of a pack. */
  decide(question: string, facts: Values, on: IsoDate): Decision;
  /** The decision with what other readings, and a little more or less, would lead to; `instead` takes other options first. */
  explain(question: string, facts: Values, on: IsoDate, instead?: Readonly<Record<string, string>>): Explanation;
  /** What each regulation says by itself, the county's own first. */
  decideEach(
    question: string,
    facts: Values,
    on: IsoDate,
  ): readonly { readonly pack: string; readonly decision: Decision }[];
  leave(facts: LeaveFacts): LeaveDecision;
  explainLeave(facts: LeaveFacts): Explanation;
  monthQuota(facts: { readonly post: string; readonly monthDays: number; readonly on: IsoDate }): MonthQuota | null;
  keeper(facts: { readonly post: string; readonly dispatchLevel: string | null; readonly on: IsoDate }): KeeperDecision;
  /** Duties in force that day; `all` has those too that are off here. */
  duties(on: IsoDate, which?: 'on' | 'all'): readonly Duty[];
  /** Every provision of a family (worklog, attendance, …) in force that day, to be cited. */
  provisions(family: string, on: IsoDate): readonly Citation[];
  /** Posts the packs know, for checking a roster. */
  posts(on: IsoDate): readonly string[];
  /** Questions that the packs answer. */
  questions(): readonly string[];
  /** Bodies the packs know, with where they stand, for the same. */
  bodies(on: IsoDate): readonly Body[];
}
