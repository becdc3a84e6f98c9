/** How the fake's events go out: over the long connection to the official SDK, and to a webhook. */
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AESCipher, EventDispatcher, WSClient } from '@larksuiteoapi/node-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from './feishu-frames.ts';
import { SILENT } from './feishu-sdk.ts';
import type { FeishuPerson } from './feishu-person.ts';
import { FeishuServer } from './feishu-server.ts';
import { SAMPLE_PNG } from './sample-images.ts';
import { signature } from './feishu-webhook.ts';
import type { Forgery } from './feishu-webhook.ts';

const PATIENCE = { timeout: 10_000, interval: 10 };

let feishu: FeishuServer;
let person: FeishuPerson;

beforeEach(async () => {
  feishu = await FeishuServer.start();
  person = feishu.person('示例甲');
});
afterEach(() => feishu.close());

describe('the long connection', () => {
  const ended: WSClient[] = [];
  const heard: { type: string; id: string; text: string }[] = [];
  let broken = false;
  let answer: object | null = null;

  afterEach(() => {
    for (const one of ended.splice(0)) one.close({ force: true });
    heard.length = 0;
    broken = false;
    answer = null;
  });

  async function listen(more: Partial<ConstructorParameters<typeof WSClient>[0]> = {}): Promise<WSClient> {
    const { appId, appSecret, url: domain } = feishu;
    const client = new WSClient({ appId, appSecret, domain, ...SILENT, ...more });
    ended.push(client);
    const hear = (type: string, id = '', text = ''): unknown => {
      if (broken) throw new Error('the app cannot keep it');
      heard.push({ type, id, text });
      return answer;
    };
    const eventDispatcher = new EventDispatcher({ ...SILENT }).register({
      'im.message.receive_v1': ({ message }) => hear(message.message_type, message.message_id, message.content),
      'im.message.recalled_v1': ({ message_id: id }) => hear('recalled', id),
      'card.action.trigger': (data: { context: { open_message_id: string } }) =>
        hear('pressed', data.context.open_message_id),
    });
    await client.start({ eventDispatcher });
    return client;
  }

  it('brings events, whole or in pieces, and takes the answer', async () => {
    await listen();
    await feishu.connections.connected();
    expect(await person.say(person.direct, '打卡')).toBe('acknowledged');
    expect(heard).toEqual([{ type: 'text', id: person.lastId, text: '{"text":"打卡"}' }]);
    feishu.connections.pieces = 3;
    expect(await person.sendLocation(person.direct, { latitude: 29.8634, longitude: 107.7309 })).toBe('acknowledged');
    expect(JSON.parse(heard[1]!.text)).toEqual({ name: '', latitude: '29.8634', longitude: '107.7309' });
  });

  it('brings what is said in a group as far as the app may hear it', async () => {
    await listen();
    await feishu.connections.connected();
    const other = feishu.person('示例乙');
    const group = feishu.group('示例村工作群', [person, other]);
    expect(await person.say(group, '谁在岗', { mentions: [other] })).toBe('not-delivered');
    expect(await person.say(group, '谁在岗', { mention: true, mentions: [other] })).toBe('acknowledged');
    expect(heard.at(-1)?.text).toBe('{"text":"@_user_1 @_user_2 谁在岗"}');
    expect(feishu.shown(group).at(-1)?.text).toBe('@驻村助手 @示例乙 谁在岗');
    feishu.grant('im:message.group_msg', true);
    expect(await other.say(group, '我在')).toBe('acknowledged');
    feishu.grant('im:message.p2p_msg:readonly', false);
    expect(await person.say(person.direct, '打卡')).toBe('not-delivered');
    expect(await feishu.removeBot(group, other)).toBe('acknowledged');
    expect(await other.say(group, '还在吗')).toBe('not-delivered');
  });

  it('brings every kind of message as Feishu words it', async () => {
    await listen();
    await feishu.connections.connected();
    const bytes = new Uint8Array([1, 2, 3]);
    await person.sendImage(person.direct, SAMPLE_PNG);
    await person.sendImage(person.direct, SAMPLE_PNG, '到岗');
    await person.sendFile(person.direct, '说明.docx', bytes);
    await person.sendAudio(person.direct, bytes, 2000);
    await person.sendSticker(person.direct);
    await person.forward(person.direct);
    await person.sendAny(person.direct, 'todo', { task_id: '示例' });
    expect(heard.map(({ type }) => type)).toEqual([
      'image',
      'post',
      'file',
      'audio',
      'sticker',
      'merge_forward',
      'todo',
    ]);
    const [image, post, file, audio] = heard.map(
      ({ text, type }) => (type === 'merge_forward' ? text : JSON.parse(text)) as unknown,
    );
    const key = expect.stringMatching(/^(img|file)_v3_/) as string;
    expect(image).toEqual({ image_key: key });
    expect(post).toMatchObject({ content: [[{ tag: 'img', image_key: key }], [{ tag: 'text', text: '到岗' }]] });
    expect(file).toEqual({ file_key: key, file_name: '说明.docx' });
    expect(audio).toEqual({ file_key: key, duration: 2000 });
    expect(heard[5]?.text).toBe('Merged and Forwarded Message');
    expect(feishu.shown(person.direct)[1]).toMatchObject({ text: '到岗', images: [key] });
  });

  it('brings a message that was taken back or changed', async () => {
    await listen();
    await feishu.connections.connected();
    await person.say(person.direct, '请假');
    expect(await person.edit(person.lastId, '请假两天')).toBe('acknowledged');
    expect(await person.recall(person.lastId)).toBe('acknowledged');
    expect(heard.map(({ type, text }) => `${type} ${text}`.trim())).toEqual([
      'text {"text":"请假"}',
      'text {"text":"请假两天"}',
      'recalled',
    ]);
    expect(feishu.shown(person.direct)).toMatchObject([{ recalled: true, text: '' }]);
  });

  it('brings again after 15 s, 5 min, 1 h and 6 h what is not acknowledged, and then no more', async () => {
    await listen();
    await feishu.connections.connected();
    broken = true;
    expect(await person.say(person.direct, '打卡')).toBe('not-acknowledged');
    broken = false;
    await feishu.advance(14_000);
    expect([heard.length, feishu.delivery.unacknowledged]).toEqual([0, 1]);
    await feishu.advance(1000);
    expect([heard.length, feishu.delivery.unacknowledged]).toEqual([1, 0]);
    broken = true;
    await person.say(person.direct, '离岗');
    await feishu.advance(8 * 3_600_000);
    expect(feishu.delivery.unacknowledged).toBe(0);
    expect(await feishu.redeliver()).toBe('not-acknowledged');
  });

  it('brings a pressed button, whose answer may change the card', async () => {
    await listen();
    await feishu.connections.connected();
    const button = { tag: 'button', text: { tag: 'plain_text', content: '同意' }, value: { id: 'q1.2.yes' } };
    const chat = feishu.state.chats.get(person.direct)!;
    const content = JSON.stringify({ elements: [{ tag: 'action', actions: [button] }] });
    const { id } = feishu.state.addMessage({ chat, senderId: feishu.appId, byBot: true, type: 'interactive', content });
    answer = { card: { type: 'raw', data: { elements: [{ tag: 'markdown', content: '已同意' }] } } };
    expect(await person.press(id, 'q1.2.yes')).toBe('acknowledged');
    expect(heard).toEqual([{ type: 'pressed', id, text: '' }]);
    expect(feishu.shown(person.direct)).toMatchObject([{ id, text: '已同意', buttons: [] }]);
    expect(() => person.press(id, 'q1.2.yes')).toThrow('no button');
  });

  it('brings messages out of order, and keeps those that nobody was there for', async () => {
    expect(await person.say(person.direct, '零')).toBe('not-acknowledged');
    await listen();
    await feishu.connections.connected();
    feishu.delivery.hold();
    for (const text of ['一', '二']) await person.say(person.direct, text);
    expect(await feishu.delivery.release('reversed')).toEqual(['acknowledged', 'acknowledged']);
    expect(await feishu.delivery.retry()).toBe(0);
    expect(heard.map(({ text }) => text)).toEqual(['{"text":"二"}', '{"text":"一"}', '{"text":"零"}']);
  });

  it('is made again after it was cut, and after it fell silent', async () => {
    feishu.connections.clientConfig.PingInterval = 0.2;
    await listen({ wsConfig: { pingTimeout: 0.1 } });
    await feishu.connections.connected();
    feishu.connections.cut();
    await expect.poll(() => feishu.calls.length, PATIENCE).toBe(2);
    await feishu.connections.connected();
    await expect.poll(() => feishu.connections.pings, PATIENCE).toBeGreaterThan(3);
    feishu.connections.silence(true);
    const opened = feishu.calls.length;
    await expect.poll(() => feishu.calls.length, PATIENCE).toBeGreaterThan(opened);
    feishu.connections.silence(false);
    await expect.poll(() => person.say(person.direct, '在吗'), PATIENCE).toBe('acknowledged');
  });

  it('is refused to a wrong secret and to an address that was used', async () => {
    const failed = new Promise<Error>((resolve) => void listen({ appSecret: '示例', onError: resolve }));
    expect((await failed).message).toContain('514');
    expect(feishu.connections.count).toBe(0);
    const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==' };
    const again = request(`${feishu.url}/ws/v2?ticket=used`, { headers });
    const status = new Promise((resolve) => again.on('response', ({ statusCode }) => resolve(statusCode)));
    again.end();
    expect(await status).toBe(403);
  });

  it('has frames that are read as they were written, and nothing else', () => {
    const payload = Buffer.from('示例');
    const frame = { seqId: 1n, logId: 2n ** 60n, service: -1, method: 1, headers: { type: 'event' }, payload };
    const read = decodeFrame(encodeFrame(frame));
    expect({ ...read, payload: Buffer.from(read.payload) }).toEqual(frame);
    expect(() => decodeFrame(Buffer.from([0x42, 0xff, 0x01]))).toThrow();
  });
});

