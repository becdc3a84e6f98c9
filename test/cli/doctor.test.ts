import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { calendarFindings, nodeFinding, roomFindings } from '../../src/cli/doctor-folder.ts';
import { answered, originFindings } from '../../src/cli/doctor-service.ts';
import { embeddedFindings, serverFindings } from '../../src/cli/doctor-store.ts';
import { examine } from '../../src/cli/doctor.ts';
import type { Finding } from '../../src/cli/finding.ts';
import { addSends } from '../../src/store/apply-sends.ts';
import { inTransaction } from '../../src/store/database.ts';
import type { EmbeddedLook } from '../../src/store/embedded-look.ts';
import type { ServerLook } from '../../src/store/examine.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { emptyDatabase, type TestDatabase } from '../support/database.ts';
import {
  appliedTo,
  messageFrom,
  openedCounty,
  resultOf,
  sendTo,
  wednesday,
  type OpenedCounty,
} from '../store/opened-county.ts';

let county: OpenedCounty;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(async () => {
  await county.clear();
  folder = mkdtempSync(path.join(tmpdir(), 'zhucun-doctor-'));
  writeFileSync(path.join(folder, 'county.yaml'), 'id: demo\nname: 示例县\npacks: [fengdu-2021]\n', { mode: 0o600 });
  env = {
    DATABASE_URL: county.url,
    ZHUCUN_ORIGINS: 'https://chat.example.gov.cn',
    ZHUCUN_PORT: String(await freePort()),
  };
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => county.close());

async function freePort(): Promise<number> {
  const { server, port } = await serving(() => '');
  await stopped(server);
  return port;
}
async function serving(answer: () => string): Promise<{ server: Server; port: number }> {
  const server = createServer((_, response) => response.end(answer()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return { server, port: (server.address() as AddressInfo).port };
}
const stopped = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

/** The tests' own server keeps nothing through a power cut, and their pages are not built: doctor says so, rightly. */
const look = async (now = Date.now()): Promise<Finding[]> =>
  (await examine(env, folder, () => now)).filter(({ what }) => !/^(数据库的 fsync=off|网页聊天的页面缺失)/.test(what));
const lines = (findings: readonly Finding[], ...states: Finding['state'][]): string[] =>
  findings.filter((f) => states.includes(f.state)).map(({ what, todo }) => `${what} → ${todo ?? ''}`);
/** What is wrong, in one text. */
const wrongs = async (now?: number): Promise<string> => lines(await look(now), 'wrong').join('\n');

describe('zhucun doctor on a county that is in order', () => {
  test('finds nothing wrong, and changes neither folder nor database', async () => {
    const before = [readdirSync(folder), statSync(folder).mtimeMs];
    const tables = `SELECT relname, n_tup_ins + n_tup_upd + n_tup_del AS n FROM pg_stat_user_tables ORDER BY 1`;
    const rows = await county.sql(tables);
    const findings = await look();
    expect(lines(findings, 'wrong', 'skipped')).toEqual([]);
    expect(lines(findings, 'fine').join('\n')).toMatch(
      /Node\.js .*规则读得出来.*可以读写.*空着.*连得上 PostgreSQL.*这个版本的.*都在走.*审计链/s,
    );
    expect([readdirSync(folder), statSync(folder).mtimeMs]).toEqual(before);
    expect(await county.sql(tables)).toEqual(rows);
  });

  test('says that a service answers on the port, and that it is well', async () => {
    const health = { ok: true, service: 'zhucun', store: { state: 'up' }, loops: {}, adapters: [] };
    const { server, port } = await serving(() => JSON.stringify(health));
    env['ZHUCUN_PORT'] = String(port);
    const findings = await look();
    await stopped(server);
    expect(lines(findings, 'fine').join('\n')).toContain(`服务在 127.0.0.1:${port} 运行，一切正常`);
    expect(lines(findings, 'wrong')).toEqual([]);
  });
});

describe('zhucun doctor says what is wrong and what to do', () => {
  test('with a setting', async () => {
    env['ZHUCUN_PORT'] = '80800';
    expect(await wrongs()).toContain('设置 ZHUCUN_PORT 不对');
  });

  test('with county.yaml, and goes on with the rest', async () => {
    writeFileSync(path.join(folder, 'county.yaml'), 'id: demo\nname: 示例县\npacks: [fengdu-2021]\nextra: 1\n');
    const findings = await look();
    expect(lines(findings, 'wrong').join()).toContain('county.yaml');
    expect(lines(findings, 'skipped').join()).toContain('规则：要先改好 county.yaml');
    expect(lines(findings, 'fine').join()).toContain('连得上 PostgreSQL');
  });

  test('with a form that nobody has filled in', async () => {
    writeFileSync(path.join(folder, 'county.yaml'), 'id: county\nname: 请填县名\npacks: [fengdu-2021]\n', {
      mode: 0o600,
    });
    expect(await wrongs()).toContain(
      'county.yaml 还没有填好：县名（name）还是“请填县名”，编号（id）还是“county” → 请编辑 county.yaml',
    );
    writeFileSync(path.join(folder, 'county.yaml'), 'id: demo\nname: 请填县名\npacks: [fengdu-2021]\n', {
      mode: 0o600,
    });
    expect(await wrongs()).toContain('还没有填好：县名（name）还是“请填县名” →');
  });

  test('with sends that wait for a platform which is not set up', async () => {
    const sends = [sendTo('p1', 'x'), sendTo('p1', 'y')];
    await inTransaction(county.db, (tx) => addSends(tx, 'demo', [{ inboxId: 1n, sends }]));
    expect(await wrongs()).toBe('');
    await county.sql(`UPDATE outbox SET platform = 'telegram' WHERE key = 'x'`);
    expect(await wrongs()).toMatch(/^1 条发送在等 telegram，但设置里没有这个平台 → /);
    await county.sql(`UPDATE outbox SET state = 'sent'`);
    expect(await wrongs()).toBe('');
  });

  test('with the words of the rules', async () => {
    writeFileSync(
      path.join(folder, 'county.yaml'),
      'id: demo\nname: 示例县\npacks: [fengdu-2021]\npeople:\n  - { id: p1, name: 示例甲, post: 队员 }\n',
      { mode: 0o600 },
    );
    expect(await wrongs()).toContain('规则包里没有岗位“队员”');
  });

  test('with a folder that is not there', async () => {
    expect(lines(await examine(env, path.join(folder, 'no'), Date.now), 'wrong').join()).toContain(
      '请先运行 zhucun init',
    );
  });

  test('with a form that everybody may read, and files from the future', async () => {
    const form = path.join(folder, 'county.yaml');
    chmodSync(form, 0o644);
    expect(lines(await look(), 'note').join()).toContain(`chmod 600 ${form}`);
    const later = new Date(Date.now() + 3_600_000);
    utimesSync(form, later, later);
    expect(await wrongs()).toContain('有文件的时间比现在还晚');
  });

  test('with a clock that went back behind the last message', async () => {
    await keepMessage(county.db, messageFrom('p1', { receivedAt: Date.now() + 3_600_000 }));
    expect(await wrongs()).toContain('最后一条消息的时间');
  });

  test('with a clock that differs from the database’s', async () => {
    expect(await wrongs(Date.now() - 60_000)).toMatch(/数据库的时钟比本机快 (59|60|61) 秒 → 请给两台机器对时/);
  });

  test('with a port that another program has', async () => {
    const { server, port } = await serving(() => '<html>');
    env['ZHUCUN_PORT'] = String(port);
    const said = await wrongs();
    await stopped(server);
    expect(said).toContain(`端口 127.0.0.1:${port} 有程序在用，应答（200）不像本服务的 /healthz`);
  });

  test('with a database that is not there, without its password', async () => {
    env['DATABASE_URL'] = 'postgresql://u:geheim@127.0.0.1:1/x';
    const findings = await look();
    expect(lines(findings, 'wrong').join()).toContain('连不上 DATABASE_URL 指定的数据库（ECONNREFUSED）');
    expect(lines(findings, 'skipped').join()).toContain('数据库没有连上');
    expect(JSON.stringify(findings)).not.toContain('geheim');
  });

  describe('with the structure of the database', () => {
    let empty: TestDatabase;
    beforeEach(async () => {
      empty = await emptyDatabase();
    });
    afterEach(() => empty.drop());

    test('that is older: it is brought up to date at the next start, not now', async () => {
      env['DATABASE_URL'] = empty.url;
      for (let i = 0; i < 2; i++) {
        const findings = await look();
        expect(lines(findings, 'note').join()).toMatch(/数据库要升级：20261121215536_init.*先备份/);
        expect(lines(findings, 'wrong')).toEqual([]);
      }
    });
  });

  test('with a database of a newer version', async () => {
    await county.sql(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '2099_later', now())`,
    );
    const said = await wrongs();
    await county.sql(`DELETE FROM _prisma_migrations WHERE id = 'x'`);
    expect(said).toContain('这个数据库是更新版本的 zhucun 建的');
  });

  test('with messages set aside, sends nobody knows of or refused, what waits too long, and held sends', async () => {
    for (const who of ['p1', 'p2'])
      await keepMessage(county.db, messageFrom(who, { text: '母亲住院', receivedAt: Date.now() - 600_000 }));
    await county.sql(`UPDATE inbox SET state = 'dead' WHERE sender_id = 'web-p1'`);
    const sends = ['a', 'b', 'c'].map((key) => sendTo('p1', key));
    await appliedTo(county.db, resultOf(9n, 'p1', [], sends));
    await county.sql(`UPDATE outbox SET state = 'unknown' WHERE key = 'a'`);
    await county.sql(`UPDATE outbox SET state = 'refused' WHERE key = 'b'`);
    await county.sql('UPDATE county SET sends_held_at = now()');
    const findings = await look();
    await county.sql('UPDATE county SET sends_held_at = NULL');
    const said = lines(findings, 'wrong').join('\n');
    expect(said).toContain('1 条消息被搁置 → zhucun inbox list');
    expect(said).toContain('1 条发送不知是否送达 → zhucun outbox list');
    expect(said).toContain('1 条发送被平台拒收');
    expect(said).toContain('恢复备份以后发送还扣着（1 条在等） → 核对数据无误后运行 zhucun outbox release');
    expect(said).toContain('1 条消息没有处理，最早的等了 10 分钟');
    expect(JSON.stringify(findings)).not.toContain('母亲');
  });

  test('with seats, holders and people, of whom only those who are to do something are named', async () => {
    await county.sql(`UPDATE seat_holder SET to_on = '2026-01-02' WHERE person_id = 'p6'`);
    await county.sql(`DELETE FROM account WHERE person_id IN ('p7', 'p1')`);
    await county.sql(`UPDATE person SET left_on = '2026-01-01' WHERE id = 'p1'`);
    const findings = await look();
    await county.sql(
      `INSERT INTO account SELECT 'demo', 'web-' || p, 'web', 'web-' || p, p, 'd-web-' || p FROM unnest(ARRAY['p7', 'p1']) p`,
    );
    await county.sql(`UPDATE seat_holder SET to_on = NULL`);
    await county.sql('UPDATE person SET left_on = NULL');
    const said = lines(findings, 'note').join('\n');
    expect(said).toContain('席位没有人：乡镇（街道）党（工）委书记/t1');
    expect(said).toContain('任职的人没有绑定账号：示例庚（p7） →');
    expect(said).toContain('1 人没有绑定账号');
    expect(lines(findings, 'fine')).toContain('9 人 → ');
    expect(JSON.stringify(findings)).not.toContain('示例甲');
  });

  test('with photos whose file is gone', async () => {
    const images = ['a', 'b'].map((c) => ({ sha256: c.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 }));
    const what = { personId: 'p1', on: '2026-12-02', at: wednesday, text: '走访', late: false } as const;
    const effect = { effect: 'add-log' as const, ...what, images };
    await appliedTo(county.db, resultOf(9n, 'p1', [effect]));
    mkdirSync(path.join(folder, 'images', 'aa'), { recursive: true });
    writeFileSync(path.join(folder, 'images', 'aa', 'a'.repeat(64)), 'x');
    expect(await wrongs()).toContain('最近的 2 张照片里有 1 张的文件不见了');
  });

  test('with the end of the audit chain', async () => {
    const effect = { effect: 'set-digest', personId: 'p1', digest: true } as const;
    await appliedTo(county.db, resultOf(9n, 'p1', [effect]));
    await county.sql('DELETE FROM audit_link');
    expect(await wrongs()).toContain('审计链的末尾与记载不符');
  });

  test('with the end of the audit chain: its head gone, and made anew since', async () => {
    const write = (digest: boolean): Promise<void> => {
      const effect = { effect: 'set-digest', personId: 'p1', digest } as const;
      return appliedTo(county.db, resultOf(9n, 'p1', [effect]));
    };
    await write(true);
    await county.sql('DELETE FROM audit_head');
    expect(await wrongs()).toContain('审计链的末尾与记载不符');
    await write(false);
    const findings = await look();
    expect(lines(findings, 'wrong').join()).not.toContain('审计链');
    expect(lines(findings, 'note').join()).toContain('审计链末尾的记载丢失过 1 次');
  });

  test('with the backup: none, an old one, a marker that can’t be read', async () => {
    const marker = path.join(folder, 'last-backup.json');
    const now = Date.now();
    expect(lines(await look(now), 'note').join()).toContain('还没有备份过');
    writeFileSync(marker, JSON.stringify({ at: new Date(now - 8 * 86_400_000).toISOString(), file: 'f', bytes: 1 }));
    expect(lines(await look(now), 'note').join()).toContain('上一次备份是 8 天以前');
    writeFileSync(marker, JSON.stringify({ at: new Date(now - 86_400_000).toISOString() }));
    expect(lines(await look(now), 'fine').join()).toContain('上一次备份是 1 天以前');
    writeFileSync(marker, '{"at":');
    expect(await wrongs()).toContain('备份：查不了');
  });
});

describe('the private PostgreSQL', () => {
  const sound: EmbeddedLook = {
    ...{ url: 'postgresql://x', cluster: '/d/pg/data', clusterMajor: 18, programMajor: 18, trouble: null },
    ...{ missingLinks: 0, server: 'running', foreignUid: null, barred: null },
  };
  const found = (more: Partial<EmbeddedLook>): string =>
    embeddedFindings({ ...sound, ...more })
      .map(({ state, what, todo }) => `${state}: ${what} ${todo ?? ''}`)
      .join('\n');

  test.each<[Partial<EmbeddedLook>, string]>([
    [{}, 'fine: 自带的 PostgreSQL 正在运行'],
    [{ server: 'left' }, 'note: 上次没有正常停下'],
    [{ server: 'stopped' }, 'skipped: 数据库：没有在运行'],
    [{ server: 'stopped', cluster: null, clusterMajor: null }, 'skipped: 数据库：还没有建'],
    [
      { programMajor: null, trouble: 'libpq missing', missingLinks: 0 },
      'wrong: 自带的 PostgreSQL 不能运行：libpq missing',
    ],
    [{ programMajor: null, missingLinks: 3, server: 'stopped' }, '缺 3 个库链接'],
    [{ clusterMajor: 17 }, 'wrong: 数据是 PostgreSQL 17 建的，自带的是 18'],
    [{ foreignUid: 1001 }, 'wrong: /d/pg/data 属于另一个用户（1001）'],
    [{ barred: '/root' }, 'wrong: 运行 PostgreSQL 的用户进不去 /root chmod o+x /root'],
  ])('as it is found: %j', (more, said) => {
    expect(found(more)).toContain(said);
  });

  test('of a folder that was never started is looked at without making anything', async () => {
    delete env['DATABASE_URL'];
    const findings = await look();
    expect(lines(findings, 'skipped').join()).toContain('还没有建');
    expect(lines(findings, 'wrong')).toEqual([]);
    expect(readdirSync(folder)).toEqual(['county.yaml']);
  });
});

describe('a single finding', () => {
  const state = (findings: readonly Finding[]): string => findings.map((f) => f.state).join();

  test.each([
    ['20.18.9', 'wrong'],
    ['20.19.0', 'fine'],
    ['22.1.0', 'fine'],
    ['18.20.0', 'wrong'],
  ])('of Node.js %s: %s', (version, expected) => {
    expect(nodeFinding(version).state).toBe(expected);
  });

  test.each([
    [['https://a.cn'], '127.0.0.1', 'fine'],
    [['http://a.cn'], '127.0.0.1', 'wrong'],
    [['http://localhost:8080'], '127.0.0.1', 'fine'],
    [['http://127.0.0.1.example.cn'], '127.0.0.1', 'wrong'],
    [[], '127.0.0.1', 'note'],
    [[], '0.0.0.0', 'wrong'],
  ])('of the origins %j on %s: %s', (origins, host, expected) => {
    expect(state(originFindings(origins, host))).toBe(expected);
  });

  test.each([
    [6, 1e6, 1e6, 'fine'],
    [4, 1e6, 1e6, 'note'],
    [0.9, 1e6, 1e6, 'wrong'],
    [6, 9_999, 1e6, 'fine,wrong'],
    [6, 0, 0, 'fine'],
  ])('of %d GB and %d of %d inodes: %s', (gigabytes, inodes, files, expected) => {
    expect(state(roomFindings('/d', gigabytes * 1024 ** 3, inodes, files))).toBe(expected);
  });

  test.each([
    [[2026, 2027], 'fine'],
    [[2026], 'fine,note'],
    [[], 'wrong'],
  ])('of the published years %j in 2026: %s', (years, expected) => {
    expect(state(calendarFindings(2026, (year) => years.includes(year)))).toBe(expected);
  });

  test.each<[Partial<ServerLook>, string]>([
    [{}, ''],
    [{ versionNumber: 140_012 }, 'PostgreSQL 14 太旧'],
    [{ clockAheadMs: -9_000 }, '数据库的时钟比本机慢 9 秒'],
    [{ shanghai: '00:00' }, '数据库不认得 Asia/Shanghai'],
    [{ isStandby: true }, '连上的是备库，写不进去'],
    [{ fsync: 'off' }, 'fsync=off'],
    [{ synchronousCommit: 'off' }, 'synchronous_commit=off'],
  ])('of the server %j: %s', (more, said) => {
    const sound = {
      versionNumber: 150_000,
      clockAheadMs: 40,
      shanghai: '08:00',
      isStandby: false,
      synchronousCommit: 'on',
      fsync: 'on',
    };
    expect(serverFindings({ ...sound, ...more }).filter((f) => f.state === 'wrong').map((f) => f.what).join()).toContain(said); // prettier-ignore
    if (said === '') expect(state(serverFindings(sound))).toBe('fine,fine,fine');
  });

  test('of a service that is not well names what is down', () => {
    const health = {
      ...{ ok: false, service: 'zhucun', store: { state: 'down' } },
      ...{
        loops: { worker: { state: 'standing' }, sender: { state: 'up' } },
        adapters: [
          { platform: 'web', state: 'down' },
          { platform: 'wechat', state: 'down' },
          { platform: 'wechat-2', state: 'standby' },
        ],
      },
    };
    const [finding] = answered('127.0.0.1:8080', JSON.stringify(health), 503);
    expect(finding?.what).toBe(
      '服务在 127.0.0.1:8080 运行，但不正常：数据库连不上，worker 停着，web 是 down，wechat 是 down',
    );
    expect(answered('x', '{"ok":true}', 200)[0]?.state).toBe('wrong');
  });
});
