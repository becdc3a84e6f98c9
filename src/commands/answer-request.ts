/** 同意, 驳回 and 退回: finds the request that is meant, checks who may answer, and tells each party once. */
import { answerRequest, type AnswerRefusal } from '../domain/approval.ts';
import type { Which } from '../domain/dialogue.ts';
import type { Request, Verdict } from '../domain/request.ts';
import { outcomeOfAnswer, ownAnswer } from './answered.ts';
import { actorOf } from './chain.ts';
import { opens, reply, type Outcome, type PersonContext } from './context.ts';
import { answerAll, answerNumbers } from './answer-several.ts';
import { amongQuoted, askWhich, findOne, waitingForMe } from './find-request.ts';
import { show } from './shown.ts';

export interface AnswerSlots {
  readonly verdict: Verdict;
  readonly which: Which;
  /** A remark with an approval, the reason of a rejection. */
  readonly note: string | null;
}

/** By number, code or quote, or by being the only one open; otherwise the bot asks. */
export function answerByReply(context: PersonContext, slots: AnswerSlots): Outcome {
  const { which, verdict } = slots;
  if (which.all) return answerAll(context, slots);
  if (which.numbers.length > 1) return answerNumbers(context, slots);
  const waiting = waitingForMe(context);
  const isBare =
    which.code === null &&
    which.numbers.length === 0 &&
    which.who === undefined &&
    context.facts.quotedRequestId === null;
  const meant = amongQuoted(context.facts, waiting);
  if (isBare && waiting.length > 0 && meant.length !== 1)
    return askWhich(context, slots, meant.length > 0 ? meant : waiting);
  const found = findOne(context, which, verdict, waiting);
  return 'outcome' in found ? found.outcome : answerOne(context, found.request, slots);
}

/** Answers this request for every seat of its open step that is the speaker's to answer. */
export function answerOne(
  context: PersonContext,
  request: Request,
  { verdict, note }: Pick<AnswerSlots, 'verdict' | 'note'>,
): Outcome {
  const answered = answerRequest(request, actorOf(context.facts), verdict);
  if (answered.outcome === 'refused') return refuse(context, request, answered.why);
  if (verdict !== 'approve' && note === null) return askReason(context, request, verdict);
  return outcomeOfAnswer(context, request, answered, ownAnswer(context, verdict, note));
}

/** A reason is no longer waited for where it can't be given any more. */
function refuse({ facts }: PersonContext, request: Request, why: AnswerRefusal): Outcome {
  const question = facts.dialogue?.question;
  const isOver = question?.about === 'rejection' && question.requestId === request.id;
  return {
    effects: isOver ? [{ effect: 'close-question', accountId: facts.speaker.accountId }] : [],
    replies: [reply({ says: 'answer-refused', why, shown: show(request, facts) }, { requestId: request.id })],
  };
}

/** A request that no rule settles may be turned down by the officer, who keeps it. */
function askReason(context: PersonContext, request: Request, verdict: 'reject' | 'return'): Outcome {
  const { id: requestId, revision } = request;
  return {
    effects: [opens(context, { about: 'rejection', verdict, requestId, revision })],
    replies: [
      reply({ says: 'ask-rejection-reason', verdict, shown: show(request, context.facts) }, { requestId: request.id }),
    ],
  };
}
