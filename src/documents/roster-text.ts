/** Text of a cell as it was meant: what an input method, a copy from a web page or a print layout adds goes. */
import { settleDots } from '../domain/name.ts';

/** Never seen, and in the way when texts are compared: controls, zero width, marks of direction, soft hyphen, private use. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu;
const WIDE = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g;
/** Kept out of a formula by `cellText` when it was written. */
const KEPT_TEXT = /^'(?=[=+\-@＝＋－＠])/;

/** Most cells are: what is below would leave them as they are. */
const IS_PLAIN = /^[\u0028-\u007e\u4e00-\u9fff]*$/;

/** One line, plain digits and Latin letters, single spaces, no hidden characters. */
export const plainText = (text: string): string =>
  IS_PLAIN.test(text)
    ? text
    : text
        .replace(KEPT_TEXT, '')
        .replace(/[\r\n\t]/g, ' ')
        .replace(HIDDEN, '')
        .replace(WIDE, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
        .replace(/\s+/gu, ' ')
        .trim();

/** A name with one kind of dot and without the spaces that line up two characters with three; those between Latin words stay. */
export const plainName = (text: string): string =>
  settleDots(plainText(text)).replace(/(?<=[^\u0020-\u02ff]) | (?=[^\u0020-\u02ff])/gu, '');

/** Two texts with the same key mean the same word: spaces and the width of brackets and dots tell nothing apart. */
export const keyOf = (text: string): string =>
  plainText(text)
    .replace(/ /g, '')
    .replaceAll('(', '（')
    .replaceAll(')', '）')
    .replace(/[•．・‧]/g, '·')
    .toLowerCase();
