/** What the bot sends, in Telegram's payloads; and every Chinese word of this folder. */
import type { RawApi } from 'grammy';
import type { KeptFile, KeptImage, OutboundMessage } from '../../src/chat/message.ts';
import { MAX_CALLBACK_BYTES, MAX_CAPTION, MAX_PHOTO_BYTES, MAX_TEXT } from './schema.ts';

type Payload<M extends 'sendMessage' | 'sendPhoto' | 'sendDocument' | 'editMessageText' | 'editMessageReplyMarkup'> =
  Parameters<RawApi[M]>[0];

/** One call of the API, as the product asked for one send; what it uploads is read afterwards. */
export type Rendered =
  | { readonly call: 'sendMessage'; readonly payload: Payload<'sendMessage'> }
  | { readonly call: 'sendPhoto'; readonly payload: Omit<Payload<'sendPhoto'>, 'photo'>; readonly upload: Upload }
  | {
      readonly call: 'sendDocument';
      readonly payload: Omit<Payload<'sendDocument'>, 'document'>;
      readonly upload: Upload;
    }
  | Unfit;

export interface Upload {
  readonly from: 'images' | 'files';
  readonly sha256: string;
  readonly name: string;
}

/** Telegram would refuse it: it is not asked. */
export interface Unfit {
  readonly call: null;
  readonly why: string;
  readonly of: 'message' | 'chat';
}

const unfit = (why: string, of: Unfit['of'] = 'message'): Unfit => ({ call: null, why, of });

/** null = no chat of Telegram is called so. */
const chatOf = (conversation: string): number | null =>
  /^-?\d{1,15}$/.test(conversation) ? Number(conversation) : null;

/** null = not the id of a message, such as that of a pressed button. */
const messageOf = (id: string | null): number | null => (id !== null && /^\d{1,10}$/.test(id) ? Number(id) : null);

export function render(message: OutboundMessage): Rendered {
  const chat = chatOf(message.conversation);
  if (chat === null) return unfit('no-such-chat', 'chat');
  const uploads = [...message.images.map(imageUpload), ...message.files.map(fileUpload)];
  const why =
    uploads.length > 1 ? 'too-many-attachments' : misfit(message, uploads.length > 0 ? MAX_CAPTION : MAX_TEXT);
  if (why !== null) return unfit(why);
  const base = { chat_id: chat, ...quoting(message.replyTo), ...keyboard(message) };
  const [upload] = uploads;
  if (upload === undefined)
    return { call: 'sendMessage', payload: { ...base, ...addressed(message), link_preview_options: NO_PREVIEW } };
  const payload = message.text === '' ? base : { ...base, caption: message.text };
  return { call: isPhoto(message.images) ? 'sendPhoto' : 'sendDocument', payload, upload };
}

/** A personal link is nothing that Telegram's servers should open for a picture of it. */
const NO_PREVIEW = { is_disabled: true };

const misfit = (message: OutboundMessage, longest: number): string | null =>
  message.text.length > longest
    ? 'text-too-long'
    : message.buttons.some((button) => Buffer.byteLength(button.id) > MAX_CALLBACK_BYTES)
      ? 'button-too-long'
      : null;

const isPhoto = (images: readonly KeptImage[]): boolean =>
  images.some(({ sizeBytes, contentType }) => sizeBytes <= MAX_PHOTO_BYTES && contentType !== 'image/gif');

const imageUpload = ({ sha256, contentType }: KeptImage): Upload => ({
  from: 'images',
  sha256,
  name: `photo.${/^image\/(png|webp|gif)$/.exec(contentType)?.[1] ?? 'jpg'}`,
});

