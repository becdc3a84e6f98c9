/** A small county for the life of a request: a seat held by two, an applicant who sits in the chain, somebody without an account. */
import type { County, CountySeat } from '../../../src/domain/county.ts';
import type { Person } from '../../../src/domain/people.ts';
import { OFFICER } from '../../../src/domain/request.ts';
import { defaultSettings } from '../../../src/domain/settings.ts';
import { RICH, type TestCounty } from '../../builders/county.ts';

export const NAMES: Readonly<Record<string, string>> = {
  a1: '甲子',
  a2: '乙丑',
  k: '丙寅',
  s1: '丁卯',
  s2: '戊辰',
  z: '己巳',
  p: '庚午',
  n: '辛未',
  f: '壬申',
  off: '癸酉',
  x: '甲戌',
  y: '乙亥',
};
/** Nobody can write to this one. */
export const UNREACHABLE = 'n';
export const APPLICANTS = ['a1', 'a2'] as const;
export const CADRES: readonly string[] = ['a1', 'a2', 'k'];
export const UNIT_OF: Readonly<Record<string, string>> = { a1: 'u1', a2: 'u2' };
export const OFFICER_SEAT = `${OFFICER.body}@${OFFICER.scopeId}`;
export const SECRETARY = '乡镇（街道）党（工）委书记@t1';
export const ORGANISATION = '县委组织部@';
export const KEEPER = '驻村第一书记@team1';
export const CHECKER = '县乡村振兴局@';
export const unitSeat = (unitId: string): string => `派出单位@${unitId}`;

const seat = (key: string, title: string, ...holderIds: string[]): CountySeat => {
  const [body = '', scopeId = ''] = key.split('@');
  return { body, scopeId, title, holderIds };
};

/** Their titles as they are said: none is part of another. */
const SEATS: readonly CountySeat[] = [
  seat(SECRETARY, '东乡党委书记', 's1', 's2'), // held by two
  seat(ORGANISATION, '组织部', 'z'),
  seat(unitSeat('u1'), '甲局', 'p'),
  seat(unitSeat('u2'), '乙局', 'a2', 'p'), // an applicant sits in the own chain
  seat(KEEPER, '一村书记', 'k'),
  seat(CHECKER, '振兴局', 'f'),
  { ...OFFICER, title: '县级经办人', holderIds: ['off'] },
];

const home = { townshipId: 't1', villageId: 'v1', teamId: 'team1' };
const nowhere = { townshipId: null, villageId: null, teamId: null };

const PEOPLE: readonly Person[] = Object.entries(NAMES).map(([id, name]) => ({
  id,
  name,
  post: id === 'k' ? '驻村第一书记' : CADRES.includes(id) ? '驻村工作队员' : null,
  dispatchLevel: null,
  unitId: UNIT_OF[id] ?? (id === 'k' ? 'u1' : null),
  isTeamLeader: null,
  ...(CADRES.includes(id) ? home : nowhere),
}));

/** `packs`: one with a chain of its own (丰都), or one without, where the officer keeps each request. */
export function lifeCounty(id: string, packs: readonly string[]): TestCounty {
  const county: County = {
    id,
    name: '示例县',
    sample: true,
    settings: defaultSettings,
    points: [],
    packs,
    places: [
      { id: 't1', kind: 'township', name: '东乡', parentId: null },
      { id: 'v1', kind: 'village', name: '一村', parentId: 't1' },
      { id: 'team1', kind: 'team', name: '一村工作队', parentId: 'v1' },
      { id: 'u1', kind: 'unit', name: '甲局', parentId: null },
      { id: 'u2', kind: 'unit', name: '乙局', parentId: null },
    ],
    people: PEOPLE,
    seats: SEATS,
    groups: [{ id: 'g1', title: '一村群', teamId: 'team1', memberIds: ['a1', 'a2', 'k'] }],
  };
  const reachable = PEOPLE.filter((p) => p.id !== UNREACHABLE);
  return { county, accounts: reachable.map((p) => ({ personId: p.id, platform: RICH })), plainGroups: [] };
}

/** Who holds which seat at first. */
export const firstHolders = (): Record<string, readonly string[]> =>
  Object.fromEntries(SEATS.map((s) => [`${s.body}@${s.scopeId}`, s.holderIds]));

export const TITLES: Readonly<Record<string, string>> = Object.fromEntries(
  SEATS.map((s) => [`${s.body}@${s.scopeId}`, s.title]),
);
