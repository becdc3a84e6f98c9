/** Checks the audit chain from its first link to its head, and against what was noted of it outside the database. */
import { REBUILT } from './audit.ts';
import { digestOf, hashOf, type AuditHead, type Linked } from './audit-link.ts';
import type { Database } from './database.ts';

type LinkFault = 'gap' | 'previous' | 'hash' | 'entry-missing' | 'payload';

/**
 * - `cut-tail`: the chain ends at `seq`, its head says that it went on to `headSeq`
 * - `head`: the head is missing, behind the chain, or of another chain
 * - `witness`: what was noted at `at` of link `seq` does not fit; the chain ends at `endSeq`
 */
export type AuditVerdict =
  | { readonly ok: true; readonly links: number; readonly entries: number }
  | { readonly ok: false; readonly seq: number; readonly why: LinkFault; readonly entryId: bigint | null }
  | { readonly ok: false; readonly seq: null; readonly why: 'unlinked-entry'; readonly entryId: bigint }
  | { readonly ok: false; readonly seq: number; readonly why: 'cut-tail' | 'head'; readonly headSeq: number | null }
  | {
      readonly ok: false;
      readonly seq: number;
      readonly why: 'witness';
      readonly at: string;
      readonly endSeq: number;
    };

/** The head of the chain as it was at some time. */
export interface Witness {
  readonly seq: number;
  readonly hash: string;
  /** As 2026-12-02T02:00:00.000Z. */
  readonly at: string;
}

interface EntryRow extends Linked {
  salt: string;
  payload: string | null;
}

/** The chain as far as it was walked, with what stood at the links that are asked for. */
interface Walked {
  links: number;
  entries: number;
  hash: string;
  readonly at: Map<number, { readonly hash: string; readonly entries: number }>;
}

/**
 * Checks the whole chain and names the first row that does not hold. An erased payload is no fault. Safe beside a service
 * that goes on writing: the head is read before the walk and after it.
 */
export async function verifyAudit(db: Database, witnesses: readonly Witness[] = []): Promise<AuditVerdict> {
  const head = await headOf(db);
  const walked: Walked = { links: 0, entries: 0, hash: '', at: new Map([[0, { hash: '', entries: 0 }]]) };
  const asked = new Set([...witnesses.map((w) => w.seq), head?.seq ?? 0]);
  return (
    (await walk(db, walked, asked)) ??
    (await looseEntry(db)) ??
    (await headFault(db, head, walked)) ??
    witnessFault(witnesses, walked) ?? { ok: true, links: walked.links, entries: walked.entries }
  );
}

/** Where the chain ends by the county's own row; null where nothing was written yet. */
export const headOf = (db: Database): Promise<AuditHead | null> =>
  db.client.auditHead.findUnique({
    where: { county: db.county },
    select: { seq: true, hash: true, entries: true },
  });

/** When the head's row was lost and made anew: whoever took it away may have cut the chain off before. */
export async function rebuiltAt({ client, county }: Database): Promise<Date[]> {
  const rows = await client.auditEntry.findMany({
    where: { county, subject: 'county', verb: REBUILT },
    select: { at: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ at }) => at);
}

const pageSize = 100;

async function walk(db: Database, walked: Walked, asked: ReadonlySet<number>): Promise<AuditVerdict | null> {
  const { county } = db;
  for (;;) {
    const links = await db.client.auditLink.findMany({
      where: { county, seq: { gt: walked.links } },
      orderBy: { seq: 'asc' },
      take: pageSize,
    });
    const entries = await db.$queryRaw<EntryRow[]>`
      SELECT id, at, inbox_id, person_id, verb, subject, salt, payload, digest FROM audit_entry
      WHERE county = ${county} AND id = ANY(${links.flatMap((l) => l.entryIds)}::bigint[])`;
    const byId = new Map(entries.map((e) => [e.id, e]));
    for (const l of links) {
      const seq = walked.links + 1;
      const bad = faultOf(l, seq, walked.hash, byId);
      if (bad) return { ok: false, seq, ...bad };
      Object.assign(walked, { links: seq, hash: l.hash, entries: walked.entries + l.entryIds.length });
      if (asked.has(seq)) walked.at.set(seq, { hash: l.hash, entries: walked.entries });
    }
    if (links.length < pageSize) return null;
  }
}

function faultOf(
  l: { seq: number; entryIds: bigint[]; previous: string; hash: string },
  seq: number,
  previous: string,
  entries: ReadonlyMap<bigint, EntryRow>,
): { why: LinkFault; entryId: bigint | null } | null {
  if (l.seq !== seq) return { why: 'gap', entryId: null };
  if (l.previous !== previous) return { why: 'previous', entryId: null };
  const missing = l.entryIds.find((id) => !entries.has(id));
  if (missing !== undefined) return { why: 'entry-missing', entryId: missing };
  const mine = l.entryIds.flatMap((id) => entries.get(id) ?? []);
  if (hashOf(previous, seq, mine) !== l.hash) return { why: 'hash', entryId: null };
  const forged = mine.find((e) => e.payload !== null && digestOf(e.salt, e.payload) !== e.digest);
  return forged ? { why: 'payload', entryId: forged.id } : null;
}

async function looseEntry(db: Database): Promise<AuditVerdict | null> {
  const [loose] = await db.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM audit_entry WHERE county = ${db.county}
    EXCEPT SELECT unnest(entry_ids) FROM audit_link WHERE county = ${db.county} ORDER BY 1 LIMIT 1`;
  return loose ? { ok: false, seq: null, why: 'unlinked-entry', entryId: loose.id } : null;
}

async function headFault(db: Database, head: AuditHead | null, walked: Walked): Promise<AuditVerdict | null> {
  const seq = walked.links;
  if (head && head.seq > seq) return { ok: false, seq, why: 'cut-tail', headSeq: head.seq };
  const there = walked.at.get(head?.seq ?? 0);
  const fits = head === null || (there?.hash === head.hash && there.entries === head.entries);
  // The chain may have grown since the head was read, never beyond the head as it is now.
  const after = await headOf(db);
  if (fits && (after?.seq ?? 0) >= seq) return null;
  return { ok: false, seq, why: 'head', headSeq: after?.seq ?? null };
}

function witnessFault(witnesses: readonly Witness[], walked: Walked): AuditVerdict | null {
  const bad = witnesses.find((w) => walked.at.get(w.seq)?.hash !== w.hash);
  return bad ? { ok: false, seq: bad.seq, why: 'witness', at: bad.at, endSeq: walked.links } : null;
}
