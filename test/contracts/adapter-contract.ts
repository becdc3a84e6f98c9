/**
 * What every adapter must do, run over its platform's real wire on loopback. A platform without a means (quotes with an
 * id, buttons, …) says so in its capabilities, and the suite then asks for what stands in for it.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoredMessage } from '../../src/chat/message.ts';
import type { Adapter, Button, InboundMessage, KeptFile, SharedLocation } from '../../src/chat/message.ts';
import { SinkFake, outbound } from '../fakes/product.ts';
import { SAMPLE_JPEG } from '../fakes/sample-images.ts';

export type Place = 'direct' | 'group';

/** How the platform answered its user: taken, or still to be delivered. */
export type Delivery = 'acknowledged' | 'not-acknowledged';

/** A message as the platform shows it to its user. */
export interface Shown {
  readonly id: string;
  readonly text: string;
  readonly byBot: boolean;
  readonly buttonLabels: readonly string[];
  readonly fileNames: readonly string[];
}

/** The far side: one user of the platform, in a direct chat and a group with the bot. */
export interface PlatformUser {
  readonly id: string;
  /** Key under which the adapter knows the place. */
  conversation(place: Place): string;
  say(place: Place, text: string, how?: { readonly mention?: boolean; readonly quote?: Shown }): Promise<Delivery>;
  /** Presses a button of a shown message, by its value. */
  press(place: Place, message: Shown, value: string): Promise<Delivery>;
  sendImage(place: Place, bytes: Uint8Array, text: string): Promise<Delivery>;
  sendLocation(place: Place, point: Pick<SharedLocation, 'latitude' | 'longitude'>): Promise<Delivery>;
  /** The platform delivers its last event once more. */
  redeliver(): Promise<Delivery>;
  shown(place: Place): Promise<readonly Shown[]>;
  /** Saves the n-th file of a shown message. */
  save(message: Shown, n: number): Promise<Uint8Array>;
}

export interface Harness {
  readonly adapter: Adapter;
  /** Called once the adapter has started. */
  user(): Promise<PlatformUser>;
  /** Puts a file where the adapter finds it, as the product does before it sends one. */
  keepFile(name: string, bytes: Uint8Array): Promise<KeptFile>;
  /** Takes the platform side down; the suite has stopped the adapter. */
  close(): Promise<void>;
}

const POINT = { latitude: 29.8634, longitude: 107.7309 };
const BUTTONS: Button[] = [
  { id: 'q1.2.yes', label: '同意', words: '同意' },
  { id: 'q1.2.no', label: '驳回', words: '驳回' },
];

