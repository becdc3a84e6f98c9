/** One user of Telegram: what people do in a chat with the bot or in a group, and the update that the bot gets of it. */
import type { ChatMember, Message, Update, User } from 'grammy/types';
import { quoted } from './telegram-chats.ts';
import type { TelegramDelivery, UpdateContent, UpdateQueue } from './telegram-queue.ts';
import { entitiesOf } from './telegram-text.ts';
import type { Content, Room, TelegramMessage, TelegramShown, TelegramWorld } from './telegram-world.ts';

/** What somebody did. */
export interface TelegramPosted {
  readonly chatId: number;
  /** The message it is about; 0 where there is none. */
  readonly messageId: number;
  /** What the bot gets of it; null = it is not shown this. */
  readonly update: Update | null;
  /** Resolves once the bot has taken it, or has left it for another delivery. */
  delivered(): Promise<TelegramDelivery>;
}

export interface TelegramHow {
  /** Names the bot in front of the text. */
  readonly mention?: boolean;
  readonly quote?: { readonly id: number };
  /** When it was sent, epoch ms. */
  readonly at?: number;
  readonly caption?: string;
  /** Whose message it was first. */
  readonly forwardedFrom?: User;
}

interface Point {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracy?: number;
}

export class TelegramPerson {
  readonly user: User;
  readonly #world: TelegramWorld;
  readonly #queue: UpdateQueue;

  constructor(user: User, world: TelegramWorld, queue: UpdateQueue) {
    this.user = user;
    this.#world = world;
    this.#queue = queue;
  }

  /** Also the id of the chat with the bot. */
  get id(): number {
    return this.user.id;
  }

  say(chatId: number, text: string, how: TelegramHow = {}): TelegramPosted {
    const spoken = (how.mention === true ? `@${this.#world.bot.username} ${text}` : text).trim();
    const entities = entitiesOf(spoken);
    return this.post(chatId, { text: spoken, ...(entities.length > 0 && { entities }) }, how);
  }

