// `npm run db:migration -- NAME`: writes the migration that brings prisma/migrations up to prisma/schema.prisma.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingMigration } from './schema-diff.ts';
import { withDatabase } from './with-database.ts';

const MIGRATIONS = fileURLToPath(new URL('../prisma/migrations', import.meta.url));

/** Prisma's own file: it tells its tools for which database the scripts are. */
function ensureLockFile(): void {
  const file = join(MIGRATIONS, 'migration_lock.toml');
  mkdirSync(MIGRATIONS, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, '# Written by prisma migrate.\nprovider = "postgresql"\n');
}

/** Folder name as Prisma's tools give it, so that migrations sort by the time they were made, e.g. 20260131074500_add_seats. */
function folderName(name: string): string {
  return `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`;
}

async function writeMigration(url: string, name: string): Promise<string | undefined> {
  const sql = await missingMigration(url);
  if (sql === '') return undefined;
  const folder = join(MIGRATIONS, folderName(name));
  ensureLockFile();
  mkdirSync(folder);
  writeFileSync(join(folder, 'migration.sql'), sql);
  const left = await missingMigration(url).catch(String);
  if (left === '') return folder;
  rmSync(folder, { recursive: true });
  throw new Error(`this migration would not lead to the schema:\n${sql}\nwhat is left:\n${left}`);
}

const name = process.argv[2] ?? '';
if (/^[a-z][a-z0-9_]*$/.test(name)) {
  const folder = await withDatabase((url) => writeMigration(url, name));
  console.log(folder ?? 'nothing to do: the migrations make the schema');
} else {
  console.error('usage: npm run db:migration -- NAME   (snake_case, e.g. add_seats)');
  process.exitCode = 2;
}
