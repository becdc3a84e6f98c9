/**
 * Server-Sent Events: each open window reads the log from its own cursors, in order, and is woken when a conversation
 * changes. What a window has seen travels as the event id, so that a reconnect, to this process or another, goes on
 * exactly there. The log is the only memory; a reader that lags holds nothing but its cursors.
 */
import { asCursors, encodeCursors } from './cursors.ts';
import type { LogRow, WebPorts } from './ports.ts';
import { viewOf } from './render.ts';

/** Rows of one conversation read at a time. */
const BATCH = 100;
const MAX_STREAMS_PER_ACCOUNT = 12;

export interface HubSettings {
  readonly ports: Pick<WebPorts, 'log' | 'accounts'>;
  readonly heartbeatMs: number;
  readonly report: (error: unknown) => void;
}

interface StreamSettings extends HubSettings {
  /** To be told when the stream reads other conversations than before. */
  readonly placed: () => void;
}

export interface StreamHub {
  /** A stream of the account's conversations after `since`; null = it has too many open. Rejects when the store does. */
  open(accountId: string, token: string, since: ReadonlyMap<string, number>): Promise<ReadableStream | null>;
  /** Ends every stream and stops listening. */
  close(): void;
  openStreams(): number;
}

interface Reader {
  readonly accountId: string;
  readonly token: string;
  cursors: Map<string, number>;
  /** Conversations under which the index has it. */
  indexed: readonly string[];
  /** Conversations that may have news. */
  readonly dirty: Set<string>;
  /** Events to say before any message. */
  readonly notices: string[];
  beatDue: boolean;
  closed: boolean;
  wake: () => void;
}

