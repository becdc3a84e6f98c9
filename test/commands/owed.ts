/** Duties and ledger entries of 示例甲 and their team, as the engine gives them in December 2026. */
import type { Citation } from '../../src/domain/citation.ts';
import type { DutyWorld, LedgerEntry, Owed } from '../../src/domain/duty.ts';
import { shanghai } from './facts.ts';

const cites = (provision: string, article: string): Citation => ({
  provision,
  pack: 'fengdu-2021',
  title: '丰都县驻乡驻村干部细则',
  number: '丰委农办〔2021〕35号',
  article,
  inForceFrom: '2021-09-10',
});

export const photo = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 };

/** The team's study of December: twice. */
export const study = (more: Partial<Owed> = {}): Owed => ({
  key: 'FD-11a.0|team:team-v1||2026-12-01',
  dutyKey: 'FD-11a.0',
  debtor: { is: 'team', id: 'team-v1' },
  subjectId: null,
  family: 'meeting',
  what: '组织集中学习',
  to: [],
  citations: [cites('FD-11a', '第十一条')],
  every: 'month',
  fromOn: '2026-12-01',
  dueOn: '2026-12-31',
  atLeast: 2,
  unit: '次',
  done: 0,
  state: 'open',
  closedBy: 'study',
  peopleIds: ['p1', 'p2', 'p3'],
  teamId: 'team-v1',
  ahead: [5],
  flags: [],
  ...more,
});

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
  citations: [cites('FD-25a', '第二十五条')],
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
  citations: [cites('FD-14', '第十四条')],
  ...more,
});

export const entry = (more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id: '',
  ledger: 'study',
  personId: 'p1',
  teamId: 'team-v1',
  on: '2026-12-02',
  at: shanghai('2026-12-02 10:00'),
  text: '集中学习',
  people: null,
  days: null,
  level: null,
  place: null,
  images: [],
  closes: [],
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
