/** The table of commands: an intent, what it needs to know, and what it does. A new command is a line here. */
import { cutNote } from '../domain/cut.ts';
import type { ImageRef, SentAlong } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import { givesUpLeave } from '../language/free-answers.ts';
import type { Intent } from '../language/intent.ts';
import { namesNothing, soundsLikeAnswer, topicOf } from '../language/understand.ts';
import { acknowledge, acknowledgeNeeds, heardNeeds, notAnAnswer } from '../commands/acknowledge.ts';
import { addApproverNeeds, askOneMore } from '../commands/add-approver.ts';
import { askPolicy, askPolicyNeeds } from '../commands/ask-policy.ts';
import { bind, bindNeeds } from '../commands/bind.ts';
import { bindGroup, bindGroupNeeds, unbindGroup } from '../commands/bind-group.ts';
import { answerByReply } from '../commands/answer-request.ts';
import { changeHolder, changeHolderNeeds } from '../commands/change-holder.ts';
import { checkIn, checkInNeeds } from '../commands/check-in.ts';
import { checkOut, checkOutNeeds } from '../commands/check-out.ts';
import { askWithdrawConsent, giveConsent, giveConsentNeeds, readConsent } from '../commands/consent.ts';
import { closes, joined, say, type Outcome, type PersonContext } from '../commands/context.ts';
import { correctLeave, correctNeeds, proxyLeave, proxyNeeds } from '../commands/correct-leave.ts';
import { draftNeeds, draftReport } from '../commands/draft-report.ts';
import { deputyNeeds, nameDeputy } from '../commands/deputy.ts';
import { endDeputy, endDeputyNeeds } from '../commands/end-deputy.ts';
import { endLeaveNeeds, reportReturn } from '../commands/end-leave.ts';
import { editRequest, extendLeave, extendNeeds } from '../commands/extend-leave.ts';
import { whichNeeds } from '../commands/find-request.ts';
import { help, helpNeeds } from '../commands/help.ts';
import { invite, inviteNeeds } from '../commands/invite.ts';
import { leaveAsBefore } from '../commands/leave-as-before.ts';
import { leaveLedger, ledgerNeeds } from '../commands/leave-ledger.ts';
import { makeUp, makeUpNeeds } from '../commands/make-up.ts';
import { mine, mineNeeds } from '../commands/mine.ts';
import { myData, myDataNeeds } from '../commands/my-data.ts';
import { monthTable, monthTableNeeds } from '../commands/month-table.ts';
import { dutyDone, dutyDoneNeeds, ownDuties, ownDutiesNeeds, putOffDuty } from '../commands/own-duties.ts';
import { besideOf } from './own-duties.ts';
import { switchReminder, switchReminderNeeds } from '../commands/switch-reminder.ts';
import { writeEntry, writeEntryNeeds } from '../commands/write-entry.ts';
import { ownFiles, ownFilesNeeds } from '../commands/own-files.ts';
import { nudge, nudgeNeeds } from '../commands/nudge.ts';
import { object, objectNeeds } from '../commands/object.ts';
import { readLogs, readLogsNeeds } from '../commands/read-logs.ts';
import { recordPaper, recordPaperNeeds } from '../commands/record-paper.ts';
import { leaveNeeds, newLeave, requestLeave } from '../commands/request-leave.ts';
import { answeredByMe, answeredNeeds, setDigest, todo, todoNeeds } from '../commands/secretary-day.ts';
import { reportIssue, reportIssueNeeds } from '../commands/report-issue.ts';
import { transfer, transferNeeds } from '../commands/transfer.ts';
import { askUnbind } from '../commands/unbind.ts';
import { whoIsHere, whoIsHereNeeds } from '../commands/who-is-here.ts';
import { webLink, webLinkNeeds } from '../commands/web-link.ts';
import { whoLooked, whoLookedNeeds } from '../commands/who-looked.ts';
import { why, whyNeeds, type WhySlots } from '../commands/why.ts';
import { takeBackNeeds, takeBackSaid, withdrawAny, withdrawAnyNeeds } from '../commands/take-back.ts';
import { giveUp, withdraw, withdrawNeeds } from '../commands/withdraw.ts';
import { writeLog, writeLogNeeds } from '../commands/write-log.ts';
import { changing, editing } from './correcting.ts';

/** Something to do: what it needs beyond who speaks, and how it is done once that is loaded. */
export interface Task {
  readonly needs: Need;
  readonly run: (context: PersonContext) => Outcome;
}

type Of<K extends Intent['intent']> = Extract<Intent, { intent: K }>;
type Doing<I extends Intent> = (intent: I, context: PersonContext, along: SentAlong) => Task;
type Table = { readonly [K in Intent['intent']]: Doing<Of<K>> };

/** What a leave is to be, or how another one changes; with the photos that came along. */
const changeOf = (
  { code, slots }: Of<'extend-leave' | 'edit-request' | 'correct-leave'>,
  images: readonly ImageRef[],
): Parameters<typeof extendLeave>[1] => {
  const { problem, ...draft } = slots;
  return { code, draft: { ...draft, reason: cutNote(draft.reason) }, problem, images };
};

