/** The table of last month that goes to whoever keeps it. */
import { describe, expect, test } from 'vitest';
import { addDays, type IsoDate } from '../../src/domain/calendar.ts';
import type { DueLine } from '../../src/domain/reminder-result.ts';
import { monthTableLines } from '../../src/reminders/attendance-month.ts';
import type { AttendanceLine } from '../../src/reminders/reminding.ts';
import { leaveFrom, officerAlone, watched, worked, type Place } from './attendance-county.ts';

const people = [
  { id: 'p1', name: '示例甲' },
  { id: 'p2', name: '示例乙' },
  { id: 'p3', name: '示例丙', post: '驻村第一书记' },
  { id: 'p4', name: '示例丁', post: '驻乡工作队队长', teamId: 'team-t1', villageId: null },
];
const november = worked('2026-11-01', '2026-11-30');
const place = (more: Partial<Place> = {}): Place => ({
  today: '2026-12-01',
  cadres: people,
  came: { p1: november, p2: november.slice(3), p3: november, p4: november },
  ...more,
});
const tables = (more: Partial<Place> = {}): AttendanceLine[] => monthTableLines(watched(place(more)));
const tableOf = (more: Partial<Place>, keeper: string): Extract<DueLine, { is: 'month-table' }> => {
  const [found] = tables(more).filter(({ personId }) => personId === keeper);
  if (found?.line.is !== 'month-table') throw new Error(`no table for ${keeper}`);
  return found.line;
};
const days = (more: Partial<Place>): IsoDate[] =>
  Array.from({ length: 14 }, (_, i) => addDays(more.today ?? '2026-12-01', i)).filter((today) => tables({ ...more, today }).length > 0); // prettier-ignore

