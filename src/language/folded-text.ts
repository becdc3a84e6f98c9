/** A message in two forms: what was typed (for reasons and logs) and a folded look of its beginning (for the grammar). */

import { nameDots, settleDots } from '../domain/name.ts';

/** The grammar looks at this many UTF-16 units at most, so work on a 100 kB message is bounded. */
export const lookLength = 2000;

export interface FoldedText {
  /** What was typed, without control characters and lone surrogates; never cut. */
  readonly whole: string;
  /** NFKC, lower case, one kind of space, dash, tilde and dot of a name; at most about `lookLength` units. */
  readonly look: string;
  /** Index in `whole` of each unit of `look`. */
  readonly at: readonly number[];
  /** True when `look` shows only the beginning: then nothing may be taken as the whole message. */
  readonly cut: boolean;
  /** The hour in which it was sent, where that is known: 上午请半天 said in the evening means no morning to come. */
  readonly hour?: number | undefined;
}

const carriageReturns = /\r\n?/g;
// Control characters, bidi overrides and invisible breaks; a joiner inside an emoji stays.
const unwanted = /(?![\n\t])[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const loneSurrogates = /\p{Cs}/gu;
// Joiners, variation selectors, soft hyphens and skin tones do not change a word.
const unseen = /[\u00ad\u200c\u200d\ufe00-\ufe0f\u{1f3fb}-\u{1f3ff}]/u;
const dashes = '‐‑‒–—―−─﹣－';
const tildes = '〜∼～˜';

/** The typed text made safe to store: control characters gone, lone surrogates shown as U+FFFD. Linear. */
export const cleanText = (text: string): string =>
  text.replace(carriageReturns, '\n').replace(unwanted, '').replace(loneSurrogates, '\ufffd');

const isPlainHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff;

function foldCharacter(character: string): string {
  if (isPlainHan(character.charCodeAt(0))) return character;
  if (dashes.includes(character)) return '-';
  if (tildes.includes(character)) return '~';
  if (nameDots.includes(character)) return settleDots(character);
  if (unseen.test(character)) return '';
  if (/\s/u.test(character)) return ' ';
  return character.normalize('NFKC').toLowerCase();
}

export function foldText(text: string, hour?: number): FoldedText {
  const whole = cleanText(text).trim();
  const at: number[] = [];
  let look = '';
  let index = 0;
  for (const character of whole) {
    if (look.length >= lookLength || index >= lookLength * 2) break;
    const folded = foldCharacter(character);
    look += folded;
    for (let unit = 0; unit < folded.length; unit++) at.push(index);
    index += character.length;
  }
  return { whole, look, at, cut: index < whole.length, hour };
}

/** What was typed between two positions of `look`; up to its end means up to the end of the message. */
export function typed(text: FoldedText, start: number, end: number): string {
  if (start >= text.look.length && !text.cut) return '';
  const from = start < text.look.length ? text.at[start] : undefined;
  const to = end < text.look.length ? text.at[end] : undefined;
  return text.whole.slice(from ?? text.whole.length, to ?? text.whole.length);
}

/** A name that was found at `at` of `look`, in the letters that were typed, with its dots settled; as found where it stands nowhere. */
export function nameTyped(text: FoldedText, said: string, at = text.look.lastIndexOf(said)): string {
  return at < 0 ? said : settleDots(typed(text, at, at + said.length));
}
