/** What is said of a request on its way: asked for, answered, told to those whom it concerns. */
import type { AnswerRefusal, WithdrawRefusal } from './approval.ts';
import type { IsoDate } from './calendar.ts';
import type { LeaveSpan } from './leave.ts';
import type { Verdict } from './request.ts';
import type { ShownRequest, ShownSeat } from './shown.ts';

/** Why approvers are asked once more. */
export type AskedAgain = 'nudged' | 'edited' | 'transferred' | 'new-holder' | 'deputy' | 'morning';

/** What a number or code is asked for. */
export type WhichAct = Verdict | 'transfer' | 'add-approver' | 'nudge' | 'withdraw' | 'edit';

/** Where an answer leads. */
export type AnswerNext = 'waits-for-others' | 'next-step' | 'approved' | 'rejected' | 'returned';

export type ApprovalResult =
  | { readonly says: 'request-opened'; readonly shown: ShownRequest }
  | { readonly says: 'please-answer'; readonly shown: ShownRequest; readonly again: AskedAgain | null }
  | {
      readonly says: 'seat-vacant';
      readonly shown: ShownRequest;
      readonly seats: readonly ShownSeat[];
      /** Told to an officer, who can do something about it; else to the applicant. */
      readonly toOfficer: boolean;
    }
  | {
      readonly says: 'answer-recorded';
      readonly shown: ShownRequest;
      readonly verdict: Verdict;
      readonly next: AnswerNext;
      /** 代录: whose approval on paper was recorded; null for one's own answer. */
      readonly onPaperFor: string | null;
    }
  | {
      readonly says: 'request-approved';
      readonly shown: ShownRequest;
      /** Its last day is gone already. */
      readonly isOver: boolean;
    }
  | {
      readonly says: 'request-rejected';
      readonly shown: ShownRequest;
      readonly by: string;
      readonly reason: string | null;
    }
  | {
      readonly says: 'request-returned';
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
  | { readonly says: 'filing-received'; readonly shown: ShownRequest }
  | { readonly says: 'which-copy'; readonly shown: readonly ShownRequest[] }
  | { readonly says: 'keeper-told'; readonly shown: ShownRequest }
  | { readonly says: 'away-notice'; readonly name: string; readonly span: LeaveSpan }
  /** The group was told that somebody would be away, and it is otherwise now; `span` null = not at all. */
  | { readonly says: 'away-changed'; readonly name: string; readonly span: LeaveSpan | null }
  | {
      readonly says: 'away-today';
      readonly on: IsoDate;
      readonly people: readonly { readonly name: string; readonly until: IsoDate }[];
    }
  | { readonly says: 'answer-refused'; readonly why: AnswerRefusal; readonly shown: ShownRequest }
  /** Was asked for the old content, and is not for what it was changed to. */
  | { readonly says: 'no-longer-asked'; readonly shown: ShownRequest }
  /** It was changed after the message or list that the answer goes by. */
  | { readonly says: 'changed-since'; readonly shown: ShownRequest }
  | { readonly says: 'not-heard-as-answer'; readonly shown: readonly ShownRequest[] }
  | { readonly says: 'nothing-to-answer' }
  | { readonly says: 'no-such-code'; readonly code: string }
  /** 同意小周的请假, and nothing of anybody called so waits. */
  | { readonly says: 'no-request-of'; readonly who: string }
  /** `shown` is how many the last list has; 0 where none was shown. */
  | { readonly says: 'no-such-number'; readonly numbers: readonly number[]; readonly listed: number }
  | {
      readonly says: 'which-request';
      readonly on: IsoDate;
      readonly act: WhichAct;
      readonly shown: readonly ShownRequest[];
    }
  | { readonly says: 'confirm-all'; readonly shown: readonly ShownRequest[] }
  /** What came of each when several were answered at once. */
  | {
      readonly says: 'answers-recorded';
      readonly verdict: Verdict;
      readonly done: readonly {
        readonly shown: ShownRequest;
        readonly next: AnswerNext;
      }[];
      readonly refused: readonly { readonly shown: ShownRequest; readonly why: AnswerRefusal | 'changed' }[];
    }
  | { readonly says: 'ask-rejection-reason'; readonly verdict: 'reject' | 'return'; readonly shown: ShownRequest }
  | { readonly says: 'withdrawn'; readonly shown: ShownRequest; readonly to: 'withdrawn' | 'cancelled' }
  | {
      readonly says: 'withdrawn-told';
      readonly shown: ShownRequest;
      readonly to: 'withdrawn' | 'cancelled';
      readonly by: string | null;
    }
  | {
      readonly says: 'cannot-withdraw';
      readonly why: 'none-open' | 'several' | WithdrawRefusal;
      readonly shown: readonly ShownRequest[];
    };