export function adapterContract(name: string, makeHarness: () => Promise<Harness>): void {
  describe(`${name} keeps the adapter contract`, () => {
    let harness: Harness;
    let adapter: Adapter;
    let product: SinkFake;
    let user: PlatformUser;
    const signal = AbortSignal.timeout(600_000);
    const only = (): InboundMessage => {
      expect(product.stored).toHaveLength(1);
      const message = product.stored[0]!;
      StoredMessage.parse({ ...message, images: [] });
      return message;
    };
    const botSays = async (place: Place, text: string, more: Parameters<typeof outbound>[2] = {}): Promise<Shown> => {
      const outcome = await adapter.send(outbound(user.conversation(place), text, more), signal);
      expect(outcome.status).toBe('sent');
      await expect
        .poll(async () => (await user.shown(place)).some((one) => one.byBot && one.text.includes(text)))
        .toBe(true);
      return (await user.shown(place)).find((one) => one.byBot && one.text.includes(text))!;
    };

    beforeEach(async () => {
      harness = await makeHarness();
      ({ adapter } = harness);
      product = new SinkFake();
      await adapter.start(product.sink);
      user = await harness.user();
    });
    afterEach(async () => {
      await adapter.stop();
      await harness.close();
    });

    it('hands over a text with who, where and when', async () => {
      expect(await user.say('direct', '打卡')).toBe('acknowledged');
      const message = only();
      expect(message).toMatchObject({
        platform: adapter.platform,
        kind: 'text',
        text: '打卡',
        chatKind: 'direct',
        senderId: user.id,
      });
      expect(message).toMatchObject({
        conversation: user.conversation('direct'),
        forwarded: false,
        edited: false,
        quote: null,
      });
      expect(Math.abs(message.receivedAt - message.sentAt)).toBeLessThan(120_000);
    });

    it('tells a message to the bot in a group from one to the others', async () => {
      await user.say('group', '谁在岗', { mention: true });
      expect(only()).toMatchObject({ chatKind: 'group', mentionsBot: true, conversation: user.conversation('group') });
      expect(only().text.trim()).toBe('谁在岗');
    });

    it('hands over markup, emoji and 2,000 characters as they were typed', async () => {
      for (const text of ['<b>打卡</b> &amp; *x*', '👌', '长'.repeat(2000)]) await user.say('direct', text);
      expect(product.stored.map((one) => one.text)).toEqual(['<b>打卡</b> &amp; *x*', '👌', '长'.repeat(2000)]);
    });

    it('refers a quoted reply to the bot’s message', async () => {
      const asked = await botSays('direct', '请审批 #A1B2', { code: 'A1B2' });
      await user.say('direct', '同意', { quote: asked });
      const { quote, text } = only();
      expect(text.trim()).toBe('同意');
      if (adapter.capabilities.quotedId) expect(quote?.messageId).toBe(asked.id);
      else expect(quote?.text).toContain('#A1B2');
    });

    it('offers buttons, hands over a press, and takes the buttons away', async () => {
      if (!adapter.capabilities.buttons) return;
      const asked = await botSays('direct', '请审批', { buttons: BUTTONS });
      expect(asked.buttonLabels).toEqual(['同意', '驳回']);
      expect(await user.press('direct', asked, 'q1.2.yes')).toBe('acknowledged');
      expect(only()).toMatchObject({
        kind: 'action',
        action: { value: 'q1.2.yes', messageId: asked.id },
        senderId: user.id,
      });
      if (!adapter.capabilities.editSent) return;
      const done = await adapter.update!(asked.id, outbound(user.conversation('direct'), '已同意'), signal);
      expect(done).toEqual({ status: 'sent', messageId: asked.id });
      await expect
        .poll(async () => (await user.shown('direct')).find(({ id }) => id === asked.id)?.text)
        .toContain('已同意');
      expect((await user.shown('direct')).find(({ id }) => id === asked.id)?.buttonLabels).toEqual([]);
    });

    it('hands over an image that can be fetched until the product gives up', async () => {
      await user.sendImage('direct', SAMPLE_JPEG, '到岗');
      const { kind, images } = only();
      expect([kind, images.length]).toEqual(['image', 1]);
      expect(Buffer.compare(await images[0]!.open(signal), SAMPLE_JPEG)).toBe(0);
      await expect(images[0]!.open(AbortSignal.abort())).rejects.toThrow();
    });

    it('hands over a place in degrees with the datum assumed', async () => {
      if (!adapter.capabilities.location) return;
      await user.sendLocation('direct', POINT);
      const { kind, location } = only();
      expect(kind).toBe('location');
      expect(location?.latitude).toBeCloseTo(POINT.latitude, 5);
      expect(location?.longitude).toBeCloseTo(POINT.longitude, 5);
    });

    it('brings a file under its name, byte for byte, once for one key', async ({ skip }) => {
      if (!adapter.capabilities.files) skip(`${name} carries no files`);
      const bytes = new Uint8Array(Buffer.from('PK 请假台账'));
      const files = [await harness.keepFile('请假台账（12月）.xlsx', bytes)];
      const message = await botSays('direct', '12月的请假台账', { files, key: 'ledger-1' });
      expect(message.fileNames).toEqual(['请假台账（12月）.xlsx']);
      expect(new Uint8Array(await user.save(message, 0))).toEqual(bytes);
      if (!adapter.capabilities.idempotentSend) return;
      await botSays('direct', '12月的请假台账', { files, key: 'ledger-1' });
      expect((await user.shown('direct')).flatMap(({ fileNames }) => fileNames)).toHaveLength(1);
    });

    it('pushes to a group, and says the id where the platform does', async () => {
      if (!adapter.capabilities.groupPush) return;
      const outcome = await adapter.send(outbound(user.conversation('group'), '今天 18:00 前请打卡'), signal);
      await expect.poll(async () => (await user.shown('group')).at(-1)?.text).toContain('请打卡');
      const shown = (await user.shown('group')).at(-1)!;
      expect(outcome).toEqual({ status: 'sent', messageId: adapter.capabilities.idFromSend ? shown.id : null });
    });

    it('keeps the order of what it sends to one chat', async () => {
      const texts = ['一', '二', '三', '四'];
      for (const text of texts) await adapter.send(outbound(user.conversation('direct'), text), signal);
      await expect.poll(async () => (await user.shown('direct')).length).toBe(4);
      expect((await user.shown('direct')).map(({ text }) => text)).toEqual(texts);
    });

    it('sends one message for one key where the platform can tell', async () => {
      if (!adapter.capabilities.idempotentSend) return;
      const message = outbound(user.conversation('direct'), '已打卡', { key: 'out-1' });
      const outcomes = [await adapter.send(message, signal), await adapter.send(message, signal)];
      expect(outcomes[1]).toEqual(outcomes[0]);
      expect(await user.shown('direct')).toHaveLength(1);
    });

    it('gives an event that is delivered again the same key', async () => {
      await user.say('direct', '打卡');
      const first = only();
      expect(await user.redeliver()).toBe('acknowledged');
      expect(only()).toEqual(first);
    });

    it('gives each event a key and a message id of its own', async () => {
      for (const text of ['打卡', '打卡', '离岗']) await user.say('direct', text);
      expect(new Set(product.stored.map((one) => one.eventKey)).size).toBe(3);
      expect(new Set(product.stored.map((one) => one.messageId)).size).toBe(3);
    });

    it('does not acknowledge what the product could not store, and brings it again', async () => {
      product.broken = true;
      expect(await user.say('direct', '打卡')).toBe('not-acknowledged');
      expect(product.stored).toHaveLength(0);
      product.broken = false;
      expect(await user.redeliver()).toBe('acknowledged');
      expect(only().text).toBe('打卡');
    });

    it('refuses or does not know a send to nowhere, and never throws', async () => {
      const outcome = await adapter.send(outbound('no-such-conversation', '在吗'), signal);
      expect(['refused', 'unknown']).toContain(outcome.status);
      expect(
        (await adapter.send(outbound(user.conversation('direct'), '迟了', { key: 'late' }), AbortSignal.abort()))
          .status,
      ).not.toBe('sent');
    });

    it('is healthy while it runs and says when it is not', async () => {
      expect(adapter.health()).toMatchObject({ state: 'up', why: null });
      await adapter.stop();
      expect(adapter.health().state).toBe('down');
      expect(adapter.health().why).not.toBeNull();
    });

    it('finishes what is in hand before it stops', async () => {
      let release = (): void => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      product.hold = () => held;
      const said = user.say('direct', '打卡');
      await expect.poll(() => product.calls).toBe(1);
      const stopped = adapter.stop();
      release();
      await stopped;
      expect(product.stored).toHaveLength(1);
      expect(await said).toBe('acknowledged');
    });
  });
}
