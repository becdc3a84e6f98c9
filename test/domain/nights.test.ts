/** Nights are derived from days: nobody records them. */
import { describe, expect, test } from 'vitest';
import type { AttendanceKind, Whereabouts } from '../../src/domain/attendance.ts';
import { datesFrom, startOf, type IsoDate } from '../../src/domain/calendar.ts';
import type { LeaveSpan } from '../../src/domain/leave.ts';
import { nightCanBe, nightSpent, nightsSpent } from '../../src/domain/nights.ts';

const hour = 3_600_000;
/** `02 arrived 9`: the day of December, what, at which hour. */
const where = (events: readonly string[], leaves: readonly LeaveSpan[] = []): Whereabouts => ({
  events: events.map((said) => {
    const [day = '', kind = '', at = ''] = said.split(' ');
    const on = `2026-12-${day}` as IsoDate;
    return { personId: 'p1', on, kind: kind as AttendanceKind, turn: 0, at: startOf(on) + Number(at) * hour };
  }),
  leaves,
  logDates: [],
});
const leave = (from: string, to: string): LeaveSpan => ({
  fromOn: `2026-12-${from.slice(0, 2)}` as IsoDate,
  fromHalf: from.endsWith('pm') ? 'pm' : 'am',
  toOn: `2026-12-${to.slice(0, 2)}` as IsoDate,
  toHalf: to.endsWith('am') ? 'am' : 'pm',
});

describe('a night', () => {
  test.each<[string, boolean, readonly string[]]>([
    ['between two days with a check-in counts', true, ['02 arrived 9', '03 arrived 9']],
    ['after a day alone does not', false, ['02 arrived 9', '04 arrived 9']],
    ['before a day alone does not', false, ['03 arrived 9']],
    ['after a check-out and before a new check-in does not', false, ['02 arrived 9', '02 left 17', '03 arrived 9']],
    ['after a check-out and a return of the same day counts', true, ['02 arrived 9', '02 left 12', '02 returned 15', '03 arrived 9']], // prettier-ignore
    ['after which the day was made up for counts', true, ['02 arrived 9', '03 made-up 9']],
    ['after a check-out and before a day that was made up for does not', false, ['02 arrived 9', '02 left 17', '03 made-up 9']], // prettier-ignore
    ['before a check-out counts', true, ['02 arrived 9', '03 arrived 9', '03 left 17']],
  ])('%s', (_, expected, events) => {
    expect(nightSpent(where(events), '2026-12-02')).toBe(expected);
  });

  test('in the middle of leave does not count, though both days do by half', () => {
    const events = ['02 arrived 9', '03 arrived 14'];
    expect(nightSpent(where(events, [leave('02pm', '03am')]), '2026-12-02')).toBe(false);
    expect(nightSpent(where(events, [leave('02am', '02am')]), '2026-12-02')).toBe(true);
    expect(nightSpent(where(events, [leave('03pm', '03pm')]), '2026-12-02')).toBe(true);
  });

  test('of somebody who came back during whole days of leave counts', () => {
    expect(nightSpent(where(['02 arrived 9', '03 arrived 9'], [leave('01', '05')]), '2026-12-02')).toBe(true);
  });

  test('of a week from Monday to Friday there are four', () => {
    const days = datesFrom('2026-12-07', '2026-12-13');
    expect(nightsSpent(where(['07', '08', '09', '10', '11'].map((d) => `${d} arrived 9`)), days)).toBe(4);
    expect(nightsSpent(where(['07', '08', '10', '11'].map((d) => `${d} arrived 9`)), days)).toBe(2);
  });
});

describe('a night to come', () => {
  const can = (on: string, events: readonly string[], leaves: readonly LeaveSpan[] = []): boolean =>
    nightCanBe(where(events, leaves), `2026-12-${on}` as IsoDate, '2026-12-09');

  test('can count from today on, and the one before today where yesterday counts', () => {
    expect([can('09', []), can('10', []), can('08', ['08 arrived 9']), can('08', [])]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test('is lost after a check-out of a day that is over; today one may come back', () => {
    expect(can('08', ['08 arrived 9', '08 left 17'])).toBe(false);
    expect(can('09', ['09 arrived 7', '09 left 8'])).toBe(true);
  });

  test('cannot on leave, nor before a whole day of it', () => {
    expect(can('10', [], [leave('11', '11')])).toBe(false);
    expect(can('10', [], [leave('10pm', '11am')])).toBe(false);
    expect(can('10', [], [leave('11pm', '11pm')])).toBe(true);
  });
});
