/** The table of commands: an intent, what it needs to know, and what it does. A new command is a line here. */
import { cutNote } from '../domain/cut.ts';
import type { ImageRef } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import type { Intent } from '../language/intent.ts';
import { codeIn, topicOf } from '../language/understand.ts';
import { acknowledge, acknowledgeNeeds } from '../commands/acknowledge.ts';
import { answerByReply, answerNeeds } from '../commands/answer-request.ts';
import { checkIn, checkInNeeds } from '../commands/check-in.ts';
import { checkOut, checkOutNeeds } from '../commands/check-out.ts';
import { joined, say, type Outcome, type PersonContext } from '../commands/context.ts';
import { help, helpNeeds } from '../commands/help.ts';
import { makeUp, makeUpNeeds } from '../commands/make-up.ts';
import { mine, mineNeeds, todo } from '../commands/mine.ts';
import { readLogs, readLogsNeeds } from '../commands/read-logs.ts';
import { leaveNeeds, requestLeave } from '../commands/request-leave.ts';
import { whoIsHere, whoIsHereNeeds } from '../commands/who-is-here.ts';
import { why, whyNeeds, type WhySlots } from '../commands/why.ts';
import { withdraw, withdrawNeeds } from '../commands/withdraw.ts';
import { writeLog, writeLogNeeds } from '../commands/write-log.ts';

/** Something to do: what it needs beyond who speaks, and how it is done once that is loaded. */
export interface Task {
  readonly needs: Need;
  readonly run: (context: PersonContext) => Outcome;
}

type Of<K extends Intent['intent']> = Extract<Intent, { intent: K }>;
type Table = {
  readonly [K in Intent['intent']]: (intent: Of<K>, context: PersonContext, images: readonly ImageRef[]) => Task;
};

const table: Table = {
  'check-in': (i, c, images) => ({ needs: checkInNeeds(c), run: (full) => checkIn(full, cutNote(i.note), images) }),
  'check-out': (i, c) => ({ needs: checkOutNeeds(c), run: (full) => checkOut(full, cutNote(i.note)) }),
  'make-up': (i, c) => {
    const slots = { on: i.on, reason: cutNote(i.reason), problem: i.problem };
    return { needs: makeUpNeeds(c, slots), run: (full) => makeUp(full, slots) };
  },
  'request-leave': (i) => ({
    needs: leaveNeeds,
    run: (full) => requestLeave(full, { ...i.slots, reason: cutNote(i.slots.reason) }, i.slots.problem),
  }),
  'write-log': (i, _, images) => {
    const slots = { on: i.on, text: i.text, problem: i.problem };
    return { needs: writeLogNeeds(slots), run: (full) => writeLog(full, slots, images) };
  },
  'read-logs': (i, c) => ({ needs: readLogsNeeds(c, i), run: (full) => readLogs(full, i) }),
  approve: (i) => ({
    needs: answerNeeds(i),
    run: (full) => answerByReply(full, { verdict: 'approve', code: i.code, note: cutNote(i.note) }),
  }),
  reject: (i) => ({
    needs: answerNeeds(i),
    run: (full) => answerByReply(full, { verdict: 'reject', code: i.code, note: cutNote(i.reason) }),
  }),
  withdraw: (i) => ({ needs: withdrawNeeds(i.code), run: (full) => withdraw(full, i.code) }),
  todo: () => ({ needs: answerNeeds({ code: null }), run: todo }),
  'who-is-here': (_, c) => ({ needs: whoIsHereNeeds(c), run: whoIsHere }),
  mine: (_, c) => ({ needs: mineNeeds(c), run: mine }),
  help: () => ({ needs: helpNeeds, run: help }),
  why: (i, c) => {
    const slots = whySlots(i, c);
    return { needs: whyNeeds(c, slots), run: (full) => why(full, slots) };
  },
  confirm: () => only(() => say({ says: 'nothing-asked' })),
  cancel: () => only(() => say({ says: 'nothing-asked' })),
  acknowledge: () => ({ needs: acknowledgeNeeds, run: acknowledge }),
  none: (_, c) => only(() => say({ says: 'not-understood', cut: c.message.text.length > longText })),
};

/** What the words leave open, the message replied to may say: its code where the platform gives no id, or its topic. */
function whySlots({ code, about }: Of<'why'>, { facts, message }: PersonContext): WhySlots {
  const { quotedRequestId, quotedText } = facts;
  if (quotedText === null || quotedRequestId !== null) return { code, about };
  const named = message.quote?.messageId === null ? codeIn(quotedText) : null;
  return { code: code ?? named, about: about ?? topicOf(quotedText) };
}

/** Beyond this a message that is not understood is said to be long. */
const longText = 2000;

/** A task that needs nothing more. */
export const only = (run: (context: PersonContext) => Outcome): Task => ({ needs: {}, run });

/** What is to be done about an intent. `context` holds only who speaks so far. */
export const taskFor = (intent: Intent, context: PersonContext, images: readonly ImageRef[]): Task =>
  (table[intent.intent] as (i: Intent, c: PersonContext, images: readonly ImageRef[]) => Task)(intent, context, images);

/** The task, before which the open question is settled; the task may ask anew. */
export const closing = (task: Task): Task => ({
  needs: task.needs,
  run: (full) =>
    joined(
      { effects: [{ effect: 'close-question', accountId: full.facts.speaker.accountId }], replies: [] },
      task.run(full),
    ),
});
