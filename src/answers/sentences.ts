/** The sentences of a text, and how well each fits what is sought. */
import type { Synonyms } from './terms.ts';
import { termsOf } from './terms.ts';

export interface Sentence {
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Share of the words sought that it has, less where it is long. */
  readonly fit: number;
}

/** Paragraphs are kept apart; a sentence ends behind 。；！？ and what closes them. */
const SENTENCES = /[^。；！？\n]+(?:[。；！？]+[”’」』）)]*|\n|$)/g;

export function sentencesOf(text: string, sought: readonly string[], synonyms: Synonyms): Sentence[] {
  const wanted = [...new Set(sought.filter((term) => term.length > 1))];
  return [...text.matchAll(SENTENCES)].map((match) => {
    const terms = new Set(termsOf(match[0], synonyms));
    const fit = wanted.filter((term) => terms.has(term)).length / Math.sqrt(terms.size + 8);
    return { from: match.index, to: match.index + match[0].length, text: match[0], fit };
  });
}
