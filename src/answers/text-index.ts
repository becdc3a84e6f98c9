/** An index of short texts by their words: built once, then only read. */

/** Where a word stands, and how often: `items[from..to)` rise. */
interface Postings {
  readonly from: number;
  readonly to: number;
}

export interface TextIndex {
  readonly size: number;
  /**
   * How well each item of the range fits the words (BM25, words counted within the range alone), as a share of what an item with all of
   * them once would have: item → above 0.
   * @param from first item of the range @param to behind its last one
   */
  fit(terms: readonly string[], from?: number, to?: number): ReadonlyMap<number, number>;
  /** Likeness of each item with the words as a whole, 0 to 1 (cosine): for items that are as short as a question. */
  likeness(terms: readonly string[], from?: number, to?: number): ReadonlyMap<number, number>;
}

/** Usual strength of repetition and of length. */
const REPEATED = 1.2;
const LENGTH = 0.75;

/** A single character says less than a pair, a group of synonyms more. */
const weightOf = (term: string): number => (term.startsWith('=') ? 1.5 : [...term].length === 1 ? 0.4 : 1);

export function textIndexOf(items: readonly (readonly string[])[]): TextIndex {
  const { postings, ids, counts, lengths } = gathered(items);
  const total = prefixSums(lengths);

  function within(term: string, from: number, to: number): Postings | null {
    const all = postings.get(term);
    if (all === undefined) return null;
    const start = firstNotBelow(ids, from, all);
    const end = to >= items.length ? all.to : firstNotBelow(ids, to, { from: start, to: all.to });
    return start < end ? { from: start, to: end } : null;
  }

  const rarity = (found: number, of: number): number => Math.log(1 + (of - found + 0.5) / (found + 0.5));

  /** Over all items: the same word weighs the same on both sides. */
  const weights = new Map<string, number>();
  for (const [term, { from, to }] of postings) weights.set(term, weightOf(term) * rarity(to - from, items.length));
  const norms = normsOf(items, weights);

  return {
    size: items.length,
    fit(terms, from = 0, to = items.length) {
      const scores = new Map<number, number>();
      let whole = 0;
      const mean = ((total[to] ?? 0) - (total[from] ?? 0)) / Math.max(1, to - from);
      for (const term of new Set(terms)) {
        const range = within(term, from, to);
        const weight = weightOf(term) * rarity(range === null ? 0 : range.to - range.from, to - from);
        whole += weight;
        if (range === null) continue;
        for (let at = range.from; at < range.to; at += 1) {
          const item = ids[at]!;
          const count = counts[at]!;
          const long = 1 - LENGTH + (LENGTH * lengths[item]!) / mean;
          const score = (weight * count * (REPEATED + 1)) / (count + REPEATED * long);
          scores.set(item, (scores.get(item) ?? 0) + score);
        }
      }
      for (const [item, score] of scores) scores.set(item, score / whole);
      return scores;
    },
    likeness(terms, from = 0, to = items.length) {
      const common = new Map<number, number>();
      let own = 0;
      // A word that no item has still makes the question another one.
      const unknown = rarity(0, items.length);
      for (const term of new Set(terms)) {
        const weight = weights.get(term) ?? weightOf(term) * unknown;
        own += weight ** 2;
        const range = within(term, from, to);
        if (range === null) continue;
        for (let at = range.from; at < range.to; at += 1)
          common.set(ids[at]!, (common.get(ids[at]!) ?? 0) + weight ** 2);
      }
      const norm = Math.sqrt(own);
      return new Map([...common].map(([item, shared]) => [item, shared / (norm * norms[item]!)]));
    },
  };
}

interface Gathered {
  readonly postings: ReadonlyMap<string, Postings>;
  readonly ids: Int32Array;
  readonly counts: Uint16Array;
  /** How many words an item has. */
  readonly lengths: Int32Array;
}

function gathered(items: readonly (readonly string[])[]): Gathered {
  const lists = new Map<string, number[]>();
  let size = 0;
  for (const [item, terms] of items.entries())
    for (const [term, count] of counted(terms)) {
      const list = lists.get(term);
      if (list === undefined) lists.set(term, [item, count]);
      else list.push(item, count);
      size += 1;
    }
  const ids = new Int32Array(size);
  const counts = new Uint16Array(size);
  const postings = new Map<string, Postings>();
  let at = 0;
  for (const [term, list] of lists) {
    const from = at;
    for (let n = 0; n < list.length; n += 2, at += 1) {
      ids[at] = list[n]!;
      counts[at] = Math.min(list[n + 1]!, 0xffff);
    }
    postings.set(term, { from, to: at });
  }
  return { postings, ids, counts, lengths: Int32Array.from(items, ({ length }) => length) };
}

function counted(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

function prefixSums(lengths: Int32Array): Float64Array {
  const sums = new Float64Array(lengths.length + 1);
  for (const [n, length] of lengths.entries()) sums[n + 1] = sums[n]! + length;
  return sums;
}

const normsOf = (items: readonly (readonly string[])[], weights: ReadonlyMap<string, number>): Float64Array =>
  Float64Array.from(items, (terms) =>
    Math.sqrt([...new Set(terms)].reduce((sum, term) => sum + (weights.get(term) ?? 0) ** 2, 0)),
  );

/** The first place in the range whose item is not below `item`. */
function firstNotBelow(ids: Int32Array, item: number, { from, to }: Postings): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ids[middle]! < item) low = middle + 1;
    else high = middle;
  }
  return low;
}
