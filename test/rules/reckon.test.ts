import { describe, expect, test } from 'vitest';
import { compileReckoned, type Reckoned } from '../../src/rules/reckon.ts';
import { Fact } from '../../src/rules/schema-facts.ts';
import type { Values } from '../../src/rules/value.ts';
import { workingDays } from '../../src/rules/working-days.ts';

const isWorkday = workingDays();

function reckon(written: object, facts: Values): Reckoned {
  const reckoned = compileReckoned(Fact.parse({ label: '数', kind: 'number', ...written }));
  if (!reckoned) throw new Error('nothing is reckoned');
  return reckoned.reckon((name) => facts[name] ?? null, isWorkday);
}
const valueOf = (written: object, facts: Values): unknown => reckon(written, facts).value;

test('a fact that says nothing of reckoning is given', () => {
  for (const kind of ['number', 'text', 'date', 'month', 'list', 'yes-no'])
    expect(compileReckoned(Fact.parse({ label: '数', kind }))).toBeNull();
  expect(compileReckoned(Fact.parse({ label: '岗位', kind: 'word', of: 'posts' }))).toBeNull();
});

describe('cases', () => {
  const written = { cases: [{ when: { half: true }, is: 'ceil(days)' }, { is: 'days' }] };

  test('are tried in order, and the first that holds is reckoned', () => {
    expect(valueOf(written, { half: true, days: 2.5 })).toBe(3);
    expect(valueOf(written, { half: false, days: 2.5 })).toBe(2.5);
    expect(valueOf(written, { days: 2.5 })).toBe(2.5);
  });

  test('of which none holds leave the fact unknown', () => {
    expect(valueOf({ cases: [{ when: { half: true }, is: 1 }] }, { half: false })).toBeNull();
  });

  test('tell every fact that they read', () => {
    const reads = compileReckoned(Fact.parse({ label: '数', kind: 'number', ...written }))?.reads;
    expect(reads).toEqual(['half', 'days', 'days']);
  });

  test('give a word or a yes-no as well', () => {
    const word = { kind: 'word', words: ['短', '长'], cases: [{ when: { days: { max: 3 } }, is: '短' }, { is: '长' }] };
    expect([valueOf(word, { days: 3 }), valueOf(word, { days: 4 })]).toEqual(['短', '长']);
    const isLong = { kind: 'yes-no', cases: [{ when: { days: { over: 3 } }, is: true }, { is: false }] };
    expect([valueOf(isLong, { days: 3 }), valueOf(isLong, { days: 4 })]).toEqual([false, true]);
  });
});

describe('a count', () => {
  const absent = (...dates: string[]): Values => ({ checks: dates.map((date) => ({ date, absent: true })) });
  const within = (most_within: object): object => ({ count: { in: 'checks', where: { absent: true }, most_within } });
  const rolling = within({ date: 'date', months: 12 });
  const calendar = within({ date: 'date', same: 'year' });

  test('takes the items that fulfil its conditions, and shows them', () => {
    const checks = [{ absent: true }, { absent: false }, { absent: null }, { absent: true }];
    const { value, items } = reckon({ count: { in: 'checks', where: { absent: true } } }, { checks });
    expect([value, items]).toEqual([2, [checks[0], checks[3]]]);
    expect(valueOf({ count: { in: 'checks' } }, { checks })).toBe(4);
    expect(valueOf({ count: { in: 'checks' } }, { checks: [] })).toBe(0);
  });

  test('asks other facts for what its items do not have', () => {
    const written = { count: { in: 'checks', where: { absent: true, role: '队员' } } };
    expect(valueOf(written, { checks: [{ absent: true }], role: '队员' })).toBe(1);
    expect(valueOf(written, { checks: [{ absent: true }], role: '队长' })).toBe(0);
  });

  test.each([
    [['2025-11-20', '2026-11-20'], 2, 1],
    [['2025-11-20', '2026-11-21'], 1, 1],
    [['2025-12-31', '2026-01-01'], 2, 1],
    [['2026-01-01', '2026-12-31'], 2, 2],
    // Twelve months from a leap day end on the 28th, and twelve from the 28th reach the leap day.
    [['2028-02-29', '2029-02-28'], 2, 1],
    [['2028-02-29', '2029-03-01'], 1, 1],
    [['2027-02-28', '2028-02-28'], 2, 1],
    [['2027-02-28', '2028-02-29'], 1, 1],
    [['2027-03-01', '2028-02-29'], 2, 1],
    // Unordered, and the fullest twelve months lie in the middle.
    [['2027-06-01', '2025-01-01', '2026-03-01', '2026-09-01', '2026-05-01'], 3, 3],
    [['2026-05-01', '2026-05-01'], 2, 2],
  ])('of %j is %i in twelve months and %i in a calendar year', (dates, inTwelve, inYear) => {
    expect(valueOf(rolling, absent(...dates))).toBe(inTwelve);
    expect(valueOf(calendar, absent(...dates))).toBe(inYear);
  });

  test('of the same month keeps to it', () => {
    const monthly = within({ date: 'date', same: 'month' });
    expect(valueOf(monthly, absent('2026-05-31', '2026-06-01', '2026-06-30', '2027-06-15'))).toBe(2);
  });

  test('shows the latest of two groups that are as large, and leaves out what has no date', () => {
    const { items } = reckon(calendar, {
      checks: [...(absent('2025-05-01', '2026-05-01')['checks'] as object[])] as [],
    });
    expect(items).toEqual([{ date: '2026-05-01', absent: true }]);
    expect(valueOf(rolling, { checks: [{ date: null, absent: true }] })).toBe(0);
  });

  test('of a list that is not known is not known', () => {
    expect(reckon(rolling, {})).toEqual({ value: null, items: null });
  });
});

