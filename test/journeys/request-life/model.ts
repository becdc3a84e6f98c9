/**
 * The life of a request as the issue asks for it, told once more and independently: what each message does, what its
 * sender is answered, and who else is told.
 */
import { answer, freeText } from './model-answers.ts';
import { askLeave, confirm, editLeave, extendLeave, correctLeave, proxyLeave } from './model-asking.ts';
import { addApprover, endDeputy, nameDeputy, paper, photo, transfer } from './model-handing.ts';
import { endLeave, nudge, object, receipt, withdraw } from './model-after.ts';
import { isExpired, outcome, type Turn } from './model-turn.ts';
import { waitingFor, type ModelState } from './state.ts';
import type { Message, Outcome, Saying } from './messages.ts';

/** The state after the message, and what it came to. */
export function worked(before: ModelState, message: Message): { state: ModelState; outcome: Outcome } {
  const state = structuredClone(before);
  const turn: Turn = { state, ...message, me: message.who };
  const { saying } = message;
  const question = state.questions[turn.me];
  if (question && isExpired(turn, question) && !isPress(saying) && saying.say !== 'tick') {
    state.questions[turn.me] = null;
    if (saying.say === 'confirm' || saying.say === 'reason') return { state, outcome: outcome('question-expired') };
  }
  return { state, outcome: said(turn, saying) };
}

const isPress = (saying: Saying): boolean =>
  (saying.say === 'answer' && saying.which.by === 'button') || (saying.say === 'receipt' && saying.by === 'button');

function said(turn: Turn, saying: Saying): Outcome {
  switch (saying.say) {
    case 'tick':
      return outcome('');
    case 'ask':
      return askLeave(turn, saying);
    case 'confirm':
      return confirm(turn);
    case 'reason':
      return freeText(turn);
    case 'photo':
      return photo(turn);
    case 'todo':
      return todo(turn);
    case 'answer':
      return answer(turn, saying);
    case 'edit':
      return editLeave(turn, saying);
    case 'correct':
      return correctLeave(turn, saying);
    case 'extend':
      return extendLeave(turn, saying);
    case 'proxy':
      return proxyLeave(turn, saying);
    case 'withdraw':
      return withdraw(turn, saying.requestId);
    case 'nudge':
      return nudge(turn, saying.requestId);
    case 'object':
      return object(turn, saying.requestId);
    case 'receipt':
      return receipt(turn, saying);
    case 'end-leave':
      return endLeave(turn, saying);
    case 'transfer':
      return transfer(turn, saying);
    case 'add-approver':
      return addApprover(turn, saying);
    case 'deputy':
      return nameDeputy(turn, saying);
    case 'end-deputy':
      return endDeputy(turn);
    case 'paper':
      return paper(turn, saying);
  }
}

function todo({ state, me }: Turn): Outcome {
  state.lists[me] = waitingFor(state, me).map((r) => ({ requestId: r.id, revision: r.revision }));
  return outcome('todo');
}
