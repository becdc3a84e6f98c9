/** Seats with their holders, and the people around a batch: who they are and whether anything can be sent to them. */
import { dateOf } from '../domain/calendar.ts';
import type { Facts, FilledSeat, Need, Someone } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import type { Request } from '../domain/request.ts';
import { personOf, type PersonRow } from './rows.ts';
import type { Statements } from './database.ts';

/** Gives each message the seats and people that it needs, and no others. */
export interface Organisation {
  readonly for: (
    facts: Facts,
    need: Need,
    requests: readonly Request[],
    team: readonly string[],
  ) => Pick<Facts, 'seats' | 'people'>;
}

export async function loadOrganisation(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
  requests: readonly (readonly Request[])[],
  teams: readonly (readonly string[])[] = [],
): Promise<Organisation> {
  const named = facts.flatMap((f, i) => peopleNamed(f, needs[i] ?? {}, requests[i] ?? [], teams[i] ?? []));
  if (named.length === 0) return { for: (f) => ({ seats: [], people: f.people }) };
  const first = await loadPeople(tx, county, named);
  const places = unique([...first.values()].flatMap((s) => placesOf(s.person)));
  const seats = await loadSeats(tx, county, places, dateOf(facts[0]?.now ?? 0));
  const people = new Map([
    ...first,
    ...(await loadPeople(
      tx,
      county,
      unique(seats.flatMap((s) => s.holderIds)).filter((id) => !first.has(id)),
    )),
  ]);
  return { for: (f, need, own, team) => partFor(peopleNamed(f, need, own, team), seats, people, f) };
}

function partFor(
  named: readonly string[],
  seats: readonly FilledSeat[],
  people: ReadonlyMap<string, Someone>,
  f: Facts,
): Pick<Facts, 'seats' | 'people'> {
  if (named.length === 0) return { seats: [], people: f.people };
  const places = new Set(named.flatMap((id) => placesOf(people.get(id)?.person)));
  const near = seats.filter((s) => places.has(s.scopeId));
  const ids = unique([...named, ...near.flatMap((s) => s.holderIds)]);
  return {
    seats: near,
    people: new Map(ids.flatMap((id) => [people.get(id)].flatMap((s) => (s ? [[id, s] as const] : [])))),
  };
}

function peopleNamed(f: Facts, need: Need, requests: readonly Request[], team: readonly string[]): string[] {
  const me = f.speaker.person?.id;
  if (me === undefined || (!need.organisation && requests.length === 0 && team.length === 0)) return [];
  const answered = requests.flatMap((r) =>
    r.steps.flatMap((s) => s.seats.flatMap((seat) => seat.answer?.personId ?? [])),
  );
  return unique([me, ...requests.map((r) => r.applicantId), ...answered, ...team]);
}

const placesOf = (p: Person | undefined): string[] =>
  p ? ['', ...[p.townshipId, p.villageId, p.teamId, p.unitId].filter((id) => id !== null)] : [];

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

async function loadPeople(tx: Statements, county: string, ids: readonly string[]): Promise<Map<string, Someone>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<(PersonRow & { reachable: boolean })[]>`
    SELECT p.*, EXISTS (SELECT 1 FROM account a WHERE a.county = p.county AND a.person_id = p.id AND a.direct_conversation IS NOT NULL) AS reachable
    FROM person p WHERE p.county = ${county} AND p.id = ANY(${[...ids]}::text[]) ORDER BY p.id`;
  const people = rows.flatMap((row) => {
    const person = personOf(row);
    return person ? [[person.id, { person, reachable: row.reachable }] as const] : [];
  });
  return new Map(people);
}

interface FilledRow {
  body: string;
  scope_id: string;
  title: string;
  holders: string[];
}

async function loadSeats(tx: Statements, county: string, scopes: readonly string[], on: string): Promise<FilledSeat[]> {
  const rows = await tx.$queryRaw<FilledRow[]>`
    SELECT s.body, s.scope_id, s.title,
      array(SELECT h.person_id FROM seat_holder h WHERE h.county = s.county AND h.body = s.body AND h.scope_id = s.scope_id
        AND h.from_on <= ${on}::date AND (h.to_on IS NULL OR h.to_on >= ${on}::date) ORDER BY h.person_id) AS holders
    FROM seat s WHERE s.county = ${county} AND s.scope_id = ANY(${[...scopes]}::text[]) ORDER BY s.body, s.scope_id`;
  return rows.map((r) => ({ body: r.body, scopeId: r.scope_id, title: r.title, holderIds: r.holders }));
}
