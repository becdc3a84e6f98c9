/** Units of a regulation, of its paragraphs: by articles, by 一、（一）1., or by paragraphs where it has neither. */
import type { PolicyUnit } from '../domain/policy.ts';
import { isPlain, LONGEST_HEADING } from './policy-lines.ts';
import { chineseNumber, type Marker, type MarkerKind } from './policy-markers.ts';
import type { Paragraph } from './policy-paragraphs.ts';

/** How a regulation is divided. */
export type PolicyStyle = 'articles' | 'items' | 'paragraphs';

export interface ReadUnits {
  readonly units: readonly PolicyUnit[];
  /** Paragraphs before the first unit, or between a chapter and its first article. */
  readonly unplaced: readonly string[];
}

/** Two units never share a citation: the second 第九条 is 第九条〔2〕, and nothing else leads to it. */
function apart(units: readonly PolicyUnit[]): PolicyUnit[] {
  const times = new Map<string, number>();
  return units.map((unit) => {
    const time = (times.get(unit.article) ?? 0) + 1;
    times.set(unit.article, time);
    return time === 1 ? unit : { ...unit, article: `${unit.article}〔${time}〕`, aliases: [] };
  });
}

/** 第二章 选派 第一节 条件: all headings that stand above. */
class Headings {
  #division = '';
  #section = '';
  /** Those that no unit has stood under yet. */
  #bare: string[] = [];
  readonly #left: string[] = [];

