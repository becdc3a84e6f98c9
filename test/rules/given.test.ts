import { describe, expect, test } from 'vitest';
import { factsOf, UnfitValue } from '../../src/rules/given.ts';
import { Fact } from '../../src/rules/schema-facts.ts';

const FACTS = Object.fromEntries(
  Object.entries({
    days: { label: '天数', kind: 'number', also: ['leave_days'] },
    is_special: { label: '特殊情况', kind: 'yes-no' },
    from: { label: '开始', kind: 'date' },
    month: { label: '月份', kind: 'month' },
    year: { label: '年度', kind: 'number' },
    reason: { label: '事由', kind: 'text' },
    role: { label: '岗位', kind: 'word', of: 'posts' },
    candidate_party: { label: '政治面貌', kind: 'text' },
    totals: { label: '各次', kind: 'list' },
    checks: { label: '查岗', kind: 'list', items: { date: 'date', absent: 'yes-no', why: 'text', days: 'number' } },
  }).map(([name, written]) => [name, Fact.parse(written)]),
);
const VOCABULARY = { dated_by: ['from', 'checks', 'month', 'year'], no_words: ['', '否', '没有', 'no'] };
const given = (raw: Record<string, unknown>): Record<string, unknown> => factsOf(raw, FACTS, VOCABULARY).facts;
const dayOf = (raw: Record<string, unknown>): string | null => factsOf(raw, FACTS, VOCABULARY).on;

describe('what is given', () => {
  test.each<[string, unknown, unknown]>([
    ['days', 3.5, 3.5],
    ['days', '3.5', 3.5],
    ['days', 0, 0],
    ['days', null, null],
    ['days', true, 1],
    ['days', false, 0],
    ['is_special', true, true],
    ['is_special', false, false],
    ['is_special', '是', true],
    ['is_special', '否', false],
    ['is_special', ' 没有 ', false],
    ['is_special', '', false],
    ['is_special', 'no', false],
    ['is_special', 2, true],
    ['is_special', 0, false],
    ['from', '2026-03-05', '2026-03-05'],
    ['from', '2026-03-05T08:00:00+08:00', '2026-03-05'],
    ['month', '2026-03', '2026-03'],
    ['month', '2026-03-05', '2026-03'],
    ['reason', '看病', '看病'],
    ['reason', ['甲', '乙'], '甲、乙'],
    ['reason', false, null],
    ['reason', 3, '3'],
    ['role', '队员', '队员'],
    ['totals', [1, '2.5'], [1, 2.5]],
    ['totals', [], []],
  ])('%s: %j is taken as %j', (name, raw, value) => {
    expect(given({ [name]: raw })).toEqual({ [name]: value });
  });

  test('may be called by its other name, lie in an object, or be of no use', () => {
    expect(given({ leave_days: 2 })).toEqual({ days: 2 });
    expect(given({ candidate: { party: '中共党员', hobby: '棋' } })).toEqual({ candidate_party: '中共党员' });
    expect(given({ weather: '晴', constructor: 1 })).toEqual({});
  });

  test('as a list has its items by their fields, and what else they hold left out', () => {
    const checks = [{ date: '2026-03-05', absent: '是', place: '村部' }];
    expect(given({ checks })).toEqual({ checks: [{ date: '2026-03-05', absent: true, why: null, days: null }] });
  });
});

describe('a value that cannot be', () => {
  test.each<[string, unknown, string, string]>([
    ['days', '三天', '天数', 'number'],
    ['days', -1, '天数', 'number'],
    ['days', Number.NaN, '天数', 'number'],
    ['days', '', '天数', 'number'],
    ['days', [1], '天数', 'number'],
    ['from', '2026-02-30', '开始', 'date'],
    ['from', 20260305, '开始', 'date'],
    ['from', '明天', '开始', 'date'],
    ['month', '2026-13', '月份', 'month'],
    ['month', 3, '月份', 'month'],
    ['totals', 3, '各次', 'list'],
    ['totals', ['三'], '各次', 'number'],
    ['checks', ['缺勤'], '查岗', 'list'],
    ['checks', [null], '查岗', 'list'],
    ['checks', [{ date: '三月五日' }], '查岗.date', 'date'],
    ['checks', [{ date: '2026-03-05', days: -1 }], '查岗.days', 'number'],
  ])('%s: %j is told with its label and what it should be', (name, raw, label, kind) => {
    const attempt = (): unknown => given({ [name]: raw });
    expect(attempt).toThrow(UnfitValue);
    try {
      attempt();
    } catch (error) {
      expect(error).toMatchObject({ label, kind });
    }
  });
});

describe('the day whose rules hold', () => {
  test.each<[Record<string, unknown>, string | null]>([
    [{ from: '2026-03-05', month: '2027-01' }, '2026-03-05'],
    [{ month: '2028-02' }, '2028-02-29'],
    [{ year: 2026 }, '2026-12-31'],
    [{ month: '2026-03', year: 2020 }, '2026-03-31'],
    [{ checks: [{ date: '2026-03-05' }, { date: '2026-01-01' }] }, '2026-03-05'],
    [{ checks: [], year: 2026 }, '2026-12-31'],
    [{ from: null, year: 2026 }, '2026-12-31'],
    [{ year: 1200 }, null],
    [{ days: 3 }, null],
    [{}, null],
  ])('%j: %j', (raw, day) => {
    expect(dayOf(raw)).toBe(day);
  });
});
