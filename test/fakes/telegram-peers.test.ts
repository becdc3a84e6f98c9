/**
 * The Bot API server against independent peers: two clients of other makers that must get along with it, and another
 * fake server, whose updates and results must have the same shape where both have them.
 */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { TelegramAdapter } from '@chat-adapter/telegram';
import { serve } from '@hono/node-server';
import { Api, Bot, InputFile } from 'grammy';
import type { Update } from 'grammy/types';
import { TelegramServer as OtherServer } from 'telegram-test-api/lib/telegramServer.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_JPEG } from './sample-images.ts';
import type { TelegramPerson } from './telegram-person.ts';
import { TelegramServer } from './telegram-server.ts';

let server: TelegramServer;
let person: TelegramPerson;

beforeEach(async () => {
  server = await TelegramServer.start();
  person = server.person('示例甲', { username: 'sample_jia' });
});
afterEach(() => server.close());

const BUTTONS = { inline_keyboard: [[{ text: '同意', callback_data: 'q1.yes' }]] };

describe('grammY’s own bot', () => {
  it('polls, answers, and confirms when it stops', async () => {
    const bot = new Bot(server.token, { client: { apiRoot: server.url } });
    bot.on('message:text', async (context) => {
      const reply_parameters = { message_id: context.msg.message_id };
      await context.reply(`收到${context.msg.text}`, { reply_markup: BUTTONS, reply_parameters });
    });
    bot.on('message:photo', async (context) => {
      const file = await context.getFile();
      const path = `${server.url}/file/bot${server.token}/${file.file_path!}`;
      const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
      await context.replyWithDocument(new InputFile(bytes, '照片.jpg'));
    });
    bot.callbackQuery('q1.yes', async (context) => {
      await context.editMessageText('已同意');
      await context.answerCallbackQuery('好');
    });
    await bot.api.setMyCommands([{ command: 'help', description: '怎么用' }]);
    const running = bot.start();
    const said = person.say(person.id, '打卡');
    await expect.poll(() => server.shown(person.id)).toHaveLength(2);
    person.press(server.shown(person.id)[1]!, 'q1.yes');
    await expect.poll(() => person.toast).toBe('好');
    const photo = person.photo(person.id, SAMPLE_JPEG);
    await expect.poll(() => server.shown(person.id)).toHaveLength(4);
    await bot.stop();
    await running;
    expect([await said.delivered(), await photo.delivered()]).toEqual(['acknowledged', 'acknowledged']);
    const shown = server.shown(person.id);
    expect(shown[1]).toMatchObject({ text: '已同意', buttons: [], replyTo: said.messageId, byBot: true });
    expect(shown[3]).toMatchObject({ files: [{ name: '照片.jpg', bytes: new Uint8Array(SAMPLE_JPEG) }] });
    expect(server.menu).toEqual([{ command: 'help', description: '怎么用' }]);
    expect(server.unconfirmed).toBe(0);
  });
});

type Chat = Parameters<TelegramAdapter['initialize']>[0];
type Handed = Awaited<ReturnType<TelegramAdapter['parseMessage']>>;

/** The product that this client hands to, as far as it is asked. */
function receiver(): { chat: Chat; messages: Handed[]; actions: { actionId: string; messageId: string }[] } {
  const messages: Handed[] = [];
  const actions: { actionId: string; messageId: string }[] = [];
  const kept = new Map<string, unknown>();
  const state = {
    get: async (key: string) => kept.get(key) ?? null,
    set: async (key: string, value: unknown) => void kept.set(key, value),
    delete: async (key: string) => void kept.delete(key),
    setIfNotExists: async (key: string, value: unknown) => !kept.has(key) && kept.set(key, value).size > 0,
  };
  const chat = {
    getState: () => state,
    getUserName: () => server.world.bot.username,
    processMessage: async (_adapter: unknown, _thread: string, message: Handed) => void messages.push(message),
    processAction: async (action: { actionId: string; messageId: string }) => void actions.push(action),
  };
  return { chat: chat as unknown as Chat, messages, actions };
}

