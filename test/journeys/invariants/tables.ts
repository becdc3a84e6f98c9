/** What is left of a conversation in the tables. Read by SQL, without any of the product's code. */
import type { World } from '../../builders/world.ts';

export interface InboxRow {
  readonly id: number;
  readonly platform: string;
  readonly event_key: string;
  readonly conversation: string;
  readonly sender_id: string;
  readonly state: string;
  readonly attempts: number;
  readonly payload: {
    readonly chatKind: 'direct' | 'group';
    readonly kind: string;
    readonly text: string;
    readonly mentionsBot: boolean;
    readonly forwarded: boolean;
    readonly sentAt: number;
    readonly receivedAt: number;
    readonly otherKind: string | null;
    readonly images: readonly unknown[];
    readonly quote: { readonly messageId: string | null; readonly text: string | null } | null;
    readonly action: { readonly value: string } | null;
  };
}
export interface OutboxRow {
  readonly id: number;
  readonly key: string;
  readonly conversation: string;
  readonly inbox_id: number;
  readonly request_id: string | null;
  readonly revision: number | null;
  readonly state: string;
  readonly payload: { readonly text: string };
}
export interface RequestRow {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly applicant_id: string;
  readonly from_on: string;
  readonly to_on: string;
  readonly from_half: string;
  readonly to_half: string;
  readonly half_days: number;
  readonly counted_half_days: number | null;
  readonly joined: readonly { readonly requestId: string; readonly days: number }[];
  readonly entered_by: string | null;
  readonly extends_id: string | null;
  readonly revision: number;
  readonly nudged_on: string | null;
  readonly ended_on: string | null;
  readonly ended_half: string | null;
  readonly reason: string;
  readonly late: boolean;
  readonly state: string;
  readonly step: number;
  readonly version: number;
  readonly modes: readonly string[];
  readonly filings: readonly { readonly body: string; readonly scopeId: string }[];
  readonly opened_at: number;
  readonly moved_at: number;
}
export interface SeatRow {
  readonly request_id: string;
  readonly step: number;
  readonly body: string;
  readonly scope_id: string;
  readonly answered_by: string | null;
  readonly verdict: string | null;
  readonly note: string | null;
  readonly answered_at: number | null;
  readonly answered_for: string | null;
  readonly recorded_by: string | null;
  readonly images: readonly unknown[];
  readonly assigned_to: string | null;
  readonly assigned_by: string | null;
  readonly added_by: string | null;
}
export interface AttendanceRow {
  readonly person_id: string;
  readonly on_date: string;
  readonly kind: string;
  readonly turn: number;
  readonly inbox_id: number;
  readonly request_id: string | null;
}
export interface LogRow {
  readonly id: string;
  readonly person_id: string;
  readonly on_date: string;
  readonly text: string;
  readonly inbox_id: number;
  readonly voided: boolean;
}
export interface EntryRow {
  readonly id: string;
  readonly ledger: string;
  readonly person_id: string;
  readonly text: string;
  readonly inbox_id: number;
  readonly voided: boolean;
}
export interface AuditRow {
  readonly id: number;
  readonly inbox_id: number;
  readonly at: number;
  readonly person_id: string | null;
  readonly verb: string;
  readonly subject: string;
  readonly payload: string;
}
export interface LinkRow {
  readonly entry_ids: readonly string[];
}
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly post: string | null;
  readonly township_id: string | null;
  readonly team_id: string | null;
  readonly unit_id: string | null;
  readonly digest: boolean;
}
export interface HolderRow {
  readonly body: string;
  readonly scope_id: string;
  readonly person_id: string;
  readonly from_on: string;
  readonly to_on: string | null;
}

export interface DeputyRow {
  readonly id: string;
  readonly principal_id: string;
  readonly deputy_id: string;
  readonly from_on: string;
  readonly to_on: string;
}
export interface ReceiptRow {
  readonly request_id: string;
  readonly body: string;
  readonly scope_id: string;
  readonly person_id: string;
}

