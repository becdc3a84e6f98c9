/** The words that a county's roster may use: those of its packs, handed in so that documents know no rules. */

export type SeatKind = 'county' | 'township' | 'village' | 'team' | 'unit';
/** What a body does in the packs: answers requests (审批), gets copies (备案), keeps attendance (考勤). */
export type BodyUse = 'approval' | 'filing' | 'keeper';

export interface RosterBody {
  readonly name: string;
  /** The kind of place to which each of its seats belongs. */
  readonly kind: SeatKind;
  /** A local name to propose; null where there is none. */
  readonly title: string | null;
  readonly uses: readonly BodyUse[];
}

export interface RosterVocabulary {
  readonly countyName: string;
  readonly posts: readonly string[];
  /** Empty where the packs name none: any is taken then. */
  readonly dispatchLevels: readonly string[];
  /** Without the county's officer, whom the form adds by itself. */
  readonly bodies: readonly RosterBody[];
}
