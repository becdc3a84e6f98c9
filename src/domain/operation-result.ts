/** What is said of everything else that may be done with a request, and of the secretary's and the clock's day. */
import type { IsoDate } from './calendar.ts';
import type { PersonAct } from './dialogue.ts';
import type { LeaveSpan } from './leave.ts';
import type { LeaveLedger } from './ledger.ts';
import type { ShownRequest, ShownSeat } from './shown.ts';

export type OperationResult =
  // 修改, 更正, 代请
  | {
      readonly says: 'nothing-to-edit';
      readonly why: 'none' | 'several' | 'not-yours' | 'ended' | 'make-up';
      readonly shown: readonly ShownRequest[];
    }
  | { readonly says: 'request-edited'; readonly shown: ShownRequest }
  | {
      readonly says: 'cannot-correct';
      readonly why: 'not-officer' | 'not-approved' | 'no-reason' | 'other-chain' | 'which';
      readonly shown: ShownRequest | null;
    }
  | {
      readonly says: 'leave-corrected';
      readonly shown: ShownRequest;
      readonly before: LeaveSpan;
      readonly by: string;
      readonly reason: string | null;
    }
  | { readonly says: 'not-your-cadre'; readonly name: string }
  | { readonly says: 'entered-for-you'; readonly shown: ShownRequest; readonly by: string }
  | { readonly says: 'objected'; readonly shown: ShownRequest }
  | { readonly says: 'objection-told'; readonly shown: ShownRequest; readonly reason: string | null }
  | { readonly says: 'nothing-to-object' }
  // 转办, 加签, 代理, 催办, 代录
  | { readonly says: 'nobody-by-name'; readonly said: string }
  | { readonly says: 'name-whom'; readonly act: PersonAct['does'] }
  | {
      readonly says: 'which-person';
      readonly act: PersonAct['does'];
      readonly people: readonly { readonly name: string; readonly titles: readonly string[] }[];
    }
  | {
      readonly says: 'cannot-hand-to';
      readonly why: 'principal' | 'applicant' | 'yourself' | 'unreachable' | 'in-chain' | 'cadre';
      readonly name: string;
    }
  | {
      readonly says: 'cannot-transfer';
      readonly why: 'ended' | 'not-approver' | 'several-seats';
      readonly shown: ShownRequest;
    }
  | { readonly says: 'transferred'; readonly shown: ShownRequest; readonly to: string }
  | { readonly says: 'transfer-told'; readonly shown: ShownRequest; readonly to: string; readonly by: string }
  | {
      readonly says: 'approver-added';
      readonly shown: ShownRequest;
      readonly name: string;
      readonly by: string;
      readonly byMe: boolean;
    }
  | {
      readonly says: 'approver-named';
      readonly shown: ShownRequest;
      readonly name: string;
      readonly by: string;
      readonly byMe: boolean;
    }
  | { readonly says: 'no-seat-to-deputise' }
  | { readonly says: 'ask-deputy-days'; readonly name: string }
  | {
      readonly says: 'deputy-named';
      readonly name: string;
      readonly fromOn: IsoDate;
      readonly toOn: IsoDate;
      readonly titles: readonly string[];
      readonly waiting: number;
    }
  /** The officer named the deputy of another: to the officer, and to whom it is for. */
  | {
      readonly says: 'deputy-named-for';
      readonly name: string;
      readonly forName: string;
      readonly by: string;
      readonly fromOn: IsoDate;
      readonly toOn: IsoDate;
      readonly titles: readonly string[];
      readonly waiting: number;
      readonly toPrincipal: boolean;
    }
  | {
      readonly says: 'cannot-name-deputy-for';
      readonly why: 'not-officer' | 'several' | 'no-seat';
      readonly name: string;
    }
  | {
      readonly says: 'you-are-deputy';
      readonly forName: string;
      readonly fromOn: IsoDate;
      readonly toOn: IsoDate;
      readonly titles: readonly string[];
    }
  | { readonly says: 'deputy-ended'; readonly names: readonly string[]; readonly toMe: boolean }
  | { readonly says: 'no-deputy' }
  | { readonly says: 'nudged'; readonly shown: ShownRequest }
  | {
      readonly says: 'cannot-nudge';
      readonly why: 'none' | 'several' | 'today-already' | 'too-soon';
      readonly shown: readonly ShownRequest[];
    }
  | { readonly says: 'ask-paper-photo'; readonly shown: ShownRequest; readonly titles: readonly string[] }
  | {
      readonly says: 'cannot-record-paper';
      readonly why: 'not-officer' | 'which' | 'ended' | 'reachable' | 'which-seat' | 'verdict';
      readonly shown: ShownRequest | null;
      readonly seats: readonly ShownSeat[];
    }
  // 销假, 续假
  | {
      readonly says: 'leave-ended';
      /** An approved leave that goes on from it and has not begun. */
      readonly goesOn: ShownRequest | null;
      readonly shown: ShownRequest;
      /** Days taken. */
      readonly taken: number;
      /** Whole days later than approved; 0 in time or early. */
      readonly overdueDays: number;
      readonly isEarly: boolean;
    }
  | {
      readonly says: 'leave-ended-told';
      readonly shown: ShownRequest;
      readonly taken: number;
      readonly overdueDays: number;
      readonly isEarly: boolean;
    }
  | {
      readonly says: 'nothing-to-end';
      readonly why: 'none' | 'several' | 'not-yours' | 'not-begun' | 'not-approved' | 'ended-already' | 'bad-day';
      readonly shown: readonly ShownRequest[];
    }
  | {
      readonly says: 'nothing-to-extend';
      readonly why: 'none' | 'several' | 'not-approved';
      readonly shown: readonly ShownRequest[];
    }
  // the secretary's day
  | { readonly says: 'digest-set'; readonly digest: boolean }
  | { readonly says: 'answered-by-me'; readonly since: IsoDate; readonly shown: readonly ShownRequest[] }
  | { readonly says: 'leave-ledger'; readonly ledger: LeaveLedger }
  | { readonly says: 'ledger-not-yours' }
  /** An approved leave so long that the office has to look at a recall: proposed, a person decides. */
  | { readonly says: 'recall-proposed'; readonly shown: ShownRequest }
  // the clock
  | { readonly says: 'morning-digest'; readonly on: IsoDate; readonly shown: readonly ShownRequest[] }
  | {
      readonly says: 'escalated';
      readonly shown: ShownRequest;
      readonly seats: readonly ShownSeat[];
      readonly waitingDays: number;
      readonly startsSoon: boolean;
    }
  | { readonly says: 'are-you-back'; readonly shown: ShownRequest }
  | { readonly says: 'return-unreported'; readonly shown: ShownRequest };
