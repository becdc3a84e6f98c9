/** Any actors, any order, duplicates and restarts: whatever people say, no invariant breaks. */
import { describe, expect, test } from 'vitest';
import { openLane, runConversations } from './lanes.ts';
import { neverHappened, type Tally } from './tally.ts';

const count = Number(process.env['CONVERSATIONS'] ?? 400);
const seed = Number(process.env['CONVERSATIONS_SEED'] ?? Date.now() % 1_000_000_000);
const path = process.env['CONVERSATIONS_PATH'] || undefined;
/** More than one only keeps both processors busy. */
const lanes = path === undefined ? 3 : 1;

describe('random conversations', () => {
  test(
    `${count} of them break no invariant (seed ${seed})`,
    async () => {
      const tally: Tally = new Map();
      const runs = Array.from({ length: lanes }, async (_, i) => {
        const lane = await openLane();
        try {
          const numRuns = Math.ceil(count / lanes);
          const options = { seed: seed + i, numRuns, ...(path ? { path } : {}) };
          const outcome = await runConversations(lane.world, options, tally);
          expect(outcome.report).toBe('');
          return outcome.runs;
        } finally {
          await lane.close();
        }
      });
      const done = await Promise.all(runs);
      console.log([...tally].map(([what, n]) => `${n} ${what}`).join(', '));
      if (count >= 400 && !path) expect(neverHappened(tally)).toEqual([]);
      expect(done.reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(path === undefined ? count : 1);
    },
    30 * 60_000,
  );
});
