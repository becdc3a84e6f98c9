/** Each change was said by a message that may say so. */
import { byId, holdsFor, type Check, type Evidence } from './evidence.ts';
import { changesOf, entry, storyOf, type Change } from './story.ts';

const words = holdsFor('only plain words and buttons change a request; 收到, 嗯, 👌 and 好 never do');

const CODE = '#[A-Z]\\d[A-Z]\\d';
const LIST = '\\d+(?:[ 、]\\d+)*';
const WHICH = `(?:${CODE}|${LIST})`;
const APPROVES = new RegExp(`^(?:${WHICH} )?(?:都|全部)?(?:同意吧?|批准)(?: ${WHICH})?$`);
const CONFIRMS = ['确认', '是'];
/** The answer to which of several is meant. */
const NUMBER = /^\d$/;

const RECEIVED = new RegExp(`^收到 ${CODE}$`);
const NODS = ['收到', '嗯', '👌', '好', '好的', '可以', '👍', '知道了', 'ok', '谢谢书记', '行'];
export const isNod = (text: string): boolean => NODS.includes(text.trim()) || RECEIVED.test(text.trim());

const buttonLabel = (e: Evidence, id: string): string =>
  e.sent.flatMap((s) => s.buttons).find((b) => b.id === id)?.label ?? '';

/** What was said: the words, or those on the button. */
export function saidIn(e: Evidence): (inboxId: number) => string {
  const inbox = byId(e.inbox);
  return (id) => {
    const row = inbox.get(id);
    return row?.payload.kind === 'action'
      ? buttonLabel(e, row.payload.action?.value ?? '')
      : (row?.payload.text.trim() ?? '');
  };
}

const isName = (text: string): boolean => NUMBER.test(text) || /^[\u4e00-\u9fff]{1,8}$/.test(text);

/** By what the message did: whether such words may do it. */
function maySay(change: Change, text: string, hasPhotos: boolean): boolean {
  const answer = entry(change, 'answer-seat');
  if (entry(change, 'open-request'))
    return change.after.kind === 'leave' ? CONFIRMS.includes(text) : text !== '' && !isNod(text);
  if (answer !== undefined && answer.recordedBy !== null) return text.startsWith('代录') || hasPhotos;
  if (answer?.verdict === 'approve') return APPROVES.test(text) || NUMBER.test(text) || CONFIRMS.includes(text);
  // The reason of a rejection may be any words, once the bot has asked for it.
  if (answer) return !APPROVES.test(text) && !CONFIRMS.includes(text);
  if (entry(change, 'assign-seat')) return text.startsWith('转办') || isName(text);
  if (entry(change, 'end-leave')) return /^销假|打卡|到岗|签到|checkin/.test(text) || text === '';
  if (entry(change, 'nudge')) return text.startsWith('催办');
  if (entry(change, 'receive-filing')) return isNod(text);
  const why = entry(change, 'revise-request')?.why;
  if (why === 'edit' || why === 'correct') return CONFIRMS.includes(text);
  if (why !== undefined) return /^(?:加签|转办)/.test(text) || isName(text);
  const { state } = change.after;
  if (state === 'withdrawn' || state === 'cancelled') return /^(?:撤回|取消请假|异议|还是算了)/.test(text);
  return !APPROVES.test(text) && !CONFIRMS.includes(text); // a held one turned down
}

export const changesWereSaid: Check = (e) => {
  const said = saidIn(e);
  const inbox = byId(e.inbox);
  for (const change of changesOf(e)) {
    const { inboxId } = change.event;
    const text = said(inboxId);
    const effects = change.entries.map((one) => one.effect).join(' ');
    const photos = inbox.get(inboxId)?.payload.images.length ?? 0;
    words(maySay(change, text, photos > 0), () => `${change.after.id}: ${effects} by “${text}”`);
    const onlyReceives = change.entries.every((one) => one.effect === 'receive-filing');
    words(!isNod(text) || onlyReceives, () => `${change.after.id} changed by “${text}”`);
  }
  for (const event of storyOf(e).events) {
    const text = said(event.inboxId);
    const does = (effect: 'name-deputy' | 'end-deputy' | 'set-digest'): boolean => entry(event, effect) !== undefined;
    if (does('name-deputy') || does('end-deputy')) words(!isNod(text), () => `a deputy by “${text}”`);
    if (does('set-digest')) words(/免打扰/.test(text), () => `a digest by “${text}”`);
  }
};

const clock = holdsFor('time alone changes nothing');

export const theClockChangesNothing: Check = (e) => {
  for (const tick of e.tick) {
    clock(tick.state === 'done' && tick.attempts === 0, () => `${tick.event_key} is ${tick.state}`);
    const changed = e.audit.filter((a) => a.inbox_id === tick.id && a.verb !== 'reduce-coordinates');
    clock(changed.length === 0, () => `${tick.event_key} did ${changed.map((a) => a.verb).join()}`);
  }
};
