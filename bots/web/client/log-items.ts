/** What stands in the log, in order, and how it gets onto the page with as little change as possible. */
import { el } from './dom.ts';
import { focusMessage, setStop } from './log-keys.ts';
import { messageView, pendingView } from './message-view.ts';
import type { MessageActions } from './message-view.ts';
import type { Pending } from './outbox.ts';
import { dayOf, dayWords } from './times.ts';
import type { MessageView } from './wire.ts';

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

export interface Item {
  readonly key: string;
  /** Changes whenever the item must be drawn anew. */
  readonly version: string;
  readonly build: () => HTMLElement;
}

/** What is on the page, by key. */
export type Drawn = Map<string, { version: string; node: HTMLElement }>;

export function items(content: LogContent, actions: MessageActions): Item[] {
  const list: Item[] = [];
  if (!content.loaded) list.push(note('loading', '正在载入…'));
  else if (content.more) list.push(note('more', '向上滚动看更早的消息'));
  else if (content.messages.length + content.pending.length === 0) list.push(note('empty', '还没有消息，写一句试试。'));
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
export function draw(log: HTMLElement, drawn: Drawn, list: readonly Item[]): void {
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
  // Tab leads to the newest message, unless somebody is reading further up.
  if (!log.contains(document.activeElement)) setStop(log, [...log.querySelectorAll<HTMLElement>('.message')].at(-1));
}
