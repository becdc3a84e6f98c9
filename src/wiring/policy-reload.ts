/** The shelf that a service answers from: made once, held, and made anew when the imported texts are others. */
import type { Database } from '../store/database.ts';
import { policyTexts, policyTextsMark } from '../store/policy-texts.ts';
import { openKeptPolicyShelf, type PolicyShelf } from './policies.ts';

export interface ReloadDeps {
  /** Where the index of the texts is kept; null = nowhere. */
  readonly folder: string | null;
  readonly reloaded: (texts: number) => void;
  readonly failed: (error: unknown) => void;
  /** Calls `tick` every while; in tests by hand. */
  readonly every?: (tick: () => void) => { stop(): void };
}

/** So long after an import the last answer from the old texts is given, and a little. */
const eachMs = 15_000;
const stopMs = 5_000;

/** One small query at each tick, none at a message. What can't be read is told, and tried again at the next tick. @throws RulesRefused */
export async function keepPolicyShelf(
  db: Database,
  { folder, reloaded, failed, every = slowly }: ReloadDeps,
): Promise<{ readonly shelf: PolicyShelf; stop(): Promise<void> }> {
  // The mark first: a text that comes in between is read twice, never missed.
  let mark = await policyTextsMark(db);
  const shelf = await openKeptPolicyShelf(await policyTexts(db), folder);
  async function look(): Promise<void> {
    const now = await policyTextsMark(db);
    if (now === mark) return;
    const texts = await policyTexts(db);
    await shelf.replace(texts);
    mark = now;
    reloaded(texts.length);
  }
  let inHand: Promise<void> | null = null;
  const ticks = every(() => {
    inHand ??= look()
      .catch(failed)
      .finally(() => (inHand = null));
  });
  return {
    shelf,
    async stop() {
      ticks.stop();
      // A database that hangs must not keep the service from stopping.
      await Promise.race([inHand, new Promise<void>((resolve) => setTimeout(resolve, stopMs).unref())]);
    },
  };
}

function slowly(tick: () => void): { stop(): void } {
  const timer = setInterval(tick, eachMs).unref();
  return { stop: () => clearInterval(timer) };
}
