/** Data of earlier versions: opened by this one, backed up as they are, restored into this one; data of a later version is left alone. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../src/store/audit-verify.ts';
import { writeBackup } from '../../src/store/backup.ts';
import { connectSteady, tablesOf } from '../../src/store/backup-tables.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { ask, countyPaper, migrationsDir, openStage, say, workAll, type Stage } from './backup-stage.ts';

const all = readdirSync(migrationsDir, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
/** Each version of the data that there has been before this one. */
const earlier = all.slice(0, -1).map((last, i) => ({ last, names: all.slice(0, i + 1) }));

let stage: Stage;
let head: { seq: number; hash: string };

beforeAll(async () => {
  stage = await openStage();
  const { db } = stage.county;
  for (const [who, text] of [
    ['p2', '打卡'],
    ['p1', '请假 12月7日到12月8日 事假 家里有事'],
    ['p1', '确认'],
  ] as const) {
    await say(db, who, text);
    await workAll(db);
  }
  await say(db, 'p5', '打卡');
  [head] = (await ask<typeof head>(stage.county.url, 'SELECT seq, hash FROM audit_link ORDER BY seq DESC LIMIT 1')) as [
    typeof head,
  ];
});
afterAll(() => stage.close());

/** A database as that version had it, with the rows of the county as far as it had columns for them. */
async function databaseOf(names: readonly string[]): Promise<string> {
  const url = await stage.emptyDatabase();
  await migrate(url, migrationsDir, names);
  const client = await connectSteady(url, 'test');
  const now = await connectSteady(stage.county.url, 'test');
  try {
    const theirs = new Map((await tablesOf(now)).map((t) => [t.name, t.columns]));
    for (const { name, columns } of await tablesOf(client)) {
      const both = columns.filter((c) => theirs.get(name)?.includes(c)).map((c) => `"${c}"`).join(); // prettier-ignore
      const { rows } = await now.query<{ rows: unknown }>(`SELECT coalesce(jsonb_agg(t), '[]') AS rows FROM ${name} t`);
      const json = JSON.stringify(rows[0]!.rows);
      await client.query(`INSERT INTO ${name} (${both}) SELECT ${both} FROM jsonb_populate_recordset(null::${name}, $1)`, [json]); // prettier-ignore
    }
    // What the copying gave to the rows, the numbers that follow must not give again.
    for (const { name, numbered } of await tablesOf(client))
      for (const column of numbered)
        await client.query(`SELECT setval(pg_get_serial_sequence('${name}', '${column}'), (SELECT max(${column}) FROM ${name}))`); // prettier-ignore
  } finally {
    await now.end();
    await client.end();
  }
  return url;
}

/** What waited is worked, what was asked for is approved, and the chain goes on; consent, which is new, is asked for first. */
async function expectItWorks(db: Database): Promise<void> {
  await workAll(db);
  for (const [who, text] of [
    ['p5', '同意'],
    ['p6', '你好'],
    ['p6', '同意'],
    ['p6', '同意'],
  ] as const) {
    await say(db, who, text);
    await workAll(db);
  }
  const attended = await ask(db.url, `SELECT person_id FROM attendance ORDER BY person_id`);
  expect(attended).toEqual([{ person_id: 'p2' }, { person_id: 'p5' }]);
  expect(await ask(db.url, 'SELECT verdict FROM request_seat WHERE step = 0')).toEqual([{ verdict: 'approve' }]);
  expect(await verifyAudit(db, [{ ...head, at: '' }])).toMatchObject({ ok: true });
}

describe.each(earlier)('data of the version that ended with $last', ({ names }) => {
  test('are brought to this one and work on', async () => {
    const url = await databaseOf(names);
    expect(await migrate(url, migrationsDir)).toEqual(all.slice(names.length));
    const db = openDatabase(url, 'demo');
    try {
      await expectItWorks(db);
    } finally {
      await db.close();
    }
  });

  test('are backed up as they are and restored into this one', async () => {
    const url = await databaseOf(names);
    const file = stage.path(`of-${names.length}.zhucun`);
    const folder = stage.path('no-shelves');
    const papersAt = () => [countyPaper];
    const manifest = await writeBackup({
      file,
      url,
      county: 'demo',
      folder,
      papersAt,
      overlayName: null,
      version: '0',
    });
    expect(manifest.migrations.map((m) => m.name)).toEqual(names);
    expect(await ask(url, 'SELECT count(*)::int AS n FROM _prisma_migrations')).toEqual([{ n: names.length }]);
    const restored = await stage.restore(file);
    expect(restored.said).toMatchObject({ migrated: all.slice(names.length), audit: { ok: true } });
    await expectItWorks(restored.db);
  });
});

test('a chain that was begun before its end was kept gets its end from the links', async () => {
  const url = await databaseOf(earlier.at(-1)!.names.filter((name) => !name.endsWith('_real_county')));
  await ask(url, `INSERT INTO audit_link (county, seq, entry_ids, previous, hash) VALUES ('x', 1, '{1,2}', '', 'a'), ('x', 2, '{3}', 'a', 'b')`); // prettier-ignore
  await migrate(url, migrationsDir);
  const [counted] = await ask<{ n: number }>(url, `SELECT count(*)::int AS n FROM audit_entry WHERE county = 'demo'`);
  expect(await ask(url, 'SELECT * FROM audit_head ORDER BY county')).toEqual([
    { county: 'demo', ...head, entries: counted!.n },
    { county: 'x', seq: 2, hash: 'b', entries: 3 },
  ]);
});

test('data of a later version are refused, and not a row or a table of them is changed', async () => {
  const url = await databaseOf(all);
  await ask(url, `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'y', '29990101_later', now())`); // prettier-ignore
  await ask(url, 'ALTER TABLE person ADD COLUMN later text; CREATE TABLE later (county text)');
  const before = await everythingIn(url);
  await expect(migrate(url, migrationsDir)).rejects.toMatchObject({
    kind: 'newer-data',
    migrations: ['29990101_later'],
  });
  expect(await everythingIn(url)).toEqual(before);
});

/** Columns, rows and their versions: a row that is written anew, even with the same values, shows in its xmin. */
async function everythingIn(url: string): Promise<unknown> {
  const columns = await ask<{ name: string }>(
    url,
    `SELECT table_name || '.' || column_name || ' ' || data_type AS name FROM information_schema.columns
     WHERE table_schema = 'public' ORDER BY 1`,
  );
  const tables = [...new Set(columns.map((c) => c.name.split('.')[0]!))];
  const rows = tables.map((t) => ask(url, `SELECT xmin::text, t.*::text AS row FROM "${t}" t ORDER BY 2`));
  return { columns, rows: await Promise.all(rows) };
}
