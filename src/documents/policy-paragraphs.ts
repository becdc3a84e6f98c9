/** Paragraphs of a regulation, of lines that pages and screens broke anywhere. */
import { DoubledWords } from './policy-doubled.ts';
import {
  closeUp,
  endsSentence,
  fullLines,
  isPlain,
  joinPieces,
  LEAST_LINE,
  LONGEST_HEADING,
  type Line,
} from './policy-lines.ts';
import { isReference, readMarker, type Marker, type MarkerKind } from './policy-markers.ts';

export interface Paragraph {
  /** null where it has no number, or one that is only referred to. */
  readonly marker: Marker | null;
  /** As it stands there, with its number. */
  readonly text: string;
  /** Without its number. */
  readonly words: string;
  /** A number with a few words that are no sentence: what it is about follows. */
  readonly isHeading: boolean;
}

export interface Paragraphs {
  readonly paragraphs: readonly Paragraph[];
  /** Words that a copy had twice and that are once now, with what stands around them: 加强组｜组织领导. */
  readonly doubled: readonly string[];
}

/** 第一章 before 第九条 before 一、: a number of one level begins those below it anew. */
const levels: readonly MarkerKind[] = ['division', 'section', 'article', 'top', 'sub', 'item', 'inner'];
const levelOf = (kind: MarkerKind): number => levels.indexOf(kind);

