/** Pieces of a page as lines: a PDF draws them in any order, so what stands at one height is one line, from the left. */

/** Lengths in points, from the top left corner of the page as it is turned. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  /** Of the line that the letters stand on. */
  readonly y: number;
  readonly width: number;
  /** Height of the font. */
  readonly size: number;
  /** Written from left to right and not turned. */
  readonly isLevel: boolean;
  readonly endsLine: boolean;
}

/** Of the height of the font: a raised figure belongs to its line, the next line does not. */
const SAME_LINE = 0.4;
const SAME_PLACE = 0.25;
const CHINESE_GAP = 0.6;
const LATIN_GAP = 0.15;
const BLANK = 0.2;

/** Top down; what is turned (a watermark, a vertical note) comes after, in the order in which it was drawn. */
export function linesByPosition(found: readonly PlacedText[]): readonly string[] {
  const level = found.filter((piece) => piece.isLevel && isShown(piece)).sort((a, b) => a.y - b.y);
  const lines: string[] = [];
  let row: PlacedText[] = [];
  let anchor: PlacedText | null = null;
  for (const piece of level) {
    if (anchor !== null && piece.y - anchor.y > SAME_LINE * Math.max(piece.size, anchor.size)) {
      lines.push(joined(row));
      [row, anchor] = [[], null];
    }
    row.push(piece);
    if (anchor === null || piece.size > anchor.size) anchor = piece;
  }
  if (row.length > 0) lines.push(joined(row));
  return [...lines, ...turnedLines(found)].filter((line) => line !== '');
}

/** A blank that is as wide as one; those that only part one line from the next have no width. */
const isShown = ({ text, width, size }: PlacedText): boolean =>
  text.trim() !== '' || (text !== '' && width >= BLANK * size);

function joined(row: readonly PlacedText[]): string {
  let line = '';
  let last: PlacedText | null = null;
  for (const piece of [...row].sort((a, b) => a.x - b.x)) {
    // Bold letters are often drawn twice, a hair apart.
    if (last !== null && piece.text === last.text && piece.x - last.x < SAME_PLACE * piece.size) continue;
    if (last !== null && isApart(last, piece) && !line.endsWith(' ')) line += ' ';
    line += piece.text.trim() === '' ? ' ' : piece.text;
    last = piece;
  }
  return line.replace(/ {2,}/g, ' ').trim();
}

function isApart(last: PlacedText, next: PlacedText): boolean {
  const gap = next.x - last.x - last.width;
  const isLatin = /[!-~]$/.test(last.text) && /^[!-~]/.test(next.text);
  return gap > (isLatin ? LATIN_GAP : CHINESE_GAP) * next.size;
}

function turnedLines(found: readonly PlacedText[]): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const { text, isLevel, endsLine } of found) {
    if (isLevel) continue;
    line += text;
    if (!endsLine) continue;
    lines.push(line.trim());
    line = '';
  }
  return [...lines, line.trim()];
}
