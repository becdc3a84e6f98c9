/** Whether a document answers at all: questions that lead nowhere share as many words with it as others. */
import type { NotAnswered } from '../domain/policy-answer.ts';
import { namedOutside, namesElsewhere } from './outside.ts';
import type { RankedArticle, Ranking } from './rank.ts';
import { remembered } from './remembered.ts';
import { sentencesOf } from './sentences.ts';
import type { Shelf, ShelvedBook } from './shelf.ts';
import { plain } from './terms.ts';
import { holds, isFigure, kindAsked } from './wanted.ts';

export interface Searched {
  readonly shelf: Shelf;
  /** Groups of words for matters that only a document that has them settles. */
  readonly topics: readonly (readonly string[])[];
}

export interface Refused {
  readonly why: NotAnswered;
  /** What can be said instead, in our own words; null = nothing. */
  readonly says: string | null;
}

/** Bounds of the refusal. Found on questions of our own: test/answers. */
export const bounds = {
  floor: 0.12,
  textFloor: 0.08,
  silence: 0.25,
  silenceShare: 1.25,
  facts: 3,
  sentences: 4,
  lacking: 0.75,
};

/** An article that holds no such figure as is asked for comes behind one that does. */
export function fitting(
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

/** Why the document does not answer; null = it does. */
export function refusal(
  { shelf, topics }: Searched,
  book: ShelvedBook,
  question: string,
  { articles, silence, likeness }: Ranking,
  terms: readonly string[],
): Refused | null {
  const [first] = articles;
  if (silence !== null && silence.likeness >= bounds.silence && silence.likeness >= likeness * bounds.silenceShare)
    return { why: 'left-open', says: silence.silence.says };
  if (namesElsewhere(question, book, shelf) || namedOutside(question, topics, () => wordsOf(book)))
    return { why: 'not-held', says: null };
  if (first === undefined || first.score < (book.pack === null ? bounds.textFloor : bounds.floor))
    return { why: 'not-found', says: null };
  const wanted = kindAsked(question);
  if (!isFigure(wanted)) return null;
  const { facts, sentences } = evidenceOf(shelf, book, first, terms);
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

/** All that a document holds, in its own words and ours, as it is compared. */
const wordsOf = remembered(({ pack, text }: ShelvedBook): string => {
  const facts = (pack?.points ?? []).map(({ says }) => says);
  return plain([...facts, ...(text?.units ?? []).map((unit) => unit.text)].join('\n'));
});

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
