/** The checker of the platforms can fail: it finds nothing where nothing was struck, and each of the faults planted afterwards. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import pg from 'pg';
import type { Ask } from './checker.ts';
import { sharedSource, type DatabaseSource } from './databases.ts';
import { platformFaultsOf } from './platform-checker.ts';
import { platformPlanted } from './platform-planted.ts';
import { startPlatform, ways, type Played } from './platform-round.ts';

/** Requests of each end, a rejection with its reason, logs with photos. */
const SEED = 4;

describe.each(ways.filter(({ name }) => name.endsWith('webhook') || name === 'wechat'))(
  'The checker on $title',
  (way) => {
    let source: DatabaseSource;
    let played: Played;
    let client: pg.Client;
    let faults: readonly string[];

    beforeAll(async () => {
      source = await sharedSource(inject('serverUrl'));
      played = await startPlatform({ way, seed: SEED, source, processes: 1, strikes: [], outside: 0 });
      faults = await played.play();
      client = new pg.Client({ connectionString: played.url });
      await client.connect();
    }, 180_000);
    afterAll(async () => {
      await client.end();
      await played.end();
      await source.close();
    });

    const ask: Ask = async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows;

    test('finds nothing where nobody was killed', () => {
      expect(faults).toEqual([]);
    });

    test.each(platformPlanted.filter(({ on }) => way.name.startsWith(on ?? '')))(
      'finds $title',
      async ({ plant, caught }) => {
        const before = played.promised.side.snapshot();
        await ask('BEGIN');
        try {
          await plant(ask, played.promised.side);
          const found = await platformFaultsOf(ask, played.promised);
          expect(found.filter((fault) => caught.test(fault))).not.toEqual([]);
        } finally {
          await ask('ROLLBACK');
          before();
        }
      },
    );
  },
);
