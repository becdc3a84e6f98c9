/** The only writer of what messages change: effects, audit, the inbox rows done and the outbox rows, in one transaction. */
import { endDeputies, nameDeputies, setDigests, showLists } from './apply-people.ts';
import {
  addEntries,
  answerDuties,
  confirmMonths,
  listDuties,
  noteReminders,
  switchDuties,
  voidEntries,
} from './apply-duties.ts';
import { addAttendance, addLogs, setDialogues } from './apply-records.ts';
import {
  answerSeats,
  assignSeats,
  endLeaves,
  lockRequests,
  moveRequests,
  nudgeRequests,
  openRequests,
  receiveFilings,
  reviseRequests,
} from './apply-requests.ts';
import { addSends } from './apply-sends.ts';
import { writeAudit } from './audit.ts';
import { reduceCoordinates } from './coordinates.ts';
import { forgetExpired } from './expired.ts';
import { changeHolders } from './seats.ts';
import { changeAccounts } from './apply-accounts.ts';
import { dropClosedReminders } from './closed-reminders.ts';
import type { Statements } from './database.ts';
import { finishMessages } from './inbox.ts';
import { bindGroups, unbindGroups } from './groups.ts';
import { holdLeaves } from './leaves-beside.ts';
import { addLooks } from './looks.ts';
import { catchUp, forgetHeld, reduceMessages } from './reduced-messages.ts';
import { tellWebChanged } from './web-changed.ts';
import { openLinks } from './web-sign-in.ts';
import { noteQuestions, rateAnswers } from './policy-questions.ts';
import { retireButtons } from './retire-buttons.ts';
import { effectsOf, fromEach, type Send, type WorkResult } from './work-result.ts';

export type { Send, WorkResult };

/**
 * Applies the results of a batch, in order. Throws {@link VersionConflict} when a request has moved on since its facts
 * were loaded; nothing is kept then.
 */
export async function apply(
  tx: Statements,
  county: string,
  results: readonly WorkResult[],
  now: number,
): Promise<void> {
  await holdLeaves(tx, county, results, now);
  await changeRequests(tx, county, results);
  await changeHolders(tx, county, effectsOf(results, 'change-holder'));
  await nameDeputies(tx, county, effectsOf(results, 'name-deputy'));
  await endDeputies(tx, county, effectsOf(results, 'end-deputy'));
  await bindGroups(tx, county, effectsOf(results, 'bind-group'));
  await unbindGroups(tx, county, effectsOf(results, 'unbind-group'));
  await setDigests(tx, county, effectsOf(results, 'set-digest'));
  await openLinks(tx, county, effectsOf(results, 'open-web-link'));
  await showLists(tx, county, effectsOf(results, 'show-list'), now);
  await addAttendance(tx, county, fromEach(results, 'add-attendance'));
  await addLogs(tx, county, fromEach(results, 'add-log'));
  await changeDuties(tx, county, results);
  await changeAccounts(tx, county, results, now);
  await noteQuestions(tx, county, fromEach(results, 'note-question'));
  await rateAnswers(tx, county, effectsOf(results, 'rate-answer'));
  const closed = await setDialogues(tx, county, results);
  await retireButtons(tx, county, results, closed);
  await addLooks(tx, county, results, now);
  await addSends(tx, county, results);
  await dropClosedReminders(tx, county, effectsOf(results, 'drop-reminders'));
  await finishMessages(
    tx,
    county,
    results.map((r) => r.inboxId),
  );
  await forgetExpired(tx, county, effectsOf(results, 'forget-expired'), now);
  await reduce(tx, county, results, now);
  await writeAudit(tx, county, results, now);
}

/** What goes of messages, and who has them on the screen is shown so. */
async function reduce(tx: Statements, county: string, results: readonly WorkResult[], now: number): Promise<void> {
  const ticks = fromEach(results, 'reduce-coordinates');
  const changed = [
    ...(await forgetHeld(
      tx,
      county,
      effectsOf(results, 'forget-held').flatMap((f) => f.messageIds),
    )),
    ...(await reduceMessages(tx, county, fromEach(results, 'reduce-message'))),
    ...(await reduceCoordinates(tx, county, ticks, now)),
  ];
  for (const { result } of ticks) changed.push(...(await catchUp(tx, county, result.inboxId)));
  await tellWebChanged(tx, county, changed);
}

async function changeDuties(tx: Statements, county: string, results: readonly WorkResult[]): Promise<void> {
  await voidEntries(tx, county, effectsOf(results, 'void-entries'));
  await addEntries(tx, county, fromEach(results, 'add-entry'));
  await answerDuties(tx, county, effectsOf(results, 'answer-duty'));
  await listDuties(tx, county, results);
  await switchDuties(tx, county, effectsOf(results, 'switch-duty'));
  await confirmMonths(tx, county, effectsOf(results, 'confirm-month'));
  await noteReminders(tx, county, effectsOf(results, 'note-reminders'));
}

/** Each after what it builds on: a request is there before it is revised, and answered before it moves. */
async function changeRequests(tx: Statements, county: string, results: readonly WorkResult[]): Promise<void> {
  await openRequests(tx, county, effectsOf(results, 'open-request'));
  await lockRequests(tx, county, results);
  await reviseRequests(tx, county, effectsOf(results, 'revise-request'));
  await answerSeats(tx, county, effectsOf(results, 'answer-seat'));
  await assignSeats(tx, county, effectsOf(results, 'assign-seat'));
  await endLeaves(tx, county, effectsOf(results, 'end-leave'));
  await moveRequests(tx, county, effectsOf(results, 'move-request'));
  await nudgeRequests(tx, county, effectsOf(results, 'nudge'));
  await receiveFilings(tx, county, effectsOf(results, 'receive-filing'));
}
