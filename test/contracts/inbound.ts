/** What comes in: who, where, when and what, once for each event and never before it is kept. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImageGone } from '../../src/chat/message.ts';
import type { InboundMessage, KeptFile, OfferedFile } from '../../src/chat/message.ts';
import { SAMPLE_DOCX, largePdf } from '../fakes/sample-documents.ts';
import { SAMPLE_JPEG, largeJpeg } from '../fakes/sample-images.ts';
import { PATIENCE, Scene } from './scene.ts';
import type { MakeHarness } from './scene.ts';

const POINT = { latitude: 29.8634, longitude: 107.7309 };
const DAY_MS = 86_400_000;
const MEGABYTE = 1_000_000;

export function takesIn(make: MakeHarness): void {
  let scene: Scene;
  beforeEach(async () => {
    scene = new Scene(await make());
    await scene.start();
  });
  afterEach(() => scene.close());

  const bytesOf = async ({ images }: InboundMessage): Promise<Uint8Array> => {
    expect(images).toHaveLength(1);
    const image = images[0]!;
    if ('ref' in image) return await scene.adapter.openImage!(image.ref, scene.signal);
    return (await scene.harness.keptImage(image))!;
  };

  const fileOf = ({ files = [] }: InboundMessage): KeptFile | OfferedFile => {
    expect(files).toHaveLength(1);
    return files[0]!;
  };
  const documentOf = async (message: InboundMessage): Promise<Uint8Array> => {
    const file = fileOf(message);
    if ('ref' in file) return await scene.adapter.openFile!(file.ref, scene.signal);
    return (await scene.harness.keptFile(file))!;
  };

  describe('takes in', () => {
    it('a text with who, where and when', async () => {
      await scene.taken(scene.user.say('direct', '打卡'));
      const message = scene.only();
      expect(message).toMatchObject({
        ...{ platform: scene.adapter.platform, kind: 'text', text: '打卡', chatKind: 'direct' },
        ...{ senderId: scene.user.id, conversation: scene.user.conversation('direct') },
        ...{ forwarded: false, edited: false, quote: null },
      });
      expect(Math.abs(message.receivedAt - message.sentAt)).toBeLessThan(120_000);
    });

    it('a message to the bot in a group, told from one to the others', async () => {
      const { user } = scene;
      await user.say('group', '谁在岗', { mention: true });
      expect(scene.only()).toMatchObject({
        ...{ chatKind: 'group', mentionsBot: true, conversation: user.conversation('group'), senderId: user.id },
      });
      expect(scene.only().text.trim()).toBe('谁在岗');
    });

    it('markup, emoji and 2,000 characters as they were typed', async () => {
      const typed = ['<b>打卡</b> &amp; *x* _y_ [z](w)', '👌', '两行\n文字', '长'.repeat(2000)];
      for (const text of typed) await scene.user.say('direct', text);
      expect(scene.texts()).toEqual(typed);
    });

    it('a quoted reply to the bot’s message', async () => {
      const asked = await scene.botSays('direct', '请审批 #A1B2', { code: 'A1B2' });
      await scene.user.say('direct', '同意', { quote: asked });
      const { quote, text } = scene.only();
      expect(text.trim()).toBe('同意');
      if (scene.adapter.capabilities.quotedId) expect(quote?.messageId).toBe(asked.id);
      else expect(quote?.text).toContain('#A1B2');
    });

    it('an image, which can be fetched until the product gives up', async () => {
      const { user, adapter } = scene;
      await scene.taken(user.sendImage('direct', SAMPLE_JPEG, '到岗'));
      const { kind, images } = scene.only();
      expect(kind).toBe('image');
      expect(Buffer.compare(await bytesOf(scene.only()), SAMPLE_JPEG)).toBe(0);
      const image = images[0]!;
      if ('ref' in image) await expect(adapter.openImage!(image.ref, AbortSignal.abort())).rejects.toThrow();
    });

    it('a photo of 3 MB, byte for byte', async () => {
      const photo = largeJpeg(3 * MEGABYTE);
      await scene.taken(scene.user.sendImage('direct', photo, ''));
      expect(Buffer.compare(await bytesOf(scene.only()), photo)).toBe(0);
    });

    it('an image that is gone by the time it is asked for, and says so', async ({ skip }) => {
      const { loseImages } = scene.harness.faults;
      if (loseImages === undefined) skip('the adapter keeps images itself');
      await scene.taken(scene.user.sendImage('direct', SAMPLE_JPEG, '到岗'));
      loseImages!();
      await expect(bytesOf(scene.only())).rejects.toBeInstanceOf(ImageGone);
    });

    it('a document under its name, byte for byte, which can be fetched until the product gives up', async ({
      skip,
    }) => {
      if (scene.adapter.capabilities.documentBytes === 0) skip('no documents');
      const { user, adapter } = scene;
      await scene.taken(user.sendFile('direct', '11月工作汇报.docx', SAMPLE_DOCX, '上报 11月'));
      const { kind, images } = scene.only();
      expect({ kind, images }).toEqual({ kind: 'file', images: [] });
      const file = fileOf(scene.only());
      expect(file.name).toBe('11月工作汇报.docx');
      expect(Buffer.compare(await documentOf(scene.only()), SAMPLE_DOCX)).toBe(0);
      if ('ref' in file) await expect(adapter.openFile!(file.ref, AbortSignal.abort())).rejects.toThrow();
    });

    it('a document of 15 MB, byte for byte', async ({ skip }) => {
      if (scene.adapter.capabilities.documentBytes < 15 * MEGABYTE) skip('no such documents');
      const large = largePdf(15 * MEGABYTE);
      await scene.taken(scene.user.sendFile('direct', '年度总结.pdf', large, ''));
      expect(Buffer.compare(await documentOf(scene.only()), large)).toBe(0);
    });

    it('a document that is gone by the time it is asked for, and says so', async ({ skip }) => {
      const { loseImages } = scene.harness.faults;
      if (loseImages === undefined) skip('the adapter keeps documents itself');
      await scene.taken(scene.user.sendFile('direct', '汇报.docx', SAMPLE_DOCX, ''));
      loseImages!();
      await expect(documentOf(scene.only())).rejects.toBeInstanceOf(ImageGone);
    });

    it('a place in degrees with the datum assumed', async ({ skip }) => {
      if (!scene.adapter.capabilities.location) skip('no locations');
      await scene.taken(scene.user.sendLocation('direct', POINT));
      const { kind, location } = scene.only();
      expect(kind).toBe('location');
      expect(location?.latitude).toBeCloseTo(POINT.latitude, 5);
      expect(location?.longitude).toBeCloseTo(POINT.longitude, 5);
    });

    it('what somebody passes on, as such', async ({ skip }) => {
      if (scene.user.forward === undefined) skip('nothing is forwarded');
      await scene.taken(scene.user.forward!('direct', '示例甲：我已到村'));
      expect(scene.only()).toMatchObject({ forwarded: true, senderId: scene.user.id });
    });

    it('a change of a message as an event of its own', async ({ skip }) => {
      if (scene.user.edit === undefined) skip('nothing is edited');
      await scene.user.say('direct', '请假 12.1');
      await scene.taken(scene.user.edit!('direct', '请假 12.2'));
      const [first, second] = scene.product.stored;
      expect(first).toMatchObject({ text: '请假 12.1', edited: false });
      expect(second).toMatchObject({ text: '请假 12.2', edited: true, kind: 'text', messageId: first?.messageId });
      expect(second?.eventKey).not.toBe(first?.eventKey);
    });

    it('that a message was taken back', async ({ skip }) => {
      if (scene.user.recall === undefined) skip('the bot is not told of it');
      await scene.user.say('direct', '打卡');
      await scene.taken(scene.user.recall!('direct'));
      const [first, second] = scene.product.stored;
      expect(second).toMatchObject({ kind: 'other', otherKind: 'recalled', messageId: first?.messageId });
      expect(second?.eventKey).not.toBe(first?.eventKey);
    });

    it('a message of somebody whom nobody knows', async () => {
      const stranger = await scene.harness.stranger();
      await scene.taken(stranger.say('direct', '绑定 示例乙'));
      expect(scene.only()).toMatchObject({
        ...{ senderId: stranger.id, text: '绑定 示例乙', chatKind: 'direct' },
        conversation: stranger.conversation('direct'),
      });
      expect(stranger.id).not.toBe(scene.user.id);
    });
  });

  describe('of what the platform delivers', () => {
    it('an event that comes again has the same key', async () => {
      await scene.user.say('direct', '打卡');
      const { receivedAt: _, ...first } = scene.only();
      expect(await scene.user.redeliver()).toBe('acknowledged');
      expect(scene.only()).toMatchObject(first);
    });

    it('each event has a key and a message id of its own', async () => {
      for (const text of ['打卡', '打卡', '离岗']) await scene.user.say('direct', text);
      expect(new Set(scene.product.stored.map((one) => one.eventKey)).size).toBe(3);
      expect(new Set(scene.product.stored.map((one) => one.messageId)).size).toBe(3);
    });

    it('messages out of order are all taken', async ({ skip }) => {
      if (scene.user.sayReversed === undefined) skip('it delivers in order');
      const delivered = await scene.user.sayReversed!('direct', ['一', '二', '三']);
      expect(delivered).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
      expect(scene.texts()).toEqual(['三', '二', '一']);
      const times = scene.product.stored.map(({ sentAt }) => sentAt);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    });

    it('an event a day old is taken with its own time', async ({ skip }) => {
      if (scene.user.sayAt === undefined) skip('the time is the adapter’s own');
      const sentAt = Date.now() - DAY_MS;
      await scene.taken(scene.user.sayAt!('direct', '打卡', sentAt));
      const message = scene.only();
      expect(Math.abs(message.sentAt - sentAt)).toBeLessThan(1000);
      expect(message.receivedAt - message.sentAt).toBeGreaterThan(DAY_MS - 60_000);
    });

    it('what the product could not store is not acknowledged, and comes again', async () => {
      scene.product.broken = true;
      expect(await scene.user.say('direct', '打卡')).toBe('not-acknowledged');
      expect(scene.product.stored).toHaveLength(0);
      scene.product.broken = false;
      expect(await scene.user.redeliver()).toBe('acknowledged');
      expect(scene.only().text).toBe('打卡');
    });

    it('nothing forged reaches the product, and the true ones still do', async ({ skip }) => {
      const { forge } = scene.harness.faults;
      if (forge === undefined) skip('nobody can call the adapter');
      const answered = await forge!();
      expect(answered.length).toBeGreaterThan(0);
      expect(answered).toEqual(answered.map(() => 'not-acknowledged'));
      expect(scene.product.calls).toBe(0);
      await scene.taken(scene.user.say('direct', '打卡'));
      expect(scene.only().text).toBe('打卡');
    });

    it('what is in hand is finished before the adapter stops', async () => {
      let release = (): void => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      scene.product.hold = () => held;
      const said = scene.user.say('direct', '打卡');
      await expect.poll(() => scene.product.calls, PATIENCE).toBe(1);
      const began = performance.now();
      const stopped = scene.adapter.stop();
      release();
      await stopped;
      expect(performance.now() - began).toBeLessThan(5_000);
      expect(scene.product.stored).toHaveLength(1);
      expect(await said).toBe('acknowledged');
    });
  });
}
