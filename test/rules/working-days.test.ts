import { describe, expect, test } from 'vitest';
import { workingDays } from '../../src/rules/working-days.ts';

describe('working days', () => {
  test.each<[string, boolean]>([
    ['2026-11-06', true],
    ['2026-11-07', false],
    ['2026-11-08', false],
    ['2026-10-01', false],
    ['2026-10-10', true],
    ['2026-01-01', false],
    ['2025-12-31', true],
  ])('%s is worked: %j', (date, works) => {
    expect(workingDays()(date)).toBe(works);
  });

  test('are unknown where the holidays are not published, and for what is no date', () => {
    const isWorkday = workingDays();
    expect(['2003-12-31', '2027-01-01', '2031-05-05', '2026-02-30', 'soon'].map(isWorkday)).toEqual(
      Array.from({ length: 5 }, () => null),
    );
  });

  test('follow the corrections of a file, whose years count as published', () => {
    const isWorkday = workingDays({ '2026-11-06': false, '2027-01-01': false });
    expect(isWorkday('2026-11-06')).toBe(false);
    expect(isWorkday('2027-01-01')).toBe(false);
    expect(isWorkday('2027-01-04')).toBe(true);
    expect(isWorkday('2028-01-04')).toBeNull();
  });

  test('are the same when asked again', () => {
    const isWorkday = workingDays();
    expect([isWorkday('2026-10-10'), isWorkday('2026-10-10')]).toEqual([true, true]);
  });
});
