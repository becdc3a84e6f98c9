/** 换人: another person holds a seat from a day on. */
import type { IsoDate } from './calendar.ts';
import type { Citation } from './citation.ts';
import type { SeatKey } from './request.ts';

/** A seat with who holds it on a day. */
export interface SeatFound extends SeatKey {
  readonly title: string;
  readonly holderIds: readonly string[];
  /** Ids of the open requests that wait for it now. */
  readonly waiting: readonly string[];
}

/** Which seats are looked for: by what was said, by key, or those that people hold; with holders come their deputies. */
export interface SeatSearch {
  readonly said: string | null;
  readonly key: SeatKey | null;
  /** Those whom the message names. */
  readonly ofNamed: boolean;
  readonly heldBy: readonly string[];
  /** On that day; null: today. */
  readonly on: IsoDate | null;
}

/** The filing (备案) that the packs ask for when a resident cadre is replaced. */
export interface ChangeFiling {
  /** The bodies' names as the pack writes them. */
  readonly bodies: readonly string[];
  /** By when: a day, or the pack's own words; null where the text says nothing. */
  readonly due: string | null;
  /** The rule in a sentence. */
  readonly say: string | null;
  /** What a person has to look at. */
  readonly flags: readonly string[];
  readonly citations: readonly Citation[];
}

/** What was shown before it was confirmed, and what is told after. */
export interface HolderChange {
  readonly title: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly on: IsoDate;
  /** Codes of the open requests that wait for the seat. */
  readonly waiting: readonly string[];
  /** The new holder has no account: nothing can be sent. */
  readonly isUnreachable: boolean;
  /** `not-a-post`: the seat is no resident cadre's; `none`: the packs ask for no filing. */
  readonly filing: ChangeFiling | 'not-a-post' | 'none';
}

export type CannotChange =
  | { readonly why: 'not-officer' | 'in-group' | 'how' | 'past' | 'too-far' | 'changed-meanwhile' }
  | { readonly why: 'no-seat'; readonly said: string }
  /** A resident cadre's post that is no seat: the roster changes it; `filing` is what the packs ask for. */
  | { readonly why: 'post'; readonly post: string; readonly filing: ChangeFiling | 'none' }
  | { readonly why: 'several-seats'; readonly titles: readonly string[] }
  | { readonly why: 'holds-already'; readonly title: string; readonly name: string };

export type ChangeHolderResult =
  | { readonly says: 'cannot-change-holder'; readonly cannot: CannotChange }
  | { readonly says: 'confirm-change-holder'; readonly change: HolderChange }
  /** To the officers, the former holders and the new one. */
  | {
      readonly says: 'holder-changed';
      readonly change: HolderChange;
      readonly by: string;
      readonly to: 'officer' | 'former' | 'new';
    }
  /** A copy for those whom it is filed with. */
  | { readonly says: 'change-filed'; readonly change: HolderChange; readonly by: string };
