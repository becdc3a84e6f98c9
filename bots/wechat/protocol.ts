/** What the process and its child say to each other; either side checks it, for what is handed on came from a gateway. */
import { z } from 'zod';
import { WireMessage } from './schema.ts';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/**
 * How a call ended that did not succeed. `not-left`: nothing of it reached the gateway; `refused`: the gateway said no; `unknown`: it may
 * have been carried out. `why` is a short name, never what an error says.
 */
export const Failure = z.object({
  fate: z.enum(['not-left', 'refused', 'unknown']),
  why: z.string().min(1).max(100),
});
export type Failure = z.infer<typeof Failure>;

/** What a call comes to: the id of a sent message, a box that is ready to be sent, or the bytes of what was opened. */
export const Result = z.discriminatedUnion('is', [
  z.object({ is: z.literal('sent'), messageId: z.string().nullable() }),
  z.object({ is: z.literal('boxed'), box: z.string() }),
  z.object({ is: z.literal('opened'), bytes }),
  z.object({ is: z.literal('failed'), failure: Failure }),
]);
export type Result = z.infer<typeof Result>;

/** Child → parent. */
export const FromChild = z.discriminatedUnion('is', [
  z.object({ is: z.literal('hello') }),
  /** Something came through the stream of events. `caughtUp`: whatever came before it has been handed over. */
  z.object({ is: z.literal('alive'), caughtUp: z.boolean() }),
  /** null = there is nothing to scan any more. */
  z.object({ is: z.literal('scan'), scan: z.string().max(4000).nullable() }),
  z.object({ is: z.literal('login'), selfId: z.string().min(1), name: z.string().nullable() }),
  z.object({ is: z.literal('logout') }),
  z.object({ is: z.literal('message'), message: WireMessage }),
  z.object({ is: z.literal('answer'), callId: z.number().int(), result: Result }),
  /** `ending`: the child exits for it. */
  z.object({ is: z.literal('trouble'), why: z.string().min(1).max(100), ending: z.boolean() }),
]);
export type FromChild = z.infer<typeof FromChild>;

/** How a child reaches its gateway, and how patient it is. */
export const Beginning = z.object({
  token: z.string().min(1),
  /** `host:port`. */
  endpoint: z.string().min(1),
  serverName: z.string().min(1),
  /** PEM. */
  ca: z.string().min(1),
  /** How often the gateway is asked for a sign of life, in ms. */
  pingMs: z.number().positive(),
  /** How long a single call may take, in ms. */
  callMs: z.number().positive(),
  /** How long the bytes of a file may take, in ms. */
  fileMs: z.number().positive(),
  /** Whether the gateway is asked first to end the stream of events that it holds, whosever that is. */
  takeOver: z.boolean(),
});
export type Beginning = z.infer<typeof Beginning>;

const callId = z.number().int();

/** Parent → child: what is answered. */
export const Call = z.discriminatedUnion('is', [
  z.object({ is: z.literal('text'), callId, chat: z.string().min(1), text: z.string(), mentions: z.array(z.string()) }),
  /** Brings bytes to the gateway; nobody is shown them yet. */
  z.object({ is: z.literal('box'), callId, name: z.string().min(1), bytes }),
  z.object({ is: z.literal('file'), callId, chat: z.string().min(1), box: z.string() }),
  z.object({ is: z.literal('open'), callId, kind: z.enum(['image', 'file']), messageId: z.string().min(1) }),
]);
export type Call = z.infer<typeof Call>;

/** Parent → child. */
export const ToChild = z.union([
  z.object({ is: z.literal('begin'), beginning: Beginning }),
  /** Hands over what it has, then exits. The account stays signed in. */
  z.object({ is: z.literal('end') }),
  Call,
]);
export type ToChild = z.infer<typeof ToChild>;
