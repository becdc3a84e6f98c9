/** Telegram's shapes, as far as they are used. Anything else in an update is neither read nor required. */
import { z } from 'zod';

/** Updates that are asked for. Who joined or left, and reactions, decide nothing here. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query'] as const;

export const MAX_TEXT = 4096;
export const MAX_CAPTION = 1024;
export const MAX_CALLBACK_BYTES = 64;
/** The Bot API hands out no larger files. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** As a photo it takes no larger ones; as a document 50 MB. */
export const MAX_PHOTO_BYTES = 10 * 1024 * 1024;

/** Text without what no store can keep: NUL (PostgreSQL) and half surrogates (UTF-8) become U+FFFD, at the same places. */
const Words = z.string().transform((text) => text.replace(/\0|\p{Surrogate}/gu, '\uFFFD'));
/** What Telegram itself makes up holds no such thing. */
const Token = z.string().regex(/^[^\0\p{Surrogate}]+$/u);

/** Epoch seconds that a calendar still knows. */
const Seconds = z.int().min(0).max(4_000_000_000);

export const Me = z.object({
  id: z.int(),
  username: z.string().min(1),
  can_join_groups: z.boolean().default(true),
  can_read_all_group_messages: z.boolean().default(false),
});
export type Me = z.infer<typeof Me>;

export const UpdateId = z.object({ update_id: z.int() });

export const Update = UpdateId.extend({
  message: z.unknown(),
  edited_message: z.unknown(),
  callback_query: z.unknown(),
}).partial({ message: true, edited_message: true, callback_query: true });
export type Update = z.infer<typeof Update>;

const User = z.object({
  id: z.int(),
  first_name: Words.catch(''),
  last_name: Words.catch(''),
});
export type User = z.infer<typeof User>;

const Chat = z.object({ id: z.int(), type: z.string() });

/** A message that is replied to, as far as it says whose it is. */
const Replied = z.object({
  message_id: z.int(),
  from: z.object({ id: z.int() }).optional().catch(undefined),
  text: Words.nullable().catch(null),
  caption: Words.nullable().catch(null),
  /** Every message of a topic "replies" to the one that opened it. */
  forum_topic_created: z.unknown().optional(),
});
export type Replied = z.infer<typeof Replied>;

export const Entity = z.object({
  type: z.string(),
  offset: z.int().min(0),
  length: z.int().min(1),
  user: z.object({ id: z.int() }).optional().catch(undefined),
});
export type Entity = z.infer<typeof Entity>;
const Entities = z.array(Entity).catch([]);

/** What every message has; what else it has depends on its kind. */
export const Message = z.looseObject({
  message_id: z.int().min(0),
  date: Seconds,
  edit_date: Seconds.optional().catch(undefined),
  chat: Chat,
  from: User.optional(),
  /** Who stands for the sender: an anonymous administrator, a channel. */
  sender_chat: Chat.optional(),
  reply_to_message: Replied.optional().catch(undefined),
  forward_origin: z.unknown().optional(),
});
export type Message = z.infer<typeof Message>;

export const TextMessage = z.object({ text: Words, entities: Entities.default([]) });

const Caption = { caption: Words.catch(''), caption_entities: Entities.default([]) };
export const CaptionOnly = z.object(Caption);

const FileId = Token.max(2000);
const Photo = z.object({ file_id: FileId, width: z.number(), height: z.number(), file_size: z.number().optional() });
export type Photo = z.infer<typeof Photo>;
export const PhotoMessage = z.object({ ...Caption, photo: z.array(Photo).min(1) });

export const DocumentMessage = z.object({
  ...Caption,
  document: z.object({
    file_id: FileId,
    file_name: Words.catch(''),
    mime_type: Words.catch(''),
    file_size: z.int().nonnegative().nullable().catch(null),
  }),
});

export const LocationMessage = z.object({
  location: z.object({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    horizontal_accuracy: z.number().nonnegative().nullable().catch(null),
    live_period: z.number().nullable().catch(null),
  }),
});

export const CallbackQuery = z.object({
  id: Token.max(100),
  from: User,
  data: Token.max(1000),
  message: z.object({ message_id: z.int().min(0), chat: Chat }),
});
export type CallbackQuery = z.infer<typeof CallbackQuery>;

export const FileAnswer = z.object({ file_path: z.string().min(1).optional() });
