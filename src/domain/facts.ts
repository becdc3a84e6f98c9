/** What a message is decided from: loaded before, never while deciding. */
import type { Whereabouts } from './attendance.ts';
import type { BindingFacts, BindSaid } from './bind-code.ts';
import type { Instant, IsoDate, IsoMonth } from './calendar.ts';
import type { ConsentState } from './consent.ts';
import type { SeatFound, SeatSearch } from './change-holder.ts';
import type { Deputy } from './deputy.ts';
import type { Dialogue, ImageRef, ListedRequest } from './dialogue.ts';
import type { DutyWorld, LedgerEntry, Owed } from './duty.ts';
import type { GroupFacts, GroupNeed } from './group.ts';
import type { KeptMessage } from './kept-message.ts';
import type { Looked } from './look.ts';
import type { OwnData } from './own-data.ts';
import type { Person, Stay } from './people.ts';
import type { PolicyFacts, PolicyFeedback } from './policy-asking.ts';
import type { Fence } from './roster.ts';
import type { Request, SeatKey, Verdict } from './request.ts';

export interface HeldSeat extends SeatKey {
  readonly title: string;
  /** The holder for whom this is answered as a deputy; null where it is held oneself. */
  readonly forId: string | null;
  /** Who named the deputy, somebody else than the holder if anybody else did; null where the seat is held oneself. */
  readonly namedBy: string | null;
}

export interface Speaker {
  readonly accountId: string;
  /** null until the account is bound. */
  readonly person: Person | null;
  /** Seats held on the day the message is worked. */
  readonly seats: readonly HeldSeat[];
  /** Whether they have agreed to what is kept of them; `not-asked` where nobody is bound. */
  readonly consent: ConsentState;
  /** When they gave it, or gave it last. */
  readonly consentSince: Instant | null;
}

/** A seat of the organisation, who holds it now, and who stands in for them today. */
export interface FilledSeat extends SeatKey {
  readonly title: string;
  readonly holderIds: readonly string[];
  /** Since when each of them does. */
  readonly heldFrom: Readonly<Record<string, IsoDate>>;
  readonly deputies: readonly Deputy[];
}

/** A button that was pressed, as it was bound when it was sent. */
export type ButtonAction =
  | {
      readonly does: 'answer';
      readonly verdict: Verdict;
      readonly requestId: string;
      readonly step: number;
      readonly revision: number;
    }
  /** 销假, 异议, 收到 of a filing. */
  | { readonly does: 'end-leave' | 'object' | 'receive-filing'; readonly requestId: string }
  | { readonly does: 'dialogue'; readonly word: 'confirm' | 'cancel'; readonly dialogueId: string }
  /** 有用, 没用 of an answer about the rules. */
  | { readonly does: 'rate-answer'; readonly questionId: string; readonly feedback: PolicyFeedback };

export interface PressedButton {
  readonly action: ButtonAction;
  /** Whom the button was sent to. */
  readonly personId: string;
}

export interface Someone {
  readonly person: Person;
  /** False when no account is bound: nothing can be sent. */
  readonly reachable: boolean;
  /** Name of the person's township (the place with `townshipId`), from the same query; null without one. */
  readonly township: string | null;
  /** Name of the person's village, likewise. */
  readonly village?: string | null;
  /** Left out where it is not looked for. */
  readonly stay?: Stay;
  /** Wants one digest each morning instead of a message for each request (免打扰). */
  readonly digest: boolean;
}

/** Those who may be meant by a name or by 李副书记; empty where nobody is. */
export interface FoundPeople {
  readonly said: string;
  readonly people: readonly (Someone & { readonly titles: readonly string[] })[];
}