  /** For a unit that begins here. */
  above(): string {
    this.#bare = [];
    return [this.#division, this.#section].filter((heading) => heading !== '').join(' ');
  }

  /** True where the paragraph is one. */
  take({ marker, text }: Paragraph): boolean {
    if (marker?.kind === 'division') this.divide(text);
    else if (marker?.kind === 'section') {
      const other = this.#bare.indexOf(this.#section);
      if (this.#section !== '' && other >= 0) this.#left.push(...this.#bare.splice(other));
      this.#section = text;
      this.#bare.push(text);
    } else return false;
    return true;
  }

  /** A heading of the first level: 第一章, or 一、总则 above articles. */
  divide(text: string): void {
    this.#left.push(...this.#bare);
    [this.#division, this.#section, this.#bare] = [text, '', [text]];
  }

  /** Headings that no unit stands under, as those of a table of contents. */
  left(): readonly string[] {
    return [...this.#left, ...this.#bare];
  }
}

const articleName = ({ number, part }: Marker, written: string): string =>
  `第${written === '' ? chineseNumber(number) : written}条${part === null ? '' : `之${chineseNumber(part)}`}`;

function articleUnits(paragraphs: readonly Paragraph[]): ReadUnits {
  const headings = new Headings();
  const units: { unit: Omit<PolicyUnit, 'text'>; lines: string[] }[] = [];
  const unplaced: string[] = [];
  // Below a heading nothing belongs to the article above it any more.
  let open: string[] | null = null;
  for (const [at, paragraph] of paragraphs.entries()) {
    const { marker, text, words, isHeading } = paragraph;
    const above = isHeading && marker?.kind === 'top' && paragraphs[at + 1]?.marker?.kind === 'article';
    if (above) headings.divide(text);
    if (above || headings.take(paragraph)) open = null;
    else if (marker?.kind === 'article') {
      open = words === '' ? [] : [words];
      const unit = {
        article: articleName(marker, ''),
        aliases: [articleName(marker, String(marker.number))],
        chapter: headings.above(),
      };
      units.push({ unit, lines: open });
    } else (open ?? unplaced).push(text);
  }
  return {
    units: units.map(({ unit, lines }) => ({ ...unit, text: lines.join('\n') })),
    unplaced: [...unplaced, ...headings.left()],
  };
}

/** A numbered item and what stands below it. */
interface Node {
  readonly marker: Marker;
  readonly kind: MarkerKind;
  readonly parent: Node | null;
  readonly children: Node[];
  readonly isHeading: boolean;
  readonly chapter: string;
  readonly lines: string[];
}

const itemKinds: readonly MarkerKind[] = ['top', 'sub', 'item'];
const rankOf = (node: Node): number => itemKinds.indexOf(node.kind);

/** 一、严格考勤 of a heading, and of 一、 whose first sentence is as short as one and not all of it; else ''. */
function headingOf({ isHeading, marker, text }: Paragraph): string {
  if (isHeading) return text;
  if (marker?.kind !== 'top') return '';
  const end = text.indexOf('。');
  const first = end > 0 && end < text.length - 1 ? text.slice(0, end) : '';
  return first.length <= LONGEST_HEADING && isPlain(first) ? first : '';
}

/** Whether （五） goes on below 二、 where 一、 ended with （四）. */
function isContinuous(tops: readonly Node[]): boolean {
  const groups = tops
    .map(({ children }) => children.filter(({ kind }) => kind === 'sub').map(({ marker }) => marker.number))
    .filter((numbers) => numbers.length > 0);
  return groups.length > 1 && groups.every((numbers, i) => i === 0 || numbers[0] === (groups[i - 1]?.at(-1) ?? 0) + 1);
}

const written = ({ kind, marker }: Node): string => {
  if (kind === 'item') return String(marker.number);
  return kind === 'sub' ? `（${chineseNumber(marker.number)}）` : chineseNumber(marker.number);
};
const plainly = (node: Node): string => (node.kind === 'item' ? written(node) : chineseNumber(node.marker.number));

function pathOf(node: Node): Node[] {
  const path = [node];
  for (let above = node.parent; above; above = above.parent) path.unshift(above);
  return path;
}

/** 二（一）, and the other ways to write it. */
function namesOf(node: Node, continuous: boolean): { article: string; aliases: string[] } {
  const path = pathOf(node);
  const article = path.map(written).join('');
  const halfWidth = article.replaceAll('（', '(').replaceAll('）', ')');
  const number = chineseNumber(node.marker.number);
  if (path.length === 1) {
    if (node.kind === 'top') return { article, aliases: [] };
    return { article, aliases: node.kind === 'sub' ? [halfWidth, `第${article}项`] : [`第${article}项`] };
  }
  if (continuous && node.kind === 'sub') {
    return { article, aliases: [halfWidth, `第${number}条`, `第（${number}）项`, `（${number}）`] };
  }
  const others = continuous ? [] : [path.map(plainly).join('.')];
  return { article, aliases: [...new Set([halfWidth, ...others])].filter((alias) => alias !== article) };
}

/** What a last paragraph says that is about the whole. */
const closing =
  /^(?:本(?:实施|试行|暂行)?(?:办法|细则|规定|规则|通知|意见|方案|制度|条例|守则)|此前|之前|以前|特此)|起(?:施行|执行|实施|生效)|负责解释|有效期/;

class ItemReader {
  readonly #headings = new Headings();
  readonly #nodes: Node[] = [];
  readonly #tops: Node[] = [];
  readonly #unplaced: string[] = [];
  /** What a paragraph without a number belongs to; null below a chapter's heading. */
  #open: Node | null = null;
  /** Heading of the item of the first level that stands above. */
  #top = '';

  read(paragraphs: readonly Paragraph[]): ReadUnits {
    for (const paragraph of paragraphs) this.#take(paragraph);
    const end = this.#closing();
    for (const node of this.#nodes) this.#handUp(node);
    const continuous = isContinuous(this.#tops);
    const units = this.#nodes.map((node) => ({
      ...namesOf(node, continuous),
      chapter: node.chapter,
      text: node.lines.join('\n'),
    }));
    const last = { article: '末段', aliases: [], chapter: '末段', text: end.join('\n') };
    return {
      units: end.length > 0 ? [...units, last] : units,
      unplaced: [...this.#unplaced, ...this.#headings.left()],
    };
  }

  #take(paragraph: Paragraph): void {
    const { marker, text } = paragraph;
    if (this.#headings.take(paragraph)) {
      this.#open = null;
      this.#top = '';
    } else if (marker && itemKinds.includes(marker.kind)) this.#begin(paragraph, marker);
    else (this.#open?.lines ?? this.#unplaced).push(text);
  }

  #begin(paragraph: Paragraph, marker: Marker): void {
    const rank = itemKinds.indexOf(marker.kind);
    let parent = this.#open;
    while (parent && rankOf(parent) >= rank) parent = parent.parent;
    if (!parent) this.#top = headingOf(paragraph);
    const chapter = this.#headings.above() || this.#top;
    const lines = paragraph.words === '' ? [] : [paragraph.words];
    const node = { marker, kind: marker.kind, parent, children: [], isHeading: paragraph.isHeading, chapter, lines };
    (parent?.children ?? this.#tops).push(node);
    this.#nodes.push(node);
    this.#open = node;
  }

  /** Paragraphs after the last item that close the whole document; taken out of it. */
  #closing(): string[] {
    const last = this.#nodes.at(-1);
    if (!last) return [];
    // What follows a bare heading is what the heading is about.
    const from = last.isHeading ? 2 : 1;
    const at = last.lines.findIndex((line, i) => i >= from && closing.test(line.slice(0, 200)));
    return at < 0 ? [] : last.lines.splice(at);
  }

  /** A paragraph after the last of several items that are one paragraph each goes on with what stands above them. */
  #handUp(node: Node): void {
    const siblings = node.parent?.children ?? [];
    const isLast = siblings.length > 1 && siblings.at(-1) === node;
    const alone = siblings.every((other) => other === node || (!other.isHeading && other.lines.length === 1));
    if (node.parent && isLast && !node.isHeading && node.children.length === 0 && alone) {
      for (const line of node.lines.splice(1)) node.parent.lines.push(line);
    }
  }
}

/** Without numbers each paragraph is a unit, 第一段; a single one is 全文. */
function paragraphUnits(paragraphs: readonly Paragraph[]): ReadUnits {
  const [first] = paragraphs;
  if (first && paragraphs.length === 1) {
    return { units: [{ article: '全文', aliases: [], chapter: '', text: first.text }], unplaced: [] };
  }
  const name = (number: number): { article: string; aliases: string[] } =>
    number > 999
      ? { article: `第${number}段`, aliases: [] }
      : { article: `第${chineseNumber(number)}段`, aliases: [`第${number}段`] };
  return { units: paragraphs.map(({ text }, i) => ({ ...name(i + 1), chapter: '', text })), unplaced: [] };
}

const readers: Readonly<Record<PolicyStyle, (paragraphs: readonly Paragraph[]) => ReadUnits>> = {
  articles: articleUnits,
  items: (paragraphs) => new ItemReader().read(paragraphs),
  paragraphs: paragraphUnits,
};

/** The units of a regulation in the order of its text. */
export function readUnits(paragraphs: readonly Paragraph[], style: PolicyStyle): ReadUnits {
  const { units, unplaced } = readers[style](paragraphs);
  return { units: apart(units), unplaced };
}
