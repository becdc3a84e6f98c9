/** Every single small change of a pack's YAML that its cases ought to notice: a number, a body, a date, a bound. Pure. */
import { addDays, isDate } from '../src/domain/calendar.ts';
import { periods } from '../src/rules/schema.ts';
import type { Path } from '../src/rules/source.ts';

export interface Mutation {
  readonly path: Path;
  /** What stands at the path instead. */
  readonly value: unknown;
  /** `3 → 4`. */
  readonly said: string;
}

/** What the pack says elsewhere of a name that stands in the file. */
export interface Surroundings {
  readonly bodies: readonly string[];
  readonly posts: readonly string[];
  readonly teams: readonly string[];
  /** Names of ledgers, and the events that the service learns of by itself. */
  readonly ledgers: readonly string[];
  readonly events: readonly string[];
  /** Smallest difference of a fact's values; 1 for any other name. */
  stepOf(fact: string): number;
  /** Verdicts of a question, empty where any will do. */
  verdictsOf(question: string): readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All mutations of one file's value. */
export function mutationsOf(root: unknown, around: Surroundings): Mutation[] {
  const visit = (value: unknown, path: Path): Mutation[] => {
    if (Array.isArray(value)) return value.flatMap((one: unknown, i) => visit(one, [...path, i]));
    if (!isFields(value)) return leafMutations(root, value, path, around);
    const inside = Object.entries(value).flatMap(([key, one]) => visit(one, [...path, key]));
    return [...renames(value, path), ...inside];
  };
  return visit(root, []);
}

const isIn = (path: Path, ...keys: readonly string[]): boolean => path.some((key) => keys.includes(String(key)));
const CONDITIONS = ['when', 'where', 'flagged_when'];
/** What holds no figure of the regulation. */
const PROSE = ['summary', 'say', 'label', 'question', 'options', 'because', 'gaps', 'overlaps', 'also'];

const SWAPPED: Readonly<Record<string, string>> = { min: 'over', over: 'min', max: 'under', under: 'max' };

/** Whether the bound itself is meant; whether one or all of a step answer. */
function renames(value: Fields, path: Path): Mutation[] {
  const renamed = (from: string, to: string): Mutation => ({
    path,
    value: Object.fromEntries(Object.entries(value).map(([key, one]) => [key === from ? to : key, one])),
    said: `${from}: ${JSON.stringify(value[from])} → ${to}`,
  });
  const bounds = isIn(path, ...CONDITIONS)
    ? Object.entries(SWAPPED).filter(([from]) => typeof value[from] === 'number')
    : [];
  const modes = (['any', 'all'] as const).filter((mode) => Array.isArray(value[mode]) && value[mode].length > 1);
  return [
    ...bounds.map(([from, to]) => renamed(from, to)),
    ...(path.at(-2) === 'steps' ? modes.map((mode) => renamed(mode, mode === 'any' ? 'all' : 'any')) : []),
  ];
}

function leafMutations(root: unknown, value: unknown, path: Path, around: Surroundings): Mutation[] {
  if (isIn(path, ...PROSE) && !isIn(path, ...CONDITIONS)) return [];
  const instead = (others: readonly unknown[]): Mutation[] =>
    others.map((other) => ({ path, value: other, said: `${String(value)} → ${String(other)}` }));
  if (typeof value === 'boolean') return instead([!value]);
  if (typeof value === 'number') return instead(isDomain(path) ? [] : near(value, deltaFor(path, value, around)));
  if (typeof value !== 'string') return [];
  const key = path.at(-1);
  if (isIn(path, 'in_force')) return instead(isDate(value) ? [addDays(value, 1), addDays(value, -1)] : []);
  if (isExpression(root, path)) return instead(expressionMutations(value));
  if (key === 'due') return instead(monthDays(value));
  if (key === 'every')
    return instead(isIn(path, 'quotas') ? [] : isIn(path, 'duties') ? otherOf(periods, value) : [`${value}?`]);
  if (key === 'closed_by') return instead(otherOf(around.ledgers, value));
  if (key === 'event' && isIn(path, 'after')) return instead(otherOf(around.events, value));
  if (key === 'same_as') return instead([`${value}?`]);
  if (key === 'verdict') return instead(otherOf(around.verdictsOf(questionAt(root, path)), value));
  return instead(otherOf(namesFor(root, path, around), value));
}

/** Bounds and step of a fact say what it can be, not what the regulation asks. */
const isDomain = (path: Path): boolean => path[0] === 'facts' && path.length === 3;

/** The next of the others, round about; none where there is no other. */
function otherOf(all: readonly string[], value: string): string[] {
  const at = all.indexOf(value);
  const other = all[(at + 1) % Math.max(1, all.length)];
  return at < 0 || other === undefined || other === value ? [] : [other];
}

function near(value: number, delta: number): number[] {
  return [value + delta, value - delta].filter((n) => n >= 0).map((n) => Number(n.toFixed(6)));
}

/** Half a day for what is counted in halves; the last digit of a decimal; otherwise one. */
function deltaFor(path: Path, value: number, around: Surroundings): number {
  const fact = path.at(-2);
  if (isIn(path, ...CONDITIONS) && typeof fact === 'string' && around.stepOf(fact) === 0.5) return 0.5;
  return lastDigit(String(value));
}

const lastDigit = (text: string): number => 10 ** -(text.split('.')[1]?.length ?? 0);

function at(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], root);
}

