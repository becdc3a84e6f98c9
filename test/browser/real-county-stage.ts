/** A real county as an operator sets it up by the commands, served on a port of its own, with people who sign in by code. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { COMMAND } from '../soak/settings.ts';
import { launchBrowser } from './browser.ts';
import { PATIENCE_MS, SIZES, type Size } from './stage.ts';

const SET_UP_MS = 120_000;
const CADRES = ['示例甲', '示例乙', '示例丙', '示例丁', '示例戊'];
export const SECRETARY = '示例己';

interface Claim {
  readonly name: string;
  readonly tail: string;
  readonly code: string;
}

let browser: Browser;
let home: string;
let port: number;
let service: ChildProcess | null = null;
let claims: ReadonlyMap<string, Claim>;
let windows: BrowserContext[] = [];

export const folderOf = (name: string): string => join(home, name);
export const addressOf = (path = '/'): string => `http://127.0.0.1:${port}${path}`;

/** Nothing of the shell's own settings. */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(ZHUCUN_|DATABASE_URL$|PG|VITEST|NODE_)/.test(name)),
  ),
  ...{ ZHUCUN_PORT: String(port), ZHUCUN_LOG: 'silent' },
});

/** Runs a command of the product, which must succeed; what it said. */
export function zhucun(...words: string[]): string {
  const run = spawnSync(process.execPath, [COMMAND, ...words], { encoding: 'utf8', env: environment() });
  if (run.status !== 0) throw new Error(`zhucun ${words.join(' ')}\n${run.stdout}${run.stderr}`);
  return run.stdout;
}

export async function serve(folder: string): Promise<void> {
  const child = spawn(process.execPath, [COMMAND, 'serve', folder], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  service = child;
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      if (bytes.toString().includes(addressOf())) resolve();
    });
    child.on('exit', (code) => reject(new Error(`ended before it served, exit code ${String(code)}`)));
  });
}

export async function stop(): Promise<void> {
  const child = service;
  service = null;
  if (child === null) return;
  const ended = child.exitCode === null ? once(child, 'exit') : null;
  child.kill('SIGTERM');
  await ended;
  expect(child.exitCode).toBe(0);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: found } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return found;
}

/** Registers the hooks: one county for the file. */
export function useRealCounty(): void {
  beforeAll(async () => {
    browser = await launchBrowser();
    home = mkdtempSync(join(tmpdir(), 'zhucun-county-'));
    chmodSync(home, 0o755); // the database's own user passes through it
    port = await freePort();
    await setUp(folderOf('county'));
    await serve(folderOf('county'));
  }, SET_UP_MS);
  afterEach(async () => {
    await Promise.all(windows.map((one) => one.close()));
    windows = [];
  });
  afterAll(async () => {
    await stop();
    await browser.close();
    rmSync(home, { recursive: true });
  });
}

async function setUp(folder: string): Promise<void> {
  zhucun('init', folder);
  const form = join(folder, 'county.yaml');
  const filledIn = readFileSync(form, 'utf8')
    .replace(/^name: .*$/m, 'name: 示例县')
    .replace(/^id: .*$/m, 'id: shilixian');
  writeFileSync(form, filledIn);
  const roster = folderOf('roster.xlsx');
  zhucun('roster', 'template', roster, folder);
  await fillIn(roster);
  zhucun('roster', 'import', roster, folder, '--yes');
  const codes = folderOf('codes.xlsx');
  zhucun('bind-codes', codes, folder);
  claims = await readClaims(codes);
}

async function opened(file: string): Promise<exceljs.Workbook> {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(file);
  return book;
}

/** Below the form's own sample rows. */
async function fillIn(file: string): Promise<void> {
  const book = await opened(file);
  const mobile = (n: number): string => `1380000000${n}`;
  append(book, '地点', [
    ['乡镇', '示例镇'],
    ['村', '示例一村', '示例镇'],
    ['工作队', '示例一村工作队', '示例镇', '示例一村'],
  ]);
  append(book, '人员', [
    ...CADRES.map((name, n) => ['', name, mobile(n), '驻村工作队员', '县派', '', '示例一村工作队']),
    ['', SECRETARY, mobile(9), '', '', '', '', '示例镇'],
  ]);
  append(book, '席位', [['乡镇（街道）党（工）委书记', '', '', '示例镇', '示例镇党委书记', SECRETARY]]);
  await book.xlsx.writeFile(file);
}

function append(book: exceljs.Workbook, sheet: string, rows: readonly (readonly string[])[]): void {
  const found = book.getWorksheet(sheet)!;
  for (const row of rows) found.addRow([...row]);
}

async function readClaims(file: string): Promise<ReadonlyMap<string, Claim>> {
  const found = new Map<string, Claim>();
  (await opened(file)).worksheets[0]?.eachRow((row) => {
    const [, name, tail, code] = /^绑定 (\S+) 尾号(\d{4}) (\S+)$/.exec(row.getCell(4).text) ?? [];
    if (name && tail && code) found.set(name, { name, tail, code });
  });
  return found;
}

export const claimOf = (name: string): Claim => claims.get(name)!;

export async function newWindow(size: Size, javaScriptEnabled = true): Promise<Page> {
  const touch = size === 'phone' ? { hasTouch: true, isMobile: true } : {};
  const context = await browser.newContext({ viewport: SIZES[size], locale: 'zh-CN', javaScriptEnabled, ...touch });
  context.setDefaultTimeout(PATIENCE_MS);
  windows.push(context);
  return context.newPage();
}

/** Fills in the form of the front page and sends it. */
export async function claim(page: Page, { name, tail, code }: Claim): Promise<void> {
  await page.getByLabel('姓名').fill(name);
  await page.getByLabel('手机尾号').fill(tail);
  await page.getByLabel('绑定码').fill(code);
  await page.getByRole('button', { name: '绑定并进入' }).click();
}