describe('a sum and the largest', () => {
  const requests = [
    { days: 2, kind: '事假' },
    { days: 3.5, kind: '病假' },
    { days: null, kind: '事假' },
  ];

  test('are reckoned of a field or of plain numbers', () => {
    expect(valueOf({ sum: { in: 'requests', of: 'days' } }, { requests })).toBe(5.5);
    expect(valueOf({ largest: { in: 'requests', of: 'days' } }, { requests })).toBe(3.5);
    expect(valueOf({ sum: { in: 'year' } }, { year: [1, 2.5] })).toBe(3.5);
    expect(valueOf({ sum: { in: 'requests', of: 'days', where: { kind: '事假' } } }, { requests })).toBe(2);
  });

  test('of an empty list are nothing, and no number', () => {
    expect(valueOf({ sum: { in: 'year' } }, { year: [] })).toBe(0);
    expect(valueOf({ largest: { in: 'year' } }, { year: [] })).toBeNull();
    expect(valueOf({ sum: { in: 'year' } }, {})).toBeNull();
    expect(valueOf({ largest: { in: 'year' } }, {})).toBeNull();
  });

  test('the latest date of a list is that of the items asked for', () => {
    const written = { kind: 'date', latest: { in: 'checks', of: 'date', where: { absent: true } } };
    const checks = [
      { date: '2026-03-01', absent: true },
      { date: '2026-05-01', absent: false },
      { date: '2026-04-01', absent: true },
    ];
    expect(valueOf(written, { checks })).toBe('2026-04-01');
    expect(valueOf(written, { checks: [] })).toBeNull();
    expect(valueOf(written, {})).toBeNull();
  });
});

describe('requests that join one another', () => {
  const adjoining = { adjoining: { in: 'requests', from: 'from', to: 'to', sum: 'days' } };
  const span = (from: string, to: string, days: number): { from: string; to: string; days: number } => ({
    from,
    to,
    days,
  });

  test.each([
    ['the next day', [span('2026-11-02', '2026-11-03', 2), span('2026-11-04', '2026-11-04', 1)], 3],
    ['a working day between', [span('2026-11-02', '2026-11-03', 2), span('2026-11-05', '2026-11-05', 1)], 2],
    ['a weekend between', [span('2026-11-05', '2026-11-06', 2), span('2026-11-09', '2026-11-10', 2)], 4],
    ['the holidays of October between', [span('2026-09-29', '2026-09-30', 2), span('2026-10-08', '2026-10-08', 1)], 3],
    ['a Saturday that is worked', [span('2026-10-08', '2026-10-09', 2), span('2026-10-12', '2026-10-12', 1)], 2],
    ['in the other order', [span('2026-11-09', '2026-11-10', 2), span('2026-11-05', '2026-11-06', 2)], 4],
    ['months apart', [span('2026-01-05', '2026-01-06', 2), span('2026-11-05', '2026-11-07', 3)], 3],
    ['overlapping', [span('2026-11-02', '2026-11-04', 3), span('2026-11-04', '2026-11-05', 2)], 5],
    ['one alone', [span('2026-11-02', '2026-11-03', 1.5)], 1.5],
    [
      'the longest run of several',
      [span('2026-11-02', '2026-11-02', 1), span('2026-11-03', '2026-11-03', 1), span('2026-11-16', '2026-11-17', 2)],
      2,
    ],
  ])('%s', (_, requests, days) => {
    expect(valueOf(adjoining, { requests })).toBe(days);
  });

  test('are not known without dates, without a list, or in a year whose holidays nobody has published', () => {
    expect(valueOf(adjoining, {})).toBeNull();
    expect(valueOf(adjoining, { requests: [] })).toBeNull();
    expect(valueOf(adjoining, { requests: [{ from: '2026-11-02', to: null, days: 1 }] })).toBeNull();
    const unpublished = [span('2031-11-05', '2031-11-06', 2), span('2031-11-09', '2031-11-10', 2)];
    expect(valueOf(adjoining, { requests: unpublished })).toBeNull();
  });
});
