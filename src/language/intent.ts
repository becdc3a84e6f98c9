/** What a message says, before anyone decides anything. Dates are already resolved against the message's own time. */
import type { IsoDate } from '../domain/calendar.ts';
import type { DateProblem } from '../domain/date-problem.ts';
import type { LeaveDraft } from '../domain/dialogue.ts';

export type { DateProblem };

/** Slots of a leave request as far as they were said; null = not said. Halves: `fromHalf` am = the whole first day. */
export interface LeaveSlots extends LeaveDraft {
  readonly problem: DateProblem | null;
}

export type Intent =
  | { readonly intent: 'check-in'; readonly note: string | null }
  | { readonly intent: 'check-out'; readonly note: string | null }
  /** 补卡: `on` null = no date was said. */
  | {
      readonly intent: 'make-up';
      readonly on: IsoDate | null;
      readonly reason: string | null;
      readonly problem: DateProblem | null;
    }
  | { readonly intent: 'request-leave'; readonly slots: LeaveSlots }
  /** `on` is the day written about; `text` may be empty. */
  | { readonly intent: 'write-log'; readonly on: IsoDate; readonly text: string; readonly problem: DateProblem | null }
  | { readonly intent: 'read-logs'; readonly whose: 'own' | 'team'; readonly from: IsoDate; readonly to: IsoDate }
  /** `code` without the # and in capitals, where one was typed. */
  | { readonly intent: 'approve'; readonly code: string | null; readonly note: string | null }
  | { readonly intent: 'reject'; readonly code: string | null; readonly reason: string | null }
  | { readonly intent: 'withdraw'; readonly code: string | null }
  | { readonly intent: 'todo' }
  | { readonly intent: 'who-is-here' }
  | { readonly intent: 'mine' }
  | { readonly intent: 'help' }
  /** 为什么: asks on what a decision rests; `about` where the words themselves say it. */
  | { readonly intent: 'why'; readonly code: string | null; readonly about: 'month' | null }
  /** Says yes or no to the bot's own open question; never approves anybody's request. */
  | { readonly intent: 'confirm' }
  | { readonly intent: 'cancel' }
  /** 收到, 嗯, 好的, 👌: heard, nothing more. */
  | { readonly intent: 'acknowledge' }
  | { readonly intent: 'none' };
