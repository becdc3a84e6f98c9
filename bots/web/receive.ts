/** One posted message: checked, handed to the product, and only then written to the log and acknowledged. */
import type { InboundMessage, Sink } from '../../src/chat/message.ts';
import type { PostedView } from './client/wire.ts';
import { messageIdOf, postedKey } from './message-id.ts';
import { normalize } from './normalize.ts';
import type { Order } from './order.ts';
import type { LogRow, SignedInAccount, WebConversation, WebPorts } from './ports.ts';
import type { PostedFile, PostedRequest } from './posted.ts';
import { STALE_BUTTON, bodyOf, quoteOf } from './render.ts';
import type { LogBody, LogQuote } from './schema.ts';
import type { Refusal } from './refusal.ts';

export interface Receiver {
  readonly ports: WebPorts;
  readonly sink: Sink;
  readonly order: Order;
  readonly botName: string;
  readonly now: () => number;
}

export type Received =
  { readonly ok: true; readonly acknowledged: PostedView } | { readonly ok: false; readonly refusal: Refusal };

const refused = (refusal: Refusal): Received => ({ ok: false, refusal });

/** Rejects when the product or the store does; the message is then not acknowledged and the client sends it again. */
export async function receive(receiver: Receiver, account: SignedInAccount, request: PostedRequest): Promise<Received> {
  if (!request.ok) return request;
  const { posted, files } = request;
  const conversation = await readable(receiver, account, posted.conversation);
  if (conversation === null) return refused('no-conversation');
  const eventKey = postedKey(account.accountId, posted.eventKey);
  const posting = {
    account,
    conversation,
    eventKey,
    messageId: messageIdOf(eventKey),
    receivedAt: receiver.now(),
    botName: receiver.botName,
  };
  const normalized = normalize(posted, posting);
  if (!normalized.ok) return refused(normalized.refusal);
  const target = await referredTo(receiver, conversation, normalized.inbound);
  if (target === 'missing') return refused('no-message');
  const kept = await keepImages(receiver, files);
  if (kept === null) return refused('image-broken');

  await receiver.sink({ ...normalized.inbound, images: kept });
  const body = { ...logBody(normalized.inbound, normalized.shownText, target), images: kept };
  return await write(receiver, posting.messageId, normalized.inbound, body);
}

type Readable = Pick<WebConversation, 'conversation' | 'kind'>;

/** Most write to the bot alone, which their session says already. */
async function readable({ ports }: Receiver, account: SignedInAccount, conversation: string): Promise<Readable | null> {
  if (conversation === account.directConversation) return { conversation, kind: 'direct' };
  return ports.accounts.conversation(account.accountId, conversation);
}

/** The message of the same conversation that is quoted or whose button was pressed; null = none is referred to. */
async function referredTo(
  receiver: Receiver,
  conversation: Readable,
  inbound: InboundMessage,
): Promise<LogRow | null | 'missing'> {
  const id = inbound.action?.messageId ?? inbound.quote?.messageId ?? null;
  if (id === null) return null;
  const row = await receiver.ports.log.find(id);
  return row?.conversation === conversation.conversation ? row : 'missing';
}

async function keepImages(receiver: Receiver, files: readonly PostedFile[]): Promise<LogBody['images'] | null> {
  const kept: LogBody['images'] = [];
  for (const file of files) {
    const image = await receiver.ports.images.keep(file.bytes, file.contentType);
    if (image === null) return null;
    kept.push(image);
  }
  return kept;
}

function logBody(inbound: InboundMessage, shownText: string, target: LogRow | null): Omit<LogBody, 'images'> {
  const quote: LogQuote | null = target && quoteOf(target);
  const pressed = inbound.action && target && labelOf(target, inbound.action.value);
  return {
    kind: inbound.kind,
    text: pressed ?? shownText,
    code: null,
    buttons: [],
    files: [],
    location: inbound.location,
    quote,
    mentions: [],
  };
}

const labelOf = (target: LogRow, value: string): string =>
  bodyOf(target).buttons.find((button) => button.id === value)?.label ?? STALE_BUTTON;

async function write(receiver: Receiver, id: string, inbound: InboundMessage, body: LogBody): Promise<Received> {
  const { conversation, eventKey: key, senderId: authorId, senderName: authorName, sentAt: at } = inbound;
  const written = await receiver.order.during(conversation, () =>
    receiver.ports.log.append({ id, key, conversation, authorId, authorName, body, at }),
  );
  if (written === null) return refused('no-conversation');
  return { ok: true, acknowledged: { id: written.row.id, seq: written.row.seq } };
}
