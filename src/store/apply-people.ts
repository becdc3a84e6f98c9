/** What messages change about people beside requests: deputies, their digest, the list they were shown last. */
import type { Statements } from './database.ts';
import { lastOfEach, timestamp, type EffectOf } from './work-result.ts';

export async function nameDeputies(
  tx: Statements,
  county: string,
  named: readonly EffectOf<'name-deputy'>[],
): Promise<void> {
  if (named.length === 0) return;
  const rows = named.map(({ deputy: d }) => ({
    county, id: d.id, principal_id: d.principalId, deputy_id: d.deputyId, from_on: d.fromOn, to_on: d.toOn, named_by: d.namedBy,
    named_at: timestamp(d.namedAt),
  })); // prettier-ignore
  await tx.$executeRaw`
    INSERT INTO deputy (county, id, principal_id, deputy_id, from_on, to_on, named_by, named_at)
    SELECT county, id, principal_id, deputy_id, from_on, to_on, named_by, named_at
    FROM jsonb_populate_recordset(NULL::deputy, ${JSON.stringify(rows)}::jsonb)`;
}

/** Never prolongs. One that ends before its first day stays as a record and is never in force. */
export async function endDeputies(
  tx: Statements,
  county: string,
  ended: readonly EffectOf<'end-deputy'>[],
): Promise<void> {
  if (ended.length === 0) return;
  const rows = ended.map((e) => ({ id: e.deputyId, last_on: e.lastOn }));
  await tx.$executeRaw`
    UPDATE deputy d SET to_on = LEAST(d.to_on, e.last_on)
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e(id text, last_on date)
    WHERE d.county = ${county} AND d.id = e.id`;
}

export async function setDigests(
  tx: Statements,
  county: string,
  set: readonly EffectOf<'set-digest'>[],
): Promise<void> {
  if (set.length === 0) return;
  const rows = lastOfEach(set, (s) => s.personId).map((s) => ({ id: s.personId, digest: s.digest }));
  await tx.$executeRaw`
    UPDATE person p SET digest = s.digest
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS s(id text, digest boolean)
    WHERE p.county = ${county} AND p.id = s.id`;
}

export async function showLists(
  tx: Statements,
  county: string,
  shown: readonly EffectOf<'show-list'>[],
  now: number,
): Promise<void> {
  if (shown.length === 0) return;
  const rows = lastOfEach(shown, (s) => s.accountId).map((s) => ({
    county, account_id: s.accountId, items: s.items, at: timestamp(now),
  })); // prettier-ignore
  await tx.$executeRaw`
    INSERT INTO shown_list (county, account_id, items, at)
    SELECT county, account_id, items, at
    FROM jsonb_populate_recordset(NULL::shown_list, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (county, account_id) DO UPDATE SET items = excluded.items, at = excluded.at`;
}
