/** The words of a pack and a county's roster for tests: two townships with villages of one name, and people 示例甲, 示例乙, …. */
import type { Roster, RosterPerson } from '../../src/domain/roster.ts';
import { OFFICER } from '../../src/domain/request.ts';
import type { RosterVocabulary } from '../../src/documents/roster-vocabulary.ts';

export const ON = '2026-12-01';

export const WORDS: RosterVocabulary = {
  countyName: '示例县',
  posts: ['驻村第一书记', '驻村工作队员'],
  dispatchLevels: ['市派', '县派'],
  bodies: [
    { name: '县委组织部', kind: 'county', title: '示例县委组织部', uses: ['approval', 'filing'] },
    { name: '乡镇（街道）党（工）委书记', kind: 'township', title: '党委书记', uses: ['approval'] },
    { name: '乡镇（街道）党（工）委', kind: 'township', title: '党委考勤员', uses: ['keeper'] },
    { name: '驻村第一书记', kind: 'team', title: null, uses: ['approval'] },
    { name: '派出单位', kind: 'unit', title: null, uses: ['filing'] },
  ],
};

export const personOf = (more: Partial<RosterPerson> & Pick<RosterPerson, 'id' | 'name'>): RosterPerson => ({
  ...{ mobile: null, post: null, dispatchLevel: null, unitId: null, teamId: null, townshipId: null, villageId: null },
  ...{ termFrom: null, termTo: null, isTeamLeader: null },
  ...more,
});

const FENCE = { latitude: 29.86, longitude: 107.73, radiusMetres: 1000 };

/** Two of one name in one team, told apart by their mobiles; a deputy for one of two who hold a seat. */
export const ROSTER: Roster = {
  places: [
    { id: 't1', kind: 'township', name: '示例镇', parentId: null, fence: null },
    { id: 't2', kind: 'township', name: '样本乡', parentId: null, fence: null },
    { id: 'v1', kind: 'village', name: '红旗村', parentId: 't1', fence: FENCE },
    { id: 'v2', kind: 'village', name: '红旗村', parentId: 't2', fence: null },
    { id: 'team-v1', kind: 'team', name: '红旗村工作队', parentId: 'v1', fence: null },
    { id: 'team-v2', kind: 'team', name: '红旗村工作队', parentId: 'v2', fence: null },
    { id: 'team3', kind: 'team', name: '样本乡工作队', parentId: 't2', fence: null },
    { id: 'u1', kind: 'unit', name: '示例县某局（派出单位）', parentId: null, fence: null },
  ],
  people: [
    personOf({
      ...{ id: 'p1', name: '示例甲', mobile: '13800000001', post: '驻村第一书记', dispatchLevel: '县派', unitId: 'u1' },
      ...{ teamId: 'team-v1', townshipId: 't1', villageId: 'v1', isTeamLeader: true },
      ...{ termFrom: '2026-01-05', termTo: '2028-01-04' },
    }),
    personOf({
      ...{ id: 'p2', name: '示例乙', mobile: '13800001234', post: '驻村工作队员', unitId: 'u1', teamId: 'team-v2' },
      ...{ townshipId: 't2', villageId: 'v2', isTeamLeader: false },
    }),
    personOf({
      ...{ id: 'p3', name: '示例乙', mobile: '13900005678', post: '驻村工作队员', unitId: 'u1', teamId: 'team-v2' },
      ...{ townshipId: 't2', villageId: 'v2' },
    }),
    personOf({ id: 'p4', name: '示例丙', mobile: '13800000004', townshipId: 't1' }),
    personOf({ id: 'p5', name: '示例丁', mobile: '13800000005', townshipId: 't1' }),
    personOf({ id: 'p6', name: '示例戊', mobile: '13800000006' }),
    personOf({ id: 'p7', name: '示例己' }),
    personOf({
      id: 'p8',
      name: '示例庚',
      post: '驻村工作队员',
      teamId: 'team3',
      townshipId: 't2',
      mobile: '13800000008',
    }),
  ],
  seats: [
    { ...OFFICER, title: '示例县驻村办', holderIds: ['p6', 'p7'] },
    { body: '县委组织部', scopeId: '', title: '示例县委组织部', holderIds: ['p6'] },
    { body: '乡镇（街道）党（工）委书记', scopeId: 't1', title: '示例镇党委书记', holderIds: ['p4', 'p5'] },
    { body: '乡镇（街道）党（工）委', scopeId: 't1', title: '示例镇党委考勤员', holderIds: ['p5'] },
    { body: '派出单位', scopeId: 'u1', title: '示例县某局', holderIds: ['p2'] },
    { body: '乡镇（街道）党（工）委', scopeId: 't2', title: '样本乡党委考勤员', holderIds: [] },
    { body: '驻村第一书记', scopeId: 'team-v1', title: '红旗村工作队驻村第一书记', holderIds: ['p1'] },
  ],
  deputies: [
    { principalId: 'p4', deputyId: 'p3', fromOn: '2026-12-01', toOn: '2026-12-10' },
    { principalId: 'p2', deputyId: 'p1', fromOn: '2026-12-02', toOn: '2026-12-05' },
  ],
};
