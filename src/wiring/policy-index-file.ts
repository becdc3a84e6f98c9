/**
 * The tables of an index as the bytes of a file, and back without reading anything twice. A file is never believed: what is of another form,
 * of other texts, cut short or damaged is none.
 */
import { createHash } from 'node:crypto';
import type { IndexTables } from '../answers/index-tables.ts';
import { termsOfUnit, unitsInOrder, type PackShelf } from '../answers/shelf.ts';
import type { PolicyDocument } from '../domain/policy.ts';

/** Another one whenever the form of the file changes. */
const FORM = 'zhucun-policy-index-1\n';

/** Form, order of bytes, key, checksum; then how long each table is. */
const place = { order: 24, key: 28, sum: 60, sizes: 92, tables: 120 };
const ORDER = 0x01020304;
const names = ['lengths', 'starts', 'ids', 'counts', 'spellingStarts', 'spellings', 'slots'] as const;
const narrow: ReadonlySet<string> = new Set(['counts', 'spellings']);

/** So many bytes are summed up before other work may come in between. */
const STRETCH = 1 << 20;

/** Units whose words are put into the key: when texts are taken apart in another way, the file is of no use. */
const SAMPLED = 16;

/** Names the index of just these texts, with these synonyms, taken apart as they are now: 32 bytes. */
export function* keyOf(packs: PackShelf, documents: readonly PolicyDocument[]): Generator<void, Buffer> {
  const units = unitsInOrder(packs, documents);
  const hash = createHash('sha256').update(`${FORM}${JSON.stringify(packs.groups)}`);
  const every = Math.max(1, Math.floor(units.length / SAMPLED));
  for (const [n, unit] of units.entries()) {
    hash.update(JSON.stringify([unit.chapter, unit.text]));
    if (n % every === 0) hash.update(JSON.stringify(termsOfUnit(unit, packs.synonyms)));
    yield;
  }
  return hash.digest();
}

export function* bytesOf(tables: IndexTables, key: Uint8Array): Generator<void, Uint8Array> {
  const { starts, end } = layoutOf(names.map((name) => tables[name].length));
  const bytes = Buffer.alloc(end);
  bytes.write(FORM, 'latin1');
  new Uint32Array(bytes.buffer, bytes.byteOffset + place.order, 1).set([ORDER]);
  bytes.set(key, place.key);
  new Uint32Array(bytes.buffer, bytes.byteOffset + place.sizes, names.length).set(
    names.map((name) => tables[name].length),
  );
  for (const [n, name] of names.entries()) {
    const { buffer, byteOffset, byteLength } = tables[name];
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), starts[n]);
    yield;
  }
  bytes.set(yield* sumOf(bytes), place.sum);
  return bytes;
}

/** The tables lie in the bytes themselves. null where these are not the tables of that key, whole and sound. */
export function* tablesIn(read: Uint8Array, key: Uint8Array): Generator<void, IndexTables | null> {
  if (read.length < place.tables) return null;
  // Numbers can only be read in place where they are aligned.
  const bytes = read.byteOffset % 4 === 0 ? Buffer.from(read.buffer, read.byteOffset, read.length) : Buffer.from(read);
  if (bytes.toString('latin1', 0, FORM.length) !== FORM) return null;
  if (new Uint32Array(bytes.buffer, bytes.byteOffset + place.order, 1)[0] !== ORDER) return null;
  if (!bytes.subarray(place.key, place.key + 32).equals(key)) return null;
  const sizes = new Uint32Array(bytes.buffer, bytes.byteOffset + place.sizes, names.length);
  const { starts, end } = layoutOf([...sizes]);
  if (end !== bytes.length) return null;
  if (!bytes.subarray(place.sum, place.sum + 32).equals(yield* sumOf(bytes))) return null;
  const wide = (n: number): Int32Array => new Int32Array(bytes.buffer, bytes.byteOffset + (starts[n] ?? 0), sizes[n]);
  const short = (n: number): Uint16Array =>
    new Uint16Array(bytes.buffer, bytes.byteOffset + (starts[n] ?? 0), sizes[n]);
  return {
    ...{ lengths: wide(0), starts: wide(1), ids: wide(2), counts: short(3) },
    ...{ spellingStarts: wide(4), spellings: short(5), slots: wide(6) },
  };
}

/** Where each table begins, a multiple of four, and where the last one ends. */
function layoutOf(sizes: readonly number[]): { readonly starts: readonly number[]; readonly end: number } {
  const starts: number[] = [];
  let end = place.tables;
  for (const [n, name] of names.entries()) {
    starts.push(end);
    end += Math.ceil(((sizes[n] ?? 0) * (narrow.has(name) ? 2 : 4)) / 4) * 4;
  }
  return { starts, end };
}

/** Of all but itself. */
function* sumOf(bytes: Uint8Array): Generator<void, Buffer> {
  const hash = createHash('sha256').update(bytes.subarray(0, place.sum));
  for (let at = place.sizes; at < bytes.length; at += STRETCH) {
    hash.update(bytes.subarray(at, Math.min(at + STRETCH, bytes.length)));
    yield;
  }
  return hash.digest();
}
