/** Tables whose every cell may run over several lines; a Chinese character takes two columns. */
import { widthOf } from './rules-table.ts';

export interface Column {
  readonly head: string;
  /** Columns that it takes at most; it takes fewer where nothing in it is so long. */
  readonly most: number;
}

const gap = 2;
/** These never begin a line. */
const closing = /^[、，。；：）》”！？]/u;

/** The head, a rule, and the rows; without the blanks at the ends of lines. A text among the rows is a heading over all columns. */
export function columnsOf(columns: readonly Column[], rows: readonly (string | readonly string[])[]): string[] {
  const broken = (row: readonly string[]): string[][] => columns.map(({ most }, i) => brokenAt(row[i] ?? '', most));
  const head = broken(columns.map((column) => column.head));
  const cells = rows.map((row) => (typeof row === 'string' ? row : broken(row)));
  const widths = columns.map((_, i) =>
    Math.max(...[head, ...cells].flatMap((row) => (typeof row === 'string' ? [] : (row[i] ?? []).map(widthOf)))),
  );
  const ruled = widths.map((width) => '─'.repeat(width));
  const body = cells.flatMap((row) => (typeof row === 'string' ? [row] : linesOf(row, widths)));
  return [...linesOf(head, widths), lineOf(ruled, widths), ...body];
}

const linesOf = (row: readonly (readonly string[])[], widths: readonly number[]): string[] =>
  Array.from({ length: Math.max(...row.map((lines) => lines.length)) }, (_, at) =>
    lineOf(
      row.map((lines) => lines[at] ?? ''),
      widths,
    ),
  );

const lineOf = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(cell)) + gap))
    .join('')
    .trimEnd();

/** Lines of at most `most` columns. A date or a number is not torn. */
export function brokenAt(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (line !== '' && widthOf(line + piece) > most) {
      lines.push(line);
      line = '';
    }
    line += piece;
  }
  return [...lines, line];
}

/** A character with the stops that follow it, or a run of figures and letters. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const run of text.match(/[\x21-\x7e]+|./gu) ?? []) {
    const before = pieces.at(-1);
    if (before !== undefined && (closing.test(run) || /[（《“]$/u.test(before)))
      pieces[pieces.length - 1] = before + run;
    else pieces.push(run);
  }
  return pieces;
}
