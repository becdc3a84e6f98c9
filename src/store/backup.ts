/**
 * Writes a county into one file, beside a running service: one read-only snapshot of the database, then the images and files that its rows
 * speak of. Nothing is changed, locked or migrated; no table is ever held in memory.
 *
 * Sessions, sign-in links and binding codes are taken with the rest: the tables hold only their hashes, so the file lets nobody in, and a
 * restored county must not send a hundred people to bind their accounts anew. Names, texts and photos are in it: the file is 0600, and where
 * it is carried is the operator's care.
 */
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { backedUpAttachments, type TakenAttachments } from './backup-attachments.ts';
import {
  BackupRefused,
  FORMAT,
  MANIFEST,
  PART_BYTES,
  paperName,
  partName,
  type BackedUpTable,
  type Manifest,
  type PaperName,
} from './backup-format.ts';
import { connectSteady, copyOut, referredAttachments, tablesOf, type Table } from './backup-tables.ts';
import { tarEnd, tarMember } from './backup-tar.ts';

export interface BackupOptions {
  /** The file to make; nothing may be there. */
  readonly file: string;
  readonly url: string;
  readonly county: string;
  /** The data folder with its shelves. */
  readonly folder: string;
  /** county.yaml and what goes with it; `audit` is the head of the chain at the snapshot. */
  readonly papersAt: (audit: Manifest['audit']) => readonly Paper[];
  readonly overlayName: string | null;
  /** Of this program. */
  readonly version: string;
}

export interface Paper {
  readonly name: PaperName;
  readonly bytes: Uint8Array;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** COPY's text and JSON shrink to a fifth at any level; the higher ones take far longer for little more. */
const GZIP = { level: 3 };

/**
 * @returns what the file holds; `missing` names the attachments that could not be taken: the backup is written all the same
 * @throws BackupRefused `file-exists`, `busy` or `no-data`
 */
export async function writeBackup(options: BackupOptions): Promise<Manifest> {
  const { file, url, county } = options;
  refuseExisting(file);
  const client = await connectSteady(url, 'zhucun backup');
  try {
    await lockCounty(client, county);
    return await writeAside(file, (told) => archive(client, options, told));
  } finally {
    await client.end();
  }
}

function refuseExisting(file: string): void {
  if (existsSync(file)) throw new BackupRefused('file-exists', file);
}

/** One backup of a county at a time: what lies at FILE.part is then what a killed one left. Ends with the connection. */
async function lockCounty(client: pg.Client, county: string): Promise<void> {
  const { rows } = await client.query<{ mine: boolean }>(
    `SELECT pg_try_advisory_lock(hashtextextended('backup/' || $1, 0)) AS mine`,
    [county],
  );
  if (rows[0]?.mine !== true) throw new BackupRefused('busy', county);
}

/** Writes to FILE.part, syncs, renames: FILE is there whole or not at all, whatever ends this process. */
async function writeAside(
  file: string,
  archived: (told: (manifest: Manifest) => void) => AsyncGenerator<Uint8Array>,
): Promise<Manifest> {
  const part = `${file}.part`;
  await rm(part, { force: true });
  let manifest: Manifest | undefined;
  try {
    const bytes = Readable.from(
      archived((m) => (manifest = m)),
      { objectMode: false, highWaterMark: PART_BYTES },
    );
    await pipeline(bytes, createGzip(GZIP), createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }));
    if (!manifest) throw new Error('the archive ended without its manifest');
    refuseExisting(file);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
  return manifest;
}

/** A rename is safe from a power cut only once its folder is written out. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** What the snapshot says of itself. */
interface Snapshot {
  readonly head: Pick<Manifest, 'county' | 'takenAt' | 'postgres' | 'migrations' | 'audit'>;
  readonly tables: readonly Table[];
  readonly attachments: readonly string[];
}

async function* archive(
  client: pg.Client,
  options: BackupOptions,
  told: (manifest: Manifest) => void,
): AsyncGenerator<Uint8Array> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const snapshot = await look(client, options.county);
  const mtime = Math.floor(Date.parse(snapshot.head.takenAt) / 1000);
  const tables: BackedUpTable[] = [];
  for (const table of snapshot.tables) tables.push(yield* copied(client, table, options.county, mtime));
  await client.query('COMMIT'); // attachments take their time, and the snapshot would hold up the server's cleaning
  const attachments: TakenAttachments = yield* backedUpAttachments(options.folder, snapshot.attachments, mtime);
  const papers = options.papersAt(snapshot.head.audit);
  for (const { name, bytes } of papers) yield* tarMember(paperName(name), bytes, mtime);
  const manifest: Manifest = {
    format: FORMAT,
    version: options.version,
    ...snapshot.head,
    tables,
    attachments: attachments.taken,
    missing: attachments.missing,
    papers: papers.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
    overlayName: options.overlayName,
  };
  yield* tarMember(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`), mtime);
  yield tarEnd();
  told(manifest);
}

async function look(client: pg.Client, county: string): Promise<Snapshot> {
  const tables = await tablesOf(client);
  const names = new Set(tables.map((t) => t.name));
  if (!names.has('county') || !names.has('audit_link')) throw new BackupRefused('no-data', county);
  const { rows } = await client.query<{ name: string; now: Date; postgres: number }>(
    `SELECT name, now() AS now, current_setting('server_version_num')::int AS postgres FROM county WHERE id = $1`,
    [county],
  );
  const [row] = rows;
  if (!row) throw new BackupRefused('no-data', county);
  const migrations = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM "_prisma_migrations"
     WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL ORDER BY started_at, migration_name`,
  );
  const audit = await client.query<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM audit_link WHERE county = $1 ORDER BY seq DESC LIMIT 1',
    [county],
  );
  return {
    head: {
      county: { id: county, name: row.name },
      takenAt: row.now.toISOString(),
      postgres: row.postgres,
      migrations: migrations.rows,
      audit: audit.rows[0] ?? null,
    },
    tables,
    attachments: await referredAttachments(client, tables, county),
  };
}

/** The county's rows of one table, in parts. */
async function* copied(
  client: pg.Client,
  table: Table,
  county: string,
  mtime: number,
): AsyncGenerator<Uint8Array, BackedUpTable> {
  const rows = client.query(copyTo(copyOut(table, county)));
  const parts: { bytes: number; sha256: string }[] = [];
  for await (const bytes of inParts(rows as AsyncIterable<Buffer>)) {
    yield* tarMember(partName(table.name, parts.length), bytes, mtime);
    parts.push({ bytes: bytes.length, sha256: sha256(bytes) });
  }
  return { name: table.name, columns: [...table.columns], rows: rows.rowCount, parts };
}

async function* inParts(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size < PART_BYTES) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}
