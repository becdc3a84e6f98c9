/** A question about the rules, answered out of the documents of whoever asks, or refused. Pure: all that is known was read before. */
import type { IsoDate } from '../domain/calendar.ts';
import { cut } from '../domain/cut.ts';
import type { PolicyAnswer, PolicyPart } from '../domain/policy-answer.ts';
import type { Point } from '../rules/books.ts';
import type { Decision, Rules } from '../rules/decision.ts';
import { matterOf, ofMatter, type Matter } from './above.ts';
import { nearestAmong, type LookedInto } from './among.ts';
import { articlesOf, citedParts } from './cited.ts';
import { decidedLeave, type Concerned } from './decided.ts';
import { quotationsOf } from './quote.ts';
import { rank, type RankedArticle, type Ranking } from './rank.ts';
import { fitting, refusal, type Refused, type Searched } from './refusal.ts';
import type { Shelf, ShelvedBook } from './shelf.ts';
import { withoutPlaces } from './outside.ts';
import { sourceOf } from './source.ts';
import { termsOf } from './terms.ts';
import { kindAsked } from './wanted.ts';

export interface Asked {
  readonly question: string;
  /** Ids of the documents that hold for whoever asks, the nearest first; of several that are to be compared all. */
  readonly books: readonly string[];
  /** Ids of the documents above the first: where it answers, what they say of the same matter stands beside it. */
  readonly above: readonly string[];
  readonly compares: boolean;
  readonly concerned: Concerned;
  readonly on: IsoDate;
}

export interface Desk extends Searched {
  /** The rules of a pack, or of the county where it is the asker's; null where there are none. */
  readonly rulesOf: (book: string) => Rules | null;
}

/** How many articles an answer names beside the first, and how near to it they must come. */
const BESIDE = 2;
const NEAR = 0.6;

/** No more of a question is looked at, in code units: what is pasted into a chat can be of any length. */
export const LOOKED_AT = 1000;

interface Answered {
  readonly part: PolicyPart;
  /** Of other documents, by which it was decided too. */
  readonly beside: readonly PolicyPart[];
  readonly matter: Matter;
  readonly refused: null;
}
type Found = Answered | { readonly part: PolicyPart | null; readonly refused: Refused };

export function ask(desk: Desk, given: Asked): PolicyAnswer {
  const asked = { ...given, question: cut(given.question, LOOKED_AT) };
  const terms = termsOf(withoutPlaces(asked.question, desk.shelf), desk.shelf.synonyms);
  const books: ShelvedBook[] = [];
  const found: Found[] = [];
  for (const { book, ranking } of lookedInto(desk.shelf, asked, terms)) {
    const one = inBook(desk, book, asked, terms, ranking);
    books.push(book);
    found.push(one);
    if (isSure(one) && !asked.compares) break;
  }
  if (asked.compares) return compared(found);
  // The nearest document that answers surely, else the one that answers best; those above it where it is said there too.
  const nearest = found.findIndex(isSure) >= 0 ? found.findIndex(isSure) : bestOf(found);
  const answering = found[nearest];
  if (answering?.refused === null) {
    const { part, beside } = answering;
    return { is: 'answered', parts: [part, ...beside, ...upperParts(desk, asked, terms, answering, books[nearest])] };
  }
  const [first] = found.flatMap(({ refused }) => refused ?? []);
  return {
    is: 'refused',
    why: first?.why ?? 'not-found',
    says: first?.says ?? null,
    near: found.flatMap(({ part }) => part ?? []).slice(0, 1),
  };
}

/** A document that fits less leaves it to one further off that fits better. */
const SURE = 0.35;
const scoreOf = (one: Found): number =>
  one.refused === null ? (one.part.by === 'rules' ? Infinity : one.matter.score) : -Infinity;
const isSure = (one: Found): boolean => scoreOf(one) >= SURE;

/** Where the one stands that answers best; -1 = none does. */
const bestOf = (found: readonly Found[]): number => {
  const best = Math.max(...found.map(scoreOf));
  return best === -Infinity ? -1 : found.findIndex((one) => scoreOf(one) === best);
};

/** In the order in which they are asked; documents of no pack behind the others, of many those alone that come nearest. */
function* lookedInto(shelf: Shelf, asked: Asked, terms: readonly string[]): Generator<LookedInto> {
  const books = asked.books.flatMap((id) => shelf.bookOf.get(id) ?? []);
  const first = asked.compares ? books : books.filter(({ pack }) => pack !== null);
  yield* first.map((book) => ({ book, ranking: null }));
  if (asked.compares) return;
  const others = books.filter(({ pack }) => pack === null);
  yield* nearestAmong(shelf, others, asked.question, terms, kindAsked(asked.question));
}

