/** Searches for requests beside those that wait: what somebody answered, the ledger, what the clock looks at. Only when asked for. */
import { addDays, startOf, type IsoDate } from '../domain/calendar.ts';
import type { Facts, Need } from '../domain/facts.ts';
import type { Statements } from './database.ts';
import { timestamp } from './work-result.ts';

const longestAnswered = 100;
const longestLedger = 2000;
const mostWaiting = 5000;
/** So long after its end a leave without a reported return is still asked about, and a copy may be confirmed by a bare word. */
const lookBackDays = 7;

interface FoundRow {
  i: number;
  id: string;
}

function byMessage(rows: readonly FoundRow[], count: number): string[][] {
  const found: string[][] = Array.from({ length: count }, () => []);
  for (const { i, id } of rows) found[i]?.push(id);
  return found;
}

/** Requests that each speaker answered, or recorded an answer on paper for, since the date asked for; the latest first. */
export async function findAnswered(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<string[][]> {
  const asked = facts.flatMap((f, i) => {
    const since = needs[i]?.answeredSince;
    return f.speaker.person && since ? [{ i, person_id: f.speaker.person.id, since: timestamp(startOf(since)) }] : [];
  });
  if (asked.length === 0) return byMessage([], facts.length);
  const rows = await tx.$queryRaw<FoundRow[]>`
    SELECT w.i, a.id FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS w(i int, person_id text, since timestamptz)
    CROSS JOIN LATERAL (
      SELECT s.request_id AS id, max(s.answered_at) AS at FROM request_seat s
      WHERE s.county = ${county} AND (s.answered_by = w.person_id OR s.recorded_by = w.person_id) AND s.answered_at >= w.since
      GROUP BY s.request_id ORDER BY at DESC, id LIMIT ${longestAnswered}) a
    ORDER BY w.i, a.at DESC, a.id`;
  return byMessage(rows, facts.length);
}

/** Requests approved lately that were filed with a seat of each speaker, and whose copy nobody has confirmed; the latest first. */
export async function findUnreceived(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<string[][]> {
  const asked = facts.flatMap((f, i) =>
    needs[i]?.unreceived
      ? f.speaker.seats.map(({ body, scopeId }) => ({
          i,
          body,
          scope_id: scopeId,
          since: addDays(f.today, -lookBackDays),
        }))
      : [],
  );
  if (asked.length === 0) return byMessage([], facts.length);
  const rows = await tx.$queryRaw<FoundRow[]>`
    SELECT w.i, r.id FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS w(i int, body text, scope_id text, since date)
    JOIN request r ON r.county = ${county} AND r.state = 'approved' AND r.moved_at >= w.since
      AND r.filings @> jsonb_build_array(jsonb_build_object('body', w.body, 'scopeId', w.scope_id))
    WHERE NOT EXISTS (
      SELECT 1 FROM filing_receipt f WHERE f.county = r.county AND f.request_id = r.id AND f.body = w.body AND f.scope_id = w.scope_id)
    GROUP BY w.i, r.id, r.moved_at ORDER BY w.i, r.moved_at DESC, r.id LIMIT ${longestAnswered}`;
  return byMessage(rows, facts.length);
}

/** Leave of the cadres in the places asked for, whatever has become of it, by its first day. */
export async function findLedger(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<string[][]> {
  const asked = needs.flatMap(({ ledger: l }, i) =>
    l && facts[i]?.speaker.person ? [{ i, d1: l.from, d2: l.to, scopes: l.seats.map((s) => s.scopeId) }] : [],
  );
  if (asked.length === 0) return byMessage([], facts.length);
  const rows = await tx.$queryRaw<FoundRow[]>`
    SELECT w.i, l.id FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS w(i int, d1 date, d2 date, scopes text[])
    CROSS JOIN LATERAL (
      SELECT r.id, r.from_on FROM person p
      JOIN request r ON r.county = p.county AND r.applicant_id = p.id AND r.kind = 'leave' AND r.from_on <= w.d2 AND r.to_on >= w.d1
      WHERE p.county = ${county} AND p.post IS NOT NULL AND (p.left_on IS NULL OR p.left_on > w.d1)
        AND ('' = ANY(w.scopes) OR ARRAY[p.township_id, p.team_id, p.village_id, p.unit_id] && w.scopes)
      ORDER BY r.from_on, r.id LIMIT ${longestLedger}) l
    ORDER BY w.i, l.from_on, l.id`;
  return byMessage(rows, facts.length);
}

export interface FoundDue {
  readonly requests: string[];
  readonly ended: { readonly id: string; readonly cameBackOn: IsoDate | null }[];
  readonly away: string[];
}

interface DueRow extends FoundRow {
  what: 'waiting' | 'ended' | 'away';
  came_back_on: IsoDate | null;
}

/** What waits, what has ended without a reported return, and who is away, on the day of each message that asks; nothing of those who left. */
export async function findDue(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<(FoundDue | null)[]> {
  const found = needs.map((n): FoundDue | null => (n.due ? { requests: [], ended: [], away: [] } : null));
  const asked = facts.flatMap((f, i) =>
    needs[i]?.due ? [{ i, today: f.today, since: addDays(f.today, -lookBackDays) }] : [],
  );
  if (asked.length === 0) return found;
  const rows = await tx.$queryRaw<DueRow[]>`
    WITH asked AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS w(i int, today date, since date)
    ), waiting AS (
      SELECT id, opened_at FROM request WHERE county = ${county} AND state IN ('open', 'held') ORDER BY opened_at, id LIMIT ${mostWaiting}
    )
    SELECT what, i, id, came_back_on::text FROM (
      SELECT 'waiting' AS what, w.i, r.id, NULL::date AS came_back_on, r.opened_at FROM asked w CROSS JOIN waiting r
      UNION ALL
      SELECT 'ended', w.i, r.id, (
          SELECT min(e.on_date) FROM attendance e WHERE e.county = r.county AND e.person_id = r.applicant_id AND e.kind <> 'left'
            AND e.on_date >= r.to_on), r.opened_at
      FROM asked w JOIN request r ON r.county = ${county} AND r.kind = 'leave' AND r.state = 'approved' AND r.ended_on IS NULL
        AND r.to_on BETWEEN w.since AND w.today
      UNION ALL
      SELECT 'away', w.i, r.id, NULL, r.opened_at
      FROM asked w JOIN request r ON r.county = ${county} AND r.kind = 'leave' AND r.state = 'approved' AND r.to_on >= w.today
        AND r.from_on <= w.today + 1 AND (r.ended_on IS NULL
          OR (r.ended_on >= w.today AND (r.ended_on, r.ended_half) >= (r.from_on, r.from_half)))
    ) due WHERE NOT EXISTS (
      SELECT 1 FROM asked w JOIN request r ON r.county = ${county} AND r.id = due.id
      JOIN person p ON p.county = r.county AND p.id = r.applicant_id
      WHERE w.i = due.i AND p.left_on <= w.today)
    ORDER BY opened_at, id`;
  for (const r of rows) addDue(found[r.i], r);
  return found;
}

function addDue(to: FoundDue | null | undefined, { what, id, came_back_on: cameBackOn }: DueRow): void {
  if (what === 'waiting') to?.requests.push(id);
  else if (what === 'away') to?.away.push(id);
  else to?.ended.push({ id, cameBackOn });
}
