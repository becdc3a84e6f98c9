/** The groups of teams: what a message about one is decided from, and binding them. */
import type { Facts, Need } from '../domain/facts.ts';
import type { GroupFacts, GroupTeam } from '../domain/group.ts';
import { VersionConflict, type Statements } from './database.ts';
import type { EffectOf } from './work-result.ts';

const mostTeams = 20;

interface TeamRow {
  i: number;
  id: string;
  name: string;
  members: string[];
}

interface BoundRow {
  i: number;
  group_id: string;
  team_id: string | null;
  name: string;
  members: string[];
  by_roster: boolean;
}

/** For each message that asks for it, its group and the teams that it may mean. */
export async function loadGroups(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<(GroupFacts | null)[]> {
  const asked = needs.flatMap(({ group }, i) => (group ? [{ ...group, i, ...aroundSpeaker(facts[i]) }] : []));
  if (asked.length === 0) return needs.map(() => null);
  const json = JSON.stringify(asked);
  const bound = await boundGroups(tx, county, json);
  const teams = await meantTeams(tx, county, json);
  return needs.map(({ group }, i) =>
    group ? { bound: bound.get(i) ?? null, teams: teams.filter((t) => t.i === i).map(teamOf) } : null,
  );
}

const aroundSpeaker = (f: Facts | undefined): { team_id: string | null; scopes: string[] } => ({
  team_id: f?.speaker.person?.teamId ?? null,
  scopes: f?.speaker.seats.map((s) => s.scopeId).filter((id) => id !== '') ?? [],
});

const teamOf = ({ id, name, members }: TeamRow): GroupTeam => ({ id, name, memberIds: members });

async function boundGroups(tx: Statements, county: string, asked: string): Promise<Map<number, GroupFacts['bound']>> {
  const rows = await tx.$queryRaw<BoundRow[]>`
    SELECT a.i, g.id AS group_id, t.id AS team_id, coalesce(t.name, '') AS name,
      array(SELECT p.id FROM person p WHERE p.county = t.county AND p.team_id = t.id AND p.left_on IS NULL ORDER BY p.id) AS members,
      EXISTS (SELECT 1 FROM group_member m WHERE m.county = g.county AND m.group_id = g.id) AS by_roster
    FROM jsonb_to_recordset(${asked}::jsonb) AS a(i int, platform text, conversation text)
    JOIN chat_group g ON g.county = ${county} AND g.platform = a.platform AND g.conversation = a.conversation
    LEFT JOIN place t ON t.county = g.county AND t.id = g.team_id`;
  return new Map(
    rows.map((r) => [
      r.i,
      { groupId: r.group_id, team: r.team_id === null ? null : teamOf({ ...r, id: r.team_id }), byRoster: r.by_roster },
    ]),
  );
}

/** By the nearest reading that finds any: the name, part of it, part of it by its shorter form. */
const meantTeams = (tx: Statements, county: string, asked: string): Promise<TeamRow[]> => tx.$queryRaw<TeamRow[]>`
  WITH asked AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(${asked}::jsonb) AS a(i int, names text[], team_id text, scopes text[])
  ), named AS (
    SELECT a.i, t.id, t.name, CASE WHEN cardinality(a.names) = 0 OR t.name = ANY(a.names) THEN 0
      WHEN strpos(t.name, a.names[1]) > 0 THEN 1 ELSE 2 END AS rank
    FROM asked a JOIN place t ON t.county = ${county} AND t.kind = 'team'
    WHERE EXISTS (SELECT 1 FROM unnest(a.names) AS said WHERE strpos(t.name, said) > 0)
      OR (cardinality(a.names) = 0 AND (t.id = a.team_id OR EXISTS (
        SELECT 1 FROM person p WHERE p.county = t.county AND p.team_id = t.id AND p.left_on IS NULL
          AND (p.team_id = ANY(a.scopes) OR p.village_id = ANY(a.scopes) OR p.township_id = ANY(a.scopes) OR p.unit_id = ANY(a.scopes)))))
  ), best AS (
    SELECT n.*, min(rank) OVER (PARTITION BY i) AS first, row_number() OVER (PARTITION BY i ORDER BY rank, name, id) AS place FROM named n
  )
  SELECT b.i, b.id, b.name,
    array(SELECT p.id FROM person p WHERE p.county = ${county} AND p.team_id = b.id AND p.left_on IS NULL ORDER BY p.id) AS members
  FROM best b WHERE b.rank = b.first AND b.place <= ${mostTeams} ORDER BY b.i, b.place`;

/** Who has to be at hand for those groups. */
export const membersIn = (group: GroupFacts | null | undefined): string[] =>
  group ? [...(group.bound?.team ? [group.bound.team] : []), ...group.teams].flatMap((t) => t.memberIds) : [];

/** Throws {@link VersionConflict} where the group is another team's meanwhile. */
export async function bindGroups(
  tx: Statements,
  county: string,
  bound: readonly EffectOf<'bind-group'>[],
): Promise<void> {
  for (const { groupId, platform, conversation, title, teamId } of bound) {
    const changed = await tx.$executeRaw`
      INSERT INTO chat_group AS g (county, id, platform, conversation, title, team_id)
      VALUES (${county}, ${groupId}, ${platform}, ${conversation}, ${title}, ${teamId})
      ON CONFLICT (county, platform, conversation) DO UPDATE SET team_id = excluded.team_id, title = excluded.title WHERE g.team_id IS NULL`;
    if (changed === 0) throw new VersionConflict();
  }
}

/** Throws {@link VersionConflict} where it is no longer that team's. */
export async function unbindGroups(
  tx: Statements,
  county: string,
  freed: readonly EffectOf<'unbind-group'>[],
): Promise<void> {
  for (const { groupId, teamId } of freed) {
    const gone = await tx.$executeRaw`
      DELETE FROM chat_group WHERE county = ${county} AND id = ${groupId} AND team_id = ${teamId}`;
    if (gone === 0) throw new VersionConflict();
  }
}
