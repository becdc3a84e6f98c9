/** Conditions over named facts: whether they hold, and which cases tell them apart. */
import type { Condition, Fact, When } from './schema-facts.ts';
import type { Lookup, Scalar, Value } from './value.ts';

/** True when every condition holds. */
export type Test = (look: Lookup) => boolean;

/** An unknown fact (null) fulfils no condition but `known: false`, `not` and `without`. */
export function compileWhen(when: When): Test {
  const tests = Object.entries(when).map(([name, condition]): Test => {
    const holds = compileCondition(condition);
    return (look) => holds(look(name));
  });
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  return (look) => tests.every((holds) => holds(look));
}

type Holds = (value: Value) => boolean;

export function compileCondition(condition: Condition): Holds {
  const { is, not, known, says, without } = condition;
  if (is !== undefined) return (value) => value === is;
  if (condition.in) {
    const words = new Set<Value>(condition.in);
    return (value) => words.has(value);
  }
  if (not !== undefined) {
    const words = new Set<Value>(Array.isArray(not) ? not : [not]);
    return (value) => !words.has(value);
  }
  const strike = (text: string): string =>
    (condition.except ?? []).reduce((rest, word) => rest.replaceAll(word, ''), text);
  const holdsOne = (text: string, words: readonly string[]): boolean => {
    const rest = strike(text);
    return words.some((word) => rest.includes(word));
  };
  if (says) return (value) => typeof value === 'string' && holdsOne(value, says);
  if (without) return (value) => typeof value !== 'string' || !holdsOne(value, without);
  if (known !== undefined) return (value) => (value !== null) === known;
  return (value) => typeof value === 'number' && isWithin(value, condition);
}

interface Bounds {
  readonly min?: number | undefined;
  readonly over?: number | undefined;
  readonly max?: number | undefined;
  readonly under?: number | undefined;
}

export const isWithin = (value: number, { min, over, max, under }: Bounds): boolean =>
  (min === undefined || value >= min) &&
  (over === undefined || value > over) &&
  (max === undefined || value <= max) &&
  (under === undefined || value < under);

const boundsOf = ({ min, over, max, under }: Bounds): number[] =>
  [min, over, max, under].filter((n) => n !== undefined);

/** Stands for any text that no condition names. */
const OTHER = '…';

/**
 * Values of the fact between which no condition can distinguish: enough to try, instead of all. For a number every
 * threshold that the fact can take, one value between each two, and one beyond each end. null, for what is not known, only
 * where a condition asks for it.
 */
export function casesOf(fact: Fact, conditions: readonly Condition[], words: readonly string[]): readonly Scalar[] {
  const asksUnknown = conditions.some((c) => c.known !== undefined || c.not !== undefined || c.without !== undefined);
  const unknown = asksUnknown ? [null] : [];
  if (fact.kind === 'word') return [...words, ...unknown];
  if (fact.kind === 'yes-no') return [true, false, ...unknown];
  if (fact.kind === 'number') return [...numbersBetween(fact, conditions), ...unknown];
  const named = conditions.flatMap((c) =>
    [c.is, c.not, ...(c.in ?? []), ...(c.says ?? []), ...(c.without ?? [])].flat(),
  );
  return [...new Set([...named.filter((word) => typeof word === 'string'), OTHER]), ...unknown];
}

function numbersBetween(fact: Fact & { kind: 'number' }, conditions: readonly Condition[]): number[] {
  const { step } = fact;
  const thresholds = [...boundsOf(fact), ...conditions.flatMap(boundsOf)];
  const nearby = thresholds.flatMap((at) => {
    const above = (Math.floor(at / step + 1e-9) + 1) * step;
    return [at, above, above - step, above - 2 * step];
  });
  const candidates = thresholds.length === 0 ? [step] : nearby;
  const possible = candidates.filter((value) => isWithin(value, fact) && isStep(value, step));
  return [...new Set(possible)].sort((a, b) => a - b);
}

const isStep = (value: number, step: number): boolean => Math.abs(value / step - Math.round(value / step)) < 1e-9;

/** Every combination of one value for each column, at most `most` of them. */
export function combinations<T>(
  columns: readonly (readonly [string, readonly T[]])[],
  most = 60_000,
): Record<string, T>[] {
  return columns.reduce<Record<string, T>[]>(
    (built, [name, values]) =>
      built.length * values.length > most
        ? built.map((one, i) => ({ ...one, [name]: values[i % values.length] as T }))
        : built.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}
