import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SECRET, staged, type Stage, waitBriefly, WEBHOOK } from './stage.ts';

let stage: Stage;
const unhandled: unknown[] = [];
const note = (error: unknown): void => void unhandled.push(error);

beforeEach(async () => {
  unhandled.length = 0;
  process.on('unhandledRejection', note);
  stage = await staged({ config: { webhook: WEBHOOK } });
});
afterEach(async () => {
  await stage.adapter.stop();
  await stage.server.close();
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

const start = async (): Promise<void> => {
  await stage.adapter.start(stage.product.sink);
  stage.server.passWebhookTo(`http://127.0.0.1:${String(stage.adapter.webhookPort)}`);
};
const say = (id: number, text: string): object => {
  const { user } = stage.person;
  const chat = { id: user.id, type: 'private' };
  return { update_id: id, message: { message_id: id, date: 1_796_000_000, from: user, chat, text } };
};
const posted = async (body: string, headers: Record<string, string> = {}, method = 'POST'): Promise<Response> =>
  await fetch(`http://127.0.0.1:${String(stage.adapter.webhookPort)}/telegram`, { method, body, headers });
const known = { 'x-telegram-bot-api-secret-token': SECRET };

describe('a post', () => {
  it('of Telegram is stored, then answered', async () => {
    await start();
    expect(stage.adapter.health().state).toBe('up');
    const said = stage.person.say(stage.person.id, '打卡');
    expect(await said.delivered()).toBe('acknowledged');
    expect(stage.product.stored.map(({ text }) => text)).toEqual(['打卡']);
    const [set] = stage.server.calls.filter(({ method }) => method === 'setWebhook');
    expect(set?.params).toMatchObject({ url: WEBHOOK.url, secret_token: SECRET, drop_pending_updates: false });
  });

  it.each([
    ['no secret', {}],
    ['an empty secret', { 'x-telegram-bot-api-secret-token': '' }],
    ['another secret', { 'x-telegram-bot-api-secret-token': `${SECRET}x` }],
  ])('with %s is refused before it is read', async (_, headers) => {
    await start();
    expect((await posted(JSON.stringify(say(1, '同意')), headers)).status).toBe(401);
    expect(stage.product.calls).toBe(0);
  });

  it.each([
    ['{"update_id":', 400],
    ['"text"', 400],
    ['', 400],
    ['\u0000\ufffd', 400],
    [' '.repeat(1_000_001), 413],
    ['{}', 200],
    ['[]', 200],
    ['{"update_id":1,"message":{"text":7}}', 200],
  ])('whose body begins %.20s is answered %i and stored nowhere', async (body, status) => {
    await start();
    expect((await posted(body, known)).status).toBe(status);
    expect(stage.product.calls).toBe(0);
  });

  it('is only a POST', async () => {
    await start();
    expect((await posted('{}', known, 'PUT')).status).toBe(405);
  });

  it('that can’t be stored is answered 503, and is brought again', async () => {
    await start();
    stage.product.broken = true;
    const said = stage.person.say(stage.person.id, '打卡');
    expect(await said.delivered()).toBe('not-acknowledged');
    expect(stage.server.posts[0]?.status).toBe(503);
    stage.product.broken = false;
    await expect.poll(() => stage.product.stored.length).toBe(1);
  });

  it('comes again while the bot does not know its own name', async () => {
    await stage.server.down();
    await start();
    expect((await posted(JSON.stringify(say(1, '打卡')), known)).status).toBe(503);
    expect(stage.product.calls).toBe(0);
  });

  it('cut off half-way does no harm', async () => {
    await start();
    const socket = connect(stage.adapter.webhookPort!, '127.0.0.1');
    const head = ['POST / HTTP/1.1', 'Host: a', `x-telegram-bot-api-secret-token: ${SECRET}`, 'Content-Length: 900'];
    socket.write(`${head.join('\r\n')}\r\n\r\n{"update_id"`, () => socket.destroy());
    await new Promise((resolve) => socket.once('close', resolve));
    expect((await posted('{}', known)).status).toBe(200);
    expect(stage.product.calls).toBe(0);
  });
});

describe('a webhook', () => {
  it('without a secret lets nobody in', async () => {
    const open = await staged({ server: stage.server, config: { webhook: { ...WEBHOOK, secret: '' } } });
    await open.adapter.start(open.product.sink);
    const address = `http://127.0.0.1:${String(open.adapter.webhookPort)}/`;
    const headers = { 'x-telegram-bot-api-secret-token': '' };
    expect((await fetch(address, { method: 'POST', body: '{}', headers })).status).toBe(401);
    await open.adapter.stop();
  });

  it('that somebody else has taken away is told of', async () => {
    const looks = await staged({
      server: stage.server,
      config: { webhook: WEBHOOK, wait: (ms, signal) => waitBriefly(Math.min(ms, 1000), signal) },
    });
    await looks.adapter.start(looks.product.sink);
    expect(looks.adapter.health().state).toBe('up');
    await fetch(`${stage.server.url}/bot${stage.server.token}/deleteWebhook`);
    await expect.poll(() => looks.adapter.health()).toMatchObject({ state: 'down', why: 'webhook-is-gone' });
    await looks.adapter.stop();
  });

  it('that can’t be set yet hears all the same what is posted to it', async () => {
    stage.server.faults.status(502, { method: 'setWebhook', times: Infinity });
    await start();
    expect(stage.adapter.health()).toMatchObject({ state: 'down', why: 'bad-answer' });
    expect((await posted(JSON.stringify(say(1, '打卡')), known)).status).toBe(200);
    stage.server.faults.clear();
    await expect.poll(() => stage.adapter.health().state).toBe('up');
  });

  it('whose port is taken is told at once', async () => {
    await start();
    const second = await staged({
      server: stage.server,
      config: { webhook: { ...WEBHOOK, port: stage.adapter.webhookPort! } },
    });
    await expect(second.adapter.start(second.product.sink)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await second.adapter.stop();
  });
});
