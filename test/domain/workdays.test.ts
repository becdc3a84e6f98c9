import { describe, expect, test } from 'vitest';
import { hasWorkday, isWorked, workdayAfter, workdayFrom, workdayUntil } from '../../src/domain/workdays.ts';
import { workingDays } from '../../src/rules/working-days.ts';
import type { IsoDate } from '../../src/domain/calendar.ts';

const known = workingDays();

describe('The working day', () => {
  test.each([
    ['2026-12-20', '2026-12-21', '2026-12-18'], // Sunday
    ['2025-12-20', '2025-12-22', '2025-12-19'], // Saturday
    ['2026-12-18', '2026-12-18', '2026-12-18'], // Friday
    ['2026-10-01', '2026-10-08', '2026-09-30'], // National Day
    ['2026-02-15', '2026-02-24', '2026-02-14'], // spring festival; Saturday the 14th is worked
    ['2026-10-10', '2026-10-10', '2026-10-10'], // a Saturday that is worked
  ])('from %s on is %s, and up to it %s', (date, from, until) => {
    expect(workdayFrom(date as IsoDate, known)).toBe(from);
    expect(workdayUntil(date as IsoDate, known)).toBe(until);
  });

  test.each([
    ['2026-03-04', 3, '2026-03-09'], // Wednesday → Thursday, Friday, Monday
    ['2026-03-07', 1, '2026-03-09'], // from a Saturday
    ['2026-09-28', 3, '2026-10-08'], // over National Day
    ['2026-02-13', 2, '2026-02-24'], // Saturday the 14th is worked
    ['2026-03-07', 0, '2026-03-07'],
  ])('after %s by %i is %s', (date, count, after) => {
    expect(workdayAfter(date as IsoDate, count, known)).toBe(after);
  });

  test.each([
    ['2026-02-16', '2026-02-22', false], // spring festival
    ['2026-02-15', '2026-02-23', false],
    ['2026-02-14', '2026-02-22', true], // a Saturday that is worked
    ['2026-02-16', '2026-02-24', true],
    ['2026-03-07', '2026-03-08', false],
    ['2031-10-01', '2031-10-07', true], // not published
  ])('between %s and %s: %s', (from, to, has) => {
    expect(hasWorkday(from as IsoDate, to as IsoDate, known)).toBe(has);
  });

  test('of a year that is not published is any from Monday to Friday', () => {
    const unknown = (): null => null;
    expect(isWorked('2031-10-01', unknown)).toBe(true);
    expect(workdayFrom('2031-10-04', unknown)).toBe('2031-10-06');
    expect(workdayUntil('2031-10-05', unknown)).toBe('2031-10-03');
  });
});
