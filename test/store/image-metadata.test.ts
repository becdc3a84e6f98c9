import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutMetadata } from '../../src/store/image-metadata.ts';
import {
  SAMPLE_JPEG,
  SAMPLE_PNG,
  SAMPLE_WEBP,
  exif,
  segment,
  withPngChunk,
  withSegments,
  withWebpChunk,
} from '../fakes/sample-images.ts';

const latin = (words: string): Uint8Array => new Uint8Array(Buffer.from(words, 'latin1'));
const says = (bytes: Uint8Array | null, words: string): boolean => Buffer.from(bytes ?? []).includes(words);
const cleaned = (bytes: Uint8Array, contentType: string): Uint8Array => {
  const result = withoutMetadata(bytes, contentType);
  expect(result).not.toBeNull();
  return result!;
};

describe('JPEG', () => {
  const jpeg = (...segments: Uint8Array[]): Uint8Array => withSegments(SAMPLE_JPEG, ...segments);

  it('comes back byte for byte when there is nothing to remove', () => {
    expect(cleaned(SAMPLE_JPEG, 'image/jpeg')).toEqual(SAMPLE_JPEG);
  });

  it.each([
    ['EXIF with a place', exif(1)],
    ['XMP', segment(0xe1, latin('http://ns.adobe.com/xap/1.0/\0<x>Phone of Zhang San</x>'))],
    ['IPTC captions', segment(0xed, latin('Photoshop 3.0\0Phone of Zhang San'))],
    ['a comment', segment(0xfe, latin('Phone of Zhang San'))],
    ['an index of previews', segment(0xe2, latin('MPF\0Phone of Zhang San'))],
    ['a thumbnail of its own', segment(0xe0, latin('JFXX\0Phone of Zhang San'))],
    ['a block nobody knows', segment(0xea, latin('Phone of Zhang San'))],
  ])('loses %s, and its pixels stay as they were', (_what, planted) => {
    expect(cleaned(jpeg(planted), 'image/jpeg')).toEqual(SAMPLE_JPEG);
  });

  it.each([3, 6, 8])('keeps orientation %i, from either byte order, and nothing else of EXIF', (orientation) => {
    for (const littleEndian of [true, false]) {
      const result = cleaned(jpeg(exif(orientation, 'Phone of Zhang San', littleEndian)), 'image/jpeg');
      expect(says(result, 'Zhang')).toBe(false);
      expect(result.length).toBe(SAMPLE_JPEG.length + 36);
      expect(result[2 + 4 + 6 + 19]).toBe(orientation);
      expect(cleaned(result, 'image/jpeg')).toEqual(result);
    }
  });

  it('takes an impossible orientation or a directory that points nowhere for none', () => {
    expect(cleaned(jpeg(exif(9)), 'image/jpeg')).toEqual(SAMPLE_JPEG);
    const lost = segment(0xe1, Uint8Array.from([...latin('Exif\0\0MM\0*'), 0x7f, 0xff, 0xff, 0xff]));
    expect(cleaned(jpeg(lost), 'image/jpeg')).toEqual(SAMPLE_JPEG);
  });

  it('drops what a phone appends behind the picture', () => {
    const appended = new Uint8Array(Buffer.concat([SAMPLE_JPEG, SAMPLE_JPEG, latin('Phone of Zhang San')]));
    expect(cleaned(appended, 'image/jpeg')).toEqual(SAMPLE_JPEG);
  });

  it('empties the thumbnail inside JFIF', () => {
    const header = Uint8Array.from([...latin('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 2, 1, ...latin('abcdef')]);
    const result = cleaned(
      new Uint8Array(Buffer.concat([SAMPLE_JPEG.subarray(0, 2), segment(0xe0, header), SAMPLE_JPEG.subarray(20)])),
      'image/jpeg',
    );
    expect(result).toEqual(SAMPLE_JPEG);
  });

  it('is refused when cut off, at any byte', () => {
    for (let length = 0; length < SAMPLE_JPEG.length; length += 1) {
      expect(withoutMetadata(SAMPLE_JPEG.subarray(0, length), 'image/jpeg')).toBeNull();
    }
  });
});

describe('PNG', () => {
  it.each(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'zhXX'])(
    'loses a %s chunk, and its pixels stay as they were',
    (type) => {
      const result = cleaned(withPngChunk(SAMPLE_PNG, type, 'Author\0Zhang San'), 'image/png');
      expect(result).toEqual(SAMPLE_PNG);
    },
  );

  it('keeps the chunk that makes it transparent', () => {
    const transparent = withPngChunk(SAMPLE_PNG, 'tRNS', '\0\0');
    expect(cleaned(transparent, 'image/png')).toEqual(transparent);
  });

  it('drops what follows its end and is refused when cut off', () => {
    expect(cleaned(new Uint8Array(Buffer.concat([SAMPLE_PNG, latin('zip')])), 'image/png')).toEqual(SAMPLE_PNG);
    for (let length = 0; length < SAMPLE_PNG.length; length += 1) {
      expect(withoutMetadata(SAMPLE_PNG.subarray(0, length), 'image/png')).toBeNull();
    }
  });
});

describe('WebP', () => {
  it.each(['EXIF', 'XMP '] as const)('loses its %s chunk and no longer announces it', (type) => {
    for (const payload of ['Zhang San', 'Zhang San!']) {
      expect(cleaned(withWebpChunk(SAMPLE_WEBP, type, payload), 'image/webp')).toEqual(SAMPLE_WEBP);
    }
  });

  it('is refused when cut off', () => {
    for (let length = 0; length < SAMPLE_WEBP.length; length += 1) {
      expect(withoutMetadata(SAMPLE_WEBP.subarray(0, length), 'image/webp')).toBeNull();
    }
  });
});

describe('any bytes', () => {
  const samples = [
    ['image/jpeg', SAMPLE_JPEG],
    ['image/png', SAMPLE_PNG],
    ['image/webp', SAMPLE_WEBP],
  ] as const;

  it('are cleaned or refused, never throw, and a cleaned image stays as it is when cleaned again', () => {
    const edits = fc.array(fc.tuple(fc.nat(700), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...samples), edits, ([contentType, sample], changes) => {
        const bytes = sample.slice();
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const once = withoutMetadata(bytes, contentType);
        if (once !== null) expect(withoutMetadata(once, contentType)).toEqual(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('of another type than declared are refused', () => {
    for (const [contentType] of samples) {
      for (const [, sample] of samples.filter(([other]) => other !== contentType)) {
        expect(withoutMetadata(sample, contentType)).toBeNull();
      }
    }
    expect(withoutMetadata(SAMPLE_PNG, 'image/svg+xml')).toBeNull();
  });
});
