/** Samples of every result of reminders. */
import type { Citation } from '../../src/domain/citation.ts';
import type { Owed } from '../../src/domain/duty.ts';
import { fengduCites, study as teamStudy } from '../builders/owed.ts';
import type { DueLine, ReminderResult } from '../../src/domain/reminder-result.ts';
import { monthTables } from './samples-month-table.ts';

type Samples = { readonly [K in ReminderResult['says']]: readonly Extract<ReminderResult, { says: K }>[] };

const cites = (article: string): Citation => fengduCites(`FD-${article}`, article);

/** The team's study of December, of which nothing was entered. */
export const study = (more: Partial<Owed> = {}): Owed =>
  teamStudy({ what: '集中学习', citations: [cites('第十一条')], peopleIds: ['p3'], ...more });

/** The summary of the year, due on a Sunday. */
export const summary = (more: Partial<Owed> = {}): Owed =>
  study({
    key: 'FD-14b.0|team:team-v1||2026-01-01',
    dutyKey: 'FD-14b.0',
    family: 'report',
    what: '报年度工作总结',
    to: ['县委农办', '县乡村振兴局'],
    citations: [cites('第十四条')],
    every: 'year',
    fromOn: '2026-01-01',
    dueOn: '2026-12-20',
    atLeast: 1,
    unit: '次',
    closedBy: 'report',
    ahead: [10, 3],
    ...more,
  });

const visit = (n: number, name: string): Owed =>
  study({
    key: `XA-10.0|person:p${n}||2026-11-01`,
    dutyKey: 'XA-10.0',
    debtor: { is: 'person', id: `p${n}` },
    family: 'household',
    what: '走访联系户',
    citations: [{ ...cites('第十条'), title: `某市${name}办法` }],
    fromOn: '2026-11-01',
    dueOn: '2026-11-30',
    closedBy: 'visit',
    state: 'late',
    peopleIds: [`p${n}`],
    teamId: null,
  });

export const line = (
  owed: Owed,
  stage: 'ahead' | 'last-day' | 'overdue' | 'escalated',
  more: { readonly who?: string; readonly about?: string } = {},
): DueLine => ({ is: 'owed', owed, stage, who: null, about: null, ...more });

const late = visit(1, '驻村干部');
const names = ['甲', '乙', '丙', '丁', '戊', '己'];

export const reminders: Samples = {
  'due-digest': [
    {
      says: 'due-digest',
      on: '2026-12-18',
      to: 'person',
      lines: [
        line(late, 'overdue'),
        line(summary(), 'last-day'),
        line(study({ done: 1 }), 'ahead'),
        line(
          study({ key: 'YL-5.0', what: '人员变动报备', dueOn: null, atLeast: 1, flags: ['变动日期请核对'] }),
          'ahead',
          { about: '示例丁' },
        ),
      ],
    },
    { says: 'due-digest', on: '2026-12-24', to: 'group', lines: [line(study({ done: 1 }), 'ahead')] },
    {
      says: 'due-digest',
      on: '2026-12-31',
      to: 'group',
      lines: [line(study({ done: 1 }), 'last-day', { about: '示例丙' })],
    },
    {
      says: 'due-digest',
      on: '2026-12-04',
      to: 'person',
      lines: names.map((name, i) => line(visit(i + 1, '驻村干部'), 'escalated', { who: `示例${name}` })),
    },
    {
      says: 'due-digest',
      on: '2026-12-31',
      to: 'person',
      lines: Array.from({ length: 14 }, (_, i) =>
        line(study({ key: `k${i}`, what: `事项${i + 1}`, atLeast: 1, citations: [cites('第三条')] }), 'last-day'),
      ),
    },
  ],
  ...monthTables,
  'reminder-switched': [
    { says: 'reminder-switched', name: '集中学习', what: '组织集中学习', citations: [cites('第十一条')], on: false },
    { says: 'reminder-switched', name: '集中学习', what: '组织集中学习', citations: [cites('第十一条')], on: true },
  ],
  'reminders-listed': [
    {
      says: 'reminders-listed',
      said: null,
      items: [
        { what: '集中学习', citations: [cites('第十一条')], on: true },
        { what: '报年度工作总结', citations: [cites('第十四条')], on: false },
      ],
    },
    {
      says: 'reminders-listed',
      said: '学习',
      items: [
        { what: '集中学习', citations: [cites('第十一条')], on: true },
        { what: '组织理论学习', citations: [cites('第十条')], on: true },
      ],
    },
    { says: 'reminders-listed', said: null, items: [] },
  ],
  'cannot-switch': [
    { says: 'cannot-switch', why: 'not-officer', said: '集中学习' },
    { says: 'cannot-switch', why: 'not-found', said: '喝茶' },
  ],
};
