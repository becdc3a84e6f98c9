import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import { withDatabaseName } from './database-url.ts';

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the run's PostgreSQL. */
    serverUrl: string;
    /** Name of its database that holds the migrated, empty schema. */
    templateDatabase: string;
  }
}

interface TestServer {
  url: string;
  stop(): Promise<void>;
}

/** One PostgreSQL for the whole run, and in it the database that each test's own is copied from. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  const template = `zhucun_template_${process.pid}`;
  const admin = new pg.Client({ connectionString: server.url });
  const teardown = async (): Promise<void> => {
    await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`).finally(() => end(admin, server));
  };
  await prepare(admin, server, template).catch(async (error: unknown) => {
    // Vitest calls no teardown of a setup that failed: the server would outlive the run.
    await teardown().catch(() => undefined);
    throw error;
  });
  project.provide('serverUrl', server.url);
  project.provide('templateDatabase', template);
  return teardown;
}

async function prepare(admin: pg.Client, server: TestServer, template: string): Promise<void> {
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${template}`);
  await admin.query(`CREATE DATABASE ${template} TEMPLATE template0`);
  if (existsSync(MIGRATIONS)) await migrate(withDatabaseName(server.url, template), MIGRATIONS);
}

const end = (admin: pg.Client, server: TestServer): Promise<void> => admin.end().finally(() => server.stop());

/** The PostgreSQL that ZHUCUN_TEST_DATABASE_URL names (its user may create databases), else one of our own that is thrown away. */
async function testServer(): Promise<TestServer> {
  const url = process.env['ZHUCUN_TEST_DATABASE_URL'];
  if (url !== undefined && url !== '') return { url, stop: async () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'zhucun-test-'));
  const server = await startEmbedded(folder, { durable: false });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}
