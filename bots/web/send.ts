/** The bot's side of the log: sending is appending, by key; a second send with the same key finds the first. */
import type { OutboundMessage, SendOutcome } from '../../src/chat/message.ts';
import { messageIdOf, sentKey } from './message-id.ts';
import type { Order } from './order.ts';
import type { WebPorts } from './ports.ts';
import { bodyOf, quoteOf, render } from './render.ts';
import { MAX_ATTACHED, MAX_CALLBACK_BYTES, MAX_SENT_TEXT } from './schema.ts';
import type { LogBody } from './schema.ts';

export interface Sender {
  readonly ports: WebPorts;
  readonly order: Order;
  readonly now: () => number;
}

const refusedForGood = (why: string): SendOutcome => ({ status: 'refused', retryAt: null, why });

const unfit = (message: OutboundMessage): string | null =>
  message.text.length > MAX_SENT_TEXT
    ? 'text longer than maxTextLength'
    : message.buttons.some((button) => Buffer.byteLength(button.id) > MAX_CALLBACK_BYTES)
      ? 'button value longer than callbackBytes'
      : Math.max(message.images.length, message.files.length) > MAX_ATTACHED
        ? 'more images or files than one message can show'
        : null;

/** Never what an error says: it may quote what was being sent. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** Runs `work` unless and until the signal aborts; what became of it is then unknown, and safe to send again. */
async function settledBy(signal: AbortSignal, work: () => Promise<SendOutcome>): Promise<SendOutcome> {
  if (signal.aborted) return { status: 'unknown', why: 'aborted' };
  let abort = (): void => {};
  const aborted = new Promise<SendOutcome>((resolve) => {
    abort = () => resolve({ status: 'unknown', why: 'aborted' });
  });
  signal.addEventListener('abort', abort, { once: true });
  const done = work().catch((error: unknown): SendOutcome => ({ status: 'unknown', why: nameOf(error) }));
  const outcome = await Promise.race([done, aborted]);
  signal.removeEventListener('abort', abort);
  return outcome;
}

async function bodyFor(sender: Sender, message: OutboundMessage): Promise<LogBody> {
  const quoted = message.replyTo === null ? null : await sender.ports.log.find(message.replyTo);
  const here = quoted?.conversation === message.conversation ? quoteOf(quoted) : null;
  const mentioned = message.mentions.length > 0 ? await sender.ports.accounts.people(message.mentions) : [];
  return render(message, here, mentioned);
}

export async function send(sender: Sender, message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
  const why = unfit(message);
  if (why !== null) return refusedForGood(why);
  return await settledBy(signal, async () => {
    await sender.order.settled(message.conversation);
    const body = await bodyFor(sender, message);
    const key = sentKey(message.key);
    const { conversation } = message;
    const entry = { id: messageIdOf(key), key, conversation, authorId: null, authorName: null, body, at: sender.now() };
    const appended = await sender.ports.log.append(entry);
    return appended === null ? refusedForGood('no such conversation') : { status: 'sent', messageId: appended.row.id };
  });
}

/** Replaces text and buttons of a message of the bot; it stays where it is and goes on quoting what it quoted. */
export async function update(
  sender: Sender,
  messageId: string,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const why = unfit(message);
  if (why !== null) return refusedForGood(why);
  return await settledBy(signal, async () => {
    const row = await sender.ports.log.find(messageId);
    if (row === null || row.authorId !== null) return refusedForGood('no such message of the bot');
    const body = { ...(await bodyFor(sender, message)), quote: bodyOf(row).quote };
    await sender.ports.log.replaceBody(messageId, body);
    return { status: 'sent', messageId };
  });
}
