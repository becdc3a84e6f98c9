/** What a county chooses for its chat, beside its rules. */

/**
 * How the team's group learns that somebody is away (去向公示), always without the reason: `each` when a leave is
 * approved, `daily` as a list each morning, `none`.
 */
export type WhereaboutsForm = 'each' | 'daily' | 'none';

export interface CountySettings {
  readonly whereabouts: WhereaboutsForm;
  /** After so many whole days without an answer the officer is told; nothing is approved by time. */
  readonly escalateAfterDays: number;
}

export const defaultSettings: CountySettings = { whereabouts: 'each', escalateAfterDays: 2 };
