/** The parts of a county as rows: places, people, seats with their holders, groups. Set-based; nothing that has a history is deleted. */
import type { IsoDate } from '../domain/calendar.ts';
import type { CountyGroup, CountySeat, Place } from '../domain/county.ts';
import type { Person } from '../domain/people.ts';
import type { SeatKey } from '../domain/request.ts';
import type { Statements } from './database.ts';

/**
 * Waits until no message of the county is being worked, and lets none be worked before this transaction ends. Whoever
 * takes messages holds the same lock for sharing (see `takeMessages`), so that none is decided on people who are just changing.
 */
export async function holdCounty(tx: Statements, county: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('county/' || ${county}, 0))`;
}

/** For whoever binds accounts or issues codes outside a message: the people stay as they are until this transaction ends. */
export async function shareCounty(tx: Statements, county: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended('county/' || ${county}, 0))`;
}

export async function putPlaces(tx: Statements, county: string, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO place (county, id, kind, name, parent_id)
    SELECT ${county}, * FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS p(id text, kind text, name text, "parentId" text)
    ON CONFLICT (county, id) DO UPDATE SET kind = excluded.kind, name = excluded.name, parent_id = excluded.parent_id`;
}

/** Whoever is named belongs to the county, also after having left it. What people chose in the chat (免打扰) is theirs: it stays; who was erased stays so. */
export async function putPeople(tx: Statements, county: string, people: readonly Person[]): Promise<void> {
  if (people.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO person (county, id, name, post, dispatch_level, township_id, village_id, team_id, unit_id, is_team_leader)
    SELECT ${county}, * FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
      AS p(id text, name text, post text, "dispatchLevel" text, "townshipId" text, "villageId" text, "teamId" text, "unitId" text,
        "isTeamLeader" boolean)
    ON CONFLICT (county, id) DO UPDATE SET name = excluded.name, post = excluded.post, dispatch_level = excluded.dispatch_level,
      township_id = excluded.township_id, village_id = excluded.village_id, team_id = excluded.team_id, unit_id = excluded.unit_id,
      is_team_leader = excluded.is_team_leader, left_on = NULL
    WHERE person.erased_at IS NULL`;
}

export async function putSeats(
  tx: Statements,
  county: string,
  seats: readonly Pick<CountySeat, 'body' | 'scopeId' | 'title'>[],
): Promise<void> {
  if (seats.length === 0) return;
  const rows = seats.map((s) => ({ body: s.body, scope_id: s.scopeId, title: s.title }));
  await tx.$executeRaw`
    INSERT INTO seat (county, body, scope_id, title)
    SELECT ${county}, * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS s(body text, scope_id text, title text)
    ON CONFLICT (county, body, scope_id) DO UPDATE SET title = excluded.title`;
}

export interface Holder extends SeatKey {
  readonly personId: string;
}

export const holdersOf = (seats: readonly CountySeat[]): Holder[] =>
  seats.flatMap(({ body, scopeId, holderIds }) => holderIds.map((personId) => ({ body, scopeId, personId })));

const holderRows = (holders: readonly Holder[]): string =>
  JSON.stringify(holders.map((h) => ({ body: h.body, scope_id: h.scopeId, person_id: h.personId })));

/** Exactly these hold seats from `on`; those no longer named held until the day before. */
export async function setHolders(
  tx: Statements,
  county: string,
  holders: readonly Holder[],
  on: IsoDate,
): Promise<void> {
  const named = holderRows(holders);
  await tx.$executeRaw`
    DELETE FROM seat_holder h WHERE h.county = ${county} AND h.from_on >= ${on}::date AND NOT EXISTS (
      SELECT 1 FROM jsonb_to_recordset(${named}::jsonb) AS n(body text, scope_id text, person_id text)
      WHERE n.body = h.body AND n.scope_id = h.scope_id AND n.person_id = h.person_id)`;
  await tx.$executeRaw`
    UPDATE seat_holder h SET to_on = ${on}::date - 1 WHERE h.county = ${county} AND (h.to_on IS NULL OR h.to_on >= ${on}::date)
      AND NOT EXISTS (
        SELECT 1 FROM jsonb_to_recordset(${named}::jsonb) AS n(body text, scope_id text, person_id text)
        WHERE n.body = h.body AND n.scope_id = h.scope_id AND n.person_id = h.person_id)`;
  await tx.$executeRaw`
    INSERT INTO seat_holder (county, body, scope_id, person_id, from_on)
    SELECT ${county}, n.body, n.scope_id, n.person_id, ${on}::date
    FROM jsonb_to_recordset(${named}::jsonb) AS n(body text, scope_id text, person_id text)
    WHERE NOT EXISTS (
      SELECT 1 FROM seat_holder h WHERE h.county = ${county} AND h.body = n.body AND h.scope_id = n.scope_id
        AND h.person_id = n.person_id AND (h.to_on IS NULL OR h.to_on >= ${on}::date))`;
}

/** A group that is no longer named has no members and is told nothing more; what was said there stays. */
export async function setGroups(
  tx: Statements,
  county: string,
  named: readonly CountyGroup[],
  platform: string,
): Promise<void> {
  const groups = named.map((g) => ({ id: g.id, title: g.title, team_id: g.teamId }));
  const members = JSON.stringify(named.flatMap((g) => g.memberIds.map((id) => ({ group_id: g.id, person_id: id }))));
  await tx.$executeRaw`
    INSERT INTO chat_group (county, id, platform, conversation, title, team_id)
    SELECT ${county}, g.id, ${platform}, 'g-' || g.id, g.title, g.team_id
    FROM jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) AS g(id text, title text, team_id text)
    ON CONFLICT (county, id) DO UPDATE SET title = excluded.title, team_id = excluded.team_id`;
  await tx.$executeRaw`
    UPDATE chat_group SET team_id = NULL
    WHERE county = ${county} AND platform = ${platform} AND NOT id = ANY(${groups.map((g) => g.id)}::text[])`;
  await tx.$executeRaw`
    DELETE FROM group_member m USING chat_group g
    WHERE m.county = ${county} AND g.county = m.county AND g.id = m.group_id AND g.platform = ${platform} AND NOT EXISTS (
      SELECT 1 FROM jsonb_to_recordset(${members}::jsonb) AS n(group_id text, person_id text)
      WHERE n.group_id = m.group_id AND n.person_id = m.person_id)`;
  await tx.$executeRaw`
    INSERT INTO group_member (county, group_id, person_id)
    SELECT ${county}, * FROM jsonb_to_recordset(${members}::jsonb) AS m(group_id text, person_id text)
    ON CONFLICT DO NOTHING`;
}
