/** One message is one call that anybody sees, at the pace of a person, never repeated here: so its fate is as exact as WeChat allows. */
import type { Health, KeptFile, KeptImage, OutboundMessage, SendOutcome } from '../../src/chat/message.ts';
import type { Client } from './client.ts';
import type { Ports } from './config.ts';
import type { Pace } from './pace.ts';
import type { Failure, Result } from './protocol.ts';
import type { Pulse } from './pulse.ts';
import { render } from './render.ts';
import { MAX_FILE_BYTES, MAX_TEXT } from './schema.ts';
import { isChatLost, SIGNED_OUT_WHY, WARNED_WHY } from './trouble.ts';

type Refused = Extract<SendOutcome, { readonly status: 'refused' }>;

export interface Sender {
  readonly ports: Pick<Ports, 'readImage' | 'readFile'>;
  readonly pace: Pace;
  readonly now: () => number;
  readonly health: () => Health;
  readonly signedIn: Pick<Pulse, 'doubt' | 'believe' | 'isDoubted'>;
  /** null = there is no child. */
  readonly client: () => Client | null;
  /** Sends of an account come one at a time. */
  readonly inTurn: InTurn;
  /** Whose turn has not come so long after its send began waits for another try: what is left of its time is the call's. In ms. */
  readonly turnWithinMs: number;
  /** Aborted: what has not begun to leave is left to the next process. */
  readonly stopping: AbortSignal;
}

/** When the account is asked again that is not up, and the message that could not be tried, in ms. */
const SOON_MS = 5_000;
const AGAIN_MS = 1_000;
const REFUSED_MS = 60_000;

const forGood = (why: string, of: NonNullable<Refused['of']> = 'message'): Refused => ({
  status: 'refused',
  retryAt: null,
  why,
  of,
});
const later = (now: number, why: string, of: NonNullable<Refused['of']>, afterMs = SOON_MS): Refused => ({
  status: 'refused',
  retryAt: now + afterMs,
  why,
  of,
});

interface Attached {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Text, images and files are sends of their own; the product splits them. */
const isApart = ({ text, buttons, images, files }: OutboundMessage): boolean =>
  images.length + files.length + (text !== '' || buttons.length > 0 ? 1 : 0) === 1;

export async function send(sender: Sender, message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
  const inTime = AbortSignal.any([signal, sender.stopping, AbortSignal.timeout(sender.turnWithinMs)]);
  if (!isApart(message)) return forGood('not-apart');
  const text = render(message);
  if (text.length > MAX_TEXT) return forGood('too-long');
  const attached = await readOf(sender, message);
  if (attached !== null && 'status' in attached) return attached;
  return await sender.inTurn(() => sendNow(sender, { message, text, attached, inTime }, signal));
}

/** The bytes to be sent, or why there are none. */
async function readOf(
  { ports, now }: Sender,
  { images: [image], files: [file] }: OutboundMessage,
): Promise<Attached | Refused | null> {
  try {
    if (image) return attachedOf(nameOf(image), await ports.readImage(image.sha256));
    return file ? attachedOf(nameOf(file), await ports.readFile(file.sha256)) : null;
  } catch {
    return later(now(), 'store', 'message');
  }
}

function attachedOf(name: string, bytes: Uint8Array | null): Attached | Refused {
  if (bytes === null) return forGood('not-kept');
  return bytes.length > MAX_FILE_BYTES ? forGood('too-large') : { name, bytes };
}

/** Puppets tell by the name whether it is a picture. */
const nameOf = (kept: KeptImage | KeptFile): string =>
  'name' in kept ? kept.name : `photo.${/^image\/(png|webp|gif)$/.exec(kept.contentType)?.[1] ?? 'jpg'}`;

interface Rendered {
  readonly message: OutboundMessage;
  readonly text: string;
  readonly attached: Attached | null;
  /** Aborted: it is too late for its turn. */
  readonly inTime: AbortSignal;
}

async function sendNow(sender: Sender, rendered: Rendered, signal: AbortSignal): Promise<SendOutcome> {
  const { pace, now } = sender;
  const { message, text, attached, inTime } = rendered;
  const client = readyClient(sender);
  if ('status' in client) return client;
  const boxed = attached && (await client.call({ is: 'box', ...attached }, signal));
  if (boxed?.is === 'failed') return outcomeOf(sender, boxed.failure);
  const turn = await pace.turn(text.length, inTime);
  if (!turn && !sender.stopping.aborted) return later(now(), 'aborted', 'message', AGAIN_MS);
  // While it waited, the account may have been warned or lost; a box is known to one connection only.
  const stillThere = readyClient(sender);
  if ('status' in stillThere) return stillThere;
  if (stillThere !== client) return later(now(), 'child-died', 'platform');
  const chat = message.conversation;
  const result = await client.call(
    boxed?.is === 'boxed'
      ? { is: 'file', chat, box: boxed.box }
      : { is: 'text', chat, text, mentions: message.mentions },
    signal,
  );
  return settled(sender, result);
}

function settled(sender: Sender, result: Result): SendOutcome {
  if (result.is === 'sent') {
    sender.signedIn.believe();
    return { status: 'sent', messageId: result.messageId };
  }
  return result.is === 'failed' ? outcomeOf(sender, result.failure) : { status: 'unknown', why: 'bad-answer' };
}

/** The child, where its account may send now. */
function readyClient({ pace, health, signedIn, client, now, stopping }: Sender): Client | Refused {
  if (stopping.aborted) return later(now(), 'stopping', 'platform', AGAIN_MS);
  const quietUntil = pace.quietUntil();
  if (quietUntil !== null) return { status: 'refused', retryAt: quietUntil, why: WARNED_WHY, of: 'platform' };
  const { state, why } = health();
  const ready = client();
  if (ready !== null && (state === 'up' || signedIn.isDoubted())) return ready;
  return later(now(), why ?? state, 'platform');
}

function outcomeOf({ pace, now, signedIn }: Sender, { fate, why }: Failure): SendOutcome {
  if (fate === 'unknown') return { status: 'unknown', why };
  if (fate === 'not-left') return later(now(), why, why === 'aborted' || why === 'failed' ? 'message' : 'platform');
  if (isChatLost(why)) return forGood(why, 'chat');
  if (why === SIGNED_OUT_WHY) {
    signedIn.doubt();
    return later(now(), why, 'platform', REFUSED_MS);
  }
  if (why !== WARNED_WHY) return forGood(why);
  pace.warned('send-refused');
  return { status: 'refused', retryAt: pace.quietUntil() ?? now() + REFUSED_MS, why, of: 'platform' };
}

/** Runs one piece of work after another. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  let before: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = before.then(work);
    before = mine.catch(() => undefined);
    return mine;
  };
}