/** Of the whole county: what the clock looks at, and the officer who looks for what is stuck. */
export interface Due {
  /** Open and held requests, with everything around them. */
  readonly requests: readonly Request[];
  /** Approved leaves that ended lately or end today, without a reported return. */
  readonly ended: readonly { readonly request: Request; readonly cameBackOn: IsoDate | null }[];
  /** Approved leaves of today, and those that begin tomorrow. */
  readonly away: readonly Request[];
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
  /** People by name or title, as they were said. */
  readonly names?: readonly string[];
  /** People by id, as an open question names them. */
  readonly people?: readonly string[];
  /** Requests that the speaker has answered, moved since then. */
  readonly answeredSince?: IsoDate;
  /** Requests filed lately with the speaker's seats whose copy nobody has confirmed yet. */
  readonly unreceived?: boolean;
  /** Leave over these dates of the cadres in the places of these seats, whatever its state. */
  readonly ledger?: { readonly seats: readonly SeatKey[]; readonly from: IsoDate; readonly to: IsoDate };
  /** Deputies of the speaker and of the people of `ownRequestsOf`, and those for whom the speaker stands in, from today on. */
  readonly deputies?: boolean;
  /**
   * What `ownRequests` gives of the speaker, of others: these people, the applicants of these requests or of one with
   * this code that concerns the speaker, those whom `names` finds. Their places and seats come with it.
   */
  readonly ownRequestsOf?: {
    readonly personIds?: readonly string[];
    readonly requestIds?: readonly string[];
    readonly code?: string | null;
    readonly named?: boolean;
  };
  /** For the clock: requests that wait, leaves that end. */
  readonly due?: boolean;
  /** Seats by what they are called or by who holds them, and the requests that wait for them. */
  readonly seatSearch?: SeatSearch;
  /** Who looked at the speaker's data since then. */
  readonly lookedSince?: IsoDate;
  /** The cadres in the places of these seats; the rules say which of them the speaker keeps. */
  readonly team?: TeamNeed;
  /** Everything that is kept of the speaker. */
  readonly ownData?: boolean;
  /** The fence of the speaker's village. */
  readonly ownFence?: boolean;
  /**
   * What an account is to be bound by (null: only who gives out codes); `invites`: who of those named can have a code;
   * `shown`: what stood in a group and may be codes.
   */
  readonly binding?: {
    readonly said: BindSaid | null;
    readonly invites?: readonly string[];
    readonly shown?: readonly string[];
  };
  /** The group that it is said in, and the teams that may be meant. */
  readonly group?: GroupNeed;
  /** What duties are reckoned from: the speaker's own, their team's and their seats', or the whole county's. */
  readonly duties?: 'own' | 'county';
  /** With one's own, of a seat of the county: reports of anybody that say one of these. */
  readonly reportsSaying?: readonly string[];
  /** Entries of the speaker and of the team over these dates, both included. */
  readonly ownEntries?: { readonly from: IsoDate; readonly to: IsoDate };
  /** What the speaker's messages entered in the ledgers lately. */
  readonly ownKept?: boolean;
  /** For the clock: events, leave and log dates of every cadre over these dates. */
  readonly countyDays?: { readonly from: IsoDate; readonly to: IsoDate };
  /** For the clock: each cadre's year outside the dates of `countyDays`, in figures; the year is that of `after`. */
  readonly yearDays?: { readonly before: IsoDate; readonly after: IsoDate };
  /** Whose attendance of that month has been confirmed. */
  readonly confirmedMonth?: IsoMonth;
  /** The office's own answers, and what the speaker asked about the rules last. */
  readonly policy?: boolean;
  /** Random digits, to make codes of. */
  readonly fresh?: boolean;
}

/** A cadre's year outside the dates that are loaded day by day. */
export interface YearDays {
  /** Days in the village before them, in halves. */
  readonly before: number;
  /** Days of approved leave after them, in halves. */
  readonly awayAfter: number;
  /** The first day of the year with an event; null where none has one. */
  readonly firstOn: IsoDate | null;
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
  /** The talk that was put aside for another one; left out where there is none. */
  readonly parked?: Dialogue | null;
  readonly pressed: PressedButton | null;
  /** The request that the quoted message was about. */
  readonly quotedRequestId: string | null;
  /** What the bot itself said in the quoted message, else what the platform hands over of it; null where neither is known. */
  readonly quotedText: string | null;
  /**
   * The codes in the quoted words, where the platform tells no more of the message and the bot said nothing like it in this chat: as good as
   * typed ones, and never more, for anybody's words can be quoted. Left out = none.
   */
  readonly quotedCodes?: readonly string[];
  /** The message that the bot answered with the quoted one; null or left out where it answered none. */
  readonly quotedInboxId?: bigint | null;
  /** Which content of the request the quoted message shows; null where it shows none. */
  readonly quotedRevision: number | null;
  /** The requests of the last list that was shown to this account, by their numbers. */
  readonly listed: readonly ListedRequest[];
  readonly requests: readonly Request[];
  readonly seats: readonly FilledSeat[];
  readonly people: ReadonlyMap<string, Someone>;
  /** By person; the speaker's own, or those of everybody in the places of the speaker's seats, as asked for. */
  readonly days: ReadonlyMap<string, Whereabouts>;
  /** By person; left out where it is not asked for. */
  readonly yearDays?: ReadonlyMap<string, YearDays>;
  /** Ids of those whose attendance of the month asked for was confirmed. */
  readonly confirmedMonth?: ReadonlySet<string>;
  readonly logs: readonly WorkLogEntry[];
  readonly found: readonly FoundPeople[];
  readonly deputies: readonly Deputy[];
  /** When copies for filing were confirmed as received, of the requests at hand. */
  readonly receipts: readonly FilingReceipt[];
  readonly due: Due | null;
  /** The seats that were looked for; empty where none were. */
  readonly seatsFound: readonly SeatFound[];
  /** Who looked at the speaker's data; null where it is not asked for. */
  readonly looked: Looked | null;
  /** Of the speaker's village; null where it is not asked for or none is drawn. */
  readonly fence: Fence | null;
  /** Everything that is kept of the speaker; null where it is not asked for. */
  readonly ownData: OwnData | null;
  readonly binding: BindingFacts | null;
  /** null where it is not asked for, and in a direct chat. */
  readonly group?: GroupFacts | null;
  /** null where it is not asked for. */
  readonly world?: DutyWorld | null;
  /** What is owed by the world, today: filled in once it is loaded. */
  readonly owed?: readonly Owed[];
  readonly entries?: readonly LedgerEntry[];
  /** Left out where it is not asked for. */
  readonly policy?: PolicyFacts;
  /** The latest last; left out where it is not asked for. */
  readonly kept?: readonly KeptMessage[];
  /** Random hex digits made for this message; '' where none are asked for. */
  readonly fresh: string;
}

export interface FilingReceipt extends SeatKey {
  readonly requestId: string;
  readonly personId: string;
  readonly at: Instant;
}
