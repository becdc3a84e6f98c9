/**
 * The audit log: one row a change, and a hash chain over them, one link a transaction, taken last so that the chain's
 * row is held only for a moment. Links cover who, when, what about, and salted digests, so a payload can be erased and the
 * chain holds. A tail that is cut off together with its entries leaves a chain that holds: only figures noted elsewhere tell.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Effect } from '../domain/effect.ts';
import type { Statements, Database } from './database.ts';
import type { WorkResult } from './work-result.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const digestOf = (salt: string, payload: string): string => sha256(`${salt}\n${payload}`);

/** What a link covers of an entry: all but the payload and its salt, which the digest stands for. */
interface Linked {
  id: bigint;
  at: Date;
  inbox_id: bigint | null;
  person_id: string | null;
  verb: string;
  subject: string;
  digest: string;
}
const lineOf = (e: Linked): string =>
  JSON.stringify([String(e.id), e.at.toISOString(), String(e.inbox_id), e.person_id, e.verb, e.subject, e.digest]);
const hashOf = (previous: string, seq: number, entries: readonly Linked[]): string =>
  sha256([previous, seq, ...entries.map(lineOf)].join('\n'));

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
    case 'name-deputy':
      return `deputy:${effect.deputy.id}`;
    case 'end-deputy':
      return `deputy:${effect.deputyId}`;
    case 'show-list':
    case 'ask':
    case 'close-question':
      return `account:${effect.accountId}`;
  }
}

/** Questions of the bot and lists it shows are no record; everything else is. */
const unrecorded: readonly Effect['effect'][] = ['ask', 'close-question', 'show-list'];
const isRecorded = ({ effect }: Effect): boolean => !unrecorded.includes(effect);

export async function writeAudit(
  tx: Statements,
  county: string,
  results: readonly WorkResult[],
  now: number,
): Promise<void> {
  const rows = results.flatMap((r) =>
    r.effects.filter(isRecorded).map((effect) => {
      const payload = canonical(effect);
      const salt = randomBytes(12).toString('hex');
      const entry = { verb: effect.effect, subject: subjectOf(effect), payload, salt, digest: digestOf(salt, payload) };
      return { ...entry, at: new Date(now).toISOString(), inbox_id: String(r.inboxId), person_id: r.personId };
    }),
  );
  if (rows.length === 0) return;
  const entries = await tx.$queryRaw<Linked[]>`
    INSERT INTO audit_entry (county, at, inbox_id, person_id, verb, subject, payload, salt, digest)
    SELECT ${county}, at, inbox_id, person_id, verb, subject, payload, salt, digest
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e(at timestamptz, inbox_id bigint, person_id text, verb text, subject text,
      payload text, salt text, digest text)
    RETURNING id, at, inbox_id, person_id, verb, subject, digest`;
  await link(tx, county, entries);
}

async function link(tx: Statements, county: string, entries: Linked[]): Promise<void> {
  entries.sort((a, b) => (a.id < b.id ? -1 : 1));
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('audit/' || ${county}, 0))`;
  const [last] = await tx.$queryRaw<{ seq: number; hash: string }[]>`
    SELECT seq, hash FROM audit_link WHERE county = ${county} ORDER BY seq DESC LIMIT 1`;
  const seq = (last?.seq ?? 0) + 1;
  const previous = last?.hash ?? '';
  await tx.$executeRaw`
    INSERT INTO audit_link (county, seq, entry_ids, previous, hash)
    VALUES (${county}, ${seq}, ${entries.map((e) => e.id)}::bigint[], ${previous}, ${hashOf(previous, seq, entries)})`;
}

/** JSON with sorted keys, so that the same payload always has the same digest. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );

export type AuditVerdict =
  | { readonly ok: true; readonly links: number; readonly entries: number }
  | {
      readonly ok: false;
      readonly seq: number;
      readonly why: 'gap' | 'previous' | 'hash' | 'entry-missing' | 'payload';
      readonly entryId: bigint | null;
    }
  | { readonly ok: false; readonly seq: null; readonly why: 'unlinked-entry'; readonly entryId: bigint };

interface EntryRow extends Linked {
  salt: string;
  payload: string | null;
}

/** Checks the whole chain and names the first row that does not hold. An erased payload is no fault. */
export async function verifyAudit(db: Database): Promise<AuditVerdict> {
  const { county } = db;
  let previous = '';
  let linked = 0;
  const pageSize = 100;
  for (let seq = 1; ;) {
    const links = await db.client.auditLink.findMany({
      where: { county, seq: { gte: seq } },
      orderBy: { seq: 'asc' },
      take: pageSize,
    });
    const entries = await db.client.$queryRaw<EntryRow[]>`
      SELECT id, at, inbox_id, person_id, verb, subject, salt, payload, digest FROM audit_entry
      WHERE county = ${county} AND id = ANY(${links.flatMap((l) => l.entryIds)}::bigint[])`;
    const byId = new Map(entries.map((e) => [e.id, e]));
    for (const l of links) {
      const bad = faultOf(l, seq, previous, byId);
      if (bad) return { ok: false, seq, ...bad };
      previous = l.hash;
      linked += l.entryIds.length;
      seq += 1;
    }
    if (links.length < pageSize) return tail(db, seq - 1, linked);
  }
}

function faultOf(
  l: { seq: number; entryIds: bigint[]; previous: string; hash: string },
  seq: number,
  previous: string,
  entries: ReadonlyMap<bigint, EntryRow>,
): { why: 'gap' | 'previous' | 'hash' | 'entry-missing' | 'payload'; entryId: bigint | null } | null {
  if (l.seq !== seq) return { why: 'gap', entryId: null };
  if (l.previous !== previous) return { why: 'previous', entryId: null };
  const missing = l.entryIds.find((id) => !entries.has(id));
  if (missing !== undefined) return { why: 'entry-missing', entryId: missing };
  const mine = l.entryIds.flatMap((id) => entries.get(id) ?? []);
  if (hashOf(previous, seq, mine) !== l.hash) return { why: 'hash', entryId: null };
  const forged = mine.find((e) => e.payload !== null && digestOf(e.salt, e.payload) !== e.digest);
  return forged ? { why: 'payload', entryId: forged.id } : null;
}

async function tail(db: Database, links: number, entries: number): Promise<AuditVerdict> {
  const [loose] = await db.client.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM audit_entry WHERE county = ${db.county}
    EXCEPT SELECT unnest(entry_ids) FROM audit_link WHERE county = ${db.county} ORDER BY 1 LIMIT 1`;
  return loose ? { ok: false, seq: null, why: 'unlinked-entry', entryId: loose.id } : { ok: true, links, entries };
}