describe('the webhook', () => {
  const encryptKey = '示例密钥';
  const settings = { encryptKey, verificationToken: 'token-of-the-example' };
  const got: { headers: IncomingHttpHeaders; body: string }[] = [];
  let app: Server;
  let status = 200;

  beforeEach(async () => {
    status = 200;
    got.length = 0;
    app = createServer((call, response) => {
      let body = '';
      call.on('data', (part: Buffer) => (body += part.toString()));
      call.on('end', () => {
        got.push({ headers: call.headers, body });
        response.writeHead(status).end('{}');
      });
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => app.close(resolve)));

  const url = (): string => `http://127.0.0.1:${(app.address() as AddressInfo).port}/`;

  /** What the app would find out about the last call. */
  const judged = (): { signed: boolean; ageS: number; token: string | null; appId: string | null } => {
    const { headers, body } = got.at(-1)!;
    const [at, nonce, sign] = ['timestamp', 'nonce', 'signature'].map((name) =>
      String(headers[name === 'signature' ? 'x-lark-signature' : `x-lark-request-${name}`] ?? ''),
    );
    let header: { token?: string; app_id?: string } = {};
    try {
      const { encrypt } = JSON.parse(body) as { encrypt: string };
      const said = JSON.parse(new AESCipher(encryptKey).decrypt(encrypt)) as { header: typeof header };
      ({ header } = said);
    } catch {
      // Nothing that the app can read.
    }
    return {
      signed: sign === signature(at!, nonce!, encryptKey, body),
      ageS: Math.round(Date.now() / 1000 - Number(at)),
      token: header.token ?? null,
      appId: header.app_id ?? null,
    };
  };

  it('is called signed and encrypted, as the official SDK decrypts it', async () => {
    feishu.callWebhook({ url: url(), ...settings });
    expect(await person.say(person.direct, '打卡')).toBe('acknowledged');
    expect(judged()).toMatchObject({ signed: true, token: settings.verificationToken, appId: feishu.appId });
    expect(judged().ageS).toBeLessThan(5);
  });

  it('is called again until it answers 200', async () => {
    feishu.callWebhook({ url: url(), ...settings });
    status = 503;
    expect(await person.say(person.direct, '打卡')).toBe('not-acknowledged');
    await feishu.advance(15_000 + 300_000 + 3_600_000);
    expect([got.length, feishu.delivery.unacknowledged]).toEqual([4, 1]);
    status = 200;
    await feishu.advance(6 * 3_600_000);
    expect([got.length, feishu.delivery.unacknowledged]).toEqual([5, 0]);
  });

  it('is called by others, each wrong in its own way', async () => {
    const webhook = feishu.callWebhook({ url: url(), ...settings });
    await person.say(person.direct, '打卡');
    const event = feishu.events.received([...feishu.state.messages.values()][0]!, person.account);
    const forged = async (kind: Forgery): Promise<ReturnType<typeof judged>> => {
      await webhook.forge(kind, event);
      return judged();
    };
    const { verificationToken: token } = settings;
    expect(await forged('wrong-signature')).toMatchObject({ signed: false, token });
    expect(await forged('no-signature')).toMatchObject({ signed: false, token });
    expect(await forged('not-encrypted')).toMatchObject({ signed: true, token: null });
    expect((await forged('wrong-token')).token).not.toBe(token);
    expect((await forged('other-app')).appId).not.toBe(feishu.appId);
    expect((await forged('replayed-after-a-day')).ageS).toBeGreaterThan(86_000);
    expect(await forged('garbage')).toMatchObject({ signed: true, token: null });
    expect(await forged('not-json')).toMatchObject({ token: null });
    await forged('huge');
    expect(got.at(-1)!.body.length).toBeGreaterThan(10_000_000);
  });

  it('is not acknowledged where nobody listens', async () => {
    feishu.callWebhook({ url: 'http://127.0.0.1:1/', ...settings });
    expect(await person.say(person.direct, '打卡')).toBe('not-acknowledged');
  });
});
