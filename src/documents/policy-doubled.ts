/** Words that a copy has twice, at the end of a page and at the beginning of the next one. */
import { isHan } from './policy-lines.ts';

const longestWord = 8;
/** So many places of a text are looked at; a text with more of them is no copy of a regulation. */
const mostPlaces = 50;
/** Longer texts are no evidence, in characters: each place takes a look through all of it. */
const longestEvidence = 500_000;
/** 队|队长, 村|村民: a character that makes a word of its own with one of these is not the same word again. */
const follows = new Set('长员民内里外级务委干部众口情风貌容规史际间上下中主任');
/** 一户|一户一策 is said so. */
const repeats = new Set('一逐每');

/** Looks for words that stand at the end of `before` and at the beginning of `after`, with the whole text as evidence. */
export class DoubledWords {
  readonly #evidence: string;
  #places = 0;

  constructor(evidence: string) {
    this.#evidence = evidence.length > longestEvidence ? '' : evidence;
  }

  /** How many characters of `after` are a word that `before` ends with already; 0 where that is not certain. */
  length(before: string, after: string): number {
    for (let length = Math.min(longestWord, before.length, after.length); length > 1; length -= 1) {
      const word = after.slice(0, length);
      if (before.endsWith(word) && [...word].every(isHan) && !repeats.has(word.charAt(0))) return length;
    }
    return this.#isStray(before, after) ? 1 : 0;
  }

  /** 加强组|组织领导: the text has the word of the second piece elsewhere, and nowhere what the first one would end with. */
  #isStray(before: string, after: string): boolean {
    const [earlier, last, next] = [before.at(-2) ?? '', before.at(-1) ?? '', after.charAt(1)];
    if (last !== after.charAt(0) || ![earlier, last, next].every(isHan) || follows.has(next)) return false;
    this.#places += 1;
    if (this.#places > mostPlaces) return false;
    return this.#has(`${last}${next}`, 2) && !this.#endsElsewhere(`${earlier}${last}`, next);
  }

  #has(word: string, times: number): boolean {
    let at = -1;
    for (let found = 0; found < times; found += 1) {
      at = this.#evidence.indexOf(word, at + 1);
      if (at < 0) return false;
    }
    return true;
  }

  /** True where the text has that ending in the middle of a line, before anything else than `next`. */
  #endsElsewhere(ending: string, next: string): boolean {
    for (let at = this.#evidence.indexOf(ending); at >= 0; at = this.#evidence.indexOf(ending, at + 1)) {
      const follower = this.#evidence[at + ending.length];
      if (follower !== undefined && follower !== '\n' && follower !== next) return true;
    }
    return false;
  }
}
