/** A question about the rules, answered out of the documents of whoever asks, or refused. Pure: all that is known was read before. */
import type { IsoDate } from '../domain/calendar.ts';
import type { NotAnswered, PolicyAnswer, PolicyPart } from '../domain/policy-answer.ts';
import type { Decision, Rules } from '../rules/decision.ts';
import { decidedLeave, type Concerned } from './decided.ts';
import { quotationsOf } from './quote.ts';
import { rank, type RankedArticle, type Ranking } from './rank.ts';
import type { Shelf, ShelvedBook } from './shelf.ts';
import { namedOutside, namesElsewhere, withoutPlaces } from './outside.ts';
import { sentencesOf } from './sentences.ts';
import { sourceOf } from './source.ts';
import { termsOf } from './terms.ts';
import { holds, isFigure, kindAsked } from './wanted.ts';

export interface Asked {
  readonly question: string;
  /** Ids of the documents that hold for whoever asks, the nearest first; of several that are to be compared all. */
  readonly books: readonly string[];
  readonly compares: boolean;
  readonly concerned: Concerned;
  readonly on: IsoDate;
}

export interface Desk {
  readonly shelf: Shelf;
  /** The rules of a pack, or of the county where it is the asker's; null where there are none. */
  readonly rulesOf: (book: string) => Rules | null;
  /** Groups of words for matters that only a document that has them settles. */
  readonly topics: readonly (readonly string[])[];
}

/** Bounds of the refusal. Found on questions of our own: test/answers. */
export const bounds = { floor: 0.12, silence: 0.2, silenceShare: 1.25, facts: 3, sentences: 4, lacking: 0.75 };

/** How many articles an answer names beside the first, and how near to it they must come. */
const BESIDE = 2;
const NEAR = 0.6;

type Found =
  | { readonly part: PolicyPart; readonly refused: null }
  | { readonly part: PolicyPart | null; readonly refused: { readonly why: NotAnswered; readonly says: string | null } };

export function ask(desk: Desk, asked: Asked): PolicyAnswer {
  const books = asked.books.flatMap((id) => desk.shelf.books.find((book) => book.id === id) ?? []);
  const terms = termsOf(withoutPlaces(asked.question, desk.shelf), desk.shelf.synonyms);
  const found = books.map((book) => inBook(desk, book, asked, terms));
  const parts = found.flatMap(({ part, refused }) => (refused === null ? [part] : []));
  if (asked.compares) return compared(found);
  // The nearest document that answers; those above it where it is said there too.
  if (parts.length > 0) return { is: 'answered', parts: parts.slice(0, 1) };
  const [first] = found.flatMap(({ refused }) => refused ?? []);
  return {
    is: 'refused',
    why: first?.why ?? 'not-found',
    says: first?.says ?? null,
    near: found.flatMap(({ part }) => part ?? []).slice(0, 1),
  };
}

/** Side by side: whatever each document says of it, also where one says nothing. */
function compared(found: readonly Found[]): PolicyAnswer {
  const near = found.flatMap(({ part }) => part ?? []);
  if (found.some(({ refused }) => refused === null)) return { is: 'answered', parts: near };
  const [first] = found.flatMap(({ refused }) => refused ?? []);
  return { is: 'refused', why: first?.why ?? 'not-found', says: first?.says ?? null, near };
}

function inBook(desk: Desk, book: ShelvedBook, asked: Asked, terms: readonly string[]): Found {
  const { shelf } = desk;
  const ranking = fitting(shelf, book, asked.question, rank(shelf, book, terms, kindAsked(asked.question)), terms);
  const rules = desk.rulesOf(book.id);
  const decision = rules === null ? null : decidedLeave(asked.question, asked.concerned, rules, asked.on);
  if (decision !== null && ['approve', 'no-leave'].includes(decision.verdict))
    return { part: partOf(shelf, book, reordered(ranking.articles, decision), terms, decision), refused: null };
  const part = ranking.articles.length === 0 ? null : partOf(shelf, book, ranking.articles, terms, null);
  const refused = refusal(desk, book, asked, ranking, terms);
  if (refused !== null) return { part, refused };
  return part === null ? { part, refused: { why: 'not-found', says: null } } : { part, refused: null };
}

