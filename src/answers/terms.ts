/**
 * Words of a text for searching: single characters, pairs of them, numbers written one way (两天 → 2天), and a mark for each group of
 * synonyms that a word belongs to. A dictionary's words find far less in Chinese.
 */
import { numeralCharacters, readNumber } from '../domain/numerals.ts';

/** What a number counts: without it 一般 would hold one. */
const COUNTED = '天日个月年次回趟遍名人位元块万千百周季度星礼小时点岁户分场期届级种类件倍公里字半';
const NUMBER = new RegExp(`(?<![第${numeralCharacters}])[${numeralCharacters}俩]+(?=[${COUNTED}])`, 'g');

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
  const root: Branch = { next: new Map(), marks: null };
  for (const [n, group] of groups.entries())
    for (const word of new Set(group.map(plain))) {
      const end = branchTo(root, word);
      end.marks = [...(end.marks ?? []), `=${String(n)}`];
    }
  return {
    marksIn(text) {
      const found = new Set<string>();
      for (let at = 0; at < text.length;) {
        const [marks, end] = longestAt(root, text, at);
        for (const mark of marks) found.add(mark);
        at = end;
      }
      return [...found];
    },
  };
}

/** What may follow the letters that led here; marks where they are a word. */
interface Branch {
  readonly next: Map<number, Branch>;
  marks: readonly string[] | null;
}

function branchTo(root: Branch, word: string): Branch {
  let branch = root;
  for (let k = 0; k < word.length; k += 1) {
    const code = word.charCodeAt(k);
    const next = branch.next.get(code) ?? { next: new Map(), marks: null };
    branch.next.set(code, next);
    branch = next;
  }
  return branch;
}

/** The marks of the longest word at a place, and where to go on. */
function longestAt(root: Branch, text: string, from: number): readonly [marks: readonly string[], end: number] {
  let longest: readonly [readonly string[], number] = [[], from + 1];
  let branch = root.next.get(text.charCodeAt(from));
  for (let at = from + 1; branch !== undefined; at += 1) {
    if (branch.marks !== null) longest = [branch.marks, at];
    branch = at < text.length ? branch.next.get(text.charCodeAt(at)) : undefined;
  }
  return longest;
}

/** Every word of the text in its order, repeated as often as it stands there. */
export function termsOf(text: string, synonyms: Synonyms): string[] {
  const whole = plain(text);
  const terms: string[] = [...synonyms.marksIn(whole)];
  let before = '';
  for (let at = 0; at < whole.length;) {
    const end = endOfUnit(whole, at);
    if (end > at) {
      const unit = whole.slice(at, end);
      if (before !== '') terms.push(before + unit);
      terms.push(unit);
      before = unit;
      at = end;
    } else {
      // A point may stand inside a number or a name; whatever else comes between keeps words apart.
      if (whole.charCodeAt(at) !== POINT) before = '';
      at += 1;
    }
  }
  return terms;
}

/** Behind the letters, the number or the character of Chinese that stands there; the place itself where none does. */
function endOfUnit(text: string, at: number): number {
  const kind = kindAt(text, at);
  if (kind === HAN) return at + 1;
  if (kind === PAIR) return HAN_CHARACTER.test(String.fromCodePoint(text.codePointAt(at) ?? 0)) ? at + 2 : at;
  if (kind === OTHER) return at;
  const end = endOfRun(text, at, kind);
  const isPoint = kind === DIGIT && text.charCodeAt(end) === POINT && kindAt(text, end + 1) === DIGIT;
  return isPoint ? endOfRun(text, end + 1, DIGIT) : end;
}

function endOfRun(text: string, from: number, kind: number): number {
  let end = from;
  while (kindAt(text, end) === kind) end += 1;
  return end;
}

const [OTHER, HAN, LETTER, DIGIT, PAIR] = [0, 1, 2, 3, 4];
const POINT = 46;
const HAN_CHARACTER = /^\p{Script=Han}$/u;

/** What each code unit is: a table answers faster than a pattern. */
const kinds = Uint8Array.from({ length: 0x10000 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z]/.test(character)) return LETTER;
  if (/\d/.test(character)) return DIGIT;
  if (code >= 0xd800 && code < 0xdc00) return PAIR;
  return code >= 0x2e80 && HAN_CHARACTER.test(character) ? HAN : OTHER;
});
const kindAt = (text: string, at: number): number => kinds[text.charCodeAt(at)] ?? OTHER;
