/** 同意 1 3 and 都同意: several at once, each by itself: one that has changed or is not one's own to answer stays as it is. */
import { answerRequest } from '../domain/approval.ts';
import type { AnswerNext } from '../domain/approval-result.ts';
import type { ListedRequest } from '../domain/dialogue.ts';
import type { Reply, Result } from '../domain/reply.ts';
import type { ShownRequest } from '../domain/shown.ts';
import { afterAnswer, effectsOfAnswer, ownAnswer, toldOfAnswer } from './answered.ts';
import type { AnswerSlots } from './answer-request.ts';
import { actorOf } from './chain.ts';
import { closes, confirmButtons, opens, reply, say, type Outcome, type PersonContext } from './context.ts';
import { askWhich, showList, waitingForMe, whichOf } from './find-request.ts';
import { show } from './shown.ts';

/** Numbers of the last list. One that is not on it stops everything: it may have been meant otherwise. */
export function answerNumbers(context: PersonContext, slots: AnswerSlots): Outcome {
  const { facts } = context;
  const { numbers } = slots.which;
  const unknown = numbers.filter((n) => facts.listed[n - 1] === undefined);
  if (unknown.length > 0) return say({ says: 'no-such-number', numbers: unknown, listed: facts.listed.length });
  const items = numbers.flatMap((n) => facts.listed[n - 1] ?? []);
  if (slots.verdict !== 'approve' && slots.note === null) {
    const ids = items.map(({ requestId }) => requestId);
    return askWhich(
      context,
      slots,
      facts.requests.filter((r) => ids.includes(r.id)),
    ); // one reason each
  }
  return answerItems(context, items, slots);
}

/** 都同意 shows what it would be and asks once; a rejection is always of one. */
export function answerAll(context: PersonContext, { verdict }: AnswerSlots): Outcome {
  const { facts } = context;
  const waiting = waitingForMe(context).filter((r) => r.state === 'open');
  const shown = waiting.map((r) => show(r, facts));
  if (waiting.length === 0) return say({ says: 'nothing-to-answer' });
  if (verdict !== 'approve') return whichOf(context, verdict, waiting);
  const items = waiting.map(({ id, revision }) => ({ requestId: id, revision }));
  return {
    effects: [opens(context, { about: 'approve-all', items }), showList(context, waiting)],
    replies: [reply({ says: 'confirm-all', shown }, { buttons: confirmButtons(context) })],
  };
}

type Several = Extract<Result, { says: 'answers-recorded' }>;

/** Each of them as far as it is still what was shown. */
export function answerItems(
  context: PersonContext,
  items: readonly ListedRequest[],
  { verdict, note }: Pick<AnswerSlots, 'verdict' | 'note'>,
): Outcome {
  const done: { shown: ShownRequest; next: AnswerNext }[] = [];
  const refused: { shown: ShownRequest; why: Several['refused'][number]['why'] }[] = [];
  const outcome: { effects: Outcome['effects'][number][]; replies: Reply[] } = { effects: [], replies: [] };
  const given = ownAnswer(context, verdict, note);
  for (const { requestId, revision } of items) {
    const request = context.facts.requests.find((r) => r.id === requestId);
    if (!request) continue;
    const answered = answerRequest(request, actorOf(context.facts), verdict);
    if (answered.outcome === 'refused') refused.push({ shown: show(request, context.facts), why: answered.why });
    else if (request.revision !== revision) refused.push({ shown: show(request, context.facts), why: 'changed' });
    else {
      const after = afterAnswer(context, request, answered, given);
      outcome.effects.push(...effectsOfAnswer(context, request, answered, given, after));
      outcome.replies.push(...toldOfAnswer(context, after, answered, given));
      done.push({ shown: show(after, context.facts), next: answered.next });
    }
  }
  const said = reply({ says: 'answers-recorded', verdict, done, refused });
  return { effects: closed(context, outcome.effects), replies: [said, ...outcome.replies] };
}

/** The question is closed once, and also where nothing could be answered. */
function closed(context: PersonContext, effects: Outcome['effects']): Outcome['effects'] {
  const about = context.facts.dialogue?.question.about;
  const others = effects.filter((e) => e.effect !== 'close-question');
  return about === 'approve-all' || about === 'which-request' ? [...others, closes(context)] : others;
}
