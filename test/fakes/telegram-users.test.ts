/** What people do on Telegram reaches the bot in Telegram's shapes: by polling, by webhook, and as files. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_JPEG } from './sample-images.ts';
import type { TelegramPerson, TelegramPosted } from './telegram-person.ts';
import { TelegramServer } from './telegram-server.ts';

let server: TelegramServer;
let api: Api;
let person: TelegramPerson;
let group: number;
let now: number;

beforeEach(async () => {
  now = Date.parse('2026-12-01T08:00:00+08:00');
  server = await TelegramServer.start({ secondMs: 10, now: () => now });
  api = new Api(server.token, { apiRoot: server.url });
  person = server.person('示例甲', { username: 'sample_jia' });
  group = server.group('示例村工作队', [person]);
});
afterEach(() => server.close());

const next = async (): Promise<Update> => {
  const [update] = await api.getUpdates({ timeout: 0 });
  await api.getUpdates({ timeout: 0, offset: update!.update_id + 1 });
  return update!;
};
const seconds = (): number => now / 1000;

describe('what somebody does', () => {
  it('is a text with sender, chat, seconds and entities', async () => {
    const said = person.say(person.id, '👌 请假 #A1B2 @zhucun_sample_bot /help');
    expect(await next()).toEqual({
      update_id: said.update!.update_id,
      message: {
        message_id: said.messageId,
        from: {
          id: person.id,
          is_bot: false,
          first_name: '示例甲',
          username: 'sample_jia',
          language_code: 'zh-hans',
        },
        chat: { id: person.id, type: 'private', first_name: '示例甲', username: 'sample_jia' },
        date: seconds(),
        text: '👌 请假 #A1B2 @zhucun_sample_bot /help',
        entities: [
          { type: 'hashtag', offset: 6, length: 5 },
          { type: 'mention', offset: 12, length: 18 },
          { type: 'bot_command', offset: 31, length: 5 },
        ],
      },
    });
  });

  it('is a reply with the message it stands on, without that one’s own', async () => {
    const first = await api.sendMessage(person.id, '请审批');
    const second = person.say(person.id, '为何', { quote: { id: first.message_id } });
    expect((await next()).message?.reply_to_message).toMatchObject({ message_id: first.message_id, text: '请审批' });
    person.say(person.id, '同意', { quote: { id: second.messageId } });
    const { reply_to_message: quoted } = (await next()).message!;
    expect(quoted?.text).toBe('为何');
    expect(quoted).not.toHaveProperty('reply_to_message');
  });

  it('is a press, which the bot answers once it may still be', async () => {
    const reply_markup = { inline_keyboard: [[{ text: '同意', callback_data: 'q1.yes' }]] };
    const { message_id: id } = await api.sendMessage(person.id, '请审批', { reply_markup });
    const [asked] = server.shown(person.id);
    expect(() => person.press(asked!, 'q1.no')).toThrow();
    person.press(asked!, 'q1.yes');
    const query = (await next()).callback_query!;
    expect(query).toMatchObject({ data: 'q1.yes', message: { message_id: id, reply_markup }, from: { id: person.id } });
    expect(person.toast).toBeNull();
    await api.answerCallbackQuery(query.id, { text: '已同意' });
    expect(person.toast).toBe('已同意');
    now += 16 * 60_000;
    await expect(api.answerCallbackQuery(query.id)).rejects.toThrow('query is too old');
  });

  it('is a photo in sizes, an album, a file, a sticker, a voice', async () => {
    person.photo(person.id, SAMPLE_JPEG, { caption: '到岗 #A1B2' });
    const { photo, caption, caption_entities } = (await next()).message!;
    expect([caption, caption_entities?.length, photo?.map(({ width }) => width)]).toEqual([
      '到岗 #A1B2',
      1,
      [90, 1280],
    ]);
    const album = person.album(person.id, [SAMPLE_JPEG, SAMPLE_JPEG], { caption: '走访' });
    const updates = [await next(), await next()].map(({ message }) => message!);
    expect(updates.map((one) => [one.message_id, one.caption])).toEqual([
      [album[0]!.messageId, '走访'],
      [album[1]!.messageId, undefined],
    ]);
    expect(updates[0]!.media_group_id).toBe(updates[1]!.media_group_id);
    person.document(person.id, '照片.jpg', 'image/jpeg', SAMPLE_JPEG);
    expect((await next()).message?.document).toMatchObject({ file_name: '照片.jpg', mime_type: 'image/jpeg' });
    person.sticker(person.id, '👍');
    expect((await next()).message?.sticker?.emoji).toBe('👍');
    person.voice(person.id, 3);
    expect((await next()).message?.voice?.duration).toBe(3);
  });

  it('is a point, one that moves, or a venue', async () => {
    const point = { latitude: 29.8634, longitude: 107.7309 };
    person.location(person.id, { ...point, accuracy: 12 });
    expect((await next()).message?.location).toEqual({ ...point, horizontal_accuracy: 12 });
    const live = person.location(person.id, point, { livePeriod: 900 });
    expect((await next()).message?.location).toEqual({ ...point, live_period: 900 });
    now += 30_000;
    person.move(live, { latitude: 29.9, longitude: 107.7 });
    const { edited_message: moved } = await next();
    expect(moved).toMatchObject({ message_id: live.messageId, edit_date: seconds(), date: seconds() - 30 });
    expect(moved?.location).toEqual({ latitude: 29.9, longitude: 107.7, live_period: 900 });
    person.venue(person.id, point, '示例村委会', '示例镇');
    expect((await next()).message).toMatchObject({ location: point, venue: { title: '示例村委会' } });
  });

  it('is passed on, changed, taken away, or a day old', async () => {
    const said = person.say(group, '打卡', { mention: true });
    await next();
    person.forward(said, person.id);
    const { message } = await next();
    expect(message?.forward_origin).toEqual({ type: 'user', sender_user: person.user, date: seconds() });
    expect(message?.text).toBe('@zhucun_sample_bot 打卡');
    const typed = person.say(person.id, '请假', { at: now - 86_400_000 });
    expect((await next()).message?.date).toBe(seconds() - 86_400);
    person.edit(typed, '请假 2 天');
    expect((await next()).edited_message).toMatchObject({ message_id: typed.messageId, text: '请假 2 天' });
    person.remove(typed);
    expect(await api.getUpdates({ timeout: 0 })).toEqual([]);
    expect(server.shown(person.id).map((one) => one.text)).toEqual(['@zhucun_sample_bot 打卡']);
  });
});

describe('a group', () => {
  it('shows the bot only what is meant for it, unless privacy mode is off', async () => {
    const asked = await api.sendMessage(group, '今天请打卡');
    const seen = (posted: TelegramPosted): boolean => posted.update !== null;
    expect(seen(person.say(group, '吃了吗'))).toBe(false);
    expect(seen(person.say(group, '@other_sample_bot 你好'))).toBe(false);
    expect(seen(person.photo(group, SAMPLE_JPEG))).toBe(false);
    expect(seen(person.say(group, '打卡', { mention: true }))).toBe(true);
    expect(seen(person.say(group, '好', { quote: { id: asked.message_id } }))).toBe(true);
    expect(seen(person.say(group, '/help'))).toBe(true);
    expect(seen(person.say(group, '/help@other_sample_bot'))).toBe(false);
    server.world.privacy = false;
    expect(seen(person.say(group, '吃了吗'))).toBe(true);
    expect((await api.getMe()).can_read_all_group_messages).toBe(true);
  });

  it('counts its messages by itself: ids repeat between chats', async () => {
    const inGroup = await api.sendMessage(group, '一');
    const direct = await api.sendMessage(person.id, '一');
    expect(inGroup.message_id).toBe(direct.message_id);
    expect(inGroup.chat).toEqual({ id: group, type: 'supergroup', title: '示例村工作队' });
  });

  it('takes the bot in and puts it out', async () => {
    const other = server.group('示例镇', [person], { bot: false });
    expect(person.say(other, '/help').update).toBeNull();
    person.addBot(other);
    expect((await next()).my_chat_member).toMatchObject({ new_chat_member: { status: 'member' }, chat: { id: other } });
    expect((await next()).message?.new_chat_members?.[0]?.id).toBe(server.world.bot.id);
    person.removeBot(other);
    expect((await next()).message?.left_chat_member?.is_bot).toBe(true);
    expect((await next()).my_chat_member?.new_chat_member.status).toBe('kicked');
    person.block();
    expect((await next()).my_chat_member).toMatchObject({
      new_chat_member: { status: 'kicked' },
      chat: { id: person.id },
    });
  });
});

describe('files', () => {
  it('are fetched by their path, and fail in five ways', async () => {
    const posted = person.photo(person.id, SAMPLE_JPEG);
    const { file_id: id } = (await next()).message!.photo!.at(-1)!;
    const file = await api.getFile(id);
    const download = (): Promise<Response> => fetch(`${server.url}/file/bot${server.token}/${file.file_path!}`);
    expect(new Uint8Array(await (await download()).arrayBuffer())).toEqual(new Uint8Array(SAMPLE_JPEG));
    server.breakFiles(posted, 'gone');
    await expect(api.getFile(id)).rejects.toThrow('temporarily unavailable');
    server.breakFiles(posted, 'too-big');
    await expect(api.getFile(id)).rejects.toThrow('file is too big');
    server.breakFiles(posted, 'expired');
    await api.getFile(id);
    expect((await download()).status).toBe(404);
    server.breakFiles(posted, 'cut');
    await expect(download().then((answered) => answered.arrayBuffer())).rejects.toThrow();
    server.breakFiles(posted, 'stalled');
    const signal = AbortSignal.timeout(50);
    const stalled = fetch(`${server.url}/file/bot${server.token}/${file.file_path!}`, { signal });
    await expect(stalled.then((answered) => answered.arrayBuffer())).rejects.toThrow('timeout');
    await expect(api.getFile('no-such-file')).rejects.toThrow('invalid file_id');
  });
});

describe('a webhook', () => {
  /** The bot's side: keeps what it gets and answers with the codes given, then with 200. */
  const bot = async (
    ...codes: (number | 'Retry-After')[]
  ): Promise<{ url: string; got: [string, unknown][]; stop(): Promise<void> }> => {
    const got: [string, unknown][] = [];
    const listening = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const secret = String(request.headers['x-telegram-bot-api-secret-token']);
        got.push([`${request.url ?? ''} ${secret}`, Buffer.concat(chunks).toString()]);
        const code = codes.shift() ?? 200;
        if (code === 'Retry-After') response.writeHead(503, { 'retry-after': '3' });
        else response.writeHead(code);
        response.end();
      });
    });
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((listening.address() as AddressInfo).port)}`;
    return { url, got, stop: () => new Promise((resolve) => listening.close(() => resolve())) };
  };

  it('gets updates with the secret, again until it takes them, in order for one chat', async () => {
    const { url, got, stop } = await bot(503, 500);
    server.passWebhookTo(url);
    await api.setWebhook('https://bot.example.cn/telegram', { secret_token: 'sample-secret' });
    const said = ['一', '二'].map((text) => person.say(person.id, text));
    expect(await said[0]!.delivered()).toBe('not-acknowledged');
    expect((await api.getWebhookInfo()).last_error_message).toBe(
      'Wrong response from the webhook: 503 Service Unavailable',
    );
    expect(await said[1]!.delivered()).toBe('acknowledged');
    expect(server.posts.map(({ status }) => status)).toEqual([503, 500, 200, 200]);
    expect(server.posts.map(({ updateId }) => updateId - said[0]!.update!.update_id)).toEqual([0, 0, 0, 1]);
    expect(got.every(([head]) => head === '/telegram sample-secret')).toBe(true);
    expect(server.unconfirmed).toBe(0);
    expect(await server.redeliver()).toBe('acknowledged');
    expect(got.at(-1)).toEqual(got.at(-2));
    await stop();
  });

  it('is given the time it asks for, and a press does not wait behind a message', async () => {
    const { url, stop } = await bot('Retry-After');
    server.passWebhookTo(url);
    const reply_markup = { inline_keyboard: [[{ text: '同意', callback_data: 'yes' }]] };
    await api.sendMessage(person.id, '请审批', { reply_markup });
    await api.setWebhook('https://bot.example.cn/telegram');
    const said = person.say(person.id, '打卡');
    expect(await said.delivered()).toBe('not-acknowledged');
    expect(await person.press(server.shown(person.id)[0]!, 'yes').delivered()).toBe('acknowledged');
    expect(server.unconfirmed).toBe(1);
    await expect.poll(() => server.unconfirmed).toBe(0);
    await stop();
  });

  it('waits for one that is not there, and for one that is set', async () => {
    const said = person.say(person.id, '打卡');
    server.passWebhookTo('http://127.0.0.1:9');
    await api.setWebhook('https://bot.example.cn/telegram');
    expect(await said.delivered()).toBe('not-acknowledged');
    expect(await api.getWebhookInfo()).toMatchObject({
      pending_update_count: 1,
      last_error_message: 'Connection refused',
    });
    const { url, stop } = await bot();
    server.passWebhookTo(url);
    await expect.poll(() => server.unconfirmed).toBe(0);
    await stop();
  });

  it('gets held updates in any order with their ids, and what others forge', async () => {
    const { url, got, stop } = await bot();
    server.passWebhookTo(url);
    await api.setWebhook('https://bot.example.cn/telegram', { secret_token: 'sample-secret' });
    server.hold();
    const said = ['一', '二'].map((text) => person.say(person.id, text));
    server.release('reversed');
    await Promise.all(said.map((one) => one.delivered()));
    expect(server.posts.map(({ updateId }) => updateId - said[0]!.update!.update_id)).toEqual([1, 0]);
    expect((await server.forge({ secret: 'wrong', body: '{"update_id":' })).status).toBe(200);
    expect(got.at(-1)).toEqual(['/telegram wrong', '{"update_id":']);
    expect((await server.forge({ body: { update_id: 1 } })).status).toBe(200);
    expect(got.at(-1)).toEqual(['/telegram undefined', '{"update_id":1}']);
    expect(server.posts).toHaveLength(2);
    await stop();
  });

  it('must be public, on a port that Telegram reaches, with a plain secret', async () => {
    await expect(api.setWebhook('http://bot.example.cn/')).rejects.toThrow('An HTTPS URL must be provided');
    await expect(api.setWebhook('https://bot.example.cn:3000/')).rejects.toThrow('only on ports');
    await expect(api.setWebhook('https://bot.example.cn/', { secret_token: '密' })).rejects.toThrow('unallowed');
  });
});
