/** The API of the fake, called by the official SDK. */
import { createReadStream } from 'node:fs';
import type { ReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@larksuiteoapi/node-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SILENT, codeOf, refused } from './feishu-sdk.ts';
import type { FeishuPerson } from './feishu-person.ts';
import { FeishuServer } from './feishu-server.ts';
import { SAMPLE_JPEG } from './sample-images.ts';

let feishu: FeishuServer;
let person: FeishuPerson;
let client: Client;

beforeEach(async () => {
  feishu = await FeishuServer.start();
  person = feishu.person('示例甲', '13800000001');
  client = clientOf(feishu.appSecret);
});
afterEach(() => feishu.close());

const clientOf = (appSecret: string): Client =>
  new Client({ appId: feishu.appId, appSecret, domain: feishu.url, ...SILENT });

const words = (text: string): string => JSON.stringify({ text });

const card = (text: string, labels: readonly string[] = []): string =>
  JSON.stringify({
    schema: '2.0',
    body: {
      elements: [
        { tag: 'markdown', content: text },
        ...labels.map((label) => ({
          tag: 'button',
          text: { tag: 'plain_text', content: label },
          behaviors: [{ type: 'callback', value: { id: label } }],
        })),
      ],
    },
  });

const create = (content: string, more: { msg_type?: string; uuid?: string; to?: string } = {}) => {
  const { to = person.direct, msg_type: type = 'text', ...rest } = more;
  return client.im.v1.message.create({
    params: { receive_id_type: to.startsWith('ou_') ? 'open_id' : 'chat_id' },
    data: { receive_id: to, msg_type: type, content, ...rest },
  });
};