const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

const client = (more: object): TelegramAdapter =>
  new TelegramAdapter({ apiUrl: server.url, botToken: server.token, logger: silent, ...more });

describe('the Telegram client of the chat SDK', () => {
  it('polls texts, mentions, quotes, photos and presses, and sends, edits and deletes', async () => {
    const group = server.group('示例村工作队', [person]);
    const { chat, messages, actions } = receiver();
    const adapter = client({ mode: 'polling', longPolling: { timeout: 1, retryDelayMs: 10 } });
    await adapter.initialize(chat);
    const posted = await adapter.postMessage(String(person.id), { raw: '请审批' });
    const [asked] = server.shown(person.id);
    expect(posted.id).toBe(`${String(person.id)}:${String(asked!.id)}`);
    person.say(person.id, '同意', { quote: asked! });
    person.say(group, '谁在岗', { mention: true });
    person.photo(person.id, SAMPLE_JPEG, { caption: '到岗' });
    await expect.poll(() => messages).toHaveLength(3);
    const [quote, mention, photo] = messages;
    expect(quote).toMatchObject({ text: '同意', author: { userId: String(person.id), isMe: false } });
    expect(mention).toMatchObject({ isMention: true, text: '@zhucun_sample_bot 谁在岗' });
    expect(photo!.text).toBe('到岗');
    const bytes = await photo!.attachments[0]!.fetchData!();
    expect(new Uint8Array(bytes as ArrayBuffer)).toEqual(new Uint8Array(SAMPLE_JPEG));
    const api = new Api(server.token, { apiRoot: server.url });
    await api.editMessageReplyMarkup(person.id, asked!.id, { reply_markup: BUTTONS });
    person.press(server.shown(person.id)[0]!, 'q1.yes');
    await expect.poll(() => person.toast).not.toBeNull();
    expect(actions).toMatchObject([{ messageId: posted.id }]);
    await adapter.editMessage(String(person.id), posted.id, { raw: '已同意' });
    expect(server.shown(person.id)[0]).toMatchObject({ text: '已同意', buttons: [] });
    const data = Buffer.from('PK 示例');
    const file = { filename: '请假台账.xlsx', data, mimeType: 'application/zip' };
    await adapter.postMessage(String(person.id), { raw: '台账', files: [file] });
    expect(server.shown(person.id).at(-1)).toMatchObject({ files: [{ name: '请假台账.xlsx' }], text: '台账' });
    await adapter.deleteMessage(String(person.id), posted.id);
    expect(server.shown(person.id).some(({ id }) => id === asked!.id)).toBe(false);
    await adapter.stopPolling();
    expect(server.unconfirmed).toBe(0);
  });

  it('tells its refusals apart: too many, blocked, not there, no such bot', async () => {
    const adapter = client({ mode: 'webhook', secretToken: 'sample-secret' });
    await adapter.initialize(receiver().chat);
    const refused = (): Promise<string> =>
      adapter.postMessage(String(person.id), { raw: '在吗' }).then(
        () => 'sent',
        (error: unknown) => (error as Error).name,
      );
    server.faults.limit({ retryAfter: 5 });
    const names = [await refused()];
    server.faults.dropBefore();
    names.push(await refused());
    person.block();
    names.push(await refused());
    const other = new TelegramAdapter({ apiUrl: server.url, botToken: '1:wrong', logger: silent });
    await expect(other.postMessage(String(person.id), { raw: '在吗' })).rejects.toThrow('Unauthorized');
    expect(names).toEqual(['AdapterRateLimitError', 'NetworkError', 'PermissionError']);
  });

  it('takes what the webhook sender posts, and nothing with another secret', async () => {
    const { chat, messages } = receiver();
    const adapter = client({ mode: 'webhook', secretToken: 'sample-secret' });
    await adapter.initialize(chat);
    const door = await openDoor((request) => adapter.handleWebhook(request));
    const api = new Api(server.token, { apiRoot: server.url });
    server.passWebhookTo(door.url);
    await api.setWebhook('https://bot.example.cn/telegram', { secret_token: 'sample-secret' });
    expect(await person.say(person.id, '打卡').delivered()).toBe('acknowledged');
    expect(await server.redeliver()).toBe('acknowledged');
    expect(messages.map(({ text }) => text)).toEqual(['打卡']);
    expect((await server.forge({ secret: 'wrong', body: { update_id: 1 } })).status).toBe(401);
    expect((await server.forge({ secret: 'sample-secret', body: '{' })).status).toBe(400);
    await door.close();
  });
});

