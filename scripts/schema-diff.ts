import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MIGRATIONS = 'prisma/migrations';
/** The CLI also exits with 0 when its engine dies, so only its word that nothing is missing counts. */
const NOTHING = '-- This is an empty migration.';
/** Exit code of `prisma migrate diff --exit-code` for two schemas that differ. */
const DIFFERENT = 2;

/**
 * What is missing in prisma/migrations for it to make the schema.
 * @param url a PostgreSQL on which shadow databases may be created and dropped
 * @returns SQL; empty when the migrations make the schema
 */
export async function missingMigration(url: string, schema = 'prisma/schema.prisma'): Promise<string> {
  const cli = createRequire(import.meta.url).resolve('prisma/build/index.js');
  const from = existsSync(join(ROOT, MIGRATIONS)) ? ['--from-migrations', MIGRATIONS] : ['--from-empty'];
  const options = [...from, '--to-schema', schema, '--script', '--exit-code'];
  const child = spawn(process.execPath, [cli, 'migrate', 'diff', ...options], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [sql, words, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  if (code === 0 && sql.includes(NOTHING)) return '';
  if (code === DIFFERENT) return sql;
  throw new Error(`prisma migrate diff failed: ${words}${sql}`);
}
