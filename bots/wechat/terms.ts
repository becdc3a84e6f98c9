/** How patient an account is, as long as nobody says otherwise. */
import type { Config, Terms } from './config.ts';

const usual: Terms = {
  pingMs: 10_000,
  silentMs: 30_000,
  bootMs: 30_000,
  callMs: 8_000,
  fileMs: 30_000,
  firstRetryMs: 500,
  longestRetryMs: 60_000,
  steadyMs: 60_000,
  refusedRetryMs: 60_000,
  takeoverMs: 60_000,
  takeoverAgainMs: 3_600_000,
  loginMs: 5_000,
  lookMs: 1_000,
  startMs: 5_000,
  graceMs: 5_000,
  firstOfferMs: 200,
  longestOfferMs: 5_000,
};

/** However hasty a test is: a child takes seconds until it is signed in, and a busy machine answers late. What is not here keeps its time. */
const shortest: Partial<Terms> = {
  pingMs: 600,
  silentMs: 6_000,
  firstRetryMs: 100,
  longestRetryMs: 2_000,
  steadyMs: 2_000,
  refusedRetryMs: 1_000,
  takeoverMs: 6_000,
  lookMs: 100,
  firstOfferMs: 50,
  longestOfferMs: 500,
};

export function termsOf({ terms, haste = 1 }: Pick<Config, 'terms' | 'haste'>): Terms {
  const hasty = Object.entries(shortest).map(([name, ms]) => [name, Math.max(ms, usual[name as keyof Terms] / haste)]);
  return { ...usual, ...(Object.fromEntries(hasty) as Partial<Terms>), ...terms };
}
