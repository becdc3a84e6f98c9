/** One user of WeChat: what people say in their chat with the bot or in a group, and what the gateway tells of it. */
import type { WechatContact, WechatFile, WechatKind, WechatMessage, WechatPlace, WechatWorld } from './wechat-world.ts';
import { BOT_ID } from './wechat-world.ts';

/** What somebody did. */
export interface WechatPosted {
  readonly chat: string;
  readonly message: WechatMessage;
}

export interface WechatHow {
  /** Names the bot in front of the text; `words` = the puppet does not tell whom the name means. */
  readonly mention?: boolean | 'words';
  /** Stands above the text as WeChat shows what a message replies to. */
  readonly quote?: { readonly name: string; readonly text: string };
  /** As the puppet tells it; '' = it gives none. */
  readonly id?: string;
  /** When it was sent, epoch ms. */
  readonly at?: number;
}

/** How the puppet tells a place: by an object, as XML in the text, or as the point 0, 0 with the XML. */
export type PlaceForm = 'object' | 'xml' | 'zero';

type Point = Pick<WechatPlace, 'latitude' | 'longitude'> & Partial<WechatPlace>;

/** The space that WeChat puts behind a name. */
const BEHIND_NAME = '\u2005';

export class WechatPerson {
  readonly contact: WechatContact;
  readonly #world: WechatWorld;
  readonly #tell: (handle: string) => void;

  constructor(contact: WechatContact, world: WechatWorld, tell: (handle: string) => void) {
    this.contact = contact;
    this.#world = world;
    this.#tell = tell;
  }

  /** Also the chat with the bot. */
  get id(): string {
    return this.contact.id;
  }

  say(chat: string, text: string, how: WechatHow = {}): WechatPosted {
    const named = how.mention === undefined || how.mention === false ? text : `@${this.#botName}${BEHIND_NAME}${text}`;
    const quoted = how.quote === undefined ? named : `${quoteBlock(how.quote)}\n${named}`;
    return this.post(chat, 'Text', { text: quoted }, how);
  }

  photo(chat: string, bytes: Uint8Array, how?: WechatHow): WechatPosted {
    return this.post(chat, 'Image', { file: { name: 'image.jpg', bytes } }, how);
  }

  file(chat: string, name: string, bytes: Uint8Array, how?: WechatHow): WechatPosted {
    return this.post(chat, 'Attachment', { text: name, file: { name, bytes } }, how);
  }

  location(
    chat: string,
    point: Point,
    { form = 'object', ...how }: WechatHow & { readonly form?: PlaceForm } = {},
  ): WechatPosted {
    const place = { accuracy: 15, address: '示例镇示例村', name: '示例村村委会', ...point };
    const told = { object: place, xml: null, zero: { ...place, latitude: 0, longitude: 0 } }[form];
    return this.post(chat, 'Location', { text: form === 'object' ? '' : placeXml(place), place: told }, how);
  }

  sticker(chat: string, how?: WechatHow): WechatPosted {
    return this.post(chat, 'Emoticon', { text: '<msg><emoji md5="00" /></msg>' }, how);
  }

  voice(chat: string, how?: WechatHow): WechatPosted {
    return this.post(chat, 'Audio', { file: { name: 'voice.sil', bytes: Uint8Array.of(1) } }, how);
  }

  /** Takes a message back: the bot gets a notice that names it. */
  recall(posted: WechatPosted): WechatPosted {
    const { messages } = this.#world;
    messages.splice(messages.indexOf(posted.message), 1);
    return this.post(posted.chat, 'Recalled', { text: posted.message.id });
  }

  /** Any message. */
  post(
    chat: string,
    kind: WechatKind,
    { text = '', file = null, place = null }: { text?: string; file?: WechatFile | null; place?: WechatPlace | null },
    { mention, id, at = this.#world.now() }: WechatHow = {},
  ): WechatPosted {
    const group = this.#world.groups.get(chat);
    if (chat !== this.id && group?.memberIds.includes(this.id) !== true) throw new Error(`not in the chat ${chat}`);
    const mentionIds = mention === true ? [BOT_ID] : [];
    const content = { chat, talkerId: this.id, kind, text, at, mentionIds, file, place };
    const message = this.#world.write({ ...content, ...(id !== undefined && { id }) });
    this.#tell(message.handle);
    return { chat, message };
  }

  get #botName(): string {
    return this.#world.contacts.get(BOT_ID)!.name;
  }
}

/** What WeChat for computers puts above a reply. */
const quoteBlock = ({ name, text }: { readonly name: string; readonly text: string }): string =>
  `「${name}：${text}」\n- - - - - - - - - - - - - - -`;

const attribute = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** x is the latitude: WeChat has them the other way round than a map. */
const placeXml = ({ latitude, longitude, address, name }: WechatPlace): string =>
  [
    '<?xml version="1.0"?>\n<msg>\n\t<location',
    `x="${String(latitude)}" y="${String(longitude)}" scale="16"`,
    `label="${attribute(address)}" maptype="roadmap" poiname="${attribute(name)}" poiid="" />\n</msg>\n`,
  ].join(' ');
