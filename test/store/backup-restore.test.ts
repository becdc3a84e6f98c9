import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkBackup } from '../../src/store/backup-check.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { migrate } from '../../src/store/migrate.ts';
import { isUnderRestore } from '../../src/store/restore-marker.ts';
import { overlayPlace } from '../../src/store/restore-papers.ts';
import { ask, countyPaper, migrationsDir, openStage, restoredAt, say, workAll, type Stage } from './backup-stage.ts';
import { messageFrom } from './opened-county.ts';

let stage: Stage;
let file: string;
let folder: string;
let turn = 0;

beforeAll(async () => {
  stage = await openStage();
  await say(stage.county.db, 'p1', '打卡');
  await workAll(stage.county.db);
  await say(stage.county.db, 'p2', '打卡');
  file = stage.path('county.zhucun');
  await stage.backUp(file);
});
beforeEach(() => {
  turn += 1;
  folder = stage.path(`folder-${turn}`);
});
afterAll(() => stage.close());

const marker = (): string => path.join(folder, 'restore-under-way.json');
const countyRows = (url: string): Promise<object[]> => ask(url, 'SELECT * FROM county');

describe('a restored county', () => {
  test('works what waited, gives no number twice, and holds what it would send', async () => {
    const { db, sql } = await stage.restore(file, { folder });
    const [last] = await sql<{ id: string }>('SELECT max(id) AS id FROM inbox');
    await keepMessage(db, messageFrom('p3', { text: '打卡' }));
    const [next] = await sql<{ id: string }>('SELECT max(id) AS id FROM inbox');
    expect(BigInt(next!.id) - BigInt(last!.id)).toBeGreaterThan(999_999n);
    await workAll(db);
    expect(await sql(`SELECT id FROM inbox WHERE state <> 'done'`)).toEqual([]);
    expect(await sql('SELECT sends_held_at FROM county')).toEqual([{ sends_held_at: new Date(restoredAt) }]);
    expect(readFileSync(path.join(folder, 'county.yaml'), 'utf8')).toBe('id: demo\n');
    expect(isUnderRestore(folder)).toBe(false);
  });

  test('says in its audit chain that it was restored, from when, and by whom: the operator', async () => {
    const { sql, said } = await stage.restore(file);
    expect(said.audit).toMatchObject({ ok: true });
    const [entry] = await sql<{ at: Date; person_id: null; payload: string }>(
      `SELECT at, person_id, payload FROM audit_entry WHERE verb = 'restore'`,
    );
    expect(entry).toMatchObject({ at: new Date(restoredAt), person_id: null });
    expect(JSON.parse(entry!.payload)).toEqual({ takenAt: said.manifest.takenAt, version: '0.1.0', missing: 0 });
  });
});

