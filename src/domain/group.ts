/** Groups of chat platforms, and the team that each is bound to: what the team is told is said there. */

export interface GroupTeam {
  readonly id: string;
  readonly name: string;
  /** Those who are in it now. */
  readonly memberIds: readonly string[];
}

/** The group that a message was said in, and the teams that it may mean. */
export interface GroupFacts {
  /** null = nothing is known of the group. */
  readonly bound: {
    readonly groupId: string;
    readonly team: GroupTeam | null;
    /** The county's roster says who is in it, as in the web chat: it is bound there and nowhere else. */
    readonly byRoster: boolean;
  } | null;
  /** Those of that name; where none is said, those of the speaker and of the places of the speaker's seats. */
  readonly teams: readonly GroupTeam[];
}

export interface GroupNeed {
  readonly platform: string;
  readonly conversation: string;
  /** What the team was called, the most exact first; empty = none was named. */
  readonly names: readonly string[];
}
