/** The answer to the bot's own open question; null where the message is something else and is followed instead. */
import { cut, cutNote } from '../domain/cut.ts';
import type { PersonAct, Question } from '../domain/dialogue.ts';
import type { Verdict } from '../domain/request.ts';
import type { Intent, LeaveSlots } from '../language/intent.ts';
import { answerSlots, changeSlots, fillSlots } from '../language/understand.ts';
import { answerOne } from '../commands/answer-request.ts';
import { answerItems } from '../commands/answer-several.ts';
import { addApproverTo } from '../commands/add-approver.ts';
import { closes, reply, say, type Outcome, type PersonContext } from '../commands/context.ts';
import { proxyFor } from '../commands/correct-leave.ts';
import { deputise, deputyNeeds, nameDeputy, type DeputySlots } from '../commands/deputy.ts';
import { anyOne, whichNeeds } from '../commands/find-request.ts';
import { spanOf } from '../commands/leave-draft.ts';
import { makeUp, makeUpNeeds } from '../commands/make-up.ts';
import { namedById } from '../commands/people.ts';
import { continuePaper, paperNeeds } from '../commands/record-paper.ts';
import { confirmLeave, leaveNeeds, requestLeave, type LeaveTalk } from '../commands/request-leave.ts';
import { transferTo } from '../commands/transfer.ts';
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
      return intent.intent === 'none' ? pickRequest(question, context.message.text) : null;
    case 'which-person':
      return intent.intent === 'none' ? pickPerson(question, context.message.text) : null;
    case 'approve-all':
      return intent.intent === 'confirm' ? confirmed(question) : null;
    case 'deputy':
      return intent.intent === 'none' || intent.intent === 'name-deputy'
        ? continueDeputising(question, intent, context)
        : null;
    case 'paper':
      return context.message.images.length > 0
        ? { needs: paperNeeds(question), run: (full) => continuePaper(full, question, context.message.images) }
        : null;
    case 'log':
      return continueLog(question, intent, context);
    case 'photo':
      return null;
  }
}

export const drop = (context: PersonContext): Outcome => ({
  effects: [closes(context)],
  replies: [reply({ says: 'question-dropped' })],
});

/** What 确认, or its button, does; null where the question asks for something else. */
export function confirmed(question: Question): Task | null {
  if (question.about === 'leave' && question.asked === 'confirm')
    return { needs: leaveNeeds(question.purpose), run: (full) => confirmLeave(full, question) };
  if (question.about === 'approve-all') {
    const requestIds = question.items.map(({ requestId }) => requestId);
    return {
      needs: { ...whichNeeds(anyOne), requestIds },
      run: (full) => answerItems(full, question.items, { verdict: 'approve', note: null }),
    };
  }
  return null;
}

function continueLeave(question: About<'leave'>, intent: Intent, context: PersonContext): Task | null {
  const { draft, asked, purpose } = question;
  const { message } = context;
  const images = message.images.length > 0 ? message.images : question.images;
  const go = ({ problem, ...slots }: LeaveSlots): Task => {
    const talk: LeaveTalk = { draft: slots, purpose, images };
    return { needs: leaveNeeds(purpose), run: (full) => requestLeave(full, talk, problem) };
  };
  const again = go({ ...draft, problem: null });
  if (intent.intent === 'confirm') return confirmed(question) ?? again;
  if (intent.intent === 'acknowledge') return again;
  if (intent.intent === 'edit-request' && intent.code === null) return go(changeSlots(draft, intent.slots));
  if (intent.intent !== 'none' && intent.intent !== 'request-leave') return null;
  const text = cutNote(message.text.trim());
  if (text === '') return again;
  const filled = fillSlots(draft, text, message.sentAt, asked);
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

const byId = (requestId: string, verdict: Verdict, note: string | null): Task => ({
  needs: { ...whichNeeds(anyOne), requestIds: [requestId] },
  run: (full) => {
    const request = full.facts.requests.find((r) => r.id === requestId);
    return request ? answerOne(full, request, { verdict, note }) : say({ says: 'nothing-to-answer' });
  },
});

/** Words, or 驳回 with them, are the reason; a code, number or quote of another request turns to that one. */
function continueRejection(
  { requestId, verdict }: About<'rejection'>,
  intent: Intent,
  { message, facts }: PersonContext,
): Task | null {
  if (facts.quotedRequestId !== null && facts.quotedRequestId !== requestId) return null;
  const isAgain = (intent.intent === 'reject' || intent.intent === 'return') && isBare(intent.which);
  if (intent.intent !== 'none' && !isAgain) return null;
  const said = cutNote(isAgain ? (intent.reason ?? '') : message.text.trim());
  const now = !isAgain ? verdict : intent.intent === 'reject' ? 'reject' : 'return';
  return byId(requestId, now, said === '' ? null : said);
}

const isBare = ({ code, numbers, all }: typeof anyOne): boolean => code === null && numbers.length === 0 && !all;

/** The number that the text is, from 1, as an index; null where it is none. */
function numberIn(text: string): number | null {
  const number = /^\s*([1-9]\d?)\s*$/.exec(text)?.[1];
  return number === undefined ? null : Number(number) - 1;
}

function pickRequest({ requestIds, verdict, note }: About<'which-request'>, text: string): Task | null {
  const requestId = requestIds[numberIn(text) ?? -1];
  return requestId ? byId(requestId, verdict, note) : null;
}

function pickPerson({ act, personIds }: About<'which-person'>, text: string): Task | null {
  const personId = personIds[numberIn(text) ?? -1];
  return personId === undefined ? null : closing(taskWith(act, personId));
}

/** What is done once it is known who is meant. */
function taskWith(act: PersonAct, personId: string): Task {
  if (act.does === 'proxy') {
    const purpose = { is: 'proxy', applicantId: personId } as const;
    return {
      needs: leaveNeeds(purpose),
      run: (full) => proxyFor(full, personId, { draft: act.draft, problem: null, images: [] }),
    };
  }
  const requestIds = act.does === 'deputy' ? [] : [act.requestId];
  return {
    needs: { ...whichNeeds(anyOne), ...deputyNeeds({ who: null }), requestIds, people: [personId] },
    run: (full) => withPerson(full, act, personId),
  };
}

function withPerson(context: PersonContext, act: Exclude<PersonAct, { does: 'proxy' }>, personId: string): Outcome {
  const { facts } = context;
  const to = namedById(facts, personId);
  if (!to) return say({ says: 'nothing-to-answer' });
  if (act.does === 'deputy') return deputise(context, to, act);
  const request = facts.requests.find((r) => r.id === act.requestId);
  if (!request) return say({ says: 'nothing-to-answer' });
  return act.does === 'transfer' ? transferTo(context, request, to) : addApproverTo(context, request, to);
}

/** The name or the days that were still missing. */
function continueDeputising(question: About<'deputy'>, intent: Intent, { message }: PersonContext): Task {
  const slots = deputyFrom(question, intent, message);
  return { needs: deputyNeeds(slots), run: (full) => nameDeputy(full, slots) };
}

function deputyFrom(
  { who, from, to }: About<'deputy'>,
  intent: Intent,
  { text, sentAt }: PersonContext['message'],
): DeputySlots {
  if (intent.intent === 'name-deputy')
    return { who: intent.who ?? who, from: intent.from ?? from, to: intent.to ?? to, problem: intent.problem };
  if (who === null) return { who: cut(text.trim(), 20), from, to, problem: null };
  const said = answerSlots(text, sentAt);
  const span = spanOf(said);
  return { who, from: span?.fromOn ?? said.from, to: span?.toOn ?? null, problem: said.problem };
}
