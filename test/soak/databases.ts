/** The databases of a campaign: a copy of an embedded one for each round, and Debian's PostgreSQL with a database a round. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { databaseUrl } from '../../src/store/embedded/connection.ts';
import { settle } from '../../src/store/embedded/place.ts';
import { withDatabaseName } from '../support/database-url.ts';
import { killServerOf, postmasterOf } from './server-tree.ts';
import { DebianServer } from './debian-server.ts';
import { startService } from './service-process.ts';

/** What a round runs on. */
export interface RoundDatabase {
  readonly name: 'embedded' | 'debian' | 'shared';
  readonly dataDir: string;
  /** For the services; null = the embedded one of `dataDir`. */
  readonly databaseUrl: string | null;
  /** For the checker. */
  readonly url: string;
  /** SIGKILL to the server and all its processes; where nobody else brings it back, this does. */
  killServer(): Promise<void>;
  remove(): Promise<void>;
}

/** A source of fresh databases. */
export interface DatabaseSource {
  fresh(): Promise<RoundDatabase>;
  close(): Promise<void>;
}

/** A folder that PostgreSQL's user may pass through too. */
export function openFolder(): string {
  const folder = mkdtempSync('/tmp/zhucun-soak-');
  chmodSync(folder, 0o755);
  return folder;
}

/** Starts the service once, so that each round begins with a copy of what it made. */
export async function embeddedSource(): Promise<DatabaseSource> {
  const folder = openFolder();
  const model = join(folder, 'model');
  const first = startService({ dataDir: model, databaseUrl: null, strike: null, leaseMs: 20_000, frozenMs: 30_000 });
  await first.url;
  first.signal('SIGTERM');
  const { code } = await first.ended;
  if (code !== 0 || postmasterOf(join(model, 'pg', 'data')) !== null) throw new Error(`not stopped: ${first.words()}`);
  let made = 0;
  return {
    fresh: async () => embeddedCopy(model, join(folder, `round-${++made}`)),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function embeddedCopy(model: string, dataDir: string): Promise<RoundDatabase> {
  execFileSync('cp', ['-a', model, dataDir]);
  return embeddedAt(dataDir);
}

/** The embedded database of that data folder, which the service makes where there is none. */
export function embeddedAt(dataDir: string): RoundDatabase {
  const place = settle(join(dataDir, 'pg'));
  return {
    name: 'embedded',
    dataDir,
    databaseUrl: null,
    url: databaseUrl(place, 'zhucun'),
    killServer: async () => void killServerOf(place.cluster), // the services bring it back themselves
    async remove() {
      killServerOf(place.cluster);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A database of its own on a server that is already there and that nobody kills. */
export async function sharedSource(serverUrl: string): Promise<DatabaseSource> {
  const folder = openFolder();
  return {
    fresh: () => databaseOn('shared', serverUrl, folder, async () => undefined),
    close: async () => rmSync(folder, { recursive: true }),
  };
}

/** A database of its own on that server. */
export async function databaseOn(
  name: 'debian' | 'shared',
  serverUrl: string,
  folder: string,
  killServer: () => Promise<void>,
): Promise<RoundDatabase> {
  const database = `soak_${process.pid}_${randomUUID().slice(0, 8)}`;
  const dataDir = join(folder, database);
  mkdirSync(dataDir);
  await execute(serverUrl, `CREATE DATABASE ${database}`);
  const url = withDatabaseName(serverUrl, database);
  return {
    name,
    dataDir,
    databaseUrl: url,
    url,
    killServer,
    async remove() {
      await execute(serverUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Debian's server, thrown away afterwards; when it is killed it is started again, as an init system does. */
export async function debianSource(binaries: string): Promise<DatabaseSource> {
  const folder = openFolder();
  const server = new DebianServer(binaries, join(folder, 'server'));
  await server.start();
  return {
    fresh: () => databaseOn('debian', server.url, folder, () => server.killAndStart()),
    async close() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
