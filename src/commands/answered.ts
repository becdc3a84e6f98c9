/** What follows an answer, however it was given: it is kept, the next step is asked, and each party is told once. */
import type { Answered } from '../domain/approval.ts';
import type { Effect } from '../domain/effect.ts';
import type { Reply } from '../domain/reply.ts';
import type { Request, RequestSeat, SeatAnswer, Verdict } from '../domain/request.ts';
import { closes, reply, type Context, type Outcome, type PersonContext } from './context.ts';
import { notice, putBefore, tellApproved, tellOthersAsked } from './notices.ts';
import { show } from './shown.ts';

export type Recorded = Extract<Answered, { outcome: 'recorded' }>;

export interface Given {
  readonly verdict: Verdict;
  readonly note: string | null;
  /** The officer, where it was decided on paper. */
  readonly recordedBy: string | null;
  readonly images: SeatAnswer['images'];
  /** Whose answer it is. */
  readonly personIdFor: (seat: RequestSeat) => string;
}

/** An answer of the speaker's own. */
export const ownAnswer = ({ me }: PersonContext, verdict: Verdict, note: string | null): Given => ({
  verdict,
  note,
  recordedBy: null,
  images: [],
  personIdFor: () => me.id,
});

export function outcomeOfAnswer(context: PersonContext, request: Request, answered: Recorded, given: Given): Outcome {
  const after = afterAnswer(context, request, answered, given);
  const shown = show(after, context.facts);
  const onPaperFor = given.recordedBy === null ? null : answered.seats.map(({ seat }) => seat.title).join('、');
  const mine = reply(
    { says: 'answer-recorded', shown, verdict: given.verdict, next: answered.next, onPaperFor },
    { requestId: after.id },
  );
  return {
    effects: effectsOfAnswer(context, request, answered, given, after),
    replies: [mine, ...toldOfAnswer(context, after, answered, given)],
  };
}

const answerTo = (
  { facts }: Context,
  { seat, forId }: Recorded['seats'][number],
  { verdict, note, recordedBy, images, personIdFor }: Given,
): SeatAnswer => ({ personId: personIdFor(seat), verdict, note, at: facts.now, forId, recordedBy, images });

export function afterAnswer(context: Context, request: Request, answered: Recorded, given: Given): Request {
  const answerOf = (seat: RequestSeat): SeatAnswer | null => {
    const counted = answered.seats.find((s) => s.seat === seat);
    return counted ? answerTo(context, counted, given) : seat.answer;
  };
  const steps = request.steps.map((step, i) =>
    i === request.step ? { ...step, seats: step.seats.map((s) => ({ ...s, answer: answerOf(s) })) } : step,
  );
  const { state, step } = answered;
  return { ...request, steps, state, step, version: request.version + 1, movedAt: context.facts.now };
}

export function effectsOfAnswer(
  context: Context,
  before: Request,
  answered: Recorded,
  given: Given,
  after: Request,
): Effect[] {
  const { facts } = context;
  const effects: Effect[] = answered.seats.map((counted) => ({
    effect: 'answer-seat',
    requestId: before.id,
    step: before.step,
    seat: { body: counted.seat.body, scopeId: counted.seat.scopeId },
    ...answerTo(context, counted, given),
  }));
  effects.push({
    effect: 'move-request',
    requestId: before.id,
    version: before.version,
    state: after.state,
    step: after.step,
    at: facts.now,
  });
  if (after.kind === 'make-up' && after.state === 'approved') effects.push(madeUp(after, facts.now));
  if (facts.dialogue && concernsAnswer.includes(facts.dialogue.question.about)) effects.push(closes(context));
  return effects;
}

const concernsAnswer: readonly string[] = ['rejection', 'which-request', 'approve-all', 'paper'];

const madeUp = (request: Request, at: number): Effect => ({
  effect: 'add-attendance',
  event: { personId: request.applicantId, on: request.span.fromOn, kind: 'made-up', turn: 0, at },
  note: request.reason,
  point: null,
  doubts: [],
  images: [],
  requestId: request.id,
});

/** Everybody but the speaker. */
export function toldOfAnswer(context: PersonContext, after: Request, answered: Recorded, given: Given): Reply[] {
  const { facts, me } = context;
  const shown = show(after, facts);
  const { verdict, note: reason } = given;
  const by = me.name;
  const closed = { says: 'request-closed-by-other', shown, by, verdict } as const;
  const { enteredBy } = after;
  const entered =
    enteredBy === null || enteredBy === me.id ? [] : [notice(after, `v${after.revision}.closed`, enteredBy, closed)];
  const toApplicant = (says: 'request-rejected' | 'request-returned'): Reply[] => [
    notice(after, `v${after.revision}.closed`, after.applicantId, { says, shown, by, reason }),
    ...tellOthersAsked(after, facts, closed, [me.id]),
    ...entered,
  ];
  switch (answered.next) {
    case 'waits-for-others':
      return [];
    case 'next-step':
      return putBefore(after, facts);
    case 'approved':
      return [...tellApproved(after, context, me.id), ...tellOthersAsked(after, facts, closed, [me.id]), ...entered];
    case 'rejected':
      return toApplicant('request-rejected');
    case 'returned':
      return toApplicant('request-returned');
  }
}
