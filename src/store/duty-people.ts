/** People, places and seats of a county as duties are reckoned from: all of them, or those that somebody has to do with. */
import type { IsoDate } from '../domain/calendar.ts';
import type { CountySeat, Place } from '../domain/county.ts';
import type { DutyPerson } from '../domain/duty.ts';
import type { Statements } from './database.ts';
import { Prisma } from './generated/client.ts';
import { personOf, type PersonRow } from './rows.ts';

interface SeatRow {
  body: string;
  scope_id: string;
  title: string;
  holders: string[];
  deputies: string[];
}

/** With those who hold them on that day, and after them who stands in for one of those. `scopes` null: all. */
export async function loadDutySeats(
  tx: Statements,
  county: string,
  { on, scopes }: { readonly on: IsoDate; readonly scopes: readonly string[] | null },
): Promise<CountySeat[]> {
  const wanted = scopes === null ? Prisma.sql`true` : Prisma.sql`s.scope_id = ANY(${[...scopes]}::text[])`;
  const rows = await tx.$queryRaw<SeatRow[]>`
    SELECT s.body, s.scope_id, s.title, h.ids AS holders, CASE WHEN h.ids = '{}' THEN '{}' ELSE array(
        SELECT d.deputy_id FROM deputy d WHERE d.county = s.county AND d.principal_id = ANY(h.ids)
          AND d.from_on <= ${on}::date AND d.to_on >= ${on}::date ORDER BY d.named_at, d.id) END AS deputies
    FROM seat s CROSS JOIN LATERAL (
      SELECT array(SELECT h.person_id FROM seat_holder h WHERE h.county = s.county AND h.body = s.body AND h.scope_id = s.scope_id
        AND h.from_on <= ${on}::date AND (h.to_on IS NULL OR h.to_on >= ${on}::date) ORDER BY h.person_id) AS ids) h
    WHERE s.county = ${county} AND ${wanted} ORDER BY s.body, s.scope_id`;
  return rows.map(({ body, scope_id: scopeId, title, holders, deputies }) => ({
    body,
    scopeId,
    title,
    holderIds: [...new Set([...holders, ...deputies])],
  }));
}

interface DutyPersonRow extends PersonRow {
  term_from: IsoDate | null;
  term_to: IsoDate | null;
  left_on: IsoDate | null;
  reachable: boolean;
}

export interface SomePeople {
  readonly ids: readonly string[];
  readonly teamIds: readonly string[];
  /** Places whose cadres are wanted; '' = all of the county. */
  readonly heldScopes: readonly string[];
}

/** Without those who left before `leftAfter`. `some` null: all. */
export async function loadDutyPeople(
  tx: Statements,
  county: string,
  { leftAfter, some }: { readonly leftAfter: IsoDate; readonly some: SomePeople | null },
): Promise<DutyPerson[]> {
  const rows = await tx.$queryRaw<DutyPersonRow[]>`
    SELECT p.id, p.name, p.post, p.dispatch_level, p.township_id, p.village_id, p.team_id, p.unit_id, p.is_team_leader,
      p.term_from::text, p.term_to::text, p.left_on::text,
      EXISTS (SELECT 1 FROM account a WHERE a.county = p.county AND a.person_id = p.id AND a.direct_conversation IS NOT NULL) AS reachable
    FROM person p WHERE p.county = ${county} AND (p.left_on IS NULL OR p.left_on >= ${leftAfter}::date) AND ${some ? among(some) : Prisma.sql`true`}
    ORDER BY p.id`;
  return rows.flatMap((row) => {
    const person = personOf(row);
    const { term_from: termFrom, term_to: termTo, left_on: leftOn, reachable } = row;
    return person ? [{ ...person, termFrom, termTo, leftOn, reachable }] : [];
  });
}

function among({ ids, teamIds, heldScopes }: SomePeople): Prisma.Sql {
  const held = [...heldScopes];
  return Prisma.sql`(p.id = ANY(${[...new Set(ids)]}::text[]) OR p.team_id = ANY(${[...teamIds]}::text[])
    OR (p.post IS NOT NULL AND (${held.includes('')}::boolean OR p.township_id = ANY(${held}::text[]) OR p.village_id = ANY(${held}::text[])
      OR p.team_id = ANY(${held}::text[]) OR p.unit_id = ANY(${held}::text[]))))`;
}

interface PlaceRow {
  id: string;
  kind: Place['kind'];
  name: string;
  parent_id: string | null;
}

/** Those places and the ones that they belong to; `ids` null: all. */
export async function loadDutyPlaces(tx: Statements, county: string, ids: readonly string[] | null): Promise<Place[]> {
  const wanted =
    ids === null
      ? Prisma.sql`true`
      : Prisma.sql`(p.id = ANY(${[...ids]}::text[]) OR p.id IN (
          SELECT c.parent_id FROM place c WHERE c.county = ${county} AND c.id = ANY(${[...ids]}::text[])))`;
  const rows = await tx.$queryRaw<PlaceRow[]>`
    SELECT p.id, p.kind, p.name, p.parent_id FROM place p WHERE p.county = ${county} AND ${wanted} ORDER BY p.id`;
  return rows.map(({ id, kind, name, parent_id: parentId }) => ({ id, kind, name, parentId }));
}
