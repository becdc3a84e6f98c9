/** What is searched: the facts of the packs, how people ask for them, and the texts that were imported. Built once, then only read. */
import type { PolicyDocument, PolicyUnit } from '../domain/policy.ts';
import type { PackBook, Point } from '../rules/books.ts';
import type { Silence } from '../rules/asked.ts';
import { synonymsOf, termsOf, type Synonyms } from './terms.ts';
import { kindAsked, type Kind } from './wanted.ts';
import { textIndexOf, type TextIndex } from './text-index.ts';

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

export interface Shelf {
  readonly books: readonly ShelvedBook[];
  readonly synonyms: Synonyms;
  readonly phrases: TextIndex;
  readonly phraseOf: readonly Phrase[];
  readonly points: TextIndex;
  readonly pointOf: readonly Point[];
  readonly units: TextIndex;
  readonly unitOf: readonly PolicyUnit[];
}

/** @param documents imported texts; one that is the text of a pack is joined to it */
export function shelfOf(
  packs: readonly PackBook[],
  documents: readonly PolicyDocument[],
  groups: readonly (readonly string[])[],
): Shelf {
  const synonyms = synonymsOf(groups);
  const books = booksOf(packs, documents);
  const phraseOf: Phrase[] = [];
  const phraseTerms: string[][] = [];
  const pointOf: Point[] = [];
  const unitOf: PolicyUnit[] = [];
  const shelved = books.map((book): ShelvedBook => {
    const starts = [phraseOf.length, pointOf.length, unitOf.length] as const;
    const add = (phrase: { readonly point: Point } | { readonly silence: Silence }, asked: readonly string[]): void => {
      for (const one of asked) {
        phraseOf.push({ ...phrase, kind: kindAsked(one) });
        phraseTerms.push(termsOf(one, synonyms));
      }
    };
    for (const point of book.pack?.points ?? []) {
      pointOf.push(point);
      add({ point }, point.asked);
    }
    for (const silence of book.pack?.silences ?? []) add({ silence }, silence.asked);
    unitOf.push(...(book.text?.units ?? []));
    return {
      ...book,
      phrases: [starts[0], phraseOf.length],
      points: [starts[1], pointOf.length],
      units: [starts[2], unitOf.length],
    };
  });
  const wordsOf = ({ says, answers, asked }: Point): string => [says, ...answers, ...asked].join('\n');
  return {
    ...{ books: shelved, synonyms, phraseOf, pointOf, unitOf },
    phrases: textIndexOf(phraseTerms),
    points: textIndexOf(pointOf.map((point) => termsOf(wordsOf(point), synonyms))),
    units: textIndexOf(unitOf.map(({ chapter, text }) => termsOf(`${chapter}\n${text}`, synonyms))),
  };
}

function booksOf(packs: readonly PackBook[], documents: readonly PolicyDocument[]): Book[] {
  const textOf = (id: string): PolicyDocument | null => documents.find(({ pack }) => pack === id) ?? null;
  const known = packs.map((pack): Book => ({ id: pack.id, pack, text: textOf(pack.id) }));
  const others = documents.filter(({ pack }) => pack === null || !packs.some(({ id }) => id === pack));
  return [...known, ...others.map((text): Book => ({ id: text.id, pack: null, text }))];
}
