/** On which days a duty is reminded of, by the published calendar of holidays. */
import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/domain/calendar.ts';
import { dueOf, stagesAfter, stagesOf, type Answered, type Dated } from '../../src/reminders/stages.ts';
import { workingDays } from '../../src/rules/working-days.ts';

const isWorkday = workingDays();
const dated = (more: Partial<Dated> & Pick<Dated, 'dueOn'>): Dated => ({
  fromOn: '2025-01-01',
  ahead: [],
  every: 'year',
  ...more,
});
/** `ahead-10 2026-12-04`, for each. */
const days = (owed: Dated, known = isWorkday): string[] =>
  stagesOf(owed, known).map(({ name, sinceOn }) => `${name} ${sinceOn}`);
const month = (fromOn: IsoDate, dueOn: IsoDate, ahead: readonly number[]): Dated => ({
  fromOn,
  dueOn,
  ahead,
  every: 'month',
});

describe('the days of a duty', () => {
  test.each<[string, Dated, string[]]>([
    [
      'a Sunday, 2026-12-20: the last day is Friday the 18th',
      dated({ dueOn: '2026-12-20', ahead: [10, 3] }),
      [
        'ahead-10 2026-12-04',
        'ahead-3 2026-12-15',
        'last-day 2026-12-18',
        'overdue 2026-12-21',
        'escalated 2026-12-24',
      ],
    ],
    [
      'a Saturday, 2025-12-20: Friday the 19th',
      dated({ dueOn: '2025-12-20', ahead: [10, 3] }),
      [
        'ahead-10 2025-12-05',
        'ahead-3 2025-12-16',
        'last-day 2025-12-19',
        'overdue 2025-12-22',
        'escalated 2025-12-25',
      ],
    ],
    [
      'a working day: that day itself',
      dated({ dueOn: '2026-12-10', ahead: [1] }),
      ['ahead-1 2026-12-09', 'last-day 2026-12-10', 'overdue 2026-12-11', 'escalated 2026-12-16'],
    ],
    [
      'the 25th on a Saturday, July 2026',
      month('2026-07-01', '2026-07-25', [5]),
      ['ahead-5 2026-07-17', 'last-day 2026-07-24', 'overdue 2026-07-27', 'escalated 2026-07-30'],
    ],
    [
      'the 25th on a Sunday, October 2026: over National Day and its make-up Saturday, the 10th',
      month('2026-10-01', '2026-10-25', [10]),
      ['ahead-10 2026-10-10', 'last-day 2026-10-23', 'overdue 2026-10-26', 'escalated 2026-10-29'],
    ],
    [
      'in the spring festival of 2026: the make-up Saturday before it, the 14th',
      month('2026-02-01', '2026-02-20', [3]),
      ['ahead-3 2026-02-11', 'last-day 2026-02-14', 'overdue 2026-02-24', 'escalated 2026-02-27'],
    ],
    [
      'after the spring festival, on the make-up Saturday at its end, the 28th',
      month('2026-02-01', '2026-02-28', [5]),
      ['ahead-5 2026-02-14', 'last-day 2026-02-28', 'overdue 2026-03-02', 'escalated 2026-03-05'],
    ],
    [
      'on National Day: the end of September, and ahead of it the make-up Sunday before mid-autumn',
      month('2026-09-01', '2026-10-01', [7]),
      ['ahead-7 2026-09-20', 'last-day 2026-09-30', 'overdue 2026-10-08', 'escalated 2026-10-12'],
    ],
    [
      'a week: its Friday',
      { fromOn: '2026-11-30', dueOn: '2026-12-06', ahead: [], every: 'week' },
      ['last-day 2026-12-04', 'overdue 2026-12-07', 'escalated 2026-12-10'],
    ],
  ])('%s', (_, owed, expected) => {
    expect(days(owed)).toEqual(expected);
  });

  test('a year that is not published has its Saturdays and Sundays off', () => {
    expect(isWorkday('2029-10-01')).toBeNull();
    expect(days(month('2029-10-01', '2029-10-07', [4]))).toEqual([
      'ahead-4 2029-10-01',
      'last-day 2029-10-05',
      'overdue 2029-10-08',
      'escalated 2029-10-11',
    ]);
  });

  test('never lie before its period: then the first working day of it tells', () => {
    const after = { fromOn: '2026-12-02', dueOn: '2026-12-05', ahead: [10, 1], every: null } as const;
    expect(days(after).slice(0, 3)).toEqual(['ahead-10 2026-12-02', 'ahead-1 2026-12-03', 'last-day 2026-12-04']);
    expect(days({ ...after, fromOn: '2026-12-04' })[0]).toBe('last-day 2026-12-04');
  });

  test('in a period without a working day it is told of once it is over', () => {
    const holiday = { fromOn: '2026-10-02', dueOn: '2026-10-05', ahead: [1], every: null } as const;
    expect(days(holiday)).toEqual(['overdue 2026-10-08', 'escalated 2026-10-12']);
  });

  test('where the text sets none (及时), it is the first working day after it arose', () => {
    expect(days(dated({ fromOn: '2026-12-02', dueOn: null, ahead: [3], every: null }))).toEqual(['ahead-0 2026-12-03']);
    expect(days(dated({ fromOn: '2026-09-30', dueOn: null, every: null }))).toEqual(['ahead-0 2026-10-08']);
  });

  test('what is owed daily has none', () => {
    expect(days({ fromOn: '2026-12-02', dueOn: '2026-12-02', ahead: [], every: 'day' })).toEqual([]);
  });
});

