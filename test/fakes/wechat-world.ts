/** What stands on WeChat's side: the bot's account, people, groups, and the messages in each chat. */

/** Names of wechaty-puppet's `MessageType` that the fake can send. */
export type WechatKind =
  | 'Unknown'
  | 'Attachment'
  | 'Audio'
  | 'Contact'
  | 'ChatHistory'
  | 'Emoticon'
  | 'Image'
  | 'Text'
  | 'Location'
  | 'MiniProgram'
  | 'GroupNote'
  | 'Transfer'
  | 'RedEnvelope'
  | 'Recalled'
  | 'Url'
  | 'Video';

export interface WechatPlace {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracy: number;
  readonly address: string;
  readonly name: string;
}

export interface WechatFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface WechatMessage {
  /** What it is looked up by; unique. */
  readonly handle: string;
  /** As the puppet tells it; '' = it gives none. */
  readonly id: string;
  readonly chat: string;
  readonly talkerId: string;
  readonly kind: WechatKind;
  readonly text: string;
  /** Epoch ms. */
  readonly at: number;
  readonly mentionIds: readonly string[];
  readonly file: WechatFile | null;
  /** null = the puppet can't say: asked for it, it throws. */
  readonly place: WechatPlace | null;
}

export interface WechatContact {
  readonly id: string;
  name: string;
}

export interface WechatGroup {
  readonly id: string;
  topic: string;
  readonly memberIds: string[];
}

/** A message as its readers see it. */
export interface WechatShown {
  readonly id: string;
  readonly chat: string;
  readonly kind: WechatKind;
  readonly text: string;
  readonly byBot: boolean;
  /** Of whoever wrote it. */
  readonly name: string;
  /** Epoch ms. */
  readonly at: number;
  readonly mentionIds: readonly string[];
  /** Of a message that is a picture. */
  readonly images: readonly Uint8Array[];
  /** Of a message that is a document. */
  readonly files: readonly WechatFile[];
}

export const BOT_ID = 'wxid_sample0000bot';
const PICTURE = /\.(jpe?g|png|gif|webp)$/i;

export class WechatWorld {
  readonly contacts = new Map<string, WechatContact>([[BOT_ID, { id: BOT_ID, name: '驻村助手' }]]);
  readonly groups = new Map<string, WechatGroup>();
  /** All that was ever said or sent, oldest first. */
  readonly messages: WechatMessage[] = [];
  readonly now: () => number;
  #ids = 0;
  readonly #echoes = new Map<string, WechatMessage>();

  constructor(now: () => number) {
    this.now = now;
  }

  addContact(name: string): WechatContact {
    const contact = { id: `wxid_sample${String((this.#ids += 1)).padStart(7, '0')}`, name };
    this.contacts.set(contact.id, contact);
    return contact;
  }

  addGroup(topic: string, memberIds: readonly string[]): WechatGroup {
    const group = { id: `${String(20_000_000_000 + (this.#ids += 1))}@chatroom`, topic, memberIds: [...memberIds] };
    this.groups.set(group.id, group);
    return group;
  }

  nextId(): string {
    return String(6_000_000_000_000_000 + (this.#ids += 1));
  }

  /** Writes a message into a chat; its id is its handle unless another is given. */
  write(message: Omit<WechatMessage, 'handle' | 'id'> & { readonly id?: string }): WechatMessage {
    const handle = this.nextId();
    const written: WechatMessage = { ...message, handle, id: message.id ?? handle };
    this.messages.push(written);
    return written;
  }

  /** Writes what the bot sends. @throws Error in the words of a puppet where there is no such chat */
  writeOfBot(chat: string, text: string, file: WechatFile | null, mentionIds: readonly string[]): WechatMessage {
    if (chat === BOT_ID || (!this.contacts.has(chat) && !this.groups.has(chat))) throw new Error('no such contact');
    const kind = file === null ? 'Text' : PICTURE.test(file.name) ? 'Image' : 'Attachment';
    return this.write({ chat, talkerId: BOT_ID, kind, text, at: this.now(), mentionIds, file, place: null });
  }

  /** The same message, as the client is told of it under another handle; it stands in its chat once. @param id null = the handle */
  echo(message: WechatMessage, id: string | null): WechatMessage {
    const handle = this.nextId();
    const echo = { ...message, handle, id: id ?? handle };
    this.#echoes.set(handle, echo);
    return echo;
  }

  find(handle: string): WechatMessage {
    const message = this.messages.find((one) => one.handle === handle) ?? this.#echoes.get(handle);
    if (message === undefined) throw new Error('no such message');
    return message;
  }

  shown(chat: string): WechatShown[] {
    return this.messages.filter((one) => one.chat === chat).map((one) => this.#shown(one));
  }

  #shown({ handle, chat, kind, text, talkerId, at, mentionIds, file }: WechatMessage): WechatShown {
    const name = this.contacts.get(talkerId)?.name ?? '';
    const images = kind === 'Image' && file !== null ? [file.bytes] : [];
    const files = kind === 'Attachment' && file !== null ? [file] : [];
    return { id: handle, chat, kind, text, byBot: talkerId === BOT_ID, name, at, mentionIds, images, files };
  }
}
