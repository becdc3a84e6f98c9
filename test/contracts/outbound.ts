/** What goes out: in order, with what the platform can show of it, and with a fate that is told truly. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Button, OutboundMessage } from '../../src/chat/message.ts';
import { partsOf } from '../../src/chat/split.ts';
import { outbound } from '../fakes/product.ts';
import { SAMPLE_JPEG } from '../fakes/sample-images.ts';
import { PATIENCE, Scene } from './scene.ts';
import type { MakeHarness } from './scene.ts';
import type { Shown } from './harness.ts';

const BUTTONS: Button[] = [
  { id: 'q1.2.yes', label: '同意', words: '同意' },
  { id: 'q1.2.no', label: '驳回', words: '驳回' },
];
/** As the product words them. */
const WORDED = BUTTONS.map((button) => ({ ...button, words: `${button.words} #A1B2` }));
const LONG = '示例镇今天的在岗情况如下，请核对以后再报。'.repeat(250).slice(0, 5_000);

export function sendsOut(make: MakeHarness): void {
  let scene: Scene;
  beforeEach(async () => {
    scene = new Scene(await make());
    await scene.start();
  });
  afterEach(() => scene.close());

  /** A message with something attached, as the product sends it there. */
  const attached = (text: string, more: Partial<OutboundMessage>): Promise<Shown> =>
    scene.adapter.capabilities.attachments === 'apart'
      ? scene.botSays('direct', '', more)
      : scene.botSays('direct', text, more);

  describe('sends', () => {
    it('with buttons, hands over a press, and takes the buttons away', async ({ skip }) => {
      const { adapter, user } = scene;
      if (!adapter.capabilities.buttons) skip('no buttons: the words stand in, below');
      const asked = await scene.botSays('direct', '请审批', { buttons: BUTTONS });
      expect(asked.buttonLabels).toEqual(['同意', '驳回']);
      expect(await user.press('direct', asked, 'q1.2.yes')).toBe('acknowledged');
      expect(scene.only()).toMatchObject({
        ...{ kind: 'action', senderId: user.id, conversation: user.conversation('direct') },
        action: { value: 'q1.2.yes', messageId: asked.id },
      });
      if (!adapter.capabilities.editSent) return;
      const settled = outbound(user.conversation('direct'), '已同意');
      const now = async (): Promise<Shown | undefined> =>
        (await user.shown('direct')).find(({ id }) => id === asked.id);
      expect(await adapter.update!(asked.id, settled, scene.signal)).toEqual({ status: 'sent', messageId: asked.id });
      await expect.poll(async () => (await now())?.text, PATIENCE).toContain('已同意');
      expect((await now())?.buttonLabels).toEqual([]);
      expect(await adapter.update!(asked.id, settled, scene.signal)).toMatchObject({ status: 'sent' });
      expect(await scene.seen('direct')).toHaveLength(1);
    });

    it('where it has no buttons, the words that do the same, with the code that says what they are about', async ({
      skip,
    }) => {
      const { adapter, user } = scene;
      if (adapter.capabilities.buttons) skip('it has buttons');
      const asked = await scene.botSays('direct', '请审批', { code: 'A1B2', buttons: WORDED });
      expect(asked.buttonLabels).toEqual([]);
      for (const { words } of WORDED) expect(asked.text).toContain(words);
      await user.say('direct', '同意 #A1B2');
      expect(scene.only()).toMatchObject({ kind: 'text', text: '同意 #A1B2', action: null });
    });

    it('where no quote has an id, the code, so that a quote has it too', async ({ skip }) => {
      const { adapter, user } = scene;
      if (adapter.capabilities.quotedId) skip('quotes have ids');
      const plain = await scene.botSays('direct', '请审批', { code: 'A1B2' });
      const told = await scene.botSays('direct', '#A1B2 等您审批', { code: 'A1B2' });
      for (const { text } of [plain, told]) expect(text.split('#A1B2')).toHaveLength(2);
      await user.say('direct', '同意', { quote: plain });
      expect(scene.only()).toMatchObject({ text: '同意', quote: { messageId: null } });
      expect(scene.only().quote?.text).toContain('#A1B2');
    });

    it('a question whose answer may be typed, buttons or not', async () => {
      const asked = await scene.botSays('direct', '请审批 #A1B2：回复“同意”或“驳回 理由”', { buttons: BUTTONS });
      await scene.user.say('direct', '同意 #A1B2', { quote: asked });
      expect(scene.only()).toMatchObject({ kind: 'text', text: '同意 #A1B2', action: null });
    });

    it('markup as it stands, never as markup', async () => {
      const text = '<b>事由</b> &amp; *母亲* _住院_ [x](http://127.0.0.1) @all <at user_id="all"></at>';
      const { text: seen } = await scene.botSays('direct', '', { text });
      // Where nothing else keeps a bracket from being a tag, the wide one stands for it.
      expect(seen.replaceAll('＜', '<')).toBe(text);
    });

    it('a file under its name, byte for byte, once for one key', async ({ skip }) => {
      if (!scene.adapter.capabilities.files) skip('no files: the text says where the file is to be had');
      const bytes = new Uint8Array(Buffer.from('PK 请假台账'));
      const files = [await scene.harness.keepFile('请假台账（12月）.xlsx', bytes)];
      const message = await attached('12月的请假台账', { files, key: 'ledger-1' });
      expect(message.fileNames).toEqual(['请假台账（12月）.xlsx']);
      expect(new Uint8Array(await scene.user.save(message, 0))).toEqual(bytes);
      if (!scene.adapter.capabilities.idempotentSend) return;
      await attached('12月的请假台账', { files, key: 'ledger-1' });
      expect((await scene.user.shown('direct')).flatMap(({ fileNames }) => fileNames)).toHaveLength(1);
    });

    it('a photo, byte for byte', async () => {
      const images = [await scene.harness.keepImage(SAMPLE_JPEG)];
      const message = await attached('到岗照片', { images, key: 'photo-1' });
      expect(message.imageCount).toBe(1);
      expect(Buffer.compare(await scene.user.saveImage(message, 0), SAMPLE_JPEG)).toBe(0);
    });

    it('to a group, and says the id where the platform does', async ({ skip }) => {
      const { groupPush, idFromSend } = scene.adapter.capabilities;
      if (!groupPush) skip('no pushes to groups');
      const outcome = await scene.send('group', '今天 18:00 前请打卡');
      await expect.poll(async () => (await scene.user.shown('group')).at(-1)?.text, PATIENCE).toContain('请打卡');
      const shown = (await scene.user.shown('group')).at(-1)!;
      expect(outcome.status).toBe('sent');
      const told = outcome.status === 'sent' ? outcome.messageId : undefined;
      // Where the platform does not always say it, it may.
      expect(idFromSend ? [shown.id] : [shown.id, null]).toContain(told);
      expect(await scene.user.shown('direct')).toEqual([]);
    });

    it('to one chat in order', async () => {
      const texts = ['一', '二', '三', '四'];
      for (const text of texts) await scene.send('direct', text);
      await expect.poll(async () => (await scene.user.shown('direct')).length, PATIENCE).toBe(4);
      expect((await scene.user.shown('direct')).map(({ text }) => text)).toEqual(texts);
    });

    it('5,000 characters in parts that end with a sentence and fit', async () => {
      const longest = scene.adapter.capabilities.maxTextLength;
      const parts = partsOf(LONG, Math.min(longest, 4_000));
      expect(parts.length).toBeGreaterThan(1);
      for (const [n, part] of parts.entries()) {
        expect(part.length).toBeLessThanOrEqual(longest);
        expect((await scene.send('direct', part, { key: `long-${n}` })).status).toBe('sent');
      }
      expect((await scene.seen('direct')).map(({ text }) => text)).toEqual(parts);
      expect(parts.slice(0, -1).filter((part) => !part.endsWith('。'))).toEqual([]);
      expect(parts.join('')).toBe(LONG);
    });

    it('a text of the length that it declares', async () => {
      const text = '长'.repeat(scene.adapter.capabilities.maxTextLength);
      expect(await scene.send('direct', text)).toMatchObject({ status: 'sent' });
      await expect.poll(async () => (await scene.seen('direct')).at(-1)?.text.length, PATIENCE).toBe(text.length);
    });

    it('one message for one key where the platform can tell', async ({ skip }) => {
      if (!scene.adapter.capabilities.idempotentSend) skip('it can’t: an unknown send is never repeated');
      const first = await scene.send('direct', '已打卡', { key: 'out-1' });
      expect(await scene.send('direct', '已打卡', { key: 'out-1' })).toEqual(first);
      expect(await scene.user.shown('direct')).toHaveLength(1);
    });

    it('nothing to nowhere, and never throws', async () => {
      const nowhere = outbound('no-such-conversation', '在吗');
      expect(['refused', 'unknown']).toContain((await scene.adapter.send(nowhere, scene.signal)).status);
      const late = outbound(scene.user.conversation('direct'), '迟了', { key: 'late' });
      expect((await scene.adapter.send(late, AbortSignal.abort())).status).not.toBe('sent');
    });
  });
}
