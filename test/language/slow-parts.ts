/**
 * Which parts of a regular expression can be made slow. `scslre` finds quantifiers that compete with one another or with the place where a
 * match begins; what it does not look for, a repeated choice that can read one text in two ways, is looked for here.
 */
import { RegExpParser, visitRegExpAST, type AST } from '@eslint-community/regexpp';
import { analyse } from 'scslre';
import type { Expression } from './expressions.ts';

export interface SlowPart {
  readonly part: string;
  /** Doubles with every character; else grows like a square or worse. */
  readonly isExponential: boolean;
}

type Plain = Pick<Expression, 'source' | 'flags'>;

/** A count up to so many is taken for a repetition without end: {0,60} of something ambiguous is as bad. */
const manyTimes = 8;

function parsed({ source, flags }: Plain): AST.Pattern {
  return new RegExpParser().parsePattern(source, 0, source.length, { unicode: flags.includes('u') });
}

/** The same with every large count left open. */
function opened(expression: Plain): Plain {
  let { source } = expression;
  const counts: AST.Quantifier[] = [];
  visitRegExpAST(parsed(expression), { onQuantifierEnter: (node) => counts.push(node) });
  for (const { min, max, element, end, greedy } of counts.sort((a, b) => b.end - a.end)) {
    if (max < manyTimes || max === Infinity || min === max) continue;
    const open = `{${min},}${greedy ? '' : '?'}`;
    source = source.slice(0, element.end) + open + source.slice(end);
  }
  return { source, flags: expression.flags };
}

const reported = (expression: Plain): SlowPart[] =>
  analyse(expression).reports.map((report) => ({
    part: report.type === 'Trade' ? `${report.startQuant.raw} … ${report.endQuant.raw}` : report.quant.raw,
    isExponential: report.exponential,
  }));

/** Letters that stand for their class: all that the expression names, and some of every kind. */
const lettersOf = (source: string): readonly string[] => [...new Set(` ,、。:\n19az一二王村?#${source}`)];
const mostWords = 400;

type Words = ReadonlySet<string>;
const joined = (a: Words, b: Words): Words =>
  new Set([...a].flatMap((x) => [...b].map((y) => x + y)).slice(0, mostWords));

/** What an element may read, as far as it takes to tell whether two of its readings begin alike. */
function wordsOf(node: AST.Element | AST.Alternative, letters: readonly string[], unicode: boolean): Words {
  const among = (raw: string): Words => {
    const one = new RegExp(`^(?:${raw})$`, unicode ? 'u' : '');
    return new Set(letters.filter((letter) => one.test(letter)));
  };
  const of = (part: AST.Element | AST.Alternative): Words => wordsOf(part, letters, unicode);
  switch (node.type) {
    case 'Alternative':
      return node.elements.reduce((words: Words, part) => joined(words, of(part)), new Set(['']));
    case 'Group':
    case 'CapturingGroup':
      return new Set(node.alternatives.flatMap((part) => [...of(part)]));
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
      return among(node.raw);
    case 'Quantifier': {
      const once = of(node.element);
      const least = Array.from({ length: Math.min(node.min, 3) }).reduce(
        (words: Words) => joined(words, once),
        new Set(['']),
      );
      return node.max > node.min ? new Set([...least, ...joined(least, once)]) : least;
    }
    default:
      return new Set(['']);
  }
}

/** Whether some text is two different rows of the words (Sardinas and Patterson): 走|走访|访 reads 走访 twice. */
export function readsTwice(words: Words): boolean {
  const all = [...words].filter((word) => word !== '');
  const leftOver = (a: Iterable<string>, b: Iterable<string>): string[] =>
    [...a].flatMap((x) => [...b].filter((y) => y !== x && y.startsWith(x)).map((y) => y.slice(x.length)));
  const known = new Set<string>();
  let open = leftOver(all, all);
  while (open.length > 0) {
    if (open.some((rest) => words.has(rest))) return true;
    const fresh = new Set(open.filter((rest) => !known.has(rest)));
    for (const rest of fresh) known.add(rest);
    open = [...leftOver(fresh, all), ...leftOver(all, fresh)].filter((rest) => !known.has(rest));
  }
  return false;
}

/** Whether two choices of a group may read the very same text, which a set of words does not show. */
function choosesTwice(node: AST.Element, letters: readonly string[], unicode: boolean): boolean {
  if (node.type !== 'Group' && node.type !== 'CapturingGroup') return false;
  const seen = new Set<string>();
  return node.alternatives.some((choice) => {
    const words = wordsOf(choice, letters, unicode);
    const isTwice = [...words].some((word) => seen.has(word));
    for (const word of words) seen.add(word);
    return isTwice;
  });
}

function ambiguous(expression: Plain): SlowPart[] {
  const found: SlowPart[] = [];
  const letters = lettersOf(expression.source);
  const unicode = expression.flags.includes('u');
  visitRegExpAST(parsed(expression), {
    onQuantifierEnter({ max, element, raw }) {
      if (max < manyTimes || !element.raw.startsWith('(')) return;
      if (choosesTwice(element, letters, unicode) || readsTwice(wordsOf(element, letters, unicode)))
        found.push({ part: raw, isExponential: true });
    },
  });
  return found;
}

/** Empty for an expression whose work grows with the length of the text and no faster, wherever the text comes from. */
export function slowParts(expression: Plain): readonly SlowPart[] {
  const endless = reported(opened(expression)).filter(({ isExponential }) => isExponential);
  return [...reported(expression), ...endless, ...ambiguous(expression)];
}
