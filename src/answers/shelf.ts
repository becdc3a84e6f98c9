/** What is searched: the facts of the packs, how people ask for them, and the texts that were imported. Built once, then only read. */
import type { PolicyDocument, PolicyUnit } from '../domain/policy.ts';
import type { PackBook, Point } from '../rules/books.ts';
import type { Silence } from '../rules/asked.ts';
import { remembered } from './remembered.ts';
import { synonymsOf, termsOf, type Synonyms } from './terms.ts';
import { kindAsked, type Kind } from './wanted.ts';
import { atOnce, tablesOf } from './index-tables.ts';
import { textIndexIn, textIndexOf, type TextIndex } from './text-index.ts';

/** A document with what is known of it: its pack, its text, or both. */
export interface Book {
  readonly id: string;
  readonly pack: PackBook | null;
  readonly text: PolicyDocument | null;
}

/** Which of the items of an index belong to a book: the first, and behind the last. */
export type Range = readonly [from: number, to: number];

export interface ShelvedBook extends Book {
  readonly phrases: Range;
  readonly points: Range;
  readonly units: Range;
}

/** A phrase of a fact, or of what the document leaves open. */
export type Phrase = ({ readonly point: Point } | { readonly silence: Silence }) & {
  /** What kind of answer it asks for. */
  readonly kind: Kind;
};

/** What is searched of the packs alone: it stays when the texts change. */
export interface PackShelf {
  readonly packs: readonly (Pick<ShelvedBook, 'phrases' | 'points'> & { readonly pack: PackBook })[];
  /** Words that mean the same, as they are read. */
  readonly groups: readonly (readonly string[])[];
  readonly synonyms: Synonyms;
  readonly phrases: TextIndex;
  readonly phraseOf: readonly Phrase[];
  readonly points: TextIndex;
  readonly pointOf: readonly Point[];
  /** The words of what a fact says. */
  saying(point: Point): readonly string[];
}

export interface Shelf extends Omit<PackShelf, 'packs'> {
  /** Those of the packs first. */
  readonly books: readonly ShelvedBook[];
  /** A book by its id. */
  readonly bookOf: ReadonlyMap<string, ShelvedBook>;
  readonly units: TextIndex;
  readonly unitOf: readonly PolicyUnit[];
  /** The units of documents of no pack. */
  readonly others: Range;
}

/** @param documents imported texts; one that is the text of a pack is joined to it */
export const shelfOf = (
  packs: readonly PackBook[],
  documents: readonly PolicyDocument[],
  groups: readonly (readonly string[])[],
): Shelf => atOnce(shelving(packShelfOf(packs, groups), documents));

export function packShelfOf(packs: readonly PackBook[], groups: readonly (readonly string[])[]): PackShelf {
  const synonyms = synonymsOf(groups);
  const phraseOf: Phrase[] = [];
  const phraseTerms: string[][] = [];
  const pointOf: Point[] = [];
  const add = (phrase: { readonly point: Point } | { readonly silence: Silence }, asked: readonly string[]): void => {
    for (const one of asked) {
      phraseOf.push({ ...phrase, kind: kindAsked(one) });
      phraseTerms.push(termsOf(one, synonyms));
    }
  };
  const shelved = packs.map((pack): PackShelf['packs'][number] => {
    const starts = [phraseOf.length, pointOf.length] as const;
    for (const point of pack.points) {
      pointOf.push(point);
      add({ point }, point.asked);
    }
    for (const silence of pack.silences) add({ silence }, silence.asked);
    return { pack, phrases: [starts[0], phraseOf.length], points: [starts[1], pointOf.length] };
  });
  const wordsOf = ({ says, answers, asked }: Point): string => [says, ...answers, ...asked].join('\n');
  const saying = remembered((point: Point) => termsOf(point.says, synonyms));
  return {
    ...{ packs: shelved, groups, synonyms, phraseOf, pointOf, saying },
    phrases: textIndexOf(phraseTerms),
    points: textIndexOf(pointOf.map((point) => termsOf(wordsOf(point), synonyms))),
  };
}

/** Made in steps: thousands of articles take seconds. @param kept the index of just these texts, where it was made before */
export function* shelving(
  { packs, ...known }: PackShelf,
  documents: readonly PolicyDocument[],
  kept: TextIndex | null = null,
): Generator<void, Shelf> {
  const books = shelved(packs, documents);
  const unitOf = books.flatMap(({ text }) => text?.units ?? []);
  const isKept = kept?.size === unitOf.length;
  const units = isKept ? kept : textIndexIn(yield* tablesOf(termsOfUnits(unitOf, known.synonyms)));
  const firstOther = books.find(({ pack }) => pack === null)?.units[0] ?? unitOf.length;
  return {
    ...{ ...known, books, units, unitOf },
    bookOf: new Map(books.toReversed().map((book) => [book.id, book])),
    others: [firstOther, unitOf.length],
  };
}

/** The units in the order in which they are numbered. */
export const unitsInOrder = ({ packs }: PackShelf, documents: readonly PolicyDocument[]): PolicyUnit[] =>
  shelved(packs, documents).flatMap(({ text }) => text?.units ?? []);

export const termsOfUnit = ({ chapter, text }: PolicyUnit, synonyms: Synonyms): string[] =>
  termsOf(`${chapter}\n${text}`, synonyms);

function* termsOfUnits(units: readonly PolicyUnit[], synonyms: Synonyms): Generator<string[]> {
  for (const unit of units) yield termsOfUnit(unit, synonyms);
}

function shelved(packs: PackShelf['packs'], documents: readonly PolicyDocument[]): ShelvedBook[] {
  const textOf = new Map(documents.toReversed().map((text) => [text.pack, text]));
  const known = packs.map(({ pack, ...at }) => ({ id: pack.id, pack, text: textOf.get(pack.id) ?? null, ...at }));
  const ids = new Set<string | null>(known.map(({ id }) => id));
  const others = documents.filter(({ pack }) => pack === null || !ids.has(pack));
  const none: Range = [0, 0];
  let at = 0;
  const here = (text: PolicyDocument | null): Range => [at, (at += text?.units.length ?? 0)];
  return [
    ...known.map((book): ShelvedBook => ({ ...book, units: here(book.text) })),
    ...others.map((text): ShelvedBook => ({
      ...{ id: text.id, pack: null, text, phrases: none, points: none },
      units: here(text),
    })),
  ];
}
