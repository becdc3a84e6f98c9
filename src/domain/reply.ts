/** What the bot has to say, with its figures; `src/replies` puts it into words. */
import type { ApprovalResult } from './approval-result.ts';
import type { Standing } from './attendance.ts';
import type { BindingResult } from './binding-result.ts';
import type { Instant, IsoDate, IsoMonth } from './calendar.ts';
import type { Citation, Reading } from './citation.ts';
import type { ChangeHolderResult } from './change-holder.ts';
import type { FileRef, ImageRef } from './dialogue.ts';
import type { SentFile, UnkeptFile } from './document-file.ts';
import type { ButtonAction, WorkLogEntry } from './facts.ts';
import type { DraftResult } from './draft-result.ts';
import type { LedgerResult } from './ledger-result.ts';
import type { CountedAs, ReminderResult } from './reminder-result.ts';
import type { LeaveResult } from './leave-result.ts';
import type { Looked } from './look.ts';
import type { OperationResult } from './operation-result.ts';
import type { OwnData } from './own-data.ts';
import type { PolicyResult } from './policy-result.ts';
import type { LeavePreview, ShownRequest } from './shown.ts';
import type { Aside, Talk } from './talk.ts';
import type { NamedStep, Why } from './why.ts';

export interface MonthFigures {
  readonly month: IsoMonth;
  /** What counts towards what is asked, where anything is. */
  readonly days: number;
  readonly counts: CountedAs;
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
  | 'entries'
  | 'duties'
  | 'drafts'
  | 'month-table'
  | 'reminders'
  | 'mine'
  | 'todo'
  | 'approve'
  | 'who-is-here'
  | 'team-logs'
  | 'policy'
  | 'why'
  | 'web'
  | 'end-leave'
  | 'extend'
  | 'edit'
  | 'nudge'
  | 'transfer'
  | 'deputy'
  | 'digest'
  | 'answered'
  | 'proxy'
  | 'ledger'
  | 'officer'
  | 'change-holder'
  | 'invite'
  | 'account';

export type Result =
  | LeaveResult
  | ApprovalResult
  | OperationResult
  | ChangeHolderResult
  | BindingResult
  | LedgerResult
  | ReminderResult
  | DraftResult
  | PolicyResult
  | {
      readonly says: 'checked-in';
      readonly on: IsoDate;
      readonly at: Instant;
      readonly back: boolean;
      readonly onLeaveUntil: IsoDate | null;
      /** The leave whose return is reported by it, by its code. */
      readonly endedLeave: string | null;
      readonly figures: MonthFigures | null;
      readonly photos: number;
      readonly located: boolean;
      readonly doubtful: boolean;
      /** How far outside the village's fence the position lies, in metres; null inside, or where nothing says. */
      readonly outsideMetres: number | null;
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
  | {
      readonly says: 'log-kept';
      readonly on: IsoDate;
      readonly number: number;
      readonly late: boolean;
      readonly photos: number;
      readonly citations: readonly Citation[];
    }
  /** A grave matter in the village: whom it is told to, and how soon; empty where the text does not say. */
  | {
      readonly says: 'tell-of-issue';
      readonly told: readonly { readonly due: string | null; readonly to: readonly string[] }[];
      readonly flags: readonly string[];
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
      readonly byPerson: readonly {
        readonly personId: string;
        readonly name: string;
        readonly logs: readonly WorkLogEntry[];
      }[];
    }
  | {
      readonly says: 'who-is-here';
      readonly on: IsoDate;
      readonly people: readonly {
        readonly personId: string;
        readonly name: string;
        readonly post: string | null;
        readonly standing: Standing;
      }[];
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
  | { readonly says: 'todo'; readonly on: IsoDate; readonly shown: readonly ShownRequest[] }
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
  | { readonly says: 'photo-for-what'; readonly photos: number; readonly files?: readonly FileRef[] }
  /** Documents that are not kept; `alone`: nothing was recorded of the message. */
  | { readonly says: 'files-not-kept'; readonly files: readonly UnkeptFile[]; readonly alone: boolean }
  /** Documents that go with nothing: another question waits for its answer, or the command has no use for them. */
  | {
      readonly says: 'files-not-used';
      readonly files: readonly FileRef[];
      readonly why: 'question-open' | 'other-command';
    }
  /** `sent` come with the message, the latest first. */
  | {
      readonly says: 'own-files';
      readonly from: IsoDate;
      readonly to: IsoDate;
      readonly sent: readonly SentFile[];
      readonly others: readonly SentFile[];
    }
  /** `photos` of the message could not be had of the platform; `alone`: there was nothing else in it. */
  | { readonly says: 'photos-missing'; readonly photos: number; readonly alone: boolean }
  /** Records stay as they are when a chat message is edited or taken back. */
  | { readonly says: 'message-changed'; readonly is: 'edited' | 'recalled' }
  /** To a group, of nobody in particular: whoever spoke can't be written to alone. */
  | { readonly says: 'open-direct-chat' }
  | { readonly says: 'no-leave-before' }
  /** Two requests in one message, not plain enough to be told apart: as they were said. */
  | { readonly says: 'one-at-a-time'; readonly parts: readonly [string, string] }
  | { readonly says: 'question-dropped' }
  /** `talk`: what it was about, where that can be said. */
  | { readonly says: 'question-expired'; readonly talk?: Talk }
  | { readonly says: 'nothing-asked' }
  | { readonly says: 'button-stale' }
  | { readonly says: 'button-not-yours' }
  | { readonly says: 'kind-not-read'; readonly kind: 'voice' | 'sticker' | 'forward' | 'other' }
  | { readonly says: 'not-understood'; readonly cut: boolean }
  /** What was typed sounds or looks like a word of command; nothing was done. `instead`: the message with that word. */
  | { readonly says: 'did-you-mean'; readonly said: string; readonly meant: string; readonly instead: string }
  | { readonly says: 'text-too-long'; readonly limit: number }
  | { readonly says: 'who-looked'; readonly looked: Looked }
  | { readonly says: 'my-data'; readonly data: OwnData }
  | { readonly says: 'my-data-direct-only' }
  | { readonly says: 'told-in-direct' }
  | { readonly says: 'web-link'; readonly url: string; readonly minutes: number }
  | { readonly says: 'web-link-direct-only' }
  | { readonly says: 'no-web-chat' }
  | { readonly says: 'set-aside' };

export type Recipient =
  /** Where the message came from. */
  /** `as`: whose account this is from now on, where the message says so itself. */
  | { readonly to: 'here'; readonly as?: string }
  /** The direct chat of a person; nothing is sent where they have no bound account. */
  | { readonly to: 'person'; readonly personId: string }
  /** One account of a person, not whichever they are reached by. */
  | { readonly to: 'account'; readonly platform: string; readonly conversation: string; readonly personId: string }
  /** The groups of a team. */
  | { readonly to: 'team'; readonly teamId: string };

export interface OfferedButton {
  readonly label:
    | 'approve'
    | 'reject'
    | 'return'
    | 'confirm'
    | 'cancel'
    | 'end-leave'
    | 'object'
    | 'receive-filing'
    | 'agree'
    | 'disagree'
    | 'useful'
    | 'useless';
  readonly action: ButtonAction;
}

/** What was typed, and the word it was taken for. */
export interface Heard {
  readonly said: string;
  readonly meant: string;
}

export interface Reply {
  readonly recipient: Recipient;
  readonly result: Result;
  /** The request a quoted reply to this message is about. */
  readonly requestId: string | null;
  /** Which content of the request is shown; null where an answer to it counts for any. */
  readonly revision: number | null;
  readonly buttons: readonly OfferedButton[];
  /** Photos that go with it, to those who may see them. */
  readonly images: readonly ImageRef[];
  /** Makes a notice unique for good (told once); null for a plain answer to the message. */
  readonly once: string | null;
  /** Not sent before; left out = at once. */
  readonly notBefore?: Instant;
  /** What the second request of the same message came to: one message is answered once. */
  readonly also?: Result;
  /** A line below it, of a talk that was left for this. */
  readonly aside?: Aside;
  /** Above it: the slips that were taken for something else. */
  readonly heard?: readonly Heard[];
}
