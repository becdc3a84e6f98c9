/** The fake gateway, as wechaty's own client of a puppet service meets it. */
import { readFileSync } from 'node:fs';
import { FileBox } from 'file-box';
import { types } from 'wechaty-puppet';
import type { payloads } from 'wechaty-puppet';
import { afterEach, describe, expect, it } from 'vitest';
import { SAMPLE_JPEG, largeJpeg } from './sample-images.ts';
import { codeOf, PATIENCE, WechatLine } from './wechat-client.ts';
import type { WechatClient } from './wechat-client.ts';
import type { WechatGateway, WechatSetting } from './wechat-gateway.ts';
import type { WechatPerson } from './wechat-person.ts';

const OTHER_CA = readFileSync(new URL('../fixtures/wechat/other-ca.pem', import.meta.url), 'utf8');

let line: WechatLine;
let gateway: WechatGateway;
let person: WechatPerson;

afterEach(() => line.close());

async function opened(setting?: WechatSetting): Promise<WechatClient> {
  line = await WechatLine.open(setting);
  ({ gateway, person } = line);
  return line.started();
}

describe('a client of the fake gateway', () => {
  it('is told of texts with who, where, when and whom they name', async () => {
    const client = await opened({ now: () => Date.UTC(2025, 2, 3, 1) });
    const group = gateway.group('示例村工作队', [person]);
    person.say(person.id, '打卡', { at: Date.UTC(2025, 2, 3) });
    person.say(group, '谁在岗', { mention: true });
    person.say(group, '同意', { quote: { name: '驻村助手', text: '请审批 #A1B2' }, mention: 'words' });
    await expect.poll(() => client.messages, PATIENCE).toHaveLength(3);
    const byText = (end: string): payloads.Message => client.messages.find(({ text }) => text?.endsWith(end) === true)!;
    expect(byText('打卡')).toMatchObject({
      ...{ talkerId: person.id, listenerId: gateway.botId, roomId: '', timestamp: Date.UTC(2025, 2, 3) },
      ...{ type: types.Message.Text, id: gateway.shown(person.id)[0]!.id },
    });
    expect(byText('谁在岗')).toMatchObject({
      roomId: group,
      mentionIdList: [gateway.botId],
      text: '@驻村助手\u2005谁在岗',
    });
    expect(byText('同意')).toMatchObject({
      text: '「驻村助手：请审批 #A1B2」\n- - - - - - - - - - - - - - -\n@驻村助手\u2005同意',
      ...{ mentionIdList: [], timestamp: Date.UTC(2025, 2, 3, 1) },
    });
    expect((await client.puppet.contactPayload(person.id)).name).toBe('示例甲');
    expect((await client.puppet.roomPayload(group)).topic).toBe('示例村工作队');
    expect((await client.puppet.roomMemberPayload(group, person.id)).name).toBe('示例甲');
    expect(gateway.lookups).toMatchObject({ message: 3, file: 0, place: 0 });
  });

  it('fetches photos and documents byte for byte, until they are lost', async () => {
    const client = await opened();
    const photo = largeJpeg(3_000_000);
    const { message } = person.photo(person.id, photo);
    const document = person.file(person.id, '说明.docx', Uint8Array.of(1, 2, 3)).message;
    await expect.poll(() => client.messages, PATIENCE).toHaveLength(2);
    const box = await client.puppet.messageImage(message.handle, types.Image.HD);
    expect(Buffer.compare(await box.toBuffer(), photo)).toBe(0);
    const file = await client.puppet.messageFile(document.handle);
    expect([file.name, [...(await file.toBuffer())]]).toEqual(['说明.docx', [1, 2, 3]]);
    gateway.faults.filesLost = true;
    await expect(client.asks('messageFile', document.handle)).rejects.toThrow('no such file');
  });

  it('is told of places as an object, as XML, or as 0, 0', async () => {
    const client = await opened();
    const point = { latitude: 29.8634, longitude: 107.7309, name: '示例"村"' };
    const placeOf = async (handle: string): Promise<object> =>
      (await client.asks('messageLocation', handle)).getLocation().toObject();
    const object = person.location(person.id, point).message;
    const xml = person.location(person.id, point, { form: 'xml' }).message;
    const zero = person.location(person.id, point, { form: 'zero' }).message;
    expect(await placeOf(object.handle)).toMatchObject({ ...point, accuracy: 15 });
    await expect(placeOf(xml.handle)).rejects.toThrow('no such place');
    expect(await placeOf(zero.handle)).toMatchObject({ latitude: 0, longitude: 0 });
    await expect.poll(() => client.messages, PATIENCE).toHaveLength(3);
    expect(client.messages.map(({ type }) => type)).toEqual(Array<types.Message>(3).fill(types.Message.Location));
    const told = client.messages.filter(({ text }) => text?.includes('x="29.8634" y="107.7309"') === true);
    expect(told.map(({ text }) => /poiname="([^"]*)"/.exec(text!)?.[1])).toEqual(Array(2).fill('示例&quot;村&quot;'));
  });

  it('is told of stickers, voices, recalls and its own messages', async () => {
    const client = await opened();
    person.sticker(person.id);
    person.voice(person.id);
    person.recall(person.say(person.id, '说错了'));
    gateway.selfSays(person.id, '主人在手机上说');
    await expect.poll(() => client.messages, PATIENCE).toHaveLength(4);
    const kinds = client.messages.map(({ type, talkerId }) => `${types.Message[type]} ${talkerId}`);
    expect(kinds.sort()).toEqual(
      [`Audio ${person.id}`, `Emoticon ${person.id}`, `Recalled ${person.id}`, `Text ${gateway.botId}`].sort(),
    );
    expect(gateway.shown(person.id).map(({ text }) => text)).not.toContain('说错了');
  });

  it('sends texts and files, and people see them in order', async () => {
    const client = await opened();
    const id = await client.puppet.messageSendText(person.id, '请审批 #A1B2', []);
    const bytes = Uint8Array.from({ length: 60_000 }, (_, n) => n % 251);
    const box = FileBox.fromBase64(Buffer.from(bytes).toString('base64'), '花名册.xlsx');
    await client.puppet.messageSendFile(person.id, box);
    const picture = FileBox.fromBase64(Buffer.from(SAMPLE_JPEG).toString('base64'), '照片.jpg');
    await client.puppet.messageSendFile(person.id, picture);
    const shown = gateway.shown(person.id);
    expect(shown).toMatchObject([
      { id, text: '请审批 #A1B2', byBot: true, name: '驻村助手' },
      { files: [{ name: '花名册.xlsx', bytes }], images: [] },
      { images: [new Uint8Array(SAMPLE_JPEG)], files: [] },
    ]);
    expect(gateway.sends.map((one) => one.shown)).toEqual([true, true, true]);
    await expect(client.puppet.messageSendText('wxid_nobody', '喂', [])).rejects.toMatchObject({ code: 2 });
    // What it sent comes back as a message of its own account.
    await expect
      .poll(() => client.messages.map(({ talkerId }) => talkerId), PATIENCE)
      .toEqual(Array(3).fill(gateway.botId));
  });

  it('gets no id and no echo from a puppet that has none', async () => {
    const client = await opened({ idFromSend: false, echoes: false });
    expect(await client.puppet.messageSendText(person.id, '你好', [])).toBeFalsy();
    client.puppet.ding('一');
    await expect.poll(() => client.events, PATIENCE).toContain('dong 一');
    expect(client.handles).toEqual([]);
  });

  it('is shown the code to scan, and told of sign-in and sign-out', async () => {
    const client = await opened({ signedIn: false });
    await expect.poll(() => client.events, PATIENCE).toEqual(['scan http://weixin.qq.com/x/sample-scan-1']);
    await expect(client.puppet.messageSendText(person.id, '你好', [])).rejects.toThrow('not logged in');
    gateway.signIn();
    await expect.poll(() => client.events, PATIENCE).toContain(`login ${gateway.botId}`);
    await client.puppet.messageSendText(person.id, '你好', []);
    gateway.signOut('http://weixin.qq.com/x/next');
    await expect.poll(() => client.events, PATIENCE).toContain('scan http://weixin.qq.com/x/next');
    expect(client.events).toContain('logout 你已退出微信');
    await expect(client.puppet.messageSendText(person.id, '还在吗', [])).rejects.toThrow('not logged in');
    expect(gateway.misuses).toEqual([]);
    // The client takes notice by signing out itself: whoever scans at once must not be thrown out by that.
    gateway.signIn();
    await client.puppet.messageSendText(person.id, '又来了', []);
    expect(gateway.shown(person.id).map(({ text }) => text)).toEqual(['你好', '又来了']);
  });

  it('that stops is noted, for it acts on the account', async () => {
    const client = await opened();
    await client.stop();
    expect(gateway.misuses).toContain('stop');
  });
});

describe('a wrong token', () => {
  it('and an authority that nobody knows are let in nowhere', async () => {
    const client = await opened();
    person.say(person.id, '一');
    await expect.poll(() => client.texts(), PATIENCE).toEqual(['一']);
    const other = line.client({ token: 'sample_wrong' });
    expect(await codeOf(other.puppet.start())).toBe(16);
    const unknown = line.client({ ca: OTHER_CA });
    expect(await codeOf(unknown.puppet.start())).toBe(14);
    expect(gateway.sends).toEqual([]);
  }, 20_000);
});
