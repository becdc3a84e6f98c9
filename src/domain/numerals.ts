/** Numbers as people type them: 12, 十二, 两, 廿三, 三百六十五. */

const digits: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  俩: 2,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const shortTens: Readonly<Record<string, string>> = { 廿: '二十', 卅: '三十' };

/** Every character a Chinese number may hold, for use inside a character class. */
export const numeralCharacters = '〇零一二两三四五六七八九十百千廿卅';

/** Pattern source of a day or month number, for use in date forms. */
export const smallNumber = '(\\d{1,2}|[一二两三四五六七八九十廿卅]{1,3})';

/** Pattern source of a count. */
export const countNumber = `(\\d{1,4}(?:\\.\\d)?|[${numeralCharacters}]{1,7}|[俩仨])`;

interface Sum {
  readonly total: number;
  readonly digit: number | null;
  readonly lastUnit: number;
}

function addCharacter(sum: Sum, character: string): Sum | null {
  const digit = digits[character];
  if (digit === 0) return sum;
  if (digit !== undefined) return sum.digit === null ? { ...sum, digit } : null;
  const unit = units[character];
  if (unit === undefined || unit >= sum.lastUnit) return null;
  // 十五 starts with its unit; 百五 does not exist.
  if (sum.digit === null && !(unit === 10 && sum.total === 0)) return null;
  return { total: sum.total + (sum.digit ?? 1) * unit, digit: null, lastUnit: unit };
}

/** The number, or null for what is none: 两三 ("two or three"), 十百, an empty text. Never negative. */
export function readNumber(text: string): number | null {
  if (/^\d{1,9}(?:\.\d)?$/.test(text)) return Number(text);
  if (text === '') return null;
  let sum: Sum = { total: 0, digit: null, lastUnit: 10_000 };
  for (const character of text.replace(/[廿卅]/g, (short) => shortTens[short] ?? short)) {
    const next = addCharacter(sum, character);
    if (!next) return null;
    sum = next;
  }
  return sum.total + (sum.digit ?? 0);
}
