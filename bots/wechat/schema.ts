/** What the child hands over of a message, checked before anything is made of it. */
import { z } from 'zod';

/** Longest text of one message, in UTF-16 code units. */
export const MAX_TEXT = 2000;
/** Largest document that the bot takes, in bytes. */
export const MAX_FILE_BYTES = 20_000_000;

/** A shared place as the wire has it: `accuracy` in metres, degrees in GCJ-02. */
export const WirePlace = z.object({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().catch(''),
  address: z.string().catch(''),
  accuracy: z.number().catch(0),
});
export type WirePlace = z.infer<typeof WirePlace>;

/**
 * One message as the gateway has it; kinds by the names of wechaty-puppet's `MessageType`. A field that makes no sense is left out: the message
 * is told of once.
 */
export const WireMessage = z.object({
  /** '' = the puppet gives none. */
  id: z.string(),
  /** `Unknown` also where the gateway knows more kinds than the SDK. */
  kind: z.string().catch('Unknown'),
  talkerId: z.string(),
  /** For show only. */
  talkerName: z.string().nullable(),
  /** null = a direct chat. */
  roomId: z.string().nullable(),
  text: z.string(),
  /** Epoch ms; 0 = the puppet does not say. */
  sentAt: z.number().int().nonnegative().catch(0),
  mentionIds: z.array(z.string()),
  filename: z.string().nullable(),
  /** null = the gateway gives none: then the text may hold the place as XML. */
  place: WirePlace.nullable().catch(null),
});
export type WireMessage = z.infer<typeof WireMessage>;
