import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeishuPerson } from './feishu-person.ts';
import { SatoriPeer } from './feishu-satori.ts';
import { FeishuServer } from './feishu-server.ts';
import { SAMPLE_PNG } from './sample-images.ts';

const PATIENCE = { timeout: 10_000, interval: 10 };

let feishu: FeishuServer;
let person: FeishuPerson;
let peer: SatoriPeer;

beforeEach(async () => {
  feishu = await FeishuServer.start();
  person = feishu.person('示例甲', '13800000001');
});
afterEach(async () => {
  await peer.stop();
  await feishu.close();
});

const last = () => peer.sessions.at(-1)!;

describe('an independent client on the long connection', () => {
  beforeEach(async () => {
    peer = await SatoriPeer.connect(feishu);
    await feishu.connections.connected();
  });

  it('learns who it is', () => {
    expect([peer.bot.selfId, peer.bot.user.name]).toEqual([feishu.botId, '驻村助手']);
  });

  it('reads what is said as it was said, and acknowledges it', async () => {
    const sentAt = Date.now() - 86_400_000;
    expect(await person.say(person.direct, '打卡，今天下雨', { sentAt })).toBe('acknowledged');
    expect(last()).toMatchObject({ type: 'message-created', isDirect: true, timestamp: sentAt });
    expect(last()).toMatchObject({ userId: person.openId, channelId: person.direct, messageId: person.lastId });
    expect(last().content).toBe('打卡，今天下雨');
  });

  it('puts an event together that comes in pieces', async () => {
    feishu.connections.pieces = 5;
    expect(await person.say(person.direct, '长'.repeat(2000))).toBe('acknowledged');
    expect(last().content).toBe('长'.repeat(2000));
  });

  it('sees that it is named in a group, and hears nothing else there', async () => {
    const group = feishu.group('示例村工作群', [person]);
    expect(await person.say(group, '谁在岗')).toBe('not-delivered');
    expect(await person.say(group, '谁在岗', { mention: true })).toBe('acknowledged');
    expect(last()).toMatchObject({ isDirect: false, channelId: group });
    expect(last().content).toBe(`<at id="${feishu.botId}" name="驻村助手"/> 谁在岗`);
  });

  it('reads a quote and asks for what was quoted', async () => {
    const [asked] = await peer.bot.sendMessage(person.direct, '请审批');
    await person.say(person.direct, '同意', { quote: asked! });
    await expect.poll(() => last().quote?.id, PATIENCE).toBe(asked);
  });

  it('fetches the image that was sent', async () => {
    expect(await person.sendImage(person.direct, SAMPLE_PNG)).toBe('acknowledged');
    expect(Buffer.compare(await peer.fetch(last().content!), SAMPLE_PNG)).toBe(0);
  });

  it('sends a card whose button comes back to it', async () => {
    const card =
      '<lark:card title="请审批"><div>示例甲 请假</div><button type="input" text="agree">同意</button></lark:card>';
    const [id] = await peer.bot.sendMessage(person.direct, card);
    const [shown] = feishu.shown(person.direct);
    expect(shown).toMatchObject({ id, byBot: true, text: '请审批\n示例甲 请假' });
    expect(shown?.buttons.map(({ label }) => label)).toEqual(['同意']);
    expect(await person.press(id!, '同意')).toBe('acknowledged');
    expect(last()).toMatchObject({
      type: 'interaction/command',
      content: 'agree',
      userId: person.openId,
      messageId: id,
    });
    await peer.bot.editMessage(person.direct, id!, '<lark:card><div>已同意</div></lark:card>');
    expect(feishu.shown(person.direct)[0]).toMatchObject({ id, text: '已同意', buttons: [] });
  });

  it('replies, sends an image and a file, and takes back what it sent', async () => {
    await person.say(person.direct, '打卡');
    const said = person.lastId;
    const png = `data:image/png;base64,${Buffer.from(SAMPLE_PNG).toString('base64')}`;
    const table = `data:text/csv;base64,${Buffer.from('示例').toString('base64')}`;
    await peer.bot.sendMessage(person.direct, `<quote id="${said}"/>已打卡`);
    await peer.bot.sendMessage(person.direct, `<img src="${png}"/>`);
    const [file] = await peer.bot.sendMessage(person.direct, `<file src="${table}"/>`);
    const [answer, image, sent] = feishu.shown(person.direct).slice(1);
    expect(answer).toMatchObject({ text: '已打卡', replyTo: said });
    expect(Buffer.compare(feishu.bytes(image!.images[0]!), SAMPLE_PNG)).toBe(0);
    expect(Buffer.from(feishu.bytes(sent!.files[0]!.key)).toString()).toBe('示例');
    await peer.bot.deleteMessage(person.direct, file!);
    expect(feishu.shown(person.direct).at(-1)?.recalled).toBe(true);
  });

  it('comes back after the line was cut', async () => {
    feishu.connections.cut();
    await expect.poll(() => feishu.calls.filter(({ path }) => path.endsWith('/endpoint')).length, PATIENCE).toBe(2);
    await feishu.connections.connected();
    expect(await person.say(person.direct, '在吗')).toBe('acknowledged');
  });
});

describe('an independent client behind a webhook', () => {
  it('answers the challenge, decrypts, checks the signature and refuses a wrong one', async () => {
    const encryptKey = '示例密钥';
    const { peer: listening, url } = await SatoriPeer.listen(feishu, encryptKey);
    peer = listening;
    await expect.poll(() => peer.isOnline(), PATIENCE).toBe(true);
    const webhook = feishu.callWebhook({ url, encryptKey, verificationToken: 'token-of-the-example' });
    expect(await webhook.challenge()).toBe(true);
    expect(await person.say(person.direct, '打卡')).toBe('acknowledged');
    expect(last()).toMatchObject({ content: '打卡', userId: person.openId });
    const forged = feishu.events.recalled([...feishu.state.messages.values()][0]!);
    expect((await webhook.forge('wrong-signature', forged)).status).toBe(403);
    expect(peer.sessions).toHaveLength(1);
  });
});
