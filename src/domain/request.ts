/**
 * A request and its approval: what may happen to it next, decided without looking anywhere else. Leave and make-up
 * check-ins share it. A seat is named by body and scope, so whoever holds it on the day answers for it.
 */
import type { Instant } from './calendar.ts';
import type { Citation, Reading } from './citation.ts';
import type { LeaveSpan } from './leave.ts';

export type RequestKind = 'leave' | 'make-up';
export type RequestState = 'open' | 'approved' | 'rejected' | 'withdrawn';
export type Verdict = 'approve' | 'reject';

/** A seat that must answer. `scopeId` is '' for the whole county. `title` is its local name, for people. */
export interface SeatKey {
  readonly body: string;
  readonly scopeId: string;
}
export interface RequestSeat extends SeatKey {
  readonly title: string;
  readonly answer: SeatAnswer | null;
}
export interface SeatAnswer {
  readonly personId: string;
  readonly verdict: Verdict;
  readonly note: string | null;
  readonly at: Instant;
}
export interface RequestStep {
  /** `all`: every seat answers (会签); `any`: the first answer counts (或签). */
  readonly mode: 'all' | 'any';
  readonly seats: readonly RequestSeat[];
}
export interface RequestFiling extends SeatKey {
  readonly title: string;
}

export interface Request {
  readonly id: string;
  /** Four characters such as A1B2, told to people; not unique for good, see {@link codeOf}. */
  readonly code: string;
  readonly kind: RequestKind;
  readonly applicantId: string;
  readonly span: LeaveSpan;
  /** Calendar days in halves; 1 for a make-up. */
  readonly days: number;
  /** 事假, 病假, …; null where it was not said or does not apply. */
  readonly leaveKind: string | null;
  readonly reason: string;
  /** Asked for after it began. */
  readonly late: boolean;
  readonly state: RequestState;
  /** Index of the step that is open; the number of steps once all are through. */
  readonly step: number;
  /** Grows by one with every change; a change names the version it saw. */
  readonly version: number;
  readonly steps: readonly RequestStep[];
  /** How the filing (备案) is stated, and the seats that get a copy. */
  readonly filingText: string | null;
  readonly filings: readonly RequestFiling[];
  readonly citations: readonly Citation[];
  readonly readings: readonly Reading[];
  readonly openedAt: Instant;
}

export type AnswerRefusal = 'own-request' | 'not-approver' | 'ended' | 'already-answered' | 'later-step';

export type Answered =
  | { readonly outcome: 'refused'; readonly why: AnswerRefusal }
  | {
      readonly outcome: 'recorded';
      /** The seats this answer counts for. */
      readonly seats: readonly RequestSeat[];
      readonly state: RequestState;
      readonly step: number;
      readonly next: 'waits-for-others' | 'next-step' | 'approved' | 'rejected';
    };

export const sameSeat = (a: SeatKey, b: SeatKey): boolean => a.body === b.body && a.scopeId === b.scopeId;

/** What an answer by someone who holds `held` seats now does to the request. */
export function answerRequest(
  request: Request,
  personId: string,
  held: readonly SeatKey[],
  verdict: Verdict,
): Answered {
  const why = refusalOf(request, personId, held);
  if (why) return { outcome: 'refused', why };
  const step = request.steps[request.step];
  if (!step) return { outcome: 'refused', why: 'ended' };
  const seats = step.seats.filter((s) => !s.answer && held.some((h) => sameSeat(h, s)));
  if (verdict === 'reject')
    return { outcome: 'recorded', seats, state: 'rejected', step: request.step, next: 'rejected' };
  const unanswered = step.seats.filter((s) => !s.answer && !seats.includes(s));
  if (step.mode === 'all' && unanswered.length > 0)
    return { outcome: 'recorded', seats, state: 'open', step: request.step, next: 'waits-for-others' };
  const next = request.step + 1;
  return next < request.steps.length
    ? { outcome: 'recorded', seats, state: 'open', step: next, next: 'next-step' }
    : { outcome: 'recorded', seats, state: 'approved', step: next, next: 'approved' };
}

function refusalOf(request: Request, personId: string, held: readonly SeatKey[]): AnswerRefusal | null {
  const holds = (step: RequestStep | undefined): RequestSeat[] =>
    step?.seats.filter((s) => held.some((h) => sameSeat(h, s))) ?? [];
  if (personId === request.applicantId) return 'own-request';
  const answeredBefore = request.steps.some((s) => s.seats.some((seat) => seat.answer?.personId === personId));
  if (!request.steps.some((s) => holds(s).length > 0) && !answeredBefore) return 'not-approver';
  if (request.state !== 'open') return 'ended';
  const mine = holds(request.steps[request.step]);
  if (mine.length === 0) return answeredBefore ? 'already-answered' : 'later-step';
  return mine.every((s) => s.answer) ? 'already-answered' : null;
}

/** Seats still to answer in the open step. */
export const waitingSeats = (request: Request): RequestSeat[] =>
  request.state === 'open' ? (request.steps[request.step]?.seats.filter((s) => !s.answer) ?? []) : [];

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
