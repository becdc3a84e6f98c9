/** 代录: the officer records what was decided on paper, with its photo, for a seat that nobody can answer in the chat. */
import { recordAnswer } from '../domain/approval.ts';
import type { Question } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import type { Result } from '../domain/reply.ts';
import { sameSeat, waitingSeats, type Request, type RequestSeat } from '../domain/request.ts';
import type { ShownSeat } from '../domain/shown.ts';
import { outcomeOfAnswer } from './answered.ts';
import { answerersOf } from './chain.ts';
import { closes, joined, opens, reply, say, type Outcome, type PersonContext } from './context.ts';
import { anybody, may, ofRequest } from './may.ts';
import { show } from './shown.ts';

type Images = Request['images'];
export type PaperQuestion = Extract<Question, { about: 'paper' }>;

export interface PaperSlots {
  readonly code: string | null;
  readonly verdict: 'approve' | 'reject' | null;
  /** As it was said: part of a seat's title, or of the name of whoever holds it. */
  readonly seat: string | null;
  readonly note: string | null;
}

/** Without a code or a quote it is the only request of the county that is stuck. */
export const recordPaperNeeds = (context: PersonContext, { code }: Pick<PaperSlots, 'code'>): Need => ({
  organisation: true,
  forMe: true,
  code,
  due: code === null && context.facts.quotedRequestId === null && may(context, 'record-paper', anybody),
});

export const continuePaperNeeds = ({ requestId }: PaperQuestion): Need => ({
  organisation: true,
  requestIds: [requestId],
});

export function recordPaper(context: PersonContext, slots: PaperSlots, images: Images): Outcome {
  if (!may(context, 'record-paper', anybody)) return cannot(context, 'not-officer', null);
  const request = requestMeant(context, slots.code);
  if (!request)
    return slots.code !== null && !context.facts.requests.some((r) => r.code === slots.code)
      ? say({ says: 'no-such-code', code: slots.code })
      : cannot(context, 'which', null);
  if (request.applicantId !== context.me.id && !mayRecord(context, request))
    return cannot(context, 'not-officer', request);
  const why = notOpen(context, request);
  if (why) return why;
  const seat = seatMeant(context, request, slots.seat);
  if ('why' in seat) return cannot(context, seat.why, request, seat.seats);
  const { verdict, note } = slots;
  if (verdict === null) return cannot(context, 'verdict', request, [seat.shown]);
  const { id: requestId, version } = request;
  const { body, scopeId } = seat.shown;
  const question: PaperQuestion = { about: 'paper', requestId, version, verdict, seats: [{ body, scopeId }], note };
  return images.length === 0
    ? askPhoto(context, request, question, [seat.shown])
    : recorded(context, request, [seat.seat], question, images);
}

const mayRecord = (context: PersonContext, request: Request): boolean =>
  may(context, 'record-paper', ofRequest(request, context.facts));

type Why = Extract<Result, { says: 'cannot-record-paper' }>['why'];

const cannot = (
  { facts }: PersonContext,
  why: Why,
  request: Request | null,
  seats: readonly ShownSeat[] = [],
): Outcome =>
  say(
    { says: 'cannot-record-paper', why, shown: request && show(request, facts), seats },
    request ? { requestId: request.id } : {},
  );

/** By quote, by code, or the only one with a seat that nobody can answer; null where it is not clear. */
function requestMeant(context: PersonContext, code: string | null): Request | null {
  const { facts } = context;
  const quoted = facts.requests.find((r) => r.id === facts.quotedRequestId);
  if (quoted && (code === null || quoted.code === code)) return quoted;
  const named = facts.requests.filter((r) => r.code === code);
  if (named.length === 1) return named[0] ?? null;
  const all = code === null ? [...facts.requests, ...(facts.due?.requests ?? [])] : named;
  const stuck = all.filter((r) => seatsOf(context, r).some((s) => s.stuck));
  const [only] = stuck;
  return only && stuck.every((r) => r.id === only.id) ? only : null;
}

