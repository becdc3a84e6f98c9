import { describe, expect, test } from 'vitest';
import {
  daysAway,
  daysPresent,
  loggedButAbsent,
  presenceOn,
  standingOn,
  type AttendanceEvent,
  type Whereabouts,
} from '../../src/domain/attendance.ts';
import { datesFrom } from '../../src/domain/calendar.ts';
import type { Half, LeaveSpan } from '../../src/domain/leave.ts';

const on = '2026-12-02';
const hour = (h: number): number => Date.parse('2026-12-01T16:00:00Z') + h * 3_600_000;
const event = (kind: AttendanceEvent['kind'], h: number, more: Partial<AttendanceEvent> = {}): AttendanceEvent => ({
  personId: 'p1',
  on,
  kind,
  turn: 0,
  at: hour(h),
  ...more,
});
const leave = (fromHalf: Half = 'am', toHalf: Half = 'pm'): LeaveSpan => ({ fromOn: on, toOn: on, fromHalf, toHalf });
const where = (more: Partial<Whereabouts>): Whereabouts => ({ events: [], leaves: [], logDates: [], ...more });

describe('a day counts', () => {
  test.each<[string, Partial<Whereabouts>, number]>([
    ['nothing without a sign of presence', {}, 0],
    ['nothing for a log alone', { logDates: [on] }, 0],
    ['nothing for leave alone', { leaves: [leave()] }, 0],
    ['nothing for an event of another day', { events: [event('arrived', 8, { on: '2026-12-01' })] }, 0],
    ['nothing for having left, without having come', { events: [event('left', 18)] }, 0],
    ['whole for a check-in', { events: [event('arrived', 8)] }, 1],
    ['whole however often one left and came back', { events: [event('arrived', 8), event('left', 9), event('returned', 10)] }, 1],
    ['whole once one has left for the day', { events: [event('arrived', 8), event('left', 9)] }, 1],
    ['whole for a confirmed make-up', { events: [event('made-up', 34)] }, 1],
    ['whole for a check-in and a make-up', { events: [event('arrived', 8), event('made-up', 34)] }, 1],
    ['half beside a morning’s leave', { events: [event('arrived', 14)], leaves: [leave('am', 'am')] }, 0.5],
    ['half beside an afternoon’s leave', { events: [event('arrived', 8)], leaves: [leave('pm', 'pm')] }, 0.5],
    ['whole for one who came back from a whole day’s leave', { events: [event('arrived', 8)], leaves: [leave()] }, 1],
    ['whole for one who came back though both halves were leave', { events: [event('arrived', 8)], leaves: [leave('am', 'am'), leave('pm', 'pm')] }, 1],
  ])('%s', (_, facts, counted) => {
    expect(presenceOn(where(facts), on)).toBe(counted);
  }); // prettier-ignore

  test('once in a sum, however often the date is named by events', () => {
    const events = [event('arrived', 8), event('arrived', 8, { on: '2026-12-01' }), event('made-up', 9)];
    expect(daysPresent(where({ events }), datesFrom('2026-12-01', '2026-12-31'))).toBe(2);
  });
});

describe('days of leave', () => {
  test('are those within the dates, in halves, each date once', () => {
    const leaves = [
      { fromOn: '2026-11-28', toOn: '2026-12-02', fromHalf: 'am', toHalf: 'am' } as const,
      { fromOn: '2026-12-02', toOn: '2026-12-03', fromHalf: 'pm', toHalf: 'pm' } as const,
    ];
    expect(daysAway(where({ leaves }), datesFrom('2026-12-01', '2026-12-31'))).toBe(3);
    expect(daysAway(where({ leaves }), datesFrom('2026-11-01', '2026-11-30'))).toBe(3);
    expect(daysAway(where({ leaves }), ['2026-12-02'])).toBe(1);
  });
});

describe('a log without a check-in', () => {
  test('is pointed out, unless the whole day is leave', () => {
    const dates = datesFrom('2026-12-01', '2026-12-03');
    const logDates = ['2026-12-01', '2026-12-02', '2026-12-03'] as const;
    const events = [event('arrived', 8, { on: '2026-12-01' })];
    expect(loggedButAbsent(where({ logDates, events }), dates)).toEqual(['2026-12-02', '2026-12-03']);
    expect(loggedButAbsent(where({ logDates, events, leaves: [leave()] }), dates)).toEqual(['2026-12-03']);
    expect(loggedButAbsent(where({ logDates, events, leaves: [leave('am', 'am')] }), dates)).toEqual([
      '2026-12-02',
      '2026-12-03',
    ]);
    const both = [leave('am', 'am'), leave('pm', 'pm')];
    expect(loggedButAbsent(where({ logDates, events, leaves: both }), dates)).toEqual(['2026-12-03']);
  });
});

describe('where somebody stands', () => {
  test.each<[string, Partial<Whereabouts>, object]>([
    ['not come', {}, { is: 'not-yet' }],
    ['come', { events: [event('arrived', 8)] }, { is: 'here', since: hour(8) }],
    ['left', { events: [event('arrived', 8), event('left', 9)] }, { is: 'left', since: hour(9) }],
    ['come back', { events: [event('left', 9), event('returned', 10), event('arrived', 8)] }, { is: 'here', since: hour(10) }],
    ['on leave', { leaves: [{ ...leave(), toOn: '2026-12-05' }] }, { is: 'on-leave', until: '2026-12-05' }],
    ['on half a day’s leave', { leaves: [leave('am', 'am')] }, { is: 'on-leave', until: on }],
    ['come in spite of leave', { leaves: [leave()], events: [event('arrived', 8)] }, { is: 'here', since: hour(8) }],
    ['on leave tomorrow', { leaves: [{ ...leave(), fromOn: '2026-12-03', toOn: '2026-12-03' }] }, { is: 'not-yet' }],
    ['come yesterday', { events: [event('arrived', 8, { on: '2026-12-01' })] }, { is: 'not-yet' }],
  ])('%s', (_, facts, standing) => {
    expect(standingOn(where(facts), on)).toEqual(standing);
  }); // prettier-ignore
});
