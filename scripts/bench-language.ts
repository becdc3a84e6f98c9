// `npm run language:bench`: how many messages a second are understood on one core, by kind of message, beside a bare JSON.parse of a
// platform's event measured in the same run, so that figures of two machines compare. Figures only: nothing fails.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { understand } from '../src/language/understand.ts';

const NOW = Date.parse('2026-11-21T10:00:00+08:00');
const enoughSeconds = 0.5;
const rounds = 5;
/** Messages a second on one core that the language is to reach. */
const aim = 10_000;

const numbered = (texts: readonly string[]): readonly string[] =>
  Array.from({ length: 200 }, (_, index) =>
    (texts[index % texts.length] ?? '').replaceAll('%', String((index % 27) + 1)),
  );

const kindOf = z.record(z.string(), z.array(z.string()));
/** Messages as cadres send them, by kind; `%` is another number in each. */
const kinds = kindOf.parse(JSON.parse(readFileSync(new URL('bench/messages.json', import.meta.url), 'utf8')));

/** The event that such a message comes in, as a platform posts it. */
const eventOf = (text: string): string =>
  JSON.stringify({
    update_id: 100_001,
    message: {
      message_id: 42,
      from: { id: 1_001, is_bot: false, first_name: 'Sample', language_code: 'zh-hans' },
      chat: { id: 1_001, type: 'private', first_name: 'Sample' },
      date: Math.floor(NOW / 1000),
      text,
    },
  });

/** Seconds of the processor that this process has used: what else runs on the machine takes nothing away. */
const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Times that `work` can be done in a second of one core; the best of a few rounds. */
function perSecond(work: () => number): number {
  work();
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    const started = cpuSeconds();
    let done = 0;
    do done += work();
    while (cpuSeconds() - started < enoughSeconds / rounds);
    best = Math.max(best, done / (cpuSeconds() - started));
  }
  return best;
}

const each = (texts: readonly string[], work: (text: string) => unknown): number =>
  perSecond(() => {
    for (const text of texts) work(text);
    return texts.length;
  });

const shown = (value: number): string => Math.round(value).toLocaleString('en').padStart(9);

console.log(`${'kind'.padEnd(16)} ${'messages/s'.padStart(10)} ${'× JSON.parse'.padStart(13)}`);
const rates: number[] = [];
for (const [kind, texts] of Object.entries(kinds)) {
  const messages = numbered(texts);
  const rate = each(messages, (text) => understand(text, NOW));
  const bare = each(messages.map(eventOf), (event) => JSON.parse(event) as unknown);
  rates.push(rate);
  console.log(
    `${kind.padEnd(16)} ${shown(rate)}  ${(bare / rate).toFixed(1).padStart(12)}${rate < aim ? '  below the aim' : ''}`,
  );
}
// Each kind as often as the others.
const together = rates.length / rates.reduce((sum, rate) => sum + 1 / rate, 0);
console.log(`${'all alike often'.padEnd(16)} ${shown(together)}`);
