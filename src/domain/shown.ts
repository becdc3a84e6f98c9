/** What is shown of a request and its chain: with the names of those who hold its seats now. */
import type { IsoDate } from './calendar.ts';
import type { Citation, Reading } from './citation.ts';
import type { LeavePurpose } from './dialogue.ts';
import type { LeaveSpan } from './leave.ts';
import type { Remark } from './remark.ts';
import type { JoinedLeave, Request, SeatKey } from './request.ts';

/** A step of a chain with the people who hold its seats now. */
export interface ShownSeat extends SeatKey {
  readonly title: string;
  readonly names: readonly string[];
  readonly state: 'waiting' | 'approved' | 'rejected' | 'returned';
  /** Why it is these people; empty where they hold the seat. */
  readonly because: readonly SeatReason[];
  /** Nobody but the applicant holds it, or nobody at all. */
  readonly vacant: boolean;
  /** Somebody holds it but nobody of them has a bound account. */
  readonly unreachable: boolean;
}
/** Why somebody answers for a seat without holding it, or how an answer was given. Names, as people know them. */
export type SeatReason =
  | {
      readonly because: 'deputy';
      readonly name: string;
      readonly forName: string;
      readonly fromOn: IsoDate;
      readonly toOn: IsoDate;
    }
  /** Answered for that holder as their deputy then. */
  | { readonly because: 'answered-for'; readonly name: string; readonly forName: string }
  /** 转办. */
  | { readonly because: 'assigned'; readonly name: string; readonly by: string }
  /** 加签, or named by the officer where no rule names anybody. */
  | { readonly because: 'added'; readonly name: string; readonly by: string }
  /** 代录. */
  | { readonly because: 'on-paper'; readonly by: string };

export interface ShownStep {
  readonly mode: 'all' | 'any';
  readonly seats: readonly ShownSeat[];
}

export interface ShownRequest {
  readonly request: Request;
  readonly applicant: string;
  /** Who asked on the applicant's behalf; null where nobody did. */
  readonly enteredBy: string | null;
  /** The leave that it extends, by its code. */
  readonly extendsCode: string | null;
  readonly steps: readonly ShownStep[];
}

/** Everything a cadre must see before confirming a leave. */
export interface LeavePreview {
  readonly span: LeaveSpan;
  readonly leaveKind: string | null;
  readonly reason: string | null;
  readonly days: number;
  readonly countedDays: number;
  readonly joined: readonly JoinedLeave[];
  readonly remarks: readonly Remark[];
  readonly images: number;
  readonly late: boolean;
  /** What it is: new, for somebody else by name, an extension or a change of that request. */
  readonly purpose: LeavePurpose['is'];
  readonly forName: string | null;
  /** That somebody; null where it is one's own. */
  readonly forId: string | null;
  readonly changesCode: string | null;
  /** No rule names an approver: the officer will keep it. The pack's own sentence. */
  readonly held: string | null;
  readonly steps: readonly ShownStep[];
  readonly filingText: string | null;
  readonly filings: readonly ShownSeat[];
  readonly citations: readonly Citation[];
  readonly readings: readonly Reading[];
}

/** A list shows so many; what it does not show has no number to be answered by. */
export const longestList = 20;
