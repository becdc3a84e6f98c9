/**
 * A request as it is kept: who asks for what, who must answer, and what has become of it. Leave and make-up check-ins
 * share it. What may happen to it next is decided in `approval.ts`. A seat is named by body and scope, so whoever holds
 * it on the day answers for it.
 */
import type { Instant, IsoDate } from './calendar.ts';
import type { Citation, Reading } from './citation.ts';
import type { ImageRef } from './dialogue.ts';
import type { Half, LeaveSpan } from './leave.ts';
import type { Remark } from './remark.ts';

export type RequestKind = 'leave' | 'make-up';
/**
 * `held`: no rule says who approves, the county's officer keeps it. `returned`: sent back (退回), the applicant edits it.
 * `cancelled`: taken back after it was approved.
 */
export type RequestState = 'open' | 'held' | 'returned' | 'approved' | 'rejected' | 'withdrawn' | 'cancelled';
/** In which a request still counts for its applicant: its days are taken, or may come to be. */
export const liveStates: readonly RequestState[] = ['open', 'held', 'returned', 'approved'];
/** `return`: sent back to be revised (退回). */
export type Verdict = 'approve' | 'reject' | 'return';

/** A seat that must answer. `scopeId` is '' for the whole county. `title` is its local name, for people. */
export interface SeatKey {
  readonly body: string;
  readonly scopeId: string;
}
/** The seat of the county's officer, who keeps what no rule settles; no body of a pack has this name. */
export const OFFICER: SeatKey = { body: 'officer', scopeId: '' };
/** A seat that is one person: an approver who was added (加签), or named for a request that no rule settles. */
export const personSeat = (personId: string): SeatKey => ({ body: 'person', scopeId: personId });

export interface RequestSeat extends SeatKey {
  readonly title: string;
  readonly answer: SeatAnswer | null;
  /** Who answers instead of its holders (转办), and who handed it over. */
  readonly assigned: { readonly personId: string; readonly by: string } | null;
  /** Who added it to the chain (加签); null where the rule names it. */
  readonly addedBy: string | null;
}
export interface SeatAnswer {
  readonly personId: string;
  readonly verdict: Verdict;
  readonly note: string | null;
  readonly at: Instant;
  /** The holder for whom a deputy answered; null where the holder did. */
  readonly forId: string | null;
  /** The officer who recorded an approval on paper (代录), with the photo; then nobody answered in the chat. */
  readonly recordedBy: string | null;
  readonly images: readonly ImageRef[];
}
export interface RequestStep {
  /** `all`: every seat answers (会签); `any`: the first answer counts (或签). */
  readonly mode: 'all' | 'any';
  readonly seats: readonly RequestSeat[];
}
export interface RequestFiling extends SeatKey {
  readonly title: string;
}
/** A leave that is added to another one, with no working day between them. */
export interface JoinedLeave {
  readonly requestId: string;
  readonly code: string;
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly days: number;
}

export interface Request {
  readonly id: string;
  /** Four characters such as A1B2, told to people; not unique for good, see {@link codeOf}. */
  readonly code: string;
  readonly kind: RequestKind;
  readonly applicantId: string;
  /** Who asked on the applicant's behalf (代请); null where the applicant did. */
  readonly enteredBy: string | null;
  readonly span: LeaveSpan;
  /** Calendar days in halves; 1 for a make-up. */
  readonly days: number;
  /** Days by which the chain was decided: its own and those of the leaves joined to it. */
  readonly countedDays: number;
  readonly joined: readonly JoinedLeave[];
  /** The leave that this one extends (续假). */
  readonly extendsId: string | null;
  /** 事假, 病假, …; null where it was not said or does not apply. */
  readonly leaveKind: string | null;
  readonly reason: string;
  /** Photos of the applicant's, for those who answer. */
  readonly images: readonly ImageRef[];
  /** What applicant and approvers have to see beside the chain. */
  readonly remarks: readonly Remark[];
  /** Asked for after it began. */
  readonly late: boolean;
  readonly state: RequestState;
  /** Index of the step that is open; the number of steps once all are through. */
  readonly step: number;
  /** Grows by one with every change; a change names the version it saw. */
  readonly version: number;
  /** Grows when what is asked for changes: an answer to an older one does not count. */
  readonly revision: number;
  readonly revisedAt: Instant | null;
  readonly steps: readonly RequestStep[];
  /** How the filing (备案) is stated, and the seats that get a copy. */
  readonly filingText: string | null;
  readonly filings: readonly RequestFiling[];
  readonly citations: readonly Citation[];
  readonly readings: readonly Reading[];
  readonly openedAt: Instant;
  readonly movedAt: Instant;
  /** The last day on which the applicant nudged (催办). */
  readonly nudgedOn: IsoDate | null;
  /** Until when the leave was taken, once the return is reported (销假): as `toOn` and `toHalf` of a span. */
  readonly ended: { readonly on: IsoDate; readonly half: Half; readonly at: Instant } | null;
}

/** What every new request has alike. */
export const unmoved = {
  enteredBy: null,
  joined: [],
  extendsId: null,
  images: [],
  remarks: [],
  state: 'open',
  step: 0,
  version: 1,
  revision: 0,
  revisedAt: null,
  nudgedOn: null,
  ended: null,
} as const satisfies Partial<Request>;

export const sameSeat = (a: SeatKey, b: SeatKey): boolean => a.body === b.body && a.scopeId === b.scopeId;

/** A seat of a chain that nobody has answered. */
export const seatOf = (key: SeatKey, title: string): RequestSeat => ({
  body: key.body,
  scopeId: key.scopeId,
  title,
  answer: null,
  assigned: null,
  addedBy: null,
});

/** Seats still to answer in the open step. */
export const waitingSeats = (request: Request): RequestSeat[] =>
  request.state === 'open' ? (request.steps[request.step]?.seats.filter((s) => !s.answer) ?? []) : [];

/** Nothing more is to come of it. */
export const isSettled = ({ state }: Request): boolean =>
  state === 'rejected' || state === 'withdrawn' || state === 'cancelled' || state === 'approved';

/** The span that was taken: cut where the applicant came back early, never longer than approved. */
export const takenSpan = ({ span, ended }: Pick<Request, 'span' | 'ended'>): LeaveSpan =>
  ended && `${ended.on}${ended.half}` < `${span.toOn}${span.toHalf}`
    ? { ...span, toOn: ended.on, toHalf: ended.half }
    : span;

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const codes = letters.length * 10 * letters.length * 10;

/**
 * The code of the request that inbox message `id` opened. Neighbouring ids give codes far apart, and 57,600 messages
 * pass before one comes again; where two requests that a person can see share a code, the bot asks which.
 */
export function codeOf(inboxId: bigint): string {
  const n = Number((inboxId * 7919n) % BigInt(codes));
  const at = (i: number): string => letters[i % letters.length] ?? 'A';
  return `${at(n)}${Math.floor(n / letters.length) % 10}${at(Math.floor(n / 240))}${Math.floor(n / 5760) % 10}`;
}
