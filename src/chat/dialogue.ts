/** The answer to the bot's own open question; null where the message is something else and is followed instead. */
import { cut, cutNote } from '../domain/cut.ts';
import type { LeavePurpose, ListedRequest, PersonAct, Question } from '../domain/dialogue.ts';
import type { Verdict } from '../domain/request.ts';
import { hesitates } from '../language/free-answers.ts';
import type { Intent, LeaveSlots } from '../language/intent.ts';
import {
  answerSlots,
  changeSlots,
  choicesSaid,
  fillSlots,
  isPlainEntry,
  soundsLikeAnswer,
  understand,
  withoutDenial,
} from '../language/understand.ts';
import { answerOne } from '../commands/answer-request.ts';
import { answerItems } from '../commands/answer-several.ts';
import { answerWhichReport, whichReportNeeds } from '../commands/change-entry.ts';
import { confirmChange, confirmChangeNeeds } from '../commands/change-holder.ts';
import { withdrawConsent, withdrawConsentNeeds } from '../commands/consent.ts';
import { closes, reply, say, type Outcome, type PersonContext } from '../commands/context.ts';
import { proxyFor } from '../commands/correct-leave.ts';
import { deputyNeeds, nameDeputy, withAsked, type DeputySlots } from '../commands/deputy.ts';
import { anyOne, whichNeeds } from '../commands/find-request.ts';
import { spanOf } from '../commands/leave-draft.ts';
import { makeUp, makeUpNeeds } from '../commands/make-up.ts';
import { nameAnother, pickPerson, pickPersonNeeds } from '../commands/pick-person.ts';
import { continuePaper, continuePaperNeeds } from '../commands/record-paper.ts';
import { confirmLeave, leaveNeeds, requestLeave, type LeaveTalk } from '../commands/request-leave.ts';
import { show } from '../commands/shown.ts';
import { takeBackById, takeBackNeeds } from '../commands/take-back.ts';
import { unbind } from '../commands/unbind.ts';
import { withdrawById, withdrawNeeds } from '../commands/withdraw.ts';
import { writeEntry, writeEntryNeeds } from '../commands/write-entry.ts';
import { writeLog, writeLogNeeds, type LogSlots } from '../commands/write-log.ts';
import { closing, only, type Task } from './commands.ts';
import { answersWhy, isSoft, smallAnswer } from './small-answers.ts';

type About<K extends Question['about']> = Extract<Question, { about: K }>;

/** What is to be done about `intent` while `question` is open. */
export function continued(question: Question, said: Intent, context: PersonContext): Task | null {
  const intent =
    isSoft(said) || answersWhy(question, said, context.message.text) || inPassing(said, context.message.text)
      ? ({ intent: 'none' } as const)
      : said;
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
      return intent.intent === 'none' ? whichPerson(question, context.message.text) : null;
    case 'approve-all':
      return intent.intent === 'confirm' ? confirmed(question) : null;
    case 'deputy':
      return intent.intent === 'none' || intent.intent === 'name-deputy'
        ? continueDeputising(question, intent, context)
        : null;
    case 'paper':
      return context.message.images.length > 0 && (intent.intent === 'none' || intent.intent === 'acknowledge')
        ? { needs: continuePaperNeeds(question), run: (full) => continuePaper(full, question, context.message.images) }
        : null;
    case 'log':
      return continueLog(question, intent, context);
    case 'which-report':
      return whichReport(question, intent, context.message.text);
    case 'which-take-back':
      return whichTakeBack(question, intent, context.message.text);
    case 'change-holder':
    case 'unbind':
    case 'withdraw-consent':
      return intent.intent === 'confirm' ? confirmed(question) : null;
    case 'photo':
    case 'consent':
      return null;
  }
}

/** 开会, 明天走访 or 推迟到后天 may as well be the reason or the days that were asked for; 走访 张大爷家 or 学习 12人 is a line of its own, and so is a bare 上报, which no reason is. */
function inPassing(intent: Intent, text: string): boolean {
  if (intent.intent === 'duty-later') return intent.numbers.length === 0;
  if (intent.intent === 'change-entry') return true;
  if (intent.intent !== 'write-entry' || (intent.said.ledger === 'report' && intent.said.text === '')) return false;
  return !isPlainEntry(intent.said, text);
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
  if (question.about === 'change-holder')
    return { needs: confirmChangeNeeds(question), run: (full) => confirmChange(full, question) };
  if (question.about === 'unbind') return only(unbind);
  if (question.about === 'withdraw-consent') return { needs: withdrawConsentNeeds, run: withdrawConsent };
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
  if (intent.intent !== 'none' && (intent.intent !== 'request-leave' || isOwnLeave(purpose, intent.slots))) return null;
  const small = smallAnswer(question, message.text, message.sentAt);
  if (small) return small === 'yes' ? (confirmed(question) ?? again) : small === 'again' ? again : go(small);
  const text = cutNote(withoutDenial(message.text.trim()));
  const denied = understand(text, message.sentAt);
  if (denied.intent === 'edit-request' && denied.code === null) return go(changeSlots(draft, denied.slots));
  if (text === '') return again;
  const filled = fillSlots(draft, text, message.sentAt, asked);
  return go(asked === 'from' && draft.saidDays === null ? beginning(filled) : filled);
}

/** A whole leave of one's own, said while another is talked of: it is followed, not taken for a reason. */
const isOwnLeave = (purpose: LeavePurpose, { from, saidDays, reason }: LeaveSlots): boolean =>
  purpose.is !== 'new' && (from !== null || saidDays !== null || reason !== null);

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
    : { on: question.on, reason: hesitates(text) ? null : cutNote(text), problem: null };
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
  const task = logTask(question, slots);
  return slots.on > context.facts.today ? task : closing(task);
}

