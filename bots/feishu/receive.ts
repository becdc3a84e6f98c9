/** One verified event: read, and handed to the product; it is acknowledged only once that has it. */
import type { Sink } from '../../src/chat/message.ts';
import { normalize, pressOf, updateTimeOf } from './normalize.ts';
import type { Author } from './normalize.ts';
import { Envelope } from './schema.ts';

/** Raised where the event has to come again later; the platform keeps it. */
export class NotNow extends Error {
  override readonly name = 'NotNow';
}

export interface ReceiverParts {
  readonly appId: string;
  readonly sink: Sink;
  readonly now: () => number;
  /** open_id of the bot; null = not known yet. */
  readonly botId: () => string | null;
  /** Asks the platform; null = it does not say. */
  readonly askChatKind: (chatId: string) => Promise<Author['chatKind'] | null>;
}

export interface Receiver {
  /** Rejects when the product did not store it, or when the bot is stopping. */
  take(event: unknown): Promise<void>;
  /** Takes nothing more; resolves when what is in hand is done. */
  stop(): Promise<void>;
}

const MAX_AUTHORS = 5_000;
const MAX_CHATS = 50_000;

interface Lately<V> {
  readonly get: (key: string) => V | null;
  readonly set: (key: string, value: V) => void;
}

/** Forgets what was set longest ago. */
function lately<V>(limit: number): Lately<V> {
  const values = new Map<string, V>();
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => {
      values.delete(key);
      values.set(key, value);
      if (values.size > limit) values.delete(values.keys().next().value ?? '');
    },
  };
}

export function createReceiver(parts: ReceiverParts): Receiver {
  const authors = lately<Author>(MAX_AUTHORS);
  const chatKinds = lately<Author['chatKind']>(MAX_CHATS);
  const inHand = new Set<Promise<void>>();
  let stopping = false;

  async function learnChatKind(envelope: Envelope): Promise<void> {
    const press = pressOf(envelope);
    if (press === null || chatKinds.get(press.chatId) !== null) return;
    const kind = await parts.askChatKind(press.chatId).catch(() => null);
    if (kind !== null) chatKinds.set(press.chatId, kind);
  }

  async function work(event: unknown): Promise<void> {
    const envelope = Envelope.safeParse(event);
    if (!envelope.success || envelope.data.header.app_id !== parts.appId) return;
    await learnChatKind(envelope.data);
    const message = normalize(envelope.data, {
      botId: parts.botId(),
      receivedAt: parts.now(),
      author: authors.get,
      chatKind: chatKinds.get,
    });
    if (message === null) return;
    // Whether a message of a group is meant for the bot can't be told before the bot knows itself.
    if (message.chatKind === 'group' && message.kind !== 'action' && parts.botId() === null) throw new NotNow();
    await parts.sink(message);
    if (message.kind === 'action' || message.otherKind === 'recalled') return;
    chatKinds.set(message.conversation, message.chatKind);
    const { senderId, chatKind, messageId } = message;
    if (authors.get(messageId) !== null) return;
    authors.set(messageId, { senderId, chatKind, firstUpdate: updateTimeOf(envelope.data) });
  }

  return {
    async take(event) {
      if (stopping) throw new NotNow();
      const done = work(event);
      inHand.add(done);
      try {
        await done;
      } finally {
        inHand.delete(done);
      }
    },
    async stop() {
      stopping = true;
      await Promise.allSettled(inHand);
    },
  };
}
