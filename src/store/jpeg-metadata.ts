/** JPEG without what a camera or an editor wrote about the picture: place, time, device, captions, previews. */

const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const JFIF_PAYLOAD = 14;

interface Segment {
  readonly marker: number;
  /** Offset of the 0xFF. */
  readonly start: number;
  /** One past its last byte; for a scan, past its compressed data too. */
  readonly end: number;
}

const SOI = Uint8Array.of(0xff, 0xd8);

/** @returns the picture with the bytes of its pixels unchanged; null when it is not a whole JPEG */
export function jpegWithoutMetadata(bytes: Uint8Array): Uint8Array | null {
  const segments = segmentsOf(bytes);
  if (segments === null || !segments.some(({ marker }) => marker === START_OF_SCAN)) return null;
  const parts: Uint8Array[] = [SOI];
  let orientation = 1;
  for (const segment of segments) {
    const kept = keptPart(bytes, segment);
    if (kept !== null) parts.push(kept);
    if (segment.marker !== APP1 || orientation !== 1) continue;
    orientation = orientationOf(bytes.subarray(segment.start + 4, segment.end));
    if (orientation !== 1) parts.push(orientationSegment(orientation));
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** Up to the end of the first image: some phones append previews, videos and places after it. */
function segmentsOf(bytes: Uint8Array): Segment[] | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const segments: Segment[] = [];
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = endOf(bytes, at, marker);
    if (end === null) return null;
    segments.push({ marker, start: at, end });
    if (marker === END_OF_IMAGE) return segments;
    at = end;
  }
  return null;
}

function endOf(bytes: Uint8Array, at: number, marker: number): number | null {
  if (marker === END_OF_IMAGE || marker === 0x01 || isRestart(marker)) return at + 2;
  const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  const end = at + 2 + length;
  if (marker === 0 || length < 2 || end > bytes.length) return null;
  return marker === START_OF_SCAN ? endOfScan(bytes, end) : end;
}

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/** In compressed data 0xFF stands before 0 (a stuffed byte) or a restart; anything else is the next segment. */
function endOfScan(bytes: Uint8Array, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return null;
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  return null;
}

/** What decoding and colour need stays; of the application's own segments that is JFIF, ICC and Adobe's. */
function keptPart(bytes: Uint8Array, { marker, start, end }: Segment): Uint8Array | null {
  const segment = bytes.subarray(start, end);
  if (marker === APP0) return hasName(segment, 'JFIF\0') ? jfifWithoutThumbnail(segment) : null;
  if (marker === APP2) return hasName(segment, 'ICC_PROFILE\0') ? segment : null;
  if (marker === APP14) return hasName(segment, 'Adobe') ? segment : null;
  return marker === COMMENT || (marker >= APP1 && marker <= APP15) ? null : segment;
}

const hasName = (segment: Uint8Array, name: string): boolean =>
  Buffer.from(segment.subarray(4, 4 + name.length)).toString('latin1') === name;

function jfifWithoutThumbnail(segment: Uint8Array): Uint8Array | null {
  if (segment.length < 4 + JFIF_PAYLOAD) return null;
  const kept = segment.slice(0, 4 + JFIF_PAYLOAD);
  kept.set([0, 2 + JFIF_PAYLOAD], 2);
  kept.set([0, 0], 2 + JFIF_PAYLOAD);
  return kept;
}

/** The turn (1–8) that EXIF asks viewers for; without it a photo taken upright would lie on its side. 1 = none. */
function orientationOf(payload: Uint8Array): number {
  if (Buffer.from(payload.subarray(0, 6)).toString('latin1') !== 'Exif\0\0') return 1;
  const tiff = new DataView(payload.buffer, payload.byteOffset + 6, payload.byteLength - 6);
  try {
    const little = tiff.getUint16(0) === 0x4949;
    const directory = tiff.getUint32(4, little);
    const entries = tiff.getUint16(directory, little);
    for (let n = 0; n < entries; n += 1) {
      const entry = directory + 2 + n * 12;
      if (tiff.getUint16(entry, little) !== 0x0112) continue;
      const value = tiff.getUint16(entry + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  } catch (error) {
    // A directory that points outside the segment says nothing.
    if (!(error instanceof RangeError)) throw error;
  }
  return 1;
}

/** An EXIF segment that holds the orientation and nothing else. */
function orientationSegment(orientation: number): Uint8Array {
  const header = [0xff, APP1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1];
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  return Uint8Array.from([...header, ...tiff, ...entry, 0, 0, 0, 0]);
}