describe('tokens', () => {
  const token = async (secret: string): Promise<{ code: number; tenant_access_token?: string; expire?: number }> => {
    const body = JSON.stringify({ app_id: feishu.appId, app_secret: secret });
    const path = '/open-apis/auth/v3/tenant_access_token/internal';
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${feishu.url}${path}`, { method: 'POST', headers, body });
    return (await response.json()) as { code: number };
  };

  it('are given for the right secret alone', async () => {
    expect(await token('示例')).toEqual({ code: 10014, msg: 'app secret invalid' });
    await expect(clientOf('示例').im.v1.chat.list()).rejects.toThrow('10014');
  });

  it('stay the same until half an hour is left, and end after two hours', async () => {
    const first = await token(feishu.appSecret);
    expect(first.expire).toBeGreaterThan(7190);
    await feishu.advance(89 * 60_000);
    expect((await token(feishu.appSecret)).tenant_access_token).toBe(first.tenant_access_token);
    await feishu.advance(2 * 60_000);
    expect((await token(feishu.appSecret)).tenant_access_token).not.toBe(first.tenant_access_token);
    await create(words('示例'));
    await feishu.advance(121 * 60_000);
    expect(await codeOf(create(words('示例')))).toBe(99991663);
  });

  it('can be revoked', async () => {
    await create(words('示例'));
    feishu.revokeTokens();
    expect(await codeOf(create(words('示例')))).toBe(99991663);
  });
});

describe('messages', () => {
  it('are sent to a chat or a person, and have an id', async () => {
    const { code, data } = await create(words('已打卡'));
    expect([code, data?.chat_id]).toEqual([0, person.direct]);
    expect(data?.message_id).toMatch(/^om_[0-9a-f]{32}$/);
    await create(words(`<at user_id="${person.openId}">谁</at> 请打卡`), { to: person.openId });
    expect(feishu.shown(person.direct).map(({ text }) => text)).toEqual(['已打卡', '@示例甲 请打卡']);
  });

  it('are sent once for one uuid, within an hour', async () => {
    const one = await create(words('一'), { uuid: 'out-1' });
    const again = await create(words('一'), { uuid: 'out-1' });
    expect(again.data?.message_id).toBe(one.data?.message_id);
    const path = { message_id: one.data!.message_id! };
    const data = { msg_type: 'text', content: words('答'), uuid: 'out-2' };
    const answers = [
      await client.im.v1.message.reply({ path, data }),
      await client.im.v1.message.reply({ path, data }),
    ];
    expect(answers[1]?.data?.message_id).toBe(answers[0]?.data?.message_id);
    expect(answers[0]?.data?.parent_id).toBe(path.message_id);
    expect(feishu.shown(person.direct)).toHaveLength(2);
    await feishu.advance(3_600_000);
    await create(words('一'), { uuid: 'out-1' });
    expect(feishu.shown(person.direct)).toHaveLength(3);
    expect(await codeOf(create(words('一'), { uuid: 'x'.repeat(51) }))).toBe(99992402);
  });

  it('of cards show words and buttons, and can be changed', async () => {
    const { data } = await create(card('**请审批** &#42;1&#42;', ['同意', '驳回']), { msg_type: 'interactive' });
    const [shown] = feishu.shown(person.direct);
    expect(shown).toMatchObject({ text: '请审批 *1*', buttons: [{ label: '同意', value: { id: '同意' } }, {}] });
    const path = { message_id: data!.message_id! };
    await client.im.v1.message.patch({ path, data: { content: card('已同意') } });
    expect(feishu.shown(person.direct)).toMatchObject([{ id: path.message_id, text: '已同意', buttons: [] }]);
    const got = await client.im.v1.message.get({ path });
    expect(got.data?.items?.[0]).toMatchObject({ msg_type: 'interactive', updated: true });
    const change = (id: string, content: string): Promise<unknown> =>
      client.im.v1.message.patch({ path: { message_id: id }, data: { content } });
    expect(await codeOf(change(path.message_id, '{"elements":[]}'))).toBe(230001);
    const chat = feishu.state.chats.get(person.direct)!;
    const createdAt = Date.now() - 15 * 86_400_000;
    const drawn = { chat, byBot: true, senderId: feishu.appId, type: 'interactive', content: card('请审批') };
    const { id } = feishu.state.addMessage({ ...drawn, createdAt });
    expect(await codeOf(change(id, card('已同意')))).toBe(230031);
    const unshared = feishu.state.addMessage({ ...drawn, content: '{"elements":[{"tag":"button","disabled":true}]}' });
    expect(await codeOf(change(unshared.id, card('已同意')))).toBe(230001);
    expect(feishu.shown(person.direct).at(-1)?.buttons).toEqual([]);
  });

  it('of text can be changed twenty times', async () => {
    feishu.api.limits.kept = false;
    const { data } = await create(words('零'));
    const edit = (n: number): Promise<unknown> =>
      client.im.v1.message.update({
        path: { message_id: data!.message_id! },
        data: { msg_type: 'text', content: words(String(n)) },
      });
    for (let n = 1; n <= 20; n += 1) await edit(n);
    expect(feishu.shown(person.direct)).toMatchObject([{ text: '20', edited: true }]);
    expect(await codeOf(edit(21))).toBe(230072);
  });

  it('that are wrong or too large are refused', async () => {
    feishu.api.limits.kept = false;
    expect(await codeOf(create('no json'))).toBe(230001);
    expect(await codeOf(create(words('长'.repeat(51 * 1024))))).toBe(230025);
    expect(await codeOf(create(card('长'.repeat(10 * 1024)), { msg_type: 'interactive' }))).toBe(230025);
    expect(await codeOf(create('{"schema":"2.0"}', { msg_type: 'interactive' }))).toBe(230099);
    const old = JSON.stringify({ schema: '2.0', body: { elements: [{ tag: 'action', actions: [] }] } });
    expect(await codeOf(create(old, { msg_type: 'interactive' }))).toBe(230099);
    expect(await codeOf(create('{"image_key":"img_none"}', { msg_type: 'image' }))).toBe(230001);
    expect(await codeOf(create(words('在吗'), { to: `oc_${'0'.repeat(32)}` }))).toBe(230034);
    expect(feishu.shown(person.direct)).toEqual([]);
  });

  it('need permissions, membership and a person who wants them', async () => {
    const group = feishu.group('示例村工作群', [person]);
    expect(await feishu.removeBot(group, person)).toBe('not-acknowledged');
    expect(await codeOf(create(words('在吗'), { to: group }))).toBe(230002);
    feishu.block(person);
    expect(await codeOf(create(words('在吗')))).toBe(230053);
    feishu.grant('im:message:send_as_bot', false);
    expect(await codeOf(create(words('在吗')))).toBe(99991672);
    const scopes = (await client.application.v6.scope.list()).data?.scopes;
    expect(scopes?.find(({ scope_name: name }) => name === 'im:message:send_as_bot')?.grant_status).toBe(2);
  });
});

describe('limits', () => {
  beforeEach(() => feishu.state.stopClock());

  it('are five a second to one chat', async () => {
    for (let n = 0; n < 5; n += 1) await create(words(String(n)));
    expect(await refused(create(words('5')))).toMatchObject({ status: 400, data: { code: 230020 } });
    await create(words('5'), { to: feishu.group('示例村工作群', [person]) });
    await feishu.advance(1000);
    await create(words('5'));
  });

  it('are fifty a second and a thousand a minute for the app, and say when it may call again', async () => {
    const send = (): Promise<unknown> => create(words('示例'), { to: feishu.group('示例', [person]) });
    for (let n = 0; n < 50; n += 1) await send();
    const answer = await refused(send());
    expect(answer).toMatchObject({ status: 429, data: { code: 99991400 } });
    expect(answer?.headers['x-ogw-ratelimit-reset']).toBe('1');
    for (let second = 1; second < 20; second += 1) {
      await feishu.advance(1000);
      for (let n = 0; n < 50; n += 1) await send();
    }
    await feishu.advance(1000);
    const { headers } = (await refused(send()))!;
    expect(Number(headers['x-ogw-ratelimit-reset'])).toBeGreaterThan(30);
    expect(Math.abs(Date.parse(headers['date']!) - feishu.state.now())).toBeLessThan(2000);
  });

  it('can be set, for all or for one chat', async () => {
    feishu.limit({ retryAfter: 30 });
    expect((await refused(create(words('一'))))?.headers['x-ogw-ratelimit-reset']).toBe('30');
    await feishu.advance(30_000);
    feishu.limit({ retryAfter: 5, chat: person.direct });
    expect(await codeOf(create(words('一')))).toBe(230020);
    await feishu.advance(5000);
    await create(words('一'));
  });
});

describe('images and files', () => {
  it('are uploaded, sent and seen', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zhucun-feishu-'));
    const saved = async (name: string, bytes: Uint8Array): Promise<ReadStream> => {
      await writeFile(join(folder, name), bytes);
      return createReadStream(join(folder, name));
    };
    const image = await client.im.v1.image.create({
      data: { image_type: 'message', image: await saved('1.jpg', SAMPLE_JPEG) },
    });
    await create(JSON.stringify(image), { msg_type: 'image' });
    const file = await client.im.v1.file.create({
      data: { file_type: 'xls', file_name: '请假台账（12月）.xlsx', file: await saved('2', Buffer.from('PK 示例')) },
    });
    await rm(folder, { recursive: true });
    await create(JSON.stringify(file), { msg_type: 'file' });
    const [first, second] = feishu.shown(person.direct);
    expect(Buffer.compare(feishu.bytes(first!.images[0]!), SAMPLE_JPEG)).toBe(0);
    expect(second?.files).toEqual([{ key: file?.file_key, name: '请假台账（12月）.xlsx' }]);
  });

  it('are fetched out of the message they stand in, until they are gone', async () => {
    await person.sendImage(person.direct, SAMPLE_JPEG);
    const [key] = feishu.shown(person.direct)[0]!.images;
    const params = { type: 'image' };
    const path = { message_id: person.lastId, file_key: key! };
    const { getReadableStream } = await client.im.v1.messageResource.get({ params, path });
    const parts: Buffer[] = [];
    for await (const part of getReadableStream()) parts.push(part as Buffer);
    expect(Buffer.compare(Buffer.concat(parts), SAMPLE_JPEG)).toBe(0);
    await person.say(person.direct, '打卡');
    const elsewhere = { ...path, message_id: person.lastId };
    expect((await refused(client.im.v1.messageResource.get({ params, path: elsewhere })))?.status).toBe(400);
    feishu.gone(key!);
    expect((await refused(client.im.v1.messageResource.get({ params, path })))?.status).toBe(400);
  });
});

describe('people', () => {
  it('are found by mobile, fifty at a time', async () => {
    const find = (mobiles: string[]) =>
      client.contact.v3.user.batchGetId({ params: { user_id_type: 'open_id' }, data: { mobiles } });
    const found = await find(['+8613800000001', '13800000002']);
    expect(found.data?.user_list?.map(({ user_id: id }) => id)).toEqual([person.openId, undefined]);
    expect(await codeOf(find(Array.from({ length: 51 }, () => '13800000001')))).toBe(99992402);
  });
});

describe('what goes wrong', () => {
  it('cuts a send off before or after it is taken', async () => {
    feishu.dropBefore();
    expect(await refused(create(words('一')))).toBeNull();
    expect(feishu.shown(person.direct)).toEqual([]);
    feishu.dropAfter();
    expect(await refused(create(words('一')))).toBeNull();
    expect(feishu.shown(person.direct)).toHaveLength(1);
    await create(words('二'));
  });

  it('answers slowly', async () => {
    feishu.slow(200);
    const asked = performance.now();
    await client.im.v1.chat.list();
    expect(performance.now() - asked).toBeGreaterThan(390);
    feishu.slow(60_000);
    const waiting = refused(create(words('一')));
    await expect.poll(() => feishu.calls.length).toBe(3);
    await feishu.close();
    expect(await waiting).toBeNull();
    await feishu.up();
  });

  it('is down and up again at the same port', async () => {
    const { url } = feishu;
    await feishu.down();
    expect(await refused(create(words('一')))).toBeNull();
    await feishu.up();
    expect(feishu.url).toBe(url);
    feishu.fail(502);
    await expect(create(words('一'))).rejects.toThrow();
    await create(words('一'));
    expect(feishu.shown(person.direct)).toHaveLength(1);
  });
});
