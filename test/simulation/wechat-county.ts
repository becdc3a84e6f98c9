/** 300 cadres in 75 teams of 15 townships, five townships to each of three accounts of WeChat; seven of ten people have the web chat as well. */
import type { County, CountySeat, Place } from '../../src/domain/county.ts';
import type { Person } from '../../src/domain/people.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { loadCounty } from '../../src/store/county.ts';
import type { Database } from '../../src/store/database.ts';
import { chanceOf } from './chance.ts';

export const accounts = ['wechat', 'wechat-2', 'wechat-3'] as const;
export type AccountName = (typeof accounts)[number];

const townships = 15;
const teamsEach = 5;
const cadresEach = 4;

const place = (id: string, kind: Place['kind'], parentId: string | null): Place => ({
  ...{ id, kind, name: `示例${id}`, parentId },
});
const office = { post: null, dispatchLevel: null, villageId: null, teamId: null, unitId: null, isTeamLeader: null };
const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

interface Team {
  readonly id: string;
  readonly townshipId: string;
  readonly memberIds: readonly string[];
}
export const teams: readonly Team[] = numbers(townships * teamsEach).map((i) => ({
  id: `team${i}`,
  townshipId: `t${i % townships}`,
  memberIds: numbers(cadresEach).map((n) => `c${i * cadresEach + n}`),
}));
export const cadres: readonly string[] = teams.flatMap((t) => t.memberIds);

const cadresOf = ({ id, townshipId, memberIds }: Team): Person[] =>
  memberIds.map((personId, n) => ({
    ...{
      id: personId,
      name: `示例${personId}`,
      post: n === 0 ? '驻村第一书记' : '驻村工作队员',
      dispatchLevel: '县派',
    },
    ...{ townshipId, villageId: `v${id}`, teamId: id, unitId: 'u1', isTeamLeader: n === 0 },
  }));
const officeOf = (id: string, townshipId: string | null): Person => ({ ...office, id, name: `示例${id}`, townshipId });
const seat = (body: string, scopeId: string, holderId: string): CountySeat => ({
  ...{ body, scopeId, title: `示例${scopeId}${body}`, holderIds: [holderId] },
});

export const county: County = {
  ...{ id: 'wechat-day', name: '示例县', sample: true, packs: ['fengdu-2021'], points: [], settings: defaultSettings },
  places: [
    place('u1', 'unit', null),
    ...numbers(townships).map((t) => place(`t${t}`, 'township', null)),
    ...teams.flatMap((t) => [place(`v${t.id}`, 'village', t.townshipId), place(t.id, 'team', `v${t.id}`)]),
  ],
  people: [
    ...teams.flatMap(cadresOf),
    ...numbers(townships).flatMap((t) => [officeOf(`s${t}`, `t${t}`), officeOf(`k${t}`, `t${t}`)]),
    ...['o1', 'o2', 'o3'].map((id) => officeOf(id, null)),
  ],
  seats: [
    ...teams.map((t) => seat('驻村第一书记', t.id, t.memberIds[0] ?? '')),
    ...numbers(townships).flatMap((t) => [
      seat('乡镇（街道）党（工）委书记', `t${t}`, `s${t}`),
      seat('乡镇（街道）党（工）委', `t${t}`, `k${t}`),
    ]),
    ...[seat('县委组织部', '', 'o1'), seat('县乡村振兴局', '', 'o2'), seat('派出单位', 'u1', 'o3')],
  ],
  groups: teams.map((t) => ({ id: `g-${t.id}`, title: `示例${t.id}群`, teamId: t.id, memberIds: t.memberIds })),
};

/** The account that looks after somebody. */
export const accountOf = (personId: string): AccountName => {
  const person = county.people.find((p) => p.id === personId);
  const t = Number(person?.townshipId?.slice(1) ?? 0);
  return accounts[Math.floor(t / teamsEach)] ?? 'wechat';
};
export const chatOf = (personId: string): string => `contact-${personId}`;

/** Loads the county, with everybody bound. What fell due before September is not owed. */
export async function open(db: Database): Promise<void> {
  await loadCounty(db, county, { on: '2026-09-01', groupsOn: 'wechat', accountsOn: 'web' });
  const bound = county.people.map((p) => ({ id: p.id, on: accountOf(p.id), chat: chatOf(p.id), web: hasWeb(p.id) }));
  const groups = teams.map((t) => ({ id: t.id, on: accountOf(t.memberIds[0] ?? '') }));
  await db.$executeRaw`
    INSERT INTO account (county, id, platform, user_id, person_id, direct_conversation, bound_at)
    SELECT ${county.id}, b."on" || ':' || b.id, b."on", b.chat, b.id, b.chat, now()
    FROM jsonb_to_recordset(${JSON.stringify(bound)}::jsonb) AS b(id text, "on" text, chat text)`;
  await db.$executeRaw`
    DELETE FROM account a USING jsonb_to_recordset(${JSON.stringify(bound)}::jsonb) AS b(id text, web boolean)
    WHERE a.platform = 'web' AND a.person_id = b.id AND NOT b.web`;
  await db.$executeRaw`
    UPDATE chat_group g SET platform = b."on", conversation = 'room-' || b.id
    FROM jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) AS b(id text, "on" text) WHERE g.team_id = b.id`;
  await db.$executeRaw`UPDATE county SET created_at = '2026-09-01T00:00:00+08:00'`;
}

export const hasWeb = (personId: string): boolean => chanceOf(`web ${personId}`).below(10) < 7;
