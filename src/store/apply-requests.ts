/** What messages change about requests. A change that was decided on another version, or on a seat still open, fails. */
import type { Effect } from '../domain/effect.ts';
import type { Request } from '../domain/request.ts';
import { VersionConflict, type Statements } from './database.ts';
import { requestColumns, seatColumns } from './request-columns.ts';
import { timestamp, type EffectOf, type WorkResult } from './work-result.ts';

export async function openRequests(
  tx: Statements,
  county: string,
  opened: readonly EffectOf<'open-request'>[],
): Promise<void> {
  if (opened.length === 0) return;
  const rows = opened.map(({ request }) => requestColumns(county, request));
  await tx.$executeRaw`
    INSERT INTO request (county, id, code, kind, applicant_id, entered_by, from_on, to_on, from_half, to_half, half_days, counted_half_days, joined,
      extends_id, leave_kind, reason, images, remarks, late, state, step, version, revision, revised_at, modes, filing_text, filings,
      citations, readings, opened_at, moved_at, nudged_on, ended_on, ended_half, ended_at)
    SELECT county, id, code, kind, applicant_id, entered_by, from_on, to_on, from_half, to_half, half_days, counted_half_days, joined,
      extends_id, leave_kind, reason, images, remarks, late, state, step, version, revision, revised_at, modes, filing_text, filings,
      citations, readings, opened_at, moved_at, nudged_on, ended_on, ended_half, ended_at
    FROM jsonb_populate_recordset(NULL::request, ${JSON.stringify(rows)}::jsonb)`;
  await addSeats(
    tx,
    county,
    opened.map((o) => o.request),
  );
}

/**
 * Holds the requests that are about to change, in one order for everybody: seats and requests are changed one after the
 * other, and two who began at different ends would wait for each other.
 */
export async function lockRequests(tx: Statements, county: string, results: readonly WorkResult[]): Promise<void> {
  const ids = results.flatMap((r) => r.effects.flatMap(changedRequest));
  if (ids.length === 0) return;
  await tx.$queryRaw`SELECT id FROM request WHERE county = ${county} AND id = ANY(${ids}::text[]) ORDER BY id FOR UPDATE`;
}

function changedRequest(e: Effect): string[] {
  switch (e.effect) {
    case 'revise-request':
      return [e.request.id];
    case 'move-request':
    case 'answer-seat':
    case 'assign-seat':
    case 'end-leave':
    case 'nudge':
      return [e.requestId];
    default:
      return [];
  }
}

async function addSeats(tx: Statements, county: string, requests: readonly Request[]): Promise<void> {
  const seats = requests.flatMap((request) => seatColumns(county, request));
  if (seats.length === 0) return; // kept for the officer: nobody answers yet
  await tx.$executeRaw`
    INSERT INTO request_seat (county, request_id, step, body, scope_id, title, place, answered_by, verdict, note, answered_at, answered_for,
      recorded_by, images, assigned_to, assigned_by, added_by)
    SELECT county, request_id, step, body, scope_id, title, place, answered_by, verdict, note, answered_at, answered_for,
      recorded_by, images, assigned_to, assigned_by, added_by
    FROM jsonb_populate_recordset(NULL::request_seat, ${JSON.stringify(seats)}::jsonb)`;
}

/** The whole request anew, all but what it is known by: id, code, applicant, and when it was opened. */
export async function reviseRequests(
  tx: Statements,
  county: string,
  revised: readonly EffectOf<'revise-request'>[],
): Promise<void> {
  if (revised.length === 0) return;
  const rows = revised.map(({ request, version }) => ({ ...requestColumns(county, request), version }));
  const changed = await tx.$executeRaw`
    UPDATE request r SET (kind, entered_by, from_on, to_on, from_half, to_half, half_days, counted_half_days, joined, extends_id,
      leave_kind, reason, images, remarks, late, state, step, version, revision, revised_at, modes, filing_text, filings, citations,
      readings, moved_at, nudged_on, ended_on, ended_half, ended_at)
      = (m.kind, m.entered_by, m.from_on, m.to_on, m.from_half, m.to_half, m.half_days, m.counted_half_days, m.joined, m.extends_id,
      m.leave_kind, m.reason, m.images, m.remarks, m.late, m.state, m.step, m.version + 1, m.revision, m.revised_at, m.modes, m.filing_text,
      m.filings, m.citations, m.readings, m.moved_at, m.nudged_on, m.ended_on, m.ended_half, m.ended_at)
    FROM jsonb_populate_recordset(NULL::request, ${JSON.stringify(rows)}::jsonb) m
    WHERE r.county = ${county} AND r.id = m.id AND r.version = m.version`;
  if (changed !== rows.length) throw new VersionConflict('a request moved on meanwhile');
  await tx.$executeRaw`
    DELETE FROM request_seat WHERE county = ${county} AND request_id = ANY(${rows.map((r) => r.id)}::text[])`;
  await addSeats(
    tx,
    county,
    revised.map((r) => r.request),
  );
}

