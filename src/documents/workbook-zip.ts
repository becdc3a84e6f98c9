/**
 * A look at a workbook's outside before anything reads it: what kind of file, how many parts, how much they hold. The
 * sizes that a zip declares are only what somebody wrote, so every part is unpacked once and counted, keeping nothing.
 */
import { createInflateRaw } from 'node:zlib';
import type { WorkbookLimits, WorkbookRefusal } from './workbook-limits.ts';

interface ZipEntry {
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
const CONTENT_TYPES = '[Content_Types].xml';
const CONTENT_TYPES_BYTES = 256 * 1024;

class Refused extends Error {
  readonly refusal: WorkbookRefusal;
  constructor(refusal: WorkbookRefusal) {
    super(refusal.why);
    this.refusal = refusal;
  }
}
const refuse = (refusal: WorkbookRefusal): never => {
  throw new Refused(refusal);
};

/** null where nothing speaks against reading it. */
export async function looksUnsafe(bytes: Uint8Array, limits: WorkbookLimits): Promise<WorkbookRefusal | null> {
  try {
    if (bytes.byteLength > limits.fileBytes)
      return { why: 'file-too-big', bytes: bytes.byteLength, limit: limits.fileBytes };
    refuseOtherKinds(bytes);
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const entries = directoryOf(buffer, limits);
    refuseParts(entries, limits);
    await unpackAll(buffer, entries, limits);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    if (error instanceof RangeError) return { why: 'damaged' }; // an offset that leads out of the file
    throw error;
  }
}

function refuseOtherKinds(bytes: Uint8Array): void {
  const starts = (...signature: number[]): boolean => signature.every((byte, n) => bytes[n] === byte);
  if (bytes.byteLength === 0) refuse({ why: 'not-a-workbook', found: 'nothing' });
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) refuse({ why: 'not-a-workbook', found: 'old-or-locked' });
  if (!starts(0x50, 0x4b, 0x03, 0x04)) refuse({ why: 'not-a-workbook', found: 'other' });
}

/** The directory as the library reads it: from the last end record, entry after entry, whatever count it declares. */
function directoryOf(zip: Buffer, { entries: limit }: WorkbookLimits): ZipEntry[] {
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(END);
  const end = zip.lastIndexOf(signature);
  if (end < 0 || end + END_BYTES + zip.readUInt16LE(end + 20) !== zip.byteLength) refuse({ why: 'damaged' });
  const declared = zip.readUInt16LE(end + 10);
  if (declared > limit) refuse({ why: 'too-many-entries', entries: declared, limit });
  const found: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  while (at < end && zip.readUInt32LE(at) === ENTRY) {
    if (found.length === declared) refuse({ why: 'sizes-lie' });
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
  if (at !== end || found.length !== declared || declared === 0) refuse({ why: 'damaged' });
  return found;
}

function refuseParts(entries: readonly ZipEntry[], limits: WorkbookLimits): void {
  const names = entries.map(({ name }) => name.toLowerCase());
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (new Set(names).size < names.length) refuse({ why: 'sizes-lie' });
  if (has(/^word\//)) refuse({ why: 'not-a-workbook', found: 'word' });
  if (!has(/^xl\/workbook\.xml$/) || !names.includes(CONTENT_TYPES.toLowerCase()))
    refuse({ why: 'not-a-workbook', found: 'other-zip' });
  if (has(/vbaproject|vbadata|\/(activex|ctrlprops|macrosheets|dialogsheets)\//)) refuse({ why: 'macros' });
  if (has(/^xl\/externallinks\//)) refuse({ why: 'external-links' });
  if (entries.some(({ isLocked }) => isLocked)) refuse({ why: 'locked' });
  if (entries.some(({ method }) => method !== STORED && method !== DEFLATED)) refuse({ why: 'damaged' });
  const declared = entries.reduce((sum, { declaredBytes }) => sum + declaredBytes, 0);
  if (declared > limits.insideBytes) refuse({ why: 'too-big-inside', limit: limits.insideBytes });
  for (const { declaredBytes, packedBytes } of entries) {
    const ratio = Math.round(declaredBytes / Math.max(1, packedBytes));
    if (declaredBytes > limits.ratioFromBytes && ratio > limits.ratio)
      refuse({ why: 'packed-too-tightly', ratio, limit: limits.ratio });
  }
}

/** The sum of what was declared is within the limit, so no part may hold more than it declared, nor less. */
async function unpackAll(zip: Buffer, entries: readonly ZipEntry[], limits: WorkbookLimits): Promise<void> {
  for (const entry of entries) {
    const packed = packedPart(zip, entry);
    const isTypes = entry.name === CONTENT_TYPES;
    if (isTypes && entry.declaredBytes > CONTENT_TYPES_BYTES)
      refuse({ why: 'too-big-inside', limit: limits.insideBytes });
    const text = entry.method === STORED ? storedText(packed, entry) : await inflated(packed, entry, isTypes);
    if (isTypes && /macroEnabled|vbaProject/i.test(text)) refuse({ why: 'macros' });
  }
}

function packedPart(zip: Buffer, { at, packedBytes }: ZipEntry): Buffer {
  if (zip.readUInt32LE(at) !== HEADER) refuse({ why: 'damaged' });
  const from = at + HEADER_BYTES + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  if (from + packedBytes > zip.byteLength) refuse({ why: 'damaged' });
  return zip.subarray(from, from + packedBytes);
}

function storedText(packed: Buffer, { declaredBytes }: ZipEntry): string {
  if (packed.byteLength !== declaredBytes) refuse({ why: 'sizes-lie' });
  return packed.subarray(0, CONTENT_TYPES_BYTES).toString('utf8');
}

/** Its text where `keeps` says so, else ''. */
async function inflated(packed: Buffer, { declaredBytes }: ZipEntry, keeps: boolean): Promise<string> {
  const stream = createInflateRaw({ chunkSize: 64 * 1024 });
  stream.end(packed);
  const kept: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > declaredBytes) break; // leaving the loop ends the stream
      if (keeps) kept.push(chunk);
    }
  } catch {
    refuse({ why: 'damaged' });
  }
  if (bytes !== declaredBytes) refuse({ why: 'sizes-lie' });
  return Buffer.concat(kept).toString('utf8');
}