export interface Tables {
  /** What people said. */
  readonly inbox: readonly InboxRow[];
  /** What the county's clock said. */
  readonly tick: readonly InboxRow[];
  readonly outbox: readonly OutboxRow[];
  readonly request: readonly RequestRow[];
  readonly seat: readonly SeatRow[];
  readonly attendance: readonly AttendanceRow[];
  readonly log: readonly LogRow[];
  readonly entry: readonly EntryRow[];
  readonly audit: readonly AuditRow[];
  readonly link: readonly LinkRow[];
  readonly person: readonly PersonRow[];
  readonly holder: readonly HolderRow[];
  readonly deputy: readonly DeputyRow[];
  readonly receipt: readonly ReceiptRow[];
  readonly account: readonly {
    readonly id: string;
    readonly person_id: string;
    readonly direct_conversation: string;
  }[];
  readonly group: readonly { readonly conversation: string; readonly team_id: string }[];
}

const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8 AS ${column}`;

const INBOX =
  'SELECT id::float8 AS id, platform, event_key, conversation, sender_id, state::text, attempts, payload FROM inbox';

/** Each up to the condition on the county. */
const SELECTS: Readonly<Record<keyof Tables, string>> = {
  inbox: `${INBOX} WHERE platform <> 'clock' AND`,
  tick: `${INBOX} WHERE platform = 'clock' AND`,
  outbox:
    'SELECT id::float8 AS id, key, conversation, inbox_id::float8 AS inbox_id, request_id, revision, state::text, payload FROM outbox WHERE updates IS NULL AND',
  request: `SELECT id, code, kind, applicant_id, from_on::text, to_on::text, from_half, to_half, half_days, counted_half_days, joined, entered_by, extends_id, reason, late, state::text, step,
    version, revision, modes, filings, nudged_on::text, ended_on::text, ended_half, ${ms('opened_at')}, ${ms('moved_at')} FROM request`,
  seat: `SELECT request_id, step, body, scope_id, answered_by, verdict, note, answered_for, recorded_by, images, assigned_to, assigned_by, added_by,
    ${ms('answered_at')} FROM request_seat`,
  attendance: 'SELECT person_id, on_date::text, kind, turn, inbox_id::float8 AS inbox_id, request_id FROM attendance',
  log: 'SELECT id, person_id, on_date::text, text, inbox_id::float8 AS inbox_id, voided_at IS NOT NULL AS voided FROM work_log',
  entry:
    'SELECT id, ledger, person_id, text, inbox_id::float8 AS inbox_id, voided_at IS NOT NULL AS voided FROM ledger_entry',
  audit: `SELECT id::float8 AS id, inbox_id::float8 AS inbox_id, ${ms('at')}, person_id, verb, subject, payload FROM audit_entry`,
  link: 'SELECT entry_ids::text[] FROM audit_link',
  person: 'SELECT id, name, post, township_id, team_id, unit_id, digest FROM person',
  holder: 'SELECT body, scope_id, person_id, from_on::text, to_on::text FROM seat_holder',
  deputy: 'SELECT id, principal_id, deputy_id, from_on::text, to_on::text FROM deputy',
  receipt: 'SELECT request_id, body, scope_id, person_id FROM filing_receipt',
  account: 'SELECT id, person_id, direct_conversation FROM account',
  group: 'SELECT conversation, team_id FROM chat_group',
};
const ORDER: Partial<Readonly<Record<keyof Tables, string>>> = {
  inbox: 'id',
  tick: 'id',
  outbox: 'id',
  seat: 'request_id, step, place',
  audit: 'id',
  link: 'seq',
  account: 'platform, direct_conversation',
};

export async function readTables(world: World): Promise<Tables> {
  const names = Object.keys(SELECTS) as (keyof Tables)[];
  const where = (n: keyof Tables): string => (SELECTS[n].endsWith(' AND') ? '' : 'WHERE');
  const sql = names
    .map((n) => `${SELECTS[n]} ${where(n)} county = '${world.countyId}' ORDER BY ${ORDER[n] ?? '1'}`)
    .join(';');
  const results = await world.query(sql);
  return Object.fromEntries(names.map((n, i) => [n, results[i]?.rows ?? []])) as unknown as Tables;
}
