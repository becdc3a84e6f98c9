/** numbering.xml and styles.xml: which lists there are, how each level is written, which styles carry a number. */
import type { List, ListLevel, ListPattern, NumberingParts, StyleNumber } from './policy-docx-numbering.ts';
import { readPart, wholeNumber, type Element } from './policy-docx-xml.ts';
import type { PolicyFileLimits } from './policy-file-limits.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Lists = Pick<NumberingParts, 'patterns' | 'lists'>;
type Styles = Pick<NumberingParts, 'styles' | 'defaultStyle'>;

const PLAIN_LEVEL: ListLevel = {
  ...{ start: 1, format: 'decimal', text: '', restartAfter: null, isPlainDigits: false, suffix: 'tab', style: null },
};

/** What a level says of itself, by the element that says it. */
const LEVEL_WORDS: Readonly<Record<string, (level: Writable<ListLevel>, element: Element) => void>> = {
  start: (level, { attribute }) => (level.start = wholeNumber(attribute('val')) ?? 1),
  numFmt: (level, { attribute }) => (level.format = attribute('val') ?? 'decimal'),
  lvlText: (level, { attribute }) => (level.text = attribute('val') ?? ''),
  lvlRestart: (level, { attribute }) => (level.restartAfter = wholeNumber(attribute('val'))),
  isLgl: (level) => (level.isPlainDigits = true),
  suff: (level, { attribute }) => (level.suffix = attribute('val') ?? 'tab'),
  pStyle: (level, { attribute }) => (level.style = attribute('val')),
};

export function listsOf(bytes: Uint8Array | null, limits: PolicyFileLimits): Lists {
  const patterns = new Map<string, ListPattern>();
  const lists = new Map<string, List>();
  if (bytes === null) return { patterns, lists };
  let levels = new Map<number, ListLevel>();
  let starts = new Map<number, number>();
  let id = '';
  let pattern = '';
  let likeStyle: string | null = null;
  let depth = 0;
  let level: Writable<ListLevel> | null = null;
  const open = (element: Element, above: readonly string[]): void => {
    const { name, attribute } = element;
    if (name === 'abstractNum' || name === 'num') {
      id = attribute('abstractNumId') ?? attribute('numId') ?? '';
      levels = new Map<number, ListLevel>();
      starts = new Map<number, number>();
      likeStyle = null;
    } else if (name === 'abstractNumId') pattern = attribute('val') ?? '';
    else if (name === 'numStyleLink') likeStyle = attribute('val');
    else if (name === 'lvlOverride') depth = wholeNumber(attribute('ilvl')) ?? 0;
    else if (name === 'startOverride') starts.set(depth, wholeNumber(attribute('val')) ?? 1);
    else if (name === 'lvl') {
      depth = wholeNumber(attribute('ilvl')) ?? 0;
      level = { ...PLAIN_LEVEL };
    } else if (level !== null && above.at(-1) === 'lvl') LEVEL_WORDS[name]?.(level, element);
  };
  const close = (name: string): void => {
    if (name === 'lvl' && level !== null) levels.set(depth, level);
    if (name === 'lvl') level = null;
    if (name === 'abstractNum') patterns.set(id, { levels, likeStyle });
    if (name === 'num') lists.set(id, { pattern, starts, levels });
  };
  readPart(bytes, { open, close }, limits);
  return { patterns, lists };
}

export function stylesOf(bytes: Uint8Array | null, limits: PolicyFileLimits): Styles {
  const styles = new Map<string, StyleNumber>();
  let defaultStyle: string | null = null;
  if (bytes === null) return { styles, defaultStyle };
  let id = '';
  let style: Writable<StyleNumber> = { basedOn: null, list: null, level: null };
  const open = ({ name, attribute }: Element, above: readonly string[]): void => {
    if (name === 'style') {
      id = attribute('styleId') ?? '';
      style = { basedOn: null, list: null, level: null };
      if (attribute('type') === 'paragraph' && /^(?:1|true|on)$/.test(attribute('default') ?? '')) defaultStyle = id;
    } else if (name === 'basedOn') style.basedOn = attribute('val');
    else if (above.at(-1) === 'numPr' && !above.includes('pPrChange')) {
      if (name === 'numId') style.list = attribute('val');
      if (name === 'ilvl') style.level = wholeNumber(attribute('val'));
    }
  };
  const close = (name: string): void => {
    if (name === 'style') styles.set(id, style);
  };
  readPart(bytes, { open, close }, limits);
  return { styles, defaultStyle };
}
