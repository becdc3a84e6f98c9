/** Names as they are kept and compared. */

/** The dots that keyboards and web pages put between the parts of a name; kept and looked up is the middle dot alone. */
export const nameDots = '·•・‧･';
const otherDots = new RegExp(`[${nameDots.slice(1)}]`, 'gu');

export const settleDots = (name: string): string => name.replace(otherDots, nameDots.slice(0, 1));

/** Never seen, and in the way when texts are compared: controls, zero width, marks of direction, soft hyphen, private use. */
const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu;
const wide = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g;
/** Most texts are: what is below would leave them as they are. */
const isPlain = /^[\u0028-\u007e\u4e00-\u9fff]*$/;

/** How somebody was called: 小李, 李队长 and 李小明 all say the family name; it is null where only a given name was said. */
export interface Called {
  readonly said: string;
  /** Where no more than the family name was said. */
  readonly family: string | null;
}

/** Whether somebody of that name may be called so. */
export const goesBy = (name: string, { said, family }: Called): boolean =>
  family === null ? name === said || (said.length >= 2 && name.endsWith(said)) : name.startsWith(family);

/** One line, plain digits and Latin letters, single spaces, no hidden characters. */
export const plainLine = (text: string): string =>
  isPlain.test(text)
    ? text
    : text
        .replace(/[\r\n\t]/g, ' ')
        .replace(hidden, '')
        .replace(wide, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
        .replace(/\s+/gu, ' ')
        .trim();

/** A name with one kind of dot and without the spaces that line up two characters with three; those between Latin words stay. */
export const settleName = (text: string): string =>
  settleDots(plainLine(text)).replace(/(?<=[^\u0020-\u02ff]) | (?=[^\u0020-\u02ff])/gu, '');
