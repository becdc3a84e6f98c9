/** Reads a backup whole and says whether it is sound, without a database. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import { z } from 'zod';
import { BackupRefused, FORMAT, Manifest, memberOf, paperName, partName, type PaperName } from './backup-format.ts';
import { readTar, type TarMember } from './backup-tar.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What the reader saw of a member: enough to compare with the manifest that comes last. */
interface Seen {
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: number;
}

/**
 * The members of a backup's file in their order, unchecked.
 * @throws BackupRefused `unsound`; an error of the system where the file can't be read
 */
export async function* membersOf(file: string): AsyncGenerator<TarMember> {
  const gunzip = createGunzip();
  const reading = pipeline(createReadStream(file), gunzip);
  reading.catch(() => undefined); // shows in the iteration as well
  try {
    yield* readTar(gunzip as AsyncIterable<Buffer>);
    await reading;
  } catch (error) {
    throw asRefusal(error);
  } finally {
    closed(gunzip);
  }
}

const closed = (stream: Gunzip): void => void stream.destroy();

/** zlib's own codes say that the bytes are none of gzip's. */
function asRefusal(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') ? new BackupRefused('unsound', code, { cause: error }) : error;
}

export interface SoundBackup {
  readonly manifest: Manifest;
  /** sha256 of the manifest, which vouches for all else. */
  readonly id: string;
  readonly papers: ReadonlyMap<PaperName, Buffer>;
}

/** @throws BackupRefused `unsound` or `newer-format` */
export async function checkBackup(file: string): Promise<SoundBackup> {
  const seen = new Map<string, Seen>();
  const papers = new Map<PaperName, Buffer>();
  const attachments = { count: 0, bytes: 0, names: createHash('sha256') };
  let last: Buffer | null = null;
  for await (const { name, bytes } of membersOf(file)) {
    const member = memberOf(name);
    if (!member || last || seen.has(name)) throw new BackupRefused('unsound', name);
    if (member.is === 'manifest') last = bytes;
    else if (member.is === 'attachment') countAttachment(attachments, name, bytes, member.sha256);
    else {
      if (member.is === 'paper') papers.set(member.name, Buffer.from(bytes));
      seen.set(name, { bytes: bytes.length, sha256: sha256(bytes), rows: member.is === 'part' ? linesOf(bytes) : 0 });
    }
  }
  if (!last) throw new BackupRefused('unsound', 'manifest.json');
  const manifest = readManifest(last);
  compare(manifest, seen);
  const { count, bytes, names } = attachments;
  const told = manifest.attachments;
  if (told.count !== count || told.bytes !== bytes || told.digest !== names.digest('hex'))
    throw new BackupRefused('unsound', 'attachments');
  return { manifest, id: sha256(last), papers };
}

function countAttachment(
  sum: { count: number; bytes: number; names: Hash },
  name: string,
  bytes: Buffer,
  hash: string,
): void {
  if (sha256(bytes) !== hash) throw new BackupRefused('unsound', name);
  sum.names.update(`${name}\n`);
  sum.count += 1;
  sum.bytes += bytes.length;
}

/** COPY ends each row with a line feed and writes one within a value as two characters. */
function linesOf(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

function readManifest(bytes: Buffer): Manifest {
  const json = parsed(bytes);
  const head = z.object({ format: z.int(), version: z.string() }).safeParse(json).data;
  if (head && head.format > FORMAT) throw new BackupRefused('newer-format', head.version);
  const manifest = Manifest.safeParse(json);
  if (!manifest.success) throw new BackupRefused('unsound', 'manifest.json', { cause: manifest.error });
  return manifest.data;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new BackupRefused('unsound', 'manifest.json', { cause });
  }
}

function compare(manifest: Manifest, seen: Map<string, Seen>): void {
  for (const { name: table, rows, parts } of manifest.tables) {
    let counted = 0;
    parts.forEach((part, place) => {
      counted += take(seen, partName(table, place), part).rows;
    });
    if (counted !== rows) throw new BackupRefused('unsound', table);
  }
  for (const paper of manifest.papers) take(seen, paperName(paper.name), paper);
  const [over] = seen.keys();
  if (over !== undefined) throw new BackupRefused('unsound', over);
}

function take(seen: Map<string, Seen>, name: string, told: { bytes: number; sha256: string }): Seen {
  const found = seen.get(name);
  if (found?.bytes !== told.bytes || found.sha256 !== told.sha256) throw new BackupRefused('unsound', name);
  seen.delete(name);
  return found;
}
