/** The paragraphs of one part of a .docx, in order, as Word shows them once every change is accepted. */
import type { Numbering } from './policy-docx-numbering.ts';
import { refuseFile } from './policy-file-lines.ts';
import { isOn, wholeNumber, type Element, type PartReader } from './policy-docx-xml.ts';

/** Not read, with all that they hold: what was deleted or moved away, how things were before, what is never shown. */
const LEFT_OUT = new Set([
  ...['del', 'moveFrom', 'pPrChange', 'rPrChange', 'sectPrChange', 'tblPrChange', 'tblGridChange', 'trPrChange'],
  ...['tcPrChange', 'tblPrExChange', 'numberingChange', 'rt'],
  'Fallback', // the same drawing once more, for older programs
]);
const LINE_BREAKS = new Set(['br', 'cr']);
const SIGNS: Readonly<Record<string, string>> = { tab: '\t', ptab: '\t', noBreakHyphen: '-' };

interface Paragraph {
  words: string;
  style: string | null;
  list: string | null;
  level: number | null;
  /** null until its properties are over. */
  number: string | null;
  /** Its end was deleted: the next paragraph goes on with it. */
  goesOn: boolean;
  isHiddenRun: boolean;
  /** What its text boxes hold. */
  readonly boxes: string[];
}

/** The text, a text box or a footnote. */
interface Flow {
  lines: string[];
  before: string;
  /** Where each row that is open began. */
  readonly rows: { readonly from: number; isDeleted: boolean }[];
}
const flow = (): Flow => ({ lines: [], before: '', rows: [] });

export class StoryReader implements PartReader {
  readonly #numbering: Numbering;
  readonly #flows: Flow[] = [flow()];
  readonly #paragraphs: Paragraph[] = [];
  /** How many elements deep it is within one that is left out. */
  #leftOut = 0;

  constructor(numbering: Numbering) {
    this.#numbering = numbering;
  }

  /** Once the part has ended. */
  get lines(): readonly string[] {
    return linesOf(this.#flow);
  }

  readonly open = (element: Element, above: readonly string[]): void => {
    const { name } = element;
    if (this.#leftOut > 0 || this.#isLeftOut(element, above)) this.#leftOut += 1;
    // A file within the file: an office that opens and saves it puts its text where it belongs.
    else if (name === 'altChunk' || name === 'subDoc') refuseFile({ why: 'damaged' });
    else if (name === 'p') this.#paragraphs.push(emptyParagraph());
    else if (name === 'txbxContent') this.#flows.push(flow());
    else if (name === 'tr') this.#flow.rows.push({ from: this.#flow.lines.length, isDeleted: false });
    else this.#within(element, above.at(-1) ?? '', above.at(-2) ?? '');
  };

  readonly close = (name: string): void => {
    if (this.#leftOut > 0) this.#leftOut -= 1;
    else if (name === 'p') this.#endParagraph();
    else if (name === 'pPr') this.#number();
    else if (name === 'txbxContent') this.#endBox();
    else if (name === 'tr') this.#endRow();
  };

  readonly text = (text: string, above: readonly string[]): void => {
    const paragraph = this.#paragraphs.at(-1);
    if (this.#leftOut === 0 && above.at(-1) === 't' && paragraph?.isHiddenRun === false)
      paragraph.words += text.replace(/[\r\n]+/g, '');
  };

  get #flow(): Flow {
    const last = this.#flows.at(-1);
    if (last === undefined) throw new Error('a text box ended twice');
    return last;
  }

  #isLeftOut({ name, attribute }: Element, above: readonly string[]): boolean {
    if (name === 'footnote' || name === 'endnote') return /separator|notice/i.test(attribute('type') ?? '');
    // Within properties they mark what the properties are of.
    return LEFT_OUT.has(name) && above.at(-1) !== 'rPr' && above.at(-1) !== 'trPr';
  }

  #within(element: Element, parent: string, grandparent: string): void {
    const { name, attribute } = element;
    const paragraph = this.#paragraphs.at(-1);
    const isMarkedAway = name === 'del' || name === 'moveFrom';
    const row = this.#flow.rows.at(-1);
    if (parent === 'trPr' && isMarkedAway && row !== undefined) row.isDeleted = true;
    if (paragraph === undefined) return;
    if (parent === 'rPr' && grandparent === 'pPr' && isMarkedAway) paragraph.goesOn = true;
    if (name === 'r') paragraph.isHiddenRun = false;
    if (name === 'vanish' && parent === 'rPr' && grandparent === 'r') paragraph.isHiddenRun = isOn(element);
    if (name === 'pStyle') paragraph.style = attribute('val');
    if (name === 'numId' && parent === 'numPr') paragraph.list = attribute('val');
    if (name === 'ilvl' && parent === 'numPr') paragraph.level = wholeNumber(attribute('val'));
    if (parent === 'r' && !paragraph.isHiddenRun) paragraph.words += signOf(element);
  }

  #number(): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph !== undefined && !paragraph.goesOn) paragraph.number ??= this.#numbering.next(paragraph);
  }

  #endParagraph(): void {
    this.#number(); // where it had no properties
    const paragraph = this.#paragraphs.pop();
    if (paragraph === undefined) return;
    const { lines, before } = this.#flow;
    this.#flow.before = paragraph.goesOn ? before + paragraph.words : '';
    if (!paragraph.goesOn) addLines(lines, `${paragraph.number ?? ''}${before}${paragraph.words}`);
    for (const line of paragraph.boxes) lines.push(line);
  }

  #endBox(): void {
    const box = this.#flows.length > 1 ? this.#flows.pop() : undefined;
    const around = this.#paragraphs.at(-1)?.boxes ?? this.#flow.lines;
    for (const line of box === undefined ? [] : linesOf(box)) around.push(line);
  }

  #endRow(): void {
    const row = this.#flow.rows.pop();
    if (row?.isDeleted === true) this.#flow.lines.length = row.from;
  }
}

const emptyParagraph = (): Paragraph => ({
  ...{ words: '', style: null, list: null, level: null, number: null },
  ...{ goesOn: false, isHiddenRun: false, boxes: [] },
});

/** A last paragraph whose end was deleted has none after it to go on with. */
function linesOf({ lines, before }: Flow): readonly string[] {
  return before.trim() === '' ? lines : [...lines, before.trimEnd()];
}

function addLines(lines: string[], words: string): void {
  for (const line of words.split('\n')) if (line.trim() !== '') lines.push(line.trimEnd());
}

function signOf({ name, attribute }: Element): string {
  if (LINE_BREAKS.has(name)) return '\n';
  if (name !== 'sym') return SIGNS[name] ?? '';
  const code = Number.parseInt(attribute('char') ?? '', 16);
  // From F000 on they are places in a font of signs, not letters.
  return code > 0x20 && code < 0xe000 ? String.fromCharCode(code) : '';
}