/** grammY writes the name unquoted into a header. */
const fileUpload = ({ sha256, name }: KeptFile): Upload => ({
  from: 'files',
  sha256,
  name: name.replace(/[\p{Cc}";\\/]/gu, '_'),
});

function quoting(replyTo: string | null): Pick<Payload<'sendMessage'>, 'reply_parameters'> {
  const id = messageOf(replyTo);
  return id === null ? {} : { reply_parameters: { message_id: id, allow_sending_without_reply: true } };
}

const MENTION = '@您';

/** Telegram tells whoever a piece of text is bound to, whatever the text says. */
function addressed({
  conversation,
  mentions,
  text,
}: OutboundMessage): Pick<Payload<'sendMessage'>, 'text' | 'entities'> {
  const ids = mentions.filter((id) => /^\d{1,15}$/.test(id));
  const said = `${MENTION} `.repeat(ids.length);
  if (said === '' || !conversation.startsWith('-') || said.length + text.length > MAX_TEXT) return { text };
  const entities = ids.map((id, n) => ({
    type: 'text_mention' as const,
    offset: n * (MENTION.length + 1),
    length: MENTION.length,
    user: { id: Number(id), is_bot: false, first_name: '' },
  }));
  return { text: said + text, entities };
}

type Key = { readonly text: string; readonly callback_data: string };

function keyboard({ buttons }: OutboundMessage): { reply_markup?: { inline_keyboard: Key[][] } } {
  return buttons.length === 0 ? {} : { reply_markup: { inline_keyboard: rowsOf(buttons) } };
}

/** Chinese characters that stand in one row of a phone without being cut, and buttons that a thumb still hits. */
const ROW_WIDTH = 14;
const ROW_BUTTONS = 4;

const widthOf = (label: string): number =>
  [...label].reduce((sum, character) => sum + (/[\x20-\x7e]/.test(character) ? 0.5 : 1), 0) + 1;

function rowsOf(buttons: OutboundMessage['buttons']): Key[][] {
  const rows: Key[][] = [];
  let free = 0;
  for (const { id, label } of buttons) {
    const width = widthOf(label);
    const row = rows.at(-1);
    const key = { text: label, callback_data: id };
    if (row === undefined || row.length >= ROW_BUTTONS || width > free) {
      rows.push([key]);
      free = ROW_WIDTH - width;
    } else {
      row.push(key);
      free -= width;
    }
  }
  return rows;
}

export type RenderedUpdate =
  | { readonly call: 'editMessageText'; readonly payload: Payload<'editMessageText'> }
  | { readonly call: 'editMessageReplyMarkup'; readonly payload: Payload<'editMessageReplyMarkup'> }
  | Unfit;

/** New text, and the buttons it has then: none, as a rule. An empty text leaves the old one. */
export function renderUpdate(messageId: string, message: OutboundMessage): RenderedUpdate {
  const [chat, id] = [chatOf(message.conversation), messageOf(messageId)];
  if (chat === null) return unfit('no-such-chat', 'chat');
  const why = id === null ? 'no-such-message' : misfit(message, MAX_TEXT);
  if (id === null || why !== null) return unfit(why ?? 'no-such-message');
  const base = { chat_id: chat, message_id: id, reply_markup: { inline_keyboard: rowsOf(message.buttons) } };
  if (message.text === '') return { call: 'editMessageReplyMarkup', payload: base };
  return { call: 'editMessageText', payload: { ...base, ...addressed(message), link_preview_options: NO_PREVIEW } };
}

/** The menu beside the input. Telegram takes Latin commands only; these are what `src/language` understands. */
export const MENU = [
  { command: 'checkin', description: '打卡：到岗签到' },
  { command: 'checkout', description: '离岗' },
  { command: 'makeup', description: '补卡，如 /makeup 昨天 手机没电' },
  { command: 'leave', description: '请假，如 /leave 12.1-12.3 母亲住院' },
  { command: 'back', description: '销假：请假回来了' },
  { command: 'log', description: '日志，如 /log 上午走访3户' },
  { command: 'mine', description: '我的请假、打卡和还差几天' },
  { command: 'todo', description: '待办：等我审批的' },
  { command: 'who', description: '今天谁在岗' },
  { command: 'web', description: '网页：在电脑上用' },
  { command: 'help', description: '帮助：看能做什么' },
] as const;

/** A line of `zhucun doctor`: what was looked at, how it is, and what to do about it. */
export interface Finding {
  readonly what: string;
  readonly state: 'fine' | 'wrong' | 'note' | 'skipped';
  readonly todo: string | null;
}

const fine = (what: string): Finding => ({ what, state: 'fine', todo: null });
const wrong = (what: string, todo: string): Finding => ({ what, state: 'wrong', todo });
const note = (what: string, todo: string | null = null): Finding => ({ what, state: 'note', todo });

export const DOCTOR = {
  unreachable: wrong(
    '连不上 Telegram 接口',
    '中国大陆的网络直接连不上 api.telegram.org：请把 ZHUCUN_TELEGRAM_API 指向可以访问的转发地址，或把服务放到能访问的网络',
  ),
  answersBadly: (why: string): Finding =>
    wrong(`Telegram 接口回答不正常（${why}）`, '请核对 ZHUCUN_TELEGRAM_API 是不是 Bot API 的地址，稍后再试'),
  badToken: wrong('Telegram 机器人令牌无效', '请向 @BotFather 要当前的令牌，填进 ZHUCUN_TELEGRAM_TOKEN'),
  token: (username: string): Finding => fine(`Telegram 机器人令牌有效：@${username}`),
  clock: fine('本机时钟与 Telegram 一致'),
  clockOff: (seconds: number): Finding =>
    wrong(`本机时钟与 Telegram 相差 ${seconds} 秒`, '请开启时间同步（如 timedatectl set-ntp true），打卡按时间算'),
  noGroups: wrong('这个 Telegram 机器人不能进群', '要在群里用，请在 @BotFather 的 Bot Settings → Allow Groups 里打开'),
  privacyOn: note(
    'Telegram 群里只收得到 @机器人、回复它和命令',
    '要在群里直接说“打卡”，请在 @BotFather 关掉 Group Privacy，再把机器人移出群重新拉进',
  ),
  privacyOff: fine('Telegram 群里的消息都收得到'),
  webhookInTheWay: note(
    'Telegram 那边还设着 webhook',
    '本服务启动时会自动取消；如果是别的程序在用这个令牌，请给它另建机器人',
  ),
  polling: fine('Telegram 用长轮询收消息'),
  webhookNotSet: note('Telegram 那边还没有设这个 webhook 地址', '本服务启动时会自动设置；启动后仍有这一行，请看日志'),
  webhook: fine('Telegram 的 webhook 正常'),
  webhookFails: (reason: WebhookReason): Finding => wrong('Telegram 投递 webhook 失败', REASONS[reason]),
  webhookClosed: note(
    '从本机访问不到 webhook 的公网地址',
    '请核对反向代理、证书和 ZHUCUN_TELEGRAM_PORT；有的网络从内部访问不到自己的公网地址，以 Telegram 那边的结果为准',
  ),
  webhookOpen: wrong('webhook 地址上应答的不是本服务', '请核对反向代理把这个地址转到 ZHUCUN_TELEGRAM_PORT'),
  webhookReached: fine('webhook 的公网地址通到本服务'),
  pending: (count: number): Finding => note(`Telegram 那边还有 ${count} 条消息没有取走`, '服务运行后会自动补收'),
} as const;

export type WebhookReason = 'secret' | 'certificate' | 'timeout' | 'store' | 'refused' | 'other';

const REASONS: Record<WebhookReason, string> = {
  secret: '密钥不符：请重启服务，让它按 ZHUCUN_TELEGRAM_SECRET 重新设置',
  certificate: '证书不被信任：请换由公认机构签发、链条完整的证书',
  timeout: '超时：请检查公网地址、防火墙和反向代理',
  store: '服务存不下消息：请检查数据库，恢复后会自动补收',
  refused: '连不上公网地址：请检查反向代理是否在运行，端口须是 443、80、88 或 8443',
  other: '请检查反向代理的日志，看它回了什么',
};
