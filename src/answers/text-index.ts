/** An index of short texts by their words: built once, then only read. */
import { atOnce, beginningOf, placesOf, tablesOf, wordsIn, type IndexTables, type Postings } from './index-tables.ts';
import { remembered } from './remembered.ts';

/** What was found among the items of a range. */
export interface Scored {
  /** Items that have any of the words, in the order in which they were met. */
  readonly items: Int32Array;
  /** By item, counted from the first of the range; 0 = has none of the words. */
  readonly scores: Float64Array;
}

export interface TextIndex {
  readonly size: number;
  readonly tables: IndexTables;
  /**
   * How well each item of the range fits the words (BM25, words counted within the range alone), as a share of what an item with all of
   * them once would have: item → above 0.
   * @param from first item of the range @param to behind its last one
   */
  fit(terms: readonly string[], from?: number, to?: number): ReadonlyMap<number, number>;
  /**
   * The same, told one by one in the order in which they are met: for a wide range far cheaper than a map.
   * @param most where more places than that would have to be looked at, the words that say least are left out
   */
  eachFit(
    terms: readonly string[],
    each: (item: number, fit: number) => void,
    from?: number,
    to?: number,
    most?: number,
  ): void;
  /** Likeness of each item with the words as a whole, 0 to 1 (cosine): for items that are as short as a question. */
  likeness(terms: readonly string[], from?: number, to?: number): ReadonlyMap<number, number>;
  /** The same, far cheaper for a wide range. */
  likenesses(terms: readonly string[], from?: number, to?: number): Scored;
}

/** Usual strength of repetition and of length. */
const REPEATED = 1.2;
const LENGTH = 0.75;

/** A single character says less than a pair, a group of synonyms more. */
const weightOf = (term: string): number => (term.startsWith('=') ? 1.5 : [...term].length === 1 ? 0.4 : 1);
const rarity = (found: number, of: number): number => Math.log(1 + (of - found + 0.5) / (found + 0.5));

export const textIndexOf = (items: readonly (readonly string[])[]): TextIndex => textIndexIn(atOnce(tablesOf(items)));

/** A word that is sought, each but once. */
interface Sought {
  /** Where it stands, in all items. */
  readonly places: Postings;
  readonly weight: number;
}
interface Weighed extends Postings {
  readonly weight: number;
}

/** Empty between searches: all scores 0. */
interface Scratch {
  readonly scores: Float64Array;
  readonly items: Int32Array;
}

