/**
 * A look at a zip's outside before anything reads it: which parts, how much they hold. The sizes that a zip declares
 * are only what somebody wrote, so every part is unpacked once and counted, keeping nothing.
 */
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { refuse } from './refusing.ts';

export interface ZipLimits {
  readonly entries: number;
  /** Of all entries together, unpacked. */
  readonly insideBytes: number;
  /** Unpacked size over packed size of one entry, asked of those above `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

export type ZipRefusal =
  | { readonly why: 'damaged' | 'locked' | 'sizes-lie' }
  | { readonly why: 'too-many-entries'; readonly entries: number; readonly limit: number }
  | { readonly why: 'too-big-inside'; readonly limit: number }
  | { readonly why: 'packed-too-tightly'; readonly ratio: number; readonly limit: number };

export interface ZipEntry {
  readonly name: string;
  readonly isLocked: boolean;
  readonly method: number;
  readonly packedBytes: number;
  readonly declaredBytes: number;
  /** Of its own header. */
  readonly at: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const HEADER = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const HEADER_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

const refuseZip: (refusal: ZipRefusal) => never = refuse;

/** The directory as libraries read it: from the last end record, entry after entry, whatever count it declares. */
export function directoryOf(zip: Buffer, { entries: limit }: ZipLimits): ZipEntry[] {
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(END);
  const end = zip.lastIndexOf(signature);
  if (end < 0 || end + END_BYTES + zip.readUInt16LE(end + 20) !== zip.byteLength) refuseZip({ why: 'damaged' });
  const declared = zip.readUInt16LE(end + 10);
  if (declared > limit) refuseZip({ why: 'too-many-entries', entries: declared, limit });
  const found: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  while (at < end && zip.readUInt32LE(at) === ENTRY) {
    if (found.length === declared) refuseZip({ why: 'sizes-lie' });
    const nameBytes = zip.readUInt16LE(at + 28);
    found.push({
      name: zip.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes),
      isLocked: (zip.readUInt16LE(at + 8) & 1) === 1,
      method: zip.readUInt16LE(at + 10),
      packedBytes: zip.readUInt32LE(at + 20),
      declaredBytes: zip.readUInt32LE(at + 24),
      at: zip.readUInt32LE(at + 42),
    });
    at += ENTRY_BYTES + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  if (at !== end || found.length !== declared || declared === 0) refuseZip({ why: 'damaged' });
  if (new Set(found.map(({ name }) => name.toLowerCase())).size < found.length) refuseZip({ why: 'sizes-lie' });
  return found;
}

/** What the directory itself says against reading it. */
export function refuseDeclared(entries: readonly ZipEntry[], limits: ZipLimits): void {
  if (entries.some(({ isLocked }) => isLocked)) refuseZip({ why: 'locked' });
  if (entries.some(({ method }) => method !== STORED && method !== DEFLATED)) refuseZip({ why: 'damaged' });
  const declared = entries.reduce((sum, { declaredBytes }) => sum + declaredBytes, 0);
  if (declared > limits.insideBytes) refuseZip({ why: 'too-big-inside', limit: limits.insideBytes });
  for (const { declaredBytes, packedBytes } of entries) {
    const ratio = Math.round(declaredBytes / Math.max(1, packedBytes));
    if (declaredBytes > limits.ratioFromBytes && ratio > limits.ratio)
      refuseZip({ why: 'packed-too-tightly', ratio, limit: limits.ratio });
  }
}

/** The sum of what was declared is within the limit, so no part may hold more than it declared, nor less. */
export async function countUnpacked(zip: Buffer, entries: readonly ZipEntry[]): Promise<void> {
  for (const entry of entries) {
    const packed = packedPart(zip, entry);
    const bytes = entry.method === STORED ? packed.byteLength : await inflatedBytes(packed, entry);
    if (bytes !== entry.declaredBytes) refuseZip({ why: 'sizes-lie' });
  }
}

/** One part, unpacked; asked only of a zip whose parts were counted. */
export function unpacked(zip: Buffer, entry: ZipEntry): Buffer {
  const packed = packedPart(zip, entry);
  return entry.method === STORED
    ? packed
    : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.declaredBytes) });
}

function packedPart(zip: Buffer, { at, packedBytes }: ZipEntry): Buffer {
  if (zip.readUInt32LE(at) !== HEADER) refuseZip({ why: 'damaged' });
  const from = at + HEADER_BYTES + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  if (from + packedBytes > zip.byteLength) refuseZip({ why: 'damaged' });
  return zip.subarray(from, from + packedBytes);
}

/** Counting stops at the first byte above what was declared. */
async function inflatedBytes(packed: Buffer, { declaredBytes }: ZipEntry): Promise<number> {
  const stream = createInflateRaw({ chunkSize: 64 * 1024 });
  stream.end(packed);
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > declaredBytes) break; // leaving the loop ends the stream
    }
  } catch {
    refuseZip({ why: 'damaged' });
  }
  return bytes;
}