/** Words after which a number is one that is referred to. */
const refers =
  /(?:[第条款项章节和及与至到按照据见、《〈“（(]|办法|细则|规定|规则|条例|制度|意见|方案|通知|违反|符合|遵守|执行)$/;

const isHeadingLike = (words: string): boolean => words !== '' && words.length <= LONGEST_HEADING && isPlain(words);

/** Characters of the widest line of a page; longer ones are whole paragraphs of a file that breaks none. */
const WIDEST_LINE = 40;

/** Whether most paragraphs stand on one line each, so that a short line is rarely a broken one. */
function areWhole(lines: readonly Line[]): boolean {
  const full = lines.filter(({ text }) => text.length >= LEAST_LINE && readMarker(text) === null);
  return full.filter(({ text }) => text.length > WIDEST_LINE).length * 2 > full.length;
}

/** Lines with a number most of whose like, below the same number, are headings; none where pages broke all lines. */
function headingGroups(lines: readonly Line[]): Set<Line> {
  if (!areWhole(lines)) return new Set();
  const groups: { line: Line; heading: boolean }[][] = [];
  const open = new Map<number, { line: Line; heading: boolean }[]>();
  for (const line of lines) {
    const marker = readMarker(line.text);
    if (!marker) continue;
    const level = levelOf(marker.kind);
    for (const lower of [...open.keys()].filter((other) => other > level)) open.delete(lower);
    const group = open.get(level) ?? [];
    if (group.length === 0) groups.push(group);
    group.push({ line, heading: isHeadingLike(marker.rest) });
    open.set(level, group);
  }
  const most = groups.filter((g) => g.length > 1 && g.filter(({ heading }) => heading).length * 2 > g.length);
  return new Set(most.flat().map(({ line }) => line));
}

/** Whether paragraphs stand in from the margin here, so that a line that does begins one. */
function areIndented(lines: readonly Line[]): boolean {
  const numbered = lines.filter(({ text }) => readMarker(text) !== null);
  return numbered.length > 1 && numbered.filter(({ indented }) => indented).length * 2 > numbered.length;
}

/** A paragraph while its lines come in. */
interface Draft {
  readonly marker: Marker | null;
  /** Of the line it began with: how long words without a full stop may be to be a heading still. */
  readonly longest: number;
  readonly pieces: string[];
  /** Characters of all pieces. */
  length: number;
  last: Line;
  /** The last characters of all pieces together. */
  tail: string;
}

/** Characters of a paragraph that are looked at to tell whether it has ended. */
const tailLength = 320;

class ParagraphReader {
  readonly #lines: readonly Line[];
  readonly #headings: Set<Line>;
  readonly #indented: boolean;
  readonly #full: ReadonlySet<Line>;
  readonly #words: DoubledWords;
  readonly #drafts: Draft[] = [];
  readonly #doubled: string[] = [];
  /** The number that came last, by level. */
  readonly #last = new Map<number, number>();

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
    this.#headings = headingGroups(lines);
    this.#indented = areIndented(lines);
    this.#full = fullLines(lines);
    this.#words = new DoubledWords(lines.map(({ text }) => text).join('\n'));
  }

  read(): Paragraphs {
    for (const [at, line] of this.#lines.entries()) this.#take(line, this.#lines[at + 1]);
    return { paragraphs: this.#drafts.map((draft) => finished(draft)), doubled: this.#doubled };
  }

  #take(line: Line, next: Line | undefined): void {
    const before = this.#drafts.at(-1);
    const marker = readMarker(line.text);
    if (marker && this.#counts(marker, before)) this.#begin(line, marker);
    else if (before && this.#continues(before, line, next)) this.#join(before, line);
    else this.#begin(line, null);
  }

  #begin(line: Line, marker: Marker | null): void {
    const longest = this.#headings.has(line) ? LONGEST_HEADING : LEAST_LINE - 1;
    this.#drafts.push({
      marker,
      longest,
      pieces: [line.text],
      length: line.text.length,
      last: line,
      tail: line.text.slice(-tailLength),
    });
    if (!marker) return;
    const level = levelOf(marker.kind);
    this.#last.set(level, marker.number);
    // （十一） may go on below 二、, so what comes below 一、 is not forgotten; below an article it is.
    for (const lower of [...this.#last.keys()].filter((other) => other > level)) {
      if (marker.kind !== 'top' || levels[lower] !== 'sub') this.#last.delete(lower);
    }
  }

  /** True where a number begins something: it is not referred to, and not in the middle of a sentence. */
  #counts(marker: Marker, before: Draft | undefined): boolean {
    if (isReference(marker)) return false;
    if (marker.kind === 'division' || marker.kind === 'section') {
      if (!isHeadingLike(marker.rest)) return false;
    }
    const last = this.#last.get(levelOf(marker.kind)) ?? 0;
    const expected = marker.number === last + 1 || (marker.kind !== 'article' && marker.number === 1);
    const next = marker.rest.charAt(0);
    // 三、四季度 is no third item.
    if (marker.kind === 'top' && !expected && /[一二三四五六七八九十]/.test(next)) return false;
    if (!before || this.#isClosed(before)) return true;
    return (
      !refers.test(before.tail.slice(-2)) &&
      (expected || (marker.kind === 'article' && marker.spaced && marker.rest !== ''))
    );
  }

  #isClosed(before: Draft): boolean {
    return endsSentence(before.tail) || isBareHeading(before);
  }

  #continues(before: Draft, line: Line, next: Line | undefined): boolean {
    if (this.#indented && line.indented) return false;
    // A line that goes to the margin goes on, though a sentence ends with it.
    if (this.#full.has(before.last)) return true;
    if (before.marker?.rest === '' && before.pieces.length === 1) return true;
    if (!isBareHeading(before)) return !endsSentence(before.tail);
    // The rest of a heading, or the first line of what it is about: that one is a full line.
    if (!isPlain(line.text) || before.length + line.text.length > LONGEST_HEADING + 6) return false;
    return line.text.length < LEAST_LINE || next === undefined || readMarker(next.text) !== null;
  }

  #join(before: Draft, line: Line): void {
    const { text } = line;
    const twice = this.#words.length(before.tail, text);
    if (twice > 0) this.#doubled.push(`${before.tail.slice(-6)}｜${text.slice(0, 6)}`);
    const piece = joinPieces(before.tail.slice(-1), text.slice(twice)).slice(1);
    before.pieces.push(piece);
    before.length += piece.length;
    before.last = line;
    before.tail = (before.tail + piece.slice(-tailLength)).slice(-tailLength);
  }
}

/** Its words so far are a heading; those of a chapter always are. */
function isBareHeading(draft: Draft): boolean {
  if (!draft.marker || draft.length > LONGEST_HEADING * 2 || draft.pieces.length > 6) return false;
  const words = wordsOf(draft);
  if (!isHeadingLike(words)) return false;
  return draft.marker.kind === 'division' || draft.marker.kind === 'section' || words.length <= draft.longest;
}

function wordsOf({ marker, pieces }: Draft): string {
  const text = pieces.join('');
  return marker === null ? text : text.slice((pieces[0] ?? '').length - marker.rest.length).trimStart();
}

function finished(draft: Draft): Paragraph {
  const isHeading = isBareHeading(draft);
  const words = wordsOf(draft);
  const text = draft.pieces.join('');
  return {
    marker: draft.marker,
    text: isHeading ? text : closeUp(text),
    words: isHeading ? words : closeUp(words),
    isHeading,
  };
}

/** Joins what a page, a screen or a copy broke apart. Blank lines tell nothing: they stand between the two halves of a word too. */
export const readParagraphs = (lines: readonly Line[]): Paragraphs => new ParagraphReader(lines).read();
