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
