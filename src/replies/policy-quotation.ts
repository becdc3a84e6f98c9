/** The beginning of a text of a regulation, by whole sentences: a sentence that is cut says something else. */

const ends = '。；;！!？?\n';
/** These belong to the sentence before them. */
const closing = '」』”’）)';

export interface Excerpt {
  /** Word for word, from its beginning. */
  readonly said: string;
  readonly isCut: boolean;
}

/** Where each sentence ends, behind the marks that close it. */
function* sentenceEnds(text: string): Generator<number> {
  let hasEnded = false;
  for (let at = 0; at < text.length; at++) {
    const mark = text[at] ?? '';
    const isEnd = ends.includes(mark);
    if (hasEnded && !isEnd && !closing.includes(mark)) {
      yield at;
      hasEnded = false;
    }
    hasEnded ||= isEnd;
  }
  yield text.length;
}

/** Whole sentences within `most` characters; the first one whatever its length. */
export function excerpt(text: string, most: number): Excerpt {
  if (text.length <= most) return { said: text, isCut: false };
  let said = '';
  for (const end of sentenceEnds(text)) {
    const longer = text.slice(0, end).trimEnd();
    if (said !== '' && longer.length > most) break;
    said = longer;
  }
  return { said, isCut: said.length < text.trimEnd().length };
}
