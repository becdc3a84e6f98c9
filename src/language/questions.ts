/** Telling a question about leave, check-in and the like from the thing itself. */
import { bare, endsWithAny, includesAny } from './match-words.ts';
import { politeEndings, questionEndings, strongQuestionWords, weakQuestionWords } from './words.ts';

const question = /\?$/;

/** A request may end politely (明天请假行不行): what remains without that ending. */
function withoutPoliteness(sentence: string): string {
  const plain = sentence.replace(question, '');
  const ending = politeEndings.find((word) => plain.endsWith(word));
  return ending === undefined ? sentence : plain.slice(0, -ending.length);
}

/** True when the folded text asks something. A closing 行吗 or 可以吗 after a request does not count. */
export const asks = (look: string): boolean => asksPlainly(look) || includesAny(look, weakQuestionWords);

/** The same for a text whose purpose is plain already: 怎么 and 什么 may then stand in its reason or note. */
export function asksPlainly(look: string): boolean {
  if (look !== last.look) last = { look, isQuestion: isQuestion(look) };
  return last.isQuestion;
}
/** Nearly every reader asks the same of the same text: it is looked at once. */
let last = { look: '', isQuestion: false };

function isQuestion(look: string): boolean {
  const sentence = withoutPoliteness(bare(look));
  return endsWithAny(sentence, questionEndings) || includesAny(sentence, strongQuestionWords);
}
