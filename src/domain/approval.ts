/** What may happen to a request: by whom, in which state, and what comes of it. Decided without looking anywhere else. */
import type { Instant, IsoDate } from './calendar.ts';
import type { HeldSeat } from './facts.ts';
import type { Half } from './leave.ts';
import {
  OFFICER,
  personSeat,
  sameSeat,
  seatOf,
  waitingSeats,
  type Request,
  type RequestSeat,
  type RequestState,
  type RequestStep,
  type SeatKey,
  type Verdict,
} from './request.ts';

/** Somebody with the seats they hold or stand in for now. */
export interface Actor {
  readonly personId: string;
  readonly seats: readonly HeldSeat[];
}

export const isOfficer = ({ seats }: Pick<Actor, 'seats'>): boolean => seats.some((s) => sameSeat(s, OFFICER));

export type AnswerRefusal =
  'own-request' | 'not-approver' | 'ended' | 'already-answered' | 'later-step' | 'returned' | 'held';

export type Answered =
  | { readonly outcome: 'refused'; readonly why: AnswerRefusal }
  | {
      readonly outcome: 'recorded';
      /** The seats this answer counts for, each with the holder it was given for; null where it is one's own. */
      readonly seats: readonly { readonly seat: RequestSeat; readonly forId: string | null }[];
      readonly state: RequestState;
      readonly step: number;
      readonly next: 'waits-for-others' | 'next-step' | 'approved' | 'rejected' | 'returned';
    };

/** Whose request it is. */
export type Asked = Pick<Request, 'applicantId'>;

/** Whether a deputy counts for this request. Nobody picks who decides on their own: not for their seat, nor as the officer for another's. */
export const standsIn = (namedBy: string | null, { applicantId }: Asked): boolean => namedBy !== applicantId;

/** The seats that count for this request. */
const seatsFor = ({ seats }: Pick<Actor, 'seats'>, asked: Asked): HeldSeat[] =>
  seats.filter((h) => h.forId === null || standsIn(h.namedBy, asked));

/** Whether that person answers for the seat now: it was handed to them, or they hold it or stand in for a holder. */
export function mayAnswer(seat: RequestSeat, actor: Actor, asked: Asked): boolean {
  if (seat.assigned) return seat.assigned.personId === actor.personId;
  return sameSeat(seat, personSeat(actor.personId)) || seatsFor(actor, asked).some((h) => sameSeat(h, seat));
}

/** Whether that person keeps, hands over and records this request as the county's officer. */
export const isOfficerFor = (actor: Pick<Actor, 'seats'>, asked: Asked): boolean =>
  isOfficer({ seats: seatsFor(actor, asked) });

/**
 * The seats of the step that this person's answer counts for: all that are their own. Where every seat has to agree, two
 * answers come from two people: of those stood in for it counts for one, and for none beside one's own.
 */
function answerable(step: RequestStep, actor: Actor, request: Request): RequestSeat[] {
  const mine = step.seats.filter((s) => !s.answer && mayAnswer(s, actor, request));
  if (step.mode === 'any') return mine;
  const own = mine.filter((s) => standsFor(s, actor, request) === null);
  const hasAnswered = step.seats.some((s) => s.answer?.personId === actor.personId);
  return own.length > 0 ? own : hasAnswered ? [] : mine.slice(0, 1);
}

/** For whom: null for oneself, else the holder whose deputy this is. */
function standsFor(seat: RequestSeat, actor: Actor, asked: Asked): string | null {
  if (seat.assigned) return null;
  const held = seatsFor(actor, asked).filter((h) => sameSeat(h, seat));
  return held.some((h) => h.forId === null) ? null : (held[0]?.forId ?? null);
}

/** What an answer by that person does to the request. */
export function answerRequest(request: Request, actor: Actor, verdict: Verdict): Answered {
  const why = refusalOf(request, actor);
  if (why) return { outcome: 'refused', why };
  if (request.state === 'held') return ofHeld(verdict);
  const step = request.steps[request.step];
  if (!step) return { outcome: 'refused', why: 'ended' };
  const mine = answerable(step, actor, request);
  if (mine.length === 0) return { outcome: 'refused', why: 'already-answered' };
  return outcomeOf(
    request,
    step,
    mine.map((seat) => ({ seat, forId: standsFor(seat, actor, request) })),
    verdict,
  );
}

/** The officer may turn down what no rule settles, or send it back; approving it would invent an approver. */
function ofHeld(verdict: Verdict): Answered {
  if (verdict === 'approve') return { outcome: 'refused', why: 'held' };
  const [state, next] =
    verdict === 'reject' ? (['rejected', 'rejected'] as const) : (['returned', 'returned'] as const);
  return { outcome: 'recorded', seats: [], state, step: 0, next };
}

/** The officer records what was decided on paper for these seats of the open step (代录). */
export function recordAnswer(
  request: Request,
  officerId: string,
  seats: readonly SeatKey[],
  verdict: Verdict,
): Answered {
  const step = request.steps[request.step];
  if (request.applicantId === officerId) return { outcome: 'refused', why: 'own-request' };
  if (request.state !== 'open' || !step) return { outcome: 'refused', why: 'ended' };
  const mine = step.seats.filter((s) => !s.answer && seats.some((key) => sameSeat(key, s)));
  if (mine.length === 0) return { outcome: 'refused', why: 'already-answered' };
  return outcomeOf(
    request,
    step,
    mine.map((seat) => ({ seat, forId: null })),
    verdict,
  );
}

