/** One posted message: checked, handed to the product, and only then written to the log and acknowledged. */
import type { InboundMessage, Sink, UnkeptFile } from '../../src/chat/message.ts';
import type { PostedView } from './client/wire.ts';
import { messageIdOf, postedKey } from './message-id.ts';
import { normalize } from './normalize.ts';
import type { Order } from './order.ts';
import type { LogRow, SignedInAccount, WebConversation, WebPorts } from './ports.ts';
import type { Attached, PostedFile, PostedPhoto, PostedRequest } from './posted.ts';
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
  const { posted } = request;
  const conversation = await readable(receiver, account, posted.conversation);
  if (conversation === null) return refused('no-conversation');
  if (request.files.length > 0 && conversation.kind === 'group') return refused('file-in-group');
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
  const kept = await keepAttached(receiver, request);
  if (typeof kept === 'string') return refused(kept);

  const { images, files } = kept;
  await receiver.sink({ ...normalized.inbound, images, ...(files.length > 0 ? { files } : {}) });
  const body = { ...logBody(normalized.inbound, normalized.shownText, target), ...kept };
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

type Kept = Pick<LogBody, 'images' | 'files'>;

/** All are looked at first: of a message that is refused nothing is kept. */
async function keepAttached(receiver: Receiver, attached: Attached): Promise<Kept | Refusal> {
  const refusal = refusalOf(receiver, attached);
  if (refusal) return refusal;
  const { images: photos, files: documents } = attached;
  const files = await keepFiles(receiver, documents);
  if (typeof files === 'string') return files;
  const images = await keepImages(receiver, photos);
  return images === null ? 'image-broken' : { images, files };
}

function refusalOf({ ports }: Receiver, { images, files }: Attached): Refusal | null {
  for (const { name, bytes } of files) {
    const unfit = ports.files.unfit(bytes, { name, contentType: null });
    if (unfit) return FILE_REFUSALS[unfit.why];
  }
  return images.every(({ bytes, contentType }) => ports.images.isWhole(bytes, contentType)) ? null : 'image-broken';
}

async function keepImages(receiver: Receiver, photos: readonly PostedPhoto[]): Promise<LogBody['images'] | null> {
  const kept: LogBody['images'] = [];
  for (const photo of photos) {
    const image = await receiver.ports.images.keep(photo.bytes, photo.contentType);
    if (image === null) return null;
    kept.push(image);
  }
  return kept;
}

const FILE_REFUSALS = {
  kind: 'file-kind',
  size: 'file-too-large',
  broken: 'file-broken',
  gone: 'file-missing',
} as const satisfies Record<UnkeptFile['why'], Refusal>;

async function keepFiles(receiver: Receiver, documents: readonly PostedFile[]): Promise<LogBody['files'] | Refusal> {
  const kept: LogBody['files'] = [];
  for (const { name, bytes } of documents) {
    const file = await receiver.ports.files.keepDocument(bytes, { name, contentType: null });
    if ('why' in file) return FILE_REFUSALS[file.why];
    kept.push(file);
  }
  return kept;
}

function logBody(inbound: InboundMessage, shownText: string, target: LogRow | null): Omit<LogBody, 'images' | 'files'> {
  const quote: LogQuote | null = target && quoteOf(target);
  const pressed = inbound.action && target && labelOf(target, inbound.action.value);
  return {
    kind: inbound.kind,
    text: pressed ?? shownText,
    code: null,
    buttons: [],
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
