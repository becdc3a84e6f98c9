/** A saved web page as lines: its title, then what a browser would show, a line for each block of it. */
import { Parser } from 'htmlparser2';
import type { PolicyFileLimits } from './policy-file-limits.ts';
import { PolicyLines, refuseFile } from './policy-file-lines.ts';
import { decoded } from './policy-file-text.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const LEFT_OUT = words(
  'script style noscript template nav iframe object svg math canvas audio video map select datalist textarea button title',
);
const BLOCKS = words(
  'address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul',
);
const HIDDEN_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))/i;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
/** A number that the words of an item begin with already, so that the list's own one is not shown. */
const NUMBERED = /^(?:第[^\s]{1,9}[章节条款项]|[（(]?[\d０-９一二三四五六七八九十]{1,4}[）)、．.,，]|[①-⑳⑴-⒇⒈-⒛])/;
const CHUNK = 64 * 1024;

export function linesOfHtml(bytes: Uint8Array, limits: PolicyFileLimits): readonly string[] {
  const text = decoded(bytes, namedEncoding(bytes)) ?? refuseFile({ why: 'wrong-kind', found: 'other' });
  const page = new Page(limits);
  const parser = new Parser({
    onopentag: (name, attributes) => page.open(name, attributes),
    onclosetag: (name) => page.close(name),
    ontext: (piece) => page.text(piece),
  });
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  parser.end();
  return page.lines();
}

/** As its head says; only those of Chinese, since a page in one of them often names a western one. */
function namedEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  const name = /<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]{1,30})/i.exec(head)?.[1]?.toLowerCase() ?? null;
  return name !== null && /^(?:gb|x-gbk|big5)/.test(name) ? name : null;
}

class Page {
  readonly #limits: PolicyFileLimits;
  readonly #found: string[] = [];
  #title = '';
  #pieces: string[] = [];
  #depth = 0;
  /** How deep the element stands that is left out with all that it holds. */
  #leftOutAt: number | null = null;
  #titleAt: number | null = null;
  #plainAt: number | null = null;
  readonly #counts: number[] = [];
  #number = '';

  constructor(limits: PolicyFileLimits) {
    this.#limits = limits;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#depth += 1;
    // The parser takes as long as the square of it.
    if (this.#depth > this.#limits.depth) refuseFile({ why: 'too-deep', limit: this.#limits.depth });
    if (name === 'title' && this.#title === '') this.#titleAt ??= this.#depth;
    if (this.#leftOutAt !== null) return;
    if (BLOCKS.has(name)) this.#endLine();
    if (LEFT_OUT.has(name) || isHidden(attributes)) this.#leftOutAt = this.#depth;
    else if (name === 'pre') this.#plainAt ??= this.#depth;
    else this.#count(name, attributes);
  }

  close(name: string): void {
    if (this.#leftOutAt === null && BLOCKS.has(name)) this.#endLine();
    if (this.#leftOutAt === null && (name === 'ol' || name === 'ul')) this.#counts.pop();
    if (name === 'li') this.#number = '';
    if (this.#leftOutAt === this.#depth) this.#leftOutAt = null;
    if (this.#titleAt === this.#depth) this.#titleAt = null;
    if (this.#plainAt === this.#depth) this.#plainAt = null;
    this.#depth -= 1;
  }

  text(piece: string): void {
    if (this.#titleAt !== null) this.#title += piece;
    else if (this.#leftOutAt === null) this.#pieces.push(piece);
  }

  lines(): readonly string[] {
    this.#endLine();
    const title = oneLine(this.#title);
    const lines = new PolicyLines(this.#limits);
    if (title !== '' && !this.#found.includes(title)) lines.add(title);
    for (const line of this.#found) lines.add(line);
    return this.#found.length === 0 ? refuseFile({ why: 'no-text', pages: null }) : lines.all();
  }

  #count(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'ol') this.#counts.push(numberOf(attributes['start']) ?? 1);
    if (name === 'ul') this.#counts.push(Number.NaN);
    const next = this.#counts.at(-1);
    if (name !== 'li' || next === undefined || Number.isNaN(next)) return;
    const count = numberOf(attributes['value']) ?? next;
    this.#counts[this.#counts.length - 1] = count + 1;
    this.#number = `${count}. `;
  }

  #endLine(): void {
    if (this.#pieces.length === 0) return;
    const text = this.#pieces.join('');
    this.#pieces = [];
    const lines = this.#plainAt === null ? [text] : text.split(/\r\n?|\n/);
    for (const line of lines.map(oneLine)) {
      if (line === '') continue;
      this.#found.push(NUMBERED.test(line) ? line : this.#number + line);
      this.#number = '';
      if (this.#found.length > this.#limits.lines) refuseFile({ why: 'too-many-lines', limit: this.#limits.lines });
    }
  }
}

const oneLine = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(/[ \t\r\n\f\u00a0]+/g, ' ')
    .trim();
const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null;

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  if (attributes['hidden'] !== undefined || attributes['role'] === 'navigation') return true;
  return HIDDEN_STYLE.test(attributes['style'] ?? '');
}
