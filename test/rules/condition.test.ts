import { describe, expect, test } from 'vitest';
import { casesOf, combinations, compileCondition, compileWhen, isWithin } from '../../src/rules/condition.ts';
import { Condition, Fact } from '../../src/rules/schema-facts.ts';
import type { Value } from '../../src/rules/value.ts';

const holds = (written: unknown, value: Value): boolean => compileCondition(Condition.parse(written))(value);

describe('a condition', () => {
  test.each<[unknown, Value, boolean]>([
    [{ min: 3 }, 3, true],
    [{ min: 3 }, 2.5, false],
    [{ over: 3 }, 3, false],
    [{ over: 3 }, 3.5, true],
    [{ max: 3 }, 3, true],
    [{ max: 3 }, 3.5, false],
    [{ under: 3 }, 3, false],
    [{ under: 3 }, 2.5, true],
    [{ over: 3, max: 5 }, 5, true],
    [{ over: 3, max: 5 }, 3, false],
    [{ min: 0 }, '3', false],
    ['队长', '队长', true],
    ['队长', '队员', false],
    [['队长', '队员'], '队员', true],
    [['队长', '队员'], '书记', false],
    [{ in: ['队长'] }, '队长', true],
    [true, true, true],
    [true, false, false],
    [false, false, true],
    [{ is: false }, true, false],
    [{ not: '队长' }, '队员', true],
    [{ not: '队长' }, '队长', false],
    [{ not: ['队长', '队员'] }, '队员', false],
    [{ not: true }, false, true],
    [{ says: ['召回', '调整'] }, '建议召回某人', true],
    [{ says: ['召回', '调整'] }, '继续驻村', false],
    [{ says: ['召回'] }, 3, false],
    [{ without: ['已批准'] }, '无故', true],
    [{ without: ['已批准'] }, '请假已批准', false],
    [{ known: true }, 0, true],
    [{ known: true }, false, true],
    [{ known: false }, '', false],
  ])('%j holds of %j: %j', (written, value, expected) => {
    expect(holds(written, value)).toBe(expected);
  });

  test.each<[unknown, boolean]>([
    [{ known: false }, true],
    [{ not: '队长' }, true],
    [{ not: true }, true],
    [{ without: ['已批准'] }, true],
    [{ known: true }, false],
    ['队长', false],
    [['队长'], false],
    [false, false],
    [{ says: ['召回'] }, false],
    [{ min: 0 }, false],
    [{ max: 0 }, false],
    [{ under: 1 }, false],
  ])('%j holds of what is not known: %j', (written, expected) => {
    expect(holds(written, null)).toBe(expected);
  });

  test('with two bounds on the same side, or of two sorts, is refused', () => {
    for (const wrong of [{ min: 1, over: 2 }, { max: 1, under: 2 }, { is: 'a', in: ['b'] }, { is: true, min: 1 }, {}])
      expect(Condition.safeParse(wrong).success).toBe(false);
  });
});

describe('several conditions', () => {
  test('hold together, and none hold always', () => {
    const both = compileWhen({ days: { max: 3 }, role: { is: '队长' } });
    const told = (days: Value, role: Value): boolean => both((name) => (name === 'days' ? days : role));
    expect([told(3, '队长'), told(4, '队长'), told(3, '队员'), told(3, null)]).toEqual([true, false, false, false]);
    expect(compileWhen({})(() => null)).toBe(true);
  });

  test('bounds are both ends or none', () => {
    expect(isWithin(5, {})).toBe(true);
    expect([1, 2, 3, 4].filter((n) => isWithin(n, { over: 1, under: 4 }))).toEqual([2, 3]);
    expect([1, 2, 3, 4].filter((n) => isWithin(n, { min: 1, max: 4 }))).toEqual([1, 2, 3, 4]);
  });
});

describe('the cases that rows can tell apart', () => {
  const days = Fact.parse({ label: '天数', kind: 'number', over: 0, step: 0.5 });
  const post = Fact.parse({ label: '岗位', kind: 'word', of: 'posts' });
  const isSpecial = Fact.parse({ label: '特殊', kind: 'yes-no' });
  const text = Fact.parse({ label: '事由', kind: 'text' });

  test('of a number are its thresholds and a step around each, as far as it can be so', () => {
    expect(casesOf(days, [{ max: 3 }], [])).toEqual([0.5, 2.5, 3, 3.5]);
    expect(casesOf(days, [], [])).toEqual([0.5]);
    expect(casesOf(Fact.parse({ label: '次', kind: 'number' }), [], [])).toEqual([1]);
    const part = Fact.parse({ label: '成', kind: 'number', min: 0, max: 1 });
    expect(casesOf(part, [{ min: 0.3 }], [])).toEqual([0, 1]);
  });

  test('of a word are the words, of a yes-no both, of a text those named and one more', () => {
    expect(casesOf(post, [{ is: '队长' }], ['队长', '队员'])).toEqual(['队长', '队员']);
    expect(casesOf(isSpecial, [{ is: true }], [])).toEqual([true, false]);
    expect(casesOf(text, [{ says: ['住院', '开会'] }, { is: '开会' }], [])).toEqual(['住院', '开会', '…']);
  });

  test.each<[Condition]>([[{ known: true }], [{ not: true }], [{ without: ['已批准'] }]])(
    'take in the unknown where %j asks for it',
    (condition) => {
      expect(casesOf(isSpecial, [condition], [])).toContain(null);
      expect(casesOf(isSpecial, [{ is: true }], [])).not.toContain(null);
    },
  );

  test('are combined each with each', () => {
    expect(combinations([])).toEqual([{}]);
    const both = combinations<number | string>([
      ['days', [3, 4]],
      ['role', ['队长', '队员']],
    ]);
    expect(both.map(({ days: d, role }) => `${d ?? ''}${role ?? ''}`)).toEqual(['3队长', '3队员', '4队长', '4队员']);
  });

  test('stay few enough to try, and each value is still in one of them', () => {
    const columns = ['a', 'b', 'c', 'd'].map((name) => [name, [1, 2, 3, 4, 5]] as const);
    const built = combinations(columns, 100);
    expect(built.length).toBeLessThanOrEqual(100);
    for (const [name, values] of columns) {
      expect([...new Set(built.map((one) => one[name]))].sort()).toEqual(values);
    }
  });
});
