/** The index of the imported texts in a file: read back as it was, never believed when it is not whole, made anew when the texts are others. */
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nearestAmong } from '../../src/answers/among.ts';
import { atOnce, tablesOf } from '../../src/answers/index-tables.ts';
import { packShelfOf, shelfOf } from '../../src/answers/shelf.ts';
import { termsOf } from '../../src/answers/terms.ts';
import { textIndexIn, textIndexOf } from '../../src/answers/text-index.ts';
import type { PolicyDocument } from '../../src/domain/policy.ts';
import { bytesOf, keyOf, tablesIn } from '../../src/wiring/policy-index-file.ts';
import { indexFolder, shelfBesideWork } from '../../src/wiring/policy-index.ts';
import { packOf, point, textOf, unit } from './small-shelf.ts';

const groups = [
  ['补贴', '补助'],
  ['队长', '头儿'],
];
const packs = packShelfOf([packOf('jia', '示甲县驻村细则', { points: [point('一', '队长批假', ['头儿谁'])] })], groups);
const documents: readonly PolicyDocument[] = [
  textOf('text-a', [
    unit('第一条', '示例：补助每天五元，由队长发放。'),
    unit('第二条', '示例：每月住村二十天。', '第二章'),
  ]),
  textOf('text-b', [unit('第一条', '示例：请假三天以内由头儿批准。')]),
];
const key = atOnce(keyOf(packs, documents));

const words = fc.array(fc.constantFrom('补', '助', '补助', '=1', '住村', 'abc', '15', '𠮷', '每'), { maxLength: 12 });

describe('tables in bytes', () => {
  test('whatever was indexed scores the same when it is read back', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 20 }), words, fc.nat(20), fc.nat(20), (items, sought, a, b) => {
        const index = textIndexOf(items);
        const read = atOnce(tablesIn(atOnce(bytesOf(index.tables, key)), key));
        expect(read).toEqual(index.tables);
        const back = textIndexIn(read!);
        const [from, to] = [Math.min(a, b, items.length), Math.min(Math.max(a, b), items.length)];
        for (const range of [[], [from, to]]) {
          expect(back.fit(sought, ...range)).toEqual(index.fit(sought, ...range));
          expect(back.likeness(sought, ...range)).toEqual(index.likeness(sought, ...range));
        }
      }),
    );
  });

  test('told one by one it is the same, and a search in between spoils nothing', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 20 }), words, words, (items, sought, others) => {
        const index = textIndexOf(items);
        const fresh = textIndexOf(items);
        const told = new Map<number, number>();
        index.eachFit(sought, (item, fit) => {
          index.fit(others);
          told.set(item, fit);
        });
        expect(told).toEqual(fresh.fit(sought));
        expect(index.fit(others)).toEqual(fresh.fit(others));
      }),
    );
  });

  test('of words that stand at too many places those that say least are left out', () => {
    const index = textIndexOf([['常', '稀'], ['常'], ['常'], ['常']]);
    const told: number[] = [];
    index.eachFit(['常', '稀'], (item) => told.push(item), 0, 4, 2);
    expect(told).toEqual([0]);
  });

  test('any byte that is another, any length that is another, any other key: no tables', () => {
    const bytes = atOnce(bytesOf(shelfOf([], documents, groups).units.tables, key));
    expect(atOnce(tablesIn(bytes, key))).not.toBeNull();
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const other = Uint8Array.from(bytes);
        other[at] = (other[at]! + by) % 256;
        expect(atOnce(tablesIn(other, key))).toBeNull();
        expect(atOnce(tablesIn(bytes.subarray(0, at), key))).toBeNull();
      }),
    );
    expect(atOnce(tablesIn(Buffer.concat([bytes, Buffer.alloc(4)]), key))).toBeNull();
    expect(atOnce(tablesIn(bytes, Buffer.alloc(32)))).toBeNull();
    expect(atOnce(tablesIn(Buffer.from('示例：别的文件'.repeat(40)), key))).toBeNull();
  });

  test('bytes that lie at an odd place are read all the same', () => {
    const { tables } = textIndexOf([['补助', '每'], ['每']]);
    const bytes = atOnce(bytesOf(tables, key));
    const odd = new Uint8Array(bytes.length + 1).subarray(1);
    odd.set(bytes);
    expect(atOnce(tablesIn(odd, key))).toEqual(tables);
  });

  test('another text, order, chapter or synonym is another key; the same ones the same', () => {
    const [one, two] = documents as [PolicyDocument, PolicyDocument];
    const changed = { ...one, units: one.units.map((u) => ({ ...u, text: `${u.text}又` })) };
    const moved = { ...one, units: one.units.map((u) => ({ ...u, chapter: '别章' })) };
    const keys = [
      ...[documents, [two, one], [changed, two], [moved, two]].map((texts) => atOnce(keyOf(packs, texts))),
      atOnce(keyOf(packShelfOf([], [['补贴', '津贴']]), documents)),
    ].map((made) => made.toString('hex'));
    expect(new Set(keys).size).toBe(keys.length);
    expect(atOnce(keyOf(packs, structuredClone(documents)))).toEqual(key);
  });

  test('making it pauses', () => {
    const steps = tablesOf(Array.from({ length: 50 }, () => ['补助']));
    let pauses = 0;
    while (steps.next().done !== true) pauses += 1;
    expect(pauses).toBeGreaterThanOrEqual(50);
  });
});