const answer = (
  verdict: 'approve' | 'reject' | 'return',
  which: Of<'approve'>['which'],
  note: string | null,
  { facts }: PersonContext,
): Task => ({
  needs: whichNeeds(which, facts.listed),
  run: (full) => answerByReply(full, { verdict, which, note: cutNote(note) }),
});

const table: Table = {
  'check-in': (i, c, { images }) => ({ needs: checkInNeeds(c), run: (full) => checkIn(full, cutNote(i.note), images) }),
  'check-out': (i, c) => ({ needs: checkOutNeeds(c), run: (full) => checkOut(full, cutNote(i.note)) }),
  'make-up': (i, c) => {
    const slots = { on: i.on, reason: cutNote(i.reason), problem: i.problem };
    return { needs: makeUpNeeds(c, slots), run: (full) => makeUp(full, slots) };
  },
  'request-leave': ({ slots: { problem, ...draft } }, _, { images }) => ({
    needs: leaveNeeds({ is: 'new' }),
    run: (full) => requestLeave(full, newLeave({ ...draft, reason: cutNote(draft.reason) }, images), problem),
  }),
  'extend-leave': (i, _, { images }) => ({
    needs: extendNeeds(i),
    run: (full) => extendLeave(full, changeOf(i, images)),
  }),
  'edit-request': (i, c, along) => {
    const change = changeOf(i, along.images);
    const leave = { needs: extendNeeds(i), run: (full: PersonContext) => editRequest(full, change) };
    return i.code === null ? editing(leave, c, along) : leave;
  },
  'correct-leave': (i, c) => ({
    needs: correctNeeds(c, i.code),
    run: (full) => correctLeave(full, changeOf(i, [])),
  }),
  'proxy-leave': (i, _, { images }) => {
    const { problem, ...draft } = i.slots;
    const slots = { who: i.who, draft: { ...draft, reason: cutNote(draft.reason) }, problem, images };
    return { needs: proxyNeeds(i), run: (full) => proxyLeave(full, slots) };
  },
  'end-leave': (i) => ({ needs: endLeaveNeeds(i), run: (full) => reportReturn(full, i) }),
  object: (i) => ({ needs: objectNeeds(i), run: (full) => object(full, { code: i.code, reason: cutNote(i.reason) }) }),
  nudge: ({ code }) => ({ needs: nudgeNeeds(code), run: (full) => nudge(full, code) }),
  'write-log': (i, _, { images }) => {
    const slots = { on: i.on, text: i.text, problem: i.problem };
    return { needs: writeLogNeeds(slots), run: (full) => writeLog(full, slots, images) };
  },
  'read-logs': (i, c) => ({ needs: readLogsNeeds(c, i), run: (full) => readLogs(full, i) }),
  approve: (i, c) => answer('approve', i.which, i.note, c),
  reject: (i, c) => answer('reject', i.which, i.reason, c),
  return: (i, c) => answer('return', i.which, i.reason, c),
  transfer: (i, c) => ({ needs: transferNeeds(c, i), run: (full) => transfer(full, i) }),
  'add-approver': (i, c) => ({ needs: addApproverNeeds(c, i), run: (full) => askOneMore(full, i) }),
  'name-deputy': (i) => ({ needs: deputyNeeds(i), run: (full) => nameDeputy(full, i) }),
  'change-holder': (i, c) => ({ needs: changeHolderNeeds(c, i), run: (full) => changeHolder(full, i) }),
  'end-deputy': () => ({ needs: endDeputyNeeds, run: endDeputy }),
  'record-paper': (i, c, { images }) => {
    const slots = { ...i, note: cutNote(i.note) };
    return { needs: recordPaperNeeds(c, i), run: (full) => recordPaper(full, slots, images) };
  },
  digest: (i) => only((c) => setDigest(c, i.digest)),
  answered: (_, c) => ({ needs: answeredNeeds(c), run: answeredByMe }),
  'leave-ledger': (i, c) => ({ needs: ledgerNeeds(c, i), run: (full) => leaveLedger(full, i) }),
  'own-files': (i) => ({ needs: ownFilesNeeds(i), run: (full) => ownFiles(full, i) }),
  withdraw: ({ code }, { message }) =>
    code === null && namesNothing(message.text)
      ? { needs: withdrawAnyNeeds, run: withdrawAny }
      : { needs: withdrawNeeds(code), run: (full) => withdraw(full, code) },
  todo: () => ({ needs: todoNeeds, run: todo }),
  'who-is-here': (_, c) => ({ needs: whoIsHereNeeds(c), run: whoIsHere }),
  'my-data': (_, c) => ({ needs: myDataNeeds(c), run: myData }),
  'who-looked': (_, c) => ({ needs: whoLookedNeeds(c), run: whoLooked }),
  'leave-status': (_, c) => ({ needs: mineNeeds(c), run: mine }),
  mine: (_, c) => ({ needs: mineNeeds(c), run: mine }),
  help: () => ({ needs: helpNeeds, run: help }),
  'web-link': () => ({ needs: webLinkNeeds, run: webLink }),
  why: (i, c) => {
    const slots = whySlots(i, c);
    return { needs: whyNeeds(c, slots), run: (full) => why(full, slots) };
  },
  bind: ({ said }) => ({ needs: bindNeeds(said), run: (full) => bind(full, said) }),
  'bind-group': ({ names }, c) => ({ needs: bindGroupNeeds(c, names), run: (full) => bindGroup(full, names) }),
  'unbind-group': (_, c) => ({ needs: bindGroupNeeds(c, []), run: unbindGroup }),
  'write-entry': ({ said }, _, { images, files }) => ({
    needs: writeEntryNeeds(said),
    run: (full) => writeEntry(full, said, images, files),
  }),
  'take-back': (i) => ({ needs: takeBackNeeds, run: (full) => takeBackSaid(full, i.ledger, i.does) }),
  'change-entry': (i, c, along) => changing(i.rest, c, along),
  duties: () => ({ needs: ownDutiesNeeds, run: (full) => ownDuties(full, besideOf(full)) }),
  'duty-done': (i, c, { images, files }) => ({
    needs: dutyDoneNeeds(c, i),
    run: (full) => dutyDone(full, i, images, files),
  }),
  'duty-later': (i) => ({ needs: ownDutiesNeeds, run: (full) => putOffDuty(full, i) }),
  'switch-reminder': (i) => ({ needs: switchReminderNeeds, run: (full) => switchReminder(full, i) }),
  'month-table': (i, c) => ({ needs: monthTableNeeds(c, i), run: (full) => monthTable(full, i) }),
  draft: (i) => ({ needs: draftNeeds(i), run: (full) => draftReport(full, i) }),
  'ask-policy': ({ question }) => ({ needs: askPolicyNeeds, run: (full) => askPolicy(full, question, null) }),
  'report-issue': (i, _, { images }) => ({ needs: reportIssueNeeds(i), run: (full) => reportIssue(full, i, images) }),
  'sounds-like': (_, c) => notUnderstood(c),
  doubtful: ({ said, meant, instead }) => only(() => say({ says: 'did-you-mean', said, meant, instead })),
  introduce: () => ({ needs: bindNeeds(null), run: (full) => bind(full, null) }),
  unbind: () => only((c) => askUnbind(c, [])),
  invite: ({ names }) => ({ needs: inviteNeeds(names), run: (full) => invite(full, names) }),
  'read-consent': () => only(readConsent),
  'give-consent': () => ({ needs: giveConsentNeeds, run: giveConsent }),
  'withdraw-consent': () => only(askWithdrawConsent),
  confirm: () => only(() => say({ says: 'nothing-asked' })),
  resume: () => only(() => say({ says: 'nothing-asked' })),
  'leave-as-before': (i, _, { images }) => ({
    needs: leaveNeeds({ is: 'new' }),
    run: (full) => leaveAsBefore(full, i.slots, images),
  }),
  // 还是算了, with no question open, is of the one request that was sent up.
  cancel: (_, c) =>
    givesUpLeave(c.message.text)
      ? { needs: withdrawNeeds(null), run: giveUp }
      : only(() => say({ says: 'nothing-asked' })),
  acknowledge: ({ code }, c) => ({ needs: heardNeeds(c, code), run: (full) => acknowledge(full, code) }),
  none: (_, c) => notUnderstood(c),
};