describe('the one that holds', () => {
  const stages = stagesOf(dated({ dueOn: '2026-12-20', ahead: [10, 3] }), isWorkday);
  test.each<[IsoDate, string | null]>([
    ['2026-12-03', null],
    ['2026-12-04', 'ahead-10'],
    ['2026-12-14', 'ahead-10'],
    ['2026-12-15', 'ahead-3'],
    ['2026-12-17', 'ahead-3'],
    ['2026-12-18', 'last-day'],
    ['2026-12-21', 'overdue'],
    ['2026-12-23', 'overdue'],
    ['2026-12-24', 'escalated'],
    ['2027-12-25', 'escalated'],
    ['2027-12-26', null],
  ])('on %s is %s', (on, name) => {
    expect(dueOf(stages, on)?.name ?? null).toBe(name);
  });
});

describe('after an answer', () => {
  const stages = stagesOf(dated({ dueOn: '2026-12-20', ahead: [10, 3] }), isWorkday);
  const answered = (...answers: Answered[]): string[] =>
    stagesAfter(stages, answers, isWorkday).map(({ name, sinceOn }) => `${name} ${sinceOn}`);
  const rest = ['last-day 2026-12-18', 'overdue 2026-12-21', 'escalated 2026-12-24'];
  const later = (until: IsoDate): Answered => ({ does: 'later', until });

  test('知道了, nothing comes ahead any more', () => {
    expect(answered({ does: 'heard', until: null })).toEqual(rest);
  });

  test.each<[IsoDate, string[]]>([
    ['2026-12-08', ['later-2026-12-08 2026-12-08', 'ahead-3 2026-12-15']],
    ['2026-12-12', ['later-2026-12-12 2026-12-14', 'ahead-3 2026-12-15']],
    ['2026-12-13', ['later-2026-12-13 2026-12-14', 'ahead-3 2026-12-15']],
    ['2026-12-16', ['later-2026-12-16 2026-12-16']],
    ['2026-12-18', []],
    ['2026-12-20', []],
    ['2027-01-10', []],
  ])('推迟 to %s, it comes once more that day, and never after the last one', (until, first) => {
    expect(answered(later(until))).toEqual([...first, ...rest]);
  });

  test('the latest day that was said counts', () => {
    expect(answered(later('2026-12-16'), later('2026-12-08'))[0]).toBe('later-2026-12-16 2026-12-16');
  });

  test('推迟 and then 知道了 leaves the day that was put off to', () => {
    expect(answered(later('2026-12-08'), { does: 'heard', until: null })).toEqual([
      'later-2026-12-08 2026-12-08',
      ...rest,
    ]);
  });

  test('what has no last day is put off as well', () => {
    const [open] = [stagesOf(dated({ fromOn: '2026-12-02', dueOn: null }), isWorkday)];
    expect(stagesAfter(open, [later('2026-12-19')], isWorkday)).toEqual([
      { stage: 'ahead', name: 'later-2026-12-19', sinceOn: '2026-12-21' },
    ]);
  });
});
