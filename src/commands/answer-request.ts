/** 同意 and 驳回: finds the request that is meant, checks who may answer, and tells each party once. */
import type { Effect } from '../domain/effect.ts';
import type { Need } from '../domain/facts.ts';
import type { Reply } from '../domain/reply.ts';
import {
  answerRequest,
  waitingSeats,
  type Answered,
  type AnswerRefusal,
  type Request,
  type Verdict,
  sameSeat,
} from '../domain/request.ts';
import { nameOf, show } from './chain.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { askApprovers, notice, tellApproved, tellOthersAsked } from './notices.ts';

export interface AnswerSlots {
  readonly verdict: Verdict;
  readonly code: string | null;
  /** A remark with an approval, the reason of a rejection. */
  readonly note: string | null;
}

export const answerNeeds = (slots: Pick<AnswerSlots, 'code'>): Need => ({
  forMe: true,
  code: slots.code,
  organisation: true,
});

/** Open requests that wait for a seat the speaker holds, their own left out, oldest first. */
export const waitingForMe = ({ facts, me }: PersonContext): Request[] =>
  facts.requests
    .filter(
      (r) => r.applicantId !== me.id && waitingSeats(r).some((s) => facts.speaker.seats.some((h) => sameSeat(h, s))),
    )
    .sort((a, b) => a.openedAt - b.openedAt);

/** By the quoted message unless a code names another, then by code, then by being the only one open; otherwise the bot asks. */
export function answerByReply(context: PersonContext, slots: AnswerSlots): Outcome {
  const { facts } = context;
  const quoted = facts.requests.find((r) => r.id === facts.quotedRequestId);
  if (quoted && (slots.code === null || slots.code === quoted.code)) return answerOne(context, quoted, slots);
  if (slots.code !== null) {
    const named = withCode(context, slots.code);
    if (named.length === 0) return say({ says: 'no-such-code', code: slots.code });
    return named.length === 1 && named[0] ? answerOne(context, named[0], slots) : which(context, slots, named);
  }
  const waiting = waitingForMe(context);
  if (waiting.length === 0) return say({ says: 'nothing-to-answer' });
  return waiting.length === 1 && waiting[0] ? answerOne(context, waiting[0], slots) : which(context, slots, waiting);
}

function withCode(context: PersonContext, code: string): Request[] {
  const all = context.facts.requests.filter((r) => r.code === code);
  const waiting = waitingForMe(context);
  const mine = all.filter((r) => waiting.includes(r));
  return mine.length > 0 ? mine : all.slice(0, 1);
}

function which(context: PersonContext, slots: AnswerSlots, among: readonly Request[]): Outcome {
  const { facts } = context;
  const question = {
    about: 'which-request',
    verdict: slots.verdict,
    note: slots.note,
    requestIds: among.map((r) => r.id),
  } as const;
  const dialogue = { id: String(facts.messageId), question, askedAt: facts.now };
  return {
    effects: [{ effect: 'ask', accountId: facts.speaker.accountId, dialogue }],
    replies: [reply({ says: 'which-request', verdict: slots.verdict, shown: among.map((r) => show(r, facts)) })],
  };
}

/** Answers this request for every seat of its open step that the speaker holds. */
export function answerOne(context: PersonContext, request: Request, slots: AnswerSlots): Outcome {
  const { facts, me } = context;
  const answered = answerRequest(request, me.id, facts.speaker.seats, slots.verdict);
  if (answered.outcome === 'refused') return refuse(context, request, answered.why);
  if (slots.verdict === 'reject' && slots.note === null) return askReason(context, request);
  const after = afterAnswer(context, request, answered, slots);
  return {
    effects: effectsOf(context, request, answered, slots, after),
    replies: repliesOf(context, after, answered, slots),
  };
}

type Recorded = Extract<Answered, { outcome: 'recorded' }>;

/** A reason is no longer waited for where it can't be given any more. */
function refuse({ facts }: PersonContext, request: Request, why: AnswerRefusal): Outcome {
  const question = facts.dialogue?.question;
  const isOver = question?.about === 'rejection' && question.requestId === request.id;
  return {
    effects: isOver ? [{ effect: 'close-question', accountId: facts.speaker.accountId }] : [],
    replies: [reply({ says: 'answer-refused', why, shown: show(request, facts) }, { requestId: request.id })],
  };
}

function askReason({ facts }: PersonContext, request: Request): Outcome {
  const question = { about: 'rejection', requestId: request.id, version: request.version } as const;
  const dialogue = { id: String(facts.messageId), question, askedAt: facts.now };
  return {
    effects: [{ effect: 'ask', accountId: facts.speaker.accountId, dialogue }],
    replies: [reply({ says: 'ask-rejection-reason', shown: show(request, facts) }, { requestId: request.id })],
  };
}

function afterAnswer({ facts, me }: PersonContext, request: Request, answered: Recorded, slots: AnswerSlots): Request {
  const answer = { personId: me.id, verdict: slots.verdict, note: slots.note, at: facts.now };
  const steps = request.steps.map((step, i) =>
    i === request.step
      ? { ...step, seats: step.seats.map((s) => (answered.seats.includes(s) ? { ...s, answer } : s)) }
      : step,
  );
  return { ...request, steps, state: answered.state, step: answered.step, version: request.version + 1 };
}

function effectsOf(
  context: PersonContext,
  before: Request,
  answered: Recorded,
  slots: AnswerSlots,
  after: Request,
): Effect[] {
  const { facts, me } = context;
  const effects: Effect[] = answered.seats.map(({ body, scopeId }) => ({
    effect: 'answer-seat',
    requestId: before.id,
    step: before.step,
    seat: { body, scopeId },
    personId: me.id,
    verdict: slots.verdict,
    note: slots.note,
    at: facts.now,
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
  if (facts.dialogue && concernsAnswer(facts.dialogue.question.about))
    effects.push({ effect: 'close-question', accountId: facts.speaker.accountId });
  return effects;
}

const concernsAnswer = (about: string): boolean => about === 'rejection' || about === 'which-request';

const madeUp = (request: Request, at: number): Effect => ({
  effect: 'add-attendance',
  event: { personId: request.applicantId, on: request.span.fromOn, kind: 'made-up', turn: 0, at },
  note: request.reason,
  point: null,
  doubts: [],
  images: [],
  requestId: request.id,
});

function repliesOf(context: PersonContext, after: Request, answered: Recorded, slots: AnswerSlots): Reply[] {
  const { facts, rules, me } = context;
  const shown = show(after, facts);
  const mine = reply(
    { says: 'answer-recorded', shown, verdict: slots.verdict, next: answered.next },
    { requestId: after.id },
  );
  const closed = { says: 'request-closed-by-other', shown, by: nameOf(facts, me.id), verdict: slots.verdict } as const;
  switch (answered.next) {
    case 'waits-for-others':
      return [mine];
    case 'next-step':
      return [mine, ...askApprovers(after, facts)];
    case 'approved':
      return [mine, ...tellApproved(after, facts, rules, me.id), ...tellOthersAsked(after, facts, closed, [me.id])];
    case 'rejected': {
      const told = notice(after, 'closed', after.applicantId, {
        says: 'request-rejected',
        shown,
        by: nameOf(facts, me.id),
        reason: slots.note,
      });
      return [mine, told, ...tellOthersAsked(after, facts, closed, [me.id])];
    }
  }
}
