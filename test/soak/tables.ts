/** What a round left behind, without what differs by chance: ids, instants, codes, who was told first in a race. */
import type { Ask } from './checker.ts';
import { FILLER } from './ledger.ts';

/** Names in place of ids: the key of the message that opened a request, the sender's own key of a message. */
const named = `
  WITH source AS (
    SELECT id, split_part(event_key, ':', 3) AS key FROM inbox WHERE event_key NOT LIKE '%:${FILLER}%' AND platform <> 'clock'
  ), asked AS (SELECT r.*, s.key AS opened_by FROM request r JOIN source s ON 'r' || s.id = r.id)`;

const masked = (text: string): string =>
  `left(regexp_replace(regexp_replace(${text}, '#[A-Z0-9]{4}', '#'), '[0-9]+', '0', 'g'), 8)`;

const queries: Readonly<Record<string, string>> = {
  attendance: `${named} SELECT a.person_id, a.on_date::text, a.kind, a.turn, a.note, a.point IS NOT NULL, coalesce(q.reason, s.key)
    FROM attendance a JOIN source s ON s.id = a.inbox_id LEFT JOIN asked q ON q.id = a.request_id`,
  work_log: `${named} SELECT l.person_id, l.on_date::text, l.text, l.late, s.key FROM work_log l JOIN source s ON s.id = l.inbox_id`,
  request: `${named} SELECT reason, opened_by, kind, applicant_id, from_on::text, to_on::text, from_half, to_half, half_days, counted_half_days, jsonb_array_length(joined), entered_by,
    leave_kind, late,
    state::text, step, version, revision, nudged_on, ended_on, ended_half, modes::text, filing_text, filings::text, citations::text FROM asked`,
  seats: `${named} SELECT q.reason, s.step, s.body, s.scope_id, s.title, s.answered_by, s.verdict, s.note, s.answered_for, s.recorded_by,
    s.assigned_to, s.added_by
    FROM request_seat s JOIN asked q ON q.id = s.request_id`,
  inbox: `${named} SELECT s.key, i.state::text FROM source s JOIN inbox i USING (id)`,
  dialogue: `SELECT account_id, question ->> 'about' FROM dialogue`,
  // Of a race only the number of messages is certain; of a second press, not which refusal it met: answered, or ended meanwhile.
  outbox: `${named} SELECT q.reason, CASE WHEN s.key LIKE ANY($1) THEN '*' ELSE o.conversation END, CASE WHEN s.key LIKE ANY($1) THEN '*' ELSE s.key END,
    CASE WHEN s.key LIKE ANY($1) OR s.key LIKE 'ans-%-3' THEN '*' ELSE ${masked("o.payload ->> 'text'")} END, o.state::text,
    CASE WHEN s.key LIKE ANY($1) THEN 0 ELSE (SELECT count(*) FROM chat_button b WHERE b.outbox_key = o.key) END
    FROM outbox o JOIN source s ON s.id = o.inbox_id LEFT JOIN asked q ON q.id = o.request_id`,
  audit: `${named} SELECT coalesce(q.reason, a.subject), a.verb, CASE WHEN s.key LIKE ANY($1) THEN '*' ELSE s.key END, CASE WHEN s.key LIKE ANY($1) THEN '*' ELSE a.person_id END
    FROM audit_entry a JOIN source s ON s.id = a.inbox_id LEFT JOIN asked q ON a.subject = 'request:' || q.id`,
};

/**
 * Tables as sorted lines, to compare two runs of the same plan.
 * @param races patterns of the keys of answers whose order was left to chance
 */
export async function tablesOf(ask: Ask, races: readonly string[]): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const [name, sql] of Object.entries(queries)) {
    const rows = await ask(`SELECT t::text AS line FROM (${sql}) t`, sql.includes('$1') ? [races] : []);
    tables[name] = rows.map((row) => (row as { line: string }).line).sort();
  }
  return tables;
}

const changeable = [
  ...['inbox', 'outbox', 'chat_button', 'dialogue', 'shown_list', 'attendance', 'work_log', 'request', 'request_seat'],
  ...['ledger_entry', 'reminder', 'duty_answer', 'duty_list', 'duty_switch', 'month_confirmed'],
  ...['filing_receipt', 'deputy', 'person', 'seat_holder', 'account'],
  ...['bind_code', 'bind_try', 'consent', 'look', 'web_link', 'web_session'],
  ...['audit_entry', 'audit_link', 'audit_head', 'web_message', 'web_conversation'],
];

/** Everything that a message can change, as it stands. */
export async function wholeTables(ask: Ask): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const name of changeable) {
    const rows = await ask<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
    tables[name] = rows.map(({ line }) => line).sort();
  }
  return tables;
}

/** Lines that only one of two runs has. */
export function differences(one: Record<string, string[]>, other: Record<string, string[]>): string[] {
  return Object.keys(one).flatMap((table) => [
    ...without(one[table]!, other[table]!).map((line) => `${table}, only in the first: ${line}`),
    ...without(other[table]!, one[table]!).map((line) => `${table}, only in the second: ${line}`),
  ]);
}

function without(lines: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}
