/** The Bot API server behaves as Telegram's does where an adapter depends on it. */
import { Api, GrammyError, InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_JPEG } from './sample-images.ts';
import type { TelegramPerson } from './telegram-person.ts';
import { TelegramServer } from './telegram-server.ts';

let server: TelegramServer;
let api: Api;
let person: TelegramPerson;
let now: number;

beforeEach(async () => {
  now = Date.parse('2026-12-01T08:00:00+08:00');
  server = await TelegramServer.start({ secondMs: 10, patienceMs: 600_000, now: () => now });
  api = new Api(server.token, { apiRoot: server.url });
  person = server.person('示例甲', { username: 'sample_jia' });
});
afterEach(() => server.close());

const raw = async (path: string, body?: object): Promise<{ status: number; json: unknown }> => {
  const headers = { 'content-type': 'application/json' };
  const init = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) };
  const answered = await fetch(`${server.url}/${path}`, init);
  return { status: answered.status, json: await answered.json() };
};
const call = (method: string, body: object = {}): Promise<{ status: number; json: unknown }> =>
  raw(`bot${server.token}/${method}`, body);

/** Code and description of a refusal. */
const refusal = async (asked: Promise<unknown>): Promise<string> => {
  const error: unknown = await asked.then(
    () => 'it was not refused',
    (thrown: unknown) => thrown,
  );
  return error instanceof GrammyError ? `${String(error.error_code)} ${error.description}` : String(error);
};
const ids = async (offset?: number, limit = 100): Promise<number[]> =>
  (await api.getUpdates({ timeout: 0, limit, ...(offset !== undefined && { offset }) })).map((one) => one.update_id);

