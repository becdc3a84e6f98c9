import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { EmbeddedFailure, codeOf } from './failure.ts';
import { type ServerUser, firstImpassable, serverUser } from './user.ts';

/** Where one embedded server lives. */
export interface Place {
  /** Folder of everything below; the one asked for, unless its server could not reach it. */
  home: string;
  /** PostgreSQL's data directory. */
  cluster: string;
  /** Folder of its socket. */
  socket: string;
  logFile: string;
  /** Folder for binaries that must be copied. */
  copies: string;
  user: ServerUser | undefined;
}

const SHARED_HOME = '/var/lib/zhucun';
/** A socket's path fits 103 bytes on macOS and 107 on Linux. */
const SOCKET_PATH_BYTES = 100;

/**
 * Finds, and makes passable, the folders of the server for `dataDir`. Root's own folders (/root is 0700) are closed to the user that root
 * drops to: such a server lives in /var/lib/zhucun, and `moved-to` in `dataDir` says where, also to later starts.
 */
export function settle(dataDir: string): Place {
  const asked = resolve(dataDir);
  try {
    return settleIn(asked);
  } catch (error) {
    if (codeOf(error) !== 'EACCES') throw error;
    throw new EmbeddedFailure('foreign-folder', `${asked} is closed to this user: ${String(error)}`, asked);
  }
}

function settleIn(asked: string): Place {
  const asRoot = process.getuid?.() === 0;
  mkdirSync(asked, { recursive: true, mode: asRoot ? 0o755 : 0o700 });
  const home = asRoot ? reachableHome(realpathSync(asked)) : realpathSync(asked);
  const cluster = join(home, 'data');
  const user = serverUser(cluster);
  refuseForeign(cluster, user);
  return {
    home,
    cluster,
    socket: socketFolder(home, user),
    logFile: join(home, 'postgres.log'),
    copies: user === undefined ? home : SHARED_HOME,
    user,
  };
}

/** Where the server of `dataDir` would be found; makes and changes nothing. */
export function placeOf(dataDir: string): Pick<Place, 'home' | 'cluster' | 'socket' | 'copies'> {
  const asked = resolve(dataDir);
  const pointer = join(asked, 'moved-to');
  const home = existsSync(pointer)
    ? readFileSync(pointer, 'utf8').trim()
    : existsSync(asked)
      ? realpathSync(asked)
      : asked;
  return {
    home,
    cluster: join(home, 'data'),
    socket: socketPath(home),
    copies: process.getuid?.() === 0 ? SHARED_HOME : home,
  };
}

function reachableHome(asked: string): string {
  const pointer = join(asked, 'moved-to');
  if (existsSync(pointer)) return made(readFileSync(pointer, 'utf8').trim());
  const user = serverUser(join(asked, 'data'));
  if (user === undefined) return asked;
  const barred = opened(asked, user);
  if (barred === undefined) return asked;
  // Data that is there already can't be reached any more: another place would be an empty county.
  if (existsSync(join(asked, 'data'))) throw impassable(barred, user);
  const moved = join(SHARED_HOME, `${basename(asked).slice(0, 40)}-${shortHash(asked)}`);
  const closed = opened(made(moved), user);
  if (closed !== undefined) throw impassable(closed, user);
  writeFileSync(pointer, `${moved}\n`);
  return moved;
}

const impassable = (folder: string, { uid }: ServerUser): EmbeddedFailure =>
  new EmbeddedFailure('impassable', `the database's user ${uid} cannot pass through ${folder}`, folder);

/** Makes a folder below /var/lib/zhucun that all may pass through, whatever root's umask. */
function made(home: string): string {
  for (const folder of [SHARED_HOME, home]) {
    if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o755);
  }
  return home;
}

/** Lets everybody pass through `folder` itself, which is ours, and names the first folder above that still bars the way. */
function opened(folder: string, user: ServerUser): string | undefined {
  const { uid, mode } = statSync(folder);
  if (uid === 0) chmodSync(folder, (mode & 0o7777) | 0o111);
  return firstImpassable(folder, user);
}

/** A plain user can neither run nor reach a server of somebody else's data. */
function refuseForeign(folder: string, user: ServerUser | undefined): void {
  const uid = statSync(folder, { throwIfNoEntry: false })?.uid;
  if (user !== undefined || uid === undefined) return;
  if (uid !== process.getuid?.())
    throw new EmbeddedFailure('foreign-folder', `${folder} belongs to user ${uid}`, folder);
}

/** Every process that is given the same data folder must come to the same socket, so the name follows from the path alone. */
function socketFolder(home: string, user: ServerUser | undefined): string {
  const folder = socketPath(home);
  makeOwn(folder, user);
  return folder;
}

function socketPath(home: string): string {
  const inside = join(home, 'socket');
  const fits = Buffer.byteLength(join(inside, '.s.PGSQL.5432')) <= SOCKET_PATH_BYTES;
  return fits ? inside : `/tmp/zhucun-${shortHash(home)}`;
}

/** Makes a folder for the server's user alone, and refuses one that somebody else has put there: /tmp is open to all. */
export function makeOwn(folder: string, user: ServerUser | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const owner = user?.uid ?? process.getuid?.();
  if (found.isDirectory() && found.uid === process.getuid?.() && user !== undefined)
    chownSync(folder, user.uid, user.gid);
  else if (!found.isDirectory() || found.uid !== owner) {
    throw new EmbeddedFailure('foreign-folder', `${folder} belongs to user ${found.uid}, not to ${owner}`, folder);
  }
  chmodSync(folder, 0o700);
}

function shortHash(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}
