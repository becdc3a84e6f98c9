/**
 * Words of a text for searching: single characters, pairs of them, numbers written one way (两天 → 2天), and a mark for each group of
 * synonyms that a word belongs to. A dictionary's words find far less in Chinese.
 */
import { numeralCharacters, readNumber } from '../domain/numerals.ts';

/** What a number counts: without it 一般 would hold one. */
const COUNTED = '天日个月年次回趟遍名人位元块万千百周季度星礼小时点岁户分场期届级种类件倍公里字半';
const NUMBER = new RegExp(`(?<![第${numeralCharacters}])[${numeralCharacters}俩]+(?=[${COUNTED}])`, 'g');
const RUNS = /[a-z]+|\d+(?:\.\d+)?|\p{Script=Han}/gu;
const BETWEEN = /[^\p{Script=Han}a-z\d.]+/u;

/** As it is compared: one width, one case, counted numbers in digits. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(NUMBER, (number) => String(readNumber(number) ?? number));

/** Groups of words that mean the same where people ask about a regulation. */
export interface Synonyms {
  /** The marks of the groups whose words stand in a plain text, each once. */
  marksIn(text: string): readonly string[];
}

/** @param groups words in a group mean the same; a word may be in several groups, and the longest word at a place counts */
export function synonymsOf(groups: readonly (readonly string[])[]): Synonyms {
  const marks = new Map<string, string[]>();
  for (const [n, group] of groups.entries())
    for (const word of new Set(group.map(plain))) marks.set(word, [...(marks.get(word) ?? []), `=${String(n)}`]);
  if (marks.size === 0) return { marksIn: () => [] };
  const longestFirst = [...marks.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const words = new RegExp(longestFirst.join('|'), 'g');
  return { marksIn: (text) => [...new Set([...text.matchAll(words)].flatMap(([word]) => marks.get(word) ?? []))] };
}

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Every word of the text in its order, repeated as often as it stands there. */
export function termsOf(text: string, synonyms: Synonyms): string[] {
  const whole = plain(text);
  const terms: string[] = [...synonyms.marksIn(whole)];
  for (const piece of whole.split(BETWEEN)) {
    const units = piece.match(RUNS) ?? [];
    for (const [n, unit] of units.entries()) {
      terms.push(unit);
      const next = units[n + 1];
      if (next !== undefined) terms.push(unit + next);
    }
  }
  return terms;
}
