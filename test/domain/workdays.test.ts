import { describe, expect, test } from 'vitest';
import { isWorked, workdayFrom, workdayUntil } from '../../src/domain/workdays.ts';
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

  test('of a year that is not published is any from Monday to Friday', () => {
    const unknown = (): null => null;
    expect(isWorked('2031-10-01', unknown)).toBe(true);
    expect(workdayFrom('2031-10-04', unknown)).toBe('2031-10-06');
    expect(workdayUntil('2031-10-05', unknown)).toBe('2031-10-03');
  });
});
