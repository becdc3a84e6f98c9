/** The whole life of a request: any operation of anybody in any order, batched and not, by one worker and by two. */
import { describe, expect, test } from 'vitest';
import { life } from './stories.ts';
import { onOneLine, openStage, runLives, type StageOptions } from './stage.ts';

const runs = Number(process.env['REQUEST_LIFE_RUNS'] ?? 120);
const seed = Number(process.env['REQUEST_LIFE_SEED'] ?? Date.now() % 1_000_000_000);
/** So long at the most with one stage, looking for the shortest counterexample included. */
const limitMs = Number(process.env['REQUEST_LIFE_LIMIT_MS'] ?? 120_000);
const path = process.env['REQUEST_LIFE_PATH'] || undefined;

const STAGES: readonly (readonly [name: string, options: StageOptions, share: number])[] = [
  ['worked singly', { batch: 1, hasChain: true }, 0.4],
  ['worked in batches', { batch: 64, hasChain: true }, 0.4],
  ['where no rule names a chain', { batch: 64, hasChain: false }, 0.2],
];

describe('the life of a request', () => {
  test.each(STAGES)(
    `%s is as the model tells it (seed ${seed})`,
    async (_, options, share) => {
      const stage = await openStage(options);
      try {
        const lived = await runLives(stage, life(options.hasChain), {
          seed,
          numRuns: Math.ceil(runs * share),
          interruptAfterTimeLimit: limitMs,
          ...(path ? { path } : {}),
        });
        console.log(
          lived.runs,
          `${stage.meeting.met} met`,
          [...stage.tally].map(([what, n]) => `${n} ${what}`).join(', '),
        );
        expect(lived.report, onOneLine(lived.report)).toBe('');
      } finally {
        await stage.close();
      }
    },
    30 * 60_000,
  );
});
