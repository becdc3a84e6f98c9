/** People whom a message names, and the deputies of its speaker. Only when asked for. */
import { dateOf, type IsoDate } from '../domain/calendar.ts';
import type { Deputy } from '../domain/deputy.ts';
import type { Facts, FoundPeople, Need } from '../domain/facts.ts';
import { beginningsOf, matchBeginnings, matchPeople, mostMeant, type Beginning } from '../domain/people-names.ts';
import type { Statements } from './database.ts';
import { Prisma } from './generated/client.ts';
import { searchedHolders } from './seats.ts';
import { deputyOf, someoneOf, type DeputyRow, type SomeoneRow } from './rows.ts';

type Named = FoundPeople['people'][number];

/** Who may be meant by what each message says, with the titles of the seats that they hold; nobody who left. */
export async function findPeople(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<FoundPeople[][]> {
  const said = facts.map((f, i) => (f.speaker.person ? [...new Set(needs[i]?.names ?? [])] : []));
  const found = await search({ tx, county, on: dateOf(facts[0]?.now ?? 0) }, [...new Set(said.flat())]);
  return said.map((names) => names.map((name) => ({ said: name, people: found.get(name) ?? [] })));
}

interface Search {
  readonly tx: Statements;
  readonly county: string;
  readonly on: IsoDate;
}

/** By the index on names as far as that finds anybody; only for a part of a name everybody is looked at. */
async function search(where: Search, all: readonly string[]): Promise<ReadonlyMap<string, Named[]>> {
  const found = new Map<string, Named[]>();
  const take = (candidates: readonly Named[], match: typeof matchPeople): void => {
    for (const name of all.filter((n) => !found.has(n))) {
      const people = match(name, candidates);
      if (people.length > 0) found.set(name, people);
    }
  };
  const left = (): string[] => all.filter((name) => !found.has(name));
  if (all.length > 0) take(await peopleWhere(where, Prisma.sql`p.name = ANY(${all}::text[])`), matchBeginnings);
  const beginnings = left().flatMap(beginningsOf);
  if (beginnings.length > 0) take(await peopleWhere(where, begunBy(where, beginnings)), matchBeginnings);
  const parts = left().filter((name) => [...name].length > 1);
  if (parts.length > 0) take(await peopleWhere(where, holding(where, parts)), matchPeople);
  return found;
}

/** One scan of the index for each, before it is put in order: `^@` with a value known when the statement is planned. */
const begunBy = ({ county, on }: Search, beginnings: readonly Beginning[]): Prisma.Sql =>
  Prisma.sql`p.id IN (${Prisma.join(
    beginnings.map(
      ({ begins, title }) => Prisma.sql`
        (SELECT b.id FROM (SELECT * FROM person WHERE county = ${county} AND left_on IS NULL AND name ^@ ${begins} OFFSET 0) b
          WHERE (${title}::text IS NULL OR strpos(b.post, ${title}) > 0 OR EXISTS (
            SELECT 1 FROM seat_holder h JOIN seat s ON s.county = h.county AND s.body = h.body AND s.scope_id = h.scope_id
            WHERE h.county = b.county AND h.person_id = b.id AND h.from_on <= ${on}::date AND (h.to_on IS NULL OR h.to_on >= ${on}::date)
              AND strpos(s.title, ${title}) > 0))
          ORDER BY b.id LIMIT ${mostMeant})`,
    ),
    ' UNION ALL ',
  )})`;

const holding = ({ county }: Search, parts: readonly string[]): Prisma.Sql => Prisma.sql`p.id IN (
  SELECT b.id FROM unnest(${parts}::text[]) AS part CROSS JOIN LATERAL (
    SELECT id FROM person WHERE county = ${county} AND left_on IS NULL AND strpos(name, part) > 0 ORDER BY id LIMIT ${mostMeant}) b)`;

async function peopleWhere({ tx, county, on }: Search, condition: Prisma.Sql): Promise<Named[]> {
  const rows = await tx.$queryRaw<(SomeoneRow & { titles: string[] })[]>`
    SELECT p.*, t.name AS township, v.name AS village,
      EXISTS (SELECT 1 FROM account a WHERE a.county = p.county AND a.person_id = p.id AND a.direct_conversation IS NOT NULL) AS reachable,
      array(SELECT s.title FROM seat_holder h JOIN seat s ON s.county = h.county AND s.body = h.body AND s.scope_id = h.scope_id
        WHERE h.county = p.county AND h.person_id = p.id AND h.from_on <= ${on}::date AND (h.to_on IS NULL OR h.to_on >= ${on}::date)
        ORDER BY s.body, s.scope_id) AS titles
    FROM person p LEFT JOIN place t ON t.county = p.county AND t.id = p.township_id
    LEFT JOIN place v ON v.county = p.county AND v.id = p.village_id
    WHERE p.county = ${county} AND p.left_on IS NULL AND ${condition} ORDER BY p.id`;
  return rows.flatMap((row) => {
    const someone = someoneOf(row);
    return someone ? [{ ...someone, titles: row.titles }] : [];
  });
}

/** Those who stand in for the speaker, for those whose seats are looked for or who are named, and those for whom the speaker does, today or later. */
export async function loadDeputies(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<Deputy[][]> {
  const asking = facts.map((f, i) =>
    needs[i]?.deputies && f.speaker.person
      ? [f.speaker.person.id, ...searchedHolders(needs[i].seatSearch, f), ...(needs[i].ownRequestsOf?.personIds ?? [])]
      : [],
  );
  const people = [...new Set(asking.flat())];
  if (people.length === 0) return facts.map(() => []);
  const rows = await tx.$queryRaw<DeputyRow[]>`
    SELECT id, principal_id, deputy_id, from_on::text, to_on::text, named_by, (extract(epoch FROM named_at) * 1000)::float8 AS named_at
    FROM deputy WHERE county = ${county} AND (principal_id = ANY(${people}::text[]) OR deputy_id = ANY(${people}::text[]))
      AND to_on >= ${dateOf(facts[0]?.now ?? 0)}::date AND from_on <= to_on ORDER BY from_on, id`;
  const deputies = rows.map(deputyOf);
  return asking.map((ids) => deputies.filter((d) => ids.includes(d.principalId) || d.deputyId === ids[0]));
}
