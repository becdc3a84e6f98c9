/**
 * The rows of a backup into a database that holds nothing of the county, in one transaction with the migrations that came after the backup: they
 * are there whole and of this version, or not at all.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { membersOf } from './backup-check.ts';
import { BackupRefused, memberOf, partName, type BackedUpTable, type Manifest } from './backup-format.ts';
import { connectSteady, copyIn, countyColumn, tablesOf, type Table } from './backup-tables.ts';
import type { TarMember } from './backup-tar.ts';
import { applyWithin, migrate, MigrationFailure, MIGRATION_LOCK, type Migration } from './migrate.ts';
import { shelve } from './shelf.ts';

export interface RowsOptions {
  readonly file: string;
  readonly manifest: Manifest;
  readonly url: string;
  /** The data folder with its shelves. */
  readonly folder: string;
  readonly migrationsDir: string;
  /** Migrations of this program that the backup does not know, in their order. */
  readonly later: readonly Migration[];
  /** When the restore began, in epoch ms: from then on sends are held. */
  readonly at: number;
}

/**
 * Numbers that were given after the backup, and lost with the rows, may be known elsewhere: a platform drops a message whose key it has seen,
 * and the key holds the number. So no number is given twice; a county uses some millions a year of 9·10¹⁸.
 */
const NUMBERS_SKIPPED = 1_000_000n;
/** A killed restore's connection takes a moment to be noticed. */
const LOCK_PATIENCE = '15s';

/** @returns false when a restore that was killed had done it already */
export async function restoreRows(options: RowsOptions): Promise<boolean> {
  const { manifest, url } = options;
  const client = await connectSteady(url, 'zhucun restore');
  try {
    await lockCounty(client, manifest.county.id);
    if (await isRestored(client, options)) return false;
    await migrateAsBackup(options);
    await client.query('BEGIN');
    await restoreWithin(client, options);
    await client.query('COMMIT');
    await client.query('ANALYZE'); // until then the server would guess
    return true;
  } finally {
    await client.end(); // and with it whatever was not committed
  }
}

async function lockCounty(client: pg.Client, county: string): Promise<void> {
  try {
    await client.query(`SET lock_timeout = '${LOCK_PATIENCE}'`);
    await client.query(`SELECT pg_advisory_lock(hashtextextended('restore/' || $1, 0))`, [county]);
    await client.query('SET lock_timeout = 0');
  } catch (cause) {
    throw codeOf(cause) === '55P03' ? new BackupRefused('busy', county, { cause }) : cause;
  }
}

const codeOf = (error: unknown): string => (error instanceof pg.DatabaseError ? (error.code ?? '') : '');

/** The county's rows carry the time of their restore from the moment they are there. */
async function isRestored(client: pg.Client, { manifest, at }: RowsOptions): Promise<boolean> {
  const { rows: tables } = await client.query<{ there: boolean }>(`SELECT to_regclass('county') IS NOT NULL AS there`);
  if (tables[0]?.there !== true) return false;
  const { rows } = await client.query<{ mine: boolean | null }>(
    `SELECT (to_jsonb(c) ->> 'sends_held_at')::timestamptz = $2 AS mine FROM county c WHERE id = $1`,
    [manifest.county.id, new Date(at)],
  );
  return rows[0]?.mine === true;
}

async function migrateAsBackup({ url, migrationsDir, manifest }: RowsOptions): Promise<void> {
  const names = manifest.migrations.map((m) => m.name);
  await migrate(url, migrationsDir, names).catch((cause: unknown) => {
    const further = cause instanceof MigrationFailure && cause.kind === 'newer-data';
    throw further ? new BackupRefused('database-newer', cause.migrations.join(', '), { cause }) : cause;
  });
}

async function restoreWithin(client: pg.Client, options: RowsOptions): Promise<void> {
  const { file, manifest, folder, later, at } = options;
  const county = manifest.county.id;
  await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  const tables = await tablesOf(client);
  await refuseRows(client, tables, county);
  const members = membersOf(file);
  for (const table of manifest.tables) await fill(client, asInDatabase(table, tables), members, county);
  await restoreAttachments(members, folder);
  for (const migration of later) await applyWithin(client, migration);
  await skipNumbers(client, await tablesOf(client));
  await client.query('UPDATE county SET sends_held_at = $2 WHERE id = $1', [county, new Date(at)]);
}

async function refuseRows(client: pg.Client, tables: readonly Table[], county: string): Promise<void> {
  for (const { name } of tables) {
    const { rowCount } = await client.query(
      `SELECT FROM ${pg.escapeIdentifier(name)} WHERE ${countyColumn(name)} = $1 LIMIT 1`,
      [county],
    );
    if (rowCount !== 0) throw new BackupRefused('database-not-empty', name);
  }
}

/** What the manifest names becomes part of a statement only where the database itself knows it. */
function asInDatabase(table: BackedUpTable, tables: readonly Table[]): BackedUpTable {
  const found = tables.find((t) => t.name === table.name);
  if (!found || found.columns.toSorted().join() !== table.columns.toSorted().join())
    throw new BackupRefused('unsound', table.name);
  return table;
}

async function fill(
  client: pg.Client,
  table: BackedUpTable,
  members: AsyncGenerator<TarMember>,
  county: string,
): Promise<void> {
  const rows = client.query(copyFrom(copyIn(table)));
  try {
    await pipeline(Readable.from(partsOf(table, members), { highWaterMark: 1 }), rows);
  } catch (cause) {
    throw codeOf(cause) === '23505' ? new BackupRefused('ids-taken', table.name, { cause }) : cause;
  }
  const kept = await client.query<{ rows: string }>(
    `SELECT count(*) AS rows FROM ${pg.escapeIdentifier(table.name)} WHERE ${countyColumn(table.name)} = $1`,
    [county],
  );
  // Rows of another county would be counted above and missing below.
  if (rows.rowCount !== table.rows || Number(kept.rows[0]?.rows) !== table.rows)
    throw new BackupRefused('unsound', table.name);
}

async function* partsOf(table: BackedUpTable, members: AsyncGenerator<TarMember>): AsyncGenerator<Buffer> {
  for (const [place, part] of table.parts.entries()) {
    const next = await members.next();
    const member = next.done === true ? null : next.value;
    if (member?.name !== partName(table.name, place) || sha256(member.bytes) !== part.sha256)
      throw new BackupRefused('unsound', partName(table.name, place)); // the file has changed since it was checked
    yield member.bytes;
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Before the rows are committed: a row never speaks of an image that is not there. */
async function restoreAttachments(members: AsyncGenerator<TarMember>, folder: string): Promise<void> {
  for await (const { name, bytes } of members) {
    const member = memberOf(name);
    if (member?.is !== 'attachment') continue;
    if (sha256(bytes) !== member.sha256) throw new BackupRefused('unsound', name);
    await shelve(join(folder, member.shelf), bytes);
  }
}

async function skipNumbers(client: pg.Client, tables: readonly Table[]): Promise<void> {
  for (const { name, numbered } of tables)
    for (const column of numbered) {
      const { rows } = await client.query<{ sequence: string }>('SELECT pg_get_serial_sequence($1, $2) AS sequence', [
        pg.escapeIdentifier(name),
        column,
      ]);
      const sequence = rows[0]?.sequence ?? '';
      await client.query(
        `SELECT setval($1, greatest((SELECT max(${pg.escapeIdentifier(column)}) FROM ${pg.escapeIdentifier(name)}),
           (SELECT last_value FROM ${sequence})) + $2::bigint)`,
        [sequence, NUMBERS_SKIPPED],
      );
    }
}
