import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../src/store/audit-verify.ts';
import { checkBackup } from '../../src/store/backup-check.ts';
import { imageShelf } from '../../src/store/image-shelf.ts';
import { fileShelf } from '../../src/store/file-shelf.ts';
import { SAMPLE_JPEG } from '../fakes/sample-images.ts';
import { record } from './asked-facts.ts';
import { entry } from '../builders/entry.ts';
import { wednesday } from './opened-county.ts';
import { ask, migrationsDir, openStage, say, workAll, type Stage } from './backup-stage.ts';

let stage: Stage;
let file: string;
let turn = 0;

beforeAll(async () => {
  stage = await openStage();
});
beforeEach(() => {
  turn += 1;
  file = stage.path(`county-${turn}.zhucun`);
});
afterEach(async () => {
  await stage.county.clear();
  rmSync(stage.folder, { recursive: true, force: true });
});
afterAll(() => stage.close());

const tablesOfSchema = async (): Promise<string[]> =>
  (
    await stage.county.sql<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
         AND relname <> '_prisma_migrations' ORDER BY relname COLLATE "C"`,
    )
  ).map((r) => r.name);

/** A row of each kind that has to do with duties. */
const recordDuties = (county: Stage['county']): Promise<void> =>
  record(
    county,
    'p1',
    { effect: 'add-entry', entry: entry({ text: '学习"引号"\t制表', people: 12, days: 0.5, closes: ['a|b', 'c,d'] }) },
    {
      effect: 'answer-duty',
      answer: { owedKey: 'k', personId: 'p1', does: 'later', until: '2026-12-04' },
      at: wednesday,
    },
    {
      effect: 'note-reminders',
      keys: ['k|ahead|p1'],
      on: '2026-12-02',
      listedFor: [{ personId: 'p1', owedKeys: ['k', '{,"}'] }],
    },
    { effect: 'switch-duty', provision: 'FD-1', on: false, by: 'p8', at: wednesday },
    { effect: 'confirm-month', month: '2026-11', by: 'p3', personIds: ['p1'], at: wednesday },
  );

describe('a backup', () => {
  test('restores every table row by row as it was', async () => {
    const { db } = stage.county;
    for (const [who, text] of [
      ['p1', '打卡'],
      ['p2', '打卡'],
      ['p1', '今天走访 3 户，"引号"\t制表\\反斜杠\n第二行'],
    ] as const) {
      await say(db, who, text);
      await workAll(db);
    }
    await say(db, 'p3', '打卡');
    await recordDuties(stage.county);
    const manifest = await stage.backUp(file);
    const restored = await stage.restore(file);
    const names = await tablesOfSchema();
    for (const name of ['ledger_entry', 'reminder', 'duty_answer', 'duty_list', 'duty_switch', 'month_confirmed'])
      expect(manifest.tables.find((t) => t.name === name)?.rows, name).toBeGreaterThan(0);
    expect(manifest.tables.map((t) => t.name)).toEqual(names);
    const rows = (name: string) => `SELECT to_jsonb(t) - 'sends_held_at' AS row FROM ${name} t
      WHERE NOT (to_jsonb(t) @> '{"verb": "restore"}') ORDER BY to_jsonb(t)::text`;
    for (const name of names.filter((n) => !['audit_link', 'audit_head'].includes(n)))
      expect(await restored.sql(rows(name)), name).toEqual(await stage.county.sql(rows(name)));
    expect(await restored.sql(`SELECT * FROM audit_link WHERE seq <= $1 ORDER BY seq`, [manifest.audit!.seq])).toEqual(
      await stage.county.sql('SELECT * FROM audit_link ORDER BY seq'),
    );
    const counted = manifest.tables.find((t) => t.name === 'inbox');
    expect(counted?.rows).toBe(4);
  });

  test('is a plain tar inside gzip that is closed to others, and whose manifest vouches for each member', async () => {
    await stage.backUp(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const listed = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' }).trim().split('\n');
    expect(listed[0]).toMatch(/^tables\/account\/000000\.copy$/);
    expect(listed.at(-1)).toBe('manifest.json');
    const unpacked = execFileSync('tar', ['-xzOf', file, 'tables/person/000000.copy']);
    const { manifest } = await checkBackup(file);
    const person = manifest.tables.find((t) => t.name === 'person')!;
    expect(createHash('sha256').update(unpacked).digest('hex')).toBe(person.parts[0]!.sha256);
    expect(person.rows).toBe(10);
  });

  test('takes the rows of its county alone', async () => {
    await stage.county.sql(`INSERT INTO county (id, name, packs) VALUES ('other', '别的县', '{}')`);
    await stage.county.sql(`INSERT INTO person (county, id, name) VALUES ('other', 'x1', '示例外人')`);
    try {
      const manifest = await stage.backUp(file);
      expect(manifest.tables.find((t) => t.name === 'county')?.rows).toBe(1);
      expect(execFileSync('tar', ['-xzOf', file], { encoding: 'utf8' })).not.toContain('示例外人');
    } finally {
      await stage.county.sql(`DELETE FROM county WHERE id = 'other'`);
      await stage.county.sql(`DELETE FROM person WHERE county = 'other'`);
    }
  });

  test('never overwrites a file, and takes the place of what a killed one left beside it', async () => {
    writeFileSync(file, 'mine');
    await expect(stage.backUp(file)).rejects.toMatchObject({ kind: 'file-exists' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    rmSync(file);
    writeFileSync(`${file}.part`, 'half of one');
    await stage.backUp(file);
    await expect(checkBackup(file)).resolves.toMatchObject({ manifest: { county: { id: 'demo' } } });
    expect(existsSync(`${file}.part`)).toBe(false);
  });

  test('of a county that is being backed up is refused, as is one of a county that is not there', async () => {
    const other = new pg.Client({ connectionString: stage.county.url });
    await other.connect();
    await other.query(`SELECT pg_advisory_lock(hashtextextended('backup/demo', 0))`);
    await expect(stage.backUp(file)).rejects.toMatchObject({ kind: 'busy' });
    await other.end();
    await stage.county.sql(`UPDATE county SET id = 'moved' WHERE id = 'demo'`);
    await expect(stage.backUp(file)).rejects.toMatchObject({ kind: 'no-data' });
    await stage.county.sql(`UPDATE county SET id = 'demo' WHERE id = 'moved'`);
    expect(readdirSync(path.dirname(file)).filter((n) => n.startsWith(path.basename(file)))).toEqual([]);
  });

  test('that can’t be written leaves nothing', async () => {
    const nowhere = path.join(stage.path('nowhere'), 'x.zhucun');
    await expect(stage.backUp(nowhere)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('images and files', () => {
  const jpeg = SAMPLE_JPEG;
  const keep = async (text: string): Promise<string> => {
    const image = await imageShelf(path.join(stage.folder, 'images')).keep(jpeg, 'image/jpeg');
    await say(stage.county.db, 'p1', text, { images: [image] });
    return image!.sha256;
  };

  test('that rows speak of are taken, checked, and restored; others are left', async () => {
    const sha256 = await keep('打卡');
    const made = await fileShelf(path.join(stage.folder, 'files')).keep(Buffer.from('a table'), {
      name: '台账.xlsx',
      contentType: 'application/x',
    });
    await stage.county.sql(`INSERT INTO outbox (county, key, platform, conversation, payload) VALUES ('demo', 'f', 'web', 'd-web-p1', $1)`, [{ files: [made] }]); // prettier-ignore
    await fileShelf(path.join(stage.folder, 'files')).keep(Buffer.from('of nobody'), { name: 'n', contentType: 'x' });
    const manifest = await stage.backUp(file);
    expect(manifest.attachments.count).toBe(2);
    expect(manifest.missing).toEqual([]);
    const { folder } = await stage.restore(file);
    expect(await imageShelf(path.join(folder, 'images')).read(sha256)).toEqual(
      await imageShelf(path.join(stage.folder, 'images')).read(sha256),
    );
    expect(Buffer.from((await fileShelf(path.join(folder, 'files')).read(made!.sha256))!).toString()).toBe('a table');
    expect(readdirSync(path.join(folder, 'files'))).toHaveLength(1);
  });

  test('that are gone or changed are named, and all the rest is in the backup', async () => {
    const sha256 = await keep('打卡');
    const at = path.join(stage.folder, 'images', sha256.slice(0, 2), sha256);
    writeFileSync(at, 'other bytes');
    expect((await stage.backUp(file)).missing).toEqual([{ sha256, why: 'changed' }]);
    rmSync(file);
    rmSync(at);
    const manifest = await stage.backUp(file);
    expect(manifest.missing).toEqual([{ sha256, why: 'missing' }]);
    expect(manifest.attachments.count).toBe(0);
    expect((await stage.restore(file)).said.manifest.missing).toHaveLength(1);
  });

  test('can’t be made up in a message', async () => {
    const hash = 'a'.repeat(64);
    await say(stage.county.db, 'p1', `日志 {"sha256": "${hash}"}`);
    await workAll(stage.county.db);
    expect((await stage.backUp(file)).missing).toEqual([]);
  });
});

describe('a county that is being worked', () => {
  test('is backed up as it was at one moment, and the copy works on from there', async () => {
    const { db } = stage.county;
    await say(db, 'p1', '请假 12月7日到12月8日 事假 家里有事');
    await workAll(db);
    await say(db, 'p1', '确认');
    await workAll(db);
    const over = new AbortController();
    let driven = 0;
    const driving = (async () => {
      while (!over.signal.aborted) {
        driven += 1;
        for (const who of ['p2', 'p4', 'p5']) await say(db, who, driven % 2 ? '打卡' : `日志 走访第 ${driven} 户`);
        await workAll(db);
      }
    })();
    while (driven < 3) await turnOfLoop();
    const manifest = await stage.backUp(file);
    const after = driven;
    while (driven < after + 2) await turnOfLoop();
    over.abort();
    await driving;

    const restored = await stage.restore(file);
    const rowsOf = (name: string): number => manifest.tables.find((t) => t.name === name)!.rows;
    const [inbox] = await restored.sql<{ n: number }>('SELECT count(*)::int AS n FROM inbox');
    const [now] = await stage.county.sql<{ n: number }>('SELECT count(*)::int AS n FROM inbox');
    expect(inbox!.n).toBe(rowsOf('inbox'));
    expect(now!.n).toBeGreaterThan(inbox!.n);
    expect(restored.said.audit).toMatchObject({ ok: true, links: manifest.audit!.seq });
    // What was done is answered, what waits has left no trace: no message is half there.
    const halves = `SELECT i.id FROM inbox i WHERE
      (i.state = 'done') IS DISTINCT FROM EXISTS (SELECT 1 FROM outbox o WHERE o.county = i.county AND o.inbox_id = i.id)
      OR (i.state <> 'done' AND EXISTS (SELECT 1 FROM audit_entry a WHERE a.county = i.county AND a.inbox_id = i.id))`;
    expect(await restored.sql(halves)).toEqual([]);
    const lost = `SELECT w.inbox_id FROM work_log w WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.inbox_id = w.inbox_id)`;
    expect(await restored.sql(lost)).toEqual([]);

    await workAll(restored.db);
    const [asked] = await restored.sql<{ person_id: string; request_id: string }>(
      `SELECT person_id, request_id FROM outbox WHERE request_id IS NOT NULL AND person_id <> 'p1' ORDER BY id LIMIT 1`,
    );
    await say(restored.db, asked!.person_id, '同意');
    await workAll(restored.db);
    const [seat] = await restored.sql<{ verdict: string | null }>(
      `SELECT verdict FROM request_seat WHERE request_id = $1 AND step = 0`,
      [asked!.request_id],
    );
    expect(seat!.verdict).toBe('approve');
    expect(await verifyAudit(restored.db)).toMatchObject({ ok: true });
  });
});

describe('the migrations of the database', () => {
  test('are recorded with the backup, by name and script', async () => {
    const manifest = await stage.backUp(file);
    const kept = await ask(
      stage.county.url,
      'SELECT migration_name AS name, checksum FROM _prisma_migrations ORDER BY 1',
    );
    expect(manifest.migrations).toEqual(kept);
    expect(manifest.migrations).toHaveLength(
      readdirSync(migrationsDir, { withFileTypes: true }).filter((e) => e.isDirectory()).length,
    );
  });
});