export function logTask({ entry, images, files }: About<'log'>, slots: LogSlots): Task {
  if (!entry) return { needs: writeLogNeeds(slots), run: (full) => writeLog(full, slots, images) };
  const { on, problem } = slots;
  const line = { ...entry, on, problem, whole: slots.text, about: null };
  return { needs: writeEntryNeeds(line), run: (full) => writeEntry(full, line, images, files) };
}

/** 2, 都是 or 已办 2: the report that was kept goes to those. */
function whichReport(question: About<'which-report'>, intent: Intent, text: string): Task | null {
  const count = question.owedKeys.length;
  const places = intent.intent === 'duty-done' ? intent.numbers.map((n) => n - 1) : choicesSaid(text, count);
  if (places === null || places.length === 0 || places.some((place) => place >= count)) return null;
  return closing({ needs: whichReportNeeds(question), run: (full) => answerWhichReport(full, question, places) });
}

/** By its number. */
function whichTakeBack({ options }: About<'which-take-back'>, intent: Intent, text: string): Task | null {
  const option = intent.intent === 'none' ? options[numberIn(text) ?? -1] : undefined;
  if (!option) return null;
  return closing(
    option.is === 'entry'
      ? { needs: takeBackNeeds, run: (full) => takeBackById(full, option.messageId) }
      : { needs: withdrawNeeds(null), run: (full) => withdrawById(full, option.requestId) },
  );
}

/** An answer to what was shown: another content of it is not answered by it. */
const byId = ({ requestId, revision }: ListedRequest, verdict: Verdict, note: string | null): Task => ({
  needs: { ...whichNeeds(anyOne), requestIds: [requestId] },
  run: (full) => {
    const request = full.facts.requests.find((r) => r.id === requestId);
    if (!request) return say({ says: 'nothing-to-answer' });
    if (request.revision !== revision && request.state === 'open')
      return {
        effects: [closes(full)],
        replies: [reply({ says: 'changed-since', shown: show(request, full.facts) }, { requestId })],
      };
    return answerOne(full, request, { verdict, note });
  },
});

/** Words, or 驳回 with them, are the reason; a code, number or quote of another request turns to that one. */
function continueRejection(
  { requestId, revision, verdict }: About<'rejection'>,
  intent: Intent,
  { message, facts, me }: PersonContext,
): Task | null {
  if (facts.quotedRequestId !== null && facts.quotedRequestId !== requestId) return null;
  const isAgain = (intent.intent === 'reject' || intent.intent === 'return') && isBare(intent.which);
  if (!isAgain && !isFreeText(intent, me.post !== null)) return null;
  const said =
    (soundsLikeAnswer(message.text) || hesitates(message.text)) && !isAgain
      ? ''
      : cutNote(isAgain ? (intent.reason ?? '') : message.text.trim());
  const now = !isAgain ? verdict : intent.intent === 'reject' ? 'reject' : 'return';
  return byId({ requestId, revision }, now, said === '' ? null : said);
}

/** No command; of an office also what only applicants do: 改成两天 is what it wants of the request. */
const isFreeText = (intent: Intent, isCadre: boolean): boolean => {
  if (intent.intent === 'none') return true;
  if (isCadre) return false;
  const { intent: said } = intent;
  const ofApplicants = said === 'edit-request' || said === 'end-leave' || said === 'extend-leave';
  return said === 'request-leave' || (ofApplicants && intent.code === null);
};

const isBare = ({ code, numbers, all }: typeof anyOne): boolean => code === null && numbers.length === 0 && !all;

/** The number that the text is, from 1, as an index; null where it is none. */
function numberIn(text: string): number | null {
  const number = /^\s*([1-9]\d?)\s*$/.exec(text)?.[1];
  return number === undefined ? null : Number(number) - 1;
}

function pickRequest({ items, verdict, note }: About<'which-request'>, text: string): Task | null {
  const item = items[numberIn(text) ?? -1];
  return item ? byId(item, verdict, note) : null;
}

/** By number, or by name where the act is one on a request or seat. */
function whichPerson(question: About<'which-person'>, text: string): Task | null {
  const { act, personIds } = question;
  const number = numberIn(text);
  const personId = number === null ? null : personIds[number];
  if (act.does === 'proxy')
    return personId === null || personId === undefined ? null : closing(proxyTask(act, personId));
  const handing = { ...question, act };
  const said = personId ? null : cut(text.trim(), 20);
  return {
    needs: pickPersonNeeds(handing, said),
    run: (full) => (personId ? pickPerson(full, handing, personId) : nameAnother(full, handing, said ?? '')),
  };
}

const proxyTask = ({ draft, images }: Extract<PersonAct, { does: 'proxy' }>, personId: string): Task => ({
  needs: leaveNeeds({ is: 'proxy', applicantId: personId }),
  run: (full) => proxyFor(full, personId, { draft, problem: null, images }),
});

/** The name or the days that were still missing. */
function continueDeputising(question: About<'deputy'>, intent: Intent, { message }: PersonContext): Task {
  const slots = deputyFrom(question, intent, message);
  return { needs: deputyNeeds(slots), run: (full) => nameDeputy(full, slots) };
}

function deputyFrom(
  question: About<'deputy'>,
  intent: Intent,
  { text, sentAt }: PersonContext['message'],
): DeputySlots {
  if (intent.intent === 'name-deputy') return withAsked(question, intent);
  if (question.who === null)
    return withAsked(question, { who: cut(text.trim(), 20), from: null, to: null, problem: null });
  const said = answerSlots(text, sentAt);
  const span = spanOf(said);
  const days = { from: span?.fromOn ?? said.from, to: span?.toOn ?? null };
  return withAsked(question, { who: null, ...days, problem: said.problem });
}
