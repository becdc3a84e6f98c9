/** Which of many imported documents a question is about: one search over all of their articles, however many there are. */
import { placeOf, placesOn } from './outside.ts';
import { rewritten, shares, type RankedArticle, type Ranking } from './rank.ts';
import { remembered } from './remembered.ts';
import type { Shelf, ShelvedBook } from './shelf.ts';
import type { Kind } from './wanted.ts';

/**
 * How many documents are looked into, those with the best articles; how many articles are looked at to find them, and how many of each
 * document; and at how many places, a share of all articles, words of a fact are looked up.
 */
export const among = { documents: 2, articles: 24, each: 2, places: 0.25 };

export interface LookedInto {
  readonly book: ShelvedBook;
  /** Its articles as they were found among all; null where it is still to be searched by itself. */
  readonly ranking: Ranking | null;
}

/** @param books documents of no pack @returns those that come nearest, best first; few are all looked into, in their order */
export function nearestAmong(
  shelf: Shelf,
  books: readonly ShelvedBook[],
  question: string,
  terms: readonly string[],
  kind: Kind,
): readonly LookedInto[] {
  if (books.length <= among.documents) return books.map((book) => ({ book, ranking: null }));
  const asked = books.length === others(shelf).length ? null : new Set(books);
  const named = new Set<string | null>(placesOn(shelf.books).filter((place) => question.includes(place)));
  const isMeant = (book: ShelvedBook): boolean =>
    (asked?.has(book) ?? true) && (named.size === 0 || named.has(placeOf(book)));
  const scores = scoresOf(shelf, terms, kind);
  const found = new Map<ShelvedBook, RankedArticle[]>();
  for (const n of best(scores, among.articles, (place) => isMeant(otherAt(shelf, place)))) {
    const article = shelf.unitOf[shelf.others[0] + n]?.article;
    if (article === undefined) continue;
    const book = otherAt(shelf, n);
    const articles = found.get(book) ?? [];
    found.set(book, articles);
    if (articles.length < among.each) articles.push({ article, score: scores[n] ?? 0, points: [] });
  }
  const nearest = [...found].slice(0, among.documents);
  return nearest.map(([book, articles]) => ({ book, ranking: { articles, silence: null, likeness: 0 } }));
}

/** As articles are ranked within one document; the facts of the packs say the question in other words. Good until the next question. */
function scoresOf(shelf: Shelf, terms: readonly string[], kind: Kind): Float64Array {
  const [from, to] = shelf.others;
  const scores = scoresOn(shelf).fill(0);
  const places = (to - from) * among.places;
  for (const { words, likeness } of rewritten(shelf, { phrases: [0, 0] }, terms, kind)) {
    const share = likeness * shares.rewrittenUnit;
    const raise = (item: number, fit: number): void => {
      if (fit * share > (scores[item - from] ?? 0)) scores[item - from] = fit * share;
    };
    shelf.units.eachFit(words, raise, from, to, places);
  }
  const add = (item: number, fit: number): void => {
    scores[item - from] = (scores[item - from] ?? 0) + fit * shares.unit;
  };
  shelf.units.eachFit(terms, add, from, to);
  return scores;
}
const scoresOn = remembered(({ others: [from, to] }: Shelf) => new Float64Array(to - from));

/** The places with the highest scores, best first; only those that count. */
function best(scores: Float64Array, most: number, counts: (n: number) => boolean): number[] {
  const kept: number[] = [];
  let least = 0;
  for (let n = 0; n < scores.length; n += 1) {
    const score = scores[n] ?? 0;
    if (score <= least || !counts(n)) continue;
    let at = kept.length;
    while (at > 0 && (scores[kept[at - 1] ?? 0] ?? 0) < score) at -= 1;
    kept.splice(at, 0, n);
    if (kept.length > most) kept.pop();
    if (kept.length === most) least = scores[kept[most - 1] ?? 0] ?? 0;
  }
  return kept;
}

/** The documents of no pack. */
const others = remembered((shelf: Shelf) => shelf.books.filter(({ pack }) => pack === null));

/** The document of an article, by its place among those of no pack. */
const otherAt = (shelf: Shelf, n: number): ShelvedBook => {
  const book = bookByPlace(shelf)[n];
  if (book === undefined) throw new RangeError(`no article ${n} of a document without a pack`);
  return book;
};
const bookByPlace = remembered((shelf: Shelf): readonly ShelvedBook[] =>
  others(shelf).flatMap((book) => Array.from({ length: book.units[1] - book.units[0] }, () => book)),
);
