/**
 * The contract between the product and every chat platform. Adapters in `bots/` implement {@link Adapter}; the
 * product knows nothing else of them. Nothing here may assume one of today's platforms.
 */
import { z } from 'zod';

/** So many sends in any `perMs`: to one chat, to one group, or by the whole bot. What is over it waits in the outbox. */
export interface SendLimit {
  readonly of: 'chat' | 'group' | 'app';
  readonly count: number;
  readonly perMs: number;
  /** Of `app`: what share of the places is kept for answers to whoever wrote; left out = none. In [0, 1). */
  readonly answersShare?: number;
  /** Of `group`: what waits for one goes as one message, its text at most so many UTF-16 code units; left out = each by itself. */
  readonly joinedUpTo?: number;
}

/** What a platform can do; the product chooses buttons or words, codes or quotes by it. */
export interface Capabilities {
  /** A quoted reply carries the id of the quoted message. Where false, `#A1B2` in the text carries the reference. */
  readonly quotedId: boolean;
  readonly buttons: boolean;
  /** Largest value a button can carry, in bytes; 0 without buttons. */
  readonly callbackBytes: number;
  readonly location: boolean;
  /** Messages of the bot can carry files. Where false, its text says where the file is to be had. */
  readonly files: boolean;
  /** Largest document that people can send to the bot, in bytes; 0 = none. */
  readonly documentBytes: number;
  /** Whether one call of the platform carries text, images and files together, or each is a send of its own. */
  readonly attachments: 'with-text' | 'apart';
  readonly editSent: boolean;
  readonly idFromSend: boolean;
  /** The platform itself drops a second send with the same key: an unknown fate may then be sent again. */
  readonly idempotentSend: boolean;
  /** How long the platform remembers a send's key, in ms; null = for good. Only with `idempotentSend`. */
  readonly idempotencyWindowMs: number | null;
  readonly groupPush: boolean;
  /** Longest text of one message, in UTF-16 code units. */
  readonly maxTextLength: number;
  readonly limits: readonly SendLimit[];
  /** Only answers within this many ms of the person's last message are possible; null = always. */
  readonly replyWindowMs: number | null;
  /** What the bot did not take is delivered again. Where false, what was said while it did not hear is lost: `Health.heardAt` tells. */
  readonly redelivers: boolean;
}

export const Datum = z.enum(['wgs84', 'gcj02', 'unknown']);
export type Datum = z.infer<typeof Datum>;

/** A point as the platform gave it: degrees, the datum assumed, never proof of presence. */
export const SharedLocation = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  datum: Datum,
  accuracyMetres: z.number().nonnegative().nullable(),
  /** Shared as it moves, not picked once. */
  live: z.boolean(),
  name: z.string().nullable(),
});
export type SharedLocation = z.infer<typeof SharedLocation>;

/** An image that is kept: content hash of the cleaned bytes (no EXIF), type and size. */
export const KeptImage = z.object({
  sha256: z.string().length(64),
  contentType: z.string(),
  sizeBytes: z.number().int(),
});
export type KeptImage = z.infer<typeof KeptImage>;

/** An image that the platform still holds: fetched once the message is kept, for the platform waits for its answer. */
export const OfferedImage = z.object({
  /** Opaque; only the adapter reads it. */
  ref: z.string().min(1).max(2000),
  /** As the platform calls it; null = it does not say. */
  contentType: z.string().nullable(),
});
export type OfferedImage = z.infer<typeof OfferedImage>;

/** Raised by `openImage` and `openFile` where the platform will never give it: it is gone, too large, or no image. */
export class ImageGone extends Error {
  override readonly name = 'ImageGone';
  readonly why: 'gone' | 'size';

  constructor(message?: string, why: 'gone' | 'size' = 'gone') {
    super(message);
    this.why = why;
  }
}

/** A file that is kept: made by the product, or sent by somebody; as `name` it is saved by whoever gets it. */
export const KeptFile = z.object({
  sha256: z.string().length(64),
  name: z.string().min(1),
  contentType: z.string(),
  sizeBytes: z.number().int(),
});
export type KeptFile = z.infer<typeof KeptFile>;

/** A document that the platform still holds; whether it is of a kind that is kept the product says. */
export const OfferedFile = z.object({
  /** Opaque; only the adapter reads it. */
  ref: z.string().min(1).max(2000),
  /** As the sender called it. */
  name: z.string().max(1000),
  /** As the platform calls it; null = it does not say. */
  contentType: z.string().nullable(),
  /** null = the platform does not say. */
  sizeBytes: z.number().int().nonnegative().nullable(),
});
export type OfferedFile = z.infer<typeof OfferedFile>;

/** What is handed on of a long name, at most 500 UTF-16 code units: its end, which says of what kind the document is. */
export const endOfName = (name: string): string => name.slice(-500);

/** A document that was sent and is not kept: of another kind, too large, not whole, or not to be had. */
export const UnkeptFile = z.object({ name: z.string(), why: z.enum(['kind', 'size', 'broken', 'gone']) });
export type UnkeptFile = z.infer<typeof UnkeptFile>;

