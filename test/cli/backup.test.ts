import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { addBackupCommands } from '../../src/cli/backup.ts';
import { examine } from '../../src/cli/doctor.ts';
import { init, realCounty, serve } from '../../src/cli/serve.ts';
import { sayFailure } from '../../src/cli/say-failure.ts';
import { readConfig } from '../../src/config.ts';
import { openData } from '../../src/wiring/data.ts';
import { loadCounty } from '../../src/store/county.ts';
import { BackupRefused, type BackupRefusal } from '../../src/store/backup-format.ts';
import { migrate } from '../../src/store/migrate.ts';
import { ask, migrationsDir } from '../store/backup-stage.ts';
import { emptyDatabase, type TestDatabase } from '../support/database.ts';

let top: string;
let said: string[];
const databases: TestDatabase[] = [];

beforeAll(() => {
  top = mkdtempSync(path.join(tmpdir(), 'zhucun-backup-cli-'));
});
afterAll(async () => {
  for (const { drop } of databases) await drop();
  rmSync(top, { recursive: true });
});
beforeEach(() => {
  said = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});

async function database(): Promise<string> {
  const made = await emptyDatabase();
  databases.push(made);
  vi.stubEnv('DATABASE_URL', made.url);
  return made.url;
}

const exitCode = (): number => Number(process.exitCode ?? 0);

/** As the shell runs it: what it said and its exit code. */
async function zhucun(...args: readonly string[]): Promise<{ said: string; code: number }> {
  const program = new Command().exitOverride();
  addBackupCommands(program, program.command('outbox'));
  said = [];
  process.exitCode = undefined;
  let failed = false;
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    const words = sayFailure(error);
    if (words === null) throw error;
    said.push(words);
    failed = true;
  }
  return { said: said.join('\n'), code: failed ? 1 : exitCode() };
}

/** A real county whose data were opened once. */
async function servedCounty(name: string): Promise<string> {
  const folder = path.join(top, name);
  init(folder);
  writeFileSync(
    path.join(folder, 'county.yaml'),
    'id: county\nname: 某县\npacks: [fengdu-2021]\nunits: [{ id: u1, name: 某局 }]\npeople: [{ id: p1, name: 示例甲, unit: u1 }]\n',
  );
  const county = realCounty(folder);
  const data = await openData(readConfig(process.env), folder, county.id);
  await loadCounty(data.db, county, { on: '2026-01-01', groupsOn: 'web' });
  await data.close();
  return folder;
}

describe('zhucun backup and restore', () => {
  test('take a county from one folder and database to others, and say what to do next', async () => {
    await database();
    const folder = await servedCounty('one');
    const file = path.join(top, 'backups', 'one.zhucun');
    const written = await zhucun('backup', file, folder);
    expect(written).toMatchObject({ code: 0 });
    expect(written.said).toMatch(/备份写好了：.*\n某县（county），.*张表.*行，图片和文件 0 个。/);
    expect(readFileSync(path.join(folder, 'last-backup.json'), 'utf8')).toMatch(/^\{"at":"2\d{3}-.*Z"\}\n$/);
    expect(await zhucun('backup', file, folder)).toMatchObject({ code: 1, said: `${file} 已经有了，没有改动。请换一个文件名。` }); // prettier-ignore

    vi.stubEnv('DATABASE_URL', '');
    expect(await zhucun('backup', '--check', file)).toMatchObject({ code: 0 });
    const url = await database();
    const other = path.join(top, 'other');
    const restored = await zhucun('restore', file, other);
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.said).toContain(`核对后放行：zhucun outbox release ${other}`);
    expect(readFileSync(path.join(other, 'county.yaml'), 'utf8')).toContain('某县');
    expect(await ask(url, 'SELECT name FROM person')).toEqual([{ name: '示例甲' }]);

    expect((await zhucun('outbox', 'held', other)).said).toMatch(/起暂不发出。\n没有等着发的消息。/);
    expect((await zhucun('outbox', 'release', other, '--drop-older-than', '半天')).code).toBe(1);
    expect((await zhucun('outbox', 'release', other, '--drop-older-than', '24')).said).toContain('已放行：0 条等着发');
    expect((await zhucun('outbox', 'release', other)).said).toContain('发送照常');
  });

  test('name what was missing, and end with 1 though the file is written', async () => {
    const url = await database();
    const folder = await servedCounty('missing');
    const hash = 'a'.repeat(64);
    await ask(url, `INSERT INTO outbox (county, key, platform, conversation, payload) VALUES ('county', 'f', 'web', 'd', $1)`, [{ files: [{ sha256: hash }] }]); // prettier-ignore
    const file = path.join(top, 'missing.zhucun');
    const written = await zhucun('backup', file, folder);
    expect(written.code).toBe(1);
    expect(written.said).toContain(`有 1 个图片或文件没能备份，备份里没有它们，其余都在：\n${hash}\t不见了`);
    expect(await zhucun('backup', '--check', file)).toMatchObject({ code: 0 });
  });

  test('of before an erasure: who was erased since is named, by the list beside the newest backup, until erased again', async () => {
    const url = await database();
    const folder = await servedCounty('erased');
    const early = path.join(top, 'erased-early.zhucun');
    await zhucun('backup', early, folder);
    await ask(url, `UPDATE person SET erased_at = now() WHERE id = 'p1'`);
    await zhucun('backup', path.join(top, 'erased-late.zhucun'), folder);
    const into = await database();
    const other = path.join(top, 'erased-restored');
    const { said } = await zhucun('restore', early, other);
    expect(said).toContain('备份里还有 1 个后来已经删除的人：p1。请逐个再删一次：zhucun erase 编号');
    expect(said).toContain(`把原来文件夹里的 erased-people.jsonl 复制到 ${other}，再运行 zhucun doctor ${other}`);
    const erased = async (): Promise<string[]> =>
      (await examine(process.env, other, Date.now))
        .map(({ what }) => what)
        .filter((what) => what.startsWith('已删除的人'));
    expect(await erased()).toEqual(['已删除的人又有了：p1']);
    await ask(into, `UPDATE person SET erased_at = now()`);
    expect(await erased()).toEqual(['已删除的人没有随备份回来']);
    rmSync(path.join(top, 'erased-people.jsonl'));
  });

  test('into a folder that holds nothing but the list of the lost one: it counts', async () => {
    await database();
    const file = path.join(top, 'listed.zhucun');
    await zhucun('backup', file, await servedCounty('listed'));
    await database();
    const other = path.join(top, 'listed-restored');
    mkdirSync(other);
    writeFileSync(path.join(other, 'erased-people.jsonl'), '{"county":"county","personId":"p1"}\n{"county":"els');
    expect((await zhucun('restore', file, other)).said).toContain('1 个后来已经删除的人：p1。');
  });

  test('show no word of what people said, no name of a person, no address of the database', async () => {
    const url = await database();
    const folder = await servedCounty('quiet');
    const file = path.join(top, 'quiet.zhucun');
    const all = [await zhucun('backup', file, folder), await zhucun('backup', '--check', file)];
    const into = await database();
    all.push(await zhucun('restore', file, path.join(top, 'quiet-restored')));
    for (const { said: words } of all) for (const secret of ['示例甲', url, into]) expect(words).not.toContain(secret);
  });

  test('take an overlay of the county’s own along, and none that comes with the installation', async () => {
    await database();
    const folder = await servedCounty('overlay');
    const county = readFileSync(path.join(folder, 'county.yaml'), 'utf8');
    const overlay = 'title: 某县的规定\npacks: [fengdu-2021]\n';
    writeFileSync(path.join(folder, 'ours.yaml'), overlay);
    writeFileSync(path.join(folder, 'county.yaml'), `${county}overlay: ours.yaml\n`);
    const file = path.join(top, 'overlay.zhucun');
    await zhucun('backup', file, folder);
    await database();
    await zhucun('restore', file, path.join(top, 'overlay-restored'));
    expect(readFileSync(path.join(top, 'overlay-restored', 'ours.yaml'), 'utf8')).toBe(overlay);
  });
});

