/** Conditions over named facts: whether they hold, and which cases tell them apart. */
import type { Condition, Fact } from './schema.ts';

export type FactValue = string | number | boolean | null;
export type FactValues = Readonly<Record<string, FactValue>>;
export type When = Readonly<Record<string, Condition>>;

/** True when every condition holds; an unknown fact (null or absent) fulfils none. */
export const matches = (when: When, facts: FactValues): boolean =>
  Object.entries(when).every(([fact, condition]) => holds(condition, facts[fact] ?? null));

function holds(condition: Condition, value: FactValue): boolean {
  if (condition.is !== undefined) return value === condition.is;
  if (condition.in) return typeof value === 'string' && condition.in.includes(value);
  return typeof value === 'number' && isWithin(value, condition);
}

/** False for a number outside the range that the pack declares for this fact, such as a leave of no days. */
export const isPossible = (fact: Fact | undefined, value: FactValue): boolean =>
  fact?.kind !== 'number' || typeof value !== 'number' || isWithin(value, fact);

interface Bounds {
  readonly min?: number | undefined;
  readonly over?: number | undefined;
  readonly max?: number | undefined;
  readonly under?: number | undefined;
}

const isWithin = (value: number, { min, over, max, under }: Bounds): boolean =>
  (min === undefined || value >= min) &&
  (over === undefined || value > over) &&
  (max === undefined || value <= max) &&
  (under === undefined || value < under);

const boundsOf = ({ min, over, max, under }: Bounds): number[] =>
  [min, over, max, under].filter((n) => n !== undefined);

/**
 * Values of the fact between which no condition can distinguish: enough to try, instead of all. For a number every
 * threshold that the fact can take, and one value between each two and beyond the last. `wordsOf` lists a fact's words.
 */
export function casesOf(
  fact: Fact,
  conditions: readonly Condition[],
  wordsOf: (list: 'posts' | 'dispatch_levels') => readonly string[],
): readonly (string | number | boolean)[] {
  if (fact.kind === 'word') return wordsOf(fact.of);
  if (fact.kind === 'yes-no') return [true, false];
  const { step } = fact;
  // Steps are 1 or 0.5, so that multiples are exact in floating point.
  const thresholds = [...boundsOf(fact), ...conditions.flatMap(boundsOf)];
  const candidates = thresholds.flatMap((at) => [Math.ceil(at / step) * step, (Math.floor(at / step) + 1) * step]);
  return [...new Set(candidates)].filter((value) => isWithin(value, fact)).sort((a, b) => a - b);
}

/** Every combination of one value for each column. */
export function combinations<T>(columns: readonly (readonly [string, readonly T[]])[]): Record<string, T>[] {
  return columns.reduce<Record<string, T>[]>(
    (built, [name, values]) => built.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}
