import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '../../src/store/embedded.ts';
import { firstImpassable } from '../../src/store/embedded/user.ts';
import { spawnEmbedded } from '../support/spawn-embedded.ts';

const isRoot = process.getuid?.() === 0;
/** `daemon`: a user that every machine has, and that is neither root's nor the server's. */
const PLAIN_USER = { uid: 1, gid: 1 };
const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhucun-embedded-'));
});

afterEach(() => {
  const pid = postgresPid();
  if (pid !== undefined) killNow(pid);
  rmSync(folder, { recursive: true, force: true });
});

function postgresPid(): number | undefined {
  const file = join(folder, 'data/postmaster.pid');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone already
  }
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function setting(server: EmbeddedServer, name: string): Promise<string | undefined> {
  return (await ask<{ value: string }>(server.url, `SELECT current_setting('${name}') AS value`))[0]?.value;
}

describe('the embedded server', () => {
  test('keeps what it commits, listens on its socket only, and stops with its last user', async () => {
    const server = await startEmbedded(folder);
    expect(await setting(server, 'fsync')).toBe('on');
    expect(await setting(server, 'synchronous_commit')).toBe('on');
    expect(await setting(server, 'full_page_writes')).toBe('on');
    expect(await setting(server, 'listen_addresses')).toBe('');
    expect(statSync(join(folder, 'data')).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'socket')).mode & 0o077).toBe(0);
    await server.stop();
    await server.stop();
    expect(postgresPid()).toBeUndefined();
  });

  test('writes no statement and no row into its log', async () => {
    const server = await startEmbedded(folder);
    await ask(server.url, 'CREATE TABLE reason (text text UNIQUE)');
    await ask(server.url, `INSERT INTO reason VALUES ('母亲住院')`);
    await expect(ask(server.url, `INSERT INTO reason VALUES ('母亲住院')`)).rejects.toMatchObject({ code: '23505' });
    await server.stop();
    expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).not.toMatch(/母亲|INSERT/);
  });

  test('orders and matches Chinese text alike on every machine', async () => {
    const server = await startEmbedded(folder, { durable: false });
    const rows = await ask(server.url, String.raw`SELECT '村' ~ '^\w$' AS letter, '乙' > '丙' AS "byCodePoint"`);
    await server.stop();
    expect(rows).toEqual([{ letter: true, byCodePoint: true }]);
  });

  test('is shared by two users, and outlives the one that started it', async () => {
    const first = await startEmbedded(folder, { durable: false });
    const second = await spawnEmbedded(folder);
    const pid = postgresPid();
    expect(second.told).toMatchObject({ url: first.url });
    await first.stop();
    expect(postgresPid()).toBe(pid);
    await second.leave();
    expect(postgresPid()).toBeUndefined();
  });

  test('is one server when three processes start at once for the first time', async () => {
    const processes = await Promise.all([spawnEmbedded(folder), spawnEmbedded(folder), spawnEmbedded(folder)]);
    const urls = processes.map(({ told }) => ('url' in told ? told.url : told.kind));
    expect(new Set(urls).size).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(['data', 'postgres.log', 'socket']);
    await Promise.all(processes.map((one) => one.leave()));
    expect(postgresPid()).toBeUndefined();
  });

  test('has every committed row after the bot and it were killed together, twice', async () => {
    const committed: number[] = [];
    for (const round of [1, 2]) {
      const writer = await spawnEmbedded(folder, { task: 'write' });
      await vi.waitUntil(() => writer.committed.length >= 20, { timeout: 20_000, interval: 5 });
      killNow(postgresPid()!);
      await writer.kill();
      committed.push(...writer.committed);
      const server = await startEmbedded(folder);
      const kept = await ask<{ id: string }>(server.url, 'SELECT id FROM kept');
      expect(kept.map(({ id }) => Number(id))).toEqual(expect.arrayContaining(committed));
      expect(committed.length, `round ${round}`).toBeGreaterThanOrEqual(20 * round);
      await server.stop();
    }
  });

  test('is taken over when only the bot was killed', async () => {
    const orphaned = await spawnEmbedded(folder);
    const pid = postgresPid();
    await orphaned.kill();
    const server = await startEmbedded(folder, { durable: false });
    expect(postgresPid()).toBe(pid);
    await server.stop();
    expect(postgresPid()).toBeUndefined();
  });

  test('is brought back when it alone was killed while in use', async () => {
    const server = await startEmbedded(folder, { durable: false });
    const pid = postgresPid()!;
    killNow(pid);
    await vi.waitUntil(() => ask(server.url, 'SELECT 1').catch(() => undefined), { timeout: 20_000 });
    expect(postgresPid()).not.toBe(pid);
    await server.stop();
    expect(postgresPid()).toBeUndefined();
  });

  test('starts although the process id of the one that was killed is in use again', async () => {
    const before = await spawnEmbedded(folder);
    const pid = postgresPid()!;
    killNow(pid);
    await before.kill();
    const pidFile = join(folder, 'data/postmaster.pid');
    // PostgreSQL takes a process of its own user for a living server: this test's own when it is not root.
    const other = isRoot ? await anotherServer() : undefined;
    const taken = other?.pid ?? process.pid;
    const stale = readFileSync(pidFile, 'utf8').replace(/^\d+/, String(taken));
    writeFileSync(pidFile, stale);
    writeFileSync(join(folder, 'socket/.s.PGSQL.5432.lock'), stale);
    utimesSync(pidFile, new Date(0), new Date(0));
    const server = await startEmbedded(folder, { durable: false });
    expect(postgresPid()).not.toBe(taken);
    await server.stop();
    await other?.stop();
  });

  test('finds a short place for its socket where the data folder has a long name', async () => {
    chmodSync(folder, 0o755);
    const long = join(folder, '很长的文件夹名'.repeat(8));
    const server = await startEmbedded(long, { durable: false });
    const host = new URL(server.url).searchParams.get('host')!;
    expect(Buffer.byteLength(`${host}/.s.PGSQL.5432`)).toBeLessThanOrEqual(100);
    expect(await setting(server, 'unix_socket_directories')).toBe(`"${host}"`);
    await server.stop();
    expect(server.dataDir).toBe(long);
    rmSync(host, { recursive: true });
  });

  test('refuses data of another major version of PostgreSQL', async () => {
    const server = await startEmbedded(folder, { durable: false });
    await server.stop();
    writeFileSync(join(folder, 'data/PG_VERSION'), '16\n');
    await expect(startEmbedded(folder)).rejects.toMatchObject({ kind: 'other-version', folder: join(folder, 'data') });
  });

  test('tells in PostgreSQL’s own words why it did not start', async () => {
    const server = await startEmbedded(folder, { durable: false });
    await server.stop();
    writeFileSync(join(folder, 'data/postgresql.conf'), 'no_such_setting = 1\n');
    await expect(startEmbedded(folder)).rejects.toMatchObject({
      kind: 'start-failed',
      message: expect.stringContaining('no_such_setting') as string,
    });
  });
});

