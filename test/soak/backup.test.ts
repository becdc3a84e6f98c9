/** kill -9 while a county is backed up or restored, at random points: no file that is not sound, no half county that is served. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realCounty } from '../../src/cli/serve.ts';
import { checkBackup } from '../../src/store/backup-check.ts';
import type { Manifest } from '../../src/store/backup-format.ts';
import { databaseUrl } from '../../src/store/embedded/connection.ts';
import { settle } from '../../src/store/embedded/place.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { isUnderRestore } from '../../src/store/restore-marker.ts';
import { ask } from '../store/backup-stage.ts';
import { openedCounty, type OpenedCounty } from '../store/opened-county.ts';
import { emptyDatabase } from '../support/database.ts';
import { fillCounty } from './backup-county.ts';
import { chanceOf, type Chance } from './chance.ts';
import { killWhileCopying } from './copying.ts';
import { killServerOf } from './server-tree.ts';
import { firstSeed } from './settings.ts';

const SCRIPT = fileURLToPath(new URL('backup-process.ts', import.meta.url));
const KILLS = 8;
/** Rows of a table that take a moment to copy. */
const LARGER = 5_000;
const seed = firstSeed();

let top: string;
let county: OpenedCounty;
let data: string;
let chance: Chance;

beforeAll(async () => {
  top = mkdtempSync('/tmp/zhucun-soak-backup-');
  chmodSync(top, 0o755);
  data = path.join(top, 'data');
  county = await openedCounty();
  await fillCounty(county.db, data, { people: 2000, messages: 20_000, images: 300 });
  chance = chanceOf(seed);
}, 120_000);
afterAll(async () => {
  await county.close();
  rmSync(top, { recursive: true, force: true });
});

interface Run {
  /** What it said, and for how long it worked after `begun`, in ms. */
  readonly said: string;
  readonly ms: number;
}

const started = (args: readonly string[]): ChildProcessByStdio<null, Readable, null> =>
  spawn(process.execPath, ['--import', 'tsx', SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });

/** Runs it, and kills it so many ms after it has begun. */
async function run(args: readonly string[], killAfter: number | null): Promise<Run> {
  const child = started(args);
  const exited = once(child, 'exit');
  let said = '';
  let from = Date.now();
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  await Promise.race([once(child.stdout, 'data'), exited]);
  from = Date.now();
  if (killAfter !== null) {
    await Promise.race([wait(killAfter), exited]);
    child.kill('SIGKILL');
  }
  await exited;
  return { said, ms: Date.now() - from };
}

const wholeRun = async (args: readonly string[]): Promise<Run> => {
  const done = await run(args, null);
  expect(done.said, `SOAK_SEED=${seed}`).toContain('ended');
  return done;
};
const moment = (within: number): number => Math.floor(chance.next() * within * 1.1);

test('a killed backup leaves no file, or a sound one, and the next one is written', async () => {
  const args = (file: string): string[] => ['backup', file, county.url, data];
  const { ms } = await wholeRun(args(path.join(top, 'first.zhucun')));
  let whole = 0;
  for (let n = 0; n < KILLS; n++) {
    const file = path.join(top, 'killed.zhucun');
    await run(args(file), moment(ms));
    if (existsSync(file)) {
      await checkBackup(file);
      whole += 1;
      rmSync(file);
    }
  }
  const last = path.join(top, 'county.zhucun');
  await wholeRun(args(last));
  const { manifest } = await checkBackup(last);
  expect(manifest.attachments.count).toBe(300);
  console.log(`seed ${seed}: ${KILLS} kills within ${ms} ms of a backup, ${whole} of them after it was whole`);
});

