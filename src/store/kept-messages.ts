/** What the speakers' messages entered in the ledgers lately, and what was answered: they may take it back. */
import type { Instant } from '../domain/calendar.ts';
import type { Facts, Need } from '../domain/facts.ts';
import { keptDays, type KeptMessage } from '../domain/kept-message.ts';
import type { Statements } from './database.ts';
import { entryColumns, entryOf, type EntryRow } from './ledger-entries.ts';
import { timestamp } from './work-result.ts';

interface KeptRow extends EntryRow {
  inbox_id: bigint;
  log: KeptMessage['log'];
  voided_at: Date | null;
  answers: string[] | null;
  platform_id: string | null;
  confirmed_by: string | null;
}

/** Of each speaker who asks for them, the latest last; null for the others. */
export async function loadKept(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<(KeptMessage[] | null)[]> {
  const asking = facts.map(({ speaker: { person } }, i) => (needs[i]?.ownKept && person ? person.id : null));
  const ids = [...new Set(asking.filter((id) => id !== null))];
  if (ids.length === 0) return asking.map(() => null);
  const now = Math.min(...facts.map((f) => f.now));
  const rows = await keptRows(tx, county, ids, now - keptDays * 86_400_000);
  return asking.map((id) => (id === null ? null : messagesOf(rows.filter((r) => r.person_id === id))));
}

const keptRows = (tx: Statements, county: string, ids: readonly string[], since: Instant): Promise<KeptRow[]> =>
  tx.$queryRaw<KeptRow[]>`
    SELECT ${entryColumns}, e.inbox_id, e.voided_at, i.payload ->> 'messageId' AS platform_id,
      (SELECT jsonb_build_object('text', l.text, 'late', l.late) FROM work_log l WHERE l.county = e.county AND l.person_id = e.person_id
        AND l.inbox_id = e.inbox_id AND l.on_date = e.on_date ORDER BY l.id LIMIT 1) AS log,
      (SELECT array_agg(o.payload ->> 'text') FROM outbox o WHERE o.county = e.county AND o.inbox_id = e.inbox_id
        AND o.person_id = e.person_id AND o.updates IS NULL) AS answers,
      (SELECT coalesce(p.name, '') FROM month_confirmed c LEFT JOIN person p ON p.county = c.county AND p.id = c.confirmed_by
        WHERE c.county = e.county AND c.person_id = e.person_id AND c.month = left(e.on_date::text, 7)) AS confirmed_by
    FROM ledger_entry e LEFT JOIN inbox i ON i.county = e.county AND i.id = e.inbox_id
    WHERE e.county = ${county} AND e.person_id = ANY(${[...ids]}::text[]) AND e.at >= ${timestamp(since)}::timestamptz
    ORDER BY e.at, e.inbox_id, e.id`;

/** What one message entered is one thing, and goes together. */
function messagesOf(rows: readonly KeptRow[]): KeptMessage[] {
  const messages = new Map<bigint, KeptRow[]>();
  for (const row of rows) messages.set(row.inbox_id, [...(messages.get(row.inbox_id) ?? []), row]);
  return [...messages].map(([id, of]) => ({
    id: String(id),
    at: of[0]?.at.getTime() ?? 0,
    entries: of.map(entryOf),
    log: of.find((r) => r.log !== null)?.log ?? null,
    voidedAt: of.find((r) => r.voided_at !== null)?.voided_at?.getTime() ?? null,
    answers: of[0]?.answers ?? [],
    platformId: of[0]?.platform_id ?? null,
    confirmedBy: of.find((r) => r.confirmed_by !== null)?.confirmed_by ?? null,
  }));
}
