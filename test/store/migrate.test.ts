import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '../../src/store/migrate.ts';
import { type TestDatabase, emptyDatabase } from '../support/database.ts';

const FIRST = '20260101000000_first';
const SECOND = '20260201000000_second';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await emptyDatabase();
  folder = mkdtempSync(join(tmpdir(), 'zhucun-migrations-'));
  write(FIRST, 'CREATE TABLE village (id int PRIMARY KEY);');
});

afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

async function rows(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const run = (): Promise<string[]> => migrate(database.url, folder);

describe('migrate', () => {
  test('applies what is new, in order, and nothing twice', async () => {
    expect(await run()).toEqual([FIRST]);
    write(SECOND, 'ALTER TABLE village ADD name text;');
    expect(await run()).toEqual([SECOND]);
    expect(await run()).toEqual([]);
  });

  test('records a migration as Prisma does', async () => {
    await run();
    expect(await rows('SELECT * FROM "_prisma_migrations"')).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        // sha256 of the script, as `sha256sum migration.sql` prints it
        checksum: '44e1f81befd49678cc15f56275a2facf971e4cff09f09eeb08ca91ceefab7dc5',
        finished_at: expect.any(Date) as Date,
        migration_name: FIRST,
        logs: null,
        rolled_back_at: null,
        started_at: expect.any(Date) as Date,
        applied_steps_count: 1,
      },
    ]);
  });

  test('rolls a script that fails half-way back whole, and applies its mended version', async () => {
    write(SECOND, 'CREATE TABLE half (id int); DO $$ BEGIN PERFORM 1; END $$; ALTER TABLE nowhere ADD x int;');
    await expect(run()).rejects.toMatchObject({ kind: 'script-failed', migrations: [SECOND] });
    expect(await rows(`SELECT to_regclass('half') AS half, to_regclass('village') AS village`)).toEqual([
      { half: null, village: 'village' },
    ]);
    write(SECOND, 'CREATE TABLE half (id int);');
    expect(await run()).toEqual([SECOND]);
  });

  test('refuses a migration that was edited after it was applied', async () => {
    await run();
    appendFileSync(join(folder, FIRST, 'migration.sql'), '-- edited');
    await expect(run()).rejects.toMatchObject({ kind: 'edited', migrations: [FIRST] });
  });

  test('refuses data that a newer version has migrated', async () => {
    write(SECOND, 'ALTER TABLE village ADD name text;');
    await run();
    rmSync(join(folder, SECOND), { recursive: true });
    await expect(run()).rejects.toMatchObject({ kind: 'newer-data', migrations: [SECOND] });
  });

  test('refuses to go on after a migration that other tools left unfinished', async () => {
    await run();
    await rows('UPDATE "_prisma_migrations" SET finished_at = NULL');
    await expect(run()).rejects.toMatchObject({ kind: 'unfinished', migrations: [FIRST] });
  });

  test('applies each migration once when processes start together', async () => {
    const applied = await Promise.all([run(), run(), run(), run(), run()]);
    expect(applied.flat()).toEqual([FIRST]);
  });
});
