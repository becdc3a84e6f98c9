/** A county to back up, with a real worker and shelves, and places to restore it to. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { pino } from 'pino';
import { workBatch, type WorkerDeps } from '../../src/chat/worker.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { writeBackup, type Paper } from '../../src/store/backup.ts';
import type { Manifest } from '../../src/store/backup-format.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { restoreBackup, type Restored } from '../../src/store/restore.ts';
import { storeOf } from '../../src/store/store.ts';
import { fengdu } from '../commands/facts.ts';
import { emptyDatabase } from '../support/database.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';

export const migrationsDir = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
export const restoredAt = wednesday + 3_600_000;
export const countyPaper: Paper = { name: 'county.yaml', bytes: Buffer.from('id: demo\n') };

const log = pino({ level: 'silent' });

export const workerOf = (db: Database): WorkerDeps => ({
  store: storeOf(db),
  rules: fengdu,
  settings: defaultSettings,
  makeFiles: async () => [],
  now: () => wednesday,
  at: () => undefined,
  log,
  batch: 64,
});

export async function workAll(db: Database): Promise<void> {
  while ((await workBatch(workerOf(db))) > 0);
}

export async function say(db: Database, personId: string, text: string, more: object = {}): Promise<void> {
  await keepMessage(db, messageFrom(personId, { text, ...more }));
}

export interface RestoredCounty {
  readonly db: Database;
  readonly folder: string;
  readonly said: Restored;
  sql<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

export interface Stage {
  readonly county: OpenedCounty;
  /** The data folder of the county. */
  readonly folder: string;
  path(name: string): string;
  backUp(file: string, papers?: readonly Paper[], overlayName?: string | null): Promise<Manifest>;
  /** Into a new folder and a new database, unless these are given. */
  restore(
    file: string,
    to?: { folder?: string; url?: string; migrations?: string; at?: number },
  ): Promise<RestoredCounty>;
  emptyDatabase(): Promise<string>;
  close(): Promise<void>;
}

/** Statements past the store. */
export async function ask<R extends object>(url: string, text: string, values: readonly unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

export async function openStage(): Promise<Stage> {
  const top = mkdtempSync(path.join(tmpdir(), 'zhucun-backup-'));
  const county = await openedCounty();
  const folder = path.join(top, 'data');
  const undone: (() => Promise<void>)[] = [];
  let made = 0;
  const database = async (): Promise<string> => {
    const { url, drop } = await emptyDatabase();
    undone.unshift(drop);
    return url;
  };
  return {
    county,
    folder,
    path: (name) => path.join(top, name),
    emptyDatabase: database,
    backUp: (file, papers = [countyPaper], overlayName = null) =>
      writeBackup({
        file,
        url: county.url,
        county: county.db.county,
        folder,
        papersAt: () => papers,
        overlayName,
        version: '0.1.0',
      }),
    async restore(file, to = {}) {
      let url = '';
      const target = to.folder ?? path.join(top, `restored-${++made}`);
      const said = await restoreBackup({
        file,
        folder: target,
        openServer: async () => ({ url: (url = to.url ?? (await database())), stop: async () => undefined }),
        migrationsDir: to.migrations ?? migrationsDir,
        now: () => to.at ?? restoredAt,
      });
      const db = openDatabase(url, county.db.county);
      undone.unshift(() => db.close());
      return { db, folder: target, said, sql: (text, values) => ask(url, text, values) };
    },
    async close() {
      for (const undo of undone) await undo();
      await county.close();
      rmSync(top, { recursive: true });
    },
  };
}
