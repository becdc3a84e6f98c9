/** Slow fsyncs, and power cuts that take away what was not synced. See README.md beside this file. */
import { execFileSync } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { sharedSource, type DatabaseSource } from './databases.ts';
import { terms, withTables } from './round.ts';
import { firstSeed, sufferings } from './settings.ts';
import { Load } from './store-suffers-load.ts';
import { lostAndDoubled, rowOf, suffer, type Stage, type Suffered } from './store-suffers-round.ts';
import { binariesOr, folderOfServer, inFolder, withServer, type OwnServer } from './store-suffers-server.ts';
import { dropUnsynced, killAllIn, shimIn, type Dropped } from './store-suffers-unsynced.ts';
import { Supervisor } from './supervisor.ts';
import { until } from './until.ts';

const LIMIT_MS = 3_600_000;
const SLOW_US = 4_000;
/** How long messages are posted on each of the two disks. */
const MEASURED_MS = Math.min(60_000, sufferings() * 1_000);
const seed = firstSeed();

let peace: DatabaseSource;
beforeAll(async () => {
  peace = await sharedSource(inject('serverUrl'));
});
afterAll(() => peace.close());

describe('With 4 ms more for each fsync', () => {
  const measured = async (binaries: string, folder: string, env: NodeJS.ProcessEnv): Promise<Suffered & Speed> =>
    withServer({ binaries, folder, home: join(folder, env['SLOW_SYNC_US'] ?? 'plain') }, { env }, async (own) => {
      let speed: Speed = { perSecond: 0, p99: 0, shortest: 0 };
      const strike = async ({ load, onStage, acknowledged }: Stage): Promise<void> => {
        await acknowledged(30); // warm
        const before = load.sent.length;
        const began = performance.now();
        await onStage(() => delay(MEASURED_MS));
        const waits = load.sent.slice(before).map((one) => one.acknowledgedMs);
        const perSecond = (waits.length / (performance.now() - began)) * 1000;
        speed = { perSecond, p99: percentile(waits, 0.99), shortest: Math.min(...waits) };
      };
      const suffered = await suffer({ seed, database: own.database, processes: 2, strike, peace, lanes: 8 });
      return { ...suffered, ...speed };
    });

  test('messages take longer, and none is refused or lost', { timeout: LIMIT_MS }, async ({ skip }) => {
    const binaries = binariesOr(skip);
    await inFolder(async (folder) => {
      const library = shimIn(folder, skip);
      const plain = await measured(binaries, folder, {});
      const slow = await measured(binaries, folder, { LD_PRELOAD: library, SLOW_SYNC_US: String(SLOW_US) });
      for (const [what, one] of [
        ['as the disk is', plain],
        ['4 ms added to each fsync', slow],
      ] as const) {
        console.log(rowOf(what, one.figures), `${one.perSecond.toFixed(0)} messages/s, p99 ${one.p99.toFixed(0)} ms`);
        expect(one.faults, `${what}: SOAK_SEED=${seed} npm run soak`).toEqual([]);
        expect(one.figures, what).toMatchObject({ toldToWait: 0, unanswered: 0, lost: 0, doubled: 0 });
      }
      // A commit waits for at least one fsync: otherwise nothing was slowed down.
      expect(slow.shortest).toBeGreaterThanOrEqual(SLOW_US / 1000);
    });
  });
});

