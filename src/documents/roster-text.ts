/** Text of a cell as it was meant: what an input method, a copy from a web page or a print layout adds goes. */
import { plainLine } from '../domain/name.ts';

/** Kept out of a formula by `cellText` when it was written. */
const KEPT_TEXT = /^'(?=[=+\-@＝＋－＠])/;

/** One line, plain digits and Latin letters, single spaces, no hidden characters. */
export const plainText = (text: string): string => plainLine(text.replace(KEPT_TEXT, ''));

/** Two texts with the same key mean the same word: spaces and the width of brackets and dots tell nothing apart. */
export const keyOf = (text: string): string =>
  plainText(text)
    .replace(/ /g, '')
    .replaceAll('(', '（')
    .replaceAll(')', '）')
    .replace(/[•．・‧]/g, '·')
    .toLowerCase();
