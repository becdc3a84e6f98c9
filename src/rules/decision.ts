/** What the rules say: plain data with the provisions that decided, the facts used and the readings taken. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Citation, Reading } from '../domain/citation.ts';
import type { DayOff } from '../domain/remark.ts';
import type { Duty, Party } from './duty.ts';
import type { periods, scopes } from './schema.ts';
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
  /** Names of the amounts that hold what is asked, one for each measure. */
  readonly limitAmounts: readonly string[];
  /** What is asked and what counts towards it, for each measure; null where it is not known. */
  readonly measures: readonly { readonly limit: number | null; readonly actual: number | null }[];
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

/** First and last day of a leave. */
export interface LeaveDates {
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
}

export interface LeaveFacts extends LeaveDates {
  readonly post: string;
  readonly dispatchLevel: string | null;
  /** Leads the team beside the post; null where it is not known. */
  readonly isTeamLeader: boolean | null;
  /** Name of the township, by which a street office is told from a town; null where it is not known. */
  readonly township: string | null;
  /** Calendar days in halves: 0.5, 1, 3.5, … of this leave alone. Rules in force on its first day decide. */
  readonly days: number;
  /** null where it is not said yet: a rule that asks for it then answers `need-info`. */
  readonly reason: string | null;
  /** Other leaves that are added to this one, as `joins` gave them; empty where none is. */
  readonly joined: readonly (LeaveDates & { readonly days: number })[];
}

interface LeaveAnswer extends Because {
  /** The rule in a sentence, with the county's names; null where it has none. */
  readonly say: string | null;
  /** Shown with the answer, e.g. that leave is in principle not taken. */
  readonly notes: readonly string[];
  /** What a person has to look at, in the pack's words; years that are not published are told by `daysOff`. */
  readonly flags: readonly string[];
  /** Days by which it was decided: with those joined, as the county counts them; null where no rule counts any. */
  readonly countedDays: number | null;
}

export type LeaveDecision =
  | (LeaveAnswer & {
      readonly verdict: 'approve';
      readonly steps: readonly ChainStep[];
      readonly filings: readonly Filing[];
    })
  | (LeaveAnswer & {
      readonly verdict: 'need-info';
      /** Labels of what has to be said first. */
      readonly missing: readonly string[];
      /** As it would be; empty where it hangs on what is missing. */
      readonly steps: readonly ChainStep[];
      readonly filings: readonly Filing[];
    })
  /**
   * The county has to supply a chain; the pack hands it to the county's own rule, which is not here; no leave is given
   * for that.
   */
  | (LeaveAnswer & { readonly verdict: 'needs-local-rule' | 'local-rule' | 'no-leave' })
  | (LeaveAnswer & {
      readonly verdict: 'not-covered';
      /** No pack was in force that day; the packs do not know the post; or they leave this case open: `say` where one says so itself. */
      readonly why: 'not-in-force' | 'unknown-post' | 'no-row';
    });

/** A number of days that a year's leave of one kind is not to pass. */
export interface LeaveCap {
  readonly limit: number;
  readonly citations: readonly Citation[];
}

export interface DaysOff {
  readonly days: readonly DayOff[];
  readonly unknownYears: readonly number[];
}

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
  decideEach(question: string, facts: Values, on: IsoDate): readonly { pack: string; decision: Decision }[];
  leave(facts: LeaveFacts): LeaveDecision;
  explainLeave(facts: LeaveFacts): Explanation;
  /**
   * Which of `others` are added to this leave: connected with it with no working day between, directly or through one
   * another (indexes, rising). Empty where the county reads them separately (`back-to-back: separate`). Where a year's
   * working days are not published, Saturdays and Sundays alone are taken as days off.
   */
  joins(span: LeaveDates, others: readonly LeaveDates[]): readonly number[];
  /** Published public holidays within the dates, and the years not published. Weekends and make-up days are no holidays. */
  daysOff(from: IsoDate, to: IsoDate): DaysOff;
  /**
   * What the packs propose for so long a leave (`leave-recall`): recall, or a flag for a person; null where nothing.
   * `days`: counted days of this leave with those joined; `yearDays`: all days of leave of that year with this one.
   */
  leaveRecall(facts: {
    readonly post: string;
    readonly dispatchLevel: string | null;
    readonly days: number;
    readonly yearDays: number;
    readonly on: IsoDate;
  }): Decision | null;
  /** The yearly cap for that kind of leave where the county has one; null where none. */
  leaveBalance(facts: {
    readonly post: string;
    readonly dispatchLevel: string | null;
    readonly kind: string | null;
    readonly on: IsoDate;
  }): LeaveCap | null;
  monthQuota(facts: { readonly post: string; readonly monthDays: number; readonly on: IsoDate }): MonthQuota | null;
  keeper(facts: { readonly post: string; readonly dispatchLevel: string | null; readonly on: IsoDate }): KeeperDecision;
  /** Duties in force that day; `all` has those too that are off here. */
  duties(on: IsoDate, which?: 'on' | 'all'): readonly Duty[];
  /** Every word that may stand in `by`, each once: a group before a post, a post before a body. */
  parties(on: IsoDate): readonly Party[];
  /** Whether it concerns somebody of whom these facts hold (role, dispatch_level, is_team_leader, …), with the readings taken here. */
  owes(duty: Duty, facts: Values, on: IsoDate): boolean;
  /** null for a year whose holidays are not published. */
  isWorkday(date: IsoDate): boolean | null;
  /** Every provision of a family (worklog, attendance, …) in force that day, to be cited. */
  provisions(family: string, on: IsoDate): readonly Citation[];
  /** Posts the packs know, for checking a roster. */
  posts(on: IsoDate): readonly string[];
  /** 市派, 县派, …, for the same; empty where the packs name none. */
  dispatchLevels(on: IsoDate): readonly string[];
  /** Questions that the packs answer. */
  questions(): readonly string[];
  /** Bodies the packs know, with where they stand, for the same. */
  bodies(on: IsoDate): readonly Body[];
}
