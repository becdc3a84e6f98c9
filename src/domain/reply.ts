/** What the bot has to say, with its figures; `src/replies` puts it into words. */
import type { Standing } from './attendance.ts';
import type { Instant, IsoDate, IsoMonth } from './calendar.ts';
import type { Citation, Reading } from './citation.ts';
import type { SpanProblem } from './date-problem.ts';
import type { LeaveDraft } from './dialogue.ts';
import type { ButtonAction, WorkLogEntry } from './facts.ts';
import type { LeaveSpan } from './leave.ts';
import type { AnswerRefusal, Request, SeatKey, Verdict } from './request.ts';
import type { NamedStep, Why } from './why.ts';

/** A step of a chain with the people who hold its seats now. */
export interface ShownSeat extends SeatKey {
  readonly title: string;
  readonly names: readonly string[];
  readonly state: 'waiting' | 'approved' | 'rejected';
  /** Nobody but the applicant holds it, or nobody at all. */
  readonly vacant: boolean;
  /** Somebody holds it but nobody of them has a bound account. */
  readonly unreachable: boolean;
}
export interface ShownStep {
  readonly mode: 'all' | 'any';
  readonly seats: readonly ShownSeat[];
}

export interface ShownRequest {
  readonly request: Request;
  readonly applicant: string;
  readonly steps: readonly ShownStep[];
}

export interface MonthFigures {
  readonly month: IsoMonth;
  readonly days: number;
  readonly minDays: number | null;
  readonly share: string | null;
  readonly stillNeeded: number;
  /** Days of the month that can still count, today included unless it counts already. */
  readonly daysLeft: number;
  readonly citations: readonly Citation[];
  readonly readings: readonly Reading[];
}

export type HelpTopic =
  | 'check-in'
  | 'check-out'
  | 'make-up'
  | 'leave'
  | 'log'
  | 'my-logs'
  | 'mine'
  | 'todo'
  | 'approve'
  | 'who-is-here'
  | 'team-logs'
  | 'why';

