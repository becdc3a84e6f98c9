import { describe, expect, test } from 'vitest';
import { addDays, datesFrom, type IsoDate } from '../../src/domain/calendar.ts';
import { dateOfLunar, dateOfTerm, lastOfLunarYear, lunarOf, solarTerms } from '../../src/language/chinese-calendar.ts';
import { inZones } from './leave-time.ts';

/** New Year's day of the lunar years 2001 to 2060, as almanacs have them. */
const newYears =
  `01-24 02-12 02-01 01-22 02-09 01-29 02-18 02-07 01-26 02-14 02-03 01-23 02-10 01-31 02-19 02-08 01-28 02-16 02-05 01-25
   02-12 02-01 01-22 02-10 01-29 02-17 02-06 01-26 02-13 02-03 01-23 02-11 01-31 02-19 02-08 01-28 02-15 02-04 01-24 02-12
   02-01 01-22 02-10 01-30 02-17 02-06 01-26 02-14 02-02 01-23 02-11 02-01 02-19 02-08 01-28 02-15 02-04 01-24 02-12 02-02`
    .trim()
    .split(/\s+/);

describe('The lunar calendar', () => {
  test.each(newYears.map((day, index) => [2001 + index, day] as const))(
    'The lunar year %i begins on %s',
    (year, day) => {
      const first = `${year}-${day}` as IsoDate;
      expect(dateOfLunar(year, 1, 1)).toBe(first);
      expect(lastOfLunarYear(year - 1)).toBe(year === 2001 ? null : addDays(first, -1));
    },
  );

  test.each([
    [2026, 5, 5, '2026-06-19'],
    [2026, 8, 15, '2026-09-25'],
    [2026, 9, 9, '2026-10-18'],
    [2025, 6, 1, '2025-06-25'],
    [2025, 7, 7, '2025-08-29'],
    [2025, 12, 23, '2026-02-10'],
    [2025, 12, 30, null],
    [2012, 7, 15, '2012-08-31'],
    [2033, 11, 1, '2033-11-22'],
    [2000, 1, 1, null],
    [2090, 1, 1, null],
  ])('%i-%i-%i is %s', (year, month, day, date) => {
    expect(dateOfLunar(year, month, day)).toBe(date);
  });

  test('The second of two months with one number is told from the first', () => {
    expect(lunarOf('2025-07-24')).toEqual({ year: 2025, month: 6, day: 30, isLeap: false });
    expect(lunarOf('2025-07-25')).toEqual({ year: 2025, month: 6, day: 1, isLeap: true });
  });

  test('Each day of ten years follows the one before', () => {
    for (const on of datesFrom('2024-01-01', '2033-12-31')) {
      const [today, next] = [lunarOf(on), lunarOf(addDays(on, 1))];
      if (next.day === 1) expect([29, 30]).toContain(today.day);
      else expect(next).toEqual({ ...today, day: today.day + 1 });
    }
  });
});

describe('Solar terms', () => {
  test('The twenty-four of 2026 fall on the days of the almanac', () => {
    expect(solarTerms.map((name) => dateOfTerm(2026, name)?.slice(5)).join(' ')).toBe(
      '01-05 01-20 02-04 02-18 03-05 03-20 04-05 04-20 05-05 05-21 06-05 06-21 07-07 07-23 08-07 08-23 09-07 09-23 10-08 10-23 11-07 11-22 12-07 12-22',
    );
  });

  test.each([
    ['冬至', 2021, '2021-12-21'],
    ['冬至', 2023, '2023-12-22'],
    ['清明', 2024, '2024-04-04'],
    ['清明', 2027, '2027-04-05'],
    ['立春', 2025, '2025-02-03'],
    ['立春', 2060, '2060-02-04'],
    ['立春', 1999, null],
  ])('%s of %i is %s', (name, year, date) => {
    expect(dateOfTerm(year, name)).toBe(date);
  });
});

test('A server west of Greenwich or far east of China reckons the same', () => {
  // Years are kept once reckoned: each zone asks for its own.
  const asked = [
    ['America/New_York', 2041, '2041-02-01', '2041-12-21'],
    ['Pacific/Honolulu', 2042, '2042-01-22', '2042-12-22'],
    ['Pacific/Kiritimati', 2043, '2043-02-10', '2043-12-22'],
    ['UTC', 2045, '2045-02-17', '2045-12-21'],
  ] as const;
  inZones(
    asked.map(([zone]) => zone),
    (zone) => {
      const [, year, first, solstice] = asked.find((row) => row[0] === zone) ?? asked[0];
      expect([dateOfLunar(year, 1, 1), dateOfTerm(year, '冬至')]).toEqual([first, solstice]);
    },
  );
});
