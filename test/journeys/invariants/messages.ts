/** Every message is kept once, worked once, answered once; and what the bot says it did, it did. */
import { byId, hasAccount, holdsFor, senderOf, type Check, type Evidence, type InboxRow } from './evidence.ts';
import { isNod } from './approvals.ts';
import { noticeOf } from './notices.ts';
import { trailsOf } from './trail.ts';

const worked = holdsFor('each message is kept once and worked once');

export const everyMessageIsWorkedOnce: Check = (e) => {
  const said = e.said.map((s) => `${s.delivery.platform} ${s.delivery.eventKey}`).sort();
  const kept = e.inbox.map((i) => `${i.platform} ${i.event_key}`).sort();
  worked(said.join() === kept.join(), () => `${said.length} said, ${kept.length} kept`);
  for (const i of e.inbox)
    worked(
      i.state === 'done' && i.attempts === 0,
      () => `${i.id} “${i.payload.text}” is ${i.state} after ${i.attempts}`,
    );
};

const answered = holdsFor('each message in a direct chat is answered, once');

/** What was sent in answer to the message, without the notices to its parties. */
const answersTo = (e: Evidence, row: InboxRow): Evidence['outbox'] =>
  e.outbox.filter((o) => o.inbox_id === row.id && (noticeOf(o.payload.text) === null || isRefusal(o.payload.text)));

/** Words of an answer that sound like a notice. */
const isRefusal = (text: string): boolean => /已经(?:批准|驳回|撤回)，不用再处理。$/.test(text);

export const everyMessageIsAnswered: Check = (e) => {
  for (const row of e.inbox) {
    const { chatKind, text, mentionsBot, kind } = row.payload;
    const all = answersTo(e, row);
    const here = all.filter((o) => o.conversation === row.conversation);
    const sender = senderOf(e, row);
    const what = (): string => `“${text}” (${kind}) of ${row.sender_id} had ${here.length} answers`;
    const maySilent = isNod(text) && kind === 'text' && !e.needAnswer.has(row.event_key);
    if (chatKind === 'direct') answered(here.length === 1 || (maySilent && here.length === 0), what);
    else if (sender === null) answered(all.length === 0, what);
    else if (mentionsBot) answered(here.length === 1 || (maySilent && here.length === 0), what);
    if (chatKind === 'group') answered(all.length <= 2 && here.length <= 1, what);
    else answered(all.length === here.length, what);
  }
};

const true_ = holdsFor('what the bot says it has done is done, once');

export const whatIsSaidIsDone: Check = (e) => {
  const inbox = byId(e.inbox);
  const trails = trailsOf(e);
  const counts: readonly (readonly [string, RegExp, (inboxId: number) => number])[] = [
    ['check-in', /^(?:已打卡|已记录返岗)：/, (id) => kindsIn(e, id, ['arrived', 'returned'])],
    ['check-out', /^已记录离岗：/, (id) => kindsIn(e, id, ['left'])],
    ['log', /^已记日志：/, (id) => e.log.filter((l) => l.inbox_id === id).length],
    ['request', /^已提交 #/, (id) => trails.filter((t) => t.openedIn === id).length],
    ['withdrawal', /^已撤回 #/, (id) => changedIn(trails, id, (answers) => answers === 0)],
    ['answer', /^(?:已批准|已驳回|已记录您的同意)：?/, (id) => changedIn(trails, id, (answers) => answers > 0)],
  ];
  for (const row of inbox.values()) {
    const texts = answersTo(e, row).map((o) => o.payload.text);
    for (const [what, words, count] of counts) {
      const said = texts.filter((t) => words.test(t)).length;
      true_(said === count(row.id), () => `${what} of “${row.payload.text}”: ${said} said, ${count(row.id)} done`);
    }
  }
  for (const l of e.log) {
    const row = inbox.get(l.inbox_id);
    true_(senderOf(e, row) === l.person_id && (row?.payload.text ?? '').includes(l.text), () => `log ${l.id}`);
  }
};

const kindsIn = (e: Evidence, inboxId: number, kinds: readonly string[]): number =>
  e.attendance.filter((a) => a.inbox_id === inboxId && kinds.includes(a.kind)).length;

const changedIn = (trails: ReturnType<typeof trailsOf>, inboxId: number, which: (answers: number) => boolean): number =>
  trails.flatMap((t) => t.changes).filter((c) => c.inboxId === inboxId && which(c.answers.length)).length;

export const strangersLearnNothing: Check = (e) => {
  for (const row of e.inbox.filter((i) => senderOf(e, i) === null || !hasAccount(e, senderOf(e, i) ?? ''))) {
    const texts = e.outbox.filter((o) => o.inbox_id === row.id).map((o) => o.payload.text);
    answered(
      texts.every((t) => t.startsWith('还不知道您是谁')),
      () => `a stranger was told “${texts.join()}”`,
    );
    answered(
      !e.audit.some((a) => a.inbox_id === row.id),
      () => `a stranger changed something by “${row.payload.text}”`,
    );
  }
};
