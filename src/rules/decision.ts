/** What the rules say: plain data with the provisions that decided, the facts used and the readings taken. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Citation, Reading } from '../domain/citation.ts';

/** Where a body stands to the person asked about: the seat is found by it. */
export type BodyScope = 'county' | 'township' | 'village' | 'team' | 'unit';

export interface Body {
  /** As the document names it. */
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
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly trace: readonly TraceLine[];
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
  /** As people say it: 2/3. */
  readonly share: string;
}

/** Who keeps this post's attendance: the seat to ask, by body and scope; null where no provision says. */
export interface KeeperDecision extends Because {
  readonly keeper: Body | null;
}

/** What spot checks found of one person. */
export interface AbsenceFacts {
  readonly post: string;
  /** Findings up to this day count, by the rules of this day. */
  readonly on: IsoDate;
  readonly findings: readonly { readonly on: IsoDate; readonly isJustified: boolean }[];
}

/** Nobody is penalised by this: `propose` is put before `decidedBy` with the evidence. */
export type AbsenceDecision =
  | (Because &
      AbsenceCount & {
        readonly verdict: 'propose';
        /** As the document names it: 通报. */
        readonly measure: string;
        /** How far it goes, in the document's words. */
        readonly extent: string;
        readonly targets: { readonly cadre: string; readonly bodies: readonly Body[] };
        readonly decidedBy: readonly Body[];
      })
  | (Because & AbsenceCount & { readonly verdict: 'no-action' })
  | (Because & { readonly verdict: 'not-covered' });

interface AbsenceCount {
  /** Days of the findings that count, the earliest first. */
  readonly evidence: readonly IsoDate[];
  readonly atLeast: number;
  readonly withinMonths: number;
}

/** What a body has to do in every period. */
export interface Duty {
  readonly family: string;
  readonly every: 'month';
  readonly bodies: readonly Body[];
  readonly summary: string;
  readonly citation: Citation;
}

/** The compiled packs of one county. Every function is pure and takes microseconds. */
export interface Rules {
  readonly packs: readonly {
    readonly id: string;
    readonly title: string;
    readonly number: string;
    readonly inForceFrom: IsoDate;
  }[];
  leave(facts: LeaveFacts): LeaveDecision;
  monthQuota(facts: { readonly post: string; readonly monthDays: number; readonly on: IsoDate }): MonthQuota | null;
  keeper(facts: { readonly post: string; readonly dispatchLevel: string | null; readonly on: IsoDate }): KeeperDecision;
  /** Whether absences found in spot checks lead to a proposal. */
  absences(facts: AbsenceFacts): AbsenceDecision;
  /** Duties with a period in force that day. */
  duties(on: IsoDate): readonly Duty[];
  /** Every provision of a family (worklog, attendance, …) in force that day, to be cited. */
  provisions(family: string, on: IsoDate): readonly Citation[];
  /** Posts the packs know, for checking a roster. */
  posts(on: IsoDate): readonly string[];
  /** Bodies the packs know, with where they stand, for the same. */
  bodies(on: IsoDate): readonly Body[];
}
