/**
 * How long a loop rests after a round that had something to do, in ms: under load each round then does more, and what a round costs
 * by itself is spent less often. The first message after a quiet moment waits for nobody.
 */
export const restMs = 8;

/** Lets a loop sleep until it is called, or until it is time to look anyway. A call while it is busy is not lost. */
export interface Wakeable {
  /** Resolves at the next call, after `withinMs` if that is given, or after the longest sleep. */
  next(withinMs?: number): Promise<void>;
  call(): void;
}

export function wakeable(longestSleepMs: number): Wakeable {
  let called = false;
  let sleeper: (() => void) | null = null;
  return {
    next: (withinMs = longestSleepMs) =>
      new Promise<void>((resolve) => {
        if (called) {
          called = false;
          resolve();
          return;
        }
        const timer = setTimeout(() => sleeper?.(), Math.min(withinMs, longestSleepMs));
        sleeper = () => {
          clearTimeout(timer);
          sleeper = null;
          called = false;
          resolve();
        };
      }),
    call() {
      called = true;
      sleeper?.();
    },
  };
}
