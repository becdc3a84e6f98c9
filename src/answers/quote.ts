/** What of an imported text is shown: whole where it is short, else the pieces that fit the question, each word for word. */
import { cut } from '../domain/cut.ts';
import type { PolicyUnit } from '../domain/policy.ts';
import type { Quotation } from '../domain/policy-answer.ts';
import { sentencesOf, type Sentence } from './sentences.ts';
import type { Synonyms } from './terms.ts';

/** A text up to this length is shown whole, in characters. */
const WHOLE = 260;
/** So much of a longer one. */
const PIECES = 320;

/** What is longer is no sentence but a file gone wrong: it is shown up to where a clause ends. */
const SENTENCE = 800;

/** @param sought words of the question and of the facts that answer it */
export function quotationsOf(unit: PolicyUnit, sought: readonly string[], synonyms: Synonyms): Quotation[] {
  const { article, text } = unit;
  if (text.length <= WHOLE) return [{ article, text }];
  let room = PIECES;
  const chosen = sentencesOf(text, sought, synonyms)
    .map(bounded)
    .toSorted((a, b) => b.fit - a.fit)
    .filter(({ from, to }, n) => {
      if (n > 0 && to - from > room) return false;
      room -= to - from;
      return room > 0 || n === 0;
    })
    .sort((a, b) => a.from - b.from);
  return joined(chosen)
    .map(([from, to]) => ({ article, text: text.slice(from, to).trim() }))
    .filter((q) => q.text !== '');
}

function bounded(sentence: Sentence): Sentence {
  const { from, to, text } = sentence;
  if (to - from <= SENTENCE) return sentence;
  const shown = cut(text, PIECES);
  const clause = shown.search(/[，、：,:][^，、：,:]*$/);
  const length = clause < 0 ? shown.length : clause + 1;
  return { ...sentence, to: from + length, text: text.slice(0, length) };
}

/** Pieces that follow each other are one. */
function joined(pieces: readonly { readonly from: number; readonly to: number }[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const { from, to } of pieces) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === from) last[1] = to;
    else runs.push([from, to]);
  }
  return runs;
}
