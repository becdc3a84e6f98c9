/** Seats with their holders and deputies, and the people around a batch: who they are and whether anything can be sent to them. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Facts, FilledSeat, Someone } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import type { Around } from './around.ts';
import type { Statements } from './database.ts';
import { deputyOf, someoneOf, type DeputyRow, type SomeoneRow } from './rows.ts';

type Part = Pick<Facts, 'seats' | 'people'>;

/** What each message has around it and no more, in the order of `around`; null where a message asks for nobody. */
export async function loadOrganisation(
  tx: Statements,
  county: string,
  around: readonly Around[],
  on: IsoDate,
): Promise<(Part | null)[]> {
  const named = unique(around.flatMap((a) => a.personIds));
  if (named.length === 0) return around.map(() => null);
  const first = await loadPeople(tx, county, named);
  const scopes = unique([
    ...[...first.values()].flatMap((s) => placesOf(s.person)),
    ...around.flatMap((a) => a.scopes),
  ]);
  const seats = await loadSeats(tx, county, scopes, on);
  const more = unique(seats.flatMap(peopleOf)).filter((id) => !first.has(id));
  const people = new Map([...first, ...(await loadPeople(tx, county, more))]);
  return around.map((a) => (a.personIds.length === 0 ? null : partOf(a, seats, people)));
}

function partOf(
  { personIds, scopes }: Around,
  seats: readonly FilledSeat[],
  people: ReadonlyMap<string, Someone>,
): Part {
  const places = new Set([...personIds.flatMap((id) => placesOf(people.get(id)?.person)), ...scopes]);
  const near = seats.filter((s) => places.has(s.scopeId));
  const ids = unique([...personIds, ...near.flatMap(peopleOf)]);
  return {
    seats: near,
    people: new Map(ids.flatMap((id) => [people.get(id)].flatMap((s) => (s ? [[id, s] as const] : [])))),
  };
}

const peopleOf = (seat: FilledSeat): string[] => [...seat.holderIds, ...seat.deputies.map((d) => d.deputyId)];

const placesOf = (p: Person | undefined): string[] =>
  p ? ['', ...[p.townshipId, p.villageId, p.teamId, p.unitId].filter((id) => id !== null)] : [];

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

async function loadPeople(tx: Statements, county: string, ids: readonly string[]): Promise<Map<string, Someone>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<SomeoneRow[]>`
    SELECT p.*, t.name AS township, v.name AS village, p.term_from::text AS came_on, p.left_on::text AS gone_on,
      EXISTS (SELECT 1 FROM account a WHERE a.county = p.county AND a.person_id = p.id AND a.direct_conversation IS NOT NULL) AS reachable
    FROM person p LEFT JOIN place t ON t.county = p.county AND t.id = p.township_id
      LEFT JOIN place v ON v.county = p.county AND v.id = p.village_id
    WHERE p.county = ${county} AND p.id = ANY(${[...ids]}::text[]) ORDER BY p.id`;
  const people = rows.flatMap((row) => {
    const someone = someoneOf(row);
    return someone ? [[someone.person.id, someone] as const] : [];
  });
  return new Map(people);
}

interface FilledRow {
  body: string;
  scope_id: string;
  title: string;
  holders: string[];
  held_from: Record<string, IsoDate> | null;
  deputies: DeputyRow[] | null;
}

async function loadSeats(
  tx: Statements,
  county: string,
  scopes: readonly string[],
  on: IsoDate,
): Promise<FilledSeat[]> {
  const rows = await tx.$queryRaw<FilledRow[]>`
    SELECT s.body, s.scope_id, s.title, h.ids AS holders,
      (SELECT jsonb_object_agg(since.person_id, since.on_date) FROM (
        SELECT f.person_id, min(f.from_on) AS on_date FROM seat_holder f WHERE f.county = s.county AND f.body = s.body AND f.scope_id = s.scope_id
          AND f.from_on <= ${on}::date AND (f.to_on IS NULL OR f.to_on >= ${on}::date) GROUP BY f.person_id) since) AS held_from,
      (SELECT jsonb_agg(jsonb_build_object('id', d.id, 'principal_id', d.principal_id, 'deputy_id', d.deputy_id, 'from_on', d.from_on,
          'to_on', d.to_on, 'named_by', d.named_by, 'named_at', (extract(epoch FROM d.named_at) * 1000)::bigint) ORDER BY d.named_at, d.id)
        FROM deputy d WHERE d.county = s.county AND d.principal_id = ANY(h.ids) AND d.from_on <= ${on}::date AND d.to_on >= ${on}::date)
        AS deputies
    FROM seat s CROSS JOIN LATERAL (
      SELECT array(SELECT h.person_id FROM seat_holder h WHERE h.county = s.county AND h.body = s.body AND h.scope_id = s.scope_id
        AND h.from_on <= ${on}::date AND (h.to_on IS NULL OR h.to_on >= ${on}::date) ORDER BY h.person_id) AS ids) h
    WHERE s.county = ${county} AND s.scope_id = ANY(${[...scopes]}::text[]) ORDER BY s.body, s.scope_id`;
  return rows.map((r) => ({
    body: r.body,
    scopeId: r.scope_id,
    title: r.title,
    holderIds: r.holders,
    heldFrom: r.held_from ?? {},
    deputies: (r.deputies ?? []).map(deputyOf),
  }));
}