export async function answerSeats(
  tx: Statements,
  county: string,
  answers: readonly EffectOf<'answer-seat'>[],
): Promise<void> {
  if (answers.length === 0) return;
  const rows = answers.map((a) => ({
    request_id: a.requestId, step: a.step, body: a.seat.body, scope_id: a.seat.scopeId, person_id: a.personId, verdict: a.verdict,
    note: a.note, at: timestamp(a.at), for_id: a.forId, recorded_by: a.recordedBy, images: a.images,
  })); // prettier-ignore
  const changed = await tx.$executeRaw`
    UPDATE request_seat s SET answered_by = a.person_id, verdict = a.verdict, note = a.note, answered_at = a.at, answered_for = a.for_id,
      recorded_by = a.recorded_by, images = a.images
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a(request_id text, step int, body text, scope_id text, person_id text,
      verdict text, note text, at timestamptz, for_id text, recorded_by text, images jsonb)
    WHERE s.county = ${county} AND s.request_id = a.request_id AND s.step = a.step AND s.body = a.body AND s.scope_id = a.scope_id
      AND s.answered_by IS NULL`;
  if (changed !== rows.length) throw new VersionConflict('a seat was answered meanwhile');
}

export async function assignSeats(
  tx: Statements,
  county: string,
  assigned: readonly EffectOf<'assign-seat'>[],
): Promise<void> {
  if (assigned.length === 0) return;
  const rows = assigned.map((a) => ({
    request_id: a.requestId, step: a.step, body: a.seat.body, scope_id: a.seat.scopeId, person_id: a.personId,
    by: a.personId === null ? null : a.by,
  })); // prettier-ignore
  const changed = await tx.$executeRaw`
    UPDATE request_seat s SET assigned_to = a.person_id, assigned_by = a.by
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a(request_id text, step int, body text, scope_id text, person_id text, by text)
    WHERE s.county = ${county} AND s.request_id = a.request_id AND s.step = a.step AND s.body = a.body AND s.scope_id = a.scope_id
      AND s.answered_by IS NULL`;
  if (changed !== rows.length) throw new VersionConflict('a seat was answered meanwhile');
}

/** Guarded by the move that goes with it. */
export async function endLeaves(
  tx: Statements,
  county: string,
  ended: readonly EffectOf<'end-leave'>[],
): Promise<void> {
  if (ended.length === 0) return;
  const rows = ended.map((e) => ({ id: e.requestId, on_date: e.on, half: e.half, at: timestamp(e.at) }));
  await tx.$executeRaw`
    UPDATE request r SET ended_on = e.on_date, ended_half = e.half, ended_at = e.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e(id text, on_date date, half text, at timestamptz)
    WHERE r.county = ${county} AND r.id = e.id`;
}

/** Whatever its state: an approved leave is cancelled or ended later. The version alone says that nobody changed it meanwhile. */
export async function moveRequests(
  tx: Statements,
  county: string,
  moves: readonly EffectOf<'move-request'>[],
): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map((m) => ({
    id: m.requestId,
    version: m.version,
    state: m.state,
    step: m.step,
    at: timestamp(m.at),
  }));
  const changed = await tx.$executeRaw`
    UPDATE request r SET state = m.state::request_state, step = m.step, version = m.version + 1, moved_at = m.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS m(id text, version int, state text, step int, at timestamptz)
    WHERE r.county = ${county} AND r.id = m.id AND r.version = m.version`;
  if (changed !== rows.length) throw new VersionConflict('a request moved on meanwhile');
}

/** No change of the request: what was decided on its version still holds. */
export async function nudgeRequests(
  tx: Statements,
  county: string,
  nudges: readonly EffectOf<'nudge'>[],
): Promise<void> {
  if (nudges.length === 0) return;
  const rows = nudges.map((n) => ({ id: n.requestId, version: n.version, on_date: n.on }));
  const changed = await tx.$executeRaw`
    UPDATE request r SET nudged_on = n.on_date
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id text, version int, on_date date)
    WHERE r.county = ${county} AND r.id = n.id AND r.version = n.version`;
  if (changed !== rows.length) throw new VersionConflict('a request moved on meanwhile');
}

/** The first receipt for a seat stands. */
export async function receiveFilings(
  tx: Statements,
  county: string,
  received: readonly EffectOf<'receive-filing'>[],
): Promise<void> {
  if (received.length === 0) return;
  const rows = received.map(({ receipt: r }) => ({
    county, request_id: r.requestId, body: r.body, scope_id: r.scopeId, person_id: r.personId, at: timestamp(r.at),
  })); // prettier-ignore
  await tx.$executeRaw`
    INSERT INTO filing_receipt (county, request_id, body, scope_id, person_id, at)
    SELECT county, request_id, body, scope_id, person_id, at
    FROM jsonb_populate_recordset(NULL::filing_receipt, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT DO NOTHING`;
}
