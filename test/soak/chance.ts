/** Chance that a seed repeats: everything a round decides by lot comes from here. */
export interface Chance {
  /** 0 ≤ number < 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(of: readonly T[]): T[];
}

/** mulberry32: 32 bits of state are plenty for a plan of a hundred steps. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    pick: (from) => from[between(0, from.length - 1)]!,
    shuffled(of) {
      const left = [...of];
      return of.map(() => left.splice(between(0, left.length - 1), 1)[0]!);
    },
  };
}
