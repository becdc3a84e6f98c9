/** Which articles of a document a question is about, by the ways people ask, by the facts in our own words, and by the text itself. */
import type { PolicyUnit } from '../domain/policy.ts';
import type { Point } from '../rules/books.ts';
import type { Silence } from '../rules/asked.ts';
import { remembered } from './remembered.ts';
import type { Shelf, ShelvedBook } from './shelf.ts';
import type { Scored } from './text-index.ts';
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
export const shares = { phrase: 0.7, second: 0.2, point: 1.6, unit: 0.6, rewritten: 0.8, rewrittenUnit: 0.4 };

interface Found {
  /** The best two likenesses. */
  first: number;
  second: number;
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
    const fresh = { first: 0, second: 0, point: 0, unit: 0, rewritten: 0, rewrittenUnit: 0, points: new Map() };
    found.set(article, fresh);
    return fresh;
  };
  const { asked, silence, likeness } = byPhrases(shelf, book, terms, kind);
  for (const { point, first, second, sum } of asked) {
    const entry = at(point.article);
    entry.second = Math.max(Math.min(entry.first, first), entry.second, second);
    entry.first = Math.max(entry.first, first);
    raise(entry.points, point, sum);
  }
  eachPoint(shelf, book, terms, (point, fit) => {
    const entry = at(point.article);
    entry.point = Math.max(entry.point, fit);
    raise(entry.points, point, fit);
  });
  eachUnit(shelf, book, terms, (unit, fit) => {
    const entry = at(unit.article);
    entry.unit = Math.max(entry.unit, fit);
  });
  for (const by of rewritten(shelf, book, terms, kind)) {
    eachPoint(shelf, book, by.words, (point, fit) => {
      const entry = at(point.article);
      entry.rewritten = Math.max(entry.rewritten, fit * by.likeness);
    });
    eachUnit(shelf, book, by.words, (unit, fit) => {
      const entry = at(unit.article);
      entry.rewrittenUnit = Math.max(entry.rewrittenUnit, fit * by.likeness);
    });
  }
  const articles = [...found]
    .map(([article, entry]): RankedArticle => ({ article, score: scoreOf(entry), points: bestFirst(entry.points) }))
    .sort((a, b) => b.score - a.score);
  return { articles, silence, likeness };
}

/** A fact, with the likenesses of the ways in which people ask for it. */
interface AskedFor {
  readonly point: Point;
  first: number;
  second: number;
  sum: number;
}

/** What people ask of this document in ways that are like the question. */
function byPhrases(
  shelf: Shelf,
  { phrases: [from, to] }: ShelvedBook,
  terms: readonly string[],
  kind: Kind,
): Pick<Ranking, 'silence' | 'likeness'> & { readonly asked: readonly AskedFor[] } {
  const { scores } = alikeIn(shelf, terms);
  const asked: AskedFor[] = [];
  let silence: Ranking['silence'] = null;
  let nearest = 0;
  // The phrases of a fact stand together.
  for (let item = from; item < to; item += 1) {
    const phrase = shelf.phraseOf[item];
    const alike = scores[item] ?? 0;
    if (alike === 0 || phrase === undefined) continue;
    const likeness = alike * agreeing(kind, phrase.kind);
    if ('silence' in phrase) {
      if (likeness > (silence?.likeness ?? 0)) silence = { silence: phrase.silence, likeness };
      continue;
    }
    let last = asked.at(-1);
    if (last?.point !== phrase.point) {
      last = { point: phrase.point, first: 0, second: 0, sum: 0 };
      asked.push(last);
    }
    last.sum += likeness;
    last.second = Math.max(Math.min(last.first, likeness), last.second);
    last.first = Math.max(last.first, likeness);
    nearest = Math.max(nearest, likeness);
  }
  return { asked, silence, likeness: nearest };
}

type Each<T> = (one: T, fit: number) => void;
type Words = readonly string[];

function eachPoint(shelf: Shelf, { points }: ShelvedBook, words: Words, each: Each<Point>): void {
  shelf.points.eachFit(words, told(shelf.pointOf, each), ...points);
}

function eachUnit(shelf: Shelf, { units }: ShelvedBook, words: Words, each: Each<PolicyUnit>): void {
  shelf.units.eachFit(words, told(shelf.unitOf, each), ...units);
}

const told =
  <T>(all: readonly T[], each: Each<T>) =>
  (item: number, fit: number): void => {
    const one = all[item];
    if (one !== undefined) each(one, fit);
  };

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
export function rewritten(
  shelf: Shelf,
  { phrases: [from, to] }: Pick<ShelvedBook, 'phrases'>,
  terms: readonly string[],
  kind: Kind,
): Rewritten[] {
  return factsAlike(shelf, terms, kind)
    .filter(({ phrase }) => phrase < from || phrase >= to)
    .slice(0, rewriting.facts)
    .map(({ point, likeness }) => ({ words: shelf.saying(point), likeness }));
}

interface AlikeFact {
  readonly point: Point;
  readonly likeness: number;
  /** One of the phrases by which people ask for it. */
  readonly phrase: number;
}

/** The facts of all documents that people ask for in the same way, the nearest first. */
function factsAlike(shelf: Shelf, terms: readonly string[], kind: Kind): readonly AlikeFact[] {
  const known = heldFacts(alikeIn(shelf, terms));
  const before = known.get(kind);
  if (before !== undefined) return before;
  const best = new Map<Point, AlikeFact>();
  const { items, scores } = alikeIn(shelf, terms);
  for (const item of items) {
    const alike = scores[item] ?? 0;
    if (alike < rewriting.likeness) continue;
    const phrase = shelf.phraseOf[item];
    if (phrase === undefined || 'silence' in phrase) continue;
    const likeness = alike * agreeing(kind, phrase.kind);
    const { point } = phrase;
    if (likeness >= rewriting.likeness && likeness > (best.get(point)?.likeness ?? 0))
      best.set(point, { point, likeness, phrase: item });
  }
  const facts = [...best.values()].sort((a, b) => b.likeness - a.likeness);
  known.set(kind, facts);
  return facts;
}
const heldFacts = remembered((_: Scored) => new Map<Kind, readonly AlikeFact[]>());

/** A question is set against all phrases but once, however many documents are asked. */
const alikeIn = (shelf: Shelf, terms: readonly string[]): Scored => likenessOn(shelf)(terms);
const likenessOn = remembered((shelf: Shelf) =>
  remembered((terms: readonly string[]) => shelf.phrases.likenesses(terms)),
);

function scoreOf({ first, second, point, unit, ...by }: Found): number {
  const direct = shares.phrase * first + shares.second * second + shares.point * point + shares.unit * unit;
  return direct + shares.rewritten * by.rewritten + shares.rewrittenUnit * by.rewrittenUnit;
}
