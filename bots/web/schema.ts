/** The shapes that cross the wire and the log, as far as the adapter uses them. */
import { z } from 'zod';
import { Button, KeptFile, KeptImage, SharedLocation } from '../../src/chat/message.ts';

/** Longest text one message may have, in UTF-16 code units; the product answers long ones, the wire refuses longer. */
export const MAX_POSTED_TEXT = 120_000;
/** Longest text the bot may send in one message. */
export const MAX_SENT_TEXT = 20_000;
export const MAX_CALLBACK_BYTES = 64;
/** Images, and files, of one message of the bot: one digit in their paths. */
export const MAX_ATTACHED = 10;
export const MAX_IMAGE_BYTES = 10_000_000;
export const MAX_IMAGES = 4;
/** Documents of people; which kinds are kept the product says. */
export const MAX_FILE_BYTES = 20_000_000;
export const MAX_FILES = 3;
/** 120,000 Chinese characters are 360 kB of UTF-8. */
export const MAX_JSON_BYTES = 512_000;
export const MAX_FORM_BYTES = MAX_FILE_BYTES + MAX_IMAGE_BYTES + MAX_JSON_BYTES;

export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** Account and message ids, as they stand in paths. */
export const PathId = z.string().regex(/^[\w-]{1,64}$/);
/** Printable ASCII: whatever else a client makes up never reaches the store. */
export const ConversationKey = z.string().regex(/^[\x21-\x7e]{1,100}$/);
/** Session and link tokens. */
export const Token = z.string().regex(/^[\w-]{8,200}$/);
/** The client's own key of a message: a UUID or the like. */
const ClientKey = z.string().regex(/^[\w-]{8,64}$/);

/** What every posted message has; what else it has depends on its kind. */
export const PostedMessage = z.looseObject({
  eventKey: ClientKey,
  conversation: ConversationKey,
  quote: PathId.nullable().default(null),
  kind: z.string().regex(/^[\w-]{1,32}$/),
});
export type PostedMessage = z.infer<typeof PostedMessage>;

export const PostedText = z.object({ text: z.string() });

/** Photos, or documents with or without photos, and what is said of them. */
export const PostedAttached = z.object({ text: z.string().default('') });

export const PostedLocation = z.object({
  location: SharedLocation.pick({ latitude: true, longitude: true, accuracyMetres: true }).extend({
    name: z.string().max(100).nullable(),
  }),
});

export const PostedAction = z.object({
  messageId: PathId,
  value: z.string().regex(/^[\x21-\x7e]{1,64}$/),
});

/** Credentials of the picker. */
export const PickedPersona = z.object({ accountId: PathId });

/** As people type on a phone: full-width figures and letters, other blanks, other dots, what nobody sees. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/[•・‧]/gu, '·')
    .trim();
/** Between Latin words a blank is part of the name; beside anything else it lines up two characters with three. */
const plainName = (text: string): string => plain(text).replace(/(?<=[^\u0020-\u02ff]) | (?=[^\u0020-\u02ff])/gu, '');
const unspaced = (text: string): string => plain(text).replaceAll(' ', '');

const MAX_FIELD = 200;

/** What the form for binding asks: a name, the last four digits of a mobile number, a code. */
export const BindingForm = z.object({
  name: z.string().max(MAX_FIELD).transform(plainName).pipe(z.string().min(1).max(60)),
  tail: z
    .string()
    .max(MAX_FIELD)
    .transform(unspaced)
    .pipe(z.string().regex(/^\d{4}$/)),
  code: z.string().max(MAX_FIELD).transform(unspaced).pipe(z.string().min(1).max(40)),
});

const LogQuote = z.object({ messageId: z.string(), author: z.string().nullable(), excerpt: z.string() });
export type LogQuote = z.infer<typeof LogQuote>;

/** What the log keeps of a message beside author and time. Defaults let rows of an older version be read. */
export const LogBody = z.object({
  kind: z.enum(['text', 'image', 'file', 'location', 'action', 'other']),
  text: z.string(),
  code: z.string().nullable().default(null),
  buttons: z.array(Button).default([]),
  images: z.array(KeptImage).default([]),
  files: z.array(KeptFile).default([]),
  location: SharedLocation.nullable().default(null),
  quote: LogQuote.nullable().default(null),
  mentions: z.array(z.object({ accountId: z.string(), name: z.string() })).default([]),
});
export type LogBody = z.infer<typeof LogBody>;
