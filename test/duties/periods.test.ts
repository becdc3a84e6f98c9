import { describe, expect, test } from 'vitest';
import { spanHolding, type Period } from '../../src/domain/periods.ts';
import { lastDayOf, monthsServed, windowsAround } from '../../src/duties/periods.ts';
import { on } from './small-county.ts';

describe('The period that holds a day', () => {
  test.each<[Period, string, string, string]>([
    ['day', '2026-12-31', '2026-12-31', '2026-12-31'],
    ['week', '2026-12-31', '2026-12-28', '2027-01-03'], // over the year's end
    ['week', '2026-12-20', '2026-12-14', '2026-12-20'], // Sunday ends it
    ['week', '2026-12-21', '2026-12-21', '2026-12-27'], // Monday begins it
    ['month', '2026-02-28', '2026-02-01', '2026-02-28'],
    ['month', '2028-02-29', '2028-02-01', '2028-02-29'], // leap day
    ['month', '2026-12-01', '2026-12-01', '2026-12-31'],
    ['quarter', '2026-03-31', '2026-01-01', '2026-03-31'],
    ['quarter', '2026-04-01', '2026-04-01', '2026-06-30'],
    ['quarter', '2026-11-30', '2026-10-01', '2026-12-31'],
    ['half-year', '2026-06-30', '2026-01-01', '2026-06-30'],
    ['half-year', '2026-07-01', '2026-07-01', '2026-12-31'],
    ['year', '2026-12-31', '2026-01-01', '2026-12-31'],
    ['year', '2027-01-01', '2027-01-01', '2027-12-31'],
    ['two-years', '2026-01-01', '2026-01-01', '2027-12-31'],
    ['two-years', '2025-12-31', '2024-01-01', '2025-12-31'],
  ])('%s of %s is %s to %s', (every, day, fromOn, toOn) => {
    expect(spanHolding(every, on(day))).toEqual({ fromOn, toOn });
  });
});

describe('What is due in a period and in the one before it', () => {
  const dues = (every: Period, terms: Parameters<typeof windowsAround>[1], day: string): string[] =>
    windowsAround(every, terms, on(day)).map(({ fromOn, dueOn }) => `${fromOn} ${dueOn}`);

  test('a day of the year is due on that day, Sunday or not', () => {
    expect(dues('year', { due: '12-20' }, '2026-12-21')).toEqual(['2026-01-01 2026-12-20', '2025-01-01 2025-12-20']);
  });
  test('over the turn of the year the one before is the old year’s', () => {
    expect(dues('year', { due: '12-20' }, '2027-01-01')).toEqual(['2027-01-01 2027-12-20', '2026-01-01 2026-12-20']);
  });
  test('a day of the month that a month does not have is its last', () => {
    expect(dues('month', { day: 31 }, '2028-03-10')).toEqual(['2028-03-01 2028-03-31', '2028-02-01 2028-02-29']);
    expect(dues('month', { day: 25 }, '2027-01-31')).toEqual(['2027-01-01 2027-01-25', '2026-12-01 2026-12-25']);
  });
  test('a month of the year has its own days', () => {
    expect(dues('year', { in_month: 9 }, '2026-10-01')).toEqual(['2026-09-01 2026-09-30', '2025-09-01 2025-09-30']);
  });
  test('a week follows the last one over the turn of the year', () => {
    expect(dues('week', {}, '2027-01-04')).toEqual(['2027-01-04 2027-01-10', '2026-12-28 2027-01-03']);
  });
});

describe('A term of so many months', () => {
  test.each([
    ['2024-12-01', 24, '2026-11-30'],
    ['2024-01-15', 24, '2026-01-14'],
    ['2024-02-29', 24, '2026-02-28'], // no such day: the month's last
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-01-31', 2, '2026-03-30'],
    ['2027-02-28', 12, '2028-02-27'],
    ['2026-01-01', 12, '2026-12-31'],
  ])('from %s for %i ends on %s', (from, months, last) => {
    expect(lastDayOf(on(from), months)).toBe(last);
    expect(monthsServed(on(from), on(last))).toBe(months);
    expect(monthsServed(on(from), on(new Date(Date.parse(last) - 86_400_000).toISOString().slice(0, 10)))).toBe(
      months - 1,
    );
  });
  test('that begins later has served nothing', () => {
    expect(monthsServed(on('2026-12-02'), on('2026-12-01'))).toBe(0);
    expect(monthsServed(on('2027-06-02'), on('2026-12-01'))).toBe(0);
  });
});
