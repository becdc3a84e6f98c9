/** Other words put into a message, so that all that is read of it afterwards fits together. */
import { foldText, type FoldedText } from './folded-text.ts';

/** `start` and `end` are places of `look`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly meant: string;
}

/** What was typed, and the word it is taken for. */
export interface Correction {
  readonly said: string;
  readonly meant: string;
}

const placeIn = (text: FoldedText, at: number): number => text.at[at] ?? text.whole.length;

/** The message with the edits made, which don't overlap. Its positions are its own. */
export function edited(text: FoldedText, edits: readonly Edit[]): FoldedText {
  let whole = '';
  let next = 0;
  for (const { start, end, meant } of [...edits].sort((a, b) => a.start - b.start)) {
    whole += text.whole.slice(next, placeIn(text, start)) + meant;
    next = placeIn(text, end);
  }
  return foldText(whole + text.whole.slice(next), text.hour);
}

export const corrections = (text: FoldedText, edits: readonly Edit[]): readonly Correction[] =>
  edits.map(({ start, end, meant }) => ({ said: text.whole.slice(placeIn(text, start), placeIn(text, end)), meant }));
