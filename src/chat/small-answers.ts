/** Answers to an open question that could be read as something else: small words, a denial, a sentence that is the reason. */
import type { Instant } from '../domain/calendar.ts';
import type { Question } from '../domain/dialogue.ts';
import { affirms, insteadOf, isQuestion, saysNothingNew, saysSameDay } from '../language/free-answers.ts';
import type { Intent, LeaveSlots } from '../language/intent.ts';
import { answerSlots, fillSlots, isPlainCommand } from '../language/understand.ts';
import type { LeaveQuestion } from '../commands/request-leave.ts';

/** What is made of small words, and what is said in place of something denied; null for a plain answer. */
export function smallAnswer(
  { asked, draft }: LeaveQuestion,
  text: string,
  now: Instant,
): LeaveSlots | 'yes' | 'again' | null {
  if (asked === 'confirm' && affirms(text)) return 'yes';
  if (asked === 'to' && saysSameDay(text))
    return { ...draft, to: draft.from, toHalf: 'pm', saidDays: null, problem: null };
  if (saysNothingNew(text)) return 'again';
  const instead = insteadOf(text.trim());
  if (instead === text.trim()) return null;
  const { from, to, saidDays, reason, problem } = answerSlots(instead, now);
  const saysDays = reason === null && (from ?? to ?? saidDays ?? problem) !== null;
  return saysDays ? fillSlots(draft, instead, now, asked) : null;
}

const isAskedWhy = (question: Question): boolean =>
  (question.about === 'leave' || question.about === 'make-up') && question.asked === 'reason';

/** Whole sentences that are no command, such as 忘记打卡了 or 家里漏雨了, are the reason that was asked for. */
const mayBeReason = (said: Intent, text: string): boolean =>
  sentences.includes(said.intent) && !('named' in said) && !isPlainCommand(text) && !isQuestion(text);
const sentences: readonly Intent['intent'][] = ['make-up', 'report-issue', 'introduce', 'ask-policy', 'leave-status'];

/** 不行 改成12.21, 可以 路上慢点: of the bot's own question where one is open, and of nobody's request. */
export const isSoft = (said: Intent): boolean =>
  said.intent === 'sounds-like' || (said.intent === 'reject' && said.soft === true);

/** Whether it is the reason that the question asks for, though it could be read as something else. */
export const answersWhy = (question: Question, said: Intent, text: string): boolean =>
  isAskedWhy(question) && mayBeReason(said, text);