/** The process id of a second server, which runs as the same user as the one under test. */
async function anotherServer(): Promise<{ pid: number; stop(): Promise<void> }> {
  const elsewhere = mkdtempSync(join(tmpdir(), 'zhucun-other-'));
  const server = await startEmbedded(elsewhere, { durable: false });
  const pid = Number.parseInt(readFileSync(join(elsewhere, 'data/postmaster.pid'), 'utf8'), 10);
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(elsewhere, { recursive: true });
  };
  return { pid, stop };
}

describe.runIf(isRoot)('started by root, the embedded server', () => {
  test('runs as another user', async () => {
    const server = await startEmbedded(folder, { durable: false });
    expect(statSync(join(folder, 'data')).uid).not.toBe(0);
    await server.stop();
  });

  test('lives in /var/lib/zhucun when that user cannot reach the folder, also after the folder was opened', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const asked = join(closed, 'data-of-a-county');
    const server = await startEmbedded(asked, { durable: false });
    await server.stop();
    expect(server.dataDir).toMatch(/^\/var\/lib\/zhucun\/data-of-a-county-[0-9a-f]{12}$/);
    expect(readFileSync(join(asked, 'moved-to'), 'utf8')).toBe(`${server.dataDir}\n`);
    chmodSync(closed, 0o755);
    const again = await startEmbedded(asked, { durable: false });
    await again.stop();
    expect(again.dataDir).toBe(server.dataDir);
    rmSync(server.dataDir, { recursive: true });
  });

  test('never begins with an empty cluster beside data that it can no longer reach', async () => {
    const parent = join(folder, 'parent');
    mkdirSync(parent);
    for (const passable of [folder, parent]) chmodSync(passable, 0o755);
    const asked = join(parent, 'data-of-a-county');
    const server = await startEmbedded(asked, { durable: false });
    await server.stop();
    chmodSync(parent, 0o700);
    await expect(startEmbedded(asked, { durable: false })).rejects.toMatchObject({
      kind: 'impassable',
      folder: parent,
    });
    expect(existsSync(join(asked, 'moved-to'))).toBe(false);
    chmodSync(parent, 0o755);
    const again = await startEmbedded(asked, { durable: false });
    await again.stop();
    expect(again.dataDir).toBe(server.dataDir);
  });

  const reachable = isRoot && firstImpassable(CHECKOUT, PLAIN_USER) === undefined;
  test.runIf(reachable)('is for root alone, and a plain user is told so', async () => {
    const server = await startEmbedded(folder, { durable: false });
    const { told, leave } = await spawnEmbedded(folder, { user: PLAIN_USER });
    expect(told).toEqual({ kind: 'foreign-folder', folder: join(folder, 'data') });
    await leave();
    await server.stop();
  });

  test.runIf(reachable)('needs a user that the system knows, and says so', async () => {
    const unknown = { uid: 65_001, gid: 65_001 };
    chownSync(folder, unknown.uid, unknown.gid);
    const { told, leave } = await spawnEmbedded(folder, { user: unknown });
    expect(told).toMatchObject({ kind: 'no-user' });
    await leave();
  });

  test.runIf(reachable)('also serves a plain user’s own folder, and root after that', async () => {
    chownSync(folder, PLAIN_USER.uid, PLAIN_USER.gid);
    const own = await spawnEmbedded(folder, { user: PLAIN_USER });
    expect(own.told).toMatchObject({ dataDir: folder });
    const asRoot = await startEmbedded(folder, { durable: false });
    await own.leave();
    await asRoot.stop();
    const restarted = await startEmbedded(folder, { durable: false });
    expect(statSync(join(folder, 'data/postmaster.pid')).uid).toBe(PLAIN_USER.uid);
    await restarted.stop();
    const again = await spawnEmbedded(folder, { user: PLAIN_USER });
    expect(again.told).toMatchObject({ dataDir: folder });
    await again.leave();
  });
});
