/** The checker can fail: it finds nothing in a county that was left in peace, and each of the faults planted there. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { faultsOf, type Ask, type Promised } from './checker.ts';
import { sharedSource, type DatabaseSource, type RoundDatabase } from './databases.ts';
import { planOf } from './plan.ts';
import { plantedFaults } from './planted.ts';
import { playerOf } from './play.ts';
import { drained, terms, withTables } from './round.ts';
import { Supervisor } from './supervisor.ts';

/** A plan with requests of each kind and every end. */
const SEED = 4;

describe('The checker', () => {
  let source: DatabaseSource;
  let database: RoundDatabase;
  let promised: Promised;

  beforeAll(async () => {
    source = await sharedSource(inject('serverUrl'));
    database = await source.fresh();
    const plan = planOf(SEED);
    const supervisor = new Supervisor({ database, processes: 1, strikes: [], ...terms });
    try {
      await supervisor.start();
      const player = playerOf(plan, supervisor);
      await player.signIn();
      await player.play();
      await withTables(database.url, drained);
      await supervisor.stop();
      promised = { acknowledged: player.acknowledged, requests: plan.requests };
    } finally {
      await supervisor.abandon();
    }
  }, 120_000);
  afterAll(async () => {
    await database.remove();
    await source.close();
  });

  const faultsAfter = (ask: Ask, sql: string): Promise<string[]> =>
    ask('BEGIN')
      .then(() => ask(sql))
      .then(() => faultsOf(ask, promised))
      .finally(() => ask('ROLLBACK'));

  test('finds nothing where nothing was struck', async () => {
    expect(await withTables(database.url, (ask) => faultsOf(ask, promised))).toEqual([]);
  });

  test.each(plantedFaults)('finds $title', async ({ sql, caught }) => {
    const faults = await withTables(database.url, (ask) => faultsAfter(ask, sql));
    expect(faults.filter((fault) => caught.test(fault))).not.toEqual([]);
  });
});
