/** A PostgreSQL of Debian's for one test: made, used and thrown away, on a disk of its own where the test wants one. */
import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, rmSync, writeSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { serverUser } from '../../src/store/embedded/user.ts';
import { databaseOn, openFolder, type RoundDatabase } from './databases.ts';
import { DebianServer, type DebianTerms } from './debian-server.ts';
import { debianBinaries, requireAll } from './settings.ts';

export interface OwnServer {
  readonly server: DebianServer;
  readonly database: RoundDatabase;
}

/** Vitest's way out of a test. */
type Skip = (note?: string) => never;

/** The binaries, or a word that they are missing. */
export const binariesOr = (skip: Skip): string =>
  debianBinaries() ?? missing(skip, 'no PostgreSQL of Debian: apt-get install postgresql');

/** What is missing here is a word, and a failure with REQUIRE_ALL=1. */
export function missing(skip: Skip, what: string): never {
  if (requireAll()) throw new Error(what);
  return skip(what);
}

/** Runs `use` in a folder that everybody may pass through, and removes it. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = openFolder();
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param place of the server; `folder` holds what else there is */
export async function withServer<T>(
  { binaries, folder, home = join(folder, 'server') }: { binaries: string; folder: string; home?: string },
  terms: DebianTerms,
  use: (own: OwnServer) => Promise<T>,
): Promise<T> {
  const server = new DebianServer(binaries, home, terms);
  try {
    await server.start();
    return await use({ server, database: await databaseOn('debian', server.url, folder, () => server.killAndStart()) });
  } finally {
    await server.stop();
  }
}

/** An empty folder that belongs to PostgreSQL's user. */
export function folderOfServer(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const user = serverUser(join(path, 'none'));
  if (user !== undefined) chownSync(path, user.uid, user.gid);
  return path;
}

/** A small disk: `fill` leaves nothing of it, `free` gives it back. */
export interface SmallDisk {
  readonly path: string;
  fill(): void;
  free(): void;
}

const BALLAST = 'ballast';

/** Mounts a tmpfs for `use`; says so and skips where that is not allowed. */
export async function withSmallDisk<T>(
  { skip, path, megabytes }: { skip: Skip; path: string; megabytes: number },
  use: (disk: SmallDisk) => Promise<T>,
): Promise<T> {
  mkdirSync(path, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', path], { stdio: 'pipe' });
  } catch {
    return missing(skip, 'a tmpfs can’t be mounted here');
  }
  try {
    return await use({
      path,
      fill: () => fillWith(join(path, BALLAST)),
      free: () => rmSync(join(path, BALLAST), { force: true }),
    });
  } finally {
    execFileSync('umount', ['--lazy', path]);
  }
}

/** Appends until nothing more goes in, down to the last page. */
function fillWith(file: string): void {
  const handle = openSync(file, 'a');
  try {
    for (const bytes of [Buffer.alloc(1_048_576), Buffer.alloc(4_096)]) while (tookAll(handle, bytes));
  } finally {
    closeSync(handle);
  }
}

function tookAll(handle: number, bytes: Buffer): boolean {
  try {
    return writeSync(handle, bytes) === bytes.length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
