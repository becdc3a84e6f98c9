/** What goes wrong at the fake gateway, in this process and as one of its own. */
import { FileBox } from 'file-box';
import { types } from 'wechaty-puppet';
import { afterEach, describe, expect, it } from 'vitest';
import { largeJpeg } from './sample-images.ts';
import { codeOf, passed, PATIENCE, WechatLine } from './wechat-client.ts';
import type { WechatClient } from './wechat-client.ts';
import { forkWire } from './wechat-gateway-process.ts';
import type { WechatGateway, WechatSetting } from './wechat-gateway.ts';
import type { WechatPerson } from './wechat-person.ts';

let line: WechatLine;
let gateway: WechatGateway;
let person: WechatPerson;

afterEach(() => line.close());

async function opened(setting?: WechatSetting): Promise<WechatClient> {
  line = await WechatLine.open(setting);
  ({ gateway, person } = line);
  return line.started();
}

describe('faults of the fake gateway', () => {
  const times = (text: string): number => gateway.shown(person.id).filter((one) => one.text === text).length;

  it('cut a send before it is shown or after', async () => {
    const client = await opened();
    gateway.faults.dropBefore();
    expect(await codeOf(client.puppet.messageSendText(person.id, '前', []))).toBe(14);
    expect(times('前')).toBe(0);
    const next = line.client();
    await next.start();
    gateway.faults.dropAfter();
    expect(await codeOf(next.puppet.messageSendText(person.id, '后', []))).toBe(14);
    expect(times('后')).toBe(1);
    expect(gateway.sends.map(({ shown }) => shown)).toEqual([false, true]);
  });

  it('warn, and are slow or late, in that chat alone and so often', async () => {
    const client = await opened();
    const other = gateway.person('示例乙');
    gateway.faults.warn('操作过于频繁', { chat: person.id, times: 2 });
    for (const text of ['一', '二']) {
      await expect(client.puppet.messageSendText(person.id, text, [])).rejects.toThrow('操作过于频繁');
    }
    await client.puppet.messageSendText(other.id, '你好', []);
    await client.puppet.messageSendText(person.id, '三', []);
    gateway.faults.slow(Infinity);
    gateway.faults.late(300);
    void codeOf(client.puppet.messageSendText(person.id, '慢', []));
    await expect.poll(() => times('慢'), PATIENCE).toBe(1);
    const late = client.puppet.messageSendText(person.id, '晚', []);
    expect(times('晚')).toBe(0);
    await late;
    expect([times('一'), times('三'), times('晚')]).toEqual([0, 1, 1]);
  });

  it('tell of a message again, under its id, another, or none', async () => {
    const client = await opened();
    person.say(person.id, '打卡');
    gateway.tellAgain('same-id');
    gateway.tellAgain('new-id');
    gateway.tellAgain('without-id');
    await expect.poll(() => client.messages, PATIENCE).toHaveLength(4);
    expect(client.texts()).toEqual(Array(4).fill('打卡'));
    const [first, same] = client.handles;
    expect(same).toBe(first);
    const ids = client.messages.map(({ id }) => id);
    expect([new Set(client.handles).size, new Set(ids).size, ids.includes('')]).toEqual([3, 3, true]);
    expect(gateway.shown(person.id)).toHaveLength(1);
  });

  it('tell what was held back in the other order', async () => {
    const client = await opened();
    gateway.holdBack();
    const said = ['一', '二', '三'].map((text) => person.say(person.id, text).message.handle);
    gateway.release('reversed');
    await expect.poll(() => client.handles, PATIENCE).toEqual(said.toReversed());
  });

  it('stand still without an end, and let through later what waited', async () => {
    const client = await opened();
    gateway.goSilent();
    client.puppet.ding('无人');
    const sent = client.puppet.messageSendText(person.id, '等着', []);
    person.say(person.id, '在吗');
    const late = await Promise.race([sent.then(() => 'answered'), passed(500).then(() => 'waits')]);
    expect([late, client.handles.length, times('等着')]).toEqual(['waits', 0, 0]);
    expect(client.events).not.toContain('dong 无人');
    gateway.speak();
    await sent;
    expect(times('等着')).toBe(1);
    await expect.poll(() => client.texts(), PATIENCE).toContain('在吗');
    await expect.poll(() => client.events, PATIENCE).toContain('dong 无人');
  });

  it('go down and come up on the same port, and what was said meanwhile is never told', async () => {
    const client = await opened();
    const { port } = gateway;
    await gateway.down();
    await expect.poll(() => client.events, PATIENCE).toContain('error');
    person.say(person.id, '有人吗');
    expect(await codeOf(client.puppet.messageSendText(person.id, '没有', []))).toBe(14);
    await gateway.up();
    expect(gateway.port).toBe(port);
    const next = line.client();
    await next.start();
    await expect.poll(() => next.events, PATIENCE).toContain(`login ${gateway.botId}`);
    person.say(person.id, '现在呢');
    await expect.poll(() => next.texts(), PATIENCE).toEqual(['现在呢']);
    expect(gateway.shown(person.id).map(({ text }) => text)).toEqual(['有人吗', '现在呢']);
  });

  it('have a token of their own until it is put right', async () => {
    await opened();
    await gateway.takeToken(false);
    expect(await codeOf(line.client().puppet.start())).toBe(16);
    await gateway.takeToken(true);
    const next = line.client();
    await next.start();
    expect(await codeOf(next.puppet.messageSendText(person.id, '二', []))).toBe(0);
  }, 20_000);

  it('leave the second of two clients deaf, though both may send', async () => {
    const first = await opened({ echoes: false });
    const second = line.client();
    await second.start();
    person.say(person.id, '打卡');
    await Promise.all([first, second].map((one) => one.puppet.messageSendText(person.id, '好', [])));
    expect(times('好')).toBe(2);
    await expect.poll(() => first.texts(), PATIENCE).toEqual(['打卡']);
    second.puppet.ding('二');
    await expect.poll(() => first.events, PATIENCE).toContain('dong 二');
    expect([second.handles, second.events.filter((one) => one.startsWith('dong'))]).toEqual([[], []]);
  });
});

