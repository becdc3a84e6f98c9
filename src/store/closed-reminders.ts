/**
 * Digests of this morning that still wait for their minute while all that they speak of is done by now: nobody is reminded of what they
 * have just done. One that says anything else goes out as it is.
 */
import type { Statements } from './database.ts';
import type { EffectOf } from './work-result.ts';

/**
 * Only what was never tried goes. What it was to say counts as never said: should the entry be taken back, the next morning says it.
 * A digest of a team is written to each of its groups (`…:1`), a long one in parts (`…~1`).
 */
export async function dropClosedReminders(
  tx: Statements,
  county: string,
  dropped: readonly EffectOf<'drop-reminders'>[],
): Promise<void> {
  const rows = dropped.flatMap(({ on, done }) => done.map((key) => ({ on_date: on, owed_key: key })));
  if (rows.length === 0) return;
  await tx.$executeRaw`
    WITH done AS MATERIALIZED (
      SELECT DISTINCT on_date, owed_key FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS d(on_date date, owed_key text)),
    waiting AS MATERIALIZED (
      SELECT DISTINCT w.on_date, w.reader FROM (
        SELECT d.on_date, substring(split_part(o.key, '~', 1) FROM length('n:due:' || d.on_date || ':') + 1) AS reader
        FROM (SELECT DISTINCT on_date FROM done) d JOIN outbox o ON o.county = ${county} AND o.state = 'waiting' AND o.attempts = 0
          AND starts_with(o.key, 'n:due:' || d.on_date || ':')) w),
    told AS MATERIALIZED (
      SELECT r.on_date, r.reader, bool_and(EXISTS (
        SELECT 1 FROM done d WHERE d.on_date = r.on_date AND starts_with(r.key, d.owed_key || '|'))) AS is_done
      FROM reminder r WHERE r.county = ${county} AND EXISTS (
        SELECT 1 FROM waiting w WHERE w.on_date = r.on_date AND (w.reader = r.reader OR starts_with(w.reader, r.reader || ':')))
      GROUP BY r.on_date, r.reader),
    gone AS (
      DELETE FROM outbox o USING told t
      WHERE t.is_done AND o.county = ${county} AND o.state = 'waiting' AND o.attempts = 0
        AND (split_part(o.key, '~', 1) = 'n:due:' || t.on_date || ':' || t.reader
          OR starts_with(o.key, 'n:due:' || t.on_date || ':' || t.reader || ':'))
      RETURNING t.on_date, t.reader)
    DELETE FROM reminder r USING gone g WHERE r.county = ${county} AND r.on_date = g.on_date AND r.reader = g.reader`;
}
