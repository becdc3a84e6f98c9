import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_FILE_BYTES, fileShelf } from '../../src/store/file-shelf.ts';

const SHEET = { name: '请假台账.xlsx', contentType: 'application/octet-stream' };
const BYTES = new Uint8Array(Buffer.from('PK ledger'));

let folder: string;
let shelf: ReturnType<typeof fileShelf>;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zhucun-shelf-'));
  shelf = fileShelf(path.join(folder, 'files'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const files = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile())
    .map((f) => path.join(f.parentPath, f.name));

describe('a file that is kept', () => {
  test('is named by its hash, keeps its name for people, and can be read again', async () => {
    const kept = await shelf.keep(BYTES, SHEET);
    const sha256 = createHash('sha256').update(BYTES).digest('hex');
    expect(kept).toEqual({ ...SHEET, sha256, sizeBytes: BYTES.length });
    expect(files().map((file) => path.basename(file))).toEqual([sha256]);
    expect(new Uint8Array((await shelf.read(sha256))!)).toEqual(BYTES);
  });

  test('is kept once, however often, under whatever name and at the same time it comes', async () => {
    const names = Array.from({ length: 10 }, (_, n) => `台账${n}.xlsx`);
    const kept = await Promise.all(names.map((name) => shelf.keep(BYTES, { ...SHEET, name })));
    expect(kept.map((one) => one?.name)).toEqual(names);
    expect(files()).toHaveLength(1);
  });

  test('never lies where its name says', async () => {
    await shelf.keep(BYTES, { ...SHEET, name: '../../outside' });
    expect(files().every((file) => file.startsWith(path.join(folder, 'files')))).toBe(true);
    expect(files().some((file) => file.includes('outside'))).toBe(false);
  });

  test('is the owner’s alone on the disk', async () => {
    await shelf.keep(BYTES, SHEET);
    expect(statSync(files()[0]!).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(files()[0]!)).mode & 0o777).toBe(0o700);
  });

  test('may have 20 MB and not a byte more', async () => {
    expect((await shelf.keep(new Uint8Array(MAX_FILE_BYTES), SHEET))?.sizeBytes).toBe(20_000_000);
    rmSync(path.join(folder, 'files'), { recursive: true });
    expect(await shelf.keep(new Uint8Array(MAX_FILE_BYTES + 1), SHEET)).toBeNull();
    expect(await shelf.keep(new Uint8Array(), SHEET)).toBeNull();
    expect(files()).toEqual([]);
  });
});

describe('reading', () => {
  test.each(['', '..', '../secret', 'A'.repeat(64), `${'0'.repeat(64)}\n`, '0'.repeat(64)])(
    'gives nothing for %j',
    async (name) => {
      writeFileSync(path.join(folder, 'secret'), 'secret');
      expect(await shelf.read(name)).toBeNull();
      expect(readFileSync(path.join(folder, 'secret'), 'utf8')).toBe('secret');
    },
  );
});
