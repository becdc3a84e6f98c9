/**
 * The audit log: one row a change, and a hash chain over them, one link a transaction, taken last so that the chain's
 * head is held only for a moment. Links cover who, when, what about, and salted digests, so a payload can be erased and the
 * chain holds. The head says where the chain ends; audit-witness.ts notes it outside the database. Where the head's row
 * was lost, the county goes on with the chain as it is found, and a record says so for good.
 */
import { randomBytes } from 'node:crypto';
import type { Effect } from '../domain/effect.ts';
import { digestOf, hashOf, type AuditHead, type Linked } from './audit-link.ts';
import type { Statements } from './database.ts';
import type { WorkResult } from './work-result.ts';

/** What the change is about, for finding it: a request, a person, a deputy. */
function subjectOf(effect: Effect): string {
  switch (effect.effect) {
    case 'add-attendance':
      return `person:${effect.event.personId}`;
    case 'add-log':
    case 'set-digest':
      return `person:${effect.personId}`;
    case 'open-request':
    case 'revise-request':
      return `request:${effect.request.id}`;
    case 'move-request':
    case 'answer-seat':
    case 'assign-seat':
    case 'end-leave':
    case 'nudge':
      return `request:${effect.requestId}`;
    case 'receive-filing':
      return `request:${effect.receipt.requestId}`;
    case 'change-holder':
      return `seat:${effect.seat.body}@${effect.seat.scopeId}`;
    case 'name-deputy':
      return `deputy:${effect.deputy.id}`;
    case 'end-deputy':
      return `deputy:${effect.deputyId}`;
    case 'reduce-coordinates':
    case 'forget-expired':
      return 'county';
    case 'show-list':
    case 'ask':
    case 'close-question':
    case 'park':
    case 'count-bind-try':
      return `account:${effect.accountId}`;
    case 'bind-account':
    case 'unbind-account':
    case 'issue-code':
    case 'open-web-link':
    case 'give-consent':
    case 'withdraw-consent':
      return `person:${effect.personId}`;
    case 'bind-group':
    case 'unbind-group':
      return `group:${effect.groupId}`;
    case 'revoke-code':
      return `code:${effect.codeId}`;
    case 'add-entry':
      return `person:${effect.entry.personId}`;
    case 'answer-duty':
      return `person:${effect.answer.personId}`;
    case 'void-entries':
    case 'list-duties':
      return `person:${effect.personId}`;
    case 'confirm-month':
      return `person:${effect.by}`;
    case 'switch-duty':
      return `provision:${effect.provision}`;
    case 'note-reminders':
    case 'drop-reminders':
      return 'county';
    case 'note-question':
      return `person:${effect.question.personId}`;
    case 'rate-answer':
      return `person:${effect.personId}`;
    case 'forget-held':
      return `message:${effect.messageIds.join(',')}`;
    case 'reduce-message':
      return 'message';
  }
}

/** Questions of the bot and to it, lists it shows and what had expired are no record; what was reduced is recorded where it is done, with its figures. */
const unrecorded: readonly Effect['effect'][] = [
  'ask',
  'close-question',
  'park',
  'show-list',
  'list-duties',
  'note-reminders',
  'drop-reminders',
  'note-question',
  'rate-answer',
  'reduce-message',
  'reduce-coordinates',
  'forget-expired',
];
const isRecorded = ({ effect }: Effect): boolean => !unrecorded.includes(effect);

/** A code that can still be used is in no record. */
function withoutCode(effect: Effect): unknown {
  if (effect.effect === 'open-web-link') return { ...effect, token: null };
  return effect.effect === 'issue-code' ? { ...effect, code: null } : effect;
}

export const writeAudit = (
  tx: Statements,
  county: string,
  results: readonly WorkResult[],
  now: number,
): Promise<void> =>
  recordAudit(
    tx,
    county,
    results.flatMap(({ inboxId, personId, effects }) =>
      effects.filter(isRecorded).map((effect) => ({
        verb: effect.effect,
        subject: subjectOf(effect),
        payload: withoutCode(effect),
        personId,
        inboxId,
      })),
    ),
    now,
  );