/** An article that holds no such figure as is asked for comes behind one that does. */
function fitting(
  shelf: Shelf,
  book: ShelvedBook,
  question: string,
  ranking: Ranking,
  terms: readonly string[],
): Ranking {
  const wanted = kindAsked(question);
  if (!isFigure(wanted)) return ranking;
  const judged = ranking.articles.slice(0, JUDGED).map((one) => {
    const { facts, sentences } = evidenceOf(shelf, book, one, terms);
    return holds(wanted, [...facts.map(settled), ...sentences]) ? one : { ...one, score: one.score * bounds.lacking };
  });
  return { ...ranking, articles: [...judged, ...ranking.articles.slice(JUDGED)].sort((a, b) => b.score - a.score) };
}
const JUDGED = 5;

function refusal(
  desk: Desk,
  book: ShelvedBook,
  { question }: Asked,
  { articles, silence, likeness }: Ranking,
  terms: readonly string[],
): { readonly why: NotAnswered; readonly says: string | null } | null {
  const [first] = articles;
  if (silence !== null && silence.likeness >= bounds.silence && silence.likeness >= likeness * bounds.silenceShare)
    return { why: 'left-open', says: silence.silence.says };
  if (namesElsewhere(question, book, desk.shelf) || namedOutside(question, desk.topics, wordsOf(book)))
    return { why: 'not-held', says: null };
  if (first === undefined || first.score < bounds.floor) return { why: 'not-found', says: null };
  const wanted = kindAsked(question);
  if (!isFigure(wanted)) return null;
  const { facts, sentences } = evidenceOf(desk.shelf, book, first, terms);
  if (holds(wanted, [...facts.map(settled), ...sentences])) return null;
  const open = facts.find((fact) => OPEN.test(fact));
  return open === undefined ? { why: 'not-held', says: null } : { why: 'left-open', says: open };
}

/** A fact that says itself what its document leaves open. */
const OPEN = /没有(?:写|规定|定|说|明确|给出|列出)|没写|没定|未(?:写|规定|定|明确)|不在本文件/;

/** Without the clauses that only say what is open: 没有写最长几年 holds no years. */
const settled = (fact: string): string =>
  fact
    .split(/[，；。]/)
    .filter((clause) => !OPEN.test(clause))
    .join('，');

/** All that a document holds, in its own words and ours. */
function wordsOf({ pack, text }: ShelvedBook): string {
  const facts = (pack?.points ?? []).map(({ says }) => says);
  return [...facts, ...(text?.units ?? []).map((unit) => unit.text)].join('\n');
}

/** What of an article speaks of the question: its facts that fit best, and the sentences of its text that do. */
function evidenceOf(
  { synonyms }: Shelf,
  { text }: ShelvedBook,
  { article, points }: RankedArticle,
  terms: readonly string[],
): { readonly facts: readonly string[]; readonly sentences: readonly string[] } {
  const unit = text?.units.find((one) => one.article === article);
  const sentences = unit === undefined ? [] : sentencesOf(unit.text, terms, synonyms);
  return {
    facts: points.slice(0, bounds.facts).map(({ says }) => says),
    sentences: sentences
      .toSorted((a, b) => b.fit - a.fit)
      .slice(0, bounds.sentences)
      .map((one) => one.text),
  };
}

/** What decided comes first. */
function reordered(articles: readonly RankedArticle[], { citations }: Decision): RankedArticle[] {
  const decided = [...new Set(citations.flatMap(({ article }) => article.split(/\s+/)))];
  const first = decided.map(
    (article) => articles.find((one) => one.article === article) ?? { article, score: 1, points: [] },
  );
  return [...first, ...articles.filter(({ article }) => !decided.includes(article))];
}

/** The facts of the first article that fit, the decision before them, and its text. */
function partOf(
  shelf: Shelf,
  book: ShelvedBook,
  articles: readonly RankedArticle[],
  terms: readonly string[],
  decision: Decision | null,
): PolicyPart {
  const [first] = articles;
  const beside = articles
    .slice(1)
    .filter(({ score }) => score >= (first?.score ?? 0) * NEAR)
    .slice(0, BESIDE);
  const facts = (first?.points ?? []).slice(0, FACTS).map(({ says }) => says);
  const unit = book.text?.units.find(({ article }) => article === first?.article);
  const sought = [...terms, ...termsOf(facts.join('\n'), shelf.synonyms)];
  return {
    source: sourceOf(book),
    by: decision !== null ? 'rules' : facts.length > 0 ? 'fact' : 'text',
    says: [...new Set([...(decision?.say == null ? [] : [decision.say]), ...facts])],
    quotations: unit === undefined ? [] : quotationsOf(unit, sought, shelf.synonyms),
    articles: [first, ...beside].flatMap((one) => one?.article ?? []),
  };
}
const FACTS = 2;