function isExpression(root: unknown, path: Path): boolean {
  if (path[0] === 'facts') {
    const kind = (at(root, path.slice(0, 2)) as Fields)['kind'];
    return path.at(-1) === 'is' && (kind === 'number' || kind === 'date') && !isIn(path, ...CONDITIONS);
  }
  const key = String(path.at(-1));
  return ['counts', 'at_least', 'at_most'].includes(key) || ['amounts', 'dates'].includes(String(path.at(-2)));
}

/** Each constant by itself: numbers, and days of the year in quotes. */
function expressionMutations(text: string): string[] {
  const constant = /'([^']*)'|(?<![\w.'-])\d+(?:\.\d+)?(?![\w.'])/g;
  return [...text.matchAll(constant)].flatMap((found) => {
    const [whole, quoted] = found;
    const before = text.slice(0, found.index);
    const after = text.slice(found.index + whole.length);
    const others =
      quoted === undefined ? near(Number(whole), lastDigit(whole)).map(String) : monthDays(quoted).map((d) => `'${d}'`);
    return others.map((other) => `${before}${other}${after}`);
  });
}

function monthDays(text: string): string[] {
  const day = `2027-${text}`;
  return /^\d{2}-\d{2}$/.test(text) && isDate(day) ? [1, -1].map((n) => addDays(day, n).slice(5)) : [];
}

function questionAt(root: unknown, path: Path): string {
  const decides = at(root, path.slice(0, path.indexOf('decides') + 2));
  return isFields(decides) && typeof decides['question'] === 'string' ? decides['question'] : '';
}

/** The names that could stand at the path; those already in the same list would be the same answer twice. */
function namesFor(root: unknown, path: Path, { bodies, posts, teams }: Surroundings): readonly string[] {
  const isMember = path[0] === 'teams' && isIn(path, 'of', 'each');
  if (isIn(path, ...CONDITIONS) || (path[0] !== 'provisions' && !isMember)) return [];
  const list = at(root, path.slice(0, -1));
  const isFree = (name: string): boolean =>
    name === at(root, path) || !Array.isArray(list) || !(list as unknown[]).includes(name);
  if (isMember) return posts.filter(isFree);
  const isBody = isIn(path, 'steps', 'filings', 'decided_by') || path.at(-1) === 'body';
  if (isBody && !isIn(path, 'text')) return bodies.filter(isFree);
  const isParty = ['by', 'to', 'targets', 'bodies'].some((key) => path.slice(-2).includes(key));
  return isParty ? [...bodies, ...posts, ...teams].filter(isFree) : [];
}