/** Something that was done, by a person in a message or by the operator. */
export interface AuditRecord {
  readonly verb: string;
  /** What it is about, for finding it: `person:p1`, `request:…`, `county`. */
  readonly subject: string;
  /** What was done, in full, as JSON. */
  readonly payload: unknown;
  /** Who did it; null = the operator. */
  readonly personId: string | null;
  /** The message that it came of; null = it came of none. */
  readonly inboxId: bigint | null;
}

/** Writes the records and a link over them. The last statement of its transaction: the chain's head stays locked until the end. */
export async function recordAudit(
  tx: Statements,
  county: string,
  records: readonly AuditRecord[],
  now: number,
): Promise<void> {
  if (records.length === 0) return;
  const entries = await addEntries(tx, county, records, now);
  const { head, isRebuilt } = await headToLink(tx, county);
  if (isRebuilt) entries.push(...(await addEntries(tx, county, [lostHead(head)], now)));
  await link(tx, county, head, entries);
}

async function addEntries(
  tx: Statements,
  county: string,
  records: readonly AuditRecord[],
  now: number,
): Promise<Linked[]> {
  const rows = records.map(({ verb, subject, payload, personId, inboxId }) => {
    const text = canonical(payload);
    const salt = randomBytes(12).toString('hex');
    const entry = { verb, subject, payload: text, salt, digest: digestOf(salt, text) };
    const inbox_id = inboxId === null ? null : String(inboxId);
    return { ...entry, at: new Date(now).toISOString(), inbox_id, person_id: personId };
  });
  return tx.$queryRaw<Linked[]>`
    INSERT INTO audit_entry (county, at, inbox_id, person_id, verb, subject, payload, salt, digest)
    SELECT ${county}, at, inbox_id, person_id, verb, subject, payload, salt, digest
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e(at timestamptz, inbox_id bigint, person_id text, verb text, subject text,
      payload text, salt text, digest text)
    RETURNING id, at, inbox_id, person_id, verb, subject, digest`;
}

/** The verb of the record that a county's head was lost. */
export const REBUILT = 'rebuild-audit-head';
const lostHead = ({ seq, hash }: AuditHead): AuditRecord => ({
  verb: REBUILT,
  subject: 'county',
  payload: { seq, hash },
  personId: null,
  inboxId: null,
});

async function link(tx: Statements, county: string, head: AuditHead, entries: Linked[]): Promise<void> {
  entries.sort((a, b) => (a.id < b.id ? -1 : 1));
  const seq = head.seq + 1;
  const hash = hashOf(head.hash, seq, entries);
  await tx.$executeRaw`
    WITH linked AS (
      INSERT INTO audit_link (county, seq, entry_ids, previous, hash)
      VALUES (${county}, ${seq}, ${entries.map((e) => e.id)}::bigint[], ${head.hash}, ${hash}))
    UPDATE audit_head SET seq = ${seq}, hash = ${hash}, entries = ${head.entries + entries.length} WHERE county = ${county}`;
}

interface HeadToLink {
  readonly head: AuditHead;
  /** The row was lost, and made anew from the chain just now. */
  readonly isRebuilt: boolean;
}

/** The head's row is the lock of the chain: who waits for it then sees what the other has written. */
async function headToLink(tx: Statements, county: string): Promise<HeadToLink> {
  const [head] = await tx.$queryRaw<AuditHead[]>`
    SELECT seq, hash, entries FROM audit_head WHERE county = ${county} FOR UPDATE`;
  return head ? { head, isRebuilt: false } : firstHead(tx, county);
}

/** The head of a county that has none yet; where it was lost, from the chain itself. */
async function firstHead(tx: Statements, county: string): Promise<HeadToLink> {
  const [row] = await tx.$queryRaw<(AuditHead & { is_mine: boolean })[]>`
    INSERT INTO audit_head AS h (county, seq, hash, entries)
    SELECT ${county}, coalesce(max(seq), 0), coalesce((array_agg(hash ORDER BY seq DESC))[1], ''), coalesce(sum(cardinality(entry_ids)), 0)
    FROM audit_link WHERE county = ${county}
    ON CONFLICT (county) DO UPDATE SET seq = h.seq RETURNING seq, hash, entries, xmax = 0 AS is_mine`;
  const { is_mine, ...head } = row ?? { seq: 0, hash: '', entries: 0, is_mine: false };
  return { head, isRebuilt: is_mine && head.seq > 0 };
}

/** JSON with sorted keys, so that the same payload always has the same digest. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
