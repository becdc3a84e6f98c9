/** A small county: one township with a village team, and everyone who approves or keeps. */
import type { County, Place } from '../../src/domain/county.ts';
import { OFFICER } from '../../src/domain/request.ts';
import { defaultSettings } from '../../src/domain/settings.ts';

const place = (id: string, kind: Place['kind'], name: string, parentId: string | null = null): Place => ({
  id,
  kind,
  name,
  parentId,
});
const village = {
  dispatchLevel: '县派',
  townshipId: 't1',
  villageId: 'v1',
  teamId: 'team-v1',
  unitId: 'u1',
  isTeamLeader: null,
};
const township = { ...village, villageId: null, teamId: 'team-t1' };
const nowhere = { townshipId: null, villageId: null, teamId: null, unitId: null };
const office = { post: null, dispatchLevel: null, ...nowhere, isTeamLeader: null };

export const sampleCounty: County = {
  id: 'demo',
  name: '示例县',
  sample: true,
  packs: ['fengdu-2021'],
  places: [
    place('t1', 'township', '示例镇'),
    place('v1', 'village', '示例一村', 't1'),
    place('team-v1', 'team', '示例一村驻村工作队', 'v1'),
    place('team-t1', 'team', '示例镇驻乡工作队', 't1'),
    place('u1', 'unit', '示例县某局'),
  ],
  people: [
    { ...village, id: 'p1', name: '示例甲', post: '驻村工作队员' },
    { ...village, id: 'p2', name: '示例乙', post: '驻村工作队员' },
    { ...village, id: 'p3', name: '示例丙', post: '驻村第一书记' },
    { ...township, id: 'p4', name: '示例丁', post: '驻乡工作队队长' },
    { ...township, id: 'p5', name: '示例戊', post: '驻乡工作队员' },
    ...['己', '庚', '辛', '壬', '癸'].map((name, i) => ({ ...office, id: `p${i + 6}`, name: `示例${name}` })),
  ],
  seats: [
    { body: '驻村第一书记', scopeId: 'team-v1', title: '示例一村第一书记', holderIds: ['p3'] },
    { body: '驻乡工作队队长', scopeId: 'team-t1', title: '示例镇驻乡工作队队长', holderIds: ['p4'] },
    { body: '乡镇（街道）党（工）委书记', scopeId: 't1', title: '示例镇党委书记', holderIds: ['p6'] },
    { body: '乡镇（街道）党（工）委', scopeId: 't1', title: '示例镇党委考勤员', holderIds: ['p7'] },
    { body: '县委组织部', scopeId: '', title: '示例县委组织部', holderIds: ['p8'] },
    { body: '县乡村振兴局', scopeId: '', title: '示例县乡村振兴局', holderIds: ['p9'] },
    { body: '派出单位', scopeId: 'u1', title: '示例县某局', holderIds: ['p10'] },
  ],
  settings: defaultSettings,
  points: [],
  groups: [
    { id: 'g1', title: '示例一村工作队群', teamId: 'team-v1', memberIds: ['p1', 'p2', 'p3'] },
    { id: 'g2', title: '示例镇驻乡工作队群', teamId: 'team-t1', memberIds: ['p4', 'p5'] },
  ],
};

/** The same with an officer, p11. */
export const sampleCountyWithOfficer: County = {
  ...sampleCounty,
  people: [...sampleCounty.people, { ...office, id: 'p11', name: '示例子' }],
  seats: [...sampleCounty.seats, { ...OFFICER, title: '示例县驻村办', holderIds: ['p11'] }],
};
