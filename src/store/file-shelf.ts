/** Files that the product made, and documents that people sent, in a folder, by the hash of their bytes. */
import type { KeptFile, UnkeptFile } from '../chat/message.ts';
import { beginsAs, takenAs, type CalledFile } from '../domain/document-file.ts';
import { readShelved, shelve, unshelve, unshelveOlder } from './shelf.ts';

/** What a chat platform and a village's line still carry. */
export const MAX_FILE_BYTES = 20_000_000;

function documentOf(bytes: Uint8Array, file: CalledFile): ReturnType<typeof takenAs> {
  const taken = takenAs(file, bytes.length);
  return 'why' in taken || beginsAs(taken.name, bytes) ? taken : { name: taken.name, why: 'broken' };
}

export const fileShelf = (folder: string) => ({
  /** Keeps the bytes, once per content; null when there are none or more than {@link MAX_FILE_BYTES}. */
  async keep(bytes: Uint8Array, file: Pick<KeptFile, 'name' | 'contentType'>): Promise<KeptFile | null> {
    if (bytes.length === 0 || bytes.length > MAX_FILE_BYTES) return null;
    const { name, contentType } = file;
    return { sha256: await shelve(folder, bytes), name, contentType, sizeBytes: bytes.length };
  },
  /** Keeps a document of somebody's under a plain name, once per content, or says why it does not. What stands in it is never read. */
  async keepDocument(bytes: Uint8Array, file: CalledFile): Promise<KeptFile | UnkeptFile> {
    const taken = documentOf(bytes, file);
    return 'why' in taken ? taken : { sha256: await shelve(folder, bytes), ...taken, sizeBytes: bytes.length };
  },
  /** Why it would not be kept; null where it would. Keeps nothing. */
  unfit(bytes: Uint8Array, file: CalledFile): UnkeptFile | null {
    const taken = documentOf(bytes, file);
    return 'why' in taken ? taken : null;
  },
  /** null when it is not kept here. */
  read: (sha256: string): Promise<Uint8Array | null> => readShelved(folder, sha256),
  /** Only once nobody refers to it any more. */
  remove: (sha256: string): Promise<void> => unshelve(folder, sha256),
  /** As {@link unshelveOlder}. */
  removeOlder: (sha256: string, before: number): boolean => unshelveOlder(folder, sha256, before),
});
