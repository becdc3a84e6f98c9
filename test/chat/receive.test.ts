import { describe, expect, test } from 'vitest';
import type { InboundMessage, KeptImage, OfferedImage, StoredMessage } from '../../src/chat/message.ts';
import { receiver } from '../../src/chat/receive.ts';
import { messageOf } from '../commands/facts.ts';

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff);
const kept: KeptImage = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 3 };

interface Wishes {
  readonly keep?: (message: StoredMessage) => Promise<boolean>;
  readonly keepImage?: (bytes: Uint8Array, contentType: string) => Promise<KeptImage | null>;
}
/** Hands one message over; what happened, in order, and what was kept. */
async function received(
  message: Partial<InboundMessage>,
  { keep = async () => true, keepImage = async () => kept }: Wishes = {},
): Promise<{ events: string[]; stored: StoredMessage[]; failed: boolean }> {
  const events: string[] = [];
  const stored: StoredMessage[] = [];
  const sink = receiver({
    keep: async (m) => {
      events.push('keep');
      stored.push(m);
      return keep(m);
    },
    keepImage: async (bytes, type) => {
      events.push('keep-image');
      return keepImage(bytes, type);
    },
    at: (arrow) => events.push(arrow),
  });
  const whole: InboundMessage = { ...messageOf('p1', {}), images: [], raw: { secret: 'token' }, ...message };
  const failed = await sink(whole).then(() => false, () => true); // prettier-ignore
  return { events, stored, failed };
}
const image = (open: OfferedImage['open']): OfferedImage => ({ contentType: 'image/jpeg', open });

describe('a message that comes in', () => {
  test('is kept before the platform is answered', async () => {
    const { events, failed } = await received({ text: '打卡' });
    expect(events).toEqual(['received', 'keep', 'kept']);
    expect(failed).toBe(false);
  });

  test('is not answered when it could not be kept, so that the platform delivers it again', async () => {
    const { events, failed } = await received({}, { keep: () => Promise.reject(new Error('down')) });
    expect(events).toEqual(['received', 'keep']);
    expect(failed).toBe(true);
  });

  test('is answered the same when it was kept before', async () => {
    expect((await received({}, { keep: async () => false })).events).toEqual(['received', 'keep', 'kept']);
  });

  test('is kept without the platform’s own event', async () => {
    const { stored } = await received({ text: '打卡' });
    expect(JSON.stringify(stored)).not.toContain('secret');
    expect(stored[0]).not.toHaveProperty('raw');
  });
});

describe('what the database can’t hold', () => {
  const bad = 'a\u0000b\ud800c';
  const good = 'ab\ufffdc';

  test('is taken out of everything that somebody may have typed', async () => {
    const { stored } = await received({
      text: bad,
      senderName: bad,
      quote: { messageId: bad, text: bad },
      otherKind: bad,
      conversation: bad,
      messageId: bad,
      eventKey: bad,
      location: { latitude: 1, longitude: 2, datum: 'wgs84', accuracyMetres: null, live: false, name: bad },
      action: { value: bad, messageId: bad },
    });
    expect(stored[0]).toMatchObject({
      text: good,
      senderName: good,
      quote: { messageId: good, text: good },
      otherKind: good,
      conversation: good,
      messageId: good,
      eventKey: good,
      location: { latitude: 1, longitude: 2, name: good },
      action: { value: good, messageId: good },
    });
  });

  test('and nothing else is changed', async () => {
    const text = '\u0001\t\r\n \u200b👨‍👩‍👧 é \u202e<b>=1+1</b>';
    const { stored } = await received({ text, quote: { messageId: null, text: null } });
    expect(stored[0]).toEqual({ ...messageOf('p1', {}), text, quote: { messageId: null, text: null } });
  });
});

describe('images', () => {
  test('are kept before the message, which names them', async () => {
    const { events, stored } = await received({ images: [image(async () => jpeg)] });
    expect(events).toEqual(['received', 'keep-image', 'keep', 'kept']);
    expect(stored[0]?.images).toEqual([kept]);
  });

  test('that are none, or that the platform can’t give, are left out, and the message is kept', async () => {
    const none = await received({ images: [image(async () => jpeg)] }, { keepImage: async () => null });
    expect([none.failed, none.stored[0]?.images]).toEqual([false, []]);
    const gone = await received({ images: [image(() => Promise.reject(new Error('gone'))), image(async () => jpeg)] });
    expect([gone.failed, gone.stored[0]?.images]).toEqual([false, [kept]]);
  });

  test('that could not be written keep the message from being answered: it comes again', async () => {
    const full = { keepImage: () => Promise.reject(new Error('disk full')) };
    const { failed, stored } = await received({ images: [image(async () => jpeg)] }, full);
    expect([failed, stored]).toEqual([true, []]);
  });
});
