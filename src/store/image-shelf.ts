/** Images in a folder, by the hash of their cleaned bytes. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { KeptImage } from '../chat/message.ts';
import { withoutMetadata } from './image-metadata.ts';

const place = (folder: string, sha256: string): string => path.join(folder, sha256.slice(0, 2), sha256);

/** Written aside, synced and renamed, so that a file is there whole or not at all. */
async function writeOnce(file: string, bytes: Uint8Array): Promise<void> {
  if (await stat(file).catch(() => null)) return;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const aside = `${file}.${randomUUID()}`;
  const handle = await open(aside, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(aside, file);
}

export const imageShelf = (folder: string) => ({
  /** Removes metadata and keeps the bytes, once per content; null when they are not a whole image of this type. */
  async keep(bytes: Uint8Array, contentType: string): Promise<KeptImage | null> {
    const cleaned = withoutMetadata(bytes, contentType);
    if (!cleaned) return null;
    const sha256 = createHash('sha256').update(cleaned).digest('hex');
    await writeOnce(place(folder, sha256), cleaned);
    return { sha256, contentType, sizeBytes: cleaned.length };
  },
  /** null when it is not kept here. */
  async read(sha256: string): Promise<Uint8Array | null> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return null;
    return readFile(place(folder, sha256)).catch(() => null);
  },
});
