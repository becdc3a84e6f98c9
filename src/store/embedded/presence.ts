import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { leave } from './connection.ts';

const RETRY_MS = 5_000;

/** One process's standing as a user of the server, for as long as it wants to be one. */
export interface Presence {
  /** Gives it up; `whenLast` runs if no other user is left, while newcomers are kept waiting. */
  end(whenLast: () => Promise<void>): Promise<void>;
}

/**
 * Keeps `client` connected: when the server dies, or throws its clients out after one of its processes crashed, `reach` brings it back.
 * @param onTrouble told of each failed attempt; the next follows 5 seconds later
 */
export function keepPresence(
  client: pg.Client,
  reach: () => Promise<pg.Client>,
  onTrouble: (trouble: unknown) => void,
): Presence {
  const leaving = new AbortController();
  let current = client;
  let restored = Promise.resolve();

  const restore = async (): Promise<void> => {
    while (!leaving.signal.aborted) {
      try {
        current = await reach();
        watch();
        return;
      } catch (error) {
        onTrouble(error);
        await delay(RETRY_MS, undefined, { signal: leaving.signal }).catch(() => undefined);
      }
    }
  };
  const watch = (): void => {
    current.once('end', () => {
      restored = restore();
    });
  };
  watch();

  return {
    async end(whenLast) {
      leaving.abort();
      await restored;
      const last = await leave(current).catch(() => false); // lost just now: then there is nothing left to stop
      if (last) await whenLast();
      await current.end().catch(() => undefined);
    },
  };
}
