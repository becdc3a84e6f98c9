/** A count as Word writes it in the formats of its lists (ECMA-376, 17.18.59). */

const DIGITS = Array.from('〇一二三四五六七八九');
const FORMAL = Array.from('零壹贰叁肆伍陆柒捌玖');
const STEMS = Array.from('甲乙丙丁戊己庚辛壬癸');
const BRANCHES = Array.from('子丑寅卯辰巳午未申酉戌亥');
const ROMAN: readonly (readonly [number, string])[] = [
  ...([
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
  ] as const),
  ...([
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ] as const),
];
/** Nobody counts further in letters or by powers of ten. */
const MOST = 9999;

/** @param count from 0; above 9999 and in formats that are not known it is written in digits */
export function numberIn(format: string, count: number): string {
  const write = FORMATS[format];
  if (write === undefined || count > MOST || !Number.isInteger(count)) return String(count);
  if (count < 1) return format === 'none' ? '' : '0';
  return write(count);
}

const FORMATS: Readonly<Record<string, ((count: number) => string) | undefined>> = {
  none: () => '',
  decimalZero: (count) => String(count).padStart(2, '0'),
  decimalFullWidth: (count) => wide(count),
  decimalFullWidth2: (count) => wide(count),
  decimalEnclosedCircle: (count) => enclosed(count, 0x2460),
  decimalEnclosedCircleChinese: (count) => enclosed(count, 0x2460),
  decimalEnclosedParen: (count) => enclosed(count, 0x2474),
  decimalEnclosedFullstop: (count) => enclosed(count, 0x2488),
  ideographEnclosedCircle: (count) => enclosed(count, 0x3280, 10),
  upperRoman: (count) => roman(count).toUpperCase(),
  lowerRoman: (count) => roman(count),
  upperLetter: (count) => letters(count, 'A'),
  lowerLetter: (count) => letters(count, 'a'),
  chineseCounting: (count) => counted(count, ['零', ...DIGITS.slice(1)], Array.from('十百千')),
  chineseCountingThousand: (count) => counted(count, ['零', ...DIGITS.slice(1)], Array.from('十百千')),
  japaneseCounting: (count) => counted(count, ['', ...DIGITS.slice(1)], Array.from('十百千')),
  taiwaneseCounting: (count) => counted(count, ['零', ...DIGITS.slice(1)], Array.from('十百千')),
  taiwaneseCountingThousand: (count) => counted(count, ['零', ...DIGITS.slice(1)], Array.from('十百千')),
  chineseLegalSimplified: (count) => counted(count, FORMAL, Array.from('拾佰仟')),
  ideographLegalTraditional: (count) => counted(count, Array.from('零壹貳參肆伍陸柒捌玖'), Array.from('拾佰仟')),
  ideographDigital: (count) => digits(count),
  japaneseDigitalTenThousand: (count) => digits(count),
  taiwaneseDigital: (count) => digits(count),
  ideographTraditional: (count) => STEMS[count - 1] ?? String(count),
  ideographZodiac: (count) => BRANCHES[count - 1] ?? String(count),
};

const digits = (count: number): string => Array.from(String(count), (digit) => DIGITS[Number(digit)]).join('');
const wide = (count: number): string =>
  Array.from(String(count), (digit) => String.fromCharCode(0xff10 + Number(digit))).join('');
const enclosed = (count: number, first: number, most = 20): string =>
  count > most ? String(count) : String.fromCharCode(first + count - 1);
/** a … z, aa, bb */
const letters = (count: number, first: 'A' | 'a'): string =>
  String.fromCharCode(first.charCodeAt(0) + ((count - 1) % 26)).repeat(Math.min(20, Math.ceil(count / 26)));

function roman(count: number): string {
  let rest = count;
  let written = '';
  for (const [value, letter] of ROMAN) for (; rest >= value; rest -= value) written += letter;
  return written;
}

/** 十二, 一百零五, 一千零一十; formally 壹拾贰. */
function counted(count: number, figures: readonly string[], powers: readonly string[]): string {
  const text = String(count);
  let written = '';
  for (const [n, digit] of Array.from(text).entries()) {
    const power = text.length - 1 - n;
    if (digit === '0') written += written.endsWith(figures[0] ?? '') ? '' : (figures[0] ?? '');
    else written += `${figures[Number(digit)] ?? ''}${power > 0 ? (powers[power - 1] ?? '') : ''}`;
  }
  const zero = figures[0] ?? '';
  while (zero !== '' && written.endsWith(zero)) written = written.slice(0, -zero.length);
  return count < 20 && count > 9 && figures[1] === '一' ? written.slice(1) : written;
}
