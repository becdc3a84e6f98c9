/** Lines of a regulation as a file gave them, cleaned: what cannot be seen goes, what a page broke apart is told by its ends. */
import { readMarker } from './policy-markers.ts';

export interface Line {
  readonly text: string;
  /** Stood in from the margin, as the first line of a paragraph does in print. */
  readonly indented: boolean;
}

/** No line of a page is narrower than this, in characters: a shorter one ends what it belongs to. */
export const LEAST_LINE = 16;
/** A longer one is no heading, in characters. */
export const LONGEST_HEADING = 30;

const breaks = /\r\n|[\n\r\f\v\u0085\u2028\u2029]/;
const unseen = /[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const margin = /^(?:\u3000|[ \t\u00a0\u2000-\u200a]{2})/;

const han = /\p{Script=Han}/u;
export const isHan = (character: string): boolean => han.test(character);

const closers = '”’"\'）)〉》」』】］]';
const enders = '。！？；：!?;…';
/** How far back the other bracket of a remark after a sentence is looked for. */
const remarkLength = 300;

/** Without the quotes and brackets that close at its end. */
function withoutClosers(text: string): string {
  let end = text.length;
  while (end > 0 && closers.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** True for `……。（说明）`: a remark in brackets after a whole sentence. */
function endsWithRemark(text: string): boolean {
  if (!/[）)]$/.test(text)) return false;
  const tail = text.slice(-remarkLength);
  const opened = Math.max(tail.lastIndexOf('（'), tail.lastIndexOf('('));
  return opened > 0 && '。！？'.includes(tail.charAt(opened - 1));
}

/** True where a sentence, a clause of a list or what announces one ends, so that the next line may be another paragraph. */
export function endsSentence(text: string): boolean {
  const bare = withoutClosers(text.slice(-remarkLength));
  const last = bare.at(-1) ?? '';
  if (last !== '' && enders.includes(last)) return true;
  // 5:3 is a ratio, broken off.
  if (last === ':') return !/\d/.test(bare.at(-2) ?? '');
  return endsWithRemark(text);
}

/** Has none of the marks that only sentences have; commas and 、 stand in headings too. */
export const isPlain = (text: string): boolean => !/[。；：！？;:!?]/.test(text);

/** One text of two pieces that a page or a line broke apart. Two Latin words keep a blank between them. */
export const joinPieces = (before: string, after: string): string =>
  before + (/[A-Za-z]$/.test(before.slice(-1)) && /^[A-Za-z]/.test(after) ? ' ' : '') + after;

/** Blanks between Chinese characters, as the end of a line leaves them in a copy, are gone. */
export const closeUp = (text: string): string =>
  text.replace(/([\p{Script=Han}，。；：、）》”])[^\S\n]+(?=[\p{Script=Han}（《“])/gu, '$1');

/** What two writings of a title have in common: no blanks, one width of brackets, no quotes. */
export const titleKey = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s《》〈〉<>"“”'‘’]/g, '')
    .toLowerCase();

function count(lines: readonly Line[], character: string): number {
  let found = 0;
  for (const { text } of lines) {
    for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found += 1;
  }
  return found;
}

/** Brackets as most of them are written in that text: a copy has both （） and () where one page was typed anew. */
export function withLikeBrackets(lines: readonly Line[]): readonly Line[] {
  const narrow = count(lines, '(');
  if (narrow === 0 || narrow >= count(lines, '（')) return lines;
  return lines.map((line) => {
    const isChinese = /[()]/.test(line.text) && han.test(line.text);
    return isChinese ? { ...line, text: line.text.replaceAll('(', '（').replaceAll(')', '）') } : line;
  });
}

const markerBeginning =
  /^(?:第[〇零一二三四五六七八九十百\d]{0,7}|[（(][〇零一二三四五六七八九十百\d]{0,7}|[〇零一二三四五六七八九十百\d]{1,7})$/;

/** A number that a line break went through, 第十 / 一条, is one again. */
function mendNumbers(lines: readonly Line[]): Line[] {
  const mended: Line[] = [];
  for (const line of lines) {
    const before = mended.at(-1);
    const split =
      before !== undefined &&
      // The number of a page in the middle of a sentence.
      !(/^\d+$/.test(before.text) && !/^[.．]/.test(line.text) && !endsSentence(mended.at(-2)?.text ?? '。')) &&
      markerBeginning.test(before.text) &&
      readMarker(line.text) === null &&
      readMarker(before.text + line.text) !== null;
    if (split) mended[mended.length - 1] = { ...before, text: before.text + line.text };
    else mended.push(line);
  }
  return mended;
}

/** How wide a line is on paper, in Chinese characters. */
const widthOf = ({ text, indented }: Line): number => {
  const narrow = text.match(/[\x20-\x7e]/g)?.length ?? 0;
  return text.length - narrow / 2 + (indented ? 2 : 0);
};
const longestPrinted = 60;
/** A line is full where no more than this is missing, in characters: a bracket or two are not parted from their words. */
const tolerance = 2.5;
/** Fewer broken lines tell nothing of a margin. */
const leastBroken = 12;

/** The lines that go to the margin, where most lines of a text that do not end a sentence do; none where its lines are no page's. */
export function fullLines(lines: readonly Line[]): ReadonlySet<Line> {
  const printed = lines.filter(({ text }) => text.length >= LEAST_LINE && text.length <= longestPrinted);
  const broken = printed.filter(({ text }) => !endsSentence(text));
  const widths = broken.map(widthOf).sort((a, b) => a - b);
  const margin = widths[Math.floor(widths.length * 0.9)] ?? 0;
  const full = broken.filter((line) => Math.abs(widthOf(line) - margin) <= tolerance);
  const arePages = broken.length >= leastBroken && full.length >= broken.length * 0.7;
  return new Set(arePages ? printed.filter((line) => widthOf(line) >= margin - tolerance) : []);
}

/** The lines with something on them, without blanks around and without characters that nobody sees. */
export function cleanLines(raw: readonly string[]): Line[] {
  const lines: Line[] = [];
  for (const given of raw) {
    for (const piece of given.split(breaks)) {
      const text = piece.replace(unseen, '');
      const trimmed = text.trim();
      if (trimmed !== '') lines.push({ text: trimmed, indented: margin.test(text) });
    }
  }
  return mendNumbers(lines);
}
