/** Why it was decided so: the trace of a decision, as it is shown to people. */
import type { IsoDate } from './calendar.ts';
import type { Reading } from './citation.ts';

/** A step of a chain by the local names of its seats, whoever holds them. */
export interface NamedStep {
  readonly mode: 'all' | 'any';
  readonly titles: readonly string[];
}

/** Where another reading, or a little more or less, would have led. Empty lists and nulls where it says nothing on it. */
export interface OtherOutcome {
  readonly verdict: string;
  readonly steps: readonly NamedStep[];
  readonly isFiled: boolean;
  /** Who would have got a copy. */
  readonly copies: readonly string[];
  /** The least days of the month. */
  readonly minDays: number | null;
  /** The answer in short, as the pack words it. */
  readonly inShort: string | null;
}

export interface ExplainedReading extends Reading {
  /** Other readings of the same place that would have led elsewhere. */
  readonly instead: readonly { readonly option: string; readonly outcome: OtherOutcome }[];
}

export interface DecidingRule {
  readonly title: string;
  readonly article: string;
  readonly inForceFrom: IsoDate;
  /** null where only the request's own citation is left. */
  readonly summary: string | null;
}

export interface Why {
  readonly post: string | null;
  readonly dispatchLevel: string | null;
  /** By the labels that people read. */
  readonly facts: readonly { readonly label: string; readonly value: string | number | boolean }[];
  readonly rules: readonly DecidingRule[];
  /** Those that matter to this case first. */
  readonly readings: readonly ExplainedReading[];
  /** `change` is signed: -0.5 for half a day less. */
  readonly whatIfs: readonly {
    readonly label: string;
    readonly unit: string;
    readonly change: number;
    readonly outcome: OtherOutcome;
  }[];
  /** The rules say otherwise than when the request was opened: what was decided then holds. */
  readonly isOutdated: boolean;
}
