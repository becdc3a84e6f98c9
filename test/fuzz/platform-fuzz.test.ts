/** A bounded share of the fuzz of Telegram and Feishu, and proof that it would notice. `npm run soak` sends FUZZ_EVENTS, 100,000 unless said. */
import { describe, expect, test } from 'vitest';
import { fuzzFeishuConnection, fuzzFeishuWebhook } from './feishu-fuzz.ts';
import { fuzzSeed } from './settings.ts';
import { fuzzPolling, fuzzWebhook } from './telegram-fuzz.ts';
import type { Campaign } from './telegram-fuzz.ts';

const SHARE = 1_000;

const ways = [
  ['telegram by long polling', fuzzPolling],
  ['telegram by webhook', fuzzWebhook],
  ['feishu by webhook', fuzzFeishuWebhook],
  ['feishu by long connection', fuzzFeishuConnection],
] as const;

describe('Fuzzed events', () => {
  test.each(ways)('of %s end nothing, lose no good one and bring nothing that was forged', async (_, fuzz) => {
    const { faults, kept, sent, said } = await fuzz({ events: SHARE, seed: fuzzSeed() });
    console.log(said);
    expect(faults).toEqual([]);
    expect(sent).toBeGreaterThanOrEqual(SHARE);
    expect(kept).toBeGreaterThan(SHARE / 10);
  });

  const faults: readonly (readonly [string, Campaign['planted'], RegExp])[] = [
    ['an event that is dropped', () => async () => undefined, /good ones were lost/],
    [
      'an event nobody sent',
      (real) => async (message) =>
        real({ ...message, raw: { ...Object(message.raw), update_id: 1, header: { event_id: 'x' } } }),
      /which the platform has not sent/,
    ],
    ['a shape that is none', (real) => async (message) => real({ ...message, sentAt: 1.5 }), /is no message/],
    ['what can’t be stored', (real) => async (message) => real({ ...message, text: '\0' }), /can’t be stored/],
  ];
  test.each(ways.flatMap(([name, fuzz]) => faults.map((fault) => [name, ...fault, fuzz] as const)))(
    'of %s would show %s',
    async (_name, _title, planted, caught, fuzz) => {
      const { faults: found } = await fuzz({ events: 150, seed: 7, planted: planted! });
      expect(found.filter((fault) => caught.test(fault))).not.toEqual([]);
    },
  );

  test('of telegram by webhook would show a secret that everybody knows', async () => {
    const { faults: found } = await fuzzWebhook({ events: 200, seed: 7, knownSecret: true });
    expect(found.join('\n')).toMatch(/a forged update was answered 200/);
    expect(found.join('\n')).toMatch(/which the platform has not sent/);
  });
});
