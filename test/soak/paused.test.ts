/** One of two processes stands still (SIGSTOP) with a message in hand, past its lease and its transaction; then it goes on. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { arrows, type Arrow } from '../../src/chat/arrow.ts';
import { sharedSource, type DatabaseSource } from './databases.ts';
import { playPaused } from './pause.ts';
import { firstSeed } from './settings.ts';

const seed = firstSeed();

/** While a process stands still here its transaction is open and holds the locks of whom it works for. */
const inTransaction: readonly Arrow[] = ['taken', 'decided', 'applied'];

describe('While one process stands still the other finishes everything, and nothing changes when it goes on', () => {
  let source: DatabaseSource;
  beforeAll(async () => {
    source = await sharedSource(inject('serverUrl'));
  });
  afterAll(() => source.close());

  test.each(arrows)('paused where a message is %s', async (arrow) => {
    const result = await playPaused({ seed, source, arrow });
    console.log(
      `paused where ${arrow}, seed ${seed}: ${result.messages} messages, all done ${result.drainedMs} ms after`,
    );
    expect(result.faults, `SOAK_SEED=${seed} npm run soak`).toEqual([]);
    expect(result.changed).toEqual([]);
    // Its transaction was ended from outside: otherwise the others could not have gone on with the same person.
    if (inTransaction.includes(arrow)) expect(result.lostTransaction).toBe(true);
  });
});
