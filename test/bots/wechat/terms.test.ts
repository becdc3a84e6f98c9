import { expect, test } from 'vitest';
import { termsOf } from '../../../bots/wechat/terms.ts';

test('A test that is in haste waits less, and still long enough for a child to sign in', () => {
  const [usual, hasty] = [termsOf({}), termsOf({ haste: 200 })];
  const { pingMs, silentMs, callMs, loginMs, longestRetryMs } = hasty;
  expect([silentMs, callMs, loginMs].filter((ms) => ms < 5_000)).toEqual([]);
  expect(silentMs).toBeGreaterThan(8 * pingMs);
  expect(longestRetryMs).toBeLessThan(usual.longestRetryMs / 10);
});

test('What an account is told of its terms holds, in haste or not', () => {
  expect(termsOf({ terms: { pingMs: 50 } }).pingMs).toBe(50);
  expect(termsOf({ terms: { pingMs: 50 }, haste: 200 }).pingMs).toBe(50);
});
