/** Which images and files rows refer to, by the hash of their bytes. */
import type { Statements } from './database.ts';

/** Those of one person, once erase.ts has collected what is theirs, and before any of it is gone. */
export async function hashesOf(tx: Statements, county: string, personId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ hash: string }[]>`
    SELECT DISTINCT hash FROM (
      SELECT i.payload AS held FROM inbox i JOIN erased_inbox e ON e.id = i.id WHERE i.county = ${county}
      UNION ALL SELECT o.payload FROM outbox o WHERE o.county = ${county} AND (o.person_id = ${personId} OR o.request_id IN (SELECT id FROM erased_request))
      UNION ALL SELECT images FROM attendance WHERE county = ${county} AND person_id = ${personId}
      UNION ALL SELECT images FROM work_log WHERE county = ${county} AND person_id = ${personId}
      UNION ALL SELECT images || files FROM ledger_entry WHERE county = ${county} AND person_id = ${personId}
      UNION ALL SELECT images FROM request WHERE county = ${county} AND applicant_id = ${personId}
      UNION ALL SELECT images FROM request_seat WHERE county = ${county} AND request_id IN (SELECT id FROM erased_request)
      UNION ALL SELECT question FROM dialogue WHERE county = ${county} AND account_id IN (SELECT id FROM erased_account)
    ) theirs CROSS JOIN LATERAL (SELECT jsonb_path_query(held, 'lax $.**.sha256') #>> '{}' AS hash) h
    WHERE held::text LIKE '%sha256%'`;
  return rows.map((r) => r.hash);
}

/** Those of `hashes` that any row still names. */
export async function stillReferredTo(
  tx: Statements,
  county: string,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ hash: string }[]>`
    SELECT DISTINCT hash FROM (
      SELECT payload AS held FROM inbox WHERE county = ${county}
      UNION ALL SELECT payload FROM outbox WHERE county = ${county}
      UNION ALL SELECT body FROM web_message WHERE county = ${county}
      UNION ALL SELECT images FROM attendance WHERE county = ${county}
      UNION ALL SELECT images FROM work_log WHERE county = ${county}
      UNION ALL SELECT images || files FROM ledger_entry WHERE county = ${county}
      UNION ALL SELECT images FROM request WHERE county = ${county}
      UNION ALL SELECT images FROM request_seat WHERE county = ${county}
      UNION ALL SELECT question FROM dialogue WHERE county = ${county}
    ) rows CROSS JOIN LATERAL (SELECT jsonb_path_query(held, 'lax $.**.sha256') #>> '{}' AS hash) h
    WHERE held::text LIKE '%sha256%' AND hash = ANY(${[...hashes]}::text[])`;
  return new Set(rows.map((r) => r.hash));
}
