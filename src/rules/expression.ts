/**
 * Arithmetic that a pack may use: numbers, facts, + - * / ( ), and functions over numbers and dates. Compiled once. Whatever
 * is reckoned from an unknown fact is unknown (null), never guessed.
 */
import {
  addDays,
  daysBetween,
  daysInMonth,
  firstOf,
  isDate,
  lastOf,
  monthOf,
  type IsoDate,
  type IsoMonth,
} from '../domain/calendar.ts';
import { dayIn, indexOf, monthAt } from '../domain/periods.ts';
import type { Expression } from './schema-facts.ts';
import type { IsWorkday, Lookup, Scalar } from './value.ts';

export type Compute = (look: Lookup, isWorkday: IsWorkday) => Scalar;

export interface CompiledExpression {
  readonly compute: Compute;
  /** Facts that it reads. */
  readonly facts: readonly string[];
}

/** Thrown for text that is no expression; `detail` is the place in it. */
export class NotAnExpression extends Error {
  override readonly name = 'NotAnExpression';
}

/** 2/3 of 30 is 20 in floating point too, but 0.1 × 30 is not 3: a hair is forgiven before rounding. */
const hair = 1e-9;

type Args = readonly Scalar[];
const numbers =
  (work: (...values: number[]) => number) =>
  (args: Args): Scalar =>
    args.every((a) => typeof a === 'number') ? work(...args) : null;
const dateOf = (value: Scalar | undefined): IsoDate | null =>
  typeof value === 'string' && isDate(value) ? value : null;
const monthIn = (value: Scalar | undefined): IsoMonth | null =>
  typeof value === 'string' && /^\d{4}-\d{2}$/.test(value) && isDate(`${value}-01`) ? (value as IsoMonth) : null;

/** The same day `months` later, or the month's last where it has no such day (民法典 art. 202). */
export function addMonths(date: IsoDate, months: number): IsoDate {
  return dayIn(monthAt(indexOf(monthOf(date)) + months), Number(date.slice(8)));
}

/** More days than this are no deadline of a regulation; it keeps a slip in a pack from running for ever. */
const longest = 3700;

/** Working days from `from` to `to`, both included; null where a year in it is not published. */
export function workdaysBetween(from: IsoDate, to: IsoDate, isWorkday: IsWorkday): number | null {
  if (daysBetween(from, to) > longest) return null;
  let count = 0;
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const works = isWorkday(day);
    if (works === null) return null;
    if (works) count += 1;
  }
  return count;
}

/** The `nth` working day, `from` being the first where it is one. */
function nthWorkday(from: IsoDate, nth: number, isWorkday: IsWorkday): IsoDate | null {
  let left = nth;
  for (let day = from, tried = 0; tried < longest; day = addDays(day, 1), tried += 1) {
    const works = isWorkday(day);
    if (works === null) return null;
    if (works) left -= 1;
    if (left <= 0) return day;
  }
  return null;
}

/** The first such day of a month on or after the date; the month's last where it has no such day. */
function monthDay(date: IsoDate, day: number): IsoDate {
  const inMonth = (month: IsoMonth): IsoDate => addDays(firstOf(month), Math.min(day, daysInMonth(month)) - 1);
  const here = inMonth(monthOf(date));
  return here >= date ? here : inMonth(monthOf(addDays(lastOf(monthOf(date)), 1)));
}

const withDate = (args: Args, work: (date: IsoDate, rest: Scalar | undefined) => Scalar): Scalar => {
  const date = dateOf(args[0]);
  return date ? work(date, args[1]) : null;
};
const withNumber = (args: Args, work: (date: IsoDate, n: number) => Scalar): Scalar =>
  withDate(args, (date, n) =>
    typeof n === 'number' && Number.isInteger(n) && Math.abs(n) <= longest ? work(date, n) : null,
  );
const withDates = (args: Args, work: (from: IsoDate, to: IsoDate) => Scalar): Scalar =>
  withDate(args, (from, rest) => {
    const to = dateOf(rest);
    return to ? work(from, to) : null;
  });

interface Callable {
  readonly takes: number | 'some';
  readonly run: (args: Args, isWorkday: IsWorkday) => Scalar;
}
const call = (takes: Callable['takes'], run: Callable['run']): Callable => ({ takes, run });

