/** Bytes in a folder, by their hash: what image and file shelves have alike. */
import { createHash, randomUUID } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, utimes } from 'node:fs/promises';
import path from 'node:path';

const place = (folder: string, sha256: string): string => path.join(folder, sha256.slice(0, 2), sha256);

/** Written aside, synced and renamed, so that a file is there whole or not at all. One that is there has been asked for now. */
async function writeOnce(file: string, bytes: Uint8Array): Promise<void> {
  const now = new Date();
  const isThere = await utimes(file, now, now).then(() => true, isOfAnother);
  if (isThere) return;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const aside = `${file}.${randomUUID()}`;
  try {
    await writeSynced(aside, bytes);
    await rename(aside, file);
  } catch (error) {
    // On a full disk each try would leave a piece, and take the room that the next one needs.
    await rm(aside, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** A folder that was copied may belong to another user, who alone sets times: such a file is there all the same. */
const isOfAnother = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EPERM';

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Keeps the bytes, once per content. @returns their hash */
export async function shelve(folder: string, bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await writeOnce(place(folder, sha256), bytes);
  return sha256;
}

/** null when it is not kept here. */
export async function readShelved(folder: string, sha256: string): Promise<Uint8Array | null> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return null;
  return readFile(place(folder, sha256)).catch(() => null);
}

/** Takes the bytes away; nothing happens where they are not kept here. */
export async function unshelve(folder: string, sha256: string): Promise<void> {
  if (/^[0-9a-f]{64}$/.test(sha256)) await rm(place(folder, sha256), { force: true });
}

/**
 * Takes the bytes away unless they were kept, or kept again, after `before` (epoch ms): a message with them may be on its way.
 * @returns whether they are gone
 */
export function unshelveOlder(folder: string, sha256: string, before: number): boolean {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return true;
  const file = place(folder, sha256);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found !== undefined && found.mtimeMs >= before) return false;
  rmSync(file, { force: true }); // at once: nobody of this process comes between
  return true;
}
