/** PostgreSQL stopped and started again, and its backends killed, while people talk. See README.md beside this file. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { settle } from '../../src/store/embedded/place.ts';
import { embeddedSource, sharedSource, type DatabaseSource } from './databases.ts';
import { withTables } from './round.ts';
import { childrenOf, postmasterOf } from './server-tree.ts';
import { firstSeed, sufferings } from './settings.ts';
import { suffer, rowOf, type Stage, type Suffered } from './store-suffers-round.ts';
import { binariesOr, inFolder, withServer } from './store-suffers-server.ts';
import { join } from 'node:path';

const LIMIT_MS = 3_600_000;
const seed = firstSeed();
/** Each way to stop once in a short run. */
const stops = Array.from({ length: Math.max(2, Math.ceil(sufferings() / 3)) }, (_, n) =>
  n % 2 === 0 ? 'SIGINT' : 'SIGQUIT',
);

let peace: DatabaseSource;
beforeAll(async () => {
  peace = await sharedSource(inject('serverUrl'));
});
afterAll(() => peace.close());

function report(what: string, { figures, faults }: Suffered): void {
  console.log(rowOf(what, figures));
  expect(faults, `SOAK_SEED=${seed} npm run soak -- test/soak/store-suffers.test.ts`).toEqual([]);
  expect(figures).toMatchObject({ lost: 0, doubled: 0 });
}

describe('Debian’s PostgreSQL, with two processes', () => {
  test('is stopped, fast and immediately, and started again', { timeout: LIMIT_MS }, async ({ skip }) => {
    const binaries = binariesOr(skip);
    const suffered = await inFolder((folder) =>
      withServer({ binaries, folder }, {}, ({ server, database }) => {
        const strike = async ({ chance, onStage, acknowledged, caughtUp }: Stage): Promise<void> => {
          for (const how of stops) {
            await acknowledged(20);
            await caughtUp();
            await onStage(async () => {
              await delay(chance.between(50, 600));
              await server.stop(how);
              await delay(chance.between(5_000, sufferings() > 6 ? 15_000 : 8_000));
              await server.start();
              await acknowledged(20);
            });
          }
        };
        return suffer({ seed, database, processes: 2, strike, peace });
      }),
    );
    report(`PostgreSQL stopped ${stops.length} times, for 5–15 s`, suffered);
    expect(suffered.figures.toldToWait).toBeGreaterThan(0);
    expect(suffered.figures.longestWait).toBeGreaterThan(5);
  });

  test('loses its backends, ended by its own hand or killed', { timeout: LIMIT_MS }, async ({ skip }) => {
    const binaries = binariesOr(skip);
    let ended = 0;
    const suffered = await inFolder((folder) =>
      withServer({ binaries, folder }, {}, ({ server, database }) => {
        const strike = async ({ chance, onStage, acknowledged, caughtUp }: Stage): Promise<void> => {
          for (let n = 0; n < sufferings(); n += 1) {
            await acknowledged(20);
            await caughtUp();
            await onStage(async () => {
              await delay(chance.between(20, 400));
              ended += n % 2 === 0 ? await endBackends(database.url) : await killBackend(database.url, server.data);
              await acknowledged(20);
            });
          }
        };
        return suffer({ seed, database, processes: 2, strike, peace });
      }),
    );
    report(`backends ended or killed ${sufferings()} times`, suffered);
    expect(ended).toBeGreaterThan(sufferings());
  });
});

describe('The embedded PostgreSQL', () => {
  let source: DatabaseSource;
  beforeAll(async () => {
    source = await embeddedSource();
  }, 120_000);
  afterAll(() => source.close());

  test('is stopped from outside, and the service brings it back', { timeout: LIMIT_MS }, async () => {
    const database = await source.fresh();
    const { cluster } = settle(join(database.dataDir, 'pg'));
    const strike = async ({ chance, onStage, acknowledged, caughtUp }: Stage): Promise<void> => {
      for (const how of stops) {
        await acknowledged(20);
        await caughtUp();
        await onStage(async () => {
          await delay(chance.between(50, 600));
          process.kill(postmasterOf(cluster)!, how);
          await delay(500); // nobody is told the moment it has ended
          await acknowledged(40);
        });
      }
    };
    const suffered = await suffer({ seed, database, processes: 1, strike, peace });
    report(`embedded PostgreSQL stopped ${stops.length} times; the service starts it`, suffered);
    expect(suffered.figures.toldToWait).toBeGreaterThan(0);
    await database.remove();
  });
});

/** pg_terminate_backend of every connection of the service. @returns how many */
const endBackends = (url: string): Promise<number> =>
  withTables(url, async (ask) => {
    const rows = await ask(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'zhucun%' AND datname = current_database()`,
    );
    return rows.length;
  });

/** SIGKILL of one of the service's backends: the postmaster then ends them all and recovers. @returns how many there were */
const killBackend = (url: string, data: string): Promise<number> =>
  withTables(url, async (ask) => {
    const rows = await ask<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'zhucun%' AND datname = current_database()`,
    );
    const [victim] = rows;
    const postmaster = postmasterOf(data);
    if (victim === undefined || postmaster === null || !childrenOf(postmaster).includes(victim.pid)) return 0;
    process.kill(victim.pid, 'SIGKILL');
    return rows.length;
  });
