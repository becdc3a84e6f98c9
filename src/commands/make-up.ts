/** 补卡: a missed check-in is confirmed by whoever keeps the attendance (丰都 第九条 names them by post). */
import { presenceOn } from '../domain/attendance.ts';
import { monthOf, firstOf, type IsoDate } from '../domain/calendar.ts';
import type { Question } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import type { SpanProblem } from '../domain/date-problem.ts';
import { codeOf, unmoved, type Request, type RequestSeat } from '../domain/request.ts';
import { keeperSeat } from './chain.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { nowhere } from './month.ts';
import { openRequest } from './open-request.ts';

export interface MakeUpSlots {
  readonly on: IsoDate | null;
  readonly reason: string | null;
  readonly problem: SpanProblem | null;
}

export const makeUpNeeds = ({ facts }: PersonContext, slots: MakeUpSlots): Need => {
  const from = slots.on && slots.on < facts.today ? slots.on : firstOf(monthOf(facts.today));
  return { organisation: true, ownRequests: true, ownDays: { from, to: facts.today } };
};

export function makeUp(context: PersonContext, slots: MakeUpSlots): Outcome {
  const { facts, rules, me } = context;
  if (me.post === null) return say({ says: 'not-a-cadre' });
  if (slots.problem) return say({ says: 'invalid-span', span: slots.problem, wanted: 'day' });
  if (slots.on === null) return ask(context, { about: 'make-up', asked: 'on', on: null });
  const why = notNeeded(context, slots.on);
  if (why) return say({ says: 'make-up-not-needed', on: slots.on, why });
  const keeper = keeperSeat(rules, me, facts);
  if (!keeper) return say({ says: 'no-keeper-rule' });
  if (slots.reason === null) return ask(context, { about: 'make-up', asked: 'reason', on: slots.on });
  return open(context, slots.on, slots.reason, keeper);
}

function notNeeded(
  { facts, me }: PersonContext,
  on: IsoDate,
): 'counts-already' | 'today' | 'future' | 'asked-already' | null {
  if (on === facts.today) return 'today';
  if (on > facts.today) return 'future';
  if (presenceOn(facts.days.get(me.id) ?? nowhere, on) > 0) return 'counts-already';
  const asked = facts.requests.some(
    (r) => r.applicantId === me.id && r.kind === 'make-up' && r.state === 'open' && r.span.fromOn === on,
  );
  return asked ? 'asked-already' : null;
}

function ask({ facts }: PersonContext, question: Extract<Question, { about: 'make-up' }>): Outcome {
  const dialogue = { id: String(facts.messageId), question, askedAt: facts.now };
  return {
    effects: [{ effect: 'ask', accountId: facts.speaker.accountId, dialogue }],
    replies: [reply(question.on ? { says: 'ask-make-up-reason', on: question.on } : { says: 'ask-make-up-date' })],
  };
}

function open(context: PersonContext, on: IsoDate, reason: string, keeper: RequestSeat): Outcome {
  const { facts, rules, me } = context;
  const rule = rules.keeper({ post: me.post ?? '', dispatchLevel: me.dispatchLevel, on: facts.today });
  const request: Request = {
    ...unmoved,
    id: `r${facts.messageId}`,
    code: codeOf(facts.messageId),
    kind: 'make-up',
    applicantId: me.id,
    span: { fromOn: on, toOn: on, fromHalf: 'am', toHalf: 'pm' },
    days: 1,
    countedDays: 1,
    leaveKind: null,
    reason,
    late: true,
    steps: [{ mode: 'any', seats: [keeper] }],
    filingText: null,
    filings: [],
    citations: rule.citations,
    readings: rule.readings,
    openedAt: facts.now,
    movedAt: facts.now,
  };
  return openRequest(context, request, { beside: null });
}
