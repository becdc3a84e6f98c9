/** What a message is decided from: loaded before, never while deciding. */
import type { Whereabouts } from './attendance.ts';
import type { Instant, IsoDate } from './calendar.ts';
import type { Dialogue, ImageRef } from './dialogue.ts';
import type { Person } from './people.ts';
import type { Request, SeatKey, Verdict } from './request.ts';

export interface HeldSeat extends SeatKey {
  readonly title: string;
}

export interface Speaker {
  readonly accountId: string;
  /** null until the account is bound. */
  readonly person: Person | null;
  /** Seats held on the day the message is worked. */
  readonly seats: readonly HeldSeat[];
}

/** A seat of the organisation and who holds it now. */
export interface FilledSeat extends HeldSeat {
  readonly holderIds: readonly string[];
}

/** A button that was pressed, as it was bound when it was sent. */
export type ButtonAction =
  | { readonly does: 'answer'; readonly verdict: Verdict; readonly requestId: string; readonly step: number }
  | { readonly does: 'dialogue'; readonly word: 'confirm' | 'cancel'; readonly dialogueId: string };

export interface PressedButton {
  readonly action: ButtonAction;
  /** Whom the button was sent to. */
  readonly personId: string;
}

export interface Someone {
  readonly person: Person;
  /** False when no account is bound: nothing can be sent. */
  readonly reachable: boolean;
}

export interface WorkLogEntry {
  readonly personId: string;
  readonly on: IsoDate;
  readonly at: Instant;
  readonly text: string;
  readonly late: boolean;
  readonly images: readonly ImageRef[];
}

/** What a command may ask for beyond who is speaking. */
export interface Need {
  /** Seats of the speaker's places with their holders. */
  readonly organisation?: boolean;
  /** The speaker's own requests that are open, or approved and not over a year old. */
  readonly ownRequests?: boolean;
  /** Open requests that wait for a seat the speaker holds, and any with this code that concerns the speaker. */
  readonly forMe?: boolean;
  readonly code?: string | null;
  /** Requests by id, as an open question names them. */
  readonly requestIds?: readonly string[];
  /** Events, leave and log dates of the speaker over these dates, both included. */
  readonly ownDays?: { readonly from: IsoDate; readonly to: IsoDate };
  readonly ownLogs?: { readonly from: IsoDate; readonly to: IsoDate };
  /** The cadres in the places of these seats; the rules say which of them the speaker keeps. */
  readonly team?: TeamNeed;
}

export interface TeamNeed {
  readonly seats: readonly SeatKey[];
  readonly days?: { readonly from: IsoDate; readonly to: IsoDate };
  readonly logs?: { readonly from: IsoDate; readonly to: IsoDate };
}

export interface Facts {
  /** When the message is worked. */
  readonly now: Instant;
  /** The day in Shanghai on which it was sent. */
  readonly today: IsoDate;
  /** Id of the inbox row; ids of what the message creates derive from it. */
  readonly messageId: bigint;
  readonly speaker: Speaker;
  readonly dialogue: Dialogue | null;
  readonly pressed: PressedButton | null;
  /** The request that the quoted message was about. */
  readonly quotedRequestId: string | null;
  /** What the bot itself said in the quoted message; null where it is not known. */
  readonly quotedText: string | null;
  readonly requests: readonly Request[];
  readonly seats: readonly FilledSeat[];
  readonly people: ReadonlyMap<string, Someone>;
  /** By person; the speaker's own, or those of everybody in the places of the speaker's seats, as asked for. */
  readonly days: ReadonlyMap<string, Whereabouts>;
  readonly logs: readonly WorkLogEntry[];
}