describe('a killed restore is never served, and goes on where it is started again', () => {
  const file = (): string => path.join(top, 'county.zhucun');
  let manifest: Manifest;
  beforeAll(async () => {
    ({ manifest } = await checkBackup(file()));
  });

  /** The county's rows as the database has them; null where there is none of it. */
  async function countsAt(url: string): Promise<Map<string, number> | null> {
    const [there] = await ask<{ there: boolean }>(url, `SELECT to_regclass('county') IS NOT NULL AS there`);
    if (there?.there !== true) return null;
    const counts = new Map<string, number>();
    for (const { name } of manifest.tables) {
      const [row] = await ask<{ n: number }>(url, `SELECT count(*)::int AS n FROM ${name}`);
      counts.set(name, row!.n);
    }
    return [...counts.values()].every((n) => n === 0) ? null : counts;
  }

  const isServable = (folder: string): boolean =>
    existsSync(path.join(folder, 'county.yaml')) && !isUnderRestore(folder);
  const told = ['audit_entry', 'audit_link']; // the restore itself is told there
  async function expectWholeOrNothing(url: string, folder: string): Promise<'nothing' | 'whole'> {
    const counts = await countsAt(url);
    if (isServable(folder)) expect(counts).not.toBeNull();
    else expect(() => realCounty(folder), `SOAK_SEED=${seed}`).toThrow();
    if (!counts) return 'nothing';
    for (const { name, rows } of manifest.tables)
      if (!told.includes(name)) expect(counts.get(name), `${name}, SOAK_SEED=${seed}`).toBe(rows);
    return 'whole';
  }

  async function killAndFinish(
    args: readonly string[],
    folder: string,
    ms: number,
    look: () => Promise<'nothing' | 'whole'>,
    kills: number,
  ): Promise<string[]> {
    let shortest = ms;
    const seen: string[] = [];
    for (let n = 0; n < kills && !isServable(folder); n++) {
      const one = await run(args, moment(shortest));
      if (one.said.includes('ended')) shortest = Math.min(shortest, one.ms); // the first run may have been slow
      seen.push(await look());
    }
    if (!isServable(folder)) await wholeRun(args);
    expect(await look()).toBe('whole');
    expect(isServable(folder)).toBe(true);
    return seen;
  }

  test('into an outside database', async () => {
    const model = await emptyDatabase();
    const { ms } = await wholeRun(['restore', file(), path.join(top, 'model'), model.url]);
    await model.drop();
    const seen: string[] = [];
    for (let n = 0; seen.length < KILLS; n++) {
      const { url, drop } = await emptyDatabase();
      const folder = path.join(top, `outside-${n}`);
      const look = (): Promise<'nothing' | 'whole'> => expectWholeOrNothing(url, folder);
      seen.push(...(await killAndFinish(['restore', file(), folder, url], folder, ms, look, 3)));
      expect(await ask(url, `SELECT verb FROM audit_entry WHERE verb = 'restore'`)).toHaveLength(1);
      await drop();
      rmSync(folder, { recursive: true });
    }
    console.log(`seed ${seed}: outside, within ${ms} ms: ${seen.join(' ')}`);
  });

  test('in the middle of the rows of each larger table', async () => {
    const larger = manifest.tables.filter(({ rows }) => rows >= LARGER);
    expect(larger.length).toBeGreaterThan(3);
    const { url, drop } = await emptyDatabase();
    const folder = path.join(top, 'copying');
    const args = ['restore', file(), folder, url];
    for (const { name, rows } of larger) {
      const child = started(args);
      const ended = once(child, 'exit');
      const afterRows = chance.between(1, Math.floor(rows / 2));
      const through = await killWhileCopying(child, url, { table: name, afterRows });
      await ended;
      expect(through, `${name}, SOAK_SEED=${seed}`).toBeGreaterThanOrEqual(afterRows);
      expect(through, `${name}, SOAK_SEED=${seed}`).toBeLessThan(rows);
      expect(await expectWholeOrNothing(url, folder)).toBe('nothing');
      console.log(`seed ${seed}: killed with ${through} of ${rows} rows of ${name} copied`);
    }
    await wholeRun(args);
    expect(await expectWholeOrNothing(url, folder)).toBe('whole');
    expect(await ask(url, `SELECT verb FROM audit_entry WHERE verb = 'restore'`)).toHaveLength(1);
    await drop();
    rmSync(folder, { recursive: true });
  });

  test('into an embedded one, whose server is killed with it now and then', async () => {
    const model = path.join(top, 'model-embedded');
    const { ms } = await wholeRun(['restore', file(), model]);
    rmSync(model, { recursive: true });
    const seen: string[] = [];
    for (let n = 0; seen.length < KILLS / 2; n++) {
      const folder = path.join(top, `embedded-${n}`);
      const look = async (): Promise<'nothing' | 'whole'> => {
        if (!existsSync(path.join(folder, 'pg'))) return 'nothing';
        const place = settle(path.join(folder, 'pg'));
        if (chance.next() < 0.5) killServerOf(place.cluster);
        const server = await startEmbedded(path.join(folder, 'pg'));
        try {
          return await expectWholeOrNothing(databaseUrl(place, 'zhucun'), folder);
        } finally {
          await server.stop();
        }
      };
      seen.push(...(await killAndFinish(['restore', file(), folder], folder, ms, look, 3)));
      rmSync(folder, { recursive: true });
    }
    console.log(`seed ${seed}: embedded, within ${ms} ms: ${seen.join(' ')}`);
  });
});