const event = (name: string, data: unknown, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

export function createStreamHub(settings: HubSettings): StreamHub {
  const { log } = settings.ports;
  const readers = new Set<Reader>();
  const readersOf = createReaderIndex();
  const place = (reader: Reader): void => {
    if (!reader.closed) readersOf.place(reader);
  };
  const drop = (reader: Reader): void => {
    reader.closed = true;
    readers.delete(reader);
    readersOf.remove(reader);
    reader.wake();
  };
  const stopListening = log.onChange((conversation) => {
    for (const reader of readersOf.get(conversation)) stir(reader, [conversation]);
  });
  const beats = setInterval(() => {
    for (const reader of readers) {
      reader.beatDue = true;
      reader.wake();
    }
  }, settings.heartbeatMs);
  beats.unref();

  return {
    async open(accountId, token, since) {
      const mine = [...readers].filter((reader) => reader.accountId === accountId);
      if (mine.length >= MAX_STREAMS_PER_ACCOUNT) return null;
      const reader = newReader(accountId, token);
      readers.add(reader);
      try {
        await placeCursors(reader, since, settings);
        place(reader);
      } catch (error) {
        drop(reader);
        throw error;
      }
      return streamOf(reader, { ...settings, placed: () => place(reader) }, () => drop(reader));
    },
    close() {
      clearInterval(beats);
      stopListening();
      for (const reader of [...readers]) drop(reader);
    },
    openStreams: () => readers.size,
  };
}

/** Who reads a conversation: one message is for a few of thousands of streams. */
function createReaderIndex() {
  const byConversation = new Map<string, Set<Reader>>();
  const remove = (reader: Reader): void => {
    for (const conversation of reader.indexed) {
      const set = byConversation.get(conversation);
      set?.delete(reader);
      if (set?.size === 0) byConversation.delete(conversation);
    }
    reader.indexed = [];
  };
  return {
    get: (conversation: string): Iterable<Reader> => byConversation.get(conversation) ?? [],
    remove,
    /** By what it reads now. */
    place(reader: Reader): void {
      remove(reader);
      reader.indexed = [...reader.cursors.keys()];
      for (const conversation of reader.indexed)
        byConversation.set(conversation, (byConversation.get(conversation) ?? new Set()).add(reader));
    },
  };
}

function newReader(accountId: string, token: string): Reader {
  const dirty = new Set<string>();
  return {
    accountId,
    token,
    cursors: new Map(),
    indexed: [],
    dirty,
    notices: [],
    beatDue: false,
    closed: false,
    wake: () => {},
  };
}

function stir(reader: Reader, conversations: Iterable<string>): void {
  for (const conversation of conversations) reader.dirty.add(conversation);
  reader.wake();
}

/**
 * Where the reader starts in each conversation it may read: where it was, or, where it never was, at the end. A cursor
 * beyond the end comes from a log that no longer is (a restored backup): the client is told to load anew.
 */
async function placeCursors(reader: Reader, since: ReadonlyMap<string, number>, settings: HubSettings): Promise<void> {
  const { log, accounts } = settings.ports;
  const conversations = (await accounts.conversations(reader.accountId)).map((one) => one.conversation);
  const heads = await log.heads(conversations);
  const ends = new Map(heads.map((head) => [head.conversation, head.lastChange]));
  let ahead = false;
  for (const conversation of conversations) {
    const end = ends.get(conversation) ?? 0;
    const from = since.get(conversation);
    ahead ||= from !== undefined && from > end;
    reader.cursors.set(conversation, Math.min(from ?? end, end));
  }
  const unknown = since.size > 0 && conversations.some((conversation) => !since.has(conversation));
  if (ahead || unknown) reader.notices.push(event(ahead ? 'reset' : 'conversations', {}));
  stir(reader, conversations);
}

/** Pulled by the socket: nothing is read from the log before the last of it has gone out. */
function streamOf(reader: Reader, settings: StreamSettings, drop: () => void): ReadableStream {
  const encoder = new TextEncoder();
  reader.notices.unshift(`retry: 2000\n${event('ready', {}, encodeCursors(reader.cursors))}`);
  return new ReadableStream(
    {
      async pull(controller) {
        const text = await nextEvents(reader, settings).catch((error: unknown) => {
          settings.report(error);
          return null;
        });
        if (text !== null) {
          controller.enqueue(encoder.encode(text));
          return;
        }
        drop();
        controller.close();
      },
      cancel: drop,
    },
    { highWaterMark: 0 },
  );
}

/** Waits for something to say; null = the stream is over. */
async function nextEvents(reader: Reader, settings: StreamSettings): Promise<string | null> {
  while (!reader.closed) {
    if (reader.notices.length > 0) return reader.notices.splice(0).join('');
    if (reader.dirty.size > 0) {
      const text = await news(reader, settings);
      if (text !== '') return text;
    } else if (reader.beatDue) {
      reader.beatDue = false;
      return await beat(reader, settings);
    } else {
      await new Promise<void>((resolve) => {
        reader.wake = resolve;
      });
      reader.wake = () => {};
    }
  }
  return null;
}

/** Reads on from the cursors of the conversations that were stirred. */
async function news(reader: Reader, settings: HubSettings): Promise<string> {
  const stirred = [...reader.dirty].filter((conversation) => reader.cursors.has(conversation));
  reader.dirty.clear();
  const rows = await settings.ports.log.changesSince(asCursors(reader.cursors, stirred), BATCH);
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.conversation, (counts.get(row.conversation) ?? 0) + 1);
  for (const [conversation, count] of counts) if (count >= BATCH) reader.dirty.add(conversation);
  return rows.map((row) => told(reader, row)).join('');
}

function told(reader: Reader, row: LogRow): string {
  reader.cursors.set(row.conversation, row.change);
  return event('message', viewOf(row, reader.accountId), encodeCursors(reader.cursors));
}

/** Shows that the line lives, and looks whether the person still may read; reads everything once more. */
async function beat(reader: Reader, settings: StreamSettings): Promise<string | null> {
  const { accounts, log } = settings.ports;
  if ((await accounts.session(reader.token)) === null) return null;
  const now = (await accounts.conversations(reader.accountId)).map((one) => one.conversation);
  const added = now.filter((conversation) => !reader.cursors.has(conversation));
  const lost = [...reader.cursors.keys()].some((conversation) => !now.includes(conversation));
  const heads = added.length > 0 ? await log.heads(added) : [];
  const fresh = new Map(heads.map((head) => [head.conversation, head.lastChange]));
  reader.cursors = new Map(now.map((one) => [one, reader.cursors.get(one) ?? fresh.get(one) ?? 0]));
  if (added.length > 0 || lost) settings.placed();
  stir(reader, now);
  const changed = added.length > 0 || lost ? event('conversations', {}) : '';
  return `${changed}${event('beat', {})}`;
}
