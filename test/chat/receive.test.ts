import { describe, expect, test } from 'vitest';
import type { InboundMessage, KeptImage, StoredMessage } from '../../src/chat/message.ts';
import { receiver } from '../../src/chat/receive.ts';
import { messageOf } from '../commands/facts.ts';

const kept: KeptImage = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 3 };

interface Wishes {
  readonly keep?: (message: StoredMessage) => Promise<boolean>;
}
/** Hands one message over; what happened, in order, and what was kept. */
async function received(
  message: Partial<InboundMessage>,
  { keep = async () => true }: Wishes = {},
): Promise<{ events: string[]; stored: StoredMessage[]; failed: boolean }> {
  const events: string[] = [];
  const stored: StoredMessage[] = [];
  const sink = receiver({
    keep: async (m) => {
      events.push('keep');
      stored.push(m);
      return keep(m);
    },
    at: (arrow) => events.push(arrow),
  });
  const whole: InboundMessage = { ...messageOf('p1', {}), images: [], raw: { secret: 'token' }, ...message };
  const failed = await sink(whole).then(() => false, () => true); // prettier-ignore
  return { events, stored, failed };
}

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

  test('has its photos fetched, unless people only show them to each other in a group', async () => {
    const shown = {
      images: [{ ref: 'f1', contentType: null }],
      text: '',
      chatKind: 'group',
      mentionsBot: false,
    } as const;
    const offered = async (more: Partial<InboundMessage>): Promise<number> =>
      (await received({ ...shown, ...more })).stored[0]?.offered?.length ?? 0;
    expect(await offered({})).toBe(0);
    expect(await offered({ chatKind: 'direct', text: '打卡', edited: true })).toBe(0);
    const meant: Partial<InboundMessage>[] = [
      { chatKind: 'direct' },
      { mentionsBot: true },
      { text: '打卡' },
      { quote: { messageId: 'm1', text: null } },
    ];
    for (const one of meant) expect(await offered(one)).toBe(1);
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
  test('that the adapter keeps are named by the message; those of the platform are asked for later, in their order', async () => {
    const offered = [{ ref: 'f2', contentType: null }, { ref: 'f1', contentType: 'image/png' }]; // prettier-ignore
    const { events, stored } = await received({ images: [offered[0]!, kept, offered[1]!] });
    expect(events).toEqual(['received', 'keep', 'kept']);
    expect([stored[0]?.images, stored[0]?.offered]).toEqual([[kept], offered]);
  });

  test('are not asked for where none are offered', async () => {
    expect((await received({ images: [kept] })).stored[0]).not.toHaveProperty('offered');
  });
});
