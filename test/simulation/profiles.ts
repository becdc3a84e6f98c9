/** Who works in a county under each of the packs, which seats it has, and its rules. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rules } from '../../src/rules/decision.ts';
import { loadRules } from '../../src/rules/load.ts';
import { readBook, type Book } from '../recount/rows.ts';

export interface TeamKind {
  /** As the team is called. */
  readonly name: string;
  /** The leader's first, then the others'; the last one is of all that follow. */
  readonly posts: readonly string[];
}

export interface Profile {
  readonly name: string;
  readonly packs: readonly string[];
  /** File of the county's own rules, below rules/counties or by its whole path; null where the packs stand alone. */
  readonly overlay: string | null;
  readonly levels: readonly string[];
  readonly villageTeam: TeamKind;
  readonly townshipTeam: TeamKind | null;
  readonly seats: readonly {
    readonly body: string;
    readonly scope: 'county' | 'township' | 'village' | 'team' | 'unit';
  }[];
}

const at = (scope: Profile['seats'][number]['scope'], ...bodies: readonly string[]): Profile['seats'] =>
  bodies.map((body) => ({ body, scope }));

export const profiles: readonly Profile[] = [
  {
    name: '丰都',
    packs: ['fengdu-2021'],
    overlay: 'fengdu.yaml',
    levels: ['市派', '县派', '县派', '县派'],
    villageTeam: { name: '驻村工作队', posts: ['驻村第一书记', '驻村工作队员'] },
    townshipTeam: { name: '驻乡工作队', posts: ['驻乡工作队队长', '驻乡工作队员'] },
    seats: [
      ...at('county', '县委组织部', '县乡村振兴局', '县农业农村委', '县委农办', '区县'),
      ...at('township', '乡镇（街道）党（工）委', '乡镇（街道）'),
      ...at('unit', '派出单位', '县级帮扶单位'),
      ...at('team', '驻乡工作队队长', '驻村第一书记'),
    ],
  },
  {
    name: '重庆',
    packs: ['chongqing-2023'],
    overlay: null,
    levels: ['市派', '县派'],
    villageTeam: { name: '驻村工作队', posts: ['驻村第一书记', '驻村工作队员'] },
    townshipTeam: null,
    seats: [...at('county', '区县'), ...at('township', '乡镇（街道）'), ...at('unit', '派出单位')],
  },
  {
    name: '西安',
    packs: ['xian-2018'],
    overlay: 'sample-xian.yaml',
    levels: ['省派', '市派', '县派'],
    villageTeam: { name: '驻村工作队', posts: ['驻村工作队队长', '驻村第一书记', '驻村干部', '联户干部'] },
    townshipTeam: null,
    seats: [
      ...at('county', '县级驻村工作领导小组', '区县（开发区）'),
      ...at('township', '镇（街办）', '镇（街办）党委书记'),
      ...at('unit', '参扶单位', '参扶单位主要负责人'),
      ...at('team', '驻村工作队队长'),
    ],
  },
  {
    name: '榆林',
    packs: ['yulin-2021'],
    overlay: 'sample-yulin.yaml',
    levels: ['省派', '市派', '县派'],
    villageTeam: { name: '驻村工作队', posts: ['驻村第一书记', '驻村工作队员'] },
    townshipTeam: null,
    seats: [
      ...at('county', '县级驻村队伍管理办公室', '县市区驻村队伍管理办公室'),
      ...at('township', '乡镇（街道）', '乡镇（街道）党（工）委', '乡镇（街道）党（工）委书记'),
      ...at('unit', '派出单位'),
    ],
  },
  {
    name: '驻马店',
    packs: ['zhumadian-2022'],
    overlay: 'sample-zhumadian.yaml',
    levels: ['市派', '县派'],
    villageTeam: { name: '驻村工作队', posts: ['驻村工作队队长', '驻村第一书记', '驻村工作队员'] },
    townshipTeam: null,
    seats: [
      ...at('county', '县（区）党委组织部', '县（区）乡村振兴局'),
      ...at('township', '乡镇（街道）党（工）委'),
      ...at('unit', '派出单位'),
    ],
  },
];

const RULES = fileURLToPath(new URL('../../rules', import.meta.url));

const overlayOf = ({ overlay }: Profile): string | null =>
  overlay === null ? null : path.resolve(RULES, 'counties', overlay);

export function rulesOf(profile: Profile): Rules {
  const overlay = overlayOf(profile);
  return loadRules(RULES, overlay === null ? profile.packs : { overlay });
}

/** The same as the recount reads them. */
export const bookOf = (profile: Profile): Book => readBook(RULES, profile.packs, overlayOf(profile));
