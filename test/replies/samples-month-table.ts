/** Samples of the month's attendance table and of the lines about days in the village. */
import type { DueLine, ReminderResult } from '../../src/domain/reminder-result.ts';

type Of<K extends ReminderResult['says']> = Extract<ReminderResult, { says: K }>;

const citation = {
  provision: 'FD-09a',
  pack: 'fengdu-2021',
  title: '丰都县驻乡驻村干部管理办法',
  number: '示例',
  article: '第九条',
  inForceFrom: '2021-09-10',
} as const;

const whole = { fromOn: null, toOn: null, counts: 'days', counted: 0 } as const;
const who = { ...whole, post: '驻村工作队员', village: '示例一村', flagged: false, minDays: 20 } as const;
const table: Of<'month-table'> = {
  says: 'month-table',
  month: '2026-11',
  township: '示例镇',
  rows: [
    { ...who, personId: 'p1', name: '示例甲', days: 21, counted: 21, leaveDays: 0 },
    { ...who, personId: 'p2', name: '示例乙', days: 17.5, counted: 17.5, leaveDays: 3.5 },
    { ...who, personId: 'p4', name: '示例丁', post: '驻乡工作队队长', village: null, days: 20, counted: 20, leaveDays: 1, minDays: null },
  ],
  citations: [citation],
  flags: [],
  confirmed: 'open',
}; // prettier-ignore

/** A month with too few working days, left to a person. */
const flagged: Of<'month-table'> = {
  ...table,
  month: '2026-02',
  rows: [{ ...who, personId: 'p1', name: '示例甲', days: 16, counted: 16, leaveDays: 0, flagged: true }],
  flags: ['当月工作日不足，请人工认定'],
  township: null,
  confirmed: null,
};

/** Working days, and a part of the month. */
const parts: Of<'month-table'> = {
  ...table,
  rows: [
    { ...who, personId: 'p1', name: '示例甲', days: 17, counted: 14, counts: 'working-days', leaveDays: 0 },
    { ...who, personId: 'p2', name: '示例乙', days: 9, counted: 9, leaveDays: 0, fromOn: '2026-11-16', flagged: true },
    { ...who, personId: 'p4', name: '示例丁', days: 6, counted: 6, leaveDays: 0, toOn: '2026-11-08', flagged: true },
  ],
};
const overview: Of<'month-tables'> = {
  says: 'month-tables',
  month: '2026-11',
  tables: [
    { township: '示例镇', people: 5, short: 2, flagged: 1, confirmed: 'before' },
    { township: '示例二镇', people: 3, short: 0, flagged: 0, confirmed: 'open' },
    { township: null, people: 1, short: 0, flagged: 0, confirmed: 'open' },
  ],
};

export const monthTables: {
  readonly 'month-table': readonly Of<'month-table'>[];
  readonly 'month-tables': readonly Of<'month-tables'>[];
  readonly 'which-month-table': readonly Of<'which-month-table'>[];
  readonly 'no-month-table': readonly Of<'no-month-table'>[];
} = {
  'month-table': [table, { ...table, confirmed: 'now' }, { ...table, confirmed: 'before' }, flagged, parts],
  'month-tables': [overview],
  'which-month-table': [
    { says: 'which-month-table', month: '2026-11', said: null, confirms: true, townships: ['示例镇', null] },
    { says: 'which-month-table', month: '2026-11', said: '无此镇', confirms: false, townships: ['示例镇'] },
  ],
  'no-month-table': (['not-keeper', 'nobody', 'not-over'] as const).map((why) => ({
    says: 'no-month-table',
    why,
    month: '2026-11',
  })),
};

const short: Extract<DueLine, { is: 'days-short' }> = {
  is: 'days-short',
  of: 'month',
  month: '2026-11',
  days: 14.5,
  minDays: 20,
  daysLeft: 6,
  counts: 'days',
  nights: null,
  can: 'just',
  citations: [citation],
};
const behind = { personId: 'p1', name: '示例甲', days: 10, minDays: 20, daysLeft: 8, counts: 'days' } as const;

/** Lines of a digest. */
export const attendanceLines: readonly Extract<DueLine, { is: 'days-short' | 'team-behind' }>[] = [
  short,
  { ...short, can: 'no-more', days: 12 },
  { ...short, of: 'year', days: 190, minDays: 220, daysLeft: 31 },
  { ...short, of: 'week', days: 1, minDays: 5, daysLeft: 5, nights: { nights: 1, minNights: 4, left: 4 } },
  { is: 'team-behind', of: 'month', month: '2026-11', total: 2, people: [behind] },
  {
    is: 'team-behind',
    of: 'year',
    month: '2026-11',
    total: 20,
    people: Array.from({ length: 12 }, (_, i) => ({ ...behind, personId: `p${i}` })),
  },
];
