/** What works, sends and fetches: one round after another until aborted, asleep while nothing is to be had, and on through an outage. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Instant } from '../domain/calendar.ts';
import { outageOf } from './outage.ts';

/**
 * How long a loop rests after a round that had something to do, in ms: under load each round then does more, and what a round costs
 * by itself is spent less often. The first message after a quiet moment waits for nobody.
 */
const restMs = 8;
/** How long it waits after the store failed, in ms. */
const storeDownMs = 500;

export interface Rounds {
  readonly name: Parameters<typeof outageOf>[0];
  /** Returns how many it did; 0 when nothing was to be had. */
  readonly round: () => Promise<number>;
  /** After a round of so many the next one follows at once; left out = it rests after each. */
  readonly full?: number;
  /** Resolves when there may be something again. */
  readonly sleep: () => Promise<void>;
  readonly log: Logger;
  readonly now: () => Instant;
  /** Told of each turn. */
  readonly turned?: () => void;
}

export async function keepOn(rounds: Rounds, signal: AbortSignal): Promise<void> {
  const { name, round, full = Infinity, sleep, log, now, turned } = rounds;
  const outage = outageOf(name, log, now);
  const rest = (ms: number): Promise<void> => wait(ms, undefined, { signal }).catch(() => undefined);
  while (!signal.aborted) {
    turned?.();
    try {
      const done = await round();
      outage.reached();
      if (done === 0) await sleep();
      else if (done < full) await rest(restMs);
    } catch (error) {
      outage.lost(error);
      await rest(storeDownMs);
    }
  }
}
