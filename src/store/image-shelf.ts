/** Images in a folder, by the hash of their cleaned bytes. */
import type { KeptImage } from '../chat/message.ts';
import { imageTypes, withoutMetadata } from './image-metadata.ts';
import { readShelved, shelve, unshelve, unshelveOlder } from './shelf.ts';

export const imageShelf = (folder: string) => ({
  /** Removes metadata and keeps the bytes, once per content; null when they are not a whole image of this type. */
  async keep(bytes: Uint8Array, contentType: string): Promise<KeptImage | null> {
    const cleaned = withoutMetadata(bytes, contentType);
    if (!cleaned) return null;
    const sha256 = await shelve(folder, cleaned);
    return { sha256, contentType, sizeBytes: cleaned.length };
  },
  /** Whether it would be kept. Keeps nothing. */
  isWhole: (bytes: Uint8Array, contentType: string): boolean => withoutMetadata(bytes, contentType) !== null,
  /** Removes metadata and keeps the bytes where nobody says for sure of which type they are. */
  async keepAny(bytes: Uint8Array): Promise<KeptImage | null> {
    for (const contentType of imageTypes) {
      const kept = await this.keep(bytes, contentType);
      if (kept) return kept;
    }
    return null;
  },
  /** null when it is not kept here. */
  read: (sha256: string): Promise<Uint8Array | null> => readShelved(folder, sha256),
  /** Only once nobody refers to it any more. */
  remove: (sha256: string): Promise<void> => unshelve(folder, sha256),
  /** As {@link unshelveOlder}. */
  removeOlder: (sha256: string, before: number): boolean => unshelveOlder(folder, sha256, before),
});