export function textIndexIn(tables: IndexTables): TextIndex {
  const { ids, counts, lengths } = tables;
  const size = lengths.length;
  const handicaps = handicapsOf(lengths);
  /** Words are looked up once, in however many ranges they are sought. */
  const soughtOf = remembered((terms: readonly string[]): readonly Sought[] =>
    [...new Set(terms)].map((term) => ({ places: placesOf(tables, term), weight: weightOf(term) })),
  );
  const norms = remembered(normsOf);

  function within(all: Postings, from: number, to: number): Postings {
    if (from === 0 && to >= size) return all;
    const start = firstNotBelow(ids, from, all);
    return { from: start, to: to >= size ? all.to : firstNotBelow(ids, to, { from: start, to: all.to }) };
  }

  /** Held between searches: arrays as wide as the index, made anew each time, would keep the collector busy. */
  let idle: Scratch | null = null;

  const eachFit: TextIndex['eachFit'] = (terms, each, from = 0, to = size, most = Number.POSITIVE_INFINITY) => {
    if (from >= to) return;
    const all = soughtOf(terms).map(({ places, weight }): Weighed => {
      const range = within(places, from, to);
      return { ...range, weight: weight * rarity(range.to - range.from, to - from) };
    });
    const handicap = handicaps(from, to);
    const scratch = idle ?? { scores: new Float64Array(size), items: new Int32Array(size) };
    idle = null;
    const { scores, items } = scratch;
    let met = 0;
    let whole = 0;
    for (const { from: start, to: end, weight } of heaviest(all, most)) {
      whole += weight;
      for (let at = start; at < end; at += 1) {
        const item = ids[at] ?? 0;
        const count = counts[at] ?? 0;
        const before = scores[item] ?? 0;
        if (before === 0) items[met++] = item;
        scores[item] = before + (weight * count * (REPEATED + 1)) / (count + (handicap[item - from] ?? 0));
      }
    }
    for (let n = 0; n < met; n += 1) {
      const item = items[n] ?? 0;
      const score = scores[item] ?? 0;
      scores[item] = 0;
      each(item, score / whole);
    }
    idle = scratch;
  };

  function likenesses(terms: readonly string[], from = 0, to = size): Scored {
    const scores = new Float64Array(to - from);
    const items = new Int32Array(to - from);
    const ofItem = norms(tables);
    let met = 0;
    let own = 0;
    for (const { places, weight } of soughtOf(terms)) {
      // Over all items: the same word weighs the same on both sides. A word that no item has still makes the question another one.
      const square = (weight * rarity(places.to - places.from, size)) ** 2;
      own += square;
      const range = within(places, from, to);
      for (let at = range.from; at < range.to; at += 1) {
        const item = ids[at] ?? 0;
        const before = scores[item - from] ?? 0;
        if (before === 0) items[met++] = item;
        scores[item - from] = before + square;
      }
    }
    const norm = Math.sqrt(own);
    const found = items.subarray(0, met);
    for (const item of found) scores[item - from] = (scores[item - from] ?? 0) / (norm * (ofItem[item] ?? 1));
    return { items: found, scores };
  }

  return {
    ...{ size, tables, eachFit, likenesses },
    fit(terms, from = 0, to = size) {
      const found = new Map<number, number>();
      eachFit(terms, (item, fit) => void found.set(item, fit), from, to);
      return found;
    },
    likeness: (terms, from = 0, to = size) => mapped(likenesses(terms, from, to), from),
  };
}

/** All in their order; where they stand at more places than `most`, those that say most. */
function heaviest(all: readonly Weighed[], most: number): readonly Weighed[] {
  let left = most;
  for (const { from, to } of all) left -= to - from;
  if (left >= 0) return all;
  left = most;
  return all
    .toSorted((a, b) => b.weight - a.weight)
    .filter(({ from, to }) => {
      left -= to - from;
      return left >= 0;
    });
}

const mapped = ({ items, scores }: Scored, from: number): Map<number, number> => {
  const map = new Map<number, number>();
  for (const item of items) map.set(item, scores[item - from] ?? 0);
  return map;
};

/** What the length of each item of a range takes from it, against the mean of the range. */
function handicapsOf(lengths: Int32Array): (from: number, to: number) => Float64Array {
  const held = new Map<number, Float64Array>();
  return (from, to) => {
    const range = from * (lengths.length + 1) + to;
    const before = held.get(range);
    if (before !== undefined) return before;
    const own = lengths.subarray(from, to);
    const mean = own.reduce((sum, length) => sum + length, 0) / Math.max(1, to - from);
    const handicap = new Float64Array(own.length);
    for (const [n, length] of own.entries()) handicap[n] = REPEATED * (1 - LENGTH + (LENGTH * length) / mean);
    // Each document is a range, and there is one of them all: more are not asked for.
    if (held.size > lengths.length) held.clear();
    held.set(range, handicap);
    return handicap;
  };
}

function normsOf(tables: IndexTables): Float64Array {
  const { starts, ids, lengths } = tables;
  const squares = new Float64Array(lengths.length);
  for (let n = 0; n < wordsIn(tables); n += 1) {
    const [from = 0, to = 0] = [starts[n], starts[n + 1]];
    const weight = weightOf(beginningOf(tables, n)) * rarity(to - from, lengths.length);
    for (const item of ids.subarray(from, to)) squares[item] = (squares[item] ?? 0) + weight ** 2;
  }
  return squares.map(Math.sqrt);
}

/** The first place in the range whose item is not below `item`. */
function firstNotBelow(ids: Int32Array, item: number, { from, to }: Postings): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? 0) < item) low = middle + 1;
    else high = middle;
  }
  return low;
}
