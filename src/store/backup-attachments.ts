/** Images and files into a backup: read from their shelves, each checked against the hash that names it. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { attachmentName, MEMBER_BYTES_AT_MOST, shelves, type Manifest } from './backup-format.ts';
import { tarMember } from './backup-tar.ts';
import { readShelved } from './shelf.ts';

export interface TakenAttachments {
  readonly taken: Manifest['attachments'];
  readonly missing: Manifest['missing'];
}

/** @param hashes what rows refer to; each is on one of the shelves, or on both */
export async function* backedUpAttachments(
  folder: string,
  hashes: readonly string[],
  mtime: number,
): AsyncGenerator<Uint8Array, TakenAttachments> {
  const names = createHash('sha256');
  const missing: Manifest['missing'] = [];
  let count = 0;
  let bytes = 0;
  for (const sha256 of hashes) {
    let why: 'missing' | 'changed' | null = 'missing';
    for (const shelf of shelves) {
      const found = await readShelved(join(folder, shelf), sha256);
      if (!found) continue;
      if (!isWhole(found, sha256)) {
        why = why === null ? null : 'changed';
        continue;
      }
      why = null;
      const name = attachmentName(shelf, sha256);
      yield* tarMember(name, found, mtime);
      names.update(`${name}\n`);
      count += 1;
      bytes += found.length;
    }
    if (why !== null) missing.push({ sha256, why });
  }
  return { taken: { count, bytes, digest: names.digest('hex') }, missing };
}

const isWhole = (bytes: Uint8Array, sha256: string): boolean =>
  bytes.length <= MEMBER_BYTES_AT_MOST && createHash('sha256').update(bytes).digest('hex') === sha256;
