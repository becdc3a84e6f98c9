/** The leave ledger (请假台账): one row a leave, as keepers and offices may see it. Never the reason. */
import type { IsoDate } from './calendar.ts';
import type { Half, LeaveSpan } from './leave.ts';
import type { RequestState } from './request.ts';

export interface LedgerRow {
  readonly personId: string;
  readonly requestId: string;
  readonly name: string;
  readonly post: string | null;
  readonly code: string;
  /** null where the reader is not in its chain: 病假 says what somebody has. */
  readonly leaveKind: string | null;
  readonly span: LeaveSpan;
  /** Days asked for, in halves. */
  readonly days: number;
  /** Days taken so far as it is known: those asked for, or up to the reported return. */
  readonly daysTaken: number;
  /** Of them, those within the dates of the ledger. */
  readonly daysWithin: number;
  readonly state: RequestState;
  readonly late: boolean;
  /** Asked for by somebody else (代请). */
  readonly enteredBy: string | null;
  /** The leave that it extends, by code. */
  readonly extendsCode: string | null;
  /** Seat by seat, in order; `at` null while it waits. */
  readonly approvals: readonly {
    readonly title: string;
    readonly by: string | null;
    readonly verdict: 'approve' | 'reject' | 'return' | null;
    readonly at: IsoDate | null;
    /** For whom a deputy answered. */
    readonly forName: string | null;
    readonly onPaper: boolean;
  }[];
  readonly filings: readonly { readonly title: string; readonly receivedOn: IsoDate | null }[];
  /** As reported (销假); null where nothing was. */
  readonly ended: { readonly on: IsoDate; readonly half: Half } | null;
  /** Whole days by which the reported return was later than approved; 0 in time. */
  readonly overdueDays: number;
  /** The leave is over and no return was reported: a fact, no verdict. */
  readonly isReturnUnreported: boolean;
  readonly articles: readonly string[];
}

export interface LeaveLedger {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly rows: readonly LedgerRow[];
}
