/** Looks at the data of others: kept with what shows it, read by whom it is about. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Facts, Need } from '../domain/facts.ts';
import type { Looked } from '../domain/look.ts';
import type { Statements } from './database.ts';
import { timestamp, type WorkResult } from './work-result.ts';

/** Before the sends are put in the outbox: a notice whose key is there already is not sent, nor seen, again. */
export async function addLooks(
  tx: Statements,
  county: string,
  results: readonly Pick<WorkResult, 'inboxId' | 'looks'>[],
  now: number,
): Promise<void> {
  const rows = results.flatMap(({ inboxId, looks }) =>
    looks.map((l) => ({
      viewer_id: l.viewerId, subject_id: l.subjectId, what: l.what, request_id: l.requestId, key: l.key, inbox_id: String(inboxId),
    })),
  ); // prettier-ignore
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO look (county, viewer_id, subject_id, what, request_id, at, inbox_id)
    SELECT ${county}, l.viewer_id, l.subject_id, l.what, l.request_id, ${timestamp(now)}::timestamptz, l.inbox_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS l(viewer_id text, subject_id text, what text, request_id text, key text, inbox_id bigint)
    WHERE l.key IS NULL OR NOT EXISTS (SELECT 1 FROM outbox o WHERE o.county = ${county} AND o.key = l.key)`;
}

const mostRows = 40;

interface LookedRow {
  person_id: string;
  on: IsoDate;
  name: string;
  titles: string[];
  what: string;
  times: number;
  more: number;
}

/** Who looked at the speaker's data since the day asked for, by day; null where a message does not ask. */
export async function loadLooked(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<(Looked | null)[]> {
  const asked = facts.map((f, i) => {
    const since = needs[i]?.lookedSince;
    return f.speaker.person && since ? { person_id: f.speaker.person.id, since, on: f.today } : null;
  });
  const asking = asked.filter((a) => a !== null);
  if (asking.length === 0) return facts.map(() => null);
  const rows = await tx.$queryRaw<LookedRow[]>`
    WITH counted AS (
      SELECT a.person_id, (l.at AT TIME ZONE 'Asia/Shanghai')::date AS on_date, l.viewer_id, l.what, count(*)::int AS times
      FROM jsonb_to_recordset(${JSON.stringify(asking)}::jsonb) AS a(person_id text, since date)
      JOIN look l ON l.county = ${county} AND l.subject_id = a.person_id AND l.at >= a.since::timestamp AT TIME ZONE 'Asia/Shanghai'
      GROUP BY 1, 2, 3, 4
    ), ranked AS (
      SELECT c.*, row_number() OVER w AS place,
        (sum(times) OVER (PARTITION BY person_id) - sum(times) OVER (w ROWS UNBOUNDED PRECEDING))::int AS more
      FROM counted c WINDOW w AS (PARTITION BY person_id ORDER BY on_date DESC, viewer_id, what)
    )
    SELECT r.person_id, r.on_date::text AS on, coalesce(p.name, '') AS name, r.what, r.times, r.more,
      array(SELECT s.title FROM seat_holder h JOIN seat s ON s.county = h.county AND s.body = h.body AND s.scope_id = h.scope_id
        WHERE h.county = ${county} AND h.person_id = r.viewer_id AND h.from_on <= ${asking[0]?.on ?? ''}::date
          AND (h.to_on IS NULL OR h.to_on >= ${asking[0]?.on ?? ''}::date) ORDER BY s.body, s.scope_id) AS titles
    FROM ranked r LEFT JOIN person p ON p.county = ${county} AND p.id = r.viewer_id
    WHERE r.place <= ${mostRows} ORDER BY r.person_id, r.place`;
  return asked.map((a) => a && lookedOf(rows.filter((r) => r.person_id === a.person_id), a.since)); // prettier-ignore
}

const lookedOf = (rows: readonly LookedRow[], since: IsoDate): Looked => ({
  since,
  rows: rows.map(({ on, name, titles, what, times }) => ({ on, name, titles, what, times })),
  more: rows.at(-1)?.more ?? 0,
});
