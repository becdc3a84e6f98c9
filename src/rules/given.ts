/** What is asked from outside, by the names of the vocabulary → facts of their kinds and the day whose rules hold. */
import { isDate, lastOf, type IsoDate, type IsoMonth } from '../domain/calendar.ts';
import type { Fact, VocabularyFile } from './schema-facts.ts';
import type { Item, Scalar, Value } from './value.ts';

/** A value that cannot be what its name says; `kind` is what it should be. */
export class UnfitValue extends Error {
  override readonly name = 'UnfitValue';
  readonly fact: string;
  readonly label: string;
  readonly kind: Fact['kind'];

  constructor(fact: string, label: string, kind: Fact['kind']) {
    super(`${fact} is no ${kind}`);
    this.fact = fact;
    this.label = label;
    this.kind = kind;
  }
}

export interface Given {
  readonly facts: Readonly<Record<string, Value>>;
  /** The day that the facts speak of; null where none does. */
  readonly on: IsoDate | null;
}

type Facts = Readonly<Record<string, Fact>>;

/**
 * `facts` declares the names known: the vocabulary's and those of the packs asked. A nested object is read as
 * `outer_inner`, and as a text where a text is asked for; names that nobody declares are left out. Throws {@link UnfitValue}.
 */
export function factsOf(
  given: Readonly<Record<string, unknown>>,
  facts: Facts,
  { dated_by: datedBy, no_words: noWords }: Pick<VocabularyFile, 'dated_by' | 'no_words'>,
): Given {
  const names = new Map(
    Object.entries(facts).flatMap(([name, fact]) => fact.also.map((other) => [other, name] as const)),
  );
  const values: Record<string, Value> = {};
  for (const [key, raw] of Object.entries(flat(given))) {
    const name = names.get(key) ?? key;
    const fact = facts[name];
    if (fact) values[name] = valueOf(raw, name, fact, noWords);
  }
  return { facts: values, on: datedBy.map((name) => dayOf(values[name] ?? null)).find((day) => day !== null) ?? null };
}

function flat(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]): [string, unknown][] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? [[key, value], ...Object.entries(value).map(([inner, v]): [string, unknown] => [`${key}_${inner}`, v])]
        : [[key, value]],
    ),
  );
}

function valueOf(raw: unknown, name: string, fact: Fact, noWords: readonly string[]): Value {
  if (raw === null || raw === undefined) return null;
  const unfit = (): never => {
    throw new UnfitValue(name, fact.label, fact.kind);
  };
  switch (fact.kind) {
    case 'number': {
      // "There is one" and "there is none" are numbers too.
      const number =
        typeof raw === 'boolean' ? Number(raw) : typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
      return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : unfit();
    }
    case 'yes-no':
      return typeof raw === 'boolean'
        ? raw
        : typeof raw === 'number'
          ? raw > 0
          : ![...noWords, ...fact.no].includes(textOf(raw).trim());
    case 'date':
      return typeof raw === 'string' && isDate(raw.slice(0, 10)) ? raw.slice(0, 10) : unfit();
    case 'month':
      return typeof raw === 'string' && isDate(`${raw.slice(0, 7)}-01`) ? raw.slice(0, 7) : unfit();
    case 'list':
      return Array.isArray(raw) ? raw.map((item) => itemOf(item, name, fact, noWords)) : unfit();
    case 'text':
      // "No rule" is not a rule that says no, nor is an empty one.
      return raw === false || isEmpty(raw) ? null : textOf(raw);
    case 'word':
      return textOf(raw);
  }
}

const isEmpty = (raw: unknown): boolean =>
  raw === '' || (typeof raw === 'object' && raw !== null && Object.keys(raw).length === 0);

/** A list is read as its words; an object, which no word is, as it was written. */
function textOf(raw: unknown): string {
  if (Array.isArray(raw)) return raw.map(textOf).join('、');
  return typeof raw === 'string' ? raw : JSON.stringify(raw);
}

function itemOf(
  raw: unknown,
  name: string,
  { items, label }: Fact & { kind: 'list' },
  noWords: readonly string[],
): Item {
  if (!items) return valueOf(raw, name, { kind: 'number', label, also: [], step: 1 }, noWords) as Scalar;
  if (typeof raw !== 'object' || raw === null) throw new UnfitValue(name, label, 'list');
  const fields = raw as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(items).map(([field, kind]) => {
      const fact = { kind, label: `${label}.${field}`, also: [], step: 1, no: [] } as unknown as Fact;
      return [field, valueOf(fields[field], `${name}.${field}`, fact, noWords) as Scalar];
    }),
  );
}

/** The day a value speaks of: a date, the last day of a month or year, the last date in a list. */
function dayOf(value: Value): IsoDate | null {
  if (typeof value === 'number') return isDate(`${value}-12-31`) ? (`${value}-12-31` as IsoDate) : null;
  if (typeof value === 'string')
    return isDate(value) ? value : isDate(`${value}-01`) ? lastOf(value as IsoMonth) : null;
  if (!Array.isArray(value)) return null;
  const days = (value as readonly Item[]).flatMap((item) =>
    typeof item === 'object' && item !== null
      ? Object.values(item).filter((v): v is IsoDate => typeof v === 'string' && isDate(v))
      : [],
  );
  return days.sort().at(-1) ?? null;
}
