/** What the product can't store at once, with waits that are over at once. */
import { expect, test } from 'vitest';
import { createReceiver } from '../../../bots/wechat/receive.ts';
import type { Receiver } from '../../../bots/wechat/receive.ts';
import type { InboundMessage, Sink } from '../../../src/chat/message.ts';

const said = (conversation: string, text: string, receivedAt = 1): InboundMessage => ({
  ...{ platform: 'wechat', eventKey: `m:${text}`, messageId: text, conversation, chatKind: 'direct', kind: 'text' },
  ...{ senderId: conversation, senderName: null, sentAt: receivedAt, receivedAt, otherKind: null, text },
  ...{ mentionsBot: false, quote: null, forwarded: false, edited: false, location: null, images: [], action: null },
  raw: null,
});

function receiving(sink: Sink): { receiver: Receiver; waits: number[]; reported: string[] } {
  const [waits, reported]: [number[], string[]] = [[], []];
  const receiver = createReceiver({
    sink,
    terms: { firstOfferMs: 200, longestOfferMs: 5_000 },
    wait: (ms) => {
      waits.push(ms);
      return new Promise((resolve) => setImmediate(resolve));
    },
    report: (error) => void reported.push(error instanceof Error ? error.message : ''),
  });
  return { receiver, waits, reported };
}

test('what was not stored is offered again, later each time up to 5 s, until it is', async () => {
  let failures = 8;
  const stored: string[] = [];
  const { receiver, waits } = receiving(async ({ text }) => {
    failures -= 1;
    if (failures >= 0) throw new Error('no database');
    stored.push(text);
  });
  receiver.take(said('a', '一', 30));
  receiver.take(said('a', '二', 20));
  expect(receiver.oldestInHand()).toBe(20);
  await receiver.stop(5_000);
  expect(stored).toEqual(['一', '二']);
  expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
  expect(receiver.oldestInHand()).toBeNull();
});

test('a chat whose message is not stored holds up no other', async () => {
  const stored: string[] = [];
  let broken = true;
  const { receiver } = receiving(async ({ conversation, text }) => {
    if (broken && conversation === 'a') throw new Error('no');
    stored.push(text);
  });
  for (const message of [said('a', '一'), said('b', '二'), said('a', '三')]) receiver.take(message);
  await expect.poll(() => stored).toEqual(['二']);
  broken = false;
  await receiver.stop(5_000);
  expect(stored).toEqual(['二', '一', '三']);
});

test('what can never be stored is given up when the bot stops, and told of', async () => {
  const { receiver, reported } = receiving(() => Promise.reject(new Error('no')));
  receiver.take(said('a', '一'));
  await receiver.stop(20);
  expect(reported.at(-1)).toBe('wechat: message-lost');
});

test('a product that never answers does not keep the bot from stopping', async () => {
  const { receiver, reported } = receiving(() => new Promise(() => undefined));
  receiver.take(said('a', '一'));
  await receiver.stop(20);
  expect(reported).toEqual(['wechat: message-lost']);
});
