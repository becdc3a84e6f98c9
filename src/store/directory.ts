/** Where people and teams can be written to. */
import type { Facts } from '../domain/facts.ts';
import type { Reply } from '../domain/reply.ts';
import type { Statements } from './database.ts';

export interface AddressRow {
  readonly platform: string;
  readonly conversation: string;
}

export interface LoadedDirectory {
  readonly directOf: ReadonlyMap<string, AddressRow>;
  readonly groupsOf: ReadonlyMap<string, readonly AddressRow[]>;
}

interface FoundRow extends AddressRow {
  readonly kind: 'person' | 'team';
  readonly id: string;
}

/**
 * The direct chats of everyone the replies are for and of the speakers, and the groups of the teams. Of several accounts of a person it is
 * the one on a platform that is in use (`platforms`; none named = all are), by which they wrote last; of those never used the one bound last.
 */
export async function loadDirectory(
  tx: Statements,
  county: string,
  replies: readonly Reply[],
  facts: readonly Facts[],
  platforms: readonly string[] = [],
): Promise<LoadedDirectory> {
  const people = [
    ...replies.flatMap((r) => (r.recipient.to === 'person' ? [r.recipient.personId] : [])),
    ...facts.flatMap((f) => f.speaker.person?.id ?? []),
  ];
  const teams = replies.flatMap((r) => (r.recipient.to === 'team' ? [r.recipient.teamId] : []));
  const rows = await tx.$queryRaw<FoundRow[]>`
    WITH direct AS MATERIALIZED (
      SELECT person_id, platform, user_id, direct_conversation, bound_at, count(*) OVER (PARTITION BY person_id) AS accounts FROM account
      WHERE county = ${county} AND person_id = ANY(${[...new Set(people)]}::text[]) AND direct_conversation IS NOT NULL)
    SELECT 'person' AS kind, d.person_id AS id, d.platform, d.direct_conversation AS conversation,
      d.platform = ANY(${[...platforms]}::text[]) AS in_use, used.id AS used, d.bound_at
    FROM direct d LEFT JOIN LATERAL (
      SELECT i.id FROM inbox i WHERE d.accounts > 1 AND i.county = ${county} AND i.platform = d.platform AND i.sender_id = d.user_id
      ORDER BY i.id DESC LIMIT 1) used ON true
    UNION ALL
    SELECT 'team', team_id, platform, conversation, true, NULL, NULL FROM chat_group
    WHERE county = ${county} AND team_id = ANY(${[...new Set(teams)]}::text[])
    ORDER BY 1, 2, 5 DESC, 6 DESC NULLS LAST, 7 DESC NULLS LAST, 3, 4`;
  const directOf = new Map<string, AddressRow>();
  const groupsOf = new Map<string, AddressRow[]>();
  for (const { kind, id, platform, conversation } of rows) {
    if (kind === 'team') groupsOf.set(id, [...(groupsOf.get(id) ?? []), { platform, conversation }]);
    else if (!directOf.has(id)) directOf.set(id, { platform, conversation });
  }
  return { directOf, groupsOf };
}
