/** The bot's own open question to one person: at most one at a time, kept across restarts. */
import type { Instant, IsoDate } from './calendar.ts';
import type { LedgerEntry } from './duty.ts';
import type { Half } from './leave.ts';
import type { Called } from './name.ts';
import type { SeatKey, Verdict } from './request.ts';

/** What is known so far of the leave that is being asked for. */
export interface LeaveDraft {
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly fromHalf: Half;
  readonly toHalf: Half;
  readonly saidDays: number | null;
  readonly kind: string | null;
  readonly reason: string | null;
}

/** What the leave that is being asked for is: a new one, one for somebody else, or another one changed. */
export type LeavePurpose =
  | { readonly is: 'new' }
  /** 续假: from the day after that leave ends. */
  | { readonly is: 'extend'; readonly requestId: string }
  /** Another content of the same request, before it is decided. */
  | { readonly is: 'edit'; readonly requestId: string }
  /** 代请: the keeper or the officer asks for somebody. */
  | { readonly is: 'proxy'; readonly applicantId: string }
  /** 更正: the officer corrects the days of an approved leave; the draft's reason says why. */
  | { readonly is: 'correct'; readonly requestId: string };

/** Which request an answer is for. */
export interface Which {
  /** Without the # and in capitals, where one was typed. */
  readonly code: string | null;
  /** Numbers of the last list, from 1; empty where none was typed. */
  readonly numbers: readonly number[];
  /** 都, 全部. */
  readonly all: boolean;
  /** 同意小周的请假: whose, as it was said. */
  readonly who?: Called;
}

/** A request as it was shown: an answer that names its number counts for that content only. */
export interface ListedRequest {
  readonly requestId: string;
  readonly revision: number;
}

/** What is done with a person once it is known who is meant. */
export type PersonAct =
  | { readonly does: 'transfer'; readonly requestId: string }
  | { readonly does: 'add-approver'; readonly requestId: string }
  /** `forId`: whose seats, where the officer names the deputy of another. */
  | { readonly does: 'deputy'; readonly from: IsoDate; readonly to: IsoDate; readonly forId?: string | null }
  | { readonly does: 'change-holder'; readonly seat: SeatKey; readonly on: IsoDate; readonly event: string }
  | { readonly does: 'invite' }
  | { readonly does: 'proxy'; readonly draft: LeaveDraft; readonly images: readonly ImageRef[] };

/** What is kept of a line of a ledger while its day is asked. */
export interface KeptEntry extends Pick<LedgerEntry, 'ledger' | 'text' | 'people' | 'days' | 'level' | 'place'> {
  /** 全队: all of the team, where no number was said. */
  readonly wholeTeam: boolean;
}

export type TakeBackOption =
  { readonly is: 'request'; readonly requestId: string } | { readonly is: 'entry'; readonly messageId: string };

export type Question =
  | {
      readonly about: 'leave';
      readonly asked: 'from' | 'to' | 'reason' | 'confirm';
      readonly draft: LeaveDraft;
      readonly purpose: LeavePurpose;
      readonly images: readonly ImageRef[];
    }
  | { readonly about: 'make-up'; readonly asked: 'on' | 'reason'; readonly on: IsoDate | null }
  /** Why it is rejected or sent back. */
  | {
      readonly about: 'rejection';
      readonly verdict: 'reject' | 'return';
      readonly requestId: string;
      readonly revision: number;
    }
  | {
      readonly about: 'which-request';
      readonly verdict: Verdict;
      readonly note: string | null;
      readonly items: readonly ListedRequest[];
    }
  /** 都同意: those that were shown. */
  | { readonly about: 'approve-all'; readonly items: readonly ListedRequest[] }
  /** Several people go by the name; null where nobody was named yet. */
  | { readonly about: 'which-person'; readonly act: PersonAct; readonly personIds: readonly string[] }
  /** 代理: who it is to be, and the days, as far as they were said. */
  | {
      readonly about: 'deputy';
      readonly who: string | null;
      /** Whose, as it was said, where the officer names the deputy of another. */
      readonly forWhom?: string | null;
      readonly from: IsoDate | null;
      readonly to: IsoDate | null;
    }
  /** 换人 as it was shown; `before` held the seat then. */
  | {
      readonly about: 'change-holder';
      readonly seat: SeatKey;
      readonly personId: string;
      readonly on: IsoDate;
      readonly before: readonly string[];
      readonly event: string;
    }
  /** 代录 waits for its photo. */
  | {
      readonly about: 'paper';
      readonly requestId: string;
      readonly version: number;
      readonly verdict: 'approve' | 'reject';
      readonly seats: readonly SeatKey[];
      readonly note: string | null;
    }
  /** A log whose day could not be read: its text is kept while the day is asked; `entry`: it is a line of a ledger too. */
  | {
      readonly about: 'log';
      readonly text: string;
      readonly images: readonly ImageRef[];
      readonly files?: readonly FileRef[];
      readonly entry?: KeptEntry;
    }
  /** A report that may be of several that are owed, in the order in which they were shown; `text` as it was typed. */
  | {
      readonly about: 'which-report';
      readonly entry: KeptEntry;
      readonly on: IsoDate;
      readonly text: string;
      readonly images: readonly ImageRef[];
      readonly files: readonly FileRef[];
      readonly owedKeys: readonly string[];
      /** The message whose line it takes the place of, where one is corrected. */
      readonly instead?: string;
    }
  /** 撤销 may mean a leave or a line of a ledger: those that were shown, in that order. */
  | { readonly about: 'which-take-back'; readonly options: readonly TakeBackOption[] }
  /** What photos and files are for that came with nothing said. */
  | { readonly about: 'photo'; readonly images: readonly ImageRef[]; readonly files?: readonly FileRef[] }
  /** 同意 or not to what is kept; `held` are the inbox messages that are worked once it is given. */
  | { readonly about: 'consent'; readonly held: readonly string[] }
  | { readonly about: 'unbind'; readonly held: readonly string[] }
  | { readonly about: 'withdraw-consent' };

export interface ImageRef {
  readonly sha256: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

/** A document that somebody sent along, as it is kept. */
export interface FileRef extends ImageRef {
  readonly name: string;
}

/** What came along with what was said. */
export interface SentAlong {
  readonly images: readonly ImageRef[];
  readonly files: readonly FileRef[];
}

export interface Dialogue {
  /** The inbox message that opened it; a button of an older one is stale. */
  readonly id: string;
  readonly question: Question;
  readonly askedAt: Instant;
}

const dayMs = 86_400_000;

/** A question waits a day for its answer. */
export const isExpired = (dialogue: Dialogue, now: Instant): boolean => now - dialogue.askedAt > dayMs;
