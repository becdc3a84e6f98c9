/** What a person does in Feishu, in the direct chat with the bot or in a group. */
import { imageTypeOf } from './feishu-files.ts';
import { shownMessage } from './feishu-content.ts';
import type { Delivered, FeishuDelivery } from './feishu-delivery.ts';
import type { FeishuEvents } from './feishu-events.ts';
import type { FeishuAccount, FeishuChat, FeishuMention, FeishuMessage, FeishuState } from './feishu-state.ts';

export interface Saying {
  /** Names the bot, as `@驻村助手`. */
  readonly mention?: boolean;
  /** Other people who are named. */
  readonly mentions?: readonly FeishuPerson[];
  /** Id of the message that is answered. */
  readonly quote?: string;
  /** When it was said, epoch ms, where the platform tells late. */
  readonly sentAt?: number;
}

/** What a person's side needs of the platform. */
export interface PersonPorts {
  readonly state: FeishuState;
  readonly events: () => FeishuEvents;
  readonly delivery: FeishuDelivery;
  /** Whether the app may have what is said there, and what names it in a group. */
  readonly hears: (chat: FeishuChat, named: boolean) => boolean;
}

export class FeishuPerson {
  readonly account: FeishuAccount;
  /** Id of what this person said last. */
  lastId = '';
  /** What the app answered to the last button pressed. */
  lastAnswer: unknown = null;
  readonly #ports: PersonPorts;

  constructor(account: FeishuAccount, ports: PersonPorts) {
    this.account = account;
    this.#ports = ports;
  }

  get openId(): string {
    return this.account.ids.open_id;
  }

  /** Id of the direct chat with the bot. */
  get direct(): string {
    return this.#ports.state.direct(this.openId).id;
  }

  say(chatId: string, text: string, how: Saying = {}): Promise<Delivered> {
    const mentions = this.#mentions(how);
    const keys = mentions.map(({ key }) => `${key} `).join('');
    return this.#send(chatId, 'text', { text: `${keys}${text}` }, how, mentions);
  }

  /** Paragraphs of rich text, each of parts such as `{ tag: 'text', text }`. */
  sayRich(chatId: string, content: readonly (readonly object[])[], how: Saying = {}): Promise<Delivered> {
    return this.#send(chatId, 'post', { title: '', content }, how, this.#mentions(how));
  }

  /** With words beside it, an image comes as rich text. */
  sendImage(chatId: string, bytes: Uint8Array, text = '', how: Saying = {}): Promise<Delivered> {
    const { key } = this.#ports.state.addResource('image', '', imageTypeOf(bytes) ?? 'application/octet-stream', bytes);
    if (text === '') return this.#send(chatId, 'image', { image_key: key }, how);
    return this.sayRich(chatId, [[{ tag: 'img', image_key: key }], [{ tag: 'text', text, style: [] }]], how);
  }

  sendFile(chatId: string, name: string, bytes: Uint8Array, how: Saying = {}): Promise<Delivered> {
    const { key } = this.#ports.state.addResource('file', name, 'application/octet-stream', bytes);
    return this.#send(chatId, 'file', { file_key: key, file_name: name }, how);
  }

  sendAudio(chatId: string, bytes: Uint8Array, durationMs: number, how: Saying = {}): Promise<Delivered> {
    const { key } = this.#ports.state.addResource('file', '', 'audio/opus', bytes);
    return this.#send(chatId, 'audio', { file_key: key, duration: durationMs }, how);
  }

  sendSticker(chatId: string, how: Saying = {}): Promise<Delivered> {
    const { key } = this.#ports.state.addResource('file', '', 'image/gif', new Uint8Array([1]));
    return this.#send(chatId, 'sticker', { file_key: key }, how);
  }

  sendLocation(
    chatId: string,
    at: { readonly latitude: number; readonly longitude: number; readonly name?: string },
    how: Saying = {},
  ): Promise<Delivered> {
    const content = { name: at.name ?? '', longitude: String(at.longitude), latitude: String(at.latitude) };
    return this.#send(chatId, 'location', content, how);
  }

