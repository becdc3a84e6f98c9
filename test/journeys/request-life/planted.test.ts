/** The model is worth something: each planted fault is caught within a bounded number of lives. */
import { describe, expect, test } from 'vitest';
import { FAULTS } from './faults.ts';
import { onOneLine, openStage, runLives } from './stage.ts';
import { livesOf } from './stories.ts';

/** So many lives at the most until the fault shows. */
const within = 60;
const seed = 2021;

test.each([true, false])(
  'Without a fault the same lives are as the model tells them (a chain: %s)',
  async (hasChain) => {
    const names = [...new Set(Object.values(FAULTS).flatMap((f) => f().stories))];
    const stage = await openStage({ batch: 64, hasChain });
    try {
      const lived = await runLives(stage, livesOf(names.filter((n) => (n === 'held') !== hasChain)), {
        seed,
        numRuns: within,
      });
      expect(lived.report, onOneLine(lived.report)).toBe('');
    } finally {
      await stage.close();
    }
  },
  5 * 60_000,
);

describe('a fault planted in the life of a request is caught', () => {
  test.each(Object.keys(FAULTS))(
    '%s',
    async (name) => {
      const fault = FAULTS[name]?.();
      if (!fault) throw new Error(name);
      const hasChain = !fault.stories.includes('held');
      const stage = await openStage({ ...fault, batch: 64, hasChain });
      try {
        const lived = await runLives(stage, livesOf(fault.stories), { seed, numRuns: within, endOnFailure: true });
        console.log(lived.runs, name, '|', lived.report.split('\n').slice(0, 3).join(' '));
        expect(lived.fault, lived.report).not.toBeNull();
      } finally {
        await stage.close();
      }
    },
    5 * 60_000,
  );
});
