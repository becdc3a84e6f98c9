/** Everything a message can change: row-shaped, applied by `store.apply` alone, all in one transaction. */
import type { AttendanceEvent, LocationDoubt } from './attendance.ts';
import type { Instant, IsoDate, IsoMonth } from './calendar.ts';
import type { Deputy } from './deputy.ts';
import type { Dialogue, ImageRef, ListedRequest } from './dialogue.ts';
import type { DutyAnswer, LedgerEntry } from './duty.ts';
import type { FilingReceipt } from './facts.ts';
import type { Half } from './leave.ts';
import type { PolicyFeedback, PolicyQuestion } from './policy-asking.ts';
import type { Request, RequestState, SeatAnswer, SeatKey } from './request.ts';

export interface PlacedPoint {
  readonly latitude: number;
  readonly longitude: number;
  readonly datum: string;
  readonly accuracyMetres: number | null;
}

/**
 * The applicant's other leaves, by id, each at the version at which it was seen: what the days were held against and added up
 * with. null where no days were decided: a make-up, one more approver.
 */
export type Beside = Readonly<Record<string, number>> | null;

export type Effect =
  | {
      readonly effect: 'add-attendance';
      readonly event: AttendanceEvent;
      readonly note: string | null;
      readonly point: PlacedPoint | null;
      readonly doubts: readonly LocationDoubt[];
      readonly images: readonly ImageRef[];
      /** The request that confirmed it, for a make-up. */
      readonly requestId: string | null;
    }
  | {
      readonly effect: 'add-log';
      readonly personId: string;
      readonly on: IsoDate;
      readonly at: Instant;
      readonly text: string;
      readonly late: boolean;
      readonly images: readonly ImageRef[];
    }
  /** Fails the transaction when the leaves `beside` it are no longer those. */
  | { readonly effect: 'open-request'; readonly request: Request; readonly beside: Beside }
  /**
   * The whole request as it is now, with its steps: after an edit, a correction, or with one more approver. Fails the
   * transaction when the request is no longer at `version`, as `move-request` does.
   */
  | {
      readonly effect: 'revise-request';
      readonly request: Request;
      readonly version: number;
      readonly why: RevisionWhy;
      readonly beside: Beside;
    }
  | {
      readonly effect: 'move-request';
      readonly requestId: string;
      readonly version: number;
      readonly state: RequestState;
      readonly step: number;
      readonly at: Instant;
    }
  /** Always with a `move-request`. */
  | ({
      readonly effect: 'answer-seat';
      readonly requestId: string;
      readonly step: number;
      readonly seat: SeatKey;
    } & SeatAnswer)
  /** 转办; always with a `move-request`. `personId` null gives the seat back to its holders. */
  | {
      readonly effect: 'assign-seat';
      readonly requestId: string;
      readonly step: number;
      readonly seat: SeatKey;
      readonly personId: string | null;
      readonly by: string;
    }
  /** 销假; always with a `move-request`. */
  | {
      readonly effect: 'end-leave';
      readonly requestId: string;
      readonly on: IsoDate;
      readonly half: Half;
      readonly at: Instant;
    }
  /** Fails the transaction when the request is no longer at `version`. */
  | { readonly effect: 'nudge'; readonly requestId: string; readonly version: number; readonly on: IsoDate }
  | { readonly effect: 'receive-filing'; readonly receipt: FilingReceipt }
  | { readonly effect: 'name-deputy'; readonly deputy: Deputy }
  /** The deputy answers until `lastOn`; before its first day it never does. */
  | { readonly effect: 'end-deputy'; readonly deputyId: string; readonly lastOn: IsoDate }
  /** 换人: from that day. Fails the transaction where others than `before` hold the seat then. */
  | {
      readonly effect: 'change-holder';
      readonly seat: SeatKey;
      readonly personId: string;
      readonly on: IsoDate;
      readonly before: readonly string[];
      readonly by: string;
    }
  | { readonly effect: 'set-digest'; readonly personId: string; readonly digest: boolean }
  /** Points from before that instant go; on which side of the fence they lay stays. */
  | { readonly effect: 'reduce-coordinates'; readonly before: Instant }
  /** Sessions, links and codes that ended before the one instant, and failed tries from before the other, go. */
  | { readonly effect: 'forget-expired'; readonly endedBefore: Instant; readonly triedBefore: Instant }
  /** A personal link to the web chat. Only a hash of the token is kept; the audit log has neither. */
  | {
      readonly effect: 'open-web-link';
      readonly personId: string;
      readonly token: string;
      readonly expiresAt: Instant;
    }
  /** The list whose numbers an answer may name. */
  | { readonly effect: 'show-list'; readonly accountId: string; readonly items: readonly ListedRequest[] }
  | { readonly effect: 'ask'; readonly accountId: string; readonly dialogue: Dialogue }
  | { readonly effect: 'close-question'; readonly accountId: string }
  /** The talk that is kept aside for another one; at most one, null = none any more. */
  | { readonly effect: 'park'; readonly accountId: string; readonly dialogue: Dialogue | null }
  /** Fails the transaction when the code no longer holds. */
  | {
      readonly effect: 'bind-account';
      readonly accountId: string;
      readonly platform: string;
      readonly userId: string;
      readonly conversation: string;
      readonly personId: string;
      readonly codeId: string;
      readonly at: Instant;
    }
  | { readonly effect: 'unbind-account'; readonly accountId: string; readonly personId: string }
  /** Fails the transaction where the group is another team's by then. */
  | {
      readonly effect: 'bind-group';
      readonly groupId: string;
      readonly platform: string;
      readonly conversation: string;
      readonly title: string;
      readonly teamId: string;
    }
  /** Fails the transaction where it is no longer that team's. */
  | { readonly effect: 'unbind-group'; readonly groupId: string; readonly teamId: string }
  | { readonly effect: 'count-bind-try'; readonly accountId: string; readonly nameKey: string; readonly at: Instant }
  | { readonly effect: 'revoke-code'; readonly codeId: string }
  /** The code itself is in no log. */
  | {
      readonly effect: 'issue-code';
      readonly personId: string;
      readonly code: string;
      readonly by: string;
      readonly at: Instant;
      readonly expiresAt: Instant;
    }
  /** Puts the messages that waited for it back to be worked. */
  | { readonly effect: 'give-consent'; readonly personId: string; readonly version: number; readonly at: Instant }
  | { readonly effect: 'withdraw-consent'; readonly personId: string; readonly at: Instant }
  /** Words, photos and position of messages that waited for consent. */
  | { readonly effect: 'forget-held'; readonly messageIds: readonly string[] }
  | { readonly effect: 'add-entry'; readonly entry: LedgerEntry }
  /** What that message of theirs entered counts no more, the day's log that it made included. Nothing is deleted. */
  | {
      readonly effect: 'void-entries';
      readonly personId: string;
      /** Of the inbox. */
      readonly messageId: string;
      readonly entryIds: readonly string[];
      /** Teams of which it no longer counts. */
      readonly teamIds: readonly string[];
      readonly at: Instant;
    }
  /** Reminders that go out with this message, by their keys: none goes out again. */
  | {
      readonly effect: 'note-reminders';
      readonly keys: readonly string[];
      readonly on: IsoDate;
      readonly listedFor: readonly { readonly personId: string; readonly owedKeys: readonly string[] }[];
    }
  /** What is done now, by its keys: a digest of that morning that waits for its minute and says nothing else need not go out. */
  | { readonly effect: 'drop-reminders'; readonly on: IsoDate; readonly done: readonly string[] }
  | { readonly effect: 'answer-duty'; readonly answer: DutyAnswer; readonly at: Instant }
  | {
      readonly effect: 'switch-duty';
      readonly provision: string;
      readonly on: boolean;
      readonly by: string;
      readonly at: Instant;
    }
  /** What was shown to a person in this order: an answer names the numbers. */
  | {
      readonly effect: 'list-duties';
      readonly personId: string;
      readonly owedKeys: readonly string[];
      readonly on: IsoDate;
    }
  /** The keeper has looked at the month's table of those they keep. */
  | {
      readonly effect: 'confirm-month';
      readonly month: IsoMonth;
      readonly by: string;
      readonly personIds: readonly string[];
      readonly at: Instant;
    }
  | { readonly effect: 'note-question'; readonly question: PolicyQuestion }
  /** Once for each answer: what is said first stands. */
  | {
      readonly effect: 'rate-answer';
      readonly questionId: string;
      readonly personId: string;
      readonly feedback: PolicyFeedback;
    }
  /** All that is kept of the words of this message. */
  | { readonly effect: 'reduce-message'; readonly text: string };

/** 修改, 更正, 加签, 县里指定审批人. */
export type RevisionWhy = 'edit' | 'correct' | 'add-approver' | 'name-approver';
