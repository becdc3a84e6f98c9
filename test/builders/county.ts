/** A county with every awkward case of an organisation: shared, doubled, vacant and unreachable seats. */
import type { County, CountySeat, Place } from '../../src/domain/county.ts';
import type { Person } from '../../src/domain/people.ts';
import { OFFICER } from '../../src/domain/request.ts';
import { defaultSettings } from '../../src/domain/settings.ts';

/** A platform with buttons and quoted ids, and one that has only words and codes. */
export const RICH = 'rich';
export const PLAIN = 'plain';

export interface AccountOf {
  readonly personId: string;
  readonly platform: string;
}

export interface TestCounty {
  readonly county: County;
  /** Bound accounts; somebody without one can be written to nowhere. */
  readonly accounts: readonly AccountOf[];
  /** Groups of the plain platform, beside those of the county, which are on the rich one. */
  readonly plainGroups: readonly { readonly id: string; readonly teamId: string }[];
}

/** Id of an account, which is also the platform's user. */
export const accountId = ({ personId, platform }: AccountOf): string => `${platform}-${personId}`;
export const directChat = (account: AccountOf): string => `d-${accountId(account)}`;
export const groupChat = (groupId: string): string => `g-${groupId}`;

const place = (id: string, kind: Place['kind'], name: string, parentId: string | null = null): Place => ({
  id,
  kind,
  name,
  parentId,
});

const PLACES: readonly Place[] = [
  place('t1', 'township', '东乡'),
  place('t2', 'township', '西乡'),
  place('v1', 'village', '东一村', 't1'),
  place('v2', 'village', '西一村', 't2'),
  place('team-v1', 'team', '东一村驻村工作队', 'v1'),
  place('team-v2', 'team', '西一村驻村工作队', 'v2'),
  place('team-t1', 'team', '东乡驻乡工作队', 't1'),
  ...['u1', 'u2', 'u3', 'u4'].map((id) => place(id, 'unit', `${id}局`)),
];

const TEAMS: Readonly<Record<string, Pick<Person, 'townshipId' | 'villageId' | 'teamId'>>> = {
  'team-v1': { townshipId: 't1', villageId: 'v1', teamId: 'team-v1' },
  'team-v2': { townshipId: 't2', villageId: 'v2', teamId: 'team-v2' },
  'team-t1': { townshipId: 't1', villageId: null, teamId: 'team-t1' },
};

/** id, name, post, team, unit. */
const CADRES: readonly (readonly [string, string, string, string, string])[] = [
  ['c1', '甲子', '驻村工作队员', 'team-v1', 'u1'],
  ['c2', '乙丑', '驻村工作队员', 'team-v1', 'u2'],
  ['c3', '丙寅', '驻村第一书记', 'team-v1', 'u1'],
  ['c4', '丁卯', '驻村工作队员', 'team-v2', 'u2'],
  ['c5', '戊辰', '驻村第一书记', 'team-v2', 'u2'],
  ['c6', '己巳', '驻乡工作队队长', 'team-t1', 'u1'],
  ['c7', '庚午', '驻乡工作队员', 'team-t1', 'u1'],
  ['c8', '辛未', '驻乡工作队员', 'team-t1', 'u3'],
  ['c9', '壬申', '产业指导员', 'team-v2', 'u1'],
  ['c10', '癸酉', '驻村工作队员', 'team-v1', 'u4'],
];
const OFFICERS = ['春一', '夏二', '秋三', '冬四', '风五', '雨六', '雷七', '电八', '云九', '雪十'];

const nowhere = {
  post: null,
  dispatchLevel: null,
  townshipId: null,
  villageId: null,
  teamId: null,
  unitId: null,
  isTeamLeader: null,
};

const PEOPLE: readonly Person[] = [
  ...CADRES.map(([id, name, post, team, unitId]) => ({
    id,
    name,
    post,
    dispatchLevel: '县派',
    unitId,
    isTeamLeader: null,
    ...(TEAMS[team] ?? { townshipId: null, villageId: null, teamId: null }),
  })),
  ...OFFICERS.map((name, i) => ({ ...nowhere, id: `o${i + 1}`, name })),
];

const seat = (body: string, scopeId: string, ...holderIds: string[]): CountySeat => ({
  body,
  scopeId,
  title: `${scopeId}${body}`,
  holderIds,
});

const SEATS: readonly CountySeat[] = [
  seat('驻村第一书记', 'team-v1', 'c3'),
  seat('驻村第一书记', 'team-v2', 'c5'),
  seat('驻乡工作队队长', 'team-t1', 'c6'),
  seat('乡镇（街道）党（工）委书记', 't1', 'o1', 'o2'), // held by two
  seat('乡镇（街道）党（工）委书记', 't2', 'o3'), // o3 holds three seats
  seat('乡镇（街道）党（工）委', 't2', 'o3'),
  seat('乡镇（街道）党（工）委', 't1', 'o4'), // keeps c3, c6 and is asked for their long leave
  seat('县委组织部', '', 'o5', 'o6'),
  seat('县乡村振兴局', '', 'o9', 'o10', 'o3'), // o3 gets copies of what others approve
  seat('派出单位', 'u1', 'o4', 'o7'),
  seat('派出单位', 'u2', 'c5', 'o8'), // c5 is an applicant too, o8 has no account
  seat('派出单位', 'u3'), // vacant
  seat('派出单位', 'u4', 'c10'), // held by its only applicant
  { ...OFFICER, title: '县级经办人', holderIds: ['o10'] },
];

const GROUPS = [
  { id: 'g1', title: '东一村群', teamId: 'team-v1', memberIds: ['c1', 'c3', 'c10'] },
  { id: 'g2', title: '西一村群', teamId: 'team-v2', memberIds: ['c4', 'c5', 'c9'] },
  { id: 'g3', title: '东乡群', teamId: 'team-t1', memberIds: ['c6', 'c7', 'c8'] },
];

/** Who writes from where; c1 has an account on both, o8 none. */
const ACCOUNTS: readonly AccountOf[] = [
  ...['c1', 'c3', 'c4', 'c5', 'c7', 'c9', 'c10', 'o1', 'o3', 'o4', 'o5', 'o9'].map((personId) => ({
    personId,
    platform: RICH,
  })),
  ...['c1', 'c2', 'c6', 'c8', 'o2', 'o6', 'o7', 'o10'].map((personId) => ({ personId, platform: PLAIN })),
];

export function testCounty(id: string): TestCounty {
  return {
    county: {
      id,
      name: `${id}县`,
      sample: true,
      settings: defaultSettings,
      points: [],
      packs: ['fengdu-2021'],
      places: PLACES,
      people: PEOPLE,
      seats: SEATS,
      groups: GROUPS,
    },
    accounts: ACCOUNTS,
    plainGroups: [{ id: 'g4', teamId: 'team-v1' }],
  };
}

export const CADRE_IDS: readonly string[] = CADRES.map(([id]) => id);
export const PERSON_IDS: readonly string[] = PEOPLE.map((p) => p.id);
