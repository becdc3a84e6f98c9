import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { wakeable } from '../../src/chat/wake.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Whether the promise is settled by now. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  const pending = Symbol('pending');
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

describe('a loop that sleeps', () => {
  test('is woken by a call', async () => {
    const { next, call } = wakeable(1000);
    const sleep = next();
    expect(await isSettled(sleep)).toBe(false);
    call();
    await sleep;
    expect(vi.getTimerCount()).toBe(0);
  });

  test('looks by itself after the longest sleep', async () => {
    const { next } = wakeable(1000);
    const sleep = next();
    vi.advanceTimersByTime(999);
    expect(await isSettled(sleep)).toBe(false);
    vi.advanceTimersByTime(1);
    await sleep;
  });

  test('does not sleep when it was called while it was busy, once for many calls', async () => {
    const { next, call } = wakeable(1000);
    call();
    call();
    await next();
    expect(await isSettled(next())).toBe(false);
  });

  test('sleeps again after it was woken', async () => {
    const { next, call } = wakeable(1000);
    const first = next();
    call();
    await first;
    expect(await isSettled(next())).toBe(false);
  });
});
