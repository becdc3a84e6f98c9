/** Waits for real processes: asks again and again, since they have no other way to tell. */
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 40;

/** Resolves with the first answer that is neither false nor null nor undefined. @throws when there is none within `limitMs` */
export async function until<T>(
  what: string,
  ask: () => Promise<T | false | null | undefined>,
  limitMs = 120_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${limitMs} ms in vain: ${what}`);
    await delay(POLL_MS);
  }
}
