/** Duties and ledger entries of 示例甲 and their team, as the engine gives them in December 2026. */
import type { DutyWorld, Owed } from '../../src/domain/duty.ts';
import { fengduCites, study } from '../builders/owed.ts';

export { entry } from '../builders/entry.ts';
export { study };

export const photo = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 };

const person = (id: string): Pick<Owed, 'debtor' | 'peopleIds' | 'teamId'> => ({
  debtor: { is: 'person', id },
  peopleIds: [id],
  teamId: null,
});

export const visits = (more: Partial<Owed> = {}): Owed => ({
  ...study(),
  ...person('p1'),
  key: 'FD-20.0|person:p1||2026-12-01',
  dutyKey: 'FD-20.0',
  what: '走访农户',
  closedBy: 'visit',
  ...more,
});

/** Once a year, closed by 已办. */
export const checkup = (more: Partial<Owed> = {}): Owed => ({
  ...study(),
  ...person('p1'),
  key: 'FD-25a.0|person:p1||2026-01-01',
  dutyKey: 'FD-25a.0',
  what: '安排健康体检',
  every: 'year',
  fromOn: '2026-01-01',
  atLeast: 1,
  closedBy: 'other',
  citations: [fengduCites('FD-25a', '第二十五条')],
  ...more,
});

export const monthlyReport = (more: Partial<Owed> = {}): Owed => ({
  ...study(),
  key: `FD-14.0|team:team-v1||${more.fromOn ?? '2026-12-01'}`,
  dutyKey: 'FD-14.0',
  what: '汇报工作',
  to: ['乡镇（街道）', '派出单位'],
  atLeast: 1,
  closedBy: 'report',
  citations: [fengduCites('FD-14', '第十四条')],
  ...more,
});

export const dutyWorld = (more: Partial<DutyWorld> = {}): DutyWorld => ({
  people: [],
  places: [],
  seats: [],
  entries: [],
  answers: [],
  reminded: new Set(),
  switches: {},
  listed: [],
  ...more,
});
