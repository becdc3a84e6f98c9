import { describe, expect, test } from 'vitest';
import { foldText, lookLength } from '../../src/language/folded-text.ts';
import { tokensOf } from '../../src/language/leave-tokens.ts';
import { answerSlots, understand } from '../../src/language/understand.ts';
import { saturday } from './moments.ts';

/** Beginnings and repeated parts that would make a careless grammar slow. */
const hostile = [
  ['请假 ', '1'],
  ['请假 ', '12.1-'],
  ['请假 ', '12.1、'],
  ['请假 ', '一二三'],
  ['请假 ', '1、'],
  ['请假 ', '请假 '],
  ['请假 ', '请假我想 '],
  ['', '农历正月'],
  ['', '周'],
  ['', '下下'],
  ['请假 ', '明后今'],
  ['请假 ', '母亲'],
  ['请假 ', '给帮'],
  ['', '同意'],
  ['同意', ' '],
  ['驳回', '。'],
  ['日志', ' '],
  ['日志 ', '走访'],
  ['打卡', '\u0000'],
  ['', '\u200d'],
  ['', 'ﷺ'],
  ['', '\ud800'],
  ['', '👨‍👩‍👧'],
  ['', '<b>'],
  ['请假 12.1 ', '𠮷'],
  ['同意 ', '1 '],
  ['同意', '第1件'],
  ['', '1、'],
  ['驳回 ', '1和'],
  ['转办 ', '王'],
  ['代理 ', '12.1-12.5 李'],
  ['', '代理'],
  ['销假', '到的'],
  ['', '回来了'],
  ['续假', '12.1'],
  ['修改', '请假'],
  ['改成', '两天'],
  ['帮', '王请'],
  ['代录 ', '不'],
  ['请假台账 ', '11月'],
  ['异议', ' '],
] as const;

const filled = (start: string, part: string, length: number): string =>
  start + part.repeat(Math.ceil(length / part.length));

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