function notUnderstood({ message: { text } }: PersonContext): Task {
  const told = say({ says: 'not-understood', cut: text.length > longText });
  return soundsLikeAnswer(text)
    ? { needs: acknowledgeNeeds(null), run: (full) => notAnAnswer(full) ?? told }
    : only(() => told);
}

/** What the words leave open, the message replied to may say: a code that finds no request of theirs, or its topic. */
function whySlots({ code, about }: Of<'why'>, { facts }: PersonContext): WhySlots {
  const { quotedRequestId, quotedText, quotedCodes: [named = null, ...others] = [] } = facts;
  if (quotedText === null || quotedRequestId !== null) return { code, about };
  return { code: code ?? (others.length > 0 ? null : named), about: about ?? topicOf(quotedText) };
}

/** Beyond this a message that is not understood is said to be long. */
const longText = 2000;

/** A task that needs nothing more. */
export const only = (run: (context: PersonContext) => Outcome): Task => ({ needs: {}, run });

/** What is to be done about an intent. `context` holds only who speaks so far. */
export const taskFor = (intent: Intent, context: PersonContext, along: SentAlong = { images: [], files: [] }): Task =>
  (table[intent.intent] as Doing<Intent>)(intent, context, along);

/** The task, and what is made of its outcome. */
export const followed = (task: Task, by: (outcome: Outcome, full: PersonContext) => Outcome): Task => ({
  needs: task.needs,
  run: (full) => by(task.run(full), full),
});

/** The task, before which the open question is settled; the task may ask anew. */
export const closing = (task: Task): Task =>
  followed(task, (outcome, full) => joined({ effects: [closes(full)], replies: [] }, outcome));
