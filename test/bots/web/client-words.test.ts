import { describe, expect, it } from 'vitest';
import { groupPersonas } from '../../../bots/web/client/persona-groups.ts';
import { sizeWords } from '../../../bots/web/client/sizes.ts';
import { dayOf, dayWords, shortWords, timeOf } from '../../../bots/web/client/times.ts';

const at = (iso: string): number => Date.parse(iso);

describe('times', () => {
  it('are the county’s, wherever the browser stands', () => {
    expect([timeOf(at('2026-03-01T16:05:00Z')), dayOf(at('2026-03-01T16:05:00Z'))]).toEqual(['00:05', '2026-03-02']);
    expect(timeOf(at('2026-03-02T15:59:59Z'))).toBe('23:59');
  });

  it.each([
    ['2026-03-02T16:00:00Z', '今天'],
    ['2026-03-02T15:59:00Z', '昨天'],
    ['2026-02-27T04:00:00Z', '2月27日周五'],
    ['2025-12-01T04:00:00Z', '2025年12月1日'],
  ])('of %s are called %s on the third of March', (iso, words) => {
    expect(dayWords(at(iso), at('2026-03-03T01:00:00Z'))).toBe(words);
  });

  it('in a list are a time today and a day before that', () => {
    const now = at('2026-03-03T01:00:00Z');
    expect(shortWords(at('2026-03-03T00:30:00Z'), now)).toBe('08:30');
    expect(shortWords(at('2026-02-27T04:00:00Z'), now)).toBe('2月27日');
  });
});

describe('the size of a file', () => {
  it.each([
    [1, '1 KB'],
    [9_400, '9 KB'],
    [999_499, '999 KB'],
    [999_500, '1.0 MB'],
    [20_000_000, '20.0 MB'],
  ])('of %i bytes is %s', (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words);
  });
});

describe('the people of the picker', () => {
  it('stand by township and team in their order, the county’s bodies last', () => {
    const person = (accountId: string, township: string | null, team: string | null) => ({
      accountId,
      name: accountId,
      post: '',
      township,
      team,
    });
    const groups = groupPersonas([
      person('office', null, null),
      person('a', '甲镇', '一村'),
      person('secretary', '甲镇', null),
      person('b', '甲镇', '一村'),
      person('unit', null, null),
    ]);
    expect(groups.map(({ title, people }) => [title, people.map(({ accountId }) => accountId)])).toEqual([
      ['甲镇 · 一村', ['a', 'b']],
      ['甲镇', ['secretary']],
      ['县级部门和派出单位', ['office', 'unit']],
    ]);
  });
});
