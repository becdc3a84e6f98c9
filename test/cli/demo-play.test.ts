import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DemoLine } from '../../src/cli/demo-lines.ts';
import { playIn } from '../../src/cli/demo-play.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { sampleCounty } from '../support/sample-county.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zhucun-play-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user when this is root
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('A day that is played', () => {
  let test_: TestDatabase;
  let db: Database;
  let printed: string[];
  let print: (text: string) => void;
  const play = (lines: readonly object[], signal: AbortSignal = new AbortController().signal): Promise<void> =>
    playIn(
      { db, shelvesDir: folder },
      sampleCounty,
      lines.map((line) => DemoLine.parse(line)),
      print,
      signal,
    );
  /** What was printed after the line that begins so. */
  const after = (start: string): string => printed.slice(printed.findIndex((p) => p.startsWith(start)) + 1).join('\n');

  beforeEach(async () => {
    test_ = await freshDatabase();
    db = openDatabase(test_.url, sampleCounty.id);
    printed = [];
    print = (text) => void printed.push(text);
  });
  afterEach(async () => {
    await db.close();
    await test_.drop();
  });

  test('shows who says what when, and what the bot answers to whom', async () => {
    await play([
      { at: '8:02', who: 'p1', says: '打卡' },
      { at: '8:05', who: 'p3', says: '我的', in: 'g1' },
    ]);
    expect(printed[0]).toBe('示例县的一天（示例数据，2026-12-02）\n');
    expect(printed).toContain('08:02  示例甲：打卡');
    expect(after('08:02  示例甲')).toContain('08:02  机器人 → 示例甲\n         已打卡');
    expect(printed).toContain('08:05  示例丙（在示例一村工作队群）：我的');
    expect(after('08:05  示例丙')).toContain('机器人 → 示例一村工作队群');
  });

  test('lets a line answer the last message, and name the code of a request', async () => {
    await play([
      { at: '9:00', who: 'p1', says: '请假 12.8-12.10 母亲住院' },
      { at: '9:01', who: 'p1', says: '确认' },
      { at: '9:02', who: 'p1', says: '为什么 #{p6}' },
      { at: '9:03', who: 'p6', says: '同意', quotes: true },
    ]);
    expect(after('09:01  示例甲：确认')).toMatch(/机器人 → 示例己\n\s+#[A-Z]\d[A-Z]\d 示例甲/);
    expect(printed.find((p) => p.startsWith('09:02'))).toMatch(/^09:02 {2}示例甲：为什么 #[A-Z]\d[A-Z]\d$/);
    expect(printed).toContain('09:03  示例己：同意　［引用上一条］');
    expect(after('09:03  示例己')).toContain('已批准');
  });

  test('takes a photo, which is kept', async () => {
    await play([{ at: '8:02', who: 'p1', says: '打卡', photo: true }]);
    expect(printed).toContain('08:02  示例甲：打卡　［照片］');
    expect(readdirSync(path.join(folder, 'images'))).toHaveLength(1);
  });

  test('goes on to another day, and stays there', async () => {
    await play([
      { at: '8:02', who: 'p1', says: '打卡' },
      { on: '2026-12-04', at: '8:00', who: 'p1', says: '打卡' },
      { at: '8:01', who: 'p3', says: '打卡' },
    ]);
    expect(after('—— 2026-12-04 ——')).toContain('已打卡：12月4日（周五） 08:00');
    expect(after('08:01  示例丙')).toContain('已打卡：12月4日（周五） 08:01');
  });

  test('lets the clock look at what is due at its hour', async () => {
    await play([
      { at: '9:00', who: 'p1', says: '请假 12.3-12.3 母亲住院' },
      { at: '9:01', who: 'p1', says: '确认' },
      { at: '9:02', who: 'p6', says: '同意' },
      { on: '2026-12-03', at: '20:00', tick: 'evening' },
      { on: '2026-12-04', at: '8:00', tick: 'morning' },
    ]);
    expect(after('—— 2026-12-03')).toMatch(/^（晚上，机器人看看有什么到期）\n20:00 {2}机器人 → 示例甲\n.*回来了吗？/m);
    expect(after('—— 2026-12-04')).toMatch(/^（早上，机器人看看有什么到期）\n08:00 {2}机器人 → 示例丙\n.*还没有销假/m);
  });

  test('reminds a sample county that is silent, shows what some are told and counts the others', async () => {
    await play([
      { on: '2026-12-10', at: '8:00', tick: 'duties', shows: ['p1'] },
      { at: '9:05', who: 'p1', says: '已办 1' },
      { on: '2026-12-11', at: '8:00', tick: 'duties', shows: ['p1'] },
    ]);
    const told = printed.filter((p) => p.includes('机器人 → '));
    expect(told[0]).toMatch(/^08:\d\d {2}机器人 → 示例甲\n\s+快到期 \d+ 件：/);
    expect(printed.some((p) => /^（另有 \d+ 个人和群收到各自的/.test(p))).toBe(true);
    expect(told.filter((p) => !p.includes('机器人 → 示例甲'))).toEqual([]);
    expect(printed.at(-2)).toBe('（示例甲没有收到提醒）');
  });

  test('takes a document, which is kept with the line', async () => {
    await play([{ at: '8:02', who: 'p1', says: '上报 11月工作汇报', file: '11月工作汇报.docx' }]);
    expect(printed).toContain('08:02  示例甲：上报 11月工作汇报　［文件 11月工作汇报.docx］');
    expect(after('08:02  示例甲')).toContain('附件：11月工作汇报.docx (86 KB)');
  });

  test('ends where it is told to', async () => {
    const ending = new AbortController();
    print = (text) => {
      printed.push(text);
      if (text.startsWith('（早上')) ending.abort();
    };
    const lines = [
      { at: '8:00', tick: 'morning' },
      { at: '8:02', who: 'p1', says: '打卡' },
    ];
    await play(lines, ending.signal);
    expect(printed.join('\n')).not.toContain('示例甲');
  });
});

describe('zhucun demo leaves no database behind', { timeout: 60_000 }, () => {
  const start = (): ChildProcess =>
    spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'demo'], {
      cwd: ROOT,
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const dataFolders = (): string[] => readdirSync(folder).filter((name) => name.startsWith('zhucun-demo-'));
  /** Process id of the server that the demo runs. */
  const serverId = (): number => {
    const [name = ''] = dataFolders();
    return Number(readFileSync(path.join(folder, name, 'pg/data/postmaster.pid'), 'utf8').split('\n')[0]);
  };
  const isRunning = (id: number): boolean => {
    try {
      return process.kill(id, 0);
    } catch {
      return false;
    }
  };

  test.each<[string, (demo: ChildProcess) => unknown]>([
    ['when nobody reads on', (demo) => demo.stdout?.destroy()],
    ['when it is stopped', (demo) => demo.kill('SIGINT')],
  ])('%s', async (_, end) => {
    const demo = start();
    const complaint: string[] = [];
    demo.stderr?.setEncoding('utf8').on('data', (text: string) => complaint.push(text));
    const ended = once(demo, 'exit');
    if (demo.stdout) await Promise.race([once(demo.stdout, 'data'), ended]);
    const server = serverId();
    expect(isRunning(server)).toBe(true);
    end(demo);
    await ended;
    const leftBehind = isRunning(server);
    if (leftBehind) process.kill(server, 'SIGINT');
    expect(leftBehind).toBe(false);
    expect(dataFolders()).toEqual([]);
    expect(complaint.join('')).toBe('');
  });
});
