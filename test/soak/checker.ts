/**
 * Whether a county's data keeps what was promised: nothing acknowledged is lost, nothing happened twice. Asks the tables
 * in SQL of its own; nothing of src/ has a say in it. Each fault is one sentence.
 */
import type { Acknowledged } from './ledger.ts';
import { eventKeyOf } from './ledger.ts';
import { auditFaults } from './audit-faults.ts';
import { chatFaults } from './chat-faults.ts';
import { requestFaults } from './request-faults.ts';
import type { PlannedRequest } from './plan.ts';

/** Runs one statement and gives its rows. */
export type Ask = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

export interface Promised {
  readonly acknowledged: readonly Acknowledged[];
  readonly requests: readonly PlannedRequest[];
}

export async function faultsOf(ask: Ask, promised: Promised): Promise<string[]> {
  // One after the other: it is one connection, and may be one transaction.
  return [
    ...(await inboxFaults(ask, promised.acknowledged)),
    ...(await clockFaults(ask)),
    ...(await attendanceFaults(ask)),
    ...(await logFaults(ask, new Set(promised.acknowledged.filter((a) => a.log).map(eventKeyOf)))),
    ...(await requestFaults(ask, promised.requests)),
    ...(await chatFaults(ask, promised.acknowledged)),
    ...(await auditFaults(ask)),
  ];
}

async function inboxFaults(ask: Ask, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const rows = await ask<{ event_key: string; state: string; attempts: number }>(
    "SELECT event_key, state::text, attempts FROM inbox WHERE platform <> 'clock'",
  );
  const byKey = new Map(rows.map((row) => [row.event_key, row]));
  const promised = new Set(acknowledged.map(eventKeyOf));
  return [
    ...(byKey.size === rows.length ? [] : ['a message is in the inbox twice']),
    ...[...promised].filter((key) => !byKey.has(key)).map((key) => `${key} was acknowledged and is not in the inbox`),
    ...rows.filter((r) => r.state !== 'done').map((r) => `${r.event_key} is ${r.state} after ${r.attempts} attempts`),
    ...rows.filter((r) => !promised.has(r.event_key)).map((r) => `${r.event_key} is in the inbox and nobody sent it`),
  ];
}

/** Each part of a day comes once, and time alone changes nothing. */
export async function clockFaults(ask: Ask): Promise<string[]> {
  const rows = await ask<{ what: string }>(`
    SELECT event_key || ' struck ' || count(*) || ' times' AS what FROM inbox WHERE platform = 'clock' GROUP BY event_key HAVING count(*) > 1
    UNION ALL SELECT event_key || ' is ' || state::text FROM inbox WHERE platform = 'clock' AND state <> 'done'
    UNION ALL SELECT i.event_key || ' did ' || a.verb FROM inbox i JOIN audit_entry a ON a.county = i.county AND a.inbox_id = i.id
      WHERE i.platform = 'clock'`);
  return rows.map(({ what }) => what);
}

/** One arrival a person and day, the other events in turn, each from a message of that person or an approved request. */
export async function attendanceFaults(ask: Ask): Promise<string[]> {
  const doubled = await ask<{ who: string }>(`
    SELECT person_id || ' ' || on_date AS who FROM attendance WHERE kind = 'arrived' GROUP BY person_id, on_date HAVING count(*) > 1
    UNION ALL SELECT person_id || ' ' || on_date || ' ' || kind FROM attendance GROUP BY person_id, on_date, kind HAVING max(turn) + 1 <> count(*)
    UNION ALL SELECT 'message ' || inbox_id FROM attendance GROUP BY inbox_id HAVING count(*) > 1
    UNION ALL SELECT 'request ' || request_id FROM attendance WHERE request_id IS NOT NULL GROUP BY request_id HAVING count(*) > 1`);
  const strange = await ask<{ who: string }>(`
    SELECT a.person_id || ' ' || a.on_date || ' ' || a.kind AS who FROM attendance a LEFT JOIN inbox i ON i.id = a.inbox_id
    LEFT JOIN request r ON r.id = a.request_id AND r.state = 'approved' AND r.applicant_id = a.person_id AND r.from_on = a.on_date
    WHERE i.state IS DISTINCT FROM 'done' OR CASE WHEN a.kind = 'made-up' THEN r.id IS NULL
      ELSE NOT EXISTS (SELECT FROM account c WHERE c.county = i.county AND c.platform = i.platform AND c.user_id = i.sender_id AND c.person_id = a.person_id) END`);
  const missing = await ask<{ id: string }>(`
    SELECT r.id FROM request r LEFT JOIN attendance a ON a.request_id = r.id WHERE r.kind = 'make-up' AND (r.state = 'approved') <> (a.kind IS NOT NULL)`);
  return [
    ...doubled.map(({ who }) => `attendance counted twice: ${who}`),
    ...strange.map(({ who }) => `attendance without its cause: ${who}`),
    ...missing.map(({ id }) => `made-up day and request ${id} disagree`),
  ];
}

/** @param promised event keys of the messages that keep a log */
export async function logFaults(ask: Ask, promised: ReadonlySet<string>): Promise<string[]> {
  const rows = await ask<{ event_key: string; logs: number }>(`
    SELECT coalesce(i.event_key, 'no message') AS event_key, count(*)::int AS logs FROM work_log l LEFT JOIN inbox i ON i.id = l.inbox_id GROUP BY 1`);
  const found = new Map(rows.map((r) => [r.event_key, r.logs]));
  return [
    ...[...promised]
      .filter((key) => found.get(key) !== 1)
      .map((key) => `${key} is kept ${found.get(key) ?? 0} times as a log`),
    ...rows.filter((r) => !promised.has(r.event_key)).map((r) => `a log of ${r.event_key}, which is none`),
  ];
}
