/** The shapes that cross the wire, as far as they are used. */
import { z } from 'zod';

/** Longest text of one message, in UTF-16 code units: three bytes each, and a card takes 30 KB with its JSON and buttons. */
export const MAX_TEXT = 8000;
export const MAX_CARD_BYTES = 30 * 1024;
/** The documentation names no limit for a button's value: what the card's 30 KB easily take. */
export const MAX_CALLBACK_BYTES = 128;
export const MAX_IMAGE_UP_BYTES = 10 * 1024 * 1024;
export const MAX_FILE_UP_BYTES = 30 * 1024 * 1024;
export const MAX_FILE_DOWN_BYTES = 20 * 1024 * 1024;
/** The platform drops a second send with the same `uuid` for an hour. */
export const UUID_MS = 3_600_000;

/** Ids of messages, chats, users, images and events: whatever else is sent as one never reaches the store. */
const Id = z.string().regex(/^[\w:.=-]{1,200}$/);
/** Times come as figures in strings. */
const Time = z.union([z.string().regex(/^\d{1,19}$/), z.number().nonnegative()]).transform(Number);
/** A field that may be missing or broken: null then. */
const lost = <T>(schema: z.ZodType<T>) =>
  schema
    .nullish()
    .transform((value): T | null => value ?? null)
    .catch(null);

/** What every event has; `event` is read by its type. */
export const Envelope = z.object({
  header: z.object({
    event_id: Id,
    event_type: z.string().max(200),
    app_id: z.string(),
    token: lost(z.string()),
    create_time: lost(Time),
  }),
  event: z.unknown(),
});
export type Envelope = z.infer<typeof Envelope>;

export const Challenge = z.object({
  type: z.literal('url_verification'),
  challenge: z.string().max(1000),
  token: z.string(),
});

const Mention = z.object({
  key: z.string().max(100),
  id: lost(z.object({ open_id: lost(Id) })),
  name: z.string().max(200).catch(''),
});
export type Mention = z.infer<typeof Mention>;

/** `im.message.receive_v1` and `im.message.updated_v1`. */
export const MessageEvent = z.object({
  sender: z.object({ sender_id: z.object({ open_id: Id }), sender_type: z.literal('user') }),
  message: z.object({
    message_id: Id,
    parent_id: lost(Id),
    create_time: lost(Time),
    update_time: lost(Time),
    chat_id: Id,
    chat_type: z.string().max(100),
    message_type: z.string().max(100),
    content: z.string().catch(''),
    mentions: z.array(Mention).catch([]).default([]),
  }),
});
export type FeishuMessage = z.infer<typeof MessageEvent>['message'];

/** `im.message.recalled_v1`: it does not say whose message it was. */
export const RecalledEvent = z.object({ message_id: Id, chat_id: Id, recall_time: lost(Time) });

const Place = { open_message_id: lost(Id), open_chat_id: lost(Id) };
/** `card.action.trigger`. */
export const PressedEvent = z.object({
  operator: z.object({ open_id: Id }),
  action: z.object({ value: z.object({ b: z.string().regex(/^[\x21-\x7e]{1,128}$/) }) }),
  context: lost(z.object(Place)),
  ...Place,
});

export const TextContent = z.object({ text: z.string() });
export const ImageContent = z.object({ image_key: Id });
export const FileContent = z.object({ file_key: Id, file_name: z.string().catch('') });
const Degrees = z.union([z.string().regex(/^-?\d{1,3}(\.\d{1,30})?$/), z.number()]).transform(Number);
export const LocationContent = z.object({
  name: z.string().max(1000).catch(''),
  longitude: Degrees.pipe(z.number().min(-180).max(180)),
  latitude: Degrees.pipe(z.number().min(-90).max(90)),
});
const PostPiece = z.looseObject({
  tag: z.string(),
  text: lost(z.string()),
  user_id: lost(z.string()),
  image_key: lost(Id),
});
export const PostContent = z.object({
  title: z.string().catch(''),
  content: z.array(z.array(PostPiece.nullable().catch(null)).catch([])),
});

export const Answer = z.looseObject({ code: z.number().int(), data: z.unknown().optional() });
export const Issued = z.object({
  code: z.literal(0),
  tenant_access_token: z.string().min(1),
  expire: z.number().nonnegative(),
});
export const Sent = z.object({ message_id: Id });
export const BotInfo = z.object({ bot: z.object({ open_id: Id, activate_status: z.number().optional() }) });
export const ChatInfo = z.object({ chat_mode: z.string() });
export const UploadedImage = z.object({ image_key: Id });
export const UploadedFile = z.object({ file_key: Id });
export const FoundUsers = z.object({
  user_list: z.array(z.object({ mobile: z.string().optional(), user_id: lost(Id) })),
});
export const Scopes = z.object({ scopes: z.array(z.object({ scope_name: z.string(), grant_status: z.number() })) });
