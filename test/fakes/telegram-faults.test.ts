/** What goes wrong on the line to the Bot API server: limits, connections that drop, answers that come late or broken. */
import { connect } from 'node:net';
import { Api, HttpError } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TelegramPerson } from './telegram-person.ts';
import { TelegramServer } from './telegram-server.ts';

let server: TelegramServer;
let api: Api;
let person: TelegramPerson;
let now: number;

beforeEach(async () => {
  now = Date.parse('2026-12-01T08:00:00+08:00');
  server = await TelegramServer.start({ secondMs: 10, now: () => now });
  api = new Api(server.token, { apiRoot: server.url });
  person = server.person('示例甲');
});
afterEach(() => server.close());

describe('the line to it', () => {
  const send = (): Promise<unknown> => api.sendMessage(person.id, '在吗');

  it('drops before a send is taken, or after', async () => {
    server.faults.dropBefore();
    await expect(send()).rejects.toThrow(HttpError);
    expect(server.shown(person.id)).toEqual([]);
    server.faults.dropAfter();
    await expect(send()).rejects.toThrow(HttpError);
    expect(server.shown(person.id)).toHaveLength(1);
    await send();
    expect(server.calls.map(({ method, status }) => [method, status])).toEqual([
      ['sendMessage', 0],
      ['sendMessage', 0],
      ['sendMessage', 200],
    ]);
  });

  it('is down and up again on the same port', async () => {
    const { url } = server;
    const poll = api.getUpdates({ timeout: 50 });
    await expect.poll(() => server.polling).toBe(true);
    const [cut] = await Promise.allSettled([poll, server.down()]);
    expect(cut.status).toBe('rejected');
    await expect(send()).rejects.toThrow(HttpError);
    person.say(person.id, '打卡');
    await server.up();
    expect(server.url).toBe(url);
    expect(await api.getUpdates({ timeout: 0 })).toHaveLength(1);
  });

  it('answers with a page of something in between', async () => {
    server.faults.status(502, { method: 'sendMessage' });
    await expect(send()).rejects.toThrow(HttpError);
    expect(server.shown(person.id)).toEqual([]);
  });

  it('answers late what it did at once', async () => {
    server.faults.slow(60_000);
    const gave = new AbortController();
    const late = api.sendMessage(person.id, '在吗', {}, gave.signal as never).catch(() => 'gave up');
    await expect.poll(() => server.shown(person.id)).toHaveLength(1);
    gave.abort();
    expect(await late).toBe('gave up');
  });

  it('limits one chat and lets others through, as planned or by the clock', async () => {
    const other = server.person('示例乙');
    server.faults.limit({ retryAfter: 3, chatId: person.id, times: Infinity });
    await expect(send()).rejects.toThrow('429: Too Many Requests: retry after 3');
    await api.sendMessage(other.id, '在吗');
    server.faults.clear();
    server.faults.enforce([{ of: 'chat', count: 1, perMs: 1_000 }]);
    await send();
    await expect(send()).rejects.toThrow('429: Too Many Requests: retry after 1');
    now += 1_000;
    await send();
    expect(server.shown(person.id)).toHaveLength(2);
  });

  it('ends with every socket closed', async () => {
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => socket.once('connect', resolve));
    await server.close();
    await ended;
  });
});