/** An HTTP server in front of a handler of web requests. */
async function openDoor(
  handle: (request: Request) => Promise<Response>,
): Promise<{ url: string; close(): Promise<void> }> {
  const listening = serve({ fetch: handle, hostname: '127.0.0.1', port: 0 });
  if (!listening.listening) await new Promise<void>((resolve) => listening.once('listening', () => resolve()));
  const { port } = listening.address() as AddressInfo;
  const close = (): Promise<void> => new Promise((resolve) => listening.close(() => resolve()));
  return { url: `http://127.0.0.1:${String(port)}`, close };
}

/** Paths of a JSON value, each with its type. */
function shape(value: unknown, path = ''): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((one) => shape(one, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [[path, value === null ? 'null' : typeof value]];
  return Object.entries(value).flatMap(([name, one]) => shape(one, path === '' ? name : `${path}.${name}`));
}

async function freePort(): Promise<number> {
  const listening = createServer();
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  await new Promise((resolve) => listening.close(resolve));
  return port;
}

/** What a bot gets and is answered in one exchange. */
type Exchange = Record<'me' | 'sent' | 'text' | 'command' | 'press', unknown>;

const PRIVATE = { id: 77, type: 'private' as const, first_name: '示例甲', username: 'sample_jia' };

async function exchangeWithOther(): Promise<Exchange> {
  const other = new OtherServer({ port: await freePort(), host: '127.0.0.1' });
  await other.start();
  const user = other.getClient('sample-token', { userId: 77, chatId: 77, firstName: '示例甲', userName: 'sample_jia' });
  const api = new Api('sample-token', { apiRoot: other.config.apiURL });
  const me = await api.getMe();
  const sent = await api.sendMessage(77, '请审批', { reply_markup: BUTTONS });
  const stands = { message_id: sent.message_id, text: '请审批', chat: PRIVATE, date: sent.date };
  await user.sendMessage(user.makeMessage('打卡', { reply_to_message: stands }));
  await user.sendCommand(user.makeCommand('/help 请假'));
  await user.sendCallback(user.makeCallbackQuery('q1.yes', { message: stands }));
  const updates = await api.getUpdates();
  await other.stop();
  return { me, sent, ...named(updates) };
}

async function exchangeWithOurs(): Promise<Exchange> {
  const api = new Api(server.token, { apiRoot: server.url });
  const me = await api.getMe();
  const sent = await api.sendMessage(person.id, '请审批', { reply_markup: BUTTONS });
  person.say(person.id, '打卡', { quote: { id: sent.message_id } });
  person.say(person.id, '/help 请假');
  person.press(server.shown(person.id)[0]!, 'q1.yes');
  return { me, sent, ...named(await api.getUpdates({ timeout: 0 })) };
}

const named = (updates: readonly Update[]): Pick<Exchange, 'text' | 'command' | 'press'> => ({
  text: updates[0],
  command: updates[1],
  press: updates[2],
});

/** What the other server says that Telegram does not: its own token, parameters sent back, a title of a private chat. */
const NOT_TELEGRAMS = /\.botToken$|^sent\.chat_id$|chat\.title$/;

describe('another fake server', () => {
  it('gives updates and results of the same shape where both have them', async () => {
    const theirs = shape(await exchangeWithOther()).filter(([path]) => !NOT_TELEGRAMS.test(path));
    const ours = new Map(shape(await exchangeWithOurs()));
    expect(theirs.length).toBeGreaterThan(40);
    expect(theirs.filter(([path, type]) => ours.get(path) !== type)).toEqual([]);
  });
});
