/** 示例甲 as the duties see them. */
import type { DutyPerson } from '../../src/domain/duty.ts';

export const dutyPerson = (more: Partial<DutyPerson> = {}): DutyPerson => ({
  id: 'p1',
  name: '示例甲',
  post: '驻村工作队员',
  dispatchLevel: '县派',
  townshipId: 't1',
  villageId: 'v1',
  teamId: 'team-v1',
  unitId: 'u1',
  isTeamLeader: null,
  termFrom: null,
  termTo: null,
  leftOn: null,
  reachable: true,
  ...more,
});
