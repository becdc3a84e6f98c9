import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOf } from '../../src/chat/split.ts';

const cases: readonly (readonly [string, string, number, readonly string[]])[] = [
  ['that fits is one part', '一二三。', 4, ['一二三。']],
  ['of nothing is one empty part', '', 4, ['']],
  ['is cut behind a paragraph rather than a later sentence', '一二三四\n五。六七八', 7, ['一二三四\n', '五。六七八']],
  ['is cut behind a blank line', '一二三\n\n四五六', 6, ['一二三\n\n', '四五六']],
  ['is cut behind the last sentence that fits', '一二三。四五。六七八九', 8, ['一二三。四五。', '六七八九']],
  ['keeps a closing quote with its sentence', '说“一二。”三四五六七', 7, ['说“一二。”', '三四五六七']],
  ['ends a part with ？！； as well', '一二三？四五六！七八九；十', 4, ['一二三？', '四五六！', '七八九；', '十']],
  ['without any end is cut where the part is full', '一二三四五六七', 3, ['一二三', '四五六', '七']],
  ['is not cut for an end that comes very early', '一。二三四五六七八九十', 8, ['一。二三四五六七', '八九十']],
  ['is not cut inside a surrogate pair', '一二😀三', 3, ['一二', '😀三']],
  ['is not cut inside what is seen as one character', '一二👨‍👩‍👧三四', 9, ['一二', '👨‍👩‍👧三', '四']],
  ['is not cut before the tone of a sign, though a sentence ends there', '一二三！\ufe0f四五', 5, ['一二三！\ufe0f', '四五']],
  ['is cut between code points where one character is longer than a part', `e${'\u0301'.repeat(6)}`, 4, ['e\u0301\u0301\u0301', '\u0301\u0301\u0301']],
]; // prettier-ignore

describe('a text', () => {
  test.each(cases)('%s', (_what, text, longest, parts) => {
    expect(partsOf(text, longest)).toEqual(parts);
  });

  test('of 5,000 characters in sentences is cut at their ends alone', () => {
    const text = '今天上午走访三户群众，下午开院坝会商量产业的事。'.repeat(209);
    const parts = partsOf(text, 4096);
    expect(parts).toHaveLength(2);
    for (const part of parts) expect(part.endsWith('。')).toBe(true);
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    '。',
    '！',
    '？；',
    '\n',
    '\n\n',
    '\r\n',
    '👨‍👩‍👧',
    '😀',
    '🇨🇳',
    'e\u0301',
    '\u200d',
    '\ufe0f',
    '走访',
    ' ',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const texts = fc.array(piece, { maxLength: 60 }).map((all) => all.join(''));
const boundaries = (text: string): Set<number> =>
  new Set([...new Intl.Segmenter('zh').segment(text)].map(({ index }) => index));

describe('whatever is said', () => {
  test('nothing is lost, no part is too long or empty, none begins inside a pair', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 40 }), (text, longest) => {
        const parts = partsOf(text, longest);
        expect(parts.join('')).toBe(text);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(longest);
        if (text !== '') for (const part of parts) expect(part).not.toBe('');
        for (const part of parts) expect(part.isWellFormed()).toBe(text.isWellFormed());
      }),
      { numRuns: 1000 },
    );
  });

  test('no part begins inside what is seen as one character, where such a character fits', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 40 }), (text, longest) => {
        const between = boundaries(text);
        const ends = [...between, text.length].sort((a, b) => a - b);
        fc.pre(ends.every((end, i) => end - (ends[i - 1] ?? 0) <= longest));
        let at = 0;
        for (const part of partsOf(text, longest).slice(0, -1)) expect(between.has((at += part.length))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
