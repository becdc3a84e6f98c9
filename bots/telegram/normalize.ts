/**
 * An update → what the product is handed, or null where it says nothing to the bot. One row a kind; a kind without a row
 * becomes `other`, so that what Telegram adds never stops the updates behind it. Nothing here throws.
 */
import type { z } from 'zod';
import { endOfName, type InboundMessage, type OfferedFile, type OfferedImage } from '../../src/chat/message.ts';
import { type Addressee, unaddressed } from './mention.ts';
import {
  CallbackQuery,
  CaptionOnly,
  DocumentMessage,
  type Entity,
  LocationMessage,
  Message,
  type Photo,
  PhotoMessage,
  type Replied,
  TextMessage,
  Update,
  type User,
} from './schema.ts';

export interface Reading {
  readonly bot: Addressee;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** What a kind contributes to the message. */
interface Parts extends Pick<InboundMessage, 'kind'>, Partial<Pick<InboundMessage, 'location' | 'otherKind'>> {
  readonly said?: { readonly text: string; readonly entities: readonly Entity[] };
  readonly images?: readonly OfferedImage[];
  readonly files?: readonly OfferedFile[];
}
type Row = (message: unknown) => Parts | null;

const parsed =
  <S extends z.ZodType>(schema: S, row: (fields: z.output<S>) => Parts): Row =>
  (message) => {
    const result = schema.safeParse(message);
    return result.success ? row(result.data) : null;
  };

const captioned = (fields: z.output<typeof CaptionOnly>): NonNullable<Parts['said']> => ({
  text: fields.caption,
  entities: fields.caption_entities,
});

const other = (otherKind: string): Row =>
  parsed(CaptionOnly, (fields) => ({ kind: 'other', otherKind, said: captioned(fields) }));

/** Telegram sends a photo in several sizes. */
const largest = (photos: readonly Photo[]): Photo | undefined =>
  [...photos].sort((a, b) => b.width * b.height - a.width * a.height)[0];

const photo = parsed(PhotoMessage, (fields) => {
  const ref = largest(fields.photo)?.file_id ?? '';
  return { kind: 'image', said: captioned(fields), images: [{ ref, contentType: 'image/jpeg' }] };
});

/** A picture sent uncompressed is a document too. */
const document = parsed(DocumentMessage, (fields) => {
  const { file_id: ref, file_name: name, mime_type: type, file_size: sizeBytes } = fields.document;
  const said = captioned(fields);
  if (!/^image\/[\w.+-]{1,40}$/i.test(type))
    return { kind: 'file', said, files: [{ ref, name: endOfName(name), contentType: type || null, sizeBytes }] };
  return { kind: 'image', said, images: [{ ref, contentType: type.toLowerCase() }] };
});

const location = parsed(LocationMessage, ({ location: point }) => ({
  kind: 'location',
  location: {
    latitude: point.latitude,
    longitude: point.longitude,
    datum: 'wgs84',
    accuracyMetres: point.horizontal_accuracy,
    live: (point.live_period ?? 0) > 0,
    name: null,
  },
}));

/** By the field that only this kind has; in this order, for a venue carries a location as well, an animation a document. */
const KINDS: readonly (readonly [field: string, row: Row, otherKind: string])[] = [
  ['text', parsed(TextMessage, (said) => ({ kind: 'text', said })), 'text'],
  ['photo', photo, 'photo'],
  ['animation', other('animation'), 'animation'],
  ['document', document, 'file'],
  ['venue', other('venue'), 'venue'],
  ['location', location, 'location'],
  ...['voice', 'audio', 'video', 'video_note', 'sticker', 'contact', 'poll', 'dice', 'story'].map(
    (kind) => [kind, other(kind), kind] as const,
  ),
];

/** What Telegram itself says in a chat: nobody said it to the bot. */
const SERVICE =
  /^(?:new_chat_|left_chat_|delete_chat_|group_chat_|supergroup_chat_|channel_chat_|migrate_|pinned_|message_auto_delete_|forum_topic_|general_forum_topic_|video_chat_|write_access_|proximity_alert_|boost_|chat_background_|chat_owner_|giveaway|users_shared|chat_shared|connected_website|web_app_data|successful_payment|refunded_payment|gift|unique_gift|paid_message_|direct_message_|checklist_tasks_|suggested_post_|passport_data)/;

function partsOf(message: Message): Parts | null {
  const found = KINDS.find(([field]) => Object.hasOwn(message, field));
  if (found) return found[1](message) ?? { kind: 'other', otherKind: found[2] };
  return Object.keys(message).some((field) => SERVICE.test(field)) ? null : { kind: 'other', otherKind: 'unknown' };
}

const nameOf = (user: User): string | null => `${user.first_name} ${user.last_name}`.trim() || null;

/** An anonymous administrator shares one account with all others: it is never taken for a person. */
function senderOf({ sender_chat: chat, from }: Message): Pick<InboundMessage, 'senderId' | 'senderName'> | null {
  if (chat) return { senderId: `chat:${String(chat.id)}`, senderName: null };
  return from ? { senderId: String(from.id), senderName: nameOf(from) } : null;
}

const chatKindOf = (type: string): InboundMessage['chatKind'] | null =>
  type === 'private' ? 'direct' : type === 'group' || type === 'supergroup' ? 'group' : null;

function readMessage(update: Update, raw: unknown, { bot, receivedAt }: Reading): InboundMessage | null {
  const edited = update.message === undefined;
  const message = Message.safeParse(update.message ?? update.edited_message).data;
  const sender = message && senderOf(message);
  const chatKind = message && chatKindOf(message.chat.type);
  const parts = message && partsOf(message);
  // A live location "is edited" wherever it moves.
  if (!sender || !chatKind || !parts || (edited && parts.kind === 'location')) return null;
  const [chat, id] = [String(message.chat.id), String(message.message_id)];
  const replied = message.reply_to_message;
  const repliesTo = replied && replied.forum_topic_created === undefined ? replied : null;
  const said = unaddressed(startedWith(parts.said?.text ?? ''), parts.said?.entities ?? [], bot);
  return {
    platform: 'telegram',
    eventKey: edited ? `e:${chat}:${id}:${String(update.update_id)}` : `m:${chat}:${id}`,
    messageId: id,
    conversation: chat,
    chatKind,
    ...sender,
    sentAt: ((edited ? message.edit_date : undefined) ?? message.date) * 1000,
    receivedAt,
    kind: parts.kind,
    otherKind: parts.otherKind ?? null,
    text: said.text,
    mentionsBot: said.mentionsBot || repliesTo?.from?.id === bot.id,
    quote: repliesTo && quoteOf(repliesTo, bot),
    forwarded: message.forward_origin !== undefined,
    edited,
    location: parts.location ?? null,
    // Nothing is made of what was changed afterwards, so nothing is fetched for it.
    images: edited ? [] : (parts.images ?? []),
    ...(parts.files && !edited ? { files: parts.files } : {}),
    action: null,
    raw,
  };
}

/** Of the bot's own words Telegram sends a copy along: they tell which message it was where its id never came. */
function quoteOf({ message_id: id, from, text, caption }: Replied, bot: Addressee): InboundMessage['quote'] {
  return { messageId: String(id), text: from?.id === bot.id ? (text ?? caption) : null };
}

/** What a link to the bot carries behind `/start` is not the person's word. */
const startedWith = (text: string): string => (/^\/start(?:@\w+)?\s/i.test(text) ? text.replace(/\s.*$/s, '') : text);

function readPress(query: CallbackQuery, raw: unknown, { receivedAt }: Reading): InboundMessage | null {
  const chatKind = chatKindOf(query.message.chat.type);
  if (chatKind === null) return null;
  return {
    platform: 'telegram',
    eventKey: `c:${query.id}`,
    messageId: `c${query.id}`,
    conversation: String(query.message.chat.id),
    chatKind,
    senderId: String(query.from.id),
    senderName: nameOf(query.from),
    // Telegram does not say when a button was pressed.
    sentAt: receivedAt,
    receivedAt,
    kind: 'action',
    otherKind: null,
    text: '',
    mentionsBot: false,
    quote: null,
    forwarded: false,
    edited: false,
    location: null,
    images: [],
    action: { value: query.data, messageId: String(query.message.message_id) },
    raw,
  };
}

/** @param raw as Telegram delivers it */
export function normalize(raw: unknown, reading: Reading): InboundMessage | null {
  const update = Update.safeParse(raw).data;
  if (!update) return null;
  if (update.callback_query === undefined) return readMessage(update, raw, reading);
  const query = CallbackQuery.safeParse(update.callback_query).data;
  return query ? readPress(query, raw, reading) : null;
}
