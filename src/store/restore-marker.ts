/**
 * The note in a data folder that a restore is under way. While it lies there no county is served from the folder, and a restore that was killed
 * goes on with the same file; it goes with the restore's last step.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BackupRefused } from './backup-format.ts';
import { syncFolder } from './backup.ts';
import { ERASED_LIST } from './erased-people.ts';

const NAME = 'restore-under-way.json';
/** What stands in the way of nothing: the top folder of a disk has the one, and the operator brings the other along. */
const ignored = ['lost+found', ERASED_LIST];

const Marker = z.object({ backup: z.string(), at: z.int() });
/** `at`, in epoch ms, is what the restored rows know the restore by. */
export type Marker = z.infer<typeof Marker>;

/** Whether a restore into this folder was begun and did not end. */
export const isUnderRestore = (folder: string): boolean => existsSync(join(folder, NAME));

/**
 * Takes an empty folder for the restore of a backup, or goes on where a killed restore of the same one stopped.
 * @throws BackupRefused `folder-not-empty` or `other-restore`
 */
export async function takeFolder(folder: string, backup: string, now: number): Promise<Marker> {
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const there = readdirSync(folder).filter((name) => !ignored.includes(name));
  if (there.includes(NAME)) return goOn(folder, backup, now);
  if (there.length > 0) throw new BackupRefused('folder-not-empty', folder);
  return begin(folder, { backup, at: now });
}

async function begin(folder: string, marker: Marker): Promise<Marker> {
  await writeFile(join(folder, NAME), `${JSON.stringify(marker)}\n`, { mode: 0o600, flush: true });
  await syncFolder(folder);
  return marker;
}

async function goOn(folder: string, backup: string, now: number): Promise<Marker> {
  const found = readMarker(folder);
  // Cut short while it was written: nothing else can have been begun.
  if (!found) return begin(folder, { backup, at: now });
  if (found.backup !== backup) throw new BackupRefused('other-restore', folder);
  return found;
}

function readMarker(folder: string): Marker | null {
  try {
    return Marker.parse(JSON.parse(readFileSync(join(folder, NAME), 'utf8')));
  } catch {
    return null;
  }
}

/** The restore has ended. */
export async function releaseFolder(folder: string): Promise<void> {
  await rm(join(folder, NAME));
  await syncFolder(folder);
}

/** The restore was refused: where it has made nothing else yet, the folder is as empty as it was. */
export async function giveFolderBack(folder: string): Promise<void> {
  const others = readdirSync(folder).filter((name) => name !== NAME && !ignored.includes(name));
  if (others.length === 0) await rm(join(folder, NAME), { force: true });
}