function outcomeOf(
  request: Request,
  step: RequestStep,
  seats: Extract<Answered, { outcome: 'recorded' }>['seats'],
  verdict: Verdict,
): Answered {
  const recorded = { outcome: 'recorded', seats } as const;
  if (verdict === 'reject') return { ...recorded, state: 'rejected', step: request.step, next: 'rejected' };
  if (verdict === 'return') return { ...recorded, state: 'returned', step: request.step, next: 'returned' };
  const unanswered = step.seats.filter((s) => !s.answer && !seats.some((one) => one.seat === s));
  if (step.mode === 'all' && unanswered.length > 0)
    return { ...recorded, state: 'open', step: request.step, next: 'waits-for-others' };
  const next = request.step + 1;
  return next < request.steps.length
    ? { ...recorded, state: 'open', step: next, next: 'next-step' }
    : { ...recorded, state: 'approved', step: next, next: 'approved' };
}

function refusalOf(request: Request, actor: Actor): AnswerRefusal | null {
  const { personId } = actor;
  const mayIn = (step: RequestStep | undefined): RequestSeat[] =>
    step?.seats.filter((s) => mayAnswer(s, actor, request)) ?? [];
  if (personId === request.applicantId) return 'own-request';
  const answeredBefore = request.steps.some((s) => s.seats.some((seat) => seat.answer?.personId === personId));
  if (request.state === 'held') return isOfficerFor(actor, request) ? null : 'not-approver';
  if (!request.steps.some((s) => mayIn(s).length > 0) && !answeredBefore) return 'not-approver';
  if (request.state === 'returned') return 'returned';
  if (request.state !== 'open') return 'ended';
  const mine = mayIn(request.steps[request.step]);
  if (mine.length === 0) return answeredBefore ? 'already-answered' : 'later-step';
  return mine.every((s) => s.answer) ? 'already-answered' : null;
}

/** The seats of the open step that this person may hand to somebody else (转办): their own, or as the officer any. */
export const transferable = (request: Request, actor: Actor): RequestSeat[] => {
  const waiting = waitingSeats(request);
  const held = seatsFor(actor, request);
  const own = waiting.filter((s) => mayAnswer(s, actor, request) || held.some((h) => sameSeat(h, s)));
  return own.length > 0 ? own : isOfficerFor(actor, request) ? waiting : [];
};

/** The request with that seat of its open step handed to `personId`; to one who holds it, it goes back to its holders. */
export function assignSeat(request: Request, seat: RequestSeat, personId: string | null, by: string): Request {
  const assigned = personId === null ? null : { personId, by };
  const steps = request.steps.map((step, i) =>
    i === request.step ? { ...step, seats: step.seats.map((s) => (sameSeat(s, seat) ? { ...s, assigned } : s)) } : step,
  );
  return { ...request, steps, version: request.version + 1 };
}

/** One more approver after the open step (加签): the rule's chain stays as it is, and this one has to agree besides. */
export function addApprover(request: Request, person: { id: string; name: string }, by: string): Request {
  const seat: RequestSeat = { ...seatOf(personSeat(person.id), person.name), addedBy: by };
  const at = request.step + 1;
  const steps = [...request.steps.slice(0, at), { mode: 'all' as const, seats: [seat] }, ...request.steps.slice(at)];
  return { ...request, steps, version: request.version + 1 };
}

/** A request that no rule settles goes to a person whom the officer names. */
export function nameApprover(request: Request, person: { id: string; name: string }, by: string): Request {
  const seat: RequestSeat = { ...seatOf(personSeat(person.id), person.name), addedBy: by };
  return { ...request, state: 'open', step: 0, steps: [{ mode: 'all', seats: [seat] }], version: request.version + 1 };
}

export type WithdrawRefusal = 'not-yours' | 'ended' | 'begun' | 'made-up';

/** What taking it back comes to: withdrawn before it was decided, cancelled after; after its first day it is a return. */
export function withdrawal(
  request: Request,
  personId: string,
  today: IsoDate,
): { readonly to: 'withdrawn' | 'cancelled' } | { readonly refused: WithdrawRefusal } {
  const { state } = request;
  if (request.applicantId !== personId) return { refused: 'not-yours' };
  if (state === 'open' || state === 'held' || state === 'returned') return { to: 'withdrawn' };
  if (state !== 'approved') return { refused: 'ended' };
  if (request.kind === 'make-up') return { refused: 'made-up' };
  return request.span.fromOn >= today && !request.ended ? { to: 'cancelled' } : { refused: 'begun' };
}

/** What is asked for anew; the answers so far were to something else and are let go. Earlier ones stay in the audit log. */
export const revised = (
  request: Request,
  asked: Partial<Request> & Pick<Request, 'steps' | 'state'>,
  at: Instant,
): Request => ({
  ...request,
  ...asked,
  id: request.id,
  code: request.code,
  applicantId: request.applicantId,
  openedAt: request.openedAt,
  step: 0,
  revision: request.revision + 1,
  revisedAt: at,
  version: request.version + 1,
});

/** The return is reported: the leave was taken until then. */
export const endLeave = (request: Request, on: IsoDate, half: Half, at: Instant): Request => ({
  ...request,
  ended: { on, half, at },
  version: request.version + 1,
});
