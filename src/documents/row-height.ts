/** How high a row of wrapped text must be: a spreadsheet opens a file with the heights that stand in it. */

const LINE_POINTS = 16;
const PADDING_POINTS = 6;
/** Kept free at the end of a line: a sign that may not begin the next one takes a letter along. */
const SPARE = 1;
/** The most that a spreadsheet takes. */
const MAX_POINTS = 409;

/** In Latin letters; a Chinese one takes two. */
const widthOf = (line: string): number => [...line].reduce((sum, letter) => sum + (letter > '\u02ff' ? 2 : 1.1), 0);

const linesIn = (text: string, columnWidth: number): number =>
  text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / Math.max(2, columnWidth - SPARE))), 0);

/** Points; `columnWidth` as a spreadsheet counts it, in Latin letters. */
export const rowHeight = (cells: readonly { readonly text: string; readonly columnWidth: number }[]): number =>
  Math.min(
    MAX_POINTS,
    Math.max(1, ...cells.map(({ text, columnWidth }) => linesIn(text, columnWidth))) * LINE_POINTS + PADDING_POINTS,
  );
