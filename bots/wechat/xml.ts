/**
 * What WeChat packs into XML: elements, their attributes and their text. No entity of a document's own and no declaration is followed; the
 * time is linear in the text. Whatever is no XML, too long, too deep or too much of it is none.
 */

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** What stands directly in it, unescaped. */
  readonly text: string;
}

/** In UTF-16 code units; WeChat's own messages stay far below. */
const LONGEST = 100_000;
const DEEPEST = 20;
const MOST_ELEMENTS = 1000;

interface Element extends XmlElement {
  readonly children: Element[];
  text: string;
}

/** The first element that stands in none; what is before it is passed over. null = no XML that is read */
export function readXml(xml: string): XmlElement | null {
  if (xml.length > LONGEST) return null;
  const top: Element = { name: '', attributes: new Map(), children: [], text: '' };
  const path = [top];
  let elements = 0;
  for (const { is, name, text } of piecesOf(xml)) {
    const inner = path.at(-1);
    // More was closed than opened.
    if (!inner) return null;
    if (is === 'text') inner.text += text;
    else if (is === 'close') {
      if (inner.name !== name) return null;
      path.pop();
    } else {
      elements += 1;
      if (elements > MOST_ELEMENTS || path.length > DEEPEST) return null;
      const element = { name, attributes: attributesOf(text), children: [], text: '' };
      inner.children.push(element);
      if (is === 'open') path.push(element);
    }
    if (is !== 'text' && path.length === 1) return top.children[0] ?? null;
  }
  return null;
}

/** The element by the names on the way to it, from the children of `from` on. */
export function within(from: XmlElement | null, ...names: readonly string[]): XmlElement | null {
  let at = from;
  for (const name of names) at = at?.children.find((child) => child.name === name) ?? null;
  return at;
}

interface Piece {
  readonly is: 'open' | 'empty' | 'close' | 'text';
  /** '' of a text. */
  readonly name: string;
  /** Unescaped, of a text; of a tag what follows its name. */
  readonly text: string;
}

/** The alternatives begin with different characters: a tag that never ends is given up after one pass. */
const TAG = /<(\/?)([A-Za-z_][\w:.-]{0,60})((?:[^<>"']|"[^"]*"|'[^']*')*)>/y;

const BY_THEIR_ENDS = [
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;

/** Ends where the text is no XML any more. */
function* piecesOf(xml: string): Generator<Piece> {
  let at = 0;
  for (;;) {
    const from = xml.indexOf('<', at);
    if (from < 0) return;
    if (from > at) yield textOf(unescaped(xml.slice(at, from)));
    const [start, end] = BY_THEIR_ENDS.find(([begins]) => xml.startsWith(begins, from)) ?? [];
    if (start === undefined) {
      TAG.lastIndex = from;
      const [whole, slash, name = '', rest = ''] = TAG.exec(xml) ?? [];
      if (whole === undefined) return;
      yield { is: slash === '/' ? 'close' : rest.endsWith('/') ? 'empty' : 'open', name, text: rest };
      at = from + whole.length;
    } else {
      const to = xml.indexOf(end, from + start.length);
      if (to < 0) return;
      if (start === '<![CDATA[') yield textOf(xml.slice(from + start.length, to));
      at = to + end.length;
    }
  }
}

const textOf = (text: string): Piece => ({ is: 'text', name: '', text });

/** Lengths are bounded, or a long row of letters would be gone through from each of them. */
const ATTRIBUTE = /([\w:.-]{1,60})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)')/g;

/** Of two with one name the first counts. */
const attributesOf = (tag: string): Map<string, string> =>
  new Map(
    [...tag.matchAll(ATTRIBUTE)]
      .map(([, name = '', double, single]) => [name, unescaped(double ?? single ?? '')] as const)
      .reverse(),
  );

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
    },
  );
