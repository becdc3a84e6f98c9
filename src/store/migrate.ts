import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/**
 * - `server-too-old`: PostgreSQL below 15
 * - `newer-data`: the database holds migrations that this version does not know; an older program must not touch it
 * - `edited`: a migration changed after it was applied
 * - `unfinished`: a migration was begun by Prisma's own tools and failed (see `prisma migrate resolve`)
 * - `script-failed`: a migration failed and was rolled back whole; `cause` is PostgreSQL's error
 */
export type MigrationFailureKind = 'server-too-old' | 'newer-data' | 'edited' | 'unfinished' | 'script-failed';

export class MigrationFailure extends Error {
  override readonly name = 'MigrationFailure';
  readonly kind: MigrationFailureKind;
  /** Names of the migrations concerned. */
  readonly migrations: string[];

  constructor(kind: MigrationFailureKind, message: string, migrations: string[] = [], options?: ErrorOptions) {
    super(migrations.length > 0 ? `${message}: ${migrations.join(', ')}` : message, options);
    this.kind = kind;
    this.migrations = migrations;
  }
}

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** The key of the lock that Prisma's own engine takes, so that `prisma migrate deploy` and we wait for each other. */
export const MIGRATION_LOCK = 72_707_369;
const OLDEST_SERVER = 150_000;

const HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

/**
 * Brings the database to the state of `migrationsDir` (prisma/migrations), recording each migration as `prisma migrate deploy` does, but with
 * the script and its record in one transaction: a failed or killed migration leaves nothing behind. Processes that start at once take turns.
 * @param only as far as these go, as if the others were not known: the state that a backup was taken in
 * @returns names of the migrations applied now, oldest first
 * @throws MigrationFailure
 */
export async function migrate(url: string, migrationsDir: string, only?: readonly string[]): Promise<string[]> {
  const known = readMigrations(migrationsDir).filter(({ name }) => only?.includes(name) ?? true);
  const client = new pg.Client({ connectionString: url, application_name: 'zhucun migrate' });
  client.on('error', () => undefined); // the statement under way rejects as well
  await client.connect();
  try {
    await refuseOldServer(client);
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(HISTORY);
    const due = await findDue(client, known);
    for (const migration of due) await apply(client, migration);
    return due.map(({ name }) => name);
  } finally {
    await client.end(); // and with it the lock
  }
}

/**
 * The migrations that are due at the next start. Changes nothing.
 * @throws MigrationFailure for what would refuse the start
 */
export async function dueMigrations(url: string, migrationsDir: string): Promise<string[]> {
  const known = readMigrations(migrationsDir);
  const client = new pg.Client({ connectionString: url, application_name: 'zhucun doctor' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await refuseOldServer(client);
    const { rows } = await client.query<{ there: boolean }>(
      `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`,
    );
    const due = rows[0]?.there === true ? await findDue(client, known) : known;
    return due.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  const version = rows[0]?.version ?? 0;
  if (version < OLDEST_SERVER)
    throw new MigrationFailure('server-too-old', `PostgreSQL 15 or later is needed, not ${version}`);
}

/** The migrations that are still to be applied, after the history was found sound. */
async function findDue(client: pg.Client, known: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const onDisk = new Set(known.map(({ name }) => name));
  const edited = known.filter(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
  refuseAny(
    'unfinished',
    'migrations were begun and not finished',
    rows.filter((row) => !row.finished),
  );
  const unknown = rows.filter((row) => !onDisk.has(row.name));
  refuseAny('newer-data', 'the data is newer than this version, which lacks the migrations', unknown);
  refuseAny('edited', 'migrations were edited after they were applied', edited);
  return known.filter(({ name }) => !applied.has(name));
}

function refuseAny(kind: MigrationFailureKind, message: string, found: { name: string }[]): void {
  if (found.length === 0) return;
  const names = found.map(({ name }) => name);
  throw new MigrationFailure(kind, message, names);
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await applyWithin(client, { name, sql, checksum });
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined); // the connection may be what failed
    throw new MigrationFailure('script-failed', 'a migration failed and was rolled back', [name], { cause });
  }
}

/** The script and its record, in a transaction of the caller's. */
export async function applyWithin(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query(sql);
  await client.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  );
}
