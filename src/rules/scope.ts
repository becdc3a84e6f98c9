/** The facts of one case as one pack sees them: given, reckoned from those given, and the readings it takes. */
import type { CompiledPack } from './compile.ts';
import type { IsWorkday, Item, Lookup, Value, Values } from './value.ts';

export interface Scope {
  readonly look: Lookup;
  readonly isWorkday: IsWorkday;
  /** What a count took, of the facts looked at so far. */
  readonly evidence: ReadonlyMap<string, readonly Item[]>;
  /** Whether a day was asked for whose year is not published. */
  isUnpublished(): boolean;
}

/** Options taken instead of those of the pack, by reading. */
export type Taken = Readonly<Record<string, string>>;

export function scopeOf({ words }: CompiledPack, values: Values, calendar: IsWorkday, instead: Taken): Scope {
  let unpublished = false;
  const isWorkday: IsWorkday = (date) => {
    const works = calendar(date);
    if (works === null) unpublished = true;
    return works;
  };
  const known = new Map<string, Value>();
  const evidence = new Map<string, readonly Item[]>();
  const find = (name: string): Value => {
    const compiled = words.facts.get(name);
    if (!compiled) return instead[name] ?? words.readings.get(name)?.taken ?? null;
    const { fact, reckoned } = compiled;
    if (reckoned) {
      const { value, items } = reckoned.reckon(look, isWorkday);
      if (items) evidence.set(name, items);
      return value;
    }
    const value = values[name] ?? null;
    return fact.kind === 'word' && fact.of === 'posts' && typeof value === 'string'
      ? (words.posts.get(value) ?? value)
      : value;
  };
  const look: Lookup = (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const value = find(name);
    known.set(name, value);
    return value;
  };
  return { look, isWorkday, evidence, isUnpublished: () => unpublished };
}
