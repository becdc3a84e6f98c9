/** What is left of a conversation: the tables as they are, and what was sent. Read by SQL, without any of the product's code. */
import type { Said, World } from '../../builders/world.ts';
import type { Sent } from '../../builders/recording-adapter.ts';

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
    readonly action: { readonly value: string } | null;
  };
}
export interface OutboxRow {
  readonly id: number;
  readonly key: string;
  readonly conversation: string;
  readonly inbox_id: number;
  readonly request_id: string | null;
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
}
export interface AuditRow {
  readonly id: number;
  readonly inbox_id: number;
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
}
export interface HolderRow {
  readonly body: string;
  readonly scope_id: string;
  readonly person_id: string;
  readonly from_on: string;
  readonly to_on: string | null;
}

export interface Tables {
  readonly inbox: readonly InboxRow[];
  readonly outbox: readonly OutboxRow[];
  readonly request: readonly RequestRow[];
  readonly seat: readonly SeatRow[];
  readonly attendance: readonly AttendanceRow[];
  readonly log: readonly LogRow[];
  readonly audit: readonly AuditRow[];
  readonly link: readonly LinkRow[];
  readonly person: readonly PersonRow[];
  readonly holder: readonly HolderRow[];
  readonly account: readonly {
    readonly id: string;
    readonly person_id: string;
    readonly direct_conversation: string;
  }[];
  readonly group: readonly { readonly conversation: string; readonly team_id: string }[];
}

export interface Evidence extends Tables {
  readonly sent: readonly Sent[];
  /** Messages that took the place of one already sent. */
  readonly updated: readonly Sent[];
  readonly said: readonly Said[];
  readonly needAnswer: ReadonlySet<string>;
  /** Days that were said in answer to earlier messages are not looked at: others were at work at the same time. */
  readonly figuresFrom?: number;
  readonly auditVerdict: { readonly ok: boolean };
}

const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8 AS ${column}`;

const SELECTS: Readonly<Record<keyof Tables, string>> = {
  inbox:
    'SELECT id::float8 AS id, platform, event_key, conversation, sender_id, state::text, attempts, payload FROM inbox',
  outbox:
    'SELECT id::float8 AS id, key, conversation, inbox_id::float8 AS inbox_id, request_id, state::text, payload FROM outbox',
  request: `SELECT id, code, kind, applicant_id, from_on::text, to_on::text, from_half, to_half, half_days, reason, late, state::text, step,
    version, modes, filings, ${ms('opened_at')}, ${ms('moved_at')} FROM request`,
  seat: `SELECT request_id, step, body, scope_id, answered_by, verdict, note, ${ms('answered_at')} FROM request_seat`,
  attendance: 'SELECT person_id, on_date::text, kind, turn, inbox_id::float8 AS inbox_id, request_id FROM attendance',
  log: 'SELECT id, person_id, on_date::text, text, inbox_id::float8 AS inbox_id FROM work_log',
  audit: 'SELECT id::float8 AS id, inbox_id::float8 AS inbox_id, person_id, verb, subject, payload FROM audit_entry',
  link: 'SELECT entry_ids::text[] FROM audit_link',
  person: 'SELECT id, name, post, township_id, team_id, unit_id FROM person',
  holder: 'SELECT body, scope_id, person_id, from_on::text, to_on::text FROM seat_holder',
  account: 'SELECT id, person_id, direct_conversation FROM account',
  group: 'SELECT conversation, team_id FROM chat_group',
};
const ORDER: Partial<Readonly<Record<keyof Tables, string>>> = {
  inbox: 'id',
  outbox: 'id',
  seat: 'request_id, step, place',
  audit: 'id',
  link: 'seq',
  account: 'platform, direct_conversation',
};

export async function readTables(world: World): Promise<Tables> {
  const names = Object.keys(SELECTS) as (keyof Tables)[];
  const own = (n: keyof Tables): string => (n === 'outbox' ? 'updates IS NULL AND' : '');
  const sql = names
    .map((n) => `${SELECTS[n]} WHERE ${own(n)} county = '${world.countyId}' ORDER BY ${ORDER[n] ?? '1'}`)
    .join(';');
  const results = await world.query(sql);
  return Object.fromEntries(names.map((n, i) => [n, results[i]?.rows ?? []])) as unknown as Tables;
}

/** An invariant that does not hold, by name. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly invariant: string;
  constructor(invariant: string, detail: string) {
    super(`${invariant}: ${detail}`);
    this.invariant = invariant;
  }
}

export type Check = (evidence: Evidence) => void;

/** Says which invariant is broken unless `holds`. */
export const holdsFor =
  (invariant: string) =>
  (holds: boolean, detail: () => string): void => {
    if (!holds) throw new Violation(invariant, detail());
  };

export const shanghaiDate = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

/** The day a message belongs to: when it was sent, in Shanghai; never later than it came in. */
export const dayOf = ({ payload }: InboxRow): string => shanghaiDate(Math.min(payload.sentAt, payload.receivedAt));

export const byId = <T extends { readonly id: number | string }>(rows: readonly T[]): ReadonlyMap<T['id'], T> =>
  new Map(rows.map((r) => [r.id, r]));

/** Who sent the message; null for somebody unknown. */
export const senderOf = (e: Tables, row: InboxRow | undefined): string | null =>
  e.account.find((a) => a.id === row?.sender_id)?.person_id ?? null;

export const holdersOn = (e: Tables, body: string, scopeId: string, on: string): string[] =>
  e.holder
    .filter((h) => h.body === body && h.scope_id === scopeId && h.from_on <= on && (h.to_on ?? '9999') >= on)
    .map((h) => h.person_id);

export const hasAccount = (e: Tables, personId: string): boolean => e.account.some((a) => a.person_id === personId);

/** The chat that belongs to one person; null for a group. */
export const ownerOf = (e: Tables, conversation: string): string | null =>
  e.account.find((a) => a.direct_conversation === conversation)?.person_id ?? null;