const FUNCTIONS: Readonly<Record<string, Callable>> = {
  ceil: call(
    1,
    numbers((n) => Math.ceil(n - hair)),
  ),
  floor: call(
    1,
    numbers((n) => Math.floor(n + hair)),
  ),
  round: call(
    1,
    numbers((n) => Math.round(n + hair)),
  ),
  max: call('some', numbers(Math.max)),
  min: call('some', numbers(Math.min)),
  /** The first that is known. */
  or: call('some', (args) => args.find((a) => a !== null) ?? null),
  /** The first number that a text holds. */
  number: call(1, ([text]) => {
    const found = typeof text === 'string' ? /\d+(\.\d+)?/.exec(text) : null;
    return found ? Number(found[0]) : typeof text === 'number' ? text : null;
  }),
  add_days: call(2, (args) => withNumber(args, addDays)),
  add_months: call(2, (args) => withNumber(args, addMonths)),
  add_years: call(2, (args) => withNumber(args, (date, years) => addMonths(date, years * 12))),
  /** From the first to the second; 0 for the same day. */
  days_between: call(2, (args) => withDates(args, daysBetween)),
  workdays: call(2, (args, isWorkday) => withDates(args, (from, to) => workdaysBetween(from, to, isWorkday))),
  nth_workday: call(2, (args, isWorkday) => withNumber(args, (from, n) => nthWorkday(from, n, isWorkday))),
  workday_from: call(1, (args, isWorkday) => withDate(args, (from) => nthWorkday(from, 1, isWorkday))),
  month_day: call(2, (args) => withNumber(args, monthDay)),
  date_in: call(2, ([year, day]) => dateOf(`${String(year)}-${String(day)}`)),
  year_of: call(1, (args) => withDate(args, (date) => Number(date.slice(0, 4)))),
  month_of: call(1, ([date]) => {
    const month = dateOf(date)?.slice(0, 7) ?? monthIn(date);
    return month === null ? null : Number(month.slice(5));
  }),
  days_of_month: call(1, ([month]) => {
    const known = monthIn(month);
    return known && daysInMonth(known);
  }),
  workdays_of_month: call(1, ([month], isWorkday) => {
    const known = monthIn(month);
    return known && workdaysBetween(firstOf(known), lastOf(known), isWorkday);
  }),
};
export const functionNames = Object.keys(FUNCTIONS);

type Token = { readonly kind: 'number' | 'name' | 'text' | 'sign'; readonly text: string };
const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*)|'([^']*)'|([-+*/(),]))/y;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new NotAnExpression(text.slice(at).trim());
    const [, number, name, quoted, sign] = found;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted });
    else tokens.push({ kind: 'sign', text: sign ?? '' });
  }
  return tokens;
}

/** Recursive descent: sum → product → unary → primary. */
class Parser {
  readonly facts = new Set<string>();
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Compute {
    const compute = this.#sum();
    const rest = this.#tokens[this.#at];
    if (rest) throw new NotAnExpression(rest.text);
    return compute;
  }

  #takes(...signs: string[]): string | null {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return null;
    this.#at += 1;
    return token.text;
  }

  #sum(): Compute {
    let left = this.#product();
    for (let sign = this.#takes('+', '-'); sign; sign = this.#takes('+', '-')) {
      left = binary(left, this.#product(), sign === '+' ? (a, b) => a + b : (a, b) => a - b);
    }
    return left;
  }

  #product(): Compute {
    let left = this.#unary();
    for (let sign = this.#takes('*', '/'); sign; sign = this.#takes('*', '/')) {
      left = binary(left, this.#unary(), sign === '*' ? (a, b) => a * b : (a, b) => a / b);
    }
    return left;
  }

  #unary(): Compute {
    if (!this.#takes('-')) return this.#primary();
    const inner = this.#primary();
    return binary(
      () => 0,
      inner,
      (a, b) => a - b,
    );
  }

  #primary(): Compute {
    if (this.#takes('(')) {
      const inner = this.#sum();
      if (!this.#takes(')')) throw new NotAnExpression(')');
      return inner;
    }
    const token = this.#tokens[this.#at];
    if (!token || token.kind === 'sign') throw new NotAnExpression(token?.text ?? '');
    this.#at += 1;
    if (token.kind === 'number') return constant(Number(token.text));
    if (token.kind === 'text') return constant(token.text);
    return this.#takes('(') ? this.#call(token.text) : this.#fact(token.text);
  }

  #fact(name: string): Compute {
    this.facts.add(name);
    return (look) => {
      const value = look(name);
      return Array.isArray(value) ? null : (value as Scalar);
    };
  }

  #call(name: string): Compute {
    const callable = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!callable) throw new NotAnExpression(`${name}(`);
    const args: Compute[] = [];
    if (!this.#takes(')')) {
      do args.push(this.#sum());
      while (this.#takes(','));
      if (!this.#takes(')')) throw new NotAnExpression(')');
    }
    if (callable.takes === 'some' ? args.length === 0 : args.length !== callable.takes)
      throw new NotAnExpression(`${name}(`);
    return (look, isWorkday) =>
      callable.run(
        args.map((arg) => arg(look, isWorkday)),
        isWorkday,
      );
  }
}

const constant =
  (value: Scalar): Compute =>
  () =>
    value;

function binary(left: Compute, right: Compute, work: (a: number, b: number) => number): Compute {
  return (look, isWorkday) => {
    const a = left(look, isWorkday);
    const b = right(look, isWorkday);
    if (typeof a !== 'number' || typeof b !== 'number') return null;
    const result = work(a, b);
    return Number.isFinite(result) ? result : null;
  };
}

/** Throws {@link NotAnExpression}. */
export function compileExpression(source: Expression): CompiledExpression {
  if (typeof source === 'number') return { compute: constant(source), facts: [] };
  const parser = new Parser(tokensOf(source));
  return { compute: parser.whole(), facts: [...parser.facts] };
}
