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
  /** So many whole days precise coordinates are kept; after that only inside or outside the fence is. */
  readonly keepCoordinatesDays: number;
  /** Whether a team's group may read who of them is asked for what falls due; without it, what the team owes and no name. */
  readonly namesInGroups: boolean;
  /** Within the hour from then reminders go out, 8 to 11; spread over it. */
  readonly reminderHour: number;
  /** Nothing is said of what falls due; it is still known, and told to whoever asks. */
  readonly silent: boolean;
  /** Where the web chat is reached, such as `https://chat.example.gov.cn`; the service's, not the county's. null = nowhere. */
  readonly webOrigin: string | null;
}

export const defaultSettings: CountySettings = {
  whereabouts: 'each',
  escalateAfterDays: 2,
  keepCoordinatesDays: 30,
  namesInGroups: false,
  reminderHour: 8,
  silent: false,
  webOrigin: null,
};
