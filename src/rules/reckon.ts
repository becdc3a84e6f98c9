/** Facts that a pack reckons from others: expressions, cases, and counts over lists. */
import { addDays, daysBetween, type IsoDate } from '../domain/calendar.ts';
import { compileWhen, type Test } from './condition.ts';
import { addMonths, compileExpression, type Compute } from './expression.ts';
import type { Fact, When } from './schema-facts.ts';
import type { IsWorkday, Item, Lookup, Scalar } from './value.ts';

/** What came out, and the items that were counted where it is a count. */
export interface Reckoned {
  readonly value: Scalar;
  readonly items: readonly Item[] | null;
}
export type Reckon = (look: Lookup, isWorkday: IsWorkday) => Reckoned;

export interface ReckonedFact {
  readonly reckon: Reckon;
  /** Facts and readings that it reads. */
  readonly reads: readonly string[];
}

type NumberFact = Fact & { kind: 'number' };
type Counting = NonNullable<NumberFact['count']>;

/** null for a fact that is given. */
export function compileReckoned(fact: Fact): ReckonedFact | null {
  if (fact.kind === 'number') return compileNumber(fact);
  if (fact.kind === 'date')
    return fact.latest ? fromLatest(fact.latest) : fact.is === undefined ? null : fromExpression(fact.is);
  if ((fact.kind === 'word' || fact.kind === 'yes-no') && fact.cases) {
    return fromCases(fact.cases.map(({ when, is }) => ({ when, compute: () => is, reads: [] })));
  }
  return null;
}

function compileNumber(fact: NumberFact): ReckonedFact | null {
  if (fact.is !== undefined) return fromExpression(fact.is);
  if (fact.cases) {
    return fromCases(
      fact.cases.map(({ when, is }) => {
        const { compute, facts } = compileExpression(is);
        return { when, compute, reads: facts };
      }),
    );
  }
  if (fact.count) return fromCount(fact.count);
  if (fact.adjoining) return fromAdjoining(fact.adjoining);
  if (fact.sum) return fromItems(fact.sum, (numbers) => numbers.reduce((a, b) => a + b, 0));
  if (fact.largest) return fromItems(fact.largest, (numbers) => (numbers.length === 0 ? null : Math.max(...numbers)));
  return null;
}

function fromExpression(source: string | number): ReckonedFact {
  const { compute, facts } = compileExpression(source);
  return { reckon: (look, isWorkday) => ({ value: compute(look, isWorkday), items: null }), reads: facts };
}

interface Case {
  readonly when: When;
  readonly compute: Compute;
  readonly reads: readonly string[];
}

function fromCases(cases: readonly Case[]): ReckonedFact {
  const compiled = cases.map(({ when, compute }): { test: Test; compute: Compute } => ({
    test: compileWhen(when),
    compute,
  }));
  return {
    reckon: (look, isWorkday) => {
      const first = compiled.find(({ test }) => test(look));
      return { value: first ? first.compute(look, isWorkday) : null, items: null };
    },
    reads: cases.flatMap(({ when, reads }) => [...Object.keys(when), ...reads]),
  };
}

/** The list's items for which the conditions hold; a condition on a field asks the item, any other the facts. */
function chosen(look: Lookup, list: string, test: Test): readonly Item[] | null {
  const items = look(list);
  if (!Array.isArray(items)) return null;
  return (items as readonly Item[]).filter((item) =>
    test((name) => (isFields(item) && name in item ? (item[name] ?? null) : look(name))),
  );
}

const isFields = (item: Item): item is Readonly<Record<string, Scalar>> => typeof item === 'object' && item !== null;
const fieldOf = (item: Item, field: string | undefined): Scalar =>
  isFields(item) ? (field === undefined ? null : (item[field] ?? null)) : item;

function fromCount({ in: list, where, most_within: within }: Counting): ReckonedFact {
  const test = compileWhen(where);
  return {
    reckon: (look) => {
      const items = chosen(look, list, test);
      if (!items) return { value: null, items: null };
      const counted = within ? most(items, within) : items;
      return { value: counted.length, items: counted };
    },
    reads: [list, ...Object.keys(where)],
  };
}

/** The largest group of items that lie within one period; of several such the latest. */
function most(items: readonly Item[], { date, months, same }: NonNullable<Counting['most_within']>): readonly Item[] {
  const dated = items
    .flatMap((item) => {
      const on = fieldOf(item, date);
      return typeof on === 'string' ? [{ item, on: on as IsoDate }] : [];
    })
    .sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
  const length = same === 'year' ? 4 : 7;
  const belongs = (first: IsoDate, other: IsoDate): boolean =>
    months === undefined ? first.slice(0, length) === other.slice(0, length) : other <= addMonths(first, months);
  let best: typeof dated = [];
  for (const [index, { on: first }] of dated.entries()) {
    const group = dated.slice(index).filter(({ on }) => belongs(first, on));
    if (group.length >= best.length) best = group;
  }
  return best.map(({ item }) => item);
}

function fromItems(
  { in: list, of, where }: NonNullable<NumberFact['sum']>,
  work: (numbers: number[]) => number | null,
): ReckonedFact {
  const test = compileWhen(where);
  return {
    reckon: (look) => {
      const items = chosen(look, list, test);
      const numbers = items?.map((item) => fieldOf(item, of)).filter((n) => typeof n === 'number');
      return { value: numbers ? work(numbers) : null, items: null };
    },
    reads: [list, ...Object.keys(where)],
  };
}

function fromLatest({ in: list, of, where }: { in: string; of: string; where: When }): ReckonedFact {
  const test = compileWhen(where);
  return {
    reckon: (look) => {
      const dates = chosen(look, list, test)
        ?.map((item) => fieldOf(item, of))
        .filter((d) => typeof d === 'string');
      return { value: dates?.sort().at(-1) ?? null, items: null };
    },
    reads: [list, ...Object.keys(where)],
  };
}

function fromAdjoining({ in: list, from, to, sum }: NonNullable<NumberFact['adjoining']>): ReckonedFact {
  return {
    reckon: (look, isWorkday) => {
      const items = chosen(look, list, () => true);
      const spans = items
        ?.map((item) => ({ from: fieldOf(item, from), to: fieldOf(item, to), days: fieldOf(item, sum) }))
        .filter((s): s is Span => typeof s.from === 'string' && typeof s.to === 'string' && typeof s.days === 'number')
        .sort((a, b) => (a.from < b.from ? -1 : 1));
      if (!spans || spans.length === 0 || spans.length !== items?.length) return { value: null, items: null };
      return { value: longestRun(spans, isWorkday), items: null };
    },
    reads: [list],
  };
}

interface Span {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly days: number;
}

/** Days of the longest run of spans between which no working day lies; unknown where a year is not published. */
function longestRun(spans: readonly Span[], isWorkday: IsWorkday): number | null {
  let longest = 0;
  let run = 0;
  let last: Span | null = null;
  for (const span of spans) {
    const joins = last && adjoins(last, span, isWorkday);
    if (joins === null && last) return null;
    run = joins ? run + span.days : span.days;
    longest = Math.max(longest, run);
    last = span;
  }
  return longest;
}

/** Whether no working day lies between the two; null where that is not known. */
function adjoins(earlier: Span, later: Span, isWorkday: IsWorkday): boolean | null {
  const between = daysBetween(earlier.to, later.from) - 1;
  if (between > 31) return false;
  for (let i = 1; i <= between; i += 1) {
    const works = isWorkday(addDays(earlier.to, i));
    if (works !== false) return works === null ? null : false;
  }
  return true;
}