describe('a folder whose restore did not end', () => {
  test('is neither served nor set up anew', async () => {
    const folder = path.join(top, 'half');
    init(folder);
    writeFileSync(path.join(folder, 'restore-under-way.json'), '{}');
    for (const act of [() => realCounty(folder), () => init(folder)])
      expect(act).toThrow(/没有做完的恢复.*zhucun restore/);
    await expect(serve(folder)).rejects.toThrow(/没有做完的恢复/);
  });
});

describe('data of a later version', () => {
  test('are refused in plain words by every command that opens them, and a backup is still to be had', async () => {
    const url = await database();
    const folder = await servedCounty('later');
    await ask(url, `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'y', '29990101_later', now())`); // prettier-ignore
    const refused = await zhucun('outbox', 'held', folder);
    expect(refused.code).toBe(1);
    expect(refused.said).toBe('这个数据库是更新版本的 zhucun 建的，旧版本不能动它。请升级 zhucun。 29990101_later');
    await expect(openData(readConfig(process.env), folder, 'county')).rejects.toMatchObject({ kind: 'newer-data' });
    const file = path.join(top, 'later.zhucun');
    expect((await zhucun('backup', file, folder)).code).toBe(0);
    await database();
    const back = await zhucun('restore', file, path.join(top, 'later-restored'));
    expect(back).toMatchObject({ code: 1 });
    expect(back.said).toMatch(/来自更新版本的 zhucun（.+）.*请先升级/);
    expect(existsSync(path.join(top, 'later-restored'))).toBe(false);
    await expect(migrate(url, migrationsDir)).rejects.toMatchObject({ kind: 'newer-data' });
  });
});

describe('each refusal', () => {
  test.each<[BackupRefusal, RegExp]>([
    ['file-exists', /换一个文件名/],
    ['busy', /等它结束/],
    ['no-data', /zhucun serve/],
    ['unsound', /没有动任何数据.*换一份备份/],
    ['newer-format', /先升级/],
    ['newer-backup', /先升级/],
    ['edited', /重新安装/],
    ['folder-not-empty', /空文件夹/],
    ['other-restore', /删除这个文件夹/],
    ['database-not-empty', /新建一个空数据库/],
    ['database-newer', /新建一个空数据库/],
    ['ids-taken', /新建一个空数据库/],
  ])('says what to do: %s', (kind, words) => {
    expect(sayFailure(new BackupRefused(kind, 'the detail'))).toMatch(words);
    expect(sayFailure(new BackupRefused(kind, 'the detail'))).toContain('the detail');
  });

  test('of a full disk is said', () => {
    expect(sayFailure(Object.assign(new Error('write'), { code: 'ENOSPC' }))).toContain('磁盘满了');
  });
});
