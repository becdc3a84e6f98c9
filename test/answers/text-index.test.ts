import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textIndexOf } from '../../src/answers/text-index.ts';

type Items = readonly (readonly string[])[];

const weigh = (term: string): number => (term.startsWith('=') ? 1.5 : [...term].length === 1 ? 0.4 : 1);
const rarity = (having: number, of: number): number => Math.log(1 + (of - having + 0.5) / (having + 0.5));

/** BM25 as a textbook has it, counted anew for every item, as a share of what an item with every word once in a usual length would have. */
function slowFit(items: Items, terms: readonly string[], from: number, to: number): Map<number, number> {
  const range = items.slice(from, to);
  const mean = range.reduce((sum, item) => sum + item.length, 0) / range.length;
  const wanted = [...new Set(terms)];
  const weightIn = (term: string): number =>
    weigh(term) * rarity(range.filter((item) => item.includes(term)).length, range.length);
  const whole = wanted.reduce((sum, term) => sum + weightIn(term), 0);
  const scored = range.map((item, n): [number, number] => {
    const score = wanted.reduce((sum, term) => {
      const count = item.filter((one) => one === term).length;
      const long = 0.25 + (0.75 * item.length) / mean;
      return count === 0 ? sum : sum + (weightIn(term) * count * 2.2) / (count + 1.2 * long);
    }, 0);
    return [from + n, score / whole];
  });
  return new Map(scored.filter(([, score]) => score > 0));
}

/** Cosine of two sets of words. */
function slowLikeness(items: Items, terms: readonly string[]): Map<number, number> {
  const weightOf = (term: string): number =>
    weigh(term) * rarity(items.filter((item) => item.includes(term)).length, items.length);
  const norm = (words: Iterable<string>): number =>
    Math.sqrt([...words].reduce((sum, term) => sum + weightOf(term) ** 2, 0));
  const asked = new Set(terms);
  const scored = items.map((item, n): [number, number] => {
    const own = new Set(item);
    const common = [...asked].filter((term) => own.has(term));
    return [n, common.reduce((sum, term) => sum + weightOf(term) ** 2, 0) / (norm(asked) * norm(own))];
  });
  return new Map(scored.filter(([, score]) => score > 0));
}

const term = fc.constantFrom('请', '假', '请假', '天', '3天', '3', '批', '谁批', '=0', '=7', '村', 'a');
const item = fc.array(term, { minLength: 1, maxLength: 12 });
const items = fc.array(item, { minLength: 1, maxLength: 12 });
const question = fc.array(fc.oneof(term, fc.constantFrom('无', '人问')), { minLength: 1, maxLength: 8 });
const rangeOf = (size: number, [a, b]: readonly [number, number]): [number, number] => {
  const [from, to] = [a % size, b % size];
  return from <= to ? [from, to + 1] : [to, from + 1];
};
const ends = fc.tuple(fc.nat(), fc.nat());

const byNumber = (a: number, b: number): number => a - b;

function expectSame(found: ReadonlyMap<number, number>, slow: ReadonlyMap<number, number>): void {
  expect([...found.keys()].sort(byNumber)).toEqual([...slow.keys()].sort(byNumber));
  for (const [at, score] of slow) expect(found.get(at)).toBeCloseTo(score, 9);
}

describe('how well items fit the words sought', () => {
  test('is what a slow count of every item gives, over all and over a range', () => {
    fc.assert(
      fc.property(items, question, ends, (all, terms, two) => {
        const index = textIndexOf(all);
        const [from, to] = rangeOf(all.length, two);
        expectSame(index.fit(terms), slowFit(all, terms, 0, all.length));
        expectSame(index.fit(terms, from, to), slowFit(all, terms, from, to));
      }),
    );
  });

  test('in a range is what it is in an index of that range alone', () => {
    fc.assert(
      fc.property(items, question, ends, (all, terms, two) => {
        const [from, to] = rangeOf(all.length, two);
        const alone = [...textIndexOf(all.slice(from, to)).fit(terms)];
        expectSame(textIndexOf(all).fit(terms, from, to), new Map(alone.map(([at, score]) => [at + from, score])));
      }),
    );
  });

  test('does not change with the order of the words sought, or with their repetition', () => {
    fc.assert(
      fc.property(items, question, (all, terms) => {
        const index = textIndexOf(all);
        expectSame(index.fit([...terms, ...terms].reverse()), index.fit(terms));
      }),
    );
  });

  test('is more for an item that has more of them, and nothing for one that has none', () => {
    const fit = textIndexOf([
      ['请假', '天'],
      ['请假', '批'],
      ['村', '村'],
    ]).fit(['请假', '天']);
    expect(fit.get(0)).toBeGreaterThan(fit.get(1)!);
    expect(fit.has(2)).toBe(false);
  });
});

describe('how alike items are to a question as a whole', () => {
  test('is what a slow count gives, above 0 and at most 1', () => {
    fc.assert(
      fc.property(items, item, (all, asked) => {
        // Words that no item has are weighed as well: the slow count has them, too.
        const found = textIndexOf(all).likeness(asked);
        expectSame(found, slowLikeness(all, asked));
        for (const score of found.values()) expect(score > 0 && score < 1 + 1e-9).toBe(true);
      }),
    );
  });

  test('is the same from both sides', () => {
    fc.assert(
      fc.property(items, ends, (all, [a, b]) => {
        const [one, other] = [a % all.length, b % all.length];
        const index = textIndexOf(all);
        expect(index.likeness(all[one]!).get(other) ?? 0).toBeCloseTo(index.likeness(all[other]!).get(one) ?? 0, 9);
      }),
    );
  });

  test('is 1 for the item itself, whatever the range, and less for a question that says more', () => {
    const index = textIndexOf([['请', '请假'], ['批'], ['谁批']]);
    expect(index.likeness(['请', '请假']).get(0)).toBeCloseTo(1, 9);
    expect(index.likeness(['请', '请假'], 0, 1).get(0)).toBeCloseTo(1, 9);
    expect(index.likeness(['请', '请假', '外星']).get(0)).toBeLessThan(0.95);
    expect([...index.likeness(['请', '批'], 1, 2).keys()]).toEqual([1]);
  });
});

describe('nothing', () => {
  test('is found in an index of nothing, by no words, and in an empty range', () => {
    const empty = textIndexOf([]);
    expect([empty.size, empty.fit(['请']).size, empty.likeness(['请']).size]).toEqual([0, 0, 0]);
    const index = textIndexOf([['请'], [], ['假']]);
    expect([index.fit([]).size, index.likeness([]).size, index.fit(['请'], 1, 1).size]).toEqual([0, 0, 0]);
    expect([...index.fit(['请', '假']).keys()]).toEqual([0, 2]);
  });
});
