/** The tables of a county as text, without what depends only on the order in which rows were numbered. */
import type { World } from '../builders/world.ts';

const SELECTS: Readonly<Record<string, string>> = {
  inbox: 'SELECT id::text, event_key, state::text, attempts, failure FROM inbox',
  request: 'SELECT * FROM request',
  request_seat: 'SELECT * FROM request_seat',
  filing_receipt: 'SELECT * FROM filing_receipt',
  deputy: 'SELECT * FROM deputy',
  shown_list: 'SELECT * FROM shown_list',
  digest: 'SELECT id, digest FROM person',
  attendance: 'SELECT * FROM attendance',
  work_log: 'SELECT * FROM work_log',
  ledger_entry: 'SELECT * FROM ledger_entry',
  reminder: 'SELECT * FROM reminder',
  duty_answer: 'SELECT * FROM duty_answer',
  duty_list: 'SELECT * FROM duty_list',
  duty_switch: 'SELECT * FROM duty_switch',
  month_confirmed: 'SELECT * FROM month_confirmed',
  policy_question: `SELECT id, person_id, asked_at, inbox_id::text, text, before, packs, refused, pack, article, feedback, faq_id, county
    FROM policy_question`,
  dialogue: 'SELECT * FROM dialogue',
  chat_button: 'SELECT * FROM chat_button',
  look: 'SELECT viewer_id, subject_id, what, request_id, at, inbox_id::text FROM look',
  // In order within each conversation; an update stands in the place of the message that it changes, whenever it goes out.
  outbox: `SELECT platform, conversation, row_number() OVER (PARTITION BY county, platform, conversation, updates ORDER BY id)::int AS place,
    key, inbox_id::text, person_id, request_id, revision, updates, state::text, platform_message_id, payload FROM outbox`,
  // In order within each message; salts are chance and links are one a transaction.
  audit_entry: `SELECT inbox_id::text, row_number() OVER (PARTITION BY county, inbox_id ORDER BY id)::int AS place, at, person_id, verb,
    subject, payload FROM audit_entry`,
};

/** Each row as one line, sorted. */
export async function tablesOf(world: World): Promise<Record<string, string[]>> {
  const names = Object.keys(SELECTS);
  const results = await world.query(
    names.map((name) => `SELECT * FROM (${SELECTS[name] ?? ''} WHERE county = '${world.countyId}') AS t`).join(';'),
  );
  return Object.fromEntries(
    names.map((name, i) => [name, (results[i]?.rows ?? []).map((r) => JSON.stringify(r)).sort()]),
  );
}
