/** The sentences of a text, and how well each fits what is sought. */
import { remembered } from './remembered.ts';
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

/** @param sought words by the same synonyms; of a text that is looked at again for them, nothing is reckoned twice */
export function sentencesOf(text: string, sought: readonly string[], synonyms: Synonyms): readonly Sentence[] {
  const { wanted, found } = lookedFor(sought);
  const before = found.get(text);
  if (before !== undefined) return before;
  const sentences = [...text.matchAll(SENTENCES)].map((match): Sentence => {
    const terms = new Set(termsOf(match[0], synonyms));
    const fit = wanted.filter((term) => terms.has(term)).length / Math.sqrt(terms.size + 8);
    return { from: match.index, to: match.index + match[0].length, text: match[0], fit };
  });
  found.set(text, sentences);
  return sentences;
}

const lookedFor = remembered((sought: readonly string[]) => ({
  wanted: [...new Set(sought.filter((term) => term.length > 1))],
  found: new Map<string, readonly Sentence[]>(),
}));