describe('getUpdates', () => {
  it('delivers again what no offset has confirmed, and never what one has', async () => {
    for (const text of ['打卡', '请假', '离岗']) person.say(person.id, text);
    const all = await ids();
    expect(all).toEqual([all[0]!, all[0]! + 1, all[0]! + 2]);
    expect(await ids(undefined, 2)).toEqual(all.slice(0, 2));
    expect(await ids(all[1])).toEqual(all.slice(1));
    expect(await ids()).toEqual(all.slice(1));
    expect(await ids(all[2]! + 1)).toEqual([]);
    expect(server.unconfirmed).toBe(0);
  });

  it('forgets all but the last with a negative offset', async () => {
    for (const text of ['打卡', '请假', '离岗']) person.say(person.id, text);
    expect(await ids(-1)).toHaveLength(1);
    expect(server.unconfirmed).toBe(1);
  });

  it('answers a long poll when something comes, and with nothing when its time is up', async () => {
    expect(await api.getUpdates({ timeout: 1 })).toEqual([]);
    const waiting = api.getUpdates({ timeout: 50 });
    await expect.poll(() => server.polling).toBe(true);
    person.say(person.id, '打卡');
    expect((await waiting).map((one) => one.message?.text)).toEqual(['打卡']);
  });

  it('ends the earlier of two polls with a conflict, and any poll while a webhook is set', async () => {
    const first = refusal(api.getUpdates({ timeout: 50 }));
    await expect.poll(() => server.polling).toBe(true);
    expect(await api.getUpdates({ timeout: 0 })).toEqual([]);
    expect(await api.getUpdates({ timeout: 1 })).toEqual([]);
    expect(await first).toMatch(/^409 Conflict: terminated by other getUpdates request/);
    const second = refusal(api.getUpdates({ timeout: 50 }));
    await expect.poll(() => server.polling).toBe(true);
    await api.setWebhook('https://bot.example.cn/telegram');
    expect(await second).toBe('409 Conflict: terminated by setWebhook request');
    expect(await refusal(api.getUpdates({ timeout: 0 }))).toMatch(/^409 Conflict: can't use getUpdates method while/);
    await api.deleteWebhook();
    expect(await api.getUpdates({ timeout: 0 })).toEqual([]);
  });

  it('delivers only the kinds that were asked for, from then on', async () => {
    await api.getUpdates({ timeout: 0, allowed_updates: ['callback_query'] });
    expect(person.say(person.id, '打卡').update).toBeNull();
    await api.getUpdates({ timeout: 0, allowed_updates: [] });
    expect(person.say(person.id, '打卡').update).not.toBeNull();
  });

  it('tells how each update was taken, and brings one again that was confirmed', async () => {
    const said = person.say(person.id, '打卡');
    const [id] = await ids();
    await ids();
    expect(await said.delivered()).toBe('not-acknowledged');
    await ids(id! + 1);
    const again = server.redeliver(id);
    expect(await ids(id! + 1)).toEqual([id]);
    expect(await ids(id! + 1)).toEqual([]);
    expect(await again).toBe('acknowledged');
  });

  it('lets a press go after 150 s and a message after a day', async () => {
    const reply_markup = { inline_keyboard: [[{ text: '同意', callback_data: 'yes' }]] };
    await api.sendMessage(person.id, '请审批', { reply_markup });
    person.press(server.shown(person.id)[0]!, 'yes');
    person.say(person.id, '打卡');
    expect(await ids()).toHaveLength(2);
    now += 151_000;
    expect(await ids()).toHaveLength(1);
    now += 86_400_000;
    expect(await ids()).toHaveLength(0);
  });

  it('does not wait for ever for a poller that keeps an update to itself', async () => {
    const impatient = await TelegramServer.start({ patienceMs: 20 });
    const other = impatient.person('示例乙');
    const said = other.say(other.id, '打卡');
    const poller = new Api(impatient.token, { apiRoot: impatient.url });
    const [update] = await poller.getUpdates({ timeout: 0 });
    expect(await said.delivered()).toBe('not-acknowledged');
    const again = impatient.redeliver();
    await poller.getUpdates({ timeout: 0, offset: update!.update_id + 1 });
    expect(await again).toBe('acknowledged');
    await impatient.close();
  });

  it('brings what was held back in another order, with ids that ascend all the same', async () => {
    server.hold();
    const said = ['一', '二', '三'].map((text) => person.say(person.id, text));
    expect(await ids()).toEqual([]);
    server.release('reversed');
    const updates = await api.getUpdates({ timeout: 0 });
    expect(updates.map((one) => one.message?.text)).toEqual(['三', '二', '一']);
    expect(updates.map((one) => one.update_id)).toEqual(updates.map((one) => one.update_id).sort((a, b) => a - b));
    await ids(updates[1]!.update_id + 1);
    expect(await said[2]!.delivered()).toBe('acknowledged');
    expect(await said[0]!.delivered()).toBe('not-acknowledged');
  });
});

describe('errors', () => {
  it('have Telegram’s shape', async () => {
    expect(await raw('botwrong/getMe')).toEqual({
      status: 401,
      json: { ok: false, error_code: 401, description: 'Unauthorized' },
    });
    expect(await call('sendNothing')).toMatchObject({ status: 404, json: { ok: false, error_code: 404 } });
    expect(await raw('elsewhere')).toMatchObject({ status: 404, json: { ok: false } });
    server.faults.limit({ retryAfter: 7 });
    expect(await call('sendMessage', { chat_id: person.id, text: '在吗' })).toEqual({
      status: 429,
      json: {
        ok: false,
        error_code: 429,
        description: 'Too Many Requests: retry after 7',
        parameters: { retry_after: 7 },
      },
    });
    expect(server.shown(person.id)).toEqual([]);
  });

  it('say why a chat cannot be written to', async () => {
    const stranger = server.person('示例乙', { started: false });
    const send = (chat: number | string): Promise<string> => refusal(api.sendMessage(chat, '在吗'));
    expect(await send(stranger.id)).toBe('400 Bad Request: chat not found');
    const group = server.group('示例村工作队', [person, stranger]);
    expect(await send(stranger.id)).toBe("403 Forbidden: bot can't initiate conversation with a user");
    expect(await send('no-such-conversation')).toBe('400 Bad Request: chat not found');
    expect(await send('')).toBe('400 Bad Request: chat_id is empty');
    person.block();
    expect(await send(person.id)).toBe('403 Forbidden: bot was blocked by the user');
    person.unblock();
    expect(await send(person.id)).toBe('it was not refused');
    person.removeBot(group);
    expect(await send(group)).toBe('403 Forbidden: bot was kicked from the supergroup chat');
    stranger.say(stranger.id, '/start');
    expect(await send(stranger.id)).toBe('it was not refused');
  });

  it('name the new group of one that was upgraded', async () => {
    const group = server.group('示例村工作队', [person], { type: 'group' });
    const upgraded = person.upgrade(group);
    const error: unknown = await api.sendMessage(group, '在吗').catch((thrown: unknown) => thrown);
    expect((error as GrammyError).parameters).toEqual({ migrate_to_chat_id: upgraded });
    expect((await api.sendMessage(upgraded, '在吗')).chat.id).toBe(upgraded);
  });

  it('refuse what is too long, empty or does not fit a button', async () => {
    const keyboard = (data: string): object => ({ inline_keyboard: [[{ text: '同意', callback_data: data }]] });
    const send = (text: string, data = 'q1'): Promise<string> =>
      refusal(api.sendMessage(person.id, text, { reply_markup: keyboard(data) as never }));
    expect(await send('长'.repeat(4096))).toBe('it was not refused');
    expect(await send('长'.repeat(4097))).toBe('400 Bad Request: message is too long');
    expect(await send(' \n')).toBe('400 Bad Request: message text is empty');
    expect(await send('请审批', '字'.repeat(21))).toBe('it was not refused');
    expect(await send('请审批', '字'.repeat(22))).toBe('400 Bad Request: BUTTON_DATA_INVALID');
    expect(await send('请审批', '')).toBe('400 Bad Request: BUTTON_DATA_INVALID');
    expect(await refusal(api.sendMessage(person.id, '好', { reply_parameters: { message_id: 99 } }))).toBe(
      '400 Bad Request: message to be replied not found',
    );
    expect(await refusal(api.sendMessage(person.id, '<b>好', { parse_mode: 'HTML' }))).toMatch(/can't parse entities/);
  });
});

describe('messages of the bot', () => {
  it('are changed, called unchanged, and taken away', async () => {
    const reply_markup = { inline_keyboard: [[{ text: '同意', callback_data: 'yes' }]] };
    const { message_id: id } = await api.sendMessage(person.id, '请审批', { reply_markup });
    await expect(api.editMessageReplyMarkup(person.id, id, { reply_markup })).rejects.toThrow(
      'message is not modified',
    );
    await api.editMessageText(person.id, id, '已同意');
    expect(server.shown(person.id)).toMatchObject([{ id, text: '已同意', buttons: [], edited: true }]);
    expect(await refusal(api.editMessageText(person.id, id, '已同意'))).toMatch(/^400 Bad Request: message is not/);
    expect(await refusal(api.editMessageText(person.id, 99, '已同意'))).toBe(
      '400 Bad Request: message to edit not found',
    );
    const said = person.say(person.id, '好');
    expect(await refusal(api.editMessageText(person.id, said.messageId, '不'))).toMatch(/can't be edited$/);
    await api.deleteMessage(person.id, id);
    expect(server.shown(person.id).map((one) => one.text)).toEqual(['好']);
  });

  it('carry photos and files byte for byte, under their names', async () => {
    const bytes = new Uint8Array(Buffer.from('PK\r\n--示例\r\n'));
    const name = '请假台账（12月）.xlsx';
    const document = await api.sendDocument(person.id, new InputFile(bytes, name), { caption: '台账' });
    expect(document).toMatchObject({ caption: '台账', document: { file_name: name, file_size: bytes.length } });
    await api.sendPhoto(person.id, new InputFile(SAMPLE_JPEG));
    await api.sendMediaGroup(
      person.id,
      [SAMPLE_JPEG, SAMPLE_JPEG].map((photo) => ({ type: 'photo' as const, media: new InputFile(photo) })),
    );
    const shown = server.shown(person.id);
    expect(shown[0]).toMatchObject({ text: '台账', files: [{ name, bytes }] });
    expect(shown.slice(1).map((one) => Buffer.compare(one.photos[0]!, SAMPLE_JPEG))).toEqual([0, 0, 0]);
    expect(await refusal(api.sendPhoto(person.id, new InputFile(bytes)))).toBe('400 Bad Request: IMAGE_PROCESS_FAILED');
    expect(await refusal(api.sendPhoto(person.id, 'no-such-file'))).toMatch(/^400 Bad Request: wrong remote file/);
  });

  it('mark mentions, in HTML and by entities, with offsets in UTF-16 code units', async () => {
    const html = `👌 <a href="tg://user?id=${String(person.id)}">示例甲</a> &lt;打卡&gt;`;
    const sent = await api.sendMessage(person.id, html, { parse_mode: 'HTML' });
    expect(sent.text).toBe('👌 示例甲 <打卡>');
    expect(sent.entities).toEqual([{ type: 'text_mention', offset: 3, length: 3, user: person.user }]);
    const mention = { type: 'text_mention' as const, offset: 0, length: 3, user: { id: person.id } as never };
    const second = await api.sendMessage(person.id, '示例甲 请打卡', { entities: [mention] });
    expect(second.entities).toEqual([{ type: 'text_mention', offset: 0, length: 3, user: person.user }]);
  });
});
