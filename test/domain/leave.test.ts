import { describe, expect, test } from 'vitest';
import { awayOn, leaveDays, overlap, type Half, type LeaveSpan } from '../../src/domain/leave.ts';
import { datesFrom, type IsoDate } from '../../src/domain/calendar.ts';

/** `12-01am 12-03pm`: from the first half to the last half, both taken. */
const span = (text: string): LeaveSpan => {
  const [from, fromHalf, to, toHalf] = /^(\S+)(am|pm) (\S+)(am|pm)$/.exec(text)!.slice(1) as [IsoDate, Half, IsoDate, Half]; // prettier-ignore
  const full = (on: string): IsoDate => (on.length === 5 ? (`2026-${on}` as IsoDate) : (on as IsoDate));
  return { fromOn: full(from), toOn: full(to), fromHalf, toHalf };
};

describe('the days of a leave', () => {
  test.each([
    ['12-01am 12-01pm', 1],
    ['12-01am 12-01am', 0.5],
    ['12-01pm 12-01pm', 0.5],
    ['12-01am 12-03pm', 3],
    ['12-01pm 12-03pm', 2.5],
    ['12-01am 12-03am', 2.5],
    ['12-01pm 12-03am', 2],
    ['12-01am 12-04am', 3.5],
    ['12-01pm 12-02am', 1],
    ['12-31am 2027-01-01pm', 2],
    ['2028-02-28am 2028-03-01pm', 3],
    ['2027-02-28am 2027-03-01pm', 2],
    ['2026-01-01am 2026-12-31pm', 365],
    ['12-01pm 12-01am', 0],
    ['12-02am 12-01pm', 0],
  ])('of %s are %d', (text, days) => {
    expect(leaveDays(span(text))).toBe(days);
  });

  test.each(['12-01am 12-01am', '12-01pm 12-03am', '12-01am 12-04pm', '12-30pm 2027-01-02am'])(
    'of %s are the sum of what it takes of each date',
    (text) => {
      const each = datesFrom('2026-11-01', '2027-02-01').map((on) => awayOn(span(text), on));
      expect(each.reduce((a, b) => a + b, 0)).toBe(leaveDays(span(text)));
      expect(each.filter((taken) => ![0, 0.5, 1].includes(taken))).toEqual([]);
    },
  );

  test('take nothing of the dates around', () => {
    const leave = span('12-01pm 12-03am');
    expect(datesFrom('2026-11-30', '2026-12-04').map((on) => awayOn(leave, on))).toEqual([0, 0.5, 1, 0.5, 0]);
  });
});

describe('two leaves', () => {
  test.each([
    ['12-01am 12-03pm', '12-03am 12-04pm', true],
    ['12-01am 12-03am', '12-03am 12-04pm', true],
    ['12-01am 12-03am', '12-03pm 12-04pm', false],
    ['12-01am 12-03pm', '12-03pm 12-04pm', true],
    ['12-01am 12-03pm', '12-04am 12-05pm', false],
    ['12-01am 12-10pm', '12-05am 12-05am', true],
    ['12-05am 12-05am', '12-05pm 12-05pm', false],
    ['12-05am 12-05pm', '12-05am 12-05pm', true],
    ['12-31pm 2027-01-02am', '2027-01-02pm 2027-01-03pm', false],
    ['12-31pm 2027-01-02pm', '2027-01-02pm 2027-01-03pm', true],
  ])('%s and %s share a half day: %s, either way round', (one, other, shared) => {
    expect([overlap(span(one), span(other)), overlap(span(other), span(one))]).toEqual([shared, shared]);
  });
});
