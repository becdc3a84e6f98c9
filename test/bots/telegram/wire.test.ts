import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { calling } from '../../../bots/telegram/wire.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapBytes = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

describe('a call', () => {
  const never = (signal: unknown): Promise<never> =>
    new Promise((_, reject) => (signal as AbortSignal).addEventListener('abort', () => reject(new Error('ended'))));

  it('ends when its time is over, and when its caller ends', async () => {
    const caller = new AbortController();
    await expect(calling(5, caller.signal, never)).rejects.toThrow('ended');
    const called = calling(60_000, caller.signal, never);
    caller.abort();
    await expect(called).rejects.toThrow('ended');
    const seen = await calling(60_000, caller.signal, async (signal) => signal.aborted);
    expect(seen).toBe(true);
  });

  it('leaves nothing behind with a caller that lives on', async () => {
    const caller = new AbortController();
    const calls = async (): Promise<void> => {
      for (let i = 0; i < 4000; i++)
        await calling(35_000, caller.signal, async (signal) => signal.addEventListener('abort', () => undefined));
    };
    await calls();
    const before = heapBytes();
    await calls();
    expect(heapBytes() - before).toBeLessThan(2_000_000);
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });
});
