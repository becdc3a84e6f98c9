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

/** The direct chats of everyone the replies are for and of the speakers, and the groups of the teams. */
export async function loadDirectory(
  tx: Statements,
  county: string,
  replies: readonly Reply[],
  facts: readonly Facts[],
): Promise<LoadedDirectory> {
  const people = [
    ...replies.flatMap((r) => (r.recipient.to === 'person' ? [r.recipient.personId] : [])),
    ...facts.flatMap((f) => f.speaker.person?.id ?? []),
  ];
  const teams = replies.flatMap((r) => (r.recipient.to === 'team' ? [r.recipient.teamId] : []));
  const rows = await tx.$queryRaw<{ kind: 'person' | 'team'; id: string; platform: string; conversation: string }[]>`
    SELECT 'person' AS kind, person_id AS id, platform, direct_conversation AS conversation FROM account
    WHERE county = ${county} AND person_id = ANY(${[...new Set(people)]}::text[]) AND direct_conversation IS NOT NULL
    UNION ALL
    SELECT 'team', team_id, platform, conversation FROM chat_group WHERE county = ${county} AND team_id = ANY(${[...new Set(teams)]}::text[])
    ORDER BY 1, 2, 3, 4`;
  const directOf = new Map<string, AddressRow>();
  const groupsOf = new Map<string, AddressRow[]>();
  for (const { kind, id, platform, conversation } of rows) {
    if (kind === 'team') groupsOf.set(id, [...(groupsOf.get(id) ?? []), { platform, conversation }]);
    else if (!directOf.has(id)) directOf.set(id, { platform, conversation });
  }
  return { directOf, groupsOf };
}
