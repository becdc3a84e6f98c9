/**
 * What this window knows of its conversations. Messages come from pages (history) and from the line (news), in any order
 * and more than once; of two copies the one with the higher `change` stays.
 */
import type { ConversationView, MessageView } from './wire.ts';

export interface Thread {
  view: ConversationView;
  /** Ascending by seq, without gaps once `loaded`. */
  messages: readonly MessageView[];
  /** Whether the newest page was fetched. */
  loaded: boolean;
  /** Whether there is history before the first message. */
  more: boolean;
  lastSeq: number;
  /** Highest change the line brought: the cursor to go on from. */
  change: number;
  /** Up to where the person has read. */
  readSeq: number;
}

/** `gap`: something before it is missing; the window asks for all changes since its cursor. */
export type Receipt = 'new' | 'changed' | 'known' | 'gap';

export interface Talk {
  readonly threads: ReadonlyMap<string, Thread>;
  /** Takes the list of conversations; what is known of their messages stays. `afresh` forgets it. */
  load(conversations: readonly ConversationView[], afresh: boolean): void;
  /** News from the line. `all` says that nothing before it is missing. */
  receive(message: MessageView, all?: boolean): Receipt;
  /** A page of history. */
  addPage(conversation: string, messages: readonly MessageView[], more: boolean): void;
  markRead(conversation: string): void;
  unread(conversation: string): number;
  totalUnread(): number;
  /** Cursors of all conversations, as the server takes them. */
  since(): string;
}

/** @param remembered how far each conversation was read in earlier visits */
export function createTalk(remembered: Readonly<Record<string, number>>): Talk {
  const threads = new Map<string, Thread>();
  const unread = (conversation: string): number => {
    const thread = threads.get(conversation);
    return thread === undefined ? 0 : Math.max(0, thread.lastSeq - thread.readSeq);
  };
  return {
    threads,
    load(conversations, afresh) {
      const before = new Map(threads);
      threads.clear();
      for (const view of conversations) {
        const known = before.get(view.conversation);
        const readSeq = Math.min(known?.readSeq ?? remembered[view.conversation] ?? 0, view.lastSeq);
        threads.set(view.conversation, known && !afresh ? { ...known, view } : newThread(view, readSeq));
      }
    },
    receive(message, all = false) {
      const thread = threads.get(message.conversation);
      return thread === undefined ? 'known' : receive(thread, message, all);
    },
    addPage(conversation, messages, more) {
      const thread = threads.get(conversation);
      if (thread === undefined) return;
      thread.messages = merged(thread.messages, messages);
      thread.loaded = true;
      thread.more = more;
      thread.lastSeq = Math.max(thread.lastSeq, thread.messages.at(-1)?.seq ?? 0);
    },
    markRead(conversation) {
      const thread = threads.get(conversation);
      if (thread !== undefined) thread.readSeq = thread.lastSeq;
    },
    unread,
    totalUnread: () => [...threads.keys()].reduce((sum, conversation) => sum + unread(conversation), 0),
    since: () =>
      [...threads]
        .map(([conversation, { change }]) => `${encodeURIComponent(conversation)}=${String(change)}`)
        .join('&'),
  };
}

const newThread = (view: ConversationView, readSeq: number): Thread => ({
  view,
  messages: [],
  loaded: false,
  more: view.lastSeq > 0,
  lastSeq: view.lastSeq,
  change: view.lastChange,
  readSeq,
});

function receive(thread: Thread, message: MessageView, all: boolean): Receipt {
  if (message.change <= thread.change) return 'known';
  if (message.seq > thread.lastSeq + 1 && !all) return 'gap';
  thread.change = message.change;
  const isNew = message.seq > thread.lastSeq;
  if (isNew) {
    // One's own words from another window are read, if all before them was.
    if (message.from === 'me' && thread.readSeq === thread.lastSeq) thread.readSeq = message.seq;
    thread.lastSeq = message.seq;
    thread.view = { ...thread.view, lastSeq: message.seq, last: message };
  } else if (thread.view.last?.id === message.id) {
    thread.view = { ...thread.view, last: message };
  }
  // A change of a message before the first page has no place yet: the page will bring it.
  const first = thread.messages[0]?.seq ?? thread.lastSeq;
  if (message.seq >= first) thread.messages = merged(thread.messages, [message]);
  return isNew ? 'new' : 'changed';
}

function merged(known: readonly MessageView[], more: readonly MessageView[]): MessageView[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of more) {
    if ((byId.get(message.id)?.change ?? -1) < message.change) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}