describe('the table of the month before', () => {
  test('goes to each keeper with those whom the rules give them, once for each month', () => {
    expect(tables().map(({ personId, key }) => [personId, key])).toEqual([
      ['p3', 'month-table|2026-11|p3'],
      ['p7', 'month-table|2026-11|p7'],
    ]);
    expect(tables({ reminded: ['month-table|2026-11|p3'] })).toHaveLength(1);
  });

  test('has figures in halves, the village, the quota, and nothing of why somebody was away', () => {
    const leaves = { p2: [{ ...leaveFrom('2026-11-02', '2026-11-05'), toHalf: 'am' as const }] };
    const { rows, ...table } = tableOf({ leaves }, 'p3');
    expect(table).toMatchObject({ month: '2026-11', township: '示例镇', flags: [], confirmed: 'open' });
    expect(table.citations.map((c) => c.provision)).toEqual(['FD-09a', 'CQ-11a']);
    expect(rows).toEqual([
      { personId: 'p1', name: '示例甲', post: '驻村工作队员', village: '示例一村', days: 21, leaveDays: 0, minDays: 20, counts: 'days', counted: 21, flagged: false, fromOn: null, toOn: null },
      { personId: 'p2', name: '示例乙', post: '驻村工作队员', village: '示例一村', days: 17.5, leaveDays: 3.5, minDays: 20, counts: 'days', counted: 17.5, flagged: false, fromOn: null, toOn: null },
    ]); // prettier-ignore
    expect(tableOf({}, 'p7').rows.map((r) => [r.name, r.village])).toEqual([
      ['示例丙', '示例一村'],
      ['示例丁', null],
    ]);
  });

  test.each<[string, Partial<Place>, string]>([
    ['a working day', { today: '2026-12-01' }, '2026-12-01'],
    ['a Sunday', { today: '2026-11-01', came: { p1: worked('2026-10-08', '2026-10-30') } }, '2026-11-02'],
    ['National Day', { today: '2026-10-01', came: { p1: worked('2026-09-01', '2026-09-30') } }, '2026-10-08'],
    ['New Year', { today: '2026-01-01', came: { p1: worked('2025-12-01', '2025-12-31') } }, '2026-01-04'],
  ])('goes out on the first working day of a month that begins on %s', (_, more, first) => {
    expect(days(more)[0]).toBe(first);
  });

  test('is made up for within a week of it, on working days', () => {
    expect(days({ today: '2026-12-01' })).toEqual(['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08']); // prettier-ignore
  });

  test('has those who left in the month, and nobody who left before it or came after', () => {
    const cadres = [
      { id: 'p1', name: '示例甲', leftOn: '2026-11-20' as const },
      { id: 'p2', name: '示例乙', leftOn: '2026-11-01' as const },
      { id: 'p5', name: '示例戊', termFrom: '2026-12-01' as const },
      { id: 'p9', name: '示例壬', post: null },
    ];
    expect(tableOf({ cadres }, 'p3').rows.map((r) => r.name)).toEqual(['示例甲']);
  });

  test('of several townships is one line each in figures, with one key', () => {
    const cadres = [{ id: 'p1' }, { id: 'p2', townshipId: null, villageId: null }, { id: 'p6' }];
    expect(tables({ cadres, seats: officerAlone })).toEqual([
      {
        personId: 'p11',
        key: 'month-table|2026-11|p11',
        line: {
          is: 'month-tables',
          month: '2026-11',
          tables: [
            { township: '示例镇', people: 2, short: 1, flagged: 0, confirmed: 'open' },
            { township: null, people: 1, short: 1, flagged: 0, confirmed: 'open' },
          ],
        },
      },
    ]);
  });

  test('says from when, and until when, of who was there for a part of the month', () => {
    const cadres = [
      { id: 'p1', name: '示例甲', termFrom: '2026-11-16' as const },
      { id: 'p2', name: '示例乙', leftOn: '2026-11-21' as const },
      { id: 'p6', name: '示例己', termFrom: '2026-11-16' as const },
      { id: 'p8', name: '示例辛', termFrom: '2026-11-01' as const, leftOn: '2026-12-01' as const },
    ];
    const came = { p1: worked('2026-11-16', '2026-11-30'), p2: worked('2026-11-01', '2026-11-20'), p6: november, p8: november }; // prettier-ignore
    expect(tableOf({ cadres, came }, 'p3').rows).toMatchObject([
      { name: '示例甲', fromOn: '2026-11-16', toOn: null, minDays: 20, flagged: true },
      { name: '示例乙', fromOn: null, toOn: '2026-11-20', minDays: 20, flagged: true },
      // Whose term was renewed had been there before.
      { name: '示例己', fromOn: null, toOn: null, flagged: false },
      { name: '示例辛', fromOn: null, toOn: null, flagged: false },
    ]);
  });

  test('counts working days alone where those are asked, in 驻马店', () => {
    const came = { p1: [...worked('2026-11-01', '2026-11-26'), '2026-11-28' as const, '2026-11-29' as const] };
    expect(tableOf({ pack: 'zhumadian', cadres: [{ id: 'p1' }], came }, 'p11').rows).toMatchObject([
      { days: 21, counted: 19, counts: 'working-days', minDays: 20, flagged: false },
    ]);
  });

  test('asks for nothing in 榆林, where days are of a year', () => {
    expect(tableOf({ pack: 'yulin', cadres: [{ id: 'p1' }] }, 'p11').rows).toMatchObject([{ days: 21, minDays: null }]);
  });

  test('leaves a month with too few working days to a person, in 驻马店', () => {
    const came = { p1: worked('2026-02-01', '2026-02-28'), p2: worked('2026-02-01', '2026-02-10') };
    const table = tableOf({ pack: 'zhumadian', today: '2026-03-02', cadres: people.slice(0, 2), came }, 'p11');
    expect(table.rows).toMatchObject([
      { days: 16, minDays: 20, flagged: true },
      { days: 7, minDays: 20, flagged: true },
    ]);
    expect(table.flags).toEqual([expect.stringContaining('人工认定')]);
  });

  test('is none for a county that has only begun', () => {
    expect(tables({ came: { p1: ['2026-12-01'] } })).toEqual([]);
  });
});
