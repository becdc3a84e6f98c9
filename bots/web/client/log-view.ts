/** The log of one conversation: days, messages, what is on its way; scrolling, and moving about by keyboard. */
import { el } from './dom.ts';
import { messageView, pendingView } from './message-view.ts';
import type { MessageActions } from './message-view.ts';
import type { Pending } from './outbox.ts';
import { dayOf, dayWords } from './times.ts';
import type { MessageView } from './wire.ts';

const NEAR_END_PX = 80;
const NEAR_START_PX = 120;
const CONTINUED_MS = 3 * 60_000;

export interface LogContent {
  readonly conversation: string;
  readonly messages: readonly MessageView[];
  readonly pending: readonly Pending[];
  readonly more: boolean;
  readonly loaded: boolean;
  readonly botName: string;
  readonly pressed: ReadonlyMap<string, string>;
}

export interface LogParts {
  readonly element: HTMLElement;
  readonly toEnd: HTMLButtonElement;
  readonly actions: MessageActions;
  readonly loadMore: () => void;
  readonly onSeen: () => void;
}

export interface LogView {
  show(content: LogContent): void;
  /** Scrolls to a message and marks it for a moment; false when it is not here. */
  reveal(messageId: string): boolean;
  scrollToEnd(): void;
}

interface Item {
  readonly key: string;
  /** Changes whenever the item must be drawn anew. */
  readonly version: string;
  readonly build: () => HTMLElement;
}

export function createLogView(parts: LogParts): LogView {
  const { element, toEnd } = parts;
  const drawn = new Map<string, { version: string; node: HTMLElement }>();
  let shown: LogContent | null = null;
  let atEnd = true;
  let missed = 0;

  const scrollToEnd = (): void => {
    element.scrollTop = element.scrollHeight;
  };
  const noticeScroll = (): void => {
    atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    if (atEnd) missed = 0;
    toEnd.hidden = atEnd;
    toEnd.lastChild!.textContent = missed > 0 ? `${String(missed)} 条新消息` : '回到最新';
    if (atEnd) parts.onSeen();
    if (element.scrollTop < NEAR_START_PX && shown?.more) parts.loadMore();
  };
  element.addEventListener('scroll', noticeScroll, { passive: true });
  toEnd.addEventListener('click', scrollToEnd);
  new ResizeObserver(() => atEnd && scrollToEnd()).observe(element);
  // Pictures grow when they arrive; who stood at the end stays there.
  element.addEventListener('load', () => atEnd && scrollToEnd(), true);
  moveByKeys(element, parts.actions, () => shown?.messages ?? []);

  return {
    scrollToEnd,
    show(content) {
      const switched = shown?.conversation !== content.conversation;
      const before = { top: element.scrollTop, height: element.scrollHeight, first: shown?.messages[0]?.seq };
      const grown = switched ? 0 : (content.messages.at(-1)?.seq ?? 0) - (shown?.messages.at(-1)?.seq ?? 0);
      const prepended = !switched && (content.messages[0]?.seq ?? 0) < (before.first ?? 0);
      if (switched) drawn.clear();
      shown = content;
      // A screen reader is told of news, not of a whole conversation or its history.
      element.setAttribute('aria-busy', String(switched || prepended));
      draw(element, drawn, items(content, parts.actions));
      if (switched || atEnd) scrollToEnd();
      else if (prepended) element.scrollTop = before.top + element.scrollHeight - before.height;
      if (!atEnd && grown > 0 && !switched) missed += grown;
      if (switched) missed = 0;
      noticeScroll();
      element.removeAttribute('aria-busy');
    },
    reveal(messageId) {
      const node = document.getElementById(`m-${messageId}`);
      if (node === null) return false;
      node.scrollIntoView({ block: 'center' });
      node.classList.add('revealed');
      node.addEventListener('animationend', () => node.classList.remove('revealed'), { once: true });
      focusMessage(element, node);
      return true;
    },
  };
}

