/** What is owed: the team's study of December, twice, of which nothing was entered. */
import type { Citation } from '../../src/domain/citation.ts';
import type { Owed } from '../../src/domain/duty.ts';

export const fengduCites = (provision: string, article: string): Citation => ({
  provision,
  pack: 'fengdu-2021',
  title: '丰都县驻乡驻村干部细则',
  number: '丰委农办〔2021〕35号',
  article,
  inForceFrom: '2021-09-10',
});

export const study = (more: Partial<Owed> = {}): Owed => ({
  key: 'FD-11a.0|team:team-v1||2026-12-01',
  dutyKey: 'FD-11a.0',
  debtor: { is: 'team', id: 'team-v1' },
  subjectId: null,
  family: 'meeting',
  what: '组织集中学习',
  to: [],
  citations: [fengduCites('FD-11a', '第十一条')],
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
