/**
 * An event of Feishu → what the product is handed. One row a type of message; a type without a row, and content that can't
 * be read, becomes `other`, so that a newer client never breaks an older bot. Nothing here throws.
 */
import type { z } from 'zod';
import { endOfName, type InboundMessage } from '../../src/chat/message.ts';
import { EVERYBODY } from './render.ts';
import {
  FileContent,
  ImageContent,
  LocationContent,
  MessageEvent,
  PostContent,
  PressedEvent,
  RecalledEvent,
  TextContent,
} from './schema.ts';
import type { Envelope, FeishuMessage, Mention } from './schema.ts';

type ChatKind = InboundMessage['chatKind'];

/** What is known of a message that was handed over. */
export interface Author {
  readonly senderId: string;
  readonly chatKind: ChatKind;
  /** When it had last been changed as it was first seen, by the platform's clock. */
  readonly firstUpdate: number | null;
}

/** What an event does not say itself. */
export interface Known {
  /** open_id of the bot. */
  readonly botId: string | null;
  readonly receivedAt: number;
  /** null = not seen, or too long ago. */
  readonly author: (messageId: string) => Author | null;
  /** For events that don't say what kind of chat they come from. */
  readonly chatKind: (chatId: string) => ChatKind | null;
}

/** What a type of message contributes. */
type Parts = Pick<InboundMessage, 'kind'> &
  Partial<Pick<InboundMessage, 'otherKind' | 'text' | 'mentionsBot' | 'forwarded' | 'location' | 'images' | 'files'>>;
type Row = (message: FeishuMessage, botId: string | null) => Parts;

const other = (otherKind: string): Parts => ({ kind: 'other', otherKind: storable(otherKind) });

/** Text without what no store can keep: NUL (PostgreSQL) and half surrogates (UTF-8) become U+FFFD. */
const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');

function contentOf(message: FeishuMessage): unknown {
  try {
    return JSON.parse(message.content) as unknown;
  } catch {
    return null;
  }
}

/** Reads the content by its schema before the row itself. */
const read =
  <S extends z.ZodType>(
    schema: S,
    row: (content: z.output<S>, message: FeishuMessage, botId: string | null) => Parts,
  ): Row =>
  (message, botId) => {
    const content = schema.safeParse(contentOf(message));
    return content.success ? row(content.data, message, botId) : other(message.message_type);
  };

const ROWS: ReadonlyMap<string, Row> = new Map([
  [
    'text',
    read(TextContent, ({ text }, message, botId) => ({ kind: 'text', ...named(text, message.mentions, botId) })),
  ],
  ['post', read(PostContent, postParts)],
  ['image', read(ImageContent, ({ image_key: key }, message) => ({ kind: 'image', images: [offered(message, key)] }))],
  [
    'file',
    read(FileContent, ({ file_key: key, file_name: name }, message) => ({
      kind: 'file',
      files: [
        {
          ref: refOf(message.message_id, key),
          name: endOfName(storable(name)),
          contentType: null,
          sizeBytes: null,
        },
      ],
    })),
  ],
  [
    'location',
    // Feishu does not say which datum it gives.
    read(LocationContent, ({ name, latitude, longitude }) => ({
      kind: 'location',
      location: {
        latitude,
        longitude,
        datum: 'unknown',
        accuracyMetres: null,
        live: false,
        name: storable(name) || null,
      },
    })),
  ],
  ['merge_forward', () => ({ ...other('forwarded'), forwarded: true })],
  ['audio', () => other('voice')],
  ['media', () => other('video')],
  ['folder', () => other('file')],
]);

const offered = ({ message_id: messageId }: FeishuMessage, key: string): { ref: string; contentType: null } => ({
  ref: refOf(messageId, key),
  contentType: null,
});

/** Both ids are without blanks. */
const refOf = (messageId: string, key: string): string => `${messageId} ${key}`;
export const readRef = (ref: string): readonly [messageId: string, key: string] | null => {
  const [messageId, key, more] = ref.split(' ');
  return messageId && key && more === undefined ? [messageId, key] : null;
};

/** A blank beside the bot's mention belongs to it. */
const BOT = '\uE000';

/** Puts names where the text has keys; the bot's own mention is taken out, and told. */
function named(
  text: string,
  mentions: readonly Mention[],
  botId: string | null,
): { readonly text: string; readonly mentionsBot: boolean } {
  const byKey = new Map(mentions.map((mention) => [mention.key, mention]));
  const isBot = (mention: Mention): boolean => botId !== null && mention.id?.open_id === botId;
  const withNames = storable(text)
    .replaceAll(BOT, '')
    .replace(/@_(?:user_\d+|all)/g, (key) => {
      const mention = byKey.get(key);
      if (mention === undefined) return key === '@_all' ? `@${EVERYBODY}` : key;
      return isBot(mention) ? BOT : `@${storable(mention.name)}`;
    });
  const parts = withNames.split(BOT).map((part, n) => (n === 0 ? part : part.replace(/^[\s\u2005]/, '')));
  return { text: parts.join(''), mentionsBot: mentions.some(isBot) };
}

