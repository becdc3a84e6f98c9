/** The numbers that Word writes itself: a list level holds 第%1条 and how %1 counts, and the paragraph holds neither. */
import { numberIn } from './policy-docx-numerals.ts';

export interface ListLevel {
  readonly start: number;
  readonly format: string;
  /** 第%1条, %1.%2 */
  readonly text: string;
  /** From 1: counting starts anew after this level or one above it; 0 never, null after any level above. */
  readonly restartAfter: number | null;
  readonly isPlainDigits: boolean;
  readonly suffix: string;
  /** The style whose paragraphs stand at this level. */
  readonly style: string | null;
}
export interface ListPattern {
  readonly levels: ReadonlyMap<number, ListLevel>;
  /** The style that says which list this one is like. */
  readonly likeStyle: string | null;
}
export interface List {
  readonly pattern: string;
  readonly starts: ReadonlyMap<number, number>;
  readonly levels: ReadonlyMap<number, ListLevel>;
}
export interface StyleNumber {
  readonly basedOn: string | null;
  readonly list: string | null;
  readonly level: number | null;
}
export interface NumberingParts {
  readonly patterns: ReadonlyMap<string, ListPattern>;
  readonly lists: ReadonlyMap<string, List>;
  readonly styles: ReadonlyMap<string, StyleNumber>;
  readonly defaultStyle: string | null;
}

/** What a paragraph says of its number; null where it says nothing. */
export interface OwnNumber {
  readonly list: string | null;
  readonly level: number | null;
  readonly style: string | null;
}

const NO_LIST = '0';
const MOST_STYLES = 50;

export class Numbering {
  readonly #parts: NumberingParts;
  readonly #counts = new Map<string, (number | undefined)[]>();
  readonly #started = new Set<string>();

  constructor(parts: NumberingParts) {
    this.#parts = parts;
  }

  /** The number of the next paragraph of the document, with the blank after it; '' for a bullet or where it has none. */
  next(own: OwnNumber): string {
    const style = this.#ofStyle(own.style ?? this.#parts.defaultStyle);
    const list = own.list ?? style.list;
    if (list === null || list === NO_LIST) return '';
    const found = this.#listOf(list);
    if (found === null) return '';
    const depth = own.level ?? style.level ?? levelOfStyle(found.levels, style.of) ?? 0;
    const level = found.levels.get(depth);
    if (level === undefined) return '';
    const counts = this.#count(list, found, depth);
    if (level.format === 'bullet') return '';
    const words = level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const of = found.levels.get(at);
      return numberIn(of?.format === undefined || level.isPlainDigits ? 'decimal' : of.format, counts[at] ?? 0);
    });
    return words === '' || level.suffix === 'nothing' ? words : `${words} `;
  }

  #count(list: string, { key, starts, levels }: FoundList, depth: number): readonly (number | undefined)[] {
    const counts = this.#counts.get(key) ?? [];
    this.#counts.set(key, counts);
    const startOf = (at: number): number => starts.get(at) ?? levels.get(at)?.start ?? 1;
    const mark = `${list}/${depth}`;
    if (starts.has(depth) && !this.#started.has(mark)) counts[depth] = undefined;
    this.#started.add(mark);
    for (let above = 0; above < depth; above += 1) counts[above] ??= startOf(above);
    counts[depth] = counts[depth] === undefined ? startOf(depth) : counts[depth] + 1;
    for (const at of levels.keys())
      if (at > depth && depth < (levels.get(at)?.restartAfter ?? at)) counts[at] = undefined;
    return counts;
  }

  #listOf(id: string): FoundList | null {
    const list = this.#parts.lists.get(id);
    const pattern = this.#parts.patterns.get(list?.pattern ?? '');
    if (list === undefined || pattern === undefined) return null;
    // A list of a style has its levels in another one, which the style names.
    const like = pattern.likeStyle === null ? null : (this.#parts.styles.get(pattern.likeStyle)?.list ?? null);
    const other = like === null || like === id ? undefined : this.#parts.lists.get(like);
    const base = this.#parts.patterns.get(other?.pattern ?? '') ?? pattern;
    const levels = new Map([...base.levels, ...(other?.levels ?? []), ...list.levels]);
    return { key: other?.pattern ?? list.pattern, starts: list.starts, levels };
  }

  /** Of the style or the nearest one that it is based on; `of` is the one that names the list. */
  #ofStyle(id: string | null): { list: string | null; level: number | null; of: string | null } {
    let level: number | null = null;
    let at = id;
    for (let n = 0; at !== null && n < MOST_STYLES; n += 1) {
      const style = this.#parts.styles.get(at);
      level ??= style?.level ?? null;
      if (style !== undefined && style.list !== null) return { list: style.list, level, of: id };
      at = style?.basedOn ?? null;
    }
    return { list: null, level, of: id };
  }
}

interface FoundList {
  readonly key: string;
  readonly starts: ReadonlyMap<number, number>;
  readonly levels: ReadonlyMap<number, ListLevel>;
}

function levelOfStyle(levels: ReadonlyMap<number, ListLevel>, style: string | null): number | null {
  for (const [at, level] of levels) if (style !== null && level.style === style) return at;
  return null;
}
