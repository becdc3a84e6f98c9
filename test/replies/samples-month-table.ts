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

const who = { post: '驻村工作队员', village: '示例一村', flagged: false, minDays: 20 } as const;
const table: Of<'month-table'> = {
  says: 'month-table',
  month: '2026-11',
  township: '示例镇',
  rows: [
    { ...who, personId: 'p1', name: '示例甲', days: 21, leaveDays: 0 },
    { ...who, personId: 'p2', name: '示例乙', days: 17.5, leaveDays: 3.5 },
    { ...who, personId: 'p4', name: '示例丁', post: '驻乡工作队队长', village: null, days: 20, leaveDays: 1, minDays: null },
  ],
  citations: [citation],
  flags: [],
  confirmed: 'open',
}; // prettier-ignore

/** A month with too few working days, left to a person. */
const flagged: Of<'month-table'> = {
  ...table,
  month: '2026-02',
  rows: [{ ...who, personId: 'p1', name: '示例甲', days: 16, leaveDays: 0, flagged: true }],
  flags: ['当月工作日不足，请人工认定'],
  township: null,
  confirmed: null,
};

export const monthTables: {
  readonly 'month-table': readonly Of<'month-table'>[];
  readonly 'no-month-table': readonly Of<'no-month-table'>[];
} = {
  'month-table': [table, { ...table, confirmed: 'now' }, { ...table, confirmed: 'before' }, flagged],
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
  can: 'just',
  citations: [citation],
};
const behind = { personId: 'p1', name: '示例甲', days: 10, minDays: 20, daysLeft: 8 };

/** Lines of a digest. */
export const attendanceLines: readonly Exclude<DueLine, { is: 'owed' }>[] = [
  short,
  { ...short, can: 'no-more', days: 12 },
  { ...short, of: 'year', days: 190, minDays: 220, daysLeft: 31 },
  { ...short, of: 'week', days: 1, minDays: 5, daysLeft: 5 },
  { is: 'team-behind', of: 'month', month: '2026-11', total: 2, people: [behind] },
  {
    is: 'team-behind',
    of: 'year',
    month: '2026-11',
    total: 20,
    people: Array.from({ length: 12 }, (_, i) => ({ ...behind, personId: `p${i}` })),
  },
];