describe('a gateway that is a process of its own', () => {
  it('keeps what was said and shown when it is struck, and comes back on its port', async () => {
    const client = await opened({ open: forkWire });
    const photo = largeJpeg(300_000);
    person.photo(person.id, photo);
    await expect.poll(() => client.handles, PATIENCE).toHaveLength(1);
    const box = await client.puppet.messageImage(client.handles[0]!, types.Image.HD);
    expect(Buffer.compare(await box.toBuffer(), photo)).toBe(0);
    await client.puppet.messageSendFile(person.id, FileBox.fromBase64('AQID', '名单.xlsx'));
    await expect(client.puppet.messageSendText('wxid_nobody', '喂', [])).rejects.toMatchObject({ code: 2 });
    const { port } = gateway;
    await gateway.kill();
    await expect.poll(() => client.events, PATIENCE).toContain('error');
    person.say(person.id, '有人吗');
    await gateway.up();
    expect(gateway.port).toBe(port);
    const next = line.client();
    await next.start();
    await expect.poll(() => next.events, PATIENCE).toContain(`login ${gateway.botId}`);
    person.say(person.id, '现在呢');
    await expect.poll(() => next.texts(), PATIENCE).toEqual(['现在呢']);
    expect(gateway.shown(person.id)).toMatchObject([
      { images: [photo] },
      { files: [{ name: '名单.xlsx', bytes: Uint8Array.of(1, 2, 3) }] },
      { text: '有人吗' },
      { text: '现在呢' },
    ]);
  }, 30_000);

  it('cuts, stands still and signs out as one in this process does', async () => {
    const client = await opened({ open: forkWire });
    gateway.goSilent();
    const sent = client.puppet.messageSendText(person.id, '等着', []);
    expect(await Promise.race([sent.then(() => 'answered'), passed(500).then(() => 'waits')])).toBe('waits');
    gateway.speak();
    await sent;
    gateway.faults.dropAfter();
    expect(await codeOf(client.puppet.messageSendText(person.id, '后', []))).toBe(14);
    expect(gateway.shown(person.id).map(({ text }) => text)).toEqual(['等着', '后']);
    const next = line.client();
    await next.start();
    await expect.poll(() => next.events, PATIENCE).toContain(`login ${gateway.botId}`);
    gateway.signOut();
    await expect.poll(() => next.events, PATIENCE).toContain('logout 你已退出微信');
    expect(next.events).toContain('scan http://weixin.qq.com/x/sample-scan-2');
  }, 30_000);
});
