/** What stands on Telegram's side: people, chats with their messages, and files. */
import { randomBytes } from 'node:crypto';
import type { CallbackQuery, Chat, Message, MessageEntity, PhotoSize, User, UserFromGetMe } from 'grammy/types';
import { ApiRefusal } from './telegram-refusal.ts';
import { SAMPLE_JPEG } from './sample-images.ts';

export type TelegramChat = Exclude<Chat, Chat.ChannelChat>;
export type TelegramMessage = Message & { readonly chat: TelegramChat; readonly from: User };
/** The fields of a message that are not about who, where and when. */
export type Content = Partial<Omit<Message, 'message_id' | 'chat' | 'from' | 'date'>>;

export interface Room {
  readonly chat: TelegramChat;
  readonly messages: TelegramMessage[];
  readonly members: Set<number>;
  /** The bot may write: the person has started the chat, or the group has it. */
  bot: 'in' | 'never' | 'removed' | 'blocked' | 'deactivated' | 'muted';
  /** The basic group has become a supergroup. */
  upgradedTo: number | null;
}

/** How a file fails: unknown to getFile, gone by the download, over 20 MB, stalled, or cut off halfway. */
export type FileFault = 'gone' | 'expired' | 'too-big' | 'stalled' | 'cut';

export interface TelegramFile {
  readonly id: string;
  readonly uniqueId: string;
  readonly path: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  fault: FileFault | null;
}

/** A message as its readers see it. */
export interface TelegramShown {
  readonly id: number;
  readonly chatId: number;
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  readonly byBot: boolean;
  readonly replyTo: number | null;
  readonly edited: boolean;
  readonly buttons: readonly { readonly text: string; readonly data: string | null }[];
  readonly photos: readonly Uint8Array[];
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export class TelegramWorld {
  readonly bot: UserFromGetMe;
  readonly users = new Map<number, User>();
  readonly rooms = new Map<number, Room>();
  readonly files = new Map<string, TelegramFile>();
  /** Presses, and what the bot answered to each. */
  readonly presses = new Map<string, { query: CallbackQuery; at: number; answer: string | null }>();
  readonly now: () => number;
  /** In groups the bot sees only what is meant for it. */
  privacy = true;
  #ids = 0;
  /** Private chats and basic groups share one sequence; each supergroup has its own: ids repeat between chats. */
  #sharedSequence = 0;
  readonly #sequences = new Map<number, number>();

  constructor(now: () => number) {
    this.now = now;
    this.bot = {
      ...{ id: 7_000_000_001, is_bot: true, first_name: '驻村助手', username: 'zhucun_sample_bot' },
      ...{ can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false },
      ...{ can_connect_to_business: false, has_main_web_app: false, has_topics_enabled: false },
      ...{ allows_users_to_create_topics: false, can_manage_bots: false, supports_join_request_queries: false },
    };
  }

  get botUser(): User {
    const { id, is_bot, first_name, username } = this.bot;
    return { id, is_bot, first_name, username };
  }

  seconds(at = this.now()): number {
    return Math.floor(at / 1000);
  }

  /** Ids of people need more than 32 bits, as those given out today do. */
  nextUserId(): number {
    return 6_000_000_000 + (this.#ids += 1);
  }

  nextGroupId(kind: 'group' | 'supergroup'): number {
    return (kind === 'group' ? -4_000_000_000 : -1_002_000_000_000) - (this.#ids += 1);
  }

  /** Decimal ids that don't fit a double, as those of presses and albums. */
  nextLongId(): string {
    return `40000000000000${String(10_000 + (this.#ids += 1))}`;
  }

  open(chat: TelegramChat, bot: Room['bot'], members: readonly number[]): Room {
    const room: Room = { chat, messages: [], members: new Set(members), bot, upgradedTo: null };
    this.rooms.set(chat.id, room);
    return room;
  }

  room(chatId: number): Room {
    const room = this.rooms.get(chatId);
    if (room === undefined) throw new ApiRefusal(400, 'Bad Request: chat not found');
    return room;
  }

  /** Writes a message into a chat. */
  write(room: Room, from: User, content: Content, at = this.now()): TelegramMessage {
    const message = { message_id: this.#nextMessageId(room.chat), from, chat: room.chat, date: this.seconds(at) };
    const written: TelegramMessage = { ...message, ...content };
    room.messages.push(written);
    return written;
  }

  replace(room: Room, message: TelegramMessage): void {
    const at = room.messages.findIndex((one) => one.message_id === message.message_id);
    if (at >= 0) room.messages[at] = message;
  }

  find(chatId: number, messageId: number): TelegramMessage | undefined {
    return this.rooms.get(chatId)?.messages.find((one) => one.message_id === messageId);
  }

  keep(folder: string, name: string, bytes: Uint8Array): TelegramFile {
    const extension = /\.\w{1,8}$/.exec(name)?.[0] ?? '';
    const id = `${folder.slice(0, 1).toUpperCase()}g${randomBytes(36).toString('base64url')}`;
    const path = `${folder}/file_${String(this.files.size)}${extension}`;
    const file = { id, uniqueId: randomBytes(10).toString('base64url'), path, name, bytes, fault: null };
    this.files.set(id, file);
    return file;
  }

  /** A photo in its sizes, the smallest first. */
  keepPhoto(bytes: Uint8Array): PhotoSize[] {
    const size = (kept: TelegramFile, width: number, height: number): PhotoSize => ({
      ...{ file_id: kept.id, file_unique_id: kept.uniqueId, file_size: kept.bytes.length },
      ...{ width, height },
    });
    // The thumbnail is a picture of its own: whoever takes the wrong size gets the wrong bytes.
    const thumbnail = Uint8Array.from([...SAMPLE_JPEG, 0]);
    return [
      size(this.keep('photos', 'file.jpg', thumbnail), 90, 60),
      size(this.keep('photos', 'file.jpg', bytes), 1280, 853),
    ];
  }

  shown(chatId: number): TelegramShown[] {
    return this.room(chatId).messages.map((message) => this.#shown(message));
  }

  #shown(message: TelegramMessage): TelegramShown {
    const bytesOf = (id: string): Uint8Array => this.files.get(id)!.bytes;
    const { photo, document, reply_markup: markup } = message;
    return {
      id: message.message_id,
      chatId: message.chat.id,
      text: message.text ?? message.caption ?? '',
      entities: message.entities ?? message.caption_entities ?? [],
      byBot: message.from.id === this.bot.id,
      replyTo: message.reply_to_message?.message_id ?? null,
      edited: message.edit_date !== undefined,
      buttons: (markup?.inline_keyboard ?? [])
        .flat()
        .map((one) => ({ text: one.text, data: 'callback_data' in one ? one.callback_data : null })),
      photos: photo === undefined ? [] : [bytesOf(photo.at(-1)!.file_id)],
      files: document === undefined ? [] : [{ name: document.file_name ?? 'file', bytes: bytesOf(document.file_id) }],
    };
  }

  #nextMessageId(chat: TelegramChat): number {
    if (chat.type !== 'supergroup') return (this.#sharedSequence += 1);
    const next = (this.#sequences.get(chat.id) ?? 0) + 1;
    this.#sequences.set(chat.id, next);
    return next;
  }
}
