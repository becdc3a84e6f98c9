/** Whole images of 6 × 4 pixels as Chromium encodes them, and ways to plant metadata in them. */

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

export const SAMPLE_JPEG = bytesOf(
  [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAA',
    'ABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1',
    'AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAP',
    'KnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/',
    '2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK0',
    '6kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAEAAYDASIAAhEBAxEB/8QAFQABAQAA',
    'AAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAwT/xAAYEQADAQEAAAAAAAAAAAAAAAAAAQ',
    'MyM//aAAwDAQACEQMRAD8AmAWxwg79Gf/Z',
  ].join(''),
);
export const SAMPLE_PNG = bytesOf(
  [
    'iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAYAAACtBE5DAAAAJUlEQVR4AZTJMQ0AAAwCwQZLeKpaPNGJsQOf3PQQ6eDKgXnqxwEAAP//CpQSbA',
    'AAAAZJREFUAwCssg3IVxTTYgAAAABJRU5ErkJggg==',
  ].join(''),
);
export const SAMPLE_WEBP = bytesOf(
  [
    'UklGRhwCAABXRUJQVlA4WAoAAAAgAAAABQAAAwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAA',
    'ABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1',
    'AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAP',
    'KnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZW',
    'UDggLgAAAHABAJ0BKgYABAAEAGglqAJ0AUAAAP7i4LJbAR8nZfZ/tM/4zDbWV/t96CsAAAA=',
  ].join(''),
);

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const text = (words: string): Uint8Array => new Uint8Array(Buffer.from(words, 'latin1'));
const big = (value: number, bytes: number): number[] =>
  [...Array(bytes).keys()].map((n) => (value >>> (8 * (bytes - 1 - n))) & 255);

/** A JPEG segment. */
export const segment = (marker: number, payload: Uint8Array): Uint8Array =>
  joined(Uint8Array.of(0xff, marker, ...big(payload.length + 2, 2)), payload);

/** Puts segments right behind the start of a JPEG. */
export const withSegments = (jpeg: Uint8Array, ...segments: readonly Uint8Array[]): Uint8Array =>
  joined(jpeg.subarray(0, 2), ...segments, jpeg.subarray(2));

/** EXIF with an orientation and, as real cameras have, a maker's note; little-endian or big-endian. */
export function exif(
  orientation: number,
  note = 'GPS 29.86,107.73 Phone of Zhang San',
  littleEndian = true,
): Uint8Array {
  const tiff = new DataView(new ArrayBuffer(8 + 2 + 12 + 4));
  tiff.setUint16(0, littleEndian ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, littleEndian);
  tiff.setUint32(4, 8, littleEndian);
  tiff.setUint16(8, 1, littleEndian);
  tiff.setUint16(10, 0x0112, littleEndian);
  tiff.setUint16(12, 3, littleEndian);
  tiff.setUint32(14, 1, littleEndian);
  tiff.setUint16(18, orientation, littleEndian);
  return segment(0xe1, joined(text('Exif\0\0'), new Uint8Array(tiff.buffer), text(note)));
}

/** Puts a chunk behind IHDR of a PNG; its checksum is not looked at. */
export function withPngChunk(png: Uint8Array, type: string, payload: string): Uint8Array {
  const chunk = joined(Uint8Array.from(big(payload.length, 4)), text(type), text(payload), new Uint8Array(4));
  return joined(png.subarray(0, 33), chunk, png.subarray(33));
}

/** Appends a chunk to a WebP with a VP8X header, announces it there and mends the size. */
export function withWebpChunk(webp: Uint8Array, type: 'EXIF' | 'XMP ', payload: string): Uint8Array {
  const padded = payload.length % 2 === 0 ? payload : `${payload}\0`;
  const length = Uint8Array.from(big(payload.length, 4).reverse());
  const grown = joined(webp, text(type), length, text(padded));
  const view = new DataView(grown.buffer, grown.byteOffset);
  view.setUint32(4, grown.length - 8, true);
  view.setUint8(20, view.getUint8(20) | (type === 'EXIF' ? 8 : 4));
  return grown;
}

/** A JPEG of about `bytes` bytes: the sample with its scan repeated, whole by its structure. */
export function largeJpeg(bytes: number): Uint8Array {
  const filler: Uint8Array[] = [];
  for (let size = 0; size < bytes; size += 65_000)
    filler.push(segment(0xe2, joined(text('ICC_PROFILE\0'), new Uint8Array(64_980))));
  return withSegments(SAMPLE_JPEG, ...filler);
}
