/** Events, approved leave (cut where the return was reported) and logs of people over spans of dates; one query each for a whole batch. */
import type { AttendanceEvent } from '../domain/attendance.ts';
import type { IsoDate } from '../domain/calendar.ts';
import type { ImageRef } from '../domain/dialogue.ts';
import type { WorkLogEntry } from '../domain/facts.ts';
import type { FenceSide } from '../domain/fence.ts';
import type { Half, LeaveSpan } from '../domain/leave.ts';
import type { SeatKey } from '../domain/request.ts';
import type { Statements } from './database.ts';

/** Dates of one person that are asked for, both included. */
export interface Span {
  readonly of: 'days' | 'logs';
  readonly personId: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

export interface Presence {
  readonly events: AttendanceEvent[];
  readonly leaves: LeaveSpan[];
  readonly logDates: IsoDate[];
}

interface PresenceRow {
  person_id: string;
  what: 'event' | 'leave' | 'log';
  from_on: IsoDate;
  to_on: IsoDate;
  a: string;
  b: string;
  turn: number;
  at: Date | null;
  fence: FenceSide | null;
}

const asJson = (spans: readonly Span[]): string =>
  JSON.stringify(spans.map((s) => ({ person_id: s.personId, d1: s.from, d2: s.to })));

export async function loadWhereabouts(
  tx: Statements,
  county: string,
  spans: readonly Span[],
): Promise<Map<string, Presence>> {
  const presence = new Map<string, Presence>(spans.map((s) => [s.personId, { events: [], leaves: [], logDates: [] }]));
  if (spans.length === 0) return presence;
  const rows = await tx.$queryRaw<PresenceRow[]>`
    WITH span AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(${asJson(spans)}::jsonb) AS s(person_id text, d1 date, d2 date))
    SELECT DISTINCT * FROM (
      SELECT e.person_id, 'event' AS what, e.on_date::text AS from_on, e.on_date::text AS to_on, e.kind AS a, '' AS b, e.turn, e.at, e.fence
      FROM span JOIN attendance e ON e.county = ${county} AND e.person_id = span.person_id AND e.on_date BETWEEN d1 AND d2
      UNION ALL
      SELECT r.applicant_id, 'leave', r.from_on::text, taken.on_date::text, r.from_half, taken.half, 0, NULL, NULL
      FROM span JOIN request r ON r.county = ${county} AND r.applicant_id = span.person_id AND r.kind = 'leave' AND r.state = 'approved'
        AND r.from_on <= d2 AND r.to_on >= d1
      CROSS JOIN LATERAL (
        SELECT e.on_date, e.half FROM (VALUES (r.to_on, r.to_half), (r.ended_on, r.ended_half)) AS e(on_date, half)
        WHERE e.on_date IS NOT NULL ORDER BY e.on_date, e.half LIMIT 1) taken
      WHERE taken.on_date >= d1 AND (taken.on_date, taken.half) >= (r.from_on, r.from_half)
      UNION ALL
      SELECT l.person_id, 'log', l.on_date::text, l.on_date::text, '', '', 0, NULL, NULL
      FROM span JOIN work_log l ON l.county = ${county} AND l.person_id = span.person_id AND l.on_date BETWEEN d1 AND d2
        AND l.voided_at IS NULL
    ) rows ORDER BY person_id, what, from_on, a, turn`;
  for (const r of rows) addRow(presence.get(r.person_id), r);
  return presence;
}

function addRow(to: Presence | undefined, r: PresenceRow): void {
  if (r.what === 'log') to?.logDates.push(r.from_on);
  else if (r.what === 'leave')
    to?.leaves.push({ fromOn: r.from_on, toOn: r.to_on, fromHalf: r.a as Half, toHalf: r.b as Half });
  else
    to?.events.push({
      personId: r.person_id,
      on: r.from_on,
      kind: r.a as AttendanceEvent['kind'],
      turn: r.turn,
      at: r.at?.getTime() ?? 0,
      ...(r.fence ? { fence: r.fence } : {}),
    });
}

interface LogRow {
  person_id: string;
  on: IsoDate;
  at: Date;
  text: string;
  late: boolean;
  images: ImageRef[];
}

export async function loadLogs(tx: Statements, county: string, spans: readonly Span[]): Promise<WorkLogEntry[]> {
  if (spans.length === 0) return [];
  const rows = await tx.$queryRaw<LogRow[]>`
    SELECT l.person_id, l.on_date::text AS "on", l.at, l.text, l.late, l.images FROM work_log l
    WHERE l.county = ${county} AND l.voided_at IS NULL AND EXISTS (
      SELECT 1 FROM jsonb_to_recordset(${asJson(spans)}::jsonb) AS s(person_id text, d1 date, d2 date)
      WHERE s.person_id = l.person_id AND l.on_date BETWEEN d1 AND d2)
      AND l.person_id = ANY(${spans.map((s) => s.personId)}::text[])
    ORDER BY l.on_date, l.at, l.id`;
  return rows.map((r) => ({
    personId: r.person_id,
    on: r.on,
    at: r.at.getTime(),
    text: r.text,
    late: r.late,
    images: r.images,
  }));
}

/** Ids of the cadres in the places of each set of seats, in the order of the sets; without those who had left by its day. */
export async function loadTeams(
  tx: Statements,
  county: string,
  sets: readonly { readonly seats: readonly SeatKey[]; readonly since: IsoDate }[],
): Promise<string[][]> {
  const wanted = sets.flatMap(({ seats, since }, i) => seats.map((s) => ({ i, scope_id: s.scopeId, since })));
  const teams: string[][] = sets.map(() => []);
  if (wanted.length === 0) return teams;
  const rows = await tx.$queryRaw<{ i: number; id: string }[]>`
    SELECT DISTINCT w.i, p.id FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w(i int, scope_id text, since date)
    JOIN person p ON p.county = ${county} AND p.post IS NOT NULL AND (p.left_on IS NULL OR p.left_on > w.since)
      AND (w.scope_id = '' OR w.scope_id IN (p.township_id, p.team_id, p.village_id, p.unit_id))
    ORDER BY w.i, p.id`;
  for (const r of rows) teams[r.i]?.push(r.id);
  return teams;
}
