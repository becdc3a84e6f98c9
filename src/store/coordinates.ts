/**
 * Coordinates that were kept long enough are reduced: the point goes, on which side of the fence it lay stays. They stand
 * in the attendance, in the message that brought them, in the web chat's log and in the audit's payloads.
 */
import { recordAudit } from './audit.ts';
import type { Statements } from './database.ts';
import { timestamp, type From } from './work-result.ts';

/** Rows of each table that one tick takes; the next one goes on. */
export const reducedAtOnce = 5_000;

/**
 * Applies what the clock asks for. What there was to reduce leaves a record; a tick that finds nothing leaves none, and one after
 * the day's work is done does not look.
 * @returns the ids of the web chat's messages that changed
 */
export async function reduceCoordinates(
  tx: Statements,
  county: string,
  asked: readonly From<'reduce-coordinates'>[],
  now: number,
  limit: number = reducedAtOnce,
): Promise<string[]> {
  const changed: string[] = [];
  for (const { effect, result } of asked) {
    const before = timestamp(effect.before);
    const { since, is_done } = await doneTo(tx, county, before);
    if (is_done) continue;
    const web = await fromWebMessages(tx, county, since, before, limit);
    changed.push(...web);
    const rows = {
      attendance: await fromAttendance(tx, county, since, before, limit),
      inbox: await fromInbox(tx, county, since, before, limit),
      webMessages: web.length,
      auditPayloads: await fromAudit(tx, county, since, before, limit),
    };
    if (Object.values(rows).every((n) => n < limit))
      await tx.$executeRaw`UPDATE county SET points_reduced_to = ${before}::timestamptz WHERE id = ${county}`;
    if (Object.values(rows).every((n) => n === 0)) continue;
    const record = { verb: effect.effect, subject: 'county', payload: { before, rows }, personId: null };
    await recordAudit(tx, county, [{ ...record, inboxId: result.inboxId }], now);
  }
  return changed;
}

/** What lies before was reduced by an earlier tick and need not be looked through again, but for a message that was long on its way. */
async function doneTo(
  tx: Statements,
  county: string,
  before: string,
): Promise<{ readonly since: string; readonly is_done: boolean }> {
  const [row] = await tx.$queryRaw<{ since: string | null; is_done: boolean | null }[]>`
    SELECT (points_reduced_to - interval '7 days')::text AS since, points_reduced_to >= ${before}::timestamptz AS is_done
    FROM county WHERE id = ${county}`;
  return { since: row?.since ?? '-infinity', is_done: row?.is_done ?? false };
}

const fromAttendance = (
  tx: Statements,
  county: string,
  since: string,
  before: string,
  limit: number,
): Promise<number> =>
  tx.$executeRaw`
    UPDATE attendance a SET point = NULL FROM (
      SELECT person_id, on_date, kind, turn FROM attendance
      WHERE county = ${county} AND point IS NOT NULL AND at >= ${since}::timestamptz AND at < ${before}::timestamptz LIMIT ${limit}) old
    WHERE a.county = ${county} AND a.person_id = old.person_id AND a.on_date = old.on_date AND a.kind = old.kind AND a.turn = old.turn`;

/** Also of a message that was set aside: whoever retries it so late does it without the point. */
const fromInbox = (tx: Statements, county: string, since: string, before: string, limit: number): Promise<number> =>
  tx.$executeRaw`
    UPDATE inbox i SET payload = jsonb_set(i.payload, '{location}', 'null') FROM (
      SELECT id FROM inbox
      WHERE county = ${county} AND payload ->> 'location' IS NOT NULL AND received_at >= ${since}::timestamptz AND received_at < ${before}::timestamptz LIMIT ${limit}) old
    WHERE i.county = ${county} AND i.id = old.id`;

async function fromWebMessages(
  tx: Statements,
  county: string,
  since: string,
  before: string,
  limit: number,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE web_message m SET body = jsonb_set(m.body, '{location}', 'null') FROM (
      SELECT id FROM web_message
      WHERE county = ${county} AND body ->> 'location' IS NOT NULL AND at >= ${since}::timestamptz AND at < ${before}::timestamptz LIMIT ${limit}) old
    WHERE m.county = ${county} AND m.id = old.id RETURNING m.id`;
  return rows.map(({ id }) => id);
}

/** The digest covers the whole payload, so the whole payload goes; the entry and its link stay and hold. */
const fromAudit = (tx: Statements, county: string, since: string, before: string, limit: number): Promise<number> =>
  tx.$executeRaw`
    UPDATE audit_entry e SET payload = NULL, salt = '' FROM (
      SELECT id FROM audit_entry
      WHERE county = ${county} AND verb = 'add-attendance' AND payload LIKE '%"point":{%' AND at >= ${since}::timestamptz AND at < ${before}::timestamptz LIMIT ${limit}) old
    WHERE e.county = ${county} AND e.id = old.id`;
