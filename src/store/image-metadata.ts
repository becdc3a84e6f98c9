/**
 * Images without what they tell about the person who took them: where, when, with what device, under which name. Pixels
 * are not touched. Only what is known to be needed for showing the picture is kept, so an unknown block is dropped.
 */
import { jpegWithoutMetadata } from './jpeg-metadata.ts';

/** Those that are understood. */
export const imageTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;

/**
 * @param bytes a whole file
 * @param contentType image/jpeg, image/png or image/webp
 * @returns the cleaned file (the same bytes when cleaned again); null when it is not a whole image of that type
 */
export function withoutMetadata(bytes: Uint8Array, contentType: string): Uint8Array | null {
  if (contentType === 'image/jpeg') return jpegWithoutMetadata(bytes);
  if (contentType === 'image/png') return pngWithoutMetadata(bytes);
  return contentType === 'image/webp' ? webpWithoutMetadata(bytes) : null;
}

const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const PNG_CHUNKS = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD hIST sPLT cICP acTL fcTL fdAT'.split(' '),
);
const WEBP_CHUNKS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Flags of VP8X that announce EXIF and XMP. */
const WEBP_METADATA_FLAGS = 0x0c;

interface Chunk {
  readonly type: string;
  readonly bytes: Uint8Array;
}

const ascii = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function pngWithoutMetadata(bytes: Uint8Array): Uint8Array | null {
  const chunks = pngChunks(bytes);
  const types = new Set(chunks?.map(({ type }) => type));
  if (chunks?.[0]?.type !== 'IHDR' || !types.has('IDAT') || !types.has('IEND')) return null;
  return joined([PNG_SIGNATURE, ...chunks.filter(({ type }) => PNG_CHUNKS.has(type)).map((chunk) => chunk.bytes)]);
}

/** Chunks up to IEND: length, type, data, checksum. Whatever follows is no part of the picture. */
function pngChunks(bytes: Uint8Array): Chunk[] | null {
  if (!PNG_SIGNATURE.every((byte, n) => bytes[n] === byte)) return null;
  const view = viewOf(bytes);
  const chunks: Chunk[] = [];
  for (let at = PNG_SIGNATURE.length; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return null;
    const type = ascii(bytes.subarray(at + 4, at + 8));
    chunks.push({ type, bytes: bytes.subarray(at, end) });
    if (type === 'IEND') return chunks;
    at = end;
  }
  return null;
}

function webpWithoutMetadata(bytes: Uint8Array): Uint8Array | null {
  const chunks = webpChunks(bytes);
  if (!chunks?.some(({ type }) => ['VP8 ', 'VP8L', 'ANMF'].includes(type))) return null;
  const kept = chunks.filter(({ type }) => WEBP_CHUNKS.has(type)).map(withoutFlags);
  const header = new Uint8Array(12);
  header.set(Buffer.from('RIFF'), 0);
  viewOf(header).setUint32(4, 4 + kept.reduce((sum, chunk) => sum + chunk.length, 0), true);
  header.set(Buffer.from('WEBP'), 8);
  return joined([header, ...kept]);
}

/** Chunks of the container: type, length (little-endian), data, a zero where the length is odd. */
function webpChunks(bytes: Uint8Array): Chunk[] | null {
  if (bytes.length < 12 || ascii(bytes.subarray(0, 4)) !== 'RIFF' || ascii(bytes.subarray(8, 12)) !== 'WEBP') {
    return null;
  }
  const view = viewOf(bytes);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) return null;
  const chunks: Chunk[] = [];
  for (let at = 12; at + 8 <= end;) {
    const length = view.getUint32(at + 4, true);
    const next = at + 8 + length + (length % 2);
    if (next > end) return null;
    chunks.push({ type: ascii(bytes.subarray(at, at + 4)), bytes: bytes.subarray(at, next) });
    at = next;
  }
  return chunks;
}

function withoutFlags({ type, bytes }: Chunk): Uint8Array {
  if (type !== 'VP8X') return bytes;
  const cleared = bytes.slice();
  cleared[8] = (cleared[8] ?? 0) & ~WEBP_METADATA_FLAGS;
  return cleared;
}