describe('a restore is refused, and changes nothing,', () => {
  test('into a folder that holds something else', async () => {
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'county.yaml'), 'mine');
    await expect(stage.restore(file, { folder })).rejects.toMatchObject({ kind: 'folder-not-empty', detail: folder });
    expect(readdirSync(folder)).toEqual(['county.yaml']);
  });

  test('into a database that holds rows of the county', async () => {
    const before = await countyRows(stage.county.url);
    await expect(stage.restore(file, { folder, url: stage.county.url })).rejects.toMatchObject({
      kind: 'database-not-empty',
    });
    expect(await countyRows(stage.county.url)).toEqual(before);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('beside a county of the same database that uses its numbers', async () => {
    const url = await stage.emptyDatabase();
    await migrate(url, migrationsDir);
    await ask(url, `INSERT INTO county (id, name, packs) VALUES ('other', '别的县', '{}')`);
    await ask(url, `INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at) VALUES ('other', 'web', 'e', 'c', 's', '{}', now())`); // prettier-ignore
    const [taken] = await ask<{ id: string }>(stage.county.url, 'SELECT min(id) AS id FROM inbox');
    await ask(url, 'UPDATE inbox SET id = $1', [taken!.id]);
    await expect(stage.restore(file, { folder, url })).rejects.toMatchObject({ kind: 'ids-taken', detail: 'inbox' });
    expect(await ask(url, `SELECT id FROM county`)).toEqual([{ id: 'other' }]);
    expect(await ask(url, `SELECT id FROM person`)).toEqual([]);
  });

  test('into a database that was migrated further than the backup', async () => {
    const url = await stage.emptyDatabase();
    await migrate(url, migrationsDir);
    await ask(
      url,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'y', '29990101_later', now())`,
    );
    await expect(stage.restore(file, { folder, url })).rejects.toMatchObject({
      kind: 'database-newer',
      detail: '29990101_later',
    });
    expect(readdirSync(folder)).toEqual([]);
    expect(await countyRows(url)).toEqual([]);
  });

  test('of a backup that a newer program wrote', async () => {
    const older = stage.path('migrations-of-an-older-program');
    mkdirSync(older, { recursive: true });
    await expect(stage.restore(file, { folder, migrations: older })).rejects.toMatchObject({
      kind: 'newer-backup',
      detail: '0.1.0',
    });
    expect(existsSync(folder)).toBe(false);
  });

  test('beside another restore of the county into the same database', async () => {
    const url = await stage.emptyDatabase();
    const [one, other] = await Promise.allSettled([
      stage.restore(file, { folder, url }),
      stage.restore(file, { folder: `${folder}-other`, url, at: restoredAt + 1 }),
    ]);
    const ended = [one, other].map((r) =>
      r.status === 'fulfilled' ? 'restored' : (r.reason as { kind: string }).kind,
    );
    expect(ended.sort()).toEqual(['database-not-empty', 'restored']);
    expect(await ask(url, 'SELECT count(*)::int AS n FROM person')).toEqual([{ n: 10 }]);
  });
});

describe('after a restore that was killed', () => {
  const left = (backup: string, at: number): void => {
    mkdirSync(folder);
    writeFileSync(marker(), JSON.stringify({ backup, at }));
  };
  const idOf = async (): Promise<string> => {
    return (await checkBackup(file)).id;
  };

  test('before its rows were committed, the same file is restored in its place', async () => {
    left(await idOf(), restoredAt - 1000);
    const { sql } = await stage.restore(file, { folder });
    expect(await sql('SELECT sends_held_at FROM county')).toEqual([{ sends_held_at: new Date(restoredAt - 1000) }]);
    expect(isUnderRestore(folder)).toBe(false);
  });

  test('after they were, only the rest is done, once', async () => {
    const { sql, db } = await stage.restore(file, { folder });
    rmSync(path.join(folder, 'county.yaml'));
    writeFileSync(marker(), JSON.stringify({ backup: await idOf(), at: restoredAt }));
    const again = await stage.restore(file, { folder, url: db.url });
    expect(again.said.audit).toMatchObject({ ok: true });
    expect(await sql(`SELECT verb FROM audit_entry WHERE verb = 'restore'`)).toHaveLength(1);
    expect(existsSync(path.join(folder, 'county.yaml'))).toBe(true);
    expect(isUnderRestore(folder)).toBe(false);
  });

  test('another file is refused', async () => {
    left('0'.repeat(64), restoredAt);
    await expect(stage.restore(file, { folder })).rejects.toMatchObject({ kind: 'other-restore' });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('a note that was cut short is written anew', async () => {
    mkdirSync(folder);
    writeFileSync(marker(), '{"back');
    await stage.restore(file, { folder });
    expect(isUnderRestore(folder)).toBe(false);
  });
});

describe('a county’s own rules', () => {
  test('come back where county.yaml looks for them', async () => {
    const other = stage.path('with-overlay.zhucun');
    const overlay = { name: 'overlay.yaml' as const, bytes: Buffer.from('packs: []\n') };
    await stage.backUp(other, [countyPaper, overlay], 'rules/ours.yaml');
    const { said } = await stage.restore(other, { folder });
    expect(said.overlayAt).toBe('rules/ours.yaml');
    expect(readFileSync(path.join(folder, 'rules', 'ours.yaml'), 'utf8')).toBe('packs: []\n');
  });

  test.each(['../ours.yaml', '/etc/ours.yaml', 'pg/data/ours.yaml', 'county.yaml', '.', 'images/x', '..'])(
    'never leave the folder or what the service keeps there: %s',
    (name) => {
      expect(overlayPlace('/srv/county', name)).toBe('overlay.yaml');
    },
  );
});