function items(content: LogContent, actions: MessageActions): Item[] {
  const list: Item[] = [];
  if (!content.loaded) list.push(note('loading', '正在载入…'));
  else if (content.more) list.push(note('more', '向上滚动看更早的消息'));
  else if (content.messages.length + content.pending.length === 0) list.push(note('empty', '还没有消息,写一句试试。'));
  let before: MessageView | null = null;
  let day = '';
  const now = Date.now();
  const startDay = (at: number): void => {
    if (dayOf(at) === day) return;
    day = dayOf(at);
    const words = dayWords(at, now);
    list.push({ key: `day-${day}`, version: words, build: () => el('p', { class: 'day' }, el('span', {}, words)) });
    before = null;
  };
  for (const message of content.messages) {
    startDay(message.at);
    list.push(messageItem(message, before, content, actions));
    before = message;
  }
  for (const pending of content.pending) {
    startDay(pending.at);
    const version = `${pending.fate.state}${'why' in pending.fate ? pending.fate.why : ''}`;
    list.push({ key: `pending-${pending.body.eventKey}`, version, build: () => pendingView(pending, actions) });
  }
  return list;
}

function messageItem(
  message: MessageView,
  before: MessageView | null,
  { botName, pressed }: LogContent,
  actions: MessageActions,
): Item {
  const continued = before !== null && authorOf(before) === authorOf(message) && message.at - before.at < CONTINUED_MS;
  const setting = { botName, continued, pressed: pressed.get(message.id) ?? null };
  return {
    key: message.id,
    version: `${String(message.change)} ${String(continued)} ${setting.pressed ?? ''}`,
    build: () => messageView(message, setting, actions),
  };
}

const authorOf = ({ from, author }: MessageView): string => `${from}:${author ?? ''}`;

const note = (key: string, words: string): Item => ({
  key,
  version: words,
  build: () => el('p', { class: 'note muted' }, words),
});

/** Brings the log to the list: what is drawn and unchanged stays, so scroll, focus and open pictures do too. */
function draw(log: HTMLElement, drawn: Map<string, { version: string; node: HTMLElement }>, list: readonly Item[]): void {
  const keys = new Set(list.map(({ key }) => key));
  for (const key of [...drawn.keys()]) if (!keys.has(key)) drawn.delete(key);
  const nodes = list.map(({ key, version, build }) => {
    const old = drawn.get(key);
    if (old?.version === version) return old.node;
    const node = build();
    const focused = old?.node.contains(document.activeElement) ?? false;
    old?.node.replaceWith(node);
    if (focused) focusMessage(log, node);
    drawn.set(key, { version, node });
    return node;
  });
  const kept = new Set<Node>(nodes);
  for (const child of [...log.childNodes]) if (!kept.has(child)) child.remove();
  nodes.forEach((node, n) => {
    if (log.childNodes[n] !== node) log.insertBefore(node, log.childNodes[n] ?? null);
  });
  if (log.querySelector('.message[tabindex="0"]') === null) setStop(log, [...log.querySelectorAll<HTMLElement>('.message')].at(-1));
}

/** One message at a time can be reached by Tab, with what is in it; the arrows move on. */
function setStop(log: HTMLElement, message: HTMLElement | undefined): void {
  for (const old of log.querySelectorAll('.message [tabindex="0"], .message[tabindex="0"]')) old.setAttribute('tabindex', '-1');
  message?.setAttribute('tabindex', '0');
  for (const inner of message?.querySelectorAll('[tabindex="-1"]') ?? []) inner.setAttribute('tabindex', '0');
}

function focusMessage(log: HTMLElement, message: HTMLElement): void {
  setStop(log, message);
  message.focus({ preventScroll: true });
}

/** Up, Down, Home, End move between messages, R quotes, a tap shows what can be done with a message. */
function moveByKeys(log: HTMLElement, actions: MessageActions, messages: () => readonly MessageView[]): void {
  const current = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>('.message') ?? null;
  log.addEventListener('keydown', (event) => {
    const all = [...log.querySelectorAll<HTMLElement>('.message')];
    const at = all.findIndex((one) => one === current());
    const target = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    const quoted = messages().find(({ id }) => id === all[at]?.dataset['message']);
    if (event.key === 'r' && quoted && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      actions.reply(quoted);
    }
    const next = target === undefined ? undefined : all[target];
    if (next === undefined) return;
    event.preventDefault();
    focusMessage(log, next);
    next.scrollIntoView({ block: 'nearest' });
  });
  log.addEventListener('click', (event) => {
    const message = (event.target as Element).closest<HTMLElement>('.message');
    for (const open of log.querySelectorAll('.message.open')) if (open !== message) open.classList.remove('open');
    if ((event.target as Element).closest('button, a') === null) message?.classList.toggle('open');
  });
}