  photo(chatId: number, bytes: Uint8Array, how: TelegramHow = {}): TelegramPosted {
    return this.post(chatId, { photo: this.#world.keepPhoto(bytes) }, how);
  }

  /** Photos sent together: one message each, the first with the caption. */
  album(chatId: number, photos: readonly Uint8Array[], { caption, ...how }: TelegramHow = {}): TelegramPosted[] {
    const media_group_id = this.#world.nextLongId();
    return photos.map((bytes, n) => {
      const worded = n === 0 && caption !== undefined ? { ...how, caption } : how;
      return this.post(chatId, { photo: this.#world.keepPhoto(bytes), media_group_id }, worded);
    });
  }

  /** A file; an image too, where it is sent as one. */
  document(chatId: number, name: string, type: string, bytes: Uint8Array, how: TelegramHow = {}): TelegramPosted {
    const { id, uniqueId } = this.#world.keep('documents', name, bytes);
    const file = { file_id: id, file_unique_id: uniqueId, file_size: bytes.length };
    return this.post(chatId, { document: { ...file, file_name: name, mime_type: type } }, how);
  }

  /** A point; shared as it moves where `livePeriod` says for how many seconds. */
  location(chatId: number, point: Point, how: TelegramHow & { readonly livePeriod?: number } = {}): TelegramPosted {
    const live = how.livePeriod === undefined ? {} : { live_period: how.livePeriod };
    return this.post(chatId, { location: { ...spot(point), ...live } }, how);
  }

  /** The person with a live location has moved. */
  move(posted: TelegramPosted, point: Point, at = this.#world.now()): TelegramPosted {
    return this.#change(posted, (was) => ({ location: { ...was.location, ...spot(point) } }), at);
  }

  venue(chatId: number, point: Point, title: string, address: string, how: TelegramHow = {}): TelegramPosted {
    const location = spot(point);
    return this.post(chatId, { location, venue: { location, title, address } }, how);
  }

  sticker(chatId: number, emoji: string, how: TelegramHow = {}): TelegramPosted {
    const { id, uniqueId } = this.#world.keep('stickers', 'sticker.webp', Uint8Array.of(1));
    const sizes = { width: 512, height: 512, is_animated: false, is_video: false, type: 'regular' as const };
    return this.post(chatId, { sticker: { file_id: id, file_unique_id: uniqueId, emoji, ...sizes } }, how);
  }

  voice(chatId: number, seconds: number, how: TelegramHow = {}): TelegramPosted {
    const { id, uniqueId } = this.#world.keep('voice', 'voice.oga', Uint8Array.of(1));
    const voice = { file_id: id, file_unique_id: uniqueId, duration: seconds, mime_type: 'audio/ogg' };
    return this.post(chatId, { voice }, how);
  }

  /** Passes a message that stands in one chat on to another. */
  forward(from: { readonly chatId: number; readonly messageId: number }, chatId: number): TelegramPosted {
    const message = this.#world.find(from.chatId, from.messageId)!;
    const { text, entities, photo, location, venue, document, caption, sticker, voice } = message;
    const kept = { text, entities, photo, location, venue, document, caption, sticker, voice };
    const content = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) as Content;
    return this.post(chatId, { ...content, ...origin(message.from, message.date) });
  }

  edit(posted: TelegramPosted, text: string, at = this.#world.now()): TelegramPosted {
    return this.#change(posted, (was) => (was.text === undefined ? { caption: text } : { text }), at);
  }

  /** Takes a message away: bots are told nothing. */
  remove(posted: TelegramPosted): void {
    const { messages } = this.#world.room(posted.chatId);
    messages.splice(
      messages.findIndex((one) => one.message_id === posted.messageId),
      1,
    );
  }

  /** Presses the button with this data on a message of the bot. */
  press(message: Pick<TelegramShown, 'id' | 'chatId' | 'buttons'>, data: string): TelegramPosted {
    if (!message.buttons.some((one) => one.data === data)) throw new Error(`no button ${data}`);
    const stands = this.#world.find(message.chatId, message.id)!;
    const query = {
      ...{ id: this.#world.nextLongId(), from: this.user, message: stands, data },
      chat_instance: `-${String(Math.abs(message.chatId))}0000001`,
    };
    this.#world.presses.set(query.id, { query, at: this.#world.now(), answer: null });
    return this.#tell(message.chatId, message.id, { callback_query: query });
  }

  /** What the bot answered to the person's last press; null = nothing yet. */
  get toast(): string | null {
    return [...this.#world.presses.values()].findLast(({ query }) => query.from.id === this.id)?.answer ?? null;
  }

  block(): TelegramPosted {
    return this.#turn(this.id, 'blocked', 'kicked');
  }

  unblock(): TelegramPosted {
    return this.#turn(this.id, 'in', 'member');
  }

  /** Takes the bot into a group; the bot also gets the notice that all members see. */
  addBot(chatId: number): TelegramPosted {
    this.#turn(chatId, 'in', 'member');
    return this.post(chatId, { new_chat_members: [this.#world.botUser] });
  }

  removeBot(chatId: number): TelegramPosted {
    const posted = this.post(chatId, { left_chat_member: this.#world.botUser });
    this.#turn(chatId, 'removed', 'kicked');
    return posted;
  }

  /** The basic group becomes a supergroup, with an id of its own, which is returned. */
  upgrade(chatId: number): number {
    const old = this.#world.room(chatId);
    const chat = {
      id: this.#world.nextGroupId('supergroup'),
      type: 'supergroup' as const,
      title: old.chat.title ?? '',
    };
    const room = this.#world.open(chat, old.bot, [...old.members]);
    this.post(chatId, { migrate_to_chat_id: chat.id });
    this.post(chat.id, { migrate_from_chat_id: chatId });
    old.upgradedTo = room.chat.id;
    return chat.id;
  }

  /** Any message. */
  post(chatId: number, content: Content, how: TelegramHow = {}): TelegramPosted {
    const room = this.#world.room(chatId);
    if (chatId === this.id && room.bot === 'never') room.bot = 'in';
    const message = this.#world.write(room, this.user, { ...content, ...extras(room, how, this.#world) }, how.at);
    const seen = visible(room, message, this.#world);
    return this.#tell(chatId, message.message_id, seen ? { message } : null);
  }

  #change(posted: TelegramPosted, change: (was: TelegramMessage) => Content, at: number): TelegramPosted {
    const room = this.#world.room(posted.chatId);
    const was = this.#world.find(posted.chatId, posted.messageId)!;
    const edited = { ...was, ...change(was), edit_date: this.#world.seconds(at) };
    if (edited.text !== undefined) Object.assign(edited, { entities: entitiesOf(edited.text) });
    if (edited.entities?.length === 0) delete edited.entities;
    this.#world.replace(room, edited);
    const seen = visible(room, edited, this.#world);
    return this.#tell(posted.chatId, posted.messageId, seen ? { edited_message: edited } : null);
  }

  /** The bot's place in a chat changes, and it is told. */
  #turn(chatId: number, bot: Room['bot'], status: 'member' | 'kicked'): TelegramPosted {
    const room = this.#world.room(chatId);
    const member = (to: 'member' | 'kicked'): ChatMember =>
      to === 'member'
        ? { status: to, user: this.#world.botUser }
        : { status: to, user: this.#world.botUser, until_date: 0 };
    const before = room.bot === 'in' ? member('member') : beforeJoining(room, this.#world.botUser);
    room.bot = bot;
    const states = { old_chat_member: before, new_chat_member: member(status) };
    const update = { chat: room.chat, from: this.user, date: this.#world.seconds(), ...states };
    return this.#tell(chatId, 0, { my_chat_member: update });
  }

  #tell(chatId: number, messageId: number, content: UpdateContent | null): TelegramPosted {
    const update = content === null ? null : this.#queue.push(content);
    const delivered = async (): Promise<TelegramDelivery> => {
      if (update === null) throw new Error('the bot is not shown this');
      return this.#queue.outcome(update.update_id);
    };
    return { chatId, messageId, update, delivered };
  }
}

const beforeJoining = (room: Room, user: User): ChatMember =>
  room.chat.type === 'private' ? { status: 'kicked', user, until_date: 0 } : { status: 'left', user };

const spot = ({ latitude, longitude, accuracy }: Point): NonNullable<Message['location']> => ({
  latitude,
  longitude,
  ...(accuracy !== undefined && { horizontal_accuracy: accuracy }),
});

const origin = (from: User, date: number): Content => ({ forward_origin: { type: 'user', sender_user: from, date } });

function extras(room: Room, how: TelegramHow, world: TelegramWorld): Content {
  const stands = room.messages.find((one) => one.message_id === how.quote?.id);
  if (how.quote !== undefined && stands === undefined) throw new Error('no such message to reply to');
  const entities = entitiesOf(how.caption ?? '');
  return {
    ...(stands !== undefined && { reply_to_message: quoted(stands) }),
    ...(how.caption !== undefined && { caption: how.caption }),
    ...(entities.length > 0 && { caption_entities: entities }),
    ...(how.forwardedFrom !== undefined && origin(how.forwardedFrom, world.seconds(how.at) - 60)),
  };
}

const SERVICE = ['new_chat_members', 'left_chat_member', 'migrate_to_chat_id', 'migrate_from_chat_id'] as const;

/** Whether the bot is shown a message: of a group with privacy mode only what is meant for it. */
function visible({ bot, chat }: Room, message: TelegramMessage, world: TelegramWorld): boolean {
  if (bot === 'removed' || bot === 'never' || bot === 'blocked') return false;
  if (chat.type === 'private' || !world.privacy || SERVICE.some((kind) => message[kind] !== undefined)) return true;
  if (message.reply_to_message?.from?.id === world.bot.id) return true;
  const text = message.text ?? message.caption ?? '';
  const name = `@${world.bot.username}`;
  return (message.entities ?? message.caption_entities ?? []).some(({ type, offset, length }) => {
    const words = text.slice(offset, offset + length);
    if (type === 'mention') return words === name;
    return type === 'bot_command' && (!words.includes('@') || words.endsWith(name));
  });
}
