/** The bot's messages: one call that counts for each, under a `uuid` by which the platform drops a second one. */
import { createHash } from 'node:crypto';
import type { OutboundMessage, SendOutcome } from '../../src/chat/message.ts';
import type { Api, Call } from './api.ts';
import type { Ports } from './config.ts';
import { ApiFailure } from './failure.ts';
import { BAD_PARAMETER, outcomeOf, refusedAs } from './outcome.ts';
import { render, renderCard, renderText } from './render.ts';
import type { Rendered } from './render.ts';
import { MAX_CALLBACK_BYTES, MAX_CARD_BYTES, MAX_TEXT, Sent } from './schema.ts';
import { upload } from './upload.ts';
import type { Attached } from './upload.ts';

export interface Sender {
  readonly api: Api;
  readonly ports: Ports;
  readonly now: () => number;
}

const refusedForGood = (why: string): SendOutcome => ({ status: 'refused', retryAt: null, why, of: 'message' });

/** Text, images and files are sends of their own; the product splits them. */
function attachedTo({ text, buttons, images, files }: OutboundMessage): Attached | null | 'unfit' {
  const attached: Attached[] = [
    ...images.map((image): Attached => ({ is: 'image', image })),
    ...files.map((file): Attached => ({ is: 'file', file })),
  ];
  const says = text !== '' || buttons.length > 0;
  if (attached.length + (says ? 1 : 0) !== 1) return 'unfit';
  return attached[0] ?? null;
}

const unfit = ({ text, buttons }: OutboundMessage): string | null =>
  text.length > MAX_TEXT
    ? 'too-long'
    : buttons.some(({ id }) => Buffer.byteLength(id) > MAX_CALLBACK_BYTES)
      ? 'button-too-long'
      : null;

/** ≤50 characters, the same for the same key. */
const uuidOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

function creating({ conversation, key }: OutboundMessage, body: Rendered): Call {
  const data = { receive_id: conversation, ...body, uuid: uuidOf(key) };
  const params = { receive_id_type: conversation.startsWith('ou_') ? 'open_id' : 'chat_id' };
  return { method: 'POST', path: 'im/v1/messages', params, data };
}

const oneMessage = (messageId: string): string => `im/v1/messages/${encodeURIComponent(messageId)}`;

/** Codes with which an answer is refused because what it answers is not there any more. */
const QUOTE_GONE = new Set([230011, 230110, BAD_PARAMETER]);

async function deliver(
  { api }: Sender,
  message: OutboundMessage,
  body: Rendered,
  signal: AbortSignal,
): Promise<unknown> {
  // A press answers no message: what it is called is no message's id.
  if (!message.replyTo?.startsWith('om_')) return await api.call(creating(message, body), signal);
  const data = { ...body, uuid: uuidOf(message.key) };
  try {
    return await api.call({ method: 'POST', path: `${oneMessage(message.replyTo)}/reply`, data }, signal);
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.code === null || !QUOTE_GONE.has(error.code)) throw error;
    return await api.call(creating(message, body), signal);
  }
}

const failed = (error: unknown, now: number, mayHaveArrived: boolean): SendOutcome => {
  if (error instanceof ApiFailure) return outcomeOf(error, now, mayHaveArrived);
  return mayHaveArrived
    ? { status: 'unknown', why: 'failed' }
    : refusedAs({ why: 'attachment-unreadable', of: 'message', afterMs: 5000 }, now);
};

export async function send(sender: Sender, message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
  const why = unfit(message);
  if (why !== null) return refusedForGood(why);
  const attached = attachedTo(message);
  if (attached === 'unfit') return refusedForGood('not-apart');
  let body: Rendered;
  try {
    const uploaded = attached && (await upload(sender, attached, signal));
    if (typeof uploaded === 'string') return refusedForGood(uploaded);
    body = render(message, uploaded);
  } catch (error) {
    return failed(error, sender.now(), false);
  }
  if (body.msg_type === 'interactive' && Buffer.byteLength(body.content) > MAX_CARD_BYTES)
    return refusedForGood('too-long');
  try {
    const sent = Sent.safeParse(await deliver(sender, message, body, signal));
    return { status: 'sent', messageId: sent.data?.message_id ?? null };
  } catch (error) {
    return failed(error, sender.now(), true);
  }
}

/**
 * Other words, and other buttons or none. Whether the message is a card is not known here: what can't be changed as a card is
 * changed as a text, and the first call has changed nothing then.
 */
export async function update(
  { api, now }: Sender,
  messageId: string,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const why = unfit(message);
  if (why !== null) return refusedForGood(why);
  const path = oneMessage(messageId);
  try {
    await api
      .call({ method: 'PATCH', path, data: { content: renderCard(message).content } }, signal)
      .catch(async (error: unknown) => {
        const isText = error instanceof ApiFailure && error.code === BAD_PARAMETER && message.buttons.length === 0;
        if (!isText) throw error;
        await api.call({ method: 'PUT', path, data: renderText(message) }, signal);
      });
    return { status: 'sent', messageId };
  } catch (error) {
    return failed(error, now(), true);
  }
}
