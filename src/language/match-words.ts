/** Matching words of a table at a place in a text. */

/** A table of words, separated by spaces. */
export const list = (words: string): readonly string[] => words.trim().split(/\s+/);

const special = /[.*+?^${}()|[\]\\/]/g;

/** Pattern source that matches any of the words, the longest first. */
export const anyWord = (words: readonly string[]): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(special, '\\$&'))
    .join('|');

/** End of the longest of the words that stands exactly at `at`, or null. */
export type WordMatcher = (look: string, at: number) => number | null;

export function wordMatcher(words: readonly string[]): WordMatcher {
  const pattern = new RegExp(`(?:${anyWord(words)})`, 'y');
  // Telegram writes /leave@thisbot in groups.
  const address = /@[a-z0-9_]{1,64}/y;
  return (look, at) => {
    pattern.lastIndex = at;
    const match = pattern.exec(look);
    if (!match) return null;
    const end = at + match[0].length;
    address.lastIndex = end;
    return match[0].startsWith('/') && address.test(look) ? address.lastIndex : end;
  };
}

export const startsWithAny = (text: string, words: readonly string[]): boolean =>
  words.some((word) => text.startsWith(word));
export const endsWithAny = (text: string, words: readonly string[]): boolean =>
  words.some((word) => text.endsWith(word));
export const includesAny = (text: string, words: readonly string[]): boolean =>
  words.some((word) => text.includes(word));

const gap = /[\p{P}\p{S}\p{Z}\s]/u;

/** True at the end of the text and before a space, a punctuation mark or a symbol. */
export const isBoundary = (look: string, at: number): boolean => at >= look.length || gap.test(look[at] ?? '');

const joiningMark = /[\s。.!?,、~…:;-]/;

/** The first place at or after `at` that is no space, comma, colon or the like; brackets, quotes and # stay. */
export function skipGaps(look: string, at: number): number {
  let index = at;
  while (index < look.length && joiningMark.test(look[index] ?? '')) index++;
  return index;
}

const edgeMark = /[\s。.!,、~…:;]/;

/** A message without spaces and marks at its edges; a question mark is kept. */
export function bare(look: string): string {
  let start = 0;
  let end = look.length;
  while (start < end && edgeMark.test(look[start] ?? '')) start++;
  while (end > start && edgeMark.test(look[end - 1] ?? '')) end--;
  return look.slice(start, end);
}
