/** The two kinds of database of a run, migrated and empty: the private one in a data folder, and Debian's. */
import { mkdirSync, mkdtempSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import { DebianServer } from '../../test/soak/debian-server.ts';
import { postmasterOf } from '../../test/soak/server-tree.ts';
import { debianBinaries } from '../../test/soak/settings.ts';
import { COUNTY_FILE } from './county.ts';

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

export interface BenchDatabase {
  readonly url: string;
  readonly folder: string;
  /** For the service; null = the private one of `folder`. */
  readonly databaseUrl: string | null;
  /** The server's main process. */
  readonly pid: number;
  remove(): Promise<void>;
}

/** What autovacuum does within the first minute of a table that fills: statements planned on empty tables are planned anew. */
export async function analyze(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('ANALYZE');
  await client.end();
}

export type Kind = 'embedded' | 'debian';

function dataFolder(): string {
  const folder = mkdtempSync('/tmp/zhucun-bench-');
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'county.yaml'), COUNTY_FILE);
  return folder;
}

export async function openBenchDatabase(kind: Kind): Promise<BenchDatabase> {
  const folder = dataFolder();
  return kind === 'embedded' ? embedded(folder) : debian(folder, debianBinaries() ?? '');
}

async function embedded(folder: string): Promise<BenchDatabase> {
  const server = await startEmbedded(join(folder, 'pg'));
  await migrate(server.url, MIGRATIONS);
  return {
    url: server.url,
    folder,
    databaseUrl: null,
    pid: postmasterOf(join(server.dataDir, 'data')) ?? 0,
    async remove() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function debian(folder: string, binaries: string): Promise<BenchDatabase> {
  const home = join(folder, 'server');
  mkdirSync(folder, { recursive: true });
  const server = new DebianServer(binaries, home, { settings: ['autovacuum_naptime=5s'] }); // as docs/operations.md says
  await server.start();
  await migrate(server.url, MIGRATIONS);
  return {
    url: server.url,
    folder,
    databaseUrl: server.url,
    pid: postmasterOf(join(home, 'data')) ?? 0,
    async remove() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