/** Nobody records the answer to their own request. */
function notOpen(context: PersonContext, request: Request): Outcome | null {
  const { facts, me } = context;
  if (request.applicantId === me.id)
    return say({ says: 'answer-refused', why: 'own-request', shown: show(request, facts) }, { requestId: request.id });
  return request.state === 'open' ? null : cannot(context, 'ended', request);
}

interface WaitingSeat {
  readonly seat: RequestSeat;
  readonly shown: ShownSeat;
  /** Nobody who could answer in the chat. */
  readonly stuck: boolean;
}

/** The seats still to answer in the open step. */
const seatsOf = ({ facts }: PersonContext, request: Request): WaitingSeat[] => {
  const shown = show(request, facts).steps[request.step]?.seats ?? [];
  return waitingSeats(request).flatMap((seat) => {
    const as = shown.find((s) => sameSeat(s, seat));
    return as ? [{ seat, shown: as, stuck: as.vacant || as.unreachable }] : [];
  });
};

/** Whoever can answer in the chat does so. */
function seatMeant(
  context: PersonContext,
  request: Request,
  said: string | null,
): WaitingSeat | { readonly why: 'reachable' | 'which-seat'; readonly seats: readonly ShownSeat[] } {
  const waiting = seatsOf(context, request);
  const meant = said === null ? waiting : called(waiting, said);
  const stuck = meant.filter((s) => s.stuck);
  const [only] = stuck;
  if (only && stuck.length === 1) return only;
  const isUnclear = stuck.length > 1 || meant.length === 0;
  const listed = stuck.length > 1 ? stuck : isUnclear ? waiting : meant;
  return { why: isUnclear ? 'which-seat' : 'reachable', seats: listed.map((s) => s.shown) };
}

/** Those whose title is just that; else those that it is part of. */
function called(seats: readonly WaitingSeat[], said: string): WaitingSeat[] {
  const exactly = seats.filter(({ shown }) => shown.title === said);
  return exactly.length > 0
    ? exactly
    : seats.filter(({ shown }) => [shown.title, ...shown.names].some((text) => text.includes(said)));
}

function askPhoto(
  context: PersonContext,
  request: Request,
  question: PaperQuestion,
  seats: readonly ShownSeat[],
): Outcome {
  const shown = show(request, context.facts);
  return {
    effects: [opens(context, question)],
    replies: [reply({ says: 'ask-paper-photo', shown, titles: seats.map((s) => s.title) }, { requestId: request.id })],
  };
}

/** The photo came, or something else did; everything is looked at again. */
export function continuePaper(context: PersonContext, question: PaperQuestion, images: Images): Outcome {
  const { facts } = context;
  const over = (outcome: Outcome): Outcome => joined({ effects: [closes(context)], replies: [] }, outcome);
  const request = facts.requests.find((r) => r.id === question.requestId);
  if (!request || (request.applicantId !== context.me.id && !mayRecord(context, request)))
    return over(cannot(context, request ? 'not-officer' : 'which', null));
  const why = notOpen(context, request);
  if (why) return over(why);
  if (request.version !== question.version)
    return over(say({ says: 'changed-since', shown: show(request, facts) }, { requestId: request.id }));
  const seats = seatsOf(context, request).filter((s) => question.seats.some((key) => sameSeat(key, s.seat)));
  const shown = seats.map((s) => s.shown);
  if (!seats.every((s) => s.stuck)) return over(cannot(context, 'reachable', request, shown));
  if (images.length === 0) return askPhoto(context, request, question, shown);
  return recorded(
    context,
    request,
    seats.map((s) => s.seat),
    question,
    images,
  );
}

/** The answer of the first who holds the seat; the officer's own where nobody does. */
function recorded(
  context: PersonContext,
  request: Request,
  seats: readonly RequestSeat[],
  { verdict, note }: Pick<PaperQuestion, 'verdict' | 'note'>,
  images: Images,
): Outcome {
  const { facts, me } = context;
  const answered = recordAnswer(request, me.id, seats, verdict);
  if (answered.outcome === 'refused') return cannot(context, 'ended', request);
  const personIdFor = (seat: RequestSeat): string => answerersOf(facts, seat, request)[0] ?? me.id;
  return outcomeOfAnswer(context, request, answered, { verdict, note, recordedBy: me.id, images, personIdFor });
}
