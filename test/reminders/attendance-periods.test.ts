import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/domain/calendar.ts';
import { isFirstWorkedOfWeek, monthsBetween, weekName } from '../../src/reminders/attendance-periods.ts';
import { workingDays } from '../../src/rules/working-days.ts';

describe('a week', () => {
  test.each<[IsoDate, string]>([
    ['2026-11-23', '2026-W48'],
    ['2026-11-29', '2026-W48'],
    ['2025-12-29', '2026-W01'],
    ['2026-01-01', '2026-W01'],
    ['2027-01-01', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
  ])('of %s is %s', (on, name) => {
    expect(weekName(on)).toBe(name);
  });

  test.each<[IsoDate, boolean]>([
    ['2026-11-23', true],
    ['2026-11-24', false],
    ['2026-10-08', true], // Thursday, after National Day
    ['2026-10-09', false],
    ['2026-10-05', false],
    ['2026-02-24', true], // Tuesday, after the spring festival
    ['2026-11-29', false],
  ])('has its first working day on %s: %s', (on, expected) => {
    expect(isFirstWorkedOfWeek(on, workingDays())).toBe(expected);
  });
});

test.each<[IsoDate, IsoDate, number]>([
  ['2026-01-01', '2026-12-31', 12],
  ['2026-01-01', '2026-12-30', 11.5],
  ['2026-03-01', '2026-12-31', 10],
  ['2026-03-17', '2026-12-31', 9],
  ['2026-03-16', '2026-12-31', 9.5],
])('from %s to %s there are %d months', (from, to, months) => {
  expect(monthsBetween(from, to)).toBe(months);
});
