/** What is asked of a county's database by whoever looks whether all is well. Reads only, and within a time. */
import pg from 'pg';
import type { IsoDate } from '../domain/calendar.ts';
import { openDatabase, type Database } from './database.ts';

const answerMs = 5_000;

export interface ServerLook {
  readonly versionNumber: number;
  /** The database's clock minus ours at the same moment, in ms. */
  readonly clockAheadMs: number;
  /** 2026-01-01 00:00 UTC as it is in Shanghai by the database: `08:00`. */
  readonly shanghai: string;
  /** A standby takes no writes. */
  readonly isStandby: boolean;
  /** `synchronous_commit` and `fsync` as set for our sessions. */
  readonly synchronousCommit: string;
  readonly fsync: string;
}

/** @throws the driver's error where the server can't be reached */
export async function lookAtServer(url: string, now: () => number): Promise<ServerLook> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'zhucun doctor',
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const before = now();
    const { rows } = await client.query<Omit<ServerLook, 'clockAheadMs'> & { at: number }>(
      `SELECT current_setting('server_version_num')::int AS "versionNumber", extract(epoch FROM clock_timestamp())::float8 * 1000 AS at,
        to_char(timestamptz '2026-01-01 00:00Z' AT TIME ZONE 'Asia/Shanghai', 'HH24:MI') AS shanghai, pg_is_in_recovery() AS "isStandby",
        current_setting('synchronous_commit') AS "synchronousCommit", current_setting('fsync') AS fsync`,
    );
    const [row] = rows;
    if (!row) throw new Error('a query without FROM has one row');
    const { at, ...look } = row;
    return { ...look, clockAheadMs: at - (before + now()) / 2 };
  } finally {
    await client.end();
  }
}

/** A database on which every statement is refused that would change something. */
export function openForLooking(url: string, county: string): Database {
  const address = new URL(url);
  const options = `-c default_transaction_read_only=on -c statement_timeout=${answerMs * 4}`;
  address.searchParams.set('options', [address.searchParams.get('options'), options].filter(Boolean).join(' '));
  return openDatabase(address.href, county, { connections: 1 });
}

export interface PeopleLook {
  readonly people: number;
  readonly withoutAccount: number;
  /** Some of the seats that nobody holds, as body/scope. */
  readonly seatsWithoutHolder: readonly string[];
  /** Some holders of seats who have no account. */
  readonly holdersWithoutAccount: readonly { readonly id: string; readonly name: string }[];
}

/** Lists are cut at `limit`. */
export async function lookAtPeople({ client, county }: Database, on: IsoDate, limit: number): Promise<PeopleLook> {
  const [counts] = await client.$queryRaw<{ people: number; withoutAccount: number }[]>`
    SELECT count(*)::int AS people, count(*) FILTER (WHERE NOT EXISTS (
      SELECT 1 FROM account a WHERE a.county = p.county AND a.person_id = p.id))::int AS "withoutAccount"
    FROM person p WHERE p.county = ${county} AND (p.left_on IS NULL OR p.left_on > ${on}::date)`;
  const empty = await client.$queryRaw<{ seat: string }[]>`
    SELECT concat_ws('/', s.body, nullif(s.scope_id, '')) AS seat FROM seat s WHERE s.county = ${county} AND NOT EXISTS (
      SELECT 1 FROM seat_holder h WHERE h.county = s.county AND h.body = s.body AND h.scope_id = s.scope_id
        AND h.from_on <= ${on}::date AND (h.to_on IS NULL OR h.to_on >= ${on}::date))
    ORDER BY 1 LIMIT ${limit}`;
  const holders = await client.$queryRaw<{ id: string; name: string }[]>`
    SELECT DISTINCT h.person_id AS id, p.name FROM seat_holder h JOIN person p ON p.county = h.county AND p.id = h.person_id
    WHERE h.county = ${county} AND h.from_on <= ${on}::date AND (h.to_on IS NULL OR h.to_on >= ${on}::date)
      AND NOT EXISTS (SELECT 1 FROM account a WHERE a.county = h.county AND a.person_id = h.person_id)
    ORDER BY 1 LIMIT ${limit}`;
  return {
    people: counts?.people ?? 0,
    withoutAccount: counts?.withoutAccount ?? 0,
    seatsWithoutHolder: empty.map(({ seat }) => seat),
    holdersWithoutAccount: holders,
  };
}

/** Hashes of the latest images that records speak of, at most `limit` of each kind of record. */
export async function latestImages({ client, county }: Database, limit: number): Promise<string[]> {
  const rows = await client.$queryRaw<{ hash: string }[]>`
    SELECT DISTINCT i ->> 'sha256' AS hash FROM (
      (SELECT images FROM attendance WHERE county = ${county} AND images <> '[]' ORDER BY at DESC LIMIT ${limit})
      UNION ALL (SELECT images FROM work_log WHERE county = ${county} AND images <> '[]' ORDER BY at DESC LIMIT ${limit})
      UNION ALL (SELECT images FROM ledger_entry WHERE county = ${county} AND images <> '[]' ORDER BY at DESC LIMIT ${limit})
      UNION ALL (SELECT images FROM request WHERE county = ${county} AND images <> '[]' ORDER BY opened_at DESC LIMIT ${limit})
    ) records CROSS JOIN LATERAL jsonb_array_elements(images) i WHERE i ->> 'sha256' IS NOT NULL`;
  return rows.map(({ hash }) => hash);
}

/** Hashes of the latest documents that ledgers speak of, at most those of `limit` lines. */
export async function latestDocuments({ client, county }: Database, limit: number): Promise<string[]> {
  const rows = await client.$queryRaw<{ hash: string }[]>`
    SELECT DISTINCT f ->> 'sha256' AS hash FROM (
      SELECT files FROM ledger_entry WHERE county = ${county} AND files <> '[]' ORDER BY at DESC LIMIT ${limit}
    ) records CROSS JOIN LATERAL jsonb_array_elements(files) f WHERE f ->> 'sha256' IS NOT NULL`;
  return rows.map(({ hash }) => hash);
}

/** When the latest message came in, as this machine's clock then was; null = none came yet. */
export async function latestMessageAt({ client, county }: Database): Promise<Date | null> {
  const [row] = await client.$queryRaw<{ at: Date | null }[]>`
    SELECT received_at AS at FROM inbox WHERE county = ${county} ORDER BY id DESC LIMIT 1`;
  return row?.at ?? null;
}

/** Whether the chain's last link is the one that its head names. */
export async function isHeadInPlace({ client, county }: Database): Promise<boolean> {
  const [row] = await client.$queryRaw<{ fits: boolean }[]>`
    SELECT (SELECT hash FROM audit_head WHERE county = ${county})
      IS NOT DISTINCT FROM (SELECT hash FROM audit_link WHERE county = ${county} ORDER BY seq DESC LIMIT 1) AS fits`;
  return row?.fits ?? false;
}
