/** Which chat a call is for and whether the bot may write there, what it replies to, and its buttons. */
import type { InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity } from 'grammy/types';
import type { TelegramParams } from './telegram-body.ts';
import { ApiRefusal } from './telegram-refusal.ts';
import { entitiesOf, readHtml } from './telegram-text.ts';
import type { Content, Room, TelegramMessage, TelegramWorld } from './telegram-world.ts';

const bad = (why: string): ApiRefusal => new ApiRefusal(400, `Bad Request: ${why}`);
const forbidden = (why: string): ApiRefusal => new ApiRefusal(403, `Forbidden: ${why}`);

export function chatIdOf(params: TelegramParams, world: TelegramWorld): number | null {
  const given = params.text('chat_id');
  if (/^-?\d+$/.test(given)) return Number(given);
  const name = given.replace(/^@/, '');
  const found = [...world.rooms.values()].find(({ chat }) => name !== '' && chat.username === name);
  // A private chat goes by its number only.
  return found === undefined || found.chat.type === 'private' ? null : found.chat.id;
}

/** @throws ApiRefusal where the bot can't write */
export function writable(params: TelegramParams, world: TelegramWorld): Room {
  if (params.text('chat_id') === '') throw bad('chat_id is empty');
  const chatId = chatIdOf(params, world);
  const room = chatId === null ? undefined : world.rooms.get(chatId);
  if (room === undefined) throw bad('chat not found');
  if (room.upgradedTo !== null) {
    const parameters = { migrate_to_chat_id: room.upgradedTo };
    throw new ApiRefusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', parameters);
  }
  const refused = refusalOf(room, world);
  if (refused !== null) throw refused;
  return room;
}

function refusalOf({ bot, chat }: Room, world: TelegramWorld): ApiRefusal | null {
  switch (bot) {
    case 'in':
      return null;
    case 'blocked':
      return forbidden('bot was blocked by the user');
    case 'deactivated':
      return forbidden('user is deactivated');
    case 'muted':
      return bad('not enough rights to send text messages to the chat');
    case 'removed':
      return forbidden(`bot was kicked from the ${chat.type === 'group' ? 'group' : 'supergroup'} chat`);
    case 'never':
      return chat.type === 'private' && metInGroup(chat.id, world)
        ? forbidden("bot can't initiate conversation with a user")
        : bad('chat not found');
  }
}

/** The bot knows whoever it shares a group with, without being let into their chat. */
const metInGroup = (userId: number, world: TelegramWorld): boolean =>
  [...world.rooms.values()].some(
    ({ chat, bot, members }) => chat.type !== 'private' && bot === 'in' && members.has(userId),
  );

/** A message as another carries it: without what it replies to itself. */
export function quoted(message: TelegramMessage): NonNullable<Content['reply_to_message']> {
  const { reply_to_message: _, ...rest } = message;
  return rest as NonNullable<Content['reply_to_message']>;
}

export function replyOf(params: TelegramParams, room: Room): Content {
  const given = params.structure('reply_parameters') as
    { readonly message_id?: number; readonly allow_sending_without_reply?: boolean } | undefined;
  const id = given?.message_id ?? params.number('reply_to_message_id');
  if (id === 0) return {};
  const message = room.messages.find((one) => one.message_id === id);
  if (message !== undefined) return { reply_to_message: quoted(message) };
  if (given?.allow_sending_without_reply === true || params.yes('allow_sending_without_reply')) return {};
  throw bad('message to be replied not found');
}

/** The inline keyboard; other keyboards leave no trace on a message. */
export function markupOf(params: TelegramParams): Content {
  const given = params.structure('reply_markup') as Partial<InlineKeyboardMarkup> | undefined;
  if (given?.inline_keyboard === undefined) return {};
  const rows: unknown = given.inline_keyboard;
  if (!Array.isArray(rows) || !rows.every(Array.isArray))
    throw bad("can't parse inline keyboard button: Field must be an Array");
  const buttons = (rows as InlineKeyboardButton[][]).filter((row) => row.length > 0);
  if (buttons.flat().length > 100) throw bad('reply markup is too long');
  for (const button of buttons.flat()) checkButton(button);
  return buttons.length === 0 ? {} : { reply_markup: { inline_keyboard: buttons } };
}

function checkButton(button: InlineKeyboardButton): void {
  if (typeof button.text !== 'string' || button.text.trim() === '')
    throw bad('inline keyboard button text must be non-empty');
  if ('callback_data' in button) {
    const bytes = Buffer.byteLength(button.callback_data);
    if (bytes === 0 || bytes > 64) throw bad('BUTTON_DATA_INVALID');
  } else if (!('url' in button)) throw bad('Text buttons are unallowed in the inline keyboard');
}

export interface Words {
  readonly text: string;
  readonly entities: MessageEntity[];
}

/** Text or caption, trimmed as Telegram does, with what the bot and Telegram itself mark in it. */
export function wordsOf(params: TelegramParams, field: 'text' | 'caption', world: TelegramWorld): Words {
  const mode = params.text('parse_mode');
  const raw = params.text(field).replaceAll('\r', '');
  if (mode !== '' && mode.toLowerCase() !== 'html') throw bad('unsupported parse_mode');
  const given = params.structure(field === 'text' ? 'entities' : 'caption_entities') as MessageEntity[] | undefined;
  const read = mode === '' ? { text: raw, entities: given ?? [] } : readHtml(raw, (id) => world.users.get(id));
  const text = read.text.trim();
  const shift = read.text.length - read.text.trimStart().length;
  const own = read.entities.map((one) => known({ ...one, offset: one.offset - shift }, world));
  const found = entitiesOf(text).filter((one) => !own.some((other) => other.offset === one.offset));
  return { text, entities: [...own, ...found].sort((a, b) => a.offset - b.offset) };
}

/** A mention by id comes back with whom it means. */
function known(entity: MessageEntity, world: TelegramWorld): MessageEntity {
  if (entity.type !== 'text_mention') return entity;
  return { ...entity, user: world.users.get(entity.user.id) ?? entity.user };
}
