import { describe, expect, test } from 'vitest';
import {
  addDays,
  dateOf,
  datesFrom,
  daysBetween,
  daysInMonth,
  firstOf,
  isDate,
  lastOf,
  mondayOf,
  monthOf,
  startOf,
  timeOf,
  weekdayOf,
} from '../../src/domain/calendar.ts';

describe('the day in Shanghai', () => {
  test.each([
    ['2026-12-01T15:59:59.999Z', '2026-12-01', '23:59'],
    ['2026-12-01T16:00:00.000Z', '2026-12-02', '00:00'],
    ['2026-12-01T21:30:00.000Z', '2026-12-02', '05:30'],
    ['2026-12-31T15:59:59.999Z', '2026-12-31', '23:59'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01', '00:00'],
    ['2028-02-28T16:00:00.000Z', '2028-02-29', '00:00'],
    ['2028-02-29T16:00:00.000Z', '2028-03-01', '00:00'],
    ['2027-02-28T16:00:00.000Z', '2027-03-01', '00:00'],
    // the nights on which clocks change in New York and once changed in Shanghai (1991)
    ['2026-03-08T06:59:00.000Z', '2026-03-08', '14:59'],
    ['2026-11-01T06:00:00.000Z', '2026-11-01', '14:00'],
  ])('at %s is %s, %s', (instant, date, time) => {
    expect([dateOf(Date.parse(instant)), timeOf(Date.parse(instant))]).toEqual([date, time]);
  });

  test('begins at 16:00 UTC of the day before', () => {
    expect(new Date(startOf('2027-01-01')).toISOString()).toBe('2026-12-31T16:00:00.000Z');
    expect(dateOf(startOf('2027-01-01'))).toBe('2027-01-01');
    expect(dateOf(startOf('2027-01-01') - 1)).toBe('2026-12-31');
  });
});

describe('a date', () => {
  test.each(['1990-01-01', '2100-12-31', '2028-02-29', '2000-02-29', '2026-04-30'])('is %s', (text) => {
    expect(isDate(text)).toBe(true);
  });

  test.each([
    '2026-02-29',
    '2026-02-30',
    '2026-04-31',
    '2100-02-29', // a century that is no leap year
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '1989-12-31',
    '2101-01-01',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '20260101',
    '',
  ])('is not %j', (text) => {
    expect(isDate(text)).toBe(false);
  });
});

describe('counting days', () => {
  test.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2027-01-01', -1, '2026-12-31'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2028-02-28', 2, '2028-03-01'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2026-03-07', 1, '2026-03-08'],
    ['2026-10-31', 2, '2026-11-02'],
    ['2026-12-02', 0, '2026-12-02'],
    ['2026-12-02', 365, '2027-12-02'],
    ['2027-12-02', 366, '2028-12-02'],
  ] as const)('%s and %i days is %s', (from, days, to) => {
    expect(addDays(from, days)).toBe(to);
    expect(daysBetween(from, to)).toBe(days);
  });

  test('lists every date, both ends included, across a leap day and a year’s end', () => {
    expect(datesFrom('2028-02-28', '2028-03-01')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
    expect(datesFrom('2026-12-31', '2027-01-01')).toEqual(['2026-12-31', '2027-01-01']);
    expect(datesFrom('2026-12-02', '2026-12-02')).toEqual(['2026-12-02']);
    expect(datesFrom('2026-12-02', '2026-12-01')).toEqual([]);
    expect(datesFrom('2026-12-02', '2026-11-01')).toEqual([]);
    expect(datesFrom('2026-01-01', '2026-12-31')).toHaveLength(365);
    expect(datesFrom('2028-01-01', '2028-12-31')).toHaveLength(366);
  });
});

describe('months and weeks', () => {
  test('have their lengths', () => {
    const months = Array.from({ length: 12 }, (_, i) => daysInMonth(`2026-${String(i + 1).padStart(2, '0')}` as never));
    expect(months).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
    expect(daysInMonth('2028-02')).toBe(29);
    expect(daysInMonth('2100-02')).toBe(28);
  });

  test('have their first and last day', () => {
    expect(monthOf('2028-02-29')).toBe('2028-02');
    expect([firstOf('2028-02'), lastOf('2028-02')]).toEqual(['2028-02-01', '2028-02-29']);
    expect([firstOf('2026-12'), lastOf('2026-12')]).toEqual(['2026-12-01', '2026-12-31']);
  });

  test('begin on Monday and end on Sunday', () => {
    const week = datesFrom('2026-11-30', '2026-12-06');
    expect(week.map(weekdayOf)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(week.map(mondayOf))).toEqual(new Set(['2026-11-30']));
    expect(mondayOf('2027-01-03')).toBe('2026-12-28');
  });
});
