/** Brings a county's description into the tables: adds and updates, ends what is gone, deletes no record. */
import type { IsoDate } from '../domain/calendar.ts';
import type { County } from '../domain/county.ts';
import { inTransaction, type Database, type Statements } from './database.ts';

/** A county of one kind is never loaded over one of the other kind. */
export class SampleMixed extends Error {
  override readonly name = 'SampleMixed';
}

export interface LoadOptions {
  /** The day from which changed holders hold and former ones no longer do. */
  readonly on: IsoDate;
  /** Gives everybody an account there at once: for the demo; elsewhere accounts are bound one by one. */
  readonly accountsOn?: string;
  /** Platform of the county's groups. */
  readonly groupsOn: string;
}

export async function loadCounty(db: Database, county: County, options: LoadOptions): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('county/' || ${county.id}, 0))`;
    const before = await tx.county.findUnique({ where: { id: county.id } });
    if (before && before.demo !== county.sample) throw new SampleMixed(county.id);
    const head = { name: county.name, packs: [...county.packs], demo: county.sample };
    await tx.county.upsert({ where: { id: county.id }, create: { id: county.id, ...head }, update: head });
    await loadPlaces(tx, county);
    await loadPeople(tx, county);
    await loadSeats(tx, county, options.on);
    await loadGroups(tx, county, options.groupsOn);
    if (options.accountsOn !== undefined) await openAccounts(tx, county, options.accountsOn);
  });
}

async function loadPlaces(tx: Statements, county: County): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO place (county, id, kind, name, parent_id)
    SELECT ${county.id}, * FROM jsonb_to_recordset(${JSON.stringify(county.places)}::jsonb) AS p(id text, kind text, name text, "parentId" text)
    ON CONFLICT (county, id) DO UPDATE SET kind = excluded.kind, name = excluded.name, parent_id = excluded.parent_id`;
}

/** What people chose for themselves in the chat (免打扰) is theirs: a reload leaves it. */
async function loadPeople(tx: Statements, county: County): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO person (county, id, name, post, dispatch_level, township_id, village_id, team_id, unit_id, is_team_leader)
    SELECT ${county.id}, * FROM jsonb_to_recordset(${JSON.stringify(county.people)}::jsonb)
      AS p(id text, name text, post text, "dispatchLevel" text, "townshipId" text, "villageId" text, "teamId" text, "unitId" text,
        "isTeamLeader" boolean)
    ON CONFLICT (county, id) DO UPDATE SET name = excluded.name, post = excluded.post, dispatch_level = excluded.dispatch_level,
      township_id = excluded.township_id, village_id = excluded.village_id, team_id = excluded.team_id, unit_id = excluded.unit_id,
      is_team_leader = excluded.is_team_leader`;
}

/** Holders named now hold from `on`; those no longer named held until the day before. */
async function loadSeats(tx: Statements, county: County, on: IsoDate): Promise<void> {
  const seats = county.seats.map((s) => ({ body: s.body, scope_id: s.scopeId, title: s.title }));
  const holders = county.seats.flatMap((s) =>
    s.holderIds.map((id) => ({ body: s.body, scope_id: s.scopeId, person_id: id })),
  );
  await tx.$executeRaw`
    INSERT INTO seat (county, body, scope_id, title)
    SELECT ${county.id}, * FROM jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) AS s(body text, scope_id text, title text)
    ON CONFLICT (county, body, scope_id) DO UPDATE SET title = excluded.title`;
  await tx.$executeRaw`
    DELETE FROM seat_holder h WHERE h.county = ${county.id} AND h.from_on >= ${on}::date AND NOT EXISTS (
      SELECT 1 FROM jsonb_to_recordset(${JSON.stringify(holders)}::jsonb) AS n(body text, scope_id text, person_id text)
      WHERE n.body = h.body AND n.scope_id = h.scope_id AND n.person_id = h.person_id)`;
  await tx.$executeRaw`
    UPDATE seat_holder h SET to_on = ${on}::date - 1 WHERE h.county = ${county.id} AND (h.to_on IS NULL OR h.to_on >= ${on}::date)
      AND NOT EXISTS (
        SELECT 1 FROM jsonb_to_recordset(${JSON.stringify(holders)}::jsonb) AS n(body text, scope_id text, person_id text)
        WHERE n.body = h.body AND n.scope_id = h.scope_id AND n.person_id = h.person_id)`;
  await tx.$executeRaw`
    INSERT INTO seat_holder (county, body, scope_id, person_id, from_on)
    SELECT ${county.id}, n.body, n.scope_id, n.person_id, ${on}::date
    FROM jsonb_to_recordset(${JSON.stringify(holders)}::jsonb) AS n(body text, scope_id text, person_id text)
    WHERE NOT EXISTS (
      SELECT 1 FROM seat_holder h WHERE h.county = ${county.id} AND h.body = n.body AND h.scope_id = n.scope_id
        AND h.person_id = n.person_id AND (h.to_on IS NULL OR h.to_on >= ${on}::date))`;
}

/** A group that is gone from the description has no members and is told nothing more; what was said there stays. */
async function loadGroups(tx: Statements, county: County, platform: string): Promise<void> {
  const groups = county.groups.map((g) => ({ id: g.id, title: g.title, team_id: g.teamId }));
  const members = county.groups.flatMap((g) => g.memberIds.map((id) => ({ group_id: g.id, person_id: id })));
  await tx.$executeRaw`
    INSERT INTO chat_group (county, id, platform, conversation, title, team_id)
    SELECT ${county.id}, g.id, ${platform}, 'g-' || g.id, g.title, g.team_id
    FROM jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) AS g(id text, title text, team_id text)
    ON CONFLICT (county, id) DO UPDATE SET title = excluded.title, team_id = excluded.team_id`;
  await tx.$executeRaw`
    UPDATE chat_group SET team_id = NULL
    WHERE county = ${county.id} AND platform = ${platform} AND NOT id = ANY(${groups.map((g) => g.id)}::text[])`;
  await tx.$executeRaw`
    DELETE FROM group_member m USING chat_group g
    WHERE m.county = ${county.id} AND g.county = m.county AND g.id = m.group_id AND g.platform = ${platform}`;
  await tx.$executeRaw`
    INSERT INTO group_member (county, group_id, person_id)
    SELECT ${county.id}, * FROM jsonb_to_recordset(${JSON.stringify(members)}::jsonb) AS m(group_id text, person_id text)`;
}

async function openAccounts(tx: Statements, county: County, platform: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO account (county, id, platform, user_id, person_id, direct_conversation)
    SELECT ${county.id}, ${platform} || '-' || id, ${platform}, ${platform} || '-' || id, id, 'd-' || ${platform} || '-' || id
    FROM jsonb_to_recordset(${JSON.stringify(county.people)}::jsonb) AS p(id text)
    ON CONFLICT DO NOTHING`;
}
