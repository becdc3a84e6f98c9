import { describe, expect, it } from 'vitest';
import { StoredMessage } from '../../../src/chat/message.ts';
import { outbound } from '../../fakes/product.ts';
import { SAMPLE_JPEG } from '../../fakes/sample-images.ts';
import { ROADS, stage } from './stage.ts';

const signal = AbortSignal.timeout(600_000);

describe.each(ROADS)('over the %s', (road) => {
  it('a text is handed over with who, where and when', async () => {
    const { person, last, feishu } = await stage({ road });
    expect(await person.say(person.direct, '打卡')).toBe('acknowledged');
    StoredMessage.parse({ ...last(), images: [], files: [] });
    expect(last()).toMatchObject({
      platform: 'feishu',
      kind: 'text',
      text: '打卡',
      chatKind: 'direct',
      conversation: person.direct,
      senderId: person.openId,
      messageId: person.lastId,
      eventKey: `m:${person.lastId}`,
      quote: null,
      edited: false,
      forwarded: false,
      mentionsBot: false,
    });
    expect(last().sentAt).toBe(feishu.state.messages.get(person.lastId)?.createdAt);
  });

  it('the bot’s mention is taken out of the text, and other people’s names put in', async () => {
    const { person, last, feishu, group } = await stage({ road });
    const other = feishu.person('示例乙');
    await person.say(group, '谁在岗', { mention: true, mentions: [other] });
    expect(last()).toMatchObject({ chatKind: 'group', conversation: group, mentionsBot: true, text: '@示例乙 谁在岗' });
  });

  it('a quoted reply names the bot’s message', async () => {
    const { person, last, adapter } = await stage({ road });
    const asked = await adapter.send(outbound(person.direct, '请审批'), signal);
    if (asked.status !== 'sent' || asked.messageId === null) throw new Error('not sent');
    await person.say(person.direct, '同意', { quote: asked.messageId });
    expect(last()).toMatchObject({ text: '同意', quote: { messageId: asked.messageId, text: null } });
  });

  it('an image with words, and one without, can be fetched later', async () => {
    const { person, last, adapter } = await stage({ road });
    for (const words of ['', '到岗']) {
      await person.sendImage(person.direct, SAMPLE_JPEG, words);
      expect(last()).toMatchObject({ kind: 'image', text: words });
      const [image] = last().images;
      if (image === undefined || !('ref' in image)) throw new Error('no image offered');
      expect(Buffer.compare(await adapter.openImage!(image.ref, signal), SAMPLE_JPEG)).toBe(0);
      await expect(adapter.openImage!(image.ref, AbortSignal.abort())).rejects.toThrow();
    }
  });

  it('a place comes in degrees, of a datum that nobody knows', async () => {
    const { person, last } = await stage({ road });
    await person.sendLocation(person.direct, { latitude: 29.8634, longitude: 107.7309, name: '示例村委会' });
    expect(last()).toMatchObject({
      kind: 'location',
      location: { latitude: 29.8634, longitude: 107.7309, datum: 'unknown', live: false, name: '示例村委会' },
    });
  });

  it('what is no text is named, and what was passed on is told', async () => {
    const { person, product } = await stage({ road });
    await person.sendSticker(person.direct);
    await person.sendAudio(person.direct, new Uint8Array([1]), 900);
    await person.sendAny(person.direct, 'hologram', { shape: 1 });
    await person.forward(person.direct);
    expect(product.stored.map(({ kind, otherKind }) => [kind, otherKind])).toEqual([
      ['other', 'sticker'],
      ['other', 'voice'],
      ['other', 'hologram'],
      ['other', 'forwarded'],
    ]);
    expect(product.stored.map(({ forwarded }) => forwarded)).toEqual([false, false, false, true]);
  });

  it('a changed message says so, under a key of its own', async () => {
    const { person, product, last, feishu } = await stage({ road });
    await person.say(person.direct, '请假三天');
    await person.edit(person.lastId, '请假两天');
    expect(last()).toMatchObject({ edited: true, text: '请假两天', messageId: person.lastId });
    expect(product.stored).toHaveLength(2);
    const edited = last();
    expect(await feishu.redeliver()).toBe('acknowledged');
    expect([product.stored.length, last()]).toEqual([2, edited]);
  });

  it('a recalled message says whose it was', async () => {
    const { person, last } = await stage({ road });
    await person.say(person.direct, '请假三天');
    expect(await person.recall(person.lastId)).toBe('acknowledged');
    expect(last()).toMatchObject({
      kind: 'other',
      otherKind: 'recalled',
      senderId: person.openId,
      chatKind: 'direct',
      messageId: person.lastId,
      eventKey: `r:${person.lastId}`,
    });
  });

  it('a press is handed over with its value, its message and its kind of chat', async () => {
    const { person, group, last, adapter } = await stage({ road });
    const buttons = [{ id: 'q1.2.yes', label: '同意', words: '同意' }];
    for (const [conversation, chatKind] of [
      [person.direct, 'direct'],
      [group, 'group'],
    ] as const) {
      const asked = await adapter.send(outbound(conversation, '请审批', { buttons, key: chatKind }), signal);
      if (asked.status !== 'sent' || asked.messageId === null) throw new Error('not sent');
      expect(await person.press(asked.messageId, '同意')).toBe('acknowledged');
      expect(last()).toMatchObject({
        kind: 'action',
        action: { value: 'q1.2.yes', messageId: asked.messageId },
        conversation,
        chatKind,
        senderId: person.openId,
      });
    }
  });

  it('a message that comes again, also as another event, has the same key', async () => {
    const { person, product, feishu } = await stage({ road });
    await person.say(person.direct, '打卡');
    expect(await feishu.redeliver()).toBe('acknowledged');
    const message = feishu.state.messages.get(person.lastId)!;
    expect(await feishu.delivery.deliver(feishu.events.received(message, person.account))).toBe('acknowledged');
    expect([product.stored.length, product.calls]).toEqual([1, 3]);
  });

  it('a message a day old keeps its time', async () => {
    const { person, last } = await stage({ road });
    const sentAt = Date.now() - 86_400_000;
    await person.say(person.direct, '打卡', { sentAt });
    expect(last().sentAt).toBe(sentAt);
  });

  it('what the product could not store is not acknowledged, and comes again', async () => {
    const { person, product, feishu, last, reported } = await stage({ road });
    product.broken = true;
    expect(await person.say(person.direct, '打卡')).toBe('not-acknowledged');
    expect(reported).toHaveLength(1);
    product.broken = false;
    await feishu.advance(15_000);
    expect(last().text).toBe('打卡');
  });

  it('what is in hand is stored and acknowledged before the bot stops, and nothing more is taken', async () => {
    const { person, product, adapter } = await stage({ road });
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    product.hold = () => held;
    const said = person.say(person.direct, '打卡');
    await expect.poll(() => product.calls).toBe(1);
    const stopped = adapter.stop();
    expect(await person.say(person.direct, '再打')).toBe('not-acknowledged');
    release();
    await stopped;
    expect(await said).toBe('acknowledged');
    expect(product.calls).toBe(1);
    expect(adapter.health()).toMatchObject({ state: 'down', why: 'stopped' });
  });

  it('an event of no interest is acknowledged and not handed over', async () => {
    const { person, group, product, feishu } = await stage({ road });
    expect(await feishu.removeBot(group, person)).toBe('acknowledged');
    expect(product.calls).toBe(0);
  });
});
