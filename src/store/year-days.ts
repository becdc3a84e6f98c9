/** Each cadre's year in figures, outside the dates that are loaded day by day: a year of single days would be too many rows. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Need, YearDays } from '../domain/facts.ts';
import type { Statements } from './database.ts';

interface YearRow {
  i: number;
  id: string;
  half_days: number;
  away_half_days: number;
  first_on: IsoDate | null;
}

/**
 * Of every cadre, for each message that asks; null for the others. Reckoned as `presenceOn` does it: a day with a check-in is a whole one,
 * or half of one where leave takes the other half. Leave is cut where the return was reported.
 */
export async function loadYears(
  tx: Statements,
  county: string,
  needs: readonly Need[],
): Promise<(Map<string, YearDays> | null)[]> {
  const asked = needs.flatMap(({ yearDays: y }, i) => {
    const year = y?.after.slice(0, 4) ?? '';
    return y ? [{ i, d1: `${year}-01-01`, d2: `${year}-12-31`, before: y.before, after: y.after }] : [];
  });
  const years = needs.map(({ yearDays }) => (yearDays ? new Map<string, YearDays>() : null));
  if (asked.length === 0) return years;
  const rows = await tx.$queryRaw<YearRow[]>`
    WITH asked AS MATERIALIZED (
      SELECT a.i, a.d1, a.d2, a.before, a.after
      FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS a(i int, d1 date, d2 date, before date, after date)),
    cadre AS MATERIALIZED (
      SELECT a.i, a.d1, a.d2, a.before, p.id FROM asked a
      JOIN person p ON p.county = ${county} AND p.post IS NOT NULL AND (p.left_on IS NULL OR p.left_on > a.before)),
    seen AS MATERIALIZED (
      SELECT c.i, c.id, e.on_date, bool_or(e.kind <> 'left') AND e.on_date < c.before AS counts
      FROM cadre c JOIN attendance e ON e.county = ${county} AND e.person_id = c.id AND e.on_date BETWEEN c.d1 AND c.d2
      GROUP BY c.i, c.id, e.on_date, c.before),
    leave AS MATERIALIZED (
      SELECT c.i, c.id, c.d1, c.d2, r.from_on, r.from_half, taken.on_date AS to_on, taken.half AS to_half
      FROM cadre c JOIN request r ON r.county = ${county} AND r.applicant_id = c.id AND r.kind = 'leave' AND r.state = 'approved'
        AND r.from_on <= c.d2 AND r.to_on >= c.d1
      CROSS JOIN LATERAL (
        SELECT e.on_date, e.half FROM (VALUES (r.to_on, r.to_half), (r.ended_on, r.ended_half)) AS e(on_date, half)
        WHERE e.on_date IS NOT NULL ORDER BY e.on_date, e.half LIMIT 1) taken
      WHERE (taken.on_date, taken.half) >= (r.from_on, r.from_half)),
    away AS MATERIALIZED (
      SELECT l.i, l.id, d.on_date, least(2, sum(2 - (d.on_date = l.from_on AND l.from_half = 'pm')::int
        - (d.on_date = l.to_on AND l.to_half = 'am')::int)) AS halves
      FROM leave l CROSS JOIN LATERAL (
        SELECT g::date AS on_date
        FROM generate_series(greatest(l.from_on, l.d1)::timestamp, least(l.to_on, l.d2)::timestamp, interval '1 day') g) d
      GROUP BY l.i, l.id, d.on_date),
    present AS (
      SELECT s.i, s.id, min(s.on_date) AS first_on, sum(CASE WHEN NOT s.counts THEN 0 WHEN w.halves = 1 THEN 1 ELSE 2 END) AS halves
      FROM seen s LEFT JOIN away w ON w.i = s.i AND w.id = s.id AND w.on_date = s.on_date GROUP BY s.i, s.id),
    later AS (
      SELECT w.i, w.id, sum(w.halves) AS halves FROM away w JOIN asked a ON a.i = w.i AND w.on_date > a.after GROUP BY w.i, w.id)
    SELECT c.i, c.id, coalesce(p.halves, 0)::int AS half_days, coalesce(l.halves, 0)::int AS away_half_days, p.first_on::text
    FROM cadre c LEFT JOIN present p ON p.i = c.i AND p.id = c.id LEFT JOIN later l ON l.i = c.i AND l.id = c.id ORDER BY c.i, c.id`;
  for (const r of rows)
    years[r.i]?.set(r.id, { before: r.half_days / 2, awayAfter: r.away_half_days / 2, firstOn: r.first_on });
  return years;
}