  /** Several messages passed on as one: the event says no more than that. */
  forward(chatId: string, how: Saying = {}): Promise<Delivered> {
    return this.#send(chatId, 'merge_forward', 'Merged and Forwarded Message', how);
  }

  /** Any message, also one that the platform does not know today. */
  sendAny(chatId: string, type: string, content: object | string, how: Saying = {}): Promise<Delivered> {
    return this.#send(chatId, type, content, how);
  }

  /** Presses the button of a shown card that has this label, or this value (or it is one of the value's fields). */
  press(messageId: string, which: string): Promise<Delivered> {
    const { state, events, delivery } = this.#ports;
    const message = this.#seen(messageId);
    const button = shownMessage(state, message).buttons.find(({ label, value }) => {
      const values = typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [value];
      return label === which || values.includes(which);
    });
    if (button === undefined) throw new Error(`no button ${which} is shown`);
    return delivery.deliver(events().pressed(message, this.account, button.value), (answer) =>
      this.#answered(message, answer),
    );
  }

  recall(messageId: string): Promise<Delivered> {
    const message = this.#own(messageId);
    message.recalled = true;
    if (!message.chat.botIsIn) return Promise.resolve('not-delivered');
    return this.#ports.delivery.deliver(this.#ports.events().recalled(message));
  }

  /** Other words for what was said: the same message once more, with a later `update_time`. */
  edit(messageId: string, text: string): Promise<Delivered> {
    const message = this.#own(messageId);
    const keys = message.mentions.map(({ key }) => `${key} `).join('');
    message.content = JSON.stringify({ text: `${keys}${text}` });
    message.edits += 1;
    message.updatedAt = Math.max(this.#ports.state.now(), message.createdAt + 1);
    return this.#deliver(message);
  }

  #mentions({ mention = false, mentions = [] }: Saying): FeishuMention[] {
    const named = [...(mention ? [this.#ports.state.bot] : []), ...mentions.map(({ account }) => account)];
    return named.map(({ ids, name }, index) => ({ key: `@_user_${index + 1}`, ids, name }));
  }

  #send(
    chatId: string,
    type: string,
    content: object | string,
    { quote, sentAt }: Saying,
    mentions: readonly FeishuMention[] = [],
  ): Promise<Delivered> {
    const chat = this.#chat(chatId);
    const message = this.#ports.state.addMessage({
      chat,
      type,
      mentions,
      senderId: this.openId,
      byBot: false,
      content: typeof content === 'string' ? content : JSON.stringify(content),
      replyTo: quote === undefined ? undefined : this.#seen(quote),
      ...(sentAt === undefined ? {} : { createdAt: sentAt }),
    });
    this.lastId = message.id;
    return this.#deliver(message);
  }

  #deliver(message: FeishuMessage): Promise<Delivered> {
    const { state, events, delivery, hears } = this.#ports;
    const named = message.mentions.some(({ ids }) => ids.open_id === state.bot.ids.open_id);
    if (!message.chat.botIsIn || !hears(message.chat, named)) return Promise.resolve('not-delivered');
    return delivery.deliver(events().received(message, this.account));
  }

  #chat(chatId: string): FeishuChat {
    const chat = this.#ports.state.chats.get(chatId);
    if (chat?.members.has(this.openId) !== true) throw new Error('whoever is not in a chat says nothing there');
    return chat;
  }

  #seen(messageId: string): FeishuMessage {
    const message = this.#ports.state.messages.get(messageId);
    if (message === undefined) throw new Error('nobody sees such a message');
    this.#chat(message.chat.id);
    return message;
  }

  #own(messageId: string): FeishuMessage {
    const message = this.#seen(messageId);
    if (message.senderId !== this.openId) throw new Error('only what one said oneself can be changed');
    return message;
  }

  /** The app may answer a press with a line to show and another card. */
  #answered(message: FeishuMessage, answer: unknown): void {
    this.lastAnswer = answer;
    const { card } = (answer ?? {}) as { card?: { type?: string; data?: unknown } };
    if (card?.type === 'raw') Object.assign(message, { content: JSON.stringify(card.data) });
  }
}
