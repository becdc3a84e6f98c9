/** The roster as it is kept: who belongs to the county, who holds its seats, its places with their fences. */
import type { IsoDate } from '../domain/calendar.ts';
import type { CountySeat, Place } from '../domain/county.ts';
import type { Roster, RosterDeputy, RosterPerson, RosterPlace } from '../domain/roster.ts';
import type { Statements } from './database.ts';
import { personOf, type PersonRow } from './rows.ts';
import { rosterDeputies } from './roster-deputies.ts';

/** Without those who left. Deputies are those that a roster named: who was named in the chat is the chat's business. */
export async function loadRoster(tx: Statements, county: string, on: IsoDate): Promise<Roster> {
  const places = await loadPlaces(tx, county);
  const people = await loadPeople(tx, county);
  const seats = await loadSeats(tx, county, on);
  const deputies: RosterDeputy[] = await rosterDeputies(tx, county, on);
  return { places, people, seats, deputies };
}

/** Ids that somebody or some place has or once had: nobody else gets them. */
export async function usedIds(tx: Statements, county: string): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM person WHERE county = ${county} UNION SELECT id FROM place WHERE county = ${county}`;
  return new Set(rows.map((r) => r.id));
}

/** Ids whose people were erased: they never come back under them. */
export async function erasedIds(tx: Statements, county: string): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM person WHERE county = ${county} AND erased_at IS NOT NULL`;
  return new Set(rows.map((r) => r.id));
}

interface PlaceRow {
  id: string;
  kind: Place['kind'];
  name: string;
  parent_id: string | null;
  latitude: number | null;
  longitude: number | null;
  radius_metres: number | null;
}

async function loadPlaces(tx: Statements, county: string): Promise<RosterPlace[]> {
  const rows = await tx.$queryRaw<PlaceRow[]>`
    SELECT id, kind, name, parent_id, latitude, longitude, radius_metres FROM place WHERE county = ${county} ORDER BY id`;
  return rows.map(({ id, kind, name, parent_id: parentId, latitude, longitude, radius_metres: radiusMetres }) => ({
    id,
    kind,
    name,
    parentId,
    fence:
      latitude === null || longitude === null || radiusMetres === null ? null : { latitude, longitude, radiusMetres },
  }));
}

interface RosterRow extends PersonRow {
  mobile: string | null;
  term_from: IsoDate | null;
  term_to: IsoDate | null;
}

async function loadPeople(tx: Statements, county: string): Promise<RosterPerson[]> {
  const rows = await tx.$queryRaw<RosterRow[]>`
    SELECT id, name, post, dispatch_level, township_id, village_id, team_id, unit_id, is_team_leader, mobile,
      term_from::text, term_to::text
    FROM person WHERE county = ${county} AND left_on IS NULL ORDER BY id`;
  return rows.flatMap((row) => {
    const person = personOf(row);
    return person ? [{ ...person, mobile: row.mobile, termFrom: row.term_from, termTo: row.term_to }] : [];
  });
}

async function loadSeats(tx: Statements, county: string, on: IsoDate): Promise<CountySeat[]> {
  const rows = await tx.$queryRaw<{ body: string; scope_id: string; title: string; holders: string[] | null }[]>`
    SELECT s.body, s.scope_id, s.title, array_agg(h.person_id ORDER BY h.person_id) FILTER (WHERE h.person_id IS NOT NULL) AS holders
    FROM seat s LEFT JOIN seat_holder h ON h.county = s.county AND h.body = s.body AND h.scope_id = s.scope_id
      AND h.from_on <= ${on}::date AND (h.to_on IS NULL OR h.to_on >= ${on}::date)
    WHERE s.county = ${county} GROUP BY s.body, s.scope_id, s.title ORDER BY s.scope_id, s.body`;
  return rows.map((r) => ({ body: r.body, scopeId: r.scope_id, title: r.title, holderIds: r.holders ?? [] }));
}
