/** The documents that a decision of the rules cites, each with what it says of it. */
import type { Citation } from '../domain/citation.ts';
import type { PolicyPart, PolicySource } from '../domain/policy-answer.ts';
import type { Shelf } from './shelf.ts';
import { sourceOf } from './source.ts';

/** Several articles of one provision are separated by a blank. */
export const articlesOf = (citations: readonly Citation[]): string[] => [
  ...new Set(citations.flatMap(({ article }) => article.split(/\s+/))),
];

/** A part for each document cited, what is said with the first. */
export function citedParts(
  citations: readonly Citation[],
  says: readonly string[],
  { books }: Pick<Shelf, 'books'>,
): PolicyPart[] {
  const packs = [...new Set(citations.map(({ pack }) => pack))];
  return packs.map((pack, n): PolicyPart => {
    const mine = citations.filter((citation) => citation.pack === pack);
    const book = books.find(({ id }) => id === pack);
    const facts = (book?.pack?.points ?? []).filter(({ provision }) => mine.some((one) => one.provision === provision));
    return {
      source: book === undefined ? ofCitations(pack, mine) : sourceOf(book),
      by: 'rules',
      says: n === 0 ? says : [...new Set(facts.map((fact) => fact.says))],
      quotations: [],
      articles: articlesOf(mine),
    };
  });
}

/** Of a document that is not on the shelf, as a county's own rules are. */
const ofCitations = (id: string, [first]: readonly Citation[]): PolicySource => ({
  ...{ id, title: first?.title ?? id, number: first?.number ?? null },
  ...{ inForceFrom: first?.inForceFrom ?? null, inForceTo: null, caution: null },
});