/** Side by side: whatever each document says of it, also where one says nothing. */
function compared(found: readonly Found[]): PolicyAnswer {
  const near = found.flatMap(({ part }) => part ?? []);
  if (found.some(({ refused }) => refused === null)) return { is: 'answered', parts: near };
  const [first] = found.flatMap(({ refused }) => refused ?? []);
  return { is: 'refused', why: first?.why ?? 'not-found', says: first?.says ?? null, near };
}

/** What those above it say of the same matter, and the document itself where the county's own rules decided. */
function upperParts(
  desk: Desk,
  asked: Asked,
  terms: readonly string[],
  { part, beside, matter }: Answered,
  answering: ShelvedBook | undefined,
): PolicyPart[] {
  // What stands above was asked when the rules decided.
  if (matter.families.size === 0 || (part.by === 'rules' && part.source.id === answering?.id)) return [];
  const shown = [part, ...beside].map(({ source }) => source.id);
  const ids = [answering?.id, ...asked.above].filter((id) => id !== undefined && !shown.includes(id));
  return [...new Set(ids)].flatMap((id) => {
    const book = id === undefined ? undefined : desk.shelf.bookOf.get(id);
    if (book === undefined) return [];
    const ranking = ranked(desk.shelf, book, asked, terms);
    const articles = ofMatter(ranking.articles, matter);
    if (articles.length === 0 || refusal(desk, book, asked.question, { ...ranking, articles }, terms) !== null)
      return [];
    return [partOf(desk.shelf, book, articles, terms, null)];
  });
}

const ranked = (
  shelf: Shelf,
  book: ShelvedBook,
  { question }: Asked,
  terms: readonly string[],
  known: Ranking | null = null,
): Ranking => fitting(shelf, book, question, known ?? rank(shelf, book, terms, kindAsked(question)), terms);

function inBook(desk: Desk, book: ShelvedBook, asked: Asked, terms: readonly string[], known: Ranking | null): Found {
  const { shelf } = desk;
  const ranking = ranked(shelf, book, asked, terms, known);
  const decided = decidedIn(desk, book, asked, ranking, terms);
  if (decided !== null) return decided;
  const part = ranking.articles.length === 0 ? null : partOf(shelf, book, ranking.articles, terms, null);
  const refused = refusal(desk, book, asked.question, ranking, terms);
  if (refused !== null) return { part, refused };
  const [first] = ranking.articles;
  if (part === null || first === undefined) return { part, refused: { why: 'not-found', says: null } };
  return { part, beside: [], matter: matterOf(first), refused: null };
}

/** Decided by the rules of this document, or by the county's own, which are on no shelf; other documents say theirs themselves. */
function decidedIn(
  desk: Desk,
  book: ShelvedBook,
  asked: Asked,
  { articles }: Ranking,
  terms: readonly string[],
): Answered | null {
  const { shelf } = desk;
  const rules = desk.rulesOf(book.id);
  const decision = rules === null ? null : decidedLeave(asked.question, asked.concerned, rules, asked.on);
  if (decision === null || !['approve', 'no-leave'].includes(decision.verdict)) return null;
  const by = decision.citations[0]?.pack;
  const isOwn = by === book.id;
  if (!isOwn && shelf.books.some(({ id }) => id === by)) return null;
  const says = [...(decision.say === null ? [] : [decision.say]), ...decision.trace.map(({ summary }) => summary)];
  const [cited, ...beside] = citedParts(decision.citations, [...new Set(says)], shelf);
  const part = isOwn ? partOf(shelf, book, reordered(articles, decision, book.id), terms, decision) : cited;
  const matter: Matter = { families: new Set(['leave']), score: articles[0]?.score ?? 0 };
  return part === undefined ? null : { part, beside, matter, refused: null };
}

/** What decided comes first. */
function reordered(articles: readonly RankedArticle[], { citations }: Decision, book: string): RankedArticle[] {
  const decided = articlesOf(citations.filter(({ pack }) => pack === book));
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
  const told = decision === null ? (first?.points ?? []).slice(0, FACTS) : decidingIn(book, decision);
  const facts = told.map(({ says }) => says);
  const unit = book.text?.units.find(({ article }) => article === first?.article);
  const sought = [...terms, ...termsOf(facts.join('\n'), shelf.synonyms)];
  return {
    source: sourceOf(book),
    by: decision !== null ? 'rules' : facts.length > 0 ? 'fact' : 'text',
    says: [...new Set([...[decision?.say ?? []].flat(), ...facts])],
    quotations: unit === undefined ? [] : quotationsOf(unit, sought, shelf.synonyms),
    articles: [first, ...beside].flatMap((one) => one?.article ?? []),
  };
}
const FACTS = 2;

/** Only what decided: beside 三天以内 what holds for longer leave would mislead. */
const decidingIn = ({ pack }: ShelvedBook, { citations }: Decision): Point[] =>
  (pack?.points ?? [])
    .filter(({ provision }) => citations.some((citation) => citation.provision === provision))
    .slice(0, FACTS);
