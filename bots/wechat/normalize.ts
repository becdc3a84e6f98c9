/**
 * A message of the gateway → what the product is handed, or null where it says nothing to the bot. One row a kind; a kind without a row
 * becomes `other`, so that what a puppet adds never stops the messages behind it. Nothing here throws.
 */
import { createHash } from 'node:crypto';
import { endOfName, type InboundMessage } from '../../src/chat/message.ts';
import { locationOf } from './location.ts';
import { unaddressed } from './mention.ts';
import { quotingIn } from './quote.ts';
import type { WireMessage } from './schema.ts';
import { storable } from './text.ts';

export interface Reading {
  /** `wechat`, `wechat-2` … */
  readonly platform: string;
  /** Contact id of the bot's own account. */
  readonly selfId: string;
  /** What people may type instead of picking the account, without the @; null = not known. */
  readonly selfName: string | null;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** What a kind contributes to the message. */
type Parts = Pick<InboundMessage, 'kind'> &
  Partial<
    Pick<
      InboundMessage,
      'messageId' | 'otherKind' | 'text' | 'mentionsBot' | 'quote' | 'forwarded' | 'location' | 'images' | 'files'
    >
  >;
type Row = (wire: WireMessage, reading: Reading) => Parts;

const other = (otherKind: string): Parts => ({ kind: 'other', otherKind });

const text: Row = (wire, reading) =>
  saidIn(wire, reading) ?? { kind: 'text', ...addressedIn(wire.text, wire, reading) };

/** What is had of a picture or a document is asked for by the id of its message. */
const image: Row = ({ id }) =>
  isId(id) ? { kind: 'image', images: [{ ref: id, contentType: null }] } : other('image');

const attachment: Row = ({ id, filename }) =>
  isId(id)
    ? {
        kind: 'file',
        files: [{ ref: id, name: endOfName(storable(filename ?? '')), contentType: null, sizeBytes: null }],
      }
    : other('file');

/** Its text is the id of what was taken back; some puppets put a sentence there. */
const recalled: Row = ({ text: id }) => ({
  ...other('recalled'),
  ...(/^[\w:@-]{1,200}$/.test(id) ? { messageId: id } : {}),
});

const location: Row = (wire) => {
  const place = locationOf(wire);
  return place ? { kind: 'location', location: place } : other('location');
};

/** A reply that quotes comes as XML from some puppets, under whatever kind they make of it. */
const orReply =
  (otherKind: string): Row =>
  (wire, reading) =>
    saidIn(wire, reading) ?? other(otherKind);

const ROWS: ReadonlyMap<string, Row> = new Map([
  ['Text', text],
  ['Image', image],
  ['Attachment', attachment],
  ['Location', location],
  ['Audio', () => other('voice')],
  ['Video', () => other('video')],
  ['Emoticon', () => other('sticker')],
  ['Contact', () => other('contact')],
  ['Url', orReply('link')],
  ['MiniProgram', () => other('mini-program')],
  ['RedEnvelope', () => other('red-envelope')],
  ['Transfer', () => other('transfer')],
  ['Recalled', recalled],
  ['ChatHistory', () => ({ ...other('forwarded'), forwarded: true })],
  ['Post', () => other('post')],
]);
const unknown = orReply('unknown');

/** The reply beside a quote; null where nothing is quoted. */
function saidIn(wire: WireMessage, reading: Reading): Parts | null {
  const quoting = quotingIn(wire.text);
  if (!quoting) return null;
  const said = addressedIn(quoting.reply, wire, reading);
  return {
    kind: 'text',
    text: said.text,
    // By its shown name, which anybody can take: it only says whether the bot is to answer.
    mentionsBot: said.mentionsBot || (quoting.name !== null && quoting.name === reading.selfName),
    quote: { messageId: quoting.messageId, text: storable(quoting.text) },
  };
}

const addressedIn = (
  said: string,
  { mentionIds }: WireMessage,
  { selfId: id, selfName: name }: Reading,
): Pick<InboundMessage, 'text' | 'mentionsBot'> => unaddressed(storable(said), mentionIds, { id, name });

/** No puppet has longer ones; a longer key could not be kept. */
const isId = (id: string): boolean => id !== '' && id.length <= 200 && id === storable(id);

/** Of one without an id what it says, by whom, where and when. */
const keyOf = ({ id, talkerId, roomId, kind, text: said, sentAt }: WireMessage, at: number): string => {
  // Some puppets give what tells of a recall the id of what was recalled.
  if (isId(id)) return `${kind === 'Recalled' ? 'r' : 'm'}:${id}`;
  const second = Math.floor((sentAt > 0 ? instant(sentAt, at) : at) / 1000);
  const content = JSON.stringify([talkerId, roomId, kind, storable(said), second]);
  return `c:${createHash('sha256').update(content).digest('hex')}`;
};

/** Some puppets count seconds, some microseconds; times that no clock of today shows are not believed. */
const AHEAD_MS = 5 * 60_000;
function instant(time: number, receivedAt: number): number {
  const at = Math.floor(time > 1e14 ? time / 1000 : time < 1e11 ? time * 1000 : time);
  return at >= 1e12 && at <= receivedAt + AHEAD_MS ? at : receivedAt;
}

/** What WeChat itself says in a group: nobody said it to the bot. */
const isNotice = ({ kind }: WireMessage): boolean => kind === 'GroupNote';

export function normalize(wire: WireMessage, reading: Reading): InboundMessage | null {
  const { talkerId, roomId } = wire;
  const conversation = roomId ?? talkerId;
  if (talkerId === reading.selfId || !isId(talkerId) || !isId(conversation) || isNotice(wire)) return null;
  const eventKey = keyOf(wire, reading.receivedAt);
  const row = ROWS.get(wire.kind) ?? unknown;
  return {
    platform: reading.platform,
    eventKey,
    messageId: isId(wire.id) ? wire.id : eventKey,
    conversation,
    chatKind: roomId === null ? 'direct' : 'group',
    senderId: talkerId,
    senderName: wire.talkerName === null ? null : storable(wire.talkerName).trim() || null,
    sentAt: instant(wire.sentAt, reading.receivedAt),
    receivedAt: reading.receivedAt,
    otherKind: null,
    text: '',
    mentionsBot: false,
    quote: null,
    forwarded: false,
    edited: false,
    location: null,
    images: [],
    action: null,
    raw: wire,
    ...row(wire, reading),
  };
}