describe('in a folder', () => {
  let dataDir: string;
  let folder: string;
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'zhucun-kept-'));
    folder = indexFolder(dataDir);
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const file = (): string => path.join(folder, readdirSync(folder)[0]!);
  const expected = shelfOf([packs.packs[0]!.pack], documents, groups);
  const made = async (texts = documents, where: string | null = folder) => shelfBesideWork(packs, texts, where);

  test('is written once, read afterwards, and for nobody else to read', async () => {
    expect((await made()).units.tables).toEqual(expected.units.tables);
    const before = statSync(file());
    expect(before.mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const shelf = await made();
    expect(statSync(file()).mtimeMs).toBe(before.mtimeMs);
    expect(shelf.units.tables.ids.buffer.byteLength).toBe(before.size); // in the bytes of the file
    expect(shelf.units.tables).toEqual(expected.units.tables);
    expect(shelf.books).toEqual(expected.books);
  });

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['with another byte', (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 300 ? byte ^ 1 : byte)))],
    ['of something else', () => Buffer.from('{"not":"an index"}'.repeat(100))],
  ])('a file %s is made anew', async (_, damaged) => {
    await made();
    const whole = readFileSync(file());
    writeFileSync(file(), damaged(whole));
    expect((await made()).units.tables).toEqual(expected.units.tables);
    expect(readFileSync(file())).toEqual(whole);
  });

  test('other texts have a file of their own, the old one goes, and so does what was left behind long ago', async () => {
    await made();
    const old = file();
    writeFileSync(`${old}.left`, '');
    utimesSync(`${old}.left`, 1, 1);
    writeFileSync(`${old}.now`, '');
    const shelf = await made(documents.slice(1));
    expect(shelf.unitOf).toEqual(documents[1]!.units);
    const names = readdirSync(folder);
    expect(names).toHaveLength(2);
    expect(names).toContain(path.basename(`${old}.now`)); // another process is writing it
    expect(names).not.toContain(path.basename(old));
  });

  test('several that write at once leave one whole file', async () => {
    const shelves = await Promise.all(Array.from({ length: 6 }, () => made()));
    for (const { units } of shelves) expect(units.tables).toEqual(expected.units.tables);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(atOnce(tablesIn(readFileSync(file()), key))).toEqual(expected.units.tables);
  });

  test('without a folder to write to it goes on without a file', async () => {
    const nowhere = path.join(dataDir, 'no', 'data', 'policy-index');
    expect((await made(documents, nowhere)).units.tables).toEqual(expected.units.tables);
    expect((await made(documents, null)).units.tables).toEqual(expected.units.tables);
    writeFileSync(folder, 'a file where the folder would be');
    expect((await made()).units.tables).toEqual(expected.units.tables);
    expect(readdirSync(dataDir)).toEqual(['policy-index']);
  });

  test.skipIf(process.getuid?.() === 0)('a folder that may not be written is left as it is', async () => {
    await made();
    rmSync(file());
    chmodSync(folder, 0o500);
    expect((await made()).units.tables).toEqual(expected.units.tables);
    expect(readdirSync(folder)).toEqual([]);
    chmodSync(folder, 0o700);
  });

  test('no texts, no file', async () => {
    expect((await made([])).unitOf).toEqual([]);
    expect(readdirSync(dataDir)).toEqual([]);
  });
});

describe('among many documents', () => {
  const places = Array.from('甲乙丙丁戊己庚辛').map((letter) => `样${letter}`);
  const many = places.map((place, n) =>
    textOf(`text-${n}`, [unit('第一条', '示例：总的要求。'), unit('第二条', `示例：养蜂补助第${n + 3}类。`)], {
      title: `${place}县办法`,
    }),
  );
  many.push(textOf('text-goats', [unit('第五条', '示例：山羊由队长清点。')]));
  const shelf = shelfOf([], many, groups);
  const nearest = (question: string, books = shelf.books) =>
    nearestAmong(shelf, books, question, termsOf(question, shelf.synonyms), null);

  test('the document with the best article comes first, with the articles that were found', () => {
    const [first] = nearest('山羊谁清点');
    expect(first!.book.id).toBe('text-goats');
    expect(first!.ranking!.articles.map(({ article }) => article)).toEqual(['第五条']);
  });

  test('where a place is named, its own document', () => {
    for (const [n, place] of places.entries())
      expect(nearest(`${place}县的养蜂补助`).map(({ book }) => book.id)).toEqual([`text-${n}`]);
  });

  test('only those that are asked', () => {
    const books = shelf.books.slice(0, 4);
    for (const { book } of nearest('山羊谁清点补助', books)) expect(books).toContain(book);
  });

  test('few are all looked into, each by itself; nothing found is nothing', () => {
    const books = shelf.books.slice(0, 2);
    expect(nearest('山羊', books)).toEqual(books.map((book) => ({ book, ranking: null })));
    expect(nearest('xyz')).toEqual([]);
    expect(nearest('')).toEqual([]);
  });
});