function postParts(
  { title, content }: z.output<typeof PostContent>,
  message: FeishuMessage,
  botId: string | null,
): Parts {
  const lines = content.map((line) =>
    line
      .map((piece) => (piece === null ? '' : piece.tag === 'at' ? (piece.user_id ?? '') : (piece.text ?? '')))
      .join(''),
  );
  const text = [title, ...lines].join('\n').trim();
  const keys = content.flat().flatMap((piece) => (piece?.tag === 'img' && piece.image_key ? [piece.image_key] : []));
  const images = keys.map((key) => offered(message, key));
  return { kind: images.length > 0 ? 'image' : 'text', images, ...named(text, message.mentions, botId) };
}

const kindOf = (chatType: string): ChatKind => (chatType === 'p2p' ? 'direct' : 'group');

/** Times that no clock of today shows are not believed. */
const AHEAD_MS = 600_000;
function instant(time: number | null, receivedAt: number): number {
  // Callbacks count microseconds where events count milliseconds.
  const at = time === null ? receivedAt : Math.floor(time > 1e14 ? time / 1000 : time);
  return at < 1e12 || at > receivedAt + AHEAD_MS ? receivedAt : at;
}

const base = {
  platform: 'feishu',
  senderName: null,
  otherKind: null,
  text: '',
  mentionsBot: false,
  quote: null,
  forwarded: false,
  edited: false,
  location: null,
  images: [],
  action: null,
} as const;

/** A message, new or changed: the platform may tell of a change by either event. */
function said(envelope: Envelope, known: Known): InboundMessage | null {
  const event = MessageEvent.safeParse(envelope.event);
  if (!event.success) return null;
  const { message, sender } = event.data;
  const before = known.author(message.message_id);
  const changed = message.update_time !== null && message.update_time > (message.create_time ?? message.update_time);
  const edited =
    envelope.header.event_type === 'im.message.updated_v1' ||
    (changed && before !== null && before.firstUpdate !== message.update_time);
  const at = edited ? (message.update_time ?? envelope.header.create_time) : message.create_time;
  const row = ROWS.get(message.message_type);
  return {
    ...base,
    eventKey: edited ? `e:${message.message_id}:${String(at)}` : `m:${message.message_id}`,
    messageId: message.message_id,
    conversation: message.chat_id,
    chatKind: kindOf(message.chat_type),
    senderId: sender.sender_id.open_id,
    sentAt: instant(at, known.receivedAt),
    receivedAt: known.receivedAt,
    edited,
    quote: message.parent_id === null ? null : { messageId: message.parent_id, text: null },
    raw: envelope,
    ...(row?.(message, known.botId) ?? other(message.message_type)),
  };
}

/** null = not a message. */
export const updateTimeOf = ({ event }: Envelope): number | null =>
  MessageEvent.safeParse(event).data?.message.update_time ?? null;

/** Whose message was recalled is known only of those seen; of others nobody could be told anything. */
function recalled(envelope: Envelope, known: Known): InboundMessage | null {
  const event = RecalledEvent.safeParse(envelope.event);
  const author = event.success ? known.author(event.data.message_id) : null;
  if (!event.success || author === null) return null;
  return {
    ...base,
    eventKey: `r:${event.data.message_id}`,
    messageId: event.data.message_id,
    conversation: event.data.chat_id,
    chatKind: author.chatKind,
    senderId: author.senderId,
    sentAt: instant(event.data.recall_time ?? envelope.header.create_time, known.receivedAt),
    receivedAt: known.receivedAt,
    kind: 'other',
    otherKind: 'recalled',
    raw: envelope,
  };
}

/** A press does not say what kind of chat it comes from: where that is not known, the careful one. */
function pressed(envelope: Envelope, known: Known): InboundMessage | null {
  const press = pressOf(envelope);
  if (press === null) return null;
  return {
    ...base,
    eventKey: `a:${envelope.header.event_id}`,
    messageId: envelope.header.event_id,
    conversation: press.chatId,
    chatKind: known.chatKind(press.chatId) ?? 'group',
    senderId: press.by,
    sentAt: instant(envelope.header.create_time, known.receivedAt),
    receivedAt: known.receivedAt,
    kind: 'action',
    action: { value: press.value, messageId: press.messageId },
    raw: envelope,
  };
}

interface Press {
  readonly chatId: string;
  readonly messageId: string | null;
  readonly by: string;
  readonly value: string;
}

/** null = not a press of a button of ours. */
export function pressOf({ header, event }: Envelope): Press | null {
  if (header.event_type !== 'card.action.trigger') return null;
  const read = PressedEvent.safeParse(event);
  if (!read.success) return null;
  const { context, open_chat_id, open_message_id, operator, action } = read.data;
  const chatId = context?.open_chat_id ?? open_chat_id;
  if (chatId === null) return null;
  return {
    chatId,
    messageId: context?.open_message_id ?? open_message_id,
    by: operator.open_id,
    value: action.value.b,
  };
}

type Event = (envelope: Envelope, known: Known) => InboundMessage | null;
const EVENTS: ReadonlyMap<string, Event> = new Map([
  ['im.message.receive_v1', said],
  ['im.message.updated_v1', said],
  ['im.message.recalled_v1', recalled],
  ['card.action.trigger', pressed],
]);

/** @returns null for what is none of the product's business */
export const normalize = (envelope: Envelope, known: Known): InboundMessage | null =>
  EVENTS.get(envelope.header.event_type)?.(envelope, known) ?? null;