interface Speed {
  readonly perSecond: number;
  readonly p99: number;
  readonly shortest: number;
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

describe('When the power is cut and what was not synced is gone', () => {
  test('nothing acknowledged is lost', { timeout: LIMIT_MS }, async ({ skip }) => {
    const binaries = binariesOr(skip);
    let dropped: Dropped = { files: 0, changes: 0 };
    const suffered = await inFolder((folder) =>
      withWatchedServer(binaries, folder, shimIn(folder, skip), async (own, undo) => {
        const strike = async ({
          load,
          chance,
          onStage,
          acknowledged,
          caughtUp,
          supervisor,
          database,
        }: Stage): Promise<void> => {
          for (let n = 0; n < sufferings(); n += 1) {
            await acknowledged(10);
            await caughtUp();
            await onStage(async () => {
              await delay(chance.between(50, 1_200));
              supervisor.excuseStarts();
              await killAllIn(own.server.data);
              if (chance.next() < 0.4) await supervisor.strikeFromOutside('process', n);
              const sent = [...load.sent];
              const gone = dropUnsynced(own.server.data, undo, chance);
              dropped = { files: dropped.files + gone.files, changes: dropped.changes + gone.changes };
              await own.server.start();
              expect((await withTables(database.url, (ask) => lostAndDoubled(ask, sent))).lost, `cut ${n + 1}`).toBe(0);
              await acknowledged(10);
            });
          }
        };
        return suffer({ seed, database: own.database, processes: 2, strike, peace });
      }),
    );
    console.log(rowOf(`power cut ${sufferings()} times, ${dropped.changes} unsynced writes dropped`, suffered.figures));
    expect(suffered.faults, `SOAK_SEED=${seed} npm run soak`).toEqual([]);
    expect(suffered.figures).toMatchObject({ lost: 0, doubled: 0 });
    expect(dropped.changes).toBeGreaterThan(sufferings());
  });
});

describe('A PostgreSQL that does not sync what it confirms', () => {
  /** Enough for some to be acknowledged between two syncs. */
  const MESSAGES = 30;

  test('is found out by the power cut, and not by a kill alone', { timeout: LIMIT_MS }, async ({ skip }) => {
    const binaries = binariesOr(skip);
    await inFolder((folder) =>
      withWatchedServer(binaries, folder, shimIn(folder, skip), async ({ server, database }, undo) => {
        const supervisor = new Supervisor({ database, processes: 1, strikes: [], ...terms });
        const load = new Load(['p1', 'p2', 'p3'], supervisor);
        const more = async (): Promise<void> => {
          const wanted = load.sent.length + MESSAGES;
          await until('more messages are acknowledged', async () => load.sent.length >= wanted);
        };
        const lost = (): Promise<number> =>
          withTables(database.url, async (ask) => (await lostAndDoubled(ask, [...load.sent])).lost);
        try {
          await supervisor.start();
          await load.signIn();
          load.start(2);
          await more();
          await withTables(server.url, async (ask) => {
            await ask('ALTER SYSTEM SET fsync = off');
            await ask('SELECT pg_reload_conf()');
          });
          await more();
          await killAllIn(server.data);
          await Promise.all([supervisor.abandon(), load.abandon()]);
          const asKilled = join(folder, 'as-killed');
          execFileSync('cp', ['-a', server.data, asKilled]);
          const { changes } = dropUnsynced(server.data, undo, null);
          await server.start();
          const byCut = await lost();
          await server.stop();
          rmSync(server.data, { recursive: true });
          renameSync(asKilled, server.data);
          await server.start();
          const byKill = await lost();
          console.log(
            `fsync = off: of ${load.sent.length} messages ${byCut} lost by the power cut (${changes} writes dropped), ${byKill} by the kill alone`,
          );
          expect(byKill).toBe(0);
          expect(byCut).toBeGreaterThan(0);
        } finally {
          await Promise.all([supervisor.abandon(), load.abandon()]);
        }
      }),
    );
  });
});

/** A server whose unsynced writes are remembered in the folder that `use` is given. */
async function withWatchedServer<T>(
  binaries: string,
  folder: string,
  library: string,
  use: (own: OwnServer, undo: string) => Promise<T>,
): Promise<T> {
  const undo = folderOfServer(join(folder, 'undo'));
  const home = join(folder, 'server');
  const env = { LD_PRELOAD: library, UNSYNCED_DATA: join(home, 'data'), UNSYNCED_UNDO: undo };
  // Pages that were put back wrongly would show.
  const initdb = ['--data-checksums'];
  // Renaming a file is not undone: a segment of the log must not become another one while it is still needed.
  const settings = ['wal_keep_size=1GB'];
  return withServer({ binaries, folder, home }, { env, initdb, settings }, (own) => use(own, undo));
}
