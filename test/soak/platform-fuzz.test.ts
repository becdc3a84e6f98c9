/** The fuzz of Telegram and Feishu in full: FUZZ_EVENTS to each adapter, 100,000 unless said, half of them each way. */
import { expect, test } from 'vitest';
import { fuzzFeishuConnection, fuzzFeishuWebhook } from '../fuzz/feishu-fuzz.ts';
import { fuzzEvents, fuzzSeed } from '../fuzz/settings.ts';
import { fuzzPolling, fuzzWebhook } from '../fuzz/telegram-fuzz.ts';

const EVENTS = 100_000;
/** Minutes on an idle machine; a busy one may take its time. */
const LIMIT_MS = 3_600_000;

test.each([
  ['telegram by long polling', fuzzPolling],
  ['telegram by webhook', fuzzWebhook],
  ['feishu by webhook', fuzzFeishuWebhook],
  ['feishu by long connection', fuzzFeishuConnection],
])(
  'of 100,000 fuzzed events each, those of %s end nothing, lose no good one and bring nothing that was forged',
  { timeout: LIMIT_MS },
  async (_, fuzz) => {
    const events = Math.ceil(fuzzEvents(EVENTS) / 2);
    const { faults, sent, said } = await fuzz({ events, seed: fuzzSeed() });
    console.log(said);
    expect(faults).toEqual([]);
    expect(sent).toBeGreaterThanOrEqual(events);
  },
);
