/** What the pieces of a regulation are numbered with: 第一章, 第九条, 一、, （二）, 3., ①. */
import { readNumber } from '../domain/numerals.ts';

/**
 * division: 第一编, 第二章; section: 第一节; article: 第九条; top: 一、; sub: （一）; item: 1.; inner: （1）, ①, which no
 * citation of its own goes to.
 */
export type MarkerKind = 'division' | 'section' | 'article' | 'top' | 'sub' | 'item' | 'inner';

export interface Marker {
  readonly kind: MarkerKind;
  readonly number: number;
  /** 1 of 第九条之一; null where there is none. */
  readonly part: number | null;
  /** A blank or the end of the line follows the number. */
  readonly spaced: boolean;
  /** What follows the number, without blanks around. */
  readonly rest: string;
}

const numerals = '〇零一二三四五六七八九十百';
const anyNumber = `[${numerals}]{1,7}|[0-9０-９]{1,3}`;
const arabic = '[0-9０-９]{1,3}';
const blank = '[^\\S\\n]?';

/** Each looks at the beginning of a line only and takes no more than two dozen characters. */
const forms: readonly (readonly [MarkerKind, RegExp])[] = [
  ['division', new RegExp(`^第${blank}(${anyNumber})${blank}(?:编|章|部分)`)],
  ['section', new RegExp(`^第${blank}(${anyNumber})${blank}节`)],
  ['article', new RegExp(`^第${blank}(${anyNumber})${blank}条(?:之([一二三四五六七八九十]{1,3}))?`)],
  ['top', new RegExp(`^([${numerals}]{1,4})${blank}[、．.]`)],
  ['sub', new RegExp(`^[（(]${blank}([${numerals}]{1,4})${blank}[）)][、．.]?`)],
  ['item', new RegExp(`^(${arabic})${blank}(?:[．.](?![0-9０-９])|、)`)],
  ['inner', new RegExp(`^(?:[（(]${blank}(${arabic})${blank}[）)]|(${arabic})[）)])`)],
];
const circled = /^[①-⑳]/;

const valueOf = (written: string): number | null => readNumber(written.normalize('NFKC'));

function markerOf(kind: MarkerKind, found: RegExpExecArray, text: string): Marker | null {
  const number = valueOf(found[1] ?? found[2] ?? '');
  if (number === null || number === 0) return null;
  const after = text.slice(found[0].length);
  const part = kind === 'article' && found[2] !== undefined ? valueOf(found[2]) : null;
  return { kind, number, part, spaced: /^(?:\s|$)/.test(after), rest: after.trim() };
}

/** The number that a line begins with, or null. Whether it counts there or is a reference that a line break brought there is for the reader of lines. */
export function readMarker(text: string): Marker | null {
  if (circled.test(text)) {
    return {
      kind: 'inner',
      number: text.charCodeAt(0) - 0x245f,
      part: null,
      spaced: false,
      rest: text.slice(1).trim(),
    };
  }
  for (const [kind, form] of forms) {
    const found = form.exec(text);
    if (found) return markerOf(kind, found, text);
  }
  return null;
}

const digits = '零一二三四五六七八九';

/** 21 as 二十一, 105 as 一百零五; 1 to 999. */
export function chineseNumber(number: number): string {
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10];
  const hundred = hundreds > 0 ? `${digits.charAt(hundreds)}百` : '';
  const zero = hundreds > 0 && tens === 0 && ones > 0 ? '零' : '';
  const ten = tens === 0 ? '' : `${tens === 1 && hundreds === 0 ? '' : digits.charAt(tens)}十`;
  return hundred + zero + ten + (ones > 0 ? digits.charAt(ones) : '');
}

const someNumber = '[〇零一二三四五六七八九十百0-9]{1,7}';
/** What follows the number of an article that is referred to: 第九条规定的, 第九条第二款, 第九条、第十条. */
const reference = new RegExp(
  `^(?:第${someNumber}[款项条]|[（(]${someNumber}[）)]|[的、，,]|[和及与至到或者]{1,2}第|规定|所[列述称]|情形|条款|款|项)`,
);

/** True where the words after the number show that it is referred to here, not begun. */
export function isReference(marker: Marker): boolean {
  if (marker.kind === 'article') return !marker.spaced && reference.test(marker.rest);
  if (marker.kind === 'sub' || marker.kind === 'inner') return /^(?:[项款目]|[、至和][（(])/.test(marker.rest);
  return false;
}
