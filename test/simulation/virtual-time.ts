/**
 * Time that goes by only when everybody sleeps: who is woken acts alone, until they sleep again. So a day with several senders comes out the
 * same each time, in as long as its work takes.
 */
interface Sleeper {
  at: number;
  readonly place: number;
  readonly wake: () => void;
}

/** Sleeps until it is called or its time has come; a call while it is awake is not lost. */
export interface Alarm {
  until(at: number): Promise<void>;
  call(): void;
}

export class VirtualTime {
  now: number;
  readonly #told: (now: number) => Promise<void>;
  readonly #sleepers: Sleeper[] = [];
  #awake = 0;
  #places = 0;
  #asleep: (() => void) | null = null;
  #failure: Error | null = null;

  /** @param told of each instant before anybody is woken */
  constructor(now: number, told: (now: number) => Promise<void> = async () => undefined) {
    this.now = now;
    this.#told = told;
  }

  /** Somebody who acts from now on, once those before them sleep. */
  begin(act: () => Promise<void>): void {
    const wake = (): void => {
      void act()
        .catch((error: unknown) => (this.#failure ??= error instanceof Error ? error : new Error(String(error))))
        .finally(() => this.#falls());
    };
    this.#sleepers.push({ at: this.now, place: this.#places++, wake });
  }

  async sleep(ms: number): Promise<void> {
    await this.#until(this.now + ms);
  }

  alarm(): Alarm {
    let called = false;
    let sleeper: Sleeper | null = null;
    return {
      until: async (at) => {
        if (!called) await this.#until(at, (one) => (sleeper = one));
        [called, sleeper] = [false, null];
      },
      call: () => {
        called = true;
        if (sleeper) sleeper.at = Math.min(sleeper.at, this.now);
      },
    };
  }

  #until(at: number, told: (sleeper: Sleeper) => void = () => undefined): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = { at: Math.max(at, this.now), place: this.#places++, wake: resolve };
      this.#sleepers.push(sleeper);
      told(sleeper);
      this.#falls();
    });
  }

  #falls(): void {
    this.#awake -= 1;
    if (this.#awake === 0) this.#asleep?.();
  }

  /** Until that instant, or until nobody is left. @throws what somebody failed with */
  async run(until: number): Promise<void> {
    for (;;) {
      if (this.#awake > 0) await new Promise<void>((resolve) => (this.#asleep = resolve));
      if (this.#failure !== null) throw this.#failure;
      const next = this.#sleepers.reduce<Sleeper | null>((first, one) => (first && isBefore(first, one) ? first : one), null); // prettier-ignore
      if (!next || next.at > until) return;
      this.#sleepers.splice(this.#sleepers.indexOf(next), 1);
      if (next.at > this.now) {
        this.now = next.at;
        await this.#told(this.now);
      }
      this.#awake += 1;
      next.wake();
    }
  }
}

const isBefore = (a: Sleeper, b: Sleeper): boolean => a.at < b.at || (a.at === b.at && a.place < b.place);
