/** Files that the product made, in a folder, by the hash of their bytes. */
import type { KeptFile } from '../chat/message.ts';
import { readShelved, shelve, unshelve } from './shelf.ts';

/** What a chat platform and a village's line still carry. */
export const MAX_FILE_BYTES = 20_000_000;

export const fileShelf = (folder: string) => ({
  /** Keeps the bytes, once per content; null when there are none or more than {@link MAX_FILE_BYTES}. */
  async keep(bytes: Uint8Array, file: Pick<KeptFile, 'name' | 'contentType'>): Promise<KeptFile | null> {
    if (bytes.length === 0 || bytes.length > MAX_FILE_BYTES) return null;
    const { name, contentType } = file;
    return { sha256: await shelve(folder, bytes), name, contentType, sizeBytes: bytes.length };
  },
  /** null when it is not kept here. */
  read: (sha256: string): Promise<Uint8Array | null> => readShelved(folder, sha256),
  /** Only once nobody refers to it any more. */
  remove: (sha256: string): Promise<void> => unshelve(folder, sha256),
});
