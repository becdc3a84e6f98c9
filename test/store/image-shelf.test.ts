import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { imageShelf } from '../../src/store/image-shelf.ts';
import { exif, SAMPLE_JPEG, SAMPLE_PNG, segment, withSegments } from '../fakes/sample-images.ts';

let folder: string;
let shelf: ReturnType<typeof imageShelf>;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zhucun-shelf-'));
  shelf = imageShelf(path.join(folder, 'images'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const files = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile())
    .map((f) => path.join(f.parentPath, f.name));
const withPlace = withSegments(SAMPLE_JPEG, segment(0xe1, exif(1)));

describe('an image that is kept', () => {
  test('is named by the hash of what is kept, and can be read again', async () => {
    const kept = await shelf.keep(SAMPLE_PNG, 'image/png');
    const [file] = files();
    const bytes = readFileSync(file!);
    expect(kept).toEqual({
      sha256: createHash('sha256').update(bytes).digest('hex'),
      contentType: 'image/png',
      sizeBytes: bytes.length,
    });
    expect(path.basename(file!)).toBe(kept?.sha256);
    expect(Buffer.from((await shelf.read(kept!.sha256))!)).toEqual(bytes);
  });

  test('says nothing of where and with what it was taken', async () => {
    expect(Buffer.from(withPlace).toString('latin1')).toContain('GPS 29.86');
    await shelf.keep(withPlace, 'image/jpeg');
    expect(readFileSync(files()[0]!, 'latin1')).not.toContain('GPS');
  });

  test('is kept once, however often and at the same time it comes', async () => {
    const kept = await Promise.all(Array.from({ length: 10 }, () => shelf.keep(SAMPLE_PNG, 'image/png')));
    expect(new Set(kept.map((k) => k?.sha256)).size).toBe(1);
    expect(files()).toHaveLength(1);
  });

  test('is the owner’s alone on the disk', async () => {
    await shelf.keep(SAMPLE_PNG, 'image/png');
    expect(statSync(files()[0]!).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(files()[0]!)).mode & 0o777).toBe(0o700);
  });
});

describe('what is not kept', () => {
  test.each([
    ['half an image', SAMPLE_JPEG.subarray(0, 40), 'image/jpeg'],
    ['an image under another type', SAMPLE_PNG, 'image/jpeg'],
    ['a page', Buffer.from('<html><script>1</script></html>'), 'image/png'],
    ['nothing', new Uint8Array(), 'image/png'],
    ['a type that is none of an image', SAMPLE_PNG, 'text/html'],
  ])('is %s', async (_, bytes, type) => {
    expect(await shelf.keep(bytes, type)).toBeNull();
    expect(files()).toEqual([]);
  });
});

describe('reading', () => {
  test('gives nothing for what is not there', async () => {
    expect(await shelf.read('0'.repeat(64))).toBeNull();
  });

  test.each(['', '..', '../secret', '../../secret', 'A'.repeat(64), `${'0'.repeat(63)}/`, `${'0'.repeat(64)}\n`])(
    'gives nothing for %j, which is no hash',
    async (name) => {
      writeFileSync(path.join(folder, 'secret'), 'secret');
      expect(await shelf.read(name)).toBeNull();
    },
  );
});
