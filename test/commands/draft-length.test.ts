import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chosenFrom, shortened, type Candidate } from '../../src/commands/draft-length.ts';

describe('a long text is shortened', () => {
  test.each([
    ['not where it fits', '上午走访3户。', 20, '上午走访3户。'],
    ['after the last whole sentence', '上午走访了三户人家。下午开会讨论水渠怎么修。', 15, '上午走访了三户人家。'],
    [
      'after a clause where one sentence is too long',
      '上午走访了三户，中午吃饭，下午开会',
      14,
      '上午走访了三户，中午吃饭…',
    ],
    ['anywhere where it has no clause', '上午走访了三户人家下午开会', 8, '上午走访了三户人…'],
    ['not after so little that it tells nothing', '好。上午走访了三户人家下午开会', 10, '好。上午走访了三户人…'],
    ['to one line', '上午\n走访', 20, '上午 走访'],
  ])('%s', (_, text, longest, expected) => {
    expect(shortened(text, longest)).toBe(expected);
  });

  test('to a beginning of itself, no longer than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 80 }), (text, longest) => {
        const short = shortened(text, longest);
        const kept = short.replace(/…$/, '');
        expect(kept.length).toBeLessThanOrEqual(longest);
        expect(text.replace(/\s+/gu, ' ').trim().startsWith(kept) || text.endsWith('…')).toBe(true);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});

const candidate = (ref: string, weight: number, size: number, when = 1): Candidate => ({
  sentence: { point: { is: 'logs', count: 1, days: 1 }, from: [{ is: 'log', ref, on: '2026-11-01' }] },
  weight,
  size,
  when,
});
const refs = (lists: readonly (readonly Candidate[])[], budget: number): string[][] =>
  chosenFrom(lists, budget).map(({ sentences }) => sentences.flatMap((s) => s.from.map(({ ref }) => ref)));

describe('what there is room for', () => {
  const visits = [candidate('a', 1, 10), candidate('b', 9, 10), candidate('c', 5, 10)];
  const logs = [candidate('x', 2, 10), candidate('y', 3, 10)];

  test('is the best of each list before the second best, in the order of the lists', () => {
    expect(refs([visits, logs], 20)).toEqual([['b'], ['y']]);
    expect(refs([visits, logs], 30)).toEqual([['b', 'c'], ['y']]);
    expect(refs([visits, logs], 100)).toEqual([
      ['a', 'b', 'c'],
      ['x', 'y'],
    ]);
  });

  test('is of each quarter before more of one', () => {
    expect(refs([[candidate('a', 9, 10, 1), candidate('b', 8, 10, 1), candidate('c', 1, 10, 2)]], 20)).toEqual([['a', 'c']]); // prettier-ignore
  });

  test('is told with what is left out', () => {
    expect(chosenFrom([visits], 10)[0]?.leftOut.map((s) => s.ref)).toEqual(['a', 'c']);
  });
});
