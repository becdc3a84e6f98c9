/** The answer to the bot's own open question; null where the message is something else and is followed instead. */
import { cut, cutNote } from '../domain/cut.ts';
import type { Question } from '../domain/dialogue.ts';
import type { Intent, LeaveSlots } from '../language/intent.ts';
import { answerSlots, fillSlots } from '../language/understand.ts';
import { answerNeeds, answerOne, type AnswerSlots } from '../commands/answer-request.ts';
import { reply, say, type Outcome, type PersonContext } from '../commands/context.ts';
import { makeUp, makeUpNeeds } from '../commands/make-up.ts';
import { leaveNeeds, openLeave, requestLeave } from '../commands/request-leave.ts';
import { writeLog, writeLogNeeds } from '../commands/write-log.ts';
import { closing, only, type Task } from './commands.ts';

type About<K extends Question['about']> = Extract<Question, { about: K }>;

/** What is to be done about `intent` while `question` is open. */
export function continued(question: Question, intent: Intent, context: PersonContext): Task | null {
  if (intent.intent === 'cancel') return only(drop);
  switch (question.about) {
    case 'leave':
      return continueLeave(question, intent, context);
    case 'make-up':
      return continueMakeUp(question, intent, context);
    case 'rejection':
      return continueRejection(question, intent, context);
    case 'which-request':
      return intent.intent === 'none' ? pick(question, context.message.text) : null;
    case 'log':
      return continueLog(question, intent, context);
    case 'photo':
      return null;
  }
}

export const drop = ({ facts }: PersonContext): Outcome => ({
  effects: [{ effect: 'close-question', accountId: facts.speaker.accountId }],
  replies: [reply({ says: 'question-dropped' })],
});

function continueLeave(question: About<'leave'>, intent: Intent, context: PersonContext): Task | null {
  const { draft, asked } = question;
  const go = (slots: LeaveSlots): Task => ({
    needs: leaveNeeds,
    run: (full) => requestLeave(full, slots, slots.problem),
  });
  const again = go({ ...draft, problem: null });
  if (intent.intent === 'confirm')
    return asked === 'confirm' ? { needs: leaveNeeds, run: (full) => openLeave(full, draft) } : again;
  if (intent.intent === 'acknowledge') return again;
  if (intent.intent !== 'none' && intent.intent !== 'request-leave') return null;
  const text = cutNote(context.message.text.trim());
  if (text === '') return again;
  const filled = fillSlots(draft, text, context.message.sentAt, asked);
  return go(asked === 'from' && draft.saidDays === null ? beginning(filled) : filled);
}

/** A single day that answers "from when" says nothing yet of the end. */
const beginning = (said: LeaveSlots): LeaveSlots =>
  said.from === said.to && said.saidDays === null && said.fromHalf === 'am' && said.toHalf === 'pm'
    ? { ...said, to: null }
    : said;

function continueMakeUp(question: About<'make-up'>, intent: Intent, context: PersonContext): Task | null {
  const text = context.message.text.trim();
  if (intent.intent !== 'none' || text === '') return null;
  const said = question.asked === 'on' ? answerSlots(text, context.message.sentAt, 'back') : null;
  const slots = said
    ? { on: said.from, reason: said.reason, problem: said.problem }
    : { on: question.on, reason: cutNote(text), problem: null };
  return { needs: makeUpNeeds(context, slots), run: (full) => makeUp(full, slots) };
}

/** The kept text is written for the day that is now said. */
function continueLog(question: About<'log'>, intent: Intent, context: PersonContext): Task | null {
  if (intent.intent !== 'none') return null;
  const said = answerSlots(context.message.text, context.message.sentAt, 'back');
  const problem =
    said.problem ??
    (said.from === null ? ({ problem: 'unclear', said: cut(context.message.text, 20) } as const) : null);
  const slots = { on: said.from ?? context.facts.today, text: question.text, problem };
  const task: Task = { needs: writeLogNeeds(slots), run: (full) => writeLog(full, slots, question.images) };
  return slots.on > context.facts.today ? task : closing(task);
}

const byId = (requestId: string, slots: AnswerSlots): Task => ({
  needs: { ...answerNeeds(slots), requestIds: [requestId] },
  run: (full) => {
    const request = full.facts.requests.find((r) => r.id === requestId);
    return request ? answerOne(full, request, slots) : say({ says: 'nothing-to-answer' });
  },
});

/** Words, or 驳回 with them, are the reason; a code or a quote of another request turns to that one. */
function continueRejection(
  question: About<'rejection'>,
  intent: Intent,
  { message, facts }: PersonContext,
): Task | null {
  if (facts.quotedRequestId !== null && facts.quotedRequestId !== question.requestId) return null;
  const isAgain = intent.intent === 'reject' && intent.code === null;
  if (intent.intent !== 'none' && !isAgain) return null;
  const said = cutNote(isAgain ? (intent.reason ?? '') : message.text.trim());
  return byId(question.requestId, { verdict: 'reject', code: null, note: said === '' ? null : said });
}

function pick(question: About<'which-request'>, text: string): Task | null {
  const number = /^\s*([1-9]\d?)\s*$/.exec(text)?.[1];
  const requestId = question.requestIds[Number(number) - 1];
  return requestId ? byId(requestId, { verdict: question.verdict, code: null, note: question.note }) : null;
}
