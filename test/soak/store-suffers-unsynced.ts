/** What unsynced.c leaves: a library to preload, and the old bytes of what PostgreSQL has written and not synced. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
} from 'node:fs';
import { rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Chance } from './chance.ts';
import { missing } from './store-suffers-server.ts';
import { until } from './until.ts';

const SOURCE = fileURLToPath(new URL('unsynced.c', import.meta.url));
const COMPILER = '/usr/bin/gcc';

/** Compiles the library into the folder; says so and skips where there is no compiler, or no system that it is written for. */
export function shimIn(folder: string, skip: (note?: string) => never): string {
  if (process.platform !== 'linux' || !existsSync(COMPILER) || !existsSync('/usr/include/stdio.h'))
    return missing(skip, 'no C compiler: apt-get install gcc libc6-dev');
  const library = join(folder, 'unsynced.so');
  execFileSync(COMPILER, [
    '-std=gnu11',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-O2',
    '-shared',
    '-fPIC',
    '-o',
    library,
    SOURCE,
  ]);
  chmodSync(library, 0o755);
  return library;
}

/** Ends every process that has the data directory as its folder, as PostgreSQL's all do; resolves once none is left. */
export async function killAllIn(data: string): Promise<void> {
  await until('no process of that server is left', async () => {
    const left = processesIn(data);
    for (const pid of left) killQuietly(pid);
    return left.length === 0;
  });
}

function processesIn(data: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => folderOf(pid) === data);
}

/** A process that has ended and waits for its parent has no folder any more. */
function folderOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Ended by itself meanwhile.
  }
}

interface UndoRecord {
  readonly offset: number;
  readonly sizeBefore: number;
  readonly old: Buffer;
}

const HEAD_BYTES = 24;

/** In the order in which they were written; the last may have been cut off, and its change then never came. */
function recordsOf(undo: Buffer): UndoRecord[] {
  const records: UndoRecord[] = [];
  for (let at = 0; at + HEAD_BYTES <= undo.length;) {
    const [offset, sizeBefore, length] = [0, 8, 16].map((n) => Number(undo.readBigUInt64LE(at + n))) as [
      number,
      number,
      number,
    ];
    at += HEAD_BYTES;
    if (at + length > undo.length) break;
    records.push({ offset, sizeBefore, old: undo.subarray(at, at + length) });
    at += length;
  }
  return records;
}

export interface Dropped {
  readonly files: number;
  readonly changes: number;
}

/**
 * Puts back what was not synced, once no process of the server is left. Of each file all unsynced changes go, or, by lot, only
 * the last ones: the kernel may have written the first of them by itself.
 */
export function dropUnsynced(data: string, undo: string, chance: Chance | null): Dropped {
  const pathOf = new Map(filesBelow(data).map((path) => [String(statSync(path).ino), path]));
  let files = 0;
  let changes = 0;
  for (const inode of readdirSync(undo).sort()) {
    const path = pathOf.get(inode);
    const records = path === undefined ? [] : recordsOf(readFileSync(join(undo, inode)));
    const written = chance === null || chance.next() < 0.5 ? 0 : chance.between(0, records.length);
    const gone = records.slice(written).reverse();
    if (path !== undefined && gone.length > 0) {
      putBack(path, gone);
      files += 1;
      changes += gone.length;
    }
    rmSync(join(undo, inode));
  }
  return { files, changes };
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

function putBack(path: string, records: readonly UndoRecord[]): void {
  const handle = openSync(path, 'r+');
  try {
    for (const { offset, sizeBefore, old } of records) {
      if (old.length > 0) writeSync(handle, old, 0, old.length, offset);
      ftruncateSync(handle, sizeBefore);
    }
  } finally {
    closeSync(handle);
  }
}
