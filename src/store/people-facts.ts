/** People whom a message names, and the deputies of its speaker. Only when asked for. */
import { dateOf } from '../domain/calendar.ts';
import type { Deputy } from '../domain/deputy.ts';
import type { Facts, FoundPeople, Need } from '../domain/facts.ts';
import { beginningsOf, matchPeople } from '../domain/people-names.ts';
import type { Statements } from './database.ts';
import { deputyOf, someoneOf, type DeputyRow, type SomeoneRow } from './rows.ts';

/** Who may be meant by what each message says, with the titles of the seats that they hold. */
export async function findPeople(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<FoundPeople[][]> {
  const said = facts.map((f, i) => (f.speaker.person ? [...new Set(needs[i]?.names ?? [])] : []));
  const all = [...new Set(said.flat())];
  if (all.length === 0) return said.map(() => []);
  const on = dateOf(facts[0]?.now ?? 0);
  const within = all.filter((s) => [...s].length > 1);
  const rows = await tx.$queryRaw<(SomeoneRow & { titles: string[] })[]>`
    SELECT p.*, t.name AS township,
      EXISTS (SELECT 1 FROM account a WHERE a.county = p.county AND a.person_id = p.id AND a.direct_conversation IS NOT NULL) AS reachable,
      array(SELECT s.title FROM seat_holder h JOIN seat s ON s.county = h.county AND s.body = h.body AND s.scope_id = h.scope_id
        WHERE h.county = p.county AND h.person_id = p.id AND h.from_on <= ${on}::date AND (h.to_on IS NULL OR h.to_on >= ${on}::date)
        ORDER BY s.body, s.scope_id) AS titles
    FROM person p LEFT JOIN place t ON t.county = p.county AND t.id = p.township_id
    WHERE p.county = ${county} AND (left(p.name, 1) = ANY(${[...new Set(all.flatMap(beginningsOf))]}::text[])
      OR EXISTS (SELECT 1 FROM unnest(${within}::text[]) AS s WHERE strpos(p.name, s) > 0))
    ORDER BY p.id`;
  const candidates = rows.flatMap((row) => {
    const someone = someoneOf(row);
    return someone ? [{ ...someone, titles: row.titles }] : [];
  });
  return said.map((names) => names.map((name) => ({ said: name, people: matchPeople(name, candidates) })));
}

/** Those who stand in for the speaker and those for whom the speaker does, today or later. */
export async function loadDeputies(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<Deputy[][]> {
  const asking = facts.map((f, i) => (needs[i]?.deputies ? (f.speaker.person?.id ?? null) : null));
  const people = asking.filter((id) => id !== null);
  if (people.length === 0) return facts.map(() => []);
  const rows = await tx.$queryRaw<DeputyRow[]>`
    SELECT id, principal_id, deputy_id, from_on::text, to_on::text, named_by, (extract(epoch FROM named_at) * 1000)::float8 AS named_at
    FROM deputy WHERE county = ${county} AND (principal_id = ANY(${people}::text[]) OR deputy_id = ANY(${people}::text[]))
      AND to_on >= ${dateOf(facts[0]?.now ?? 0)}::date AND from_on <= to_on ORDER BY from_on, id`;
  const deputies = rows.map(deputyOf);
  return asking.map((me) => deputies.filter((d) => d.principalId === me || d.deputyId === me));
}
