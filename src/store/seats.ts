/** Seats by what people call them, with their holders on a day and what waits for them; and a change of holders. */
import type { SeatFound, SeatSearch } from '../domain/change-holder.ts';
import type { Facts, Need } from '../domain/facts.ts';
import { VersionConflict, type Statements } from './database.ts';
import type { EffectOf } from './work-result.ts';

const mostSeats = 20;
const mostWaiting = 200;

interface SeatRow {
  i: number;
  body: string;
  scope_id: string;
  title: string;
  holders: string[];
  waiting: string[];
}

/** Those whose seats are looked for. */
export const searchedHolders = (search: SeatSearch | undefined, { found }: Facts): string[] => [
  ...(search?.ofNamed ? found.flatMap((f) => f.people.map((p) => p.person.id)) : []),
  ...(search?.heldBy ?? []),
];

/** By the nearest reading that finds any: the title, place and body, part of the title. `facts` hold the people found. */
export async function findSeats(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<SeatFound[][]> {
  const asked = needs.flatMap(({ seatSearch: s }, i) =>
    s && facts[i]?.speaker.person
      ? [{
          i, said: s.said, body: s.key?.body ?? null, scope_id: s.key?.scopeId ?? null, on_date: s.on ?? facts[i].today,
          held_by: searchedHolders(s, facts[i]),
        }]
      : [],
  ); // prettier-ignore
  const found: SeatFound[][] = facts.map(() => []);
  if (asked.length === 0) return found;
  const rows = await tx.$queryRaw<SeatRow[]>`
    WITH asked AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        AS a(i int, said text, body text, scope_id text, on_date date, held_by text[])
    ), named AS (
      SELECT a.i, a.on_date, s.body, s.scope_id, s.title, CASE
          WHEN s.body = a.body AND s.scope_id = a.scope_id OR s.title = a.said THEN 0
          WHEN coalesce(p.name, '') || s.body = a.said THEN 1
          WHEN strpos(s.title, a.said) > 0 THEN 2
          ELSE 3 END AS rank
      FROM asked a JOIN seat s ON s.county = ${county}
      LEFT JOIN place p ON p.county = s.county AND p.id = s.scope_id
      WHERE (s.body = a.body AND s.scope_id = a.scope_id) OR s.title = a.said OR coalesce(p.name, '') || s.body = a.said
        OR strpos(s.title, a.said) > 0
        OR EXISTS (SELECT 1 FROM seat_holder h WHERE h.county = s.county AND h.body = s.body AND h.scope_id = s.scope_id
          AND h.person_id = ANY(a.held_by) AND h.from_on <= a.on_date AND (h.to_on IS NULL OR h.to_on >= a.on_date))
    ), best AS (
      SELECT n.*, min(rank) OVER (PARTITION BY i) AS first, row_number() OVER (PARTITION BY i ORDER BY rank, title, body, scope_id) AS place FROM named n
    )
    SELECT b.i, b.body, b.scope_id, b.title,
      array(SELECT h.person_id FROM seat_holder h WHERE h.county = ${county} AND h.body = b.body AND h.scope_id = b.scope_id
        AND h.from_on <= b.on_date AND (h.to_on IS NULL OR h.to_on >= b.on_date) ORDER BY h.person_id) AS holders,
      array(SELECT r.id FROM request_seat s JOIN request r ON r.county = s.county AND r.id = s.request_id AND r.step = s.step
          AND r.state = 'open'
        WHERE s.county = ${county} AND s.body = b.body AND s.scope_id = b.scope_id AND s.answered_by IS NULL AND s.assigned_to IS NULL
        ORDER BY r.opened_at, r.id LIMIT ${mostWaiting}) AS waiting
    FROM best b WHERE b.rank = b.first AND b.place <= ${mostSeats} ORDER BY b.i, b.place`;
  for (const { i, body, scope_id: scopeId, title, holders, waiting } of rows)
    found[i]?.push({ body, scopeId, title, holderIds: holders, waiting });
  return found;
}

/**
 * The new holder holds from the day on, the former ones until the day before; whoever was to come later no longer does.
 * Throws {@link VersionConflict} where others hold the seat then than were shown.
 */
export async function changeHolders(
  tx: Statements,
  county: string,
  changes: readonly EffectOf<'change-holder'>[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = JSON.stringify(
    changes.map(({ seat, personId, on, before }) => ({
      body: seat.body, scope_id: seat.scopeId, person_id: personId, on_date: on, before: [...before].sort(),
    })),
  ); // prettier-ignore
  // The seat's row is the lock of its holders.
  await tx.$queryRaw`
    SELECT s.body FROM seat s JOIN jsonb_to_recordset(${rows}::jsonb) AS c(body text, scope_id text)
      ON s.body = c.body AND s.scope_id = c.scope_id
    WHERE s.county = ${county} ORDER BY s.body, s.scope_id FOR UPDATE OF s`;
  const others = await tx.$queryRaw<{ body: string }[]>`
    SELECT c.body FROM jsonb_to_recordset(${rows}::jsonb) AS c(body text, scope_id text, on_date date, before text[])
    WHERE c.before IS DISTINCT FROM array(SELECT h.person_id COLLATE "C" FROM seat_holder h WHERE h.county = ${county} AND h.body = c.body
      AND h.scope_id = c.scope_id AND h.from_on <= c.on_date AND (h.to_on IS NULL OR h.to_on >= c.on_date) ORDER BY 1)`;
  if (others.length > 0) throw new VersionConflict();
  await replaceHolders(tx, county, rows);
}

async function replaceHolders(tx: Statements, county: string, rows: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM seat_holder h USING jsonb_to_recordset(${rows}::jsonb) AS c(body text, scope_id text, person_id text, on_date date)
    WHERE h.county = ${county} AND h.body = c.body AND h.scope_id = c.scope_id AND h.from_on >= c.on_date`;
  await tx.$executeRaw`
    UPDATE seat_holder h SET to_on = c.on_date - 1
    FROM jsonb_to_recordset(${rows}::jsonb) AS c(body text, scope_id text, person_id text, on_date date)
    WHERE h.county = ${county} AND h.body = c.body AND h.scope_id = c.scope_id AND (h.to_on IS NULL OR h.to_on >= c.on_date)`;
  await tx.$executeRaw`
    INSERT INTO seat_holder (county, body, scope_id, person_id, from_on)
    SELECT ${county}, c.body, c.scope_id, c.person_id, c.on_date
    FROM jsonb_to_recordset(${rows}::jsonb) AS c(body text, scope_id text, person_id text, on_date date)`;
}

/** Who has to be at hand for those seats. */
export const holdersIn = (seats: readonly SeatFound[]): string[] => [...new Set(seats.flatMap((s) => s.holderIds))];
