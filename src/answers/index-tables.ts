/** The tables of an index of texts by their words: plain arrays of numbers, so that they can be kept in a file and read back as they are. */

export interface IndexTables {
  /** How many words an item has. */
  readonly lengths: Int32Array;
  /** Where the places of each word begin; one more than there are words. */
  readonly starts: Int32Array;
  /** Items that have the word, rising. */
  readonly ids: Int32Array;
  /** How often each has it. */
  readonly counts: Uint16Array;
  /** Where the spelling of each word begins; one more than there are words. */
  readonly spellingStarts: Int32Array;
  /** Code units of the words, one behind the other. */
  readonly spellings: Uint16Array;
  /** Words by the hash of their spelling: 1 + its number, 0 = free. A power of two of them. */
  readonly slots: Int32Array;
}

/** The places of a word in the tables: `ids[from..to)`. */
export interface Postings {
  readonly from: number;
  readonly to: number;
}

/** After so many places the work may pause. */
const PAUSE = 100_000;

/** Made in steps: whoever runs it may let other work in between. @param items words of each, repeated as often as they stand there */
export function* tablesOf(items: Iterable<readonly string[]>): Generator<void, IndexTables> {
  const numbers = new Map<string, number>();
  const lengths: number[] = [];
  const words = growing();
  const counts = growing();
  const ends: number[] = [];
  for (const terms of items) {
    lengths.push(terms.length);
    for (const [term, count] of counted(terms)) {
      const number = numbers.get(term) ?? numbers.size;
      if (number === numbers.size) numbers.set(term, number);
      words.push(number);
      counts.push(Math.min(count, 0xffff));
    }
    ends.push(words.size());
    yield;
  }
  const sorted = yield* byWord(words.taken(), counts.taken(), ends, numbers.size);
  const spelled = yield* spellingsOf([...numbers.keys()]);
  return { lengths: Int32Array.from(lengths), ...sorted, ...spelled };
}

/** Runs what may pause to its end. */
export function atOnce<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function counted(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** A row of numbers that grows. */
function growing(): { push(value: number): void; size(): number; taken(): Int32Array } {
  let values = new Int32Array(1024);
  let size = 0;
  return {
    push(value) {
      if (size === values.length) {
        const wider = new Int32Array(size * 2);
        wider.set(values);
        values = wider;
      }
      values[size] = value;
      size += 1;
    },
    size: () => size,
    taken: () => values.subarray(0, size),
  };
}

/** What was noted item by item, sorted by word; within a word the items keep their order. */
function* byWord(
  words: Int32Array,
  noted: Int32Array,
  ends: readonly number[],
  size: number,
): Generator<void, Pick<IndexTables, 'starts' | 'ids' | 'counts'>> {
  const starts = new Int32Array(size + 1);
  for (const word of words) starts[word + 1] = (starts[word + 1] ?? 0) + 1;
  for (let word = 0; word < size; word += 1) starts[word + 1] = (starts[word + 1] ?? 0) + (starts[word] ?? 0);
  const next = starts.slice();
  const ids = new Int32Array(words.length);
  const counts = new Uint16Array(words.length);
  let at = 0;
  let paused = 0;
  for (const [item, end] of ends.entries()) {
    for (; at < end; at += 1) {
      const word = words[at] ?? 0;
      const place = next[word] ?? 0;
      next[word] = place + 1;
      ids[place] = item;
      counts[place] = noted[at] ?? 0;
    }
    if (at - paused < PAUSE) continue;
    paused = at;
    yield;
  }
  return { starts, ids, counts };
}

function* spellingsOf(
  words: readonly string[],
): Generator<void, Pick<IndexTables, 'spellings' | 'spellingStarts' | 'slots'>> {
  const spellingStarts = new Int32Array(words.length + 1);
  for (const [n, word] of words.entries()) spellingStarts[n + 1] = (spellingStarts[n] ?? 0) + word.length;
  const spellings = new Uint16Array(spellingStarts.at(-1) ?? 0);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(words.length * 2 + 2)));
  for (const [n, word] of words.entries()) {
    const start = spellingStarts[n] ?? 0;
    for (let k = 0; k < word.length; k += 1) spellings[start + k] = word.charCodeAt(k);
    let slot = hashOf(word) & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = n + 1;
    if (n % PAUSE === PAUSE - 1) yield;
  }
  return { spellingStarts, spellings, slots };
}

/** FNV-1a. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < word.length; k += 1) hash = Math.imul(hash ^ word.charCodeAt(k), 0x01000193);
  return hash >>> 0;
}

/** Where the word stands; an empty row where it stands nowhere. */
export function placesOf({ slots, spellings, spellingStarts, starts }: IndexTables, word: string): Postings {
  const mask = slots.length - 1;
  for (let slot = hashOf(word) & mask; ; slot = (slot + 1) & mask) {
    const n = (slots[slot] ?? 0) - 1;
    if (n < 0) return { from: 0, to: 0 };
    const start = spellingStarts[n] ?? 0;
    if (isSpelled(word, spellings, start, spellingStarts[n + 1] ?? start))
      return { from: starts[n] ?? 0, to: starts[n + 1] ?? 0 };
  }
}

function isSpelled(word: string, spellings: Uint16Array, start: number, end: number): boolean {
  if (end - start !== word.length) return false;
  for (let k = 0; k < word.length; k += 1) if (spellings[start + k] !== word.charCodeAt(k)) return false;
  return true;
}

/** How many words there are. */
export const wordsIn = ({ starts }: IndexTables): number => starts.length - 1;

/** The first code units of a word: enough to tell what kind it is. */
export const beginningOf = ({ spellings, spellingStarts }: IndexTables, n: number): string => {
  const start = spellingStarts[n] ?? 0;
  return String.fromCharCode(...spellings.subarray(start, Math.min(start + 3, spellingStarts[n + 1] ?? start)));
};
