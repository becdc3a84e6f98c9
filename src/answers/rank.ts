/** Which articles of a document a question is about, by the ways people ask, by the facts in our own words, and by the text itself. */
import type { PolicyUnit } from '../domain/policy.ts';
import type { Point } from '../rules/books.ts';
import type { Silence } from '../rules/asked.ts';
import type { Shelf, ShelvedBook } from './shelf.ts';
import { termsOf } from './terms.ts';
import type { Kind } from './wanted.ts';

export interface RankedArticle {
  readonly article: string;
  readonly score: number;
  /** Its facts that fit, best first. */
  readonly points: readonly Point[];
}

export interface Ranking {
  /** Best first. */
  readonly articles: readonly RankedArticle[];
  /** What the document leaves open that comes nearest, with how near, 0 to 1; null where nothing does. */
  readonly silence: { readonly silence: Silence; readonly likeness: number } | null;
  /** How near the question comes to one of the ways in which people ask, 0 to 1. */
  readonly likeness: number;
}

/** How much each counts. Found on questions of our own: test/answers. */
export const shares = { phrase: 1, second: 0.3, point: 1.2, unit: 0.6, rewritten: 0.8, rewrittenUnit: 0.4 };

interface Found {
  likeness: number[];
  point: number;
  unit: number;
  rewritten: number;
  rewrittenUnit: number;
  points: Map<Point, number>;
}

export function rank(shelf: Shelf, book: ShelvedBook, terms: readonly string[], kind: Kind): Ranking {
  const found = new Map<string, Found>();
  const at = (article: string): Found => {
    const known = found.get(article);
    if (known) return known;
    const fresh: Found = { likeness: [], point: 0, unit: 0, rewritten: 0, rewrittenUnit: 0, points: new Map() };
    found.set(article, fresh);
    return fresh;
  };
  let silence: Ranking['silence'] = null;
  for (const [item, alike] of shelf.phrases.likeness(terms, ...book.phrases)) {
    const phrase = shelf.phraseOf[item]!;
    const likeness = alike * agreeing(kind, phrase.kind);
    if ('silence' in phrase) {
      if (likeness > (silence?.likeness ?? 0)) silence = { silence: phrase.silence, likeness };
      continue;
    }
    const entry = at(phrase.point.article);
    entry.likeness.push(likeness);
    raise(entry.points, phrase.point, likeness);
  }
  for (const [item, fit] of shelf.points.fit(terms, ...book.points)) {
    const point = shelf.pointOf[item]!;
    const entry = at(point.article);
    entry.point = Math.max(entry.point, fit);
    raise(entry.points, point, fit);
  }
  for (const [item, fit] of shelf.units.fit(terms, ...book.units)) {
    const unit: PolicyUnit = shelf.unitOf[item]!;
    const entry = at(unit.article);
    entry.unit = Math.max(entry.unit, fit);
  }
  for (const { words, likeness } of rewritten(shelf, book, terms, kind)) {
    for (const [item, fit] of shelf.points.fit(words, ...book.points)) {
      const point = shelf.pointOf[item]!;
      const entry = at(point.article);
      entry.rewritten = Math.max(entry.rewritten, fit * likeness);
    }
    for (const [item, fit] of shelf.units.fit(words, ...book.units)) {
      const entry = at(shelf.unitOf[item]!.article);
      entry.rewrittenUnit = Math.max(entry.rewrittenUnit, fit * likeness);
    }
  }
  const articles = [...found]
    .map(([article, entry]): RankedArticle => ({ article, score: scoreOf(entry), points: bestFirst(entry.points) }))
    .sort((a, b) => b.score - a.score);
  const likeness = Math.max(0, ...[...found.values()].flatMap((entry) => entry.likeness));
  return { articles, silence, likeness };
}

const raise = (points: Map<Point, number>, point: Point, by: number): void =>
  void points.set(point, (points.get(point) ?? 0) + by);

const bestFirst = (points: ReadonlyMap<Point, number>): Point[] =>
  [...points].sort((a, b) => b[1] - a[1]).map(([point]) => point);

/** 谁批 and 批几天 share their words and ask for different things. */
export const disagreeing = { factor: 0.9 };
const agreeing = (asked: Kind, phrase: Kind): number =>
  asked === null || phrase === null || asked === phrase ? 1 : disagreeing.factor;

interface Rewritten {
  readonly words: readonly string[];
  /** How near the question comes to how people ask for that fact, 0 to 1. */
  readonly likeness: number;
}

/** How many facts of other documents a question is rewritten by, and how near it must come to how people ask for one. */
export const rewriting = { facts: 3, likeness: 0.15 };

/** The question in the words of other documents' facts that people ask for in the same way: each settles much the same matters. */
function rewritten(shelf: Shelf, book: ShelvedBook, terms: readonly string[], kind: Kind): Rewritten[] {
  const best = new Map<Point, number>();
  for (const [item, alike] of shelf.phrases.likeness(terms)) {
    const phrase = shelf.phraseOf[item]!;
    const likeness = alike * agreeing(kind, phrase.kind);
    if (likeness < rewriting.likeness || 'silence' in phrase) continue;
    if (item >= book.phrases[0] && item < book.phrases[1]) continue;
    if (likeness > (best.get(phrase.point) ?? 0)) best.set(phrase.point, likeness);
  }
  return [...best]
    .sort((a, b) => b[1] - a[1])
    .slice(0, rewriting.facts)
    .map(([point, likeness]) => ({ words: termsOf(point.says, shelf.synonyms), likeness }));
}

function scoreOf({ likeness, point, unit, ...by }: Found): number {
  const [first = 0, second = 0] = likeness.toSorted((a, b) => b - a);
  const direct = shares.phrase * first + shares.second * second + shares.point * point + shares.unit * unit;
  return direct + shares.rewritten * by.rewritten + shares.rewrittenUnit * by.rewrittenUnit;
}
