/**
 * A posted message → what the product is handed. One row a kind; a kind without a row becomes `other`, so that a newer
 * client never breaks an older server. Nothing here throws.
 */
import type { z } from 'zod';
import type { InboundMessage } from '../../src/chat/message.ts';
import type { WebAccount, WebConversation } from './ports.ts';
import { MAX_POSTED_TEXT, PostedAction, PostedAttached, PostedLocation, PostedText } from './schema.ts';
import type { PostedMessage } from './schema.ts';
import type { Refusal } from './refusal.ts';

/** Where and when a message was posted, and by whom. */
export interface Posting {
  readonly account: Pick<WebAccount, 'accountId' | 'name'>;
  readonly conversation: Pick<WebConversation, 'conversation' | 'kind'>;
  readonly messageId: string;
  readonly eventKey: string;
  /** Epoch ms; the client's clock is not asked, since a day's work hangs on it. */
  readonly receivedAt: number;
  readonly botName: string;
}

export type Normalized =
  | { readonly ok: true; readonly inbound: InboundMessage; readonly shownText: string }
  | { readonly ok: false; readonly refusal: Refusal };

/** What a kind contributes to the message. */
type Parts = Pick<InboundMessage, 'kind'> & Partial<Pick<InboundMessage, 'text' | 'location' | 'action' | 'otherKind'>>;
type Kind = (posted: PostedMessage) => Parts | Refusal;

/** Runs a row's schema before the row itself. */
const parsed =
  <S extends z.ZodType>(schema: S, row: (fields: z.output<S>) => Parts | Refusal): Kind =>
  (posted) => {
    const result = schema.safeParse(posted);
    return result.success ? row(result.data) : 'bad-request';
  };

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['text', parsed(PostedText, ({ text }) => (text.trim() === '' ? 'empty' : { kind: 'text', text }))],
  ['image', parsed(PostedAttached, ({ text }) => ({ kind: 'image', text }))],
  ['file', parsed(PostedAttached, ({ text }) => ({ kind: 'file', text }))],
  [
    'location',
    // Browsers give WGS-84; a point typed by hand is taken to be the same.
    parsed(PostedLocation, ({ location }) => ({
      kind: 'location',
      location: { ...location, name: location.name && storable(location.name), datum: 'wgs84', live: false },
    })),
  ],
  ['action', parsed(PostedAction, (action) => ({ kind: 'action', action }))],
]);

const other: Kind = (posted) => ({ kind: 'other', otherKind: posted.kind });

/** Text without what no store can keep: NUL (PostgreSQL) and half surrogates (UTF-8) become U+FFFD. */
export const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');

/** Takes `@name` out of the text, with one space beside each. */
export function withoutMention(
  text: string,
  botName: string,
): { readonly text: string; readonly mentionsBot: boolean } {
  const mention = `@${botName}`;
  if (!text.includes(mention)) return { text, mentionsBot: false };
  const parts = text.split(mention).map((part, n) => (n === 0 ? part : part.replace(/^[\s\u2005]/, '')));
  return { text: parts.join(''), mentionsBot: true };
}

/** @returns the message for the sink, and its text as written, for the log */
export function normalize(posted: PostedMessage, posting: Posting): Normalized {
  const parts = (KINDS.get(posted.kind) ?? other)(posted);
  if (typeof parts === 'string') return { ok: false, refusal: parts };
  const shownText = storable(parts.text ?? '');
  if (shownText.length > MAX_POSTED_TEXT) return { ok: false, refusal: 'too-long' };
  const inbound: InboundMessage = {
    platform: 'web',
    eventKey: posting.eventKey,
    messageId: posting.messageId,
    conversation: posting.conversation.conversation,
    chatKind: posting.conversation.kind,
    senderId: posting.account.accountId,
    senderName: posting.account.name,
    sentAt: posting.receivedAt,
    receivedAt: posting.receivedAt,
    kind: parts.kind,
    otherKind: parts.otherKind ?? null,
    ...withoutMention(shownText, posting.botName),
    quote: posted.quote === null ? null : { messageId: posted.quote, text: null },
    forwarded: false,
    edited: false,
    location: parts.location ?? null,
    images: [],
    action: parts.action ?? null,
    raw: posted,
  };
  return { ok: true, inbound, shownText };
}