/** The part of an inbound message that is stored in the inbox and worked from; instants are epoch ms. */
export const StoredMessage = z.object({
  platform: z.string().min(1),
  /** Unique per platform: a redelivery carries the same key. */
  eventKey: z.string().min(1),
  messageId: z.string(),
  /** Opaque; only the adapter reads it. */
  conversation: z.string().min(1),
  chatKind: z.enum(['direct', 'group']),
  senderId: z.string().min(1),
  /** For show only; never decides anything. */
  senderName: z.string().nullable(),
  /** The platform's time of the message. */
  sentAt: z.number().int(),
  receivedAt: z.number().int(),
  kind: z.enum(['text', 'image', 'file', 'location', 'action', 'other']),
  /** For `other`: what it was (`voice`, `sticker`, `video`, …), as the adapter names it. */
  otherKind: z.string().nullable(),
  text: z.string(),
  mentionsBot: z.boolean(),
  /** What the message replies to: the platform's id, and the quoted words where the platform tells them. */
  quote: z.object({ messageId: z.string().nullable(), text: z.string().nullable() }).nullable(),
  forwarded: z.boolean(),
  edited: z.boolean(),
  location: SharedLocation.nullable(),
  images: z.array(KeptImage),
  /** Documents sent along; left out = none. */
  files: z.array(KeptFile).optional(),
  /** Images and documents that are still to be fetched; the message is not worked before. A document has a name. */
  offered: z.array(z.union([OfferedFile, OfferedImage])).optional(),
  /** How many images the platform did not give. */
  missingImages: z.number().int().optional(),
  /** Documents of it that are not kept, and why. */
  unkept: z.array(UnkeptFile).optional(),
  /** A pressed button: its opaque value and the message it stands on. */
  action: z.object({ value: z.string(), messageId: z.string().nullable() }).nullable(),
});
export type StoredMessage = z.infer<typeof StoredMessage>;

/** What an adapter hands over. `raw` is the platform's own event, kept out of logs, for diagnosis only. */
export interface InboundMessage extends Omit<
  StoredMessage,
  'images' | 'files' | 'offered' | 'missingImages' | 'unkept'
> {
  /** Kept by the adapter itself, or to be had from the platform. */
  readonly images: readonly (KeptImage | OfferedImage)[];
  /** The same of documents, of whatever kind; left out = none. */
  readonly files?: readonly (KeptFile | OfferedFile)[] | undefined;
  readonly raw: unknown;
}

/** A button, and the words that do the same where there are no buttons. */
export const Button = z.object({ id: z.string(), label: z.string(), words: z.string() });
export type Button = z.infer<typeof Button>;

/** One message to send. `key` identifies it for good: the same key is the same message. */
export const OutboundMessage = z.object({
  key: z.string(),
  conversation: z.string(),
  text: z.string(),
  /** Short code of the request this is about (`A1B2`), for platforms without quoted ids. */
  code: z.string().nullable(),
  /** Platform user ids to mention, in a group. */
  mentions: z.array(z.string()),
  /** Platform message id this replies to. */
  replyTo: z.string().nullable(),
  buttons: z.array(Button),
  images: z.array(KeptImage),
  files: z.array(KeptFile).default([]),
});
export type OutboundMessage = z.infer<typeof OutboundMessage>;

/**
 * What became of a send. `unknown` may have arrived: it is never repeated blindly. `refused` has not arrived; `retryAt` is epoch ms, null =
 * for good. `of` says what it holds for: this message alone (the default), its chat (nobody is to be reached there), or the whole
 * platform (it is down, or the bot sends too much). `why` is a short name such as `http-502`, never what an error says.
 */
export type SendOutcome =
  | { readonly status: 'sent'; readonly messageId: string | null }
  | { readonly status: 'unknown'; readonly why: string }
  | {
      readonly status: 'refused';
      readonly retryAt: number | null;
      readonly why: string;
      readonly of?: 'message' | 'chat' | 'platform';
    };

export interface Health {
  /** `standby`: another process of the county has the platform; this one neither hears nor sends there. */
  readonly state: 'up' | 'starting' | 'standby' | 'down';
  /** Since when, epoch ms. */
  readonly since: number;
  readonly why: string | null;
  /** Without `redelivers`: when it was last certain that the bot hears, epoch ms; null = not since it started. */
  readonly heardAt?: number | null;
}

/** What whoever operates the bot does with a phone so that it is signed in. */
export interface SignIn {
  /** Shown as a QR code. Whoever scans it gives the bot their account: for the operator's eyes alone. */
  readonly scan: string;
  /** Since when, epoch ms. */
  readonly since: number;
}

/** Resolves once the message is stored; only then may the adapter acknowledge the platform. */
export type Sink = (message: InboundMessage) => Promise<void>;

export interface Adapter {
  readonly platform: string;
  readonly capabilities: Capabilities;
  /** Resolves soon, also while the platform is down: it goes on trying, and `health` tells. */
  start(sink: Sink): Promise<void>;
  /** Takes nothing more in and finishes what is in hand. */
  stop(): Promise<void>;
  send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>;
  /** Replaces the buttons or text of a message already sent, where `editSent`. */
  update?(messageId: string, message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>;
  /** The bytes of an offered image. @throws ImageGone where it will never be had; anything else may be tried again */
  openImage?(ref: string, signal: AbortSignal): Promise<Uint8Array>;
  /** The bytes of an offered document. @throws ImageGone as `openImage` does */
  openFile?(ref: string, signal: AbortSignal): Promise<Uint8Array>;
  /** Platform user id of a mobile number, where the platform offers it. */
  resolveUser?(mobile: string): Promise<string | null>;
  health(): Health;
  /** null = there is nothing to scan. */
  signIn?(): SignIn | null;
}
