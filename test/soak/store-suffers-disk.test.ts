/** The disk is full: of the database's files, of its log, of the images. See README.md beside this file. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { SAMPLE_JPEG } from '../fakes/sample-images.ts';
import type { Ask } from './checker.ts';
import { embeddedAt, sharedSource, type DatabaseSource } from './databases.ts';
import { eventKeyOf, type Acknowledged } from './ledger.ts';
import { groupOf } from './plan.ts';
import { withTables } from './round.ts';
import { firstSeed, sufferings } from './settings.ts';
import { rowOf, suffer, type Stage, type Suffered } from './store-suffers-round.ts';
import {
  binariesOr,
  folderOfServer,
  inFolder,
  withServer,
  withSmallDisk,
  type SmallDisk,
} from './store-suffers-server.ts';
import { until } from './until.ts';

const LIMIT_MS = 3_600_000;
/** How long nothing fits, at the least: longer than the attempts that a message has before it is set aside. */
const FULL_MS = 10_000;
/** How often it fills up. */
const times = Math.max(1, Math.floor(sufferings() / 6));
const seed = firstSeed();

let peace: DatabaseSource;
beforeAll(async () => {
  peace = await sharedSource(inject('serverUrl'));
});
afterAll(() => peace.close());

function report(what: string, { figures, faults }: Suffered): void {
  console.log(rowOf(what, figures));
  expect(faults, `SOAK_SEED=${seed} npm run soak`).toEqual([]);
  expect(figures).toMatchObject({ lost: 0, doubled: 0 });
  // Clearly refused, in time: nobody waits for an answer that doesn't come.
  expect(figures.toldToWait).toBeGreaterThan(0);
}

/** Fills it under load, keeps it full for a while, and gives the space back; `mend` is what an operator does then. */
const filledBy =
  (disk: SmallDisk, mend: () => Promise<void>) =>
  async ({ load, onStage, acknowledged, caughtUp }: Stage): Promise<void> => {
    for (let n = 0; n < times; n += 1) {
      await acknowledged(20);
      await caughtUp();
      await onStage(async () => {
        const before = load.answers.toldToWait;
        disk.fill();
        await until('somebody is told to wait', async () => load.answers.toldToWait > before);
        await delay(FULL_MS);
        disk.free();
        await mend();
        await acknowledged(20);
      });
    }
  };

describe('The disk of Debian’s PostgreSQL is full', () => {
  test('of its data: it refuses what needs room', { timeout: LIMIT_MS }, async ({ skip }) => {
    const binaries = binariesOr(skip);
    await inFolder((folder) =>
      withSmallDisk({ skip, path: join(folder, 'disk'), megabytes: 160 }, async (disk) => {
        const initdb = ['-X', folderOfServer(join(folder, 'log'))];
        await withServer({ binaries, folder, home: join(disk.path, 'server') }, { initdb }, async (own) => {
          const strike = filledBy(disk, () => own.server.start());
          const suffered = await suffer({ seed, database: own.database, processes: 2, strike, peace });
          report(`disk of the data full for ${FULL_MS / 1000} s`, suffered);
        });
      }),
    );
  });

  test('of its log: it goes down, and is started once there is room', { timeout: LIMIT_MS }, async ({ skip }) => {
    const binaries = binariesOr(skip);
    await inFolder((folder) =>
      withSmallDisk({ skip, path: join(folder, 'disk'), megabytes: 64 }, async (disk) => {
        const initdb = ['-X', folderOfServer(join(disk.path, 'log')), '--wal-segsize=1'];
        const settings = ['min_wal_size=2MB', 'max_wal_size=8MB'];
        await withServer({ binaries, folder }, { initdb, settings }, async ({ server, database }) => {
          let wentDown = 0;
          const strike = filledBy(disk, async () => {
            wentDown += server.isUp ? 0 : 1;
            await server.start();
          });
          const suffered = await suffer({ seed, database, processes: 2, strike, peace });
          report(`disk of the write-ahead log full for ${FULL_MS / 1000} s; it went down`, suffered);
          expect(wentDown).toBe(times);
        });
      }),
    );
  });
});

test(
  'The disk of the embedded PostgreSQL is full, and all goes on once it is not',
  { timeout: LIMIT_MS },
  async ({ skip }) => {
    await inFolder((folder) =>
      withSmallDisk({ skip, path: join(folder, 'disk'), megabytes: 200 }, async (disk) => {
        const database = embeddedAt(join(disk.path, 'county'));
        try {
          const strike = filledBy(disk, async () => undefined); // the service sees to it
          report('disk of the embedded PostgreSQL full', await suffer({ seed, database, processes: 1, strike, peace }));
        } finally {
          await database.remove();
        }
      }),
    );
  },
);

test(
  'The disk of the images is full: a photo is refused, and its message is not kept without it',
  {
    timeout: LIMIT_MS,
  },
  async ({ skip }) => {
    const source = await sharedSource(inject('serverUrl'));
    const database = await source.fresh();
    try {
      const shelf = join(database.dataDir, 'images');
      await withSmallDisk({ skip, path: shelf, megabytes: 1 }, async (disk) => {
        const strike = async ({ load, acknowledged }: Stage): Promise<void> => {
          const cadre = load.persons.find(({ personId }) => groupOf[personId] !== undefined)!;
          const show = (n: number): Promise<Acknowledged> => load.say(cadre, `日志 走访照片第${n}张`, photo(n));
          await imagesOf(database.url, await show(1), shelf);
          disk.fill();
          const refusedBefore = load.answers.toldToWait;
          const second = show(2);
          await until('the photo is refused', async () => load.answers.toldToWait >= refusedBefore + 3);
          await acknowledged(20); // words need no room there
          expect(await withTables(database.url, (ask) => withWords(ask, '第2张'))).toBe(0);
          disk.free();
          const [kept] = await imagesOf(database.url, await second, shelf);
          expect(kept).toEqual(Buffer.from(photo(2)));
          expect(namesIn(shelf).filter((name) => name.includes('.'))).toEqual([]);
        };
        report('disk of the images full', await suffer({ seed, database, processes: 2, strike, peace }));
      });
    } finally {
      await database.remove();
      await source.close();
    }
  },
);

/** The sample with another quantisation table: other bytes, another picture. */
function photo(n: number): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(SAMPLE_JPEG);
  const table = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xdb);
  bytes[table + 8] = n;
  return bytes;
}

const withWords = async (ask: Ask, words: string): Promise<number> =>
  (await ask(`SELECT id FROM inbox WHERE payload ->> 'text' LIKE '%' || $1`, [words])).length;

/** What the shelf holds for a message of one photo. */
async function imagesOf(url: string, acknowledged: Acknowledged, shelf: string): Promise<Buffer[]> {
  const rows = await withTables(url, (ask) =>
    ask<{ sha256: string }>(
      `SELECT image ->> 'sha256' AS sha256 FROM inbox, jsonb_array_elements(payload -> 'images') image WHERE event_key = $1`,
      [eventKeyOf(acknowledged)],
    ),
  );
  expect(rows).toHaveLength(1);
  return rows.map(({ sha256 }) => readFileSync(join(shelf, sha256.slice(0, 2), sha256)));
}

const namesIn = (folder: string): string[] => readdirSync(folder, { recursive: true }).map(String);
