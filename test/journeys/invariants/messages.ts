/** Every message is kept once, worked once, answered once; and what the bot says it did, it did. */
import { byId, hasAccount, holdsFor, senderOf, type Check, type Evidence } from './evidence.ts';
import { isNotice } from './notices.ts';
import { isNod } from './said.ts';
import { changesOf, entry, storyOf, type Change } from './story.ts';
import type { InboxRow } from './tables.ts';

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
  e.outbox.filter((o) => o.inbox_id === row.id && !isNotice(o));

/** A draft is to be copied: what is to be known of it stands in a message of its own. */
const isOfDraft = ({ payload: { text } }: Evidence['outbox'][number]): boolean => /^要写的\d+项填好\d+项/m.test(text);

export const everyMessageIsAnswered: Check = (e) => {
  for (const row of e.inbox) {
    const { chatKind, text, mentionsBot, kind } = row.payload;
    const all = answersTo(e, row).filter((o) => !isOfDraft(o));
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

type Count = (changes: readonly Change[], id: number, e: Evidence) => number;

const answers: Count = (changes) =>
  changes.filter(
    (c) => entry(c, 'answer-seat') ?? (c.before?.state === 'held' && entry(c, 'move-request') && !isBack(c)),
  ).length;
const isBack = ({ after }: Change): boolean => after.state === 'withdrawn' || after.state === 'cancelled';
const moving =
  (state: string): Count =>
  (changes) =>
    changes.filter((c) => c.after.state === state && c.before?.state !== state && !entry(c, 'answer-seat')).length;
const revising =
  (why: string): Count =>
  (changes) =>
    changes.filter((c) => entry(c, 'revise-request')?.why === why).length;
const having =
  (effect: 'nudge' | 'assign-seat'): Count =>
  (changes) =>
    changes.filter((c) => entry(c, effect)).length;
const entries =
  (effect: 'name-deputy' | 'set-digest'): Count =>
  (_, id, e) =>
    e.audit.filter((a) => a.inbox_id === id && a.verb === effect).length;

/** How often an answer may say it: a number in it, or once for itself. */
interface Claim {
  readonly what: string;
  readonly words: RegExp;
  readonly done: Count;
}

const CLAIMS: readonly Claim[] = [
  {
    what: 'check-in',
    words: /^(?:已打卡|已记录返岗)：/,
    done: (_, id, e) => kindsIn(e, id, ['arrived', 'returned']),
  },
  {
    what: 'entry',
    words: /^已记.{1,4}台账：|^已办结 \d+ 件：/,
    done: (_, id, e) => Number(e.entry.some((one) => one.inbox_id === id)),
  },
  { what: 'check-out', words: /^已记录离岗：/, done: (_, id, e) => kindsIn(e, id, ['left']) },
  {
    what: 'log',
    words: /^已记日志：|同时算当天第 \d+ 篇日志/,
    done: (_, id, e) => e.log.filter((l) => l.inbox_id === id).length,
  },
  {
    what: 'request',
    words: /^已(?:替.*)?提交 #|^已收到 #/,
    done: (changes) => changes.filter((c) => c.before === null).length,
  },
  { what: 'withdrawal', words: /^已撤回 #|^已按您的异议收回 #/, done: moving('withdrawn') },
  { what: 'cancellation', words: /^已取消 #|^已按您的异议取消 #/, done: moving('cancelled') },
  {
    what: 'answer',
    words:
      /^(?:已批准|已驳回|已退回|已记录您的同意|已代录.*的(?:同意|驳回))(?:（.*）)?：|^已(?:同意|驳回|退回) (\d+) 件：/,
    done: answers,
  },
  { what: 'edit', words: /^#\w{4} 已改为：/, done: revising('edit') },
  { what: 'correction', words: /^已更正 #/, done: revising('correct') },
  { what: 'added approver', words: /^已请.*加签：#/, done: revising('add-approver') },
  { what: 'named approver', words: /^已请.*审批：#/, done: revising('name-approver') },
  { what: 'transfer', words: /^已转给.*办理：/, done: having('assign-seat') },
  { what: 'nudge', words: /^已催办 #/, done: having('nudge') },
  {
    what: 'receipt',
    words: /^已记下：您收到了 #/,
    done: (changes) => changes.filter((c) => entry(c, 'receive-filing')).length,
  },
  { what: 'deputy', words: /代您审批.*到期自动结束。/, done: entries('name-deputy') },
  {
    what: 'end of a deputy',
    words: /^已取消代理，/,
    done: (_, id, e) =>
      Number(
        e.audit.some((a) => a.inbox_id === id && a.verb === 'end-deputy') && entries('name-deputy')([], id, e) === 0,
      ),
  },
  { what: 'digest', words: /^好，以后(?:每天早上|一有申请)/, done: entries('set-digest') },
  {
    what: 'return',
    words: /^已销假 #/,
    done: (changes, id, e) =>
      Number(changes.some((c) => entry(c, 'end-leave')) && kindsIn(e, id, ['arrived', 'returned']) === 0),
  },
];

export const whatIsSaidIsDone: Check = (e) => {
  const inbox = byId(e.inbox);
  const changes = new Map(storyOf(e).events.map((v) => [v.inboxId, v.changes]));
  for (const row of inbox.values()) {
    // Two requests of one message are answered in one, with a blank line between.
    const texts = answersTo(e, row).flatMap((o) => o.payload.text.split('\n\n'));
    for (const { what, words, done } of CLAIMS) {
      const said = texts.reduce((sum, text) => sum + timesIn(words.exec(text)), 0);
      const count = done(changes.get(row.id) ?? [], row.id, e);
      true_(said === count, () => `${what} of “${row.payload.text}”: ${said} said, ${count} done`);
    }
  }
  for (const l of e.log) {
    const row = inbox.get(l.inbox_id);
    true_(
      senderOf(e, row) === l.person_id && isSaidIn(row?.payload.text ?? '', l.text),
      () => `log ${l.id} “${l.text}” of “${row?.payload.text ?? ''}”`,
    );
  }
  for (const one of e.entry) {
    const row = inbox.get(one.inbox_id);
    true_(senderOf(e, row) === one.person_id, () => `entry ${one.id}`);
  }
  for (const change of changesOf(e).filter((c) => entry(c, 'end-leave'))) expectEndSaid(e, change);
};

/** All of it, but for a day that was named in between. */
const isSaidIn = (said: string, text: string): boolean =>
  Array.from({ length: text.length + 1 }, (_, k) => k).some((k) => {
    const at = said.indexOf(text.slice(0, k));
    return at >= 0 && said.indexOf(text.slice(k), at + k) >= 0;
  });

const timesIn = (found: RegExpExecArray | null): number => (found ? Number(found[1] ?? 1) : 0);

/** A leave that a check-in ends is named in its answer. */
function expectEndSaid(e: Evidence, { event, after }: Change): void {
  if (kindsIn(e, event.inboxId, ['arrived', 'returned']) === 0) return;
  const codes = event.changes.filter((c) => entry(c, 'end-leave')).map((c) => `#${c.after.code}`);
  const texts = e.outbox.filter((o) => o.inbox_id === event.inboxId && !isNotice(o)).map((o) => o.payload.text);
  true_(
    texts.some((t) => codes.some((code) => t.includes(code))),
    () => `${after.id} ended by “${texts.join()}”`,
  );
}

const kindsIn = (e: Evidence, inboxId: number, kinds: readonly string[]): number =>
  e.attendance.filter((a) => a.inbox_id === inboxId && kinds.includes(a.kind)).length;

export const strangersLearnNothing: Check = (e) => {
  for (const row of e.inbox.filter((i) => senderOf(e, i) === null || !hasAccount(e, senderOf(e, i) ?? ''))) {
    const texts = e.outbox.filter((o) => o.inbox_id === row.id).map((o) => o.payload.text);
    answered(
      texts.every((t) => t.startsWith('还不知道您是谁') || t.startsWith('请这样发：绑定')),
      () => `a stranger was told “${texts.join()}”`,
    );
    answered(
      !e.audit.some((a) => a.inbox_id === row.id),
      () => `a stranger changed something by “${row.payload.text}”`,
    );
  }
};