export type Result =
  | {
      readonly says: 'checked-in';
      readonly on: IsoDate;
      readonly at: Instant;
      readonly back: boolean;
      readonly onLeaveUntil: IsoDate | null;
      readonly figures: MonthFigures | null;
      readonly photos: number;
      readonly located: boolean;
      readonly doubtful: boolean;
    }
  | {
      readonly says: 'already-here';
      readonly on: IsoDate;
      readonly since: Instant;
      readonly figures: MonthFigures | null;
    }
  | { readonly says: 'checked-out'; readonly on: IsoDate; readonly at: Instant }
  | { readonly says: 'not-here-yet'; readonly on: IsoDate }
  | { readonly says: 'already-left'; readonly since: Instant }
  | { readonly says: 'location-forwarded' }
  | { readonly says: 'location-in-group' }
  | { readonly says: 'ask-make-up-date' }
  | { readonly says: 'ask-make-up-reason'; readonly on: IsoDate }
  | {
      readonly says: 'make-up-not-needed';
      readonly on: IsoDate;
      readonly why: 'counts-already' | 'today' | 'future' | 'asked-already';
    }
  | { readonly says: 'no-keeper-rule' }
  | { readonly says: 'ask-leave-from'; readonly draft: LeaveDraft }
  | { readonly says: 'ask-leave-to'; readonly from: IsoDate }
  | { readonly says: 'ask-leave-reason'; readonly preview: LeavePreview }
  | { readonly says: 'confirm-leave'; readonly preview: LeavePreview }
  | { readonly says: 'invalid-span'; readonly span: SpanProblem; readonly wanted: 'leave' | 'day' | 'log-day' }
  | {
      readonly says: 'overlaps';
      readonly wanted: { readonly from: IsoDate; readonly to: IsoDate };
      readonly other: Request;
    }
  | { readonly says: 'needs-local-rule'; readonly citations: readonly Citation[] }
  | {
      readonly says: 'not-covered';
      readonly on: IsoDate;
      readonly why: 'not-in-force' | 'unknown-post' | 'no-row';
      readonly citations: readonly Citation[];
    }
  | { readonly says: 'place-missing'; readonly body: string }
  | { readonly says: 'request-opened'; readonly shown: ShownRequest }
  | { readonly says: 'please-answer'; readonly shown: ShownRequest }
  | { readonly says: 'seat-vacant'; readonly shown: ShownRequest; readonly seats: readonly ShownSeat[] }
  | {
      readonly says: 'answer-recorded';
      readonly shown: ShownRequest;
      readonly verdict: Verdict;
      readonly next: 'waits-for-others' | 'next-step' | 'approved' | 'rejected';
    }
  | { readonly says: 'request-approved'; readonly shown: ShownRequest }
  | {
      readonly says: 'request-rejected';
      readonly shown: ShownRequest;
      readonly by: string;
      readonly reason: string | null;
    }
  | {
      readonly says: 'request-closed-by-other';
      readonly shown: ShownRequest;
      readonly by: string;
      readonly verdict: Verdict;
    }
  | { readonly says: 'filing-copy'; readonly shown: ShownRequest }
  | { readonly says: 'keeper-told'; readonly shown: ShownRequest }
  | { readonly says: 'away-notice'; readonly name: string; readonly from: IsoDate; readonly to: IsoDate }
  | { readonly says: 'answer-refused'; readonly why: AnswerRefusal; readonly shown: ShownRequest }
  | { readonly says: 'not-heard-as-answer'; readonly shown: readonly ShownRequest[] }
  | { readonly says: 'nothing-to-answer' }
  | { readonly says: 'no-such-code'; readonly code: string }
  | { readonly says: 'which-request'; readonly verdict: Verdict; readonly shown: readonly ShownRequest[] }
  | { readonly says: 'ask-rejection-reason'; readonly shown: ShownRequest }
  | { readonly says: 'withdrawn'; readonly shown: ShownRequest }
  | { readonly says: 'withdrawn-told'; readonly shown: ShownRequest }
  | {
      readonly says: 'cannot-withdraw';
      readonly why: 'none-open' | 'ended' | 'not-yours' | 'several';
      readonly shown: readonly ShownRequest[];
    }
  | {
      readonly says: 'log-kept';
      readonly on: IsoDate;
      readonly number: number;
      readonly late: boolean;
      readonly photos: number;
      readonly citations: readonly Citation[];
    }
  | { readonly says: 'ask-log-text' }
  | { readonly says: 'log-in-future'; readonly on: IsoDate }
  | {
      readonly says: 'own-logs';
      readonly from: IsoDate;
      readonly to: IsoDate;
      readonly logs: readonly WorkLogEntry[];
      readonly missing: readonly IsoDate[];
    }
  | {
      readonly says: 'team-logs';
      readonly from: IsoDate;
      readonly to: IsoDate;
      readonly byPerson: readonly { readonly name: string; readonly logs: readonly WorkLogEntry[] }[];
    }
  | {
      readonly says: 'who-is-here';
      readonly on: IsoDate;
      readonly people: readonly { readonly name: string; readonly post: string | null; readonly standing: Standing }[];
    }
  | { readonly says: 'not-a-keeper' }
  | {
      readonly says: 'mine';
      readonly figures: MonthFigures | null;
      readonly leaveDays: number;
      readonly logs: number;
      readonly open: readonly ShownRequest[];
      readonly loggedButAbsent: readonly IsoDate[];
      readonly isCadre: boolean;
      readonly waiting: number;
    }
  | { readonly says: 'todo'; readonly shown: readonly ShownRequest[] }
  | { readonly says: 'why-request'; readonly shown: ShownRequest; readonly why: Why }
  /** Of a leave that is not confirmed yet, or a missed check-in whose reason is not said yet. */
  | { readonly says: 'why-leave-draft'; readonly preview: LeavePreview; readonly why: Why }
  | {
      readonly says: 'why-make-up-draft';
      readonly on: IsoDate | null;
      readonly steps: readonly NamedStep[];
      readonly why: Why;
    }
  | { readonly says: 'why-month'; readonly figures: MonthFigures; readonly why: Why }
  /** All that a group may hear of it: neither who nor when nor the reason. `days` is null for a missed check-in. */
  | {
      readonly says: 'why-in-group';
      readonly days: number | null;
      readonly steps: readonly NamedStep[];
      readonly rules: Why['rules'];
    }
  | { readonly says: 'why-of-what'; readonly isCadre: boolean }
  | { readonly says: 'why-not-yours' }
  | {
      readonly says: 'help';
      readonly topics: readonly HelpTopic[];
      readonly name: string | null;
      readonly shownRequestCode: string | null;
    }
  | { readonly says: 'not-a-cadre' }
  | { readonly says: 'not-bound' }
  | { readonly says: 'photo-for-what'; readonly photos: number }
  | { readonly says: 'question-dropped' }
  | { readonly says: 'question-expired' }
  | { readonly says: 'nothing-asked' }
  | { readonly says: 'button-stale' }
  | { readonly says: 'button-not-yours' }
  | { readonly says: 'kind-not-read'; readonly kind: 'voice' | 'sticker' | 'forward' | 'other' }
  | { readonly says: 'not-understood'; readonly cut: boolean }
  | { readonly says: 'text-too-long'; readonly limit: number }
  | { readonly says: 'told-in-direct' }
  | { readonly says: 'set-aside' };

/** Everything a cadre must see before confirming a leave. */
export interface LeavePreview {
  readonly span: LeaveSpan;
  readonly leaveKind: string | null;
  readonly reason: string | null;
  readonly days: number;
  readonly late: boolean;
  readonly steps: readonly ShownStep[];
  readonly filingText: string | null;
  readonly filings: readonly ShownSeat[];
  readonly notes: readonly string[];
  readonly citations: readonly Citation[];
  readonly readings: readonly Reading[];
}

export type Recipient =
  /** Where the message came from. */
  | { readonly to: 'here' }
  /** The direct chat of a person; nothing is sent where they have no bound account. */
  | { readonly to: 'person'; readonly personId: string }
  /** The groups of a team. */
  | { readonly to: 'team'; readonly teamId: string };

export interface OfferedButton {
  readonly label: 'approve' | 'reject' | 'confirm' | 'cancel';
  readonly action: ButtonAction;
}

export interface Reply {
  readonly recipient: Recipient;
  readonly result: Result;
  /** The request a quoted reply to this message is about. */
  readonly requestId: string | null;
  readonly buttons: readonly OfferedButton[];
  /** Makes a notice unique for good (told once); null for a plain answer to the message. */
  readonly once: string | null;
}
