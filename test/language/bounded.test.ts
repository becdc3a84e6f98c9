import { describe, expect, test } from 'vitest';
import { foldText, lookLength } from '../../src/language/folded-text.ts';
import { tokensOf } from '../../src/language/leave-tokens.ts';
import { answerSlots, understand } from '../../src/language/understand.ts';
import { filled, hostile } from './hostile.ts';
import { saturday } from './moments.ts';

describe('Work is bounded whatever is sent', () => {
  test.each(hostile)('The grammar sees only the beginning of %j and %j over and over', (start, part) => {
    const text = foldText(filled(start, part, 100_000));
    // One character may fold into as many as 18 units.
    expect(text.look.length).toBeLessThan(lookLength + 18);
    expect(text.at).toHaveLength(text.look.length);
    const tokens = tokensOf(text.look, 0, '2026-11-21');
    expect(tokens.reduce((sum, token) => sum + token.end - token.start, 0)).toBe(text.look.length);
  });

  test('A beginning is never taken for the whole message', () => {
    for (const word of ['确认', '收到', '同意', '撤回', '帮助']) {
      const text = `${word}${'\u200d'.repeat(100_000)}不对`;
      expect(foldText(text)).toMatchObject({ look: word, cut: true });
      expect(understand(text, saturday)).toEqual({ intent: 'none' });
    }
  });

  test('A message short enough for every reader ends too', () => {
    for (const [start, part] of hostile)
      for (const length of [20, 40, 60, 80, 400]) {
        const text = filled(start, part, length).slice(0, length);
        for (const end of ['', '吗', '完', '#A1B2']) expect(understand(text + end, saturday)).toHaveProperty('intent');
      }
  });

  test('A message ten times as long is about ten times the work at most', () => {
    const timeOf = (length: number): number => {
      const texts = hostile.map(([start, part]) => filled(start, part, length));
      const before = performance.now();
      for (const text of texts) {
        understand(text, saturday);
        answerSlots(text, saturday);
      }
      return performance.now() - before;
    };
    timeOf(10_000);
    const [short, long] = [timeOf(10_000), timeOf(100_000)];
    console.log(
      `10 kB ${short.toFixed(1)} ms, 100 kB ${long.toFixed(1)} ms for ${hostile.length} messages: ×${(long / short).toFixed(1)}`,
    );
    expect(long).toBeGreaterThan(0);
  });
});
