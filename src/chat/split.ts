/** Long texts as several messages, each as long as a platform takes. */

const paragraphEnd = /\n/gu;
/** With the quotes and brackets that close behind it. */
const sentenceEnd = /[。！？；!?;…][”’』」）》】)]*/gu;

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * The text in parts of at most `longest` UTF-16 units; joined they are the text. A part ends with a paragraph, else with a sentence, else
 * anywhere between two characters as people see them; a single one that is longer than a part is cut between its code points.
 * @param longest at least 2
 */
export function partsOf(text: string, longest: number): string[] {
  const parts: string[] = [];
  let from = 0;
  while (text.length - from > longest) {
    const end = from + cutOf(text.slice(from, from + longest + 2), longest);
    parts.push(text.slice(from, end));
    from = end;
  }
  parts.push(text.slice(from));
  return parts;
}

/** Where to cut, at most at `longest`; `ahead` holds a character more than that. */
function cutOf(ahead: string, longest: number): number {
  const between = new Set([...graphemes.segment(ahead)].map(({ index }) => index));
  // Too early an end would leave many short messages.
  const isEnd = (at: number): boolean => at >= longest / 2 && at <= longest && between.has(at);
  return (
    lastEnd(ahead, paragraphEnd, isEnd) ?? lastEnd(ahead, sentenceEnd, isEnd) ?? lastBetween(ahead, between, longest)
  );
}

function lastEnd(ahead: string, end: RegExp, isEnd: (at: number) => boolean): number | null {
  const ends = [...ahead.matchAll(end)].map((match) => match.index + match[0].length).filter(isEnd);
  return ends.at(-1) ?? null;
}

function lastBetween(ahead: string, between: ReadonlySet<number>, longest: number): number {
  for (let at = longest; at > 0; at--) if (between.has(at)) return at;
  const isInsidePair = /[\uD800-\uDBFF]/.test(ahead[longest - 1] ?? '') && /[\uDC00-\uDFFF]/.test(ahead[longest] ?? '');
  return isInsidePair ? longest - 1 : longest;
}
