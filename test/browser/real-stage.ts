/** The real service in a data folder of its own, and people in windows of their own: what journeys through everything stand on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { startService, type ServiceProcess } from '../soak/service-process.ts';
import { launchBrowser } from './browser.ts';
import { PATIENCE_MS, PICTURES, SIZES, write, type Size } from './stage.ts';

export const JOURNEY_MS = 120_000; // a first start compiles
/** As wide as a finger. */
export const FINGER = 44;

let browser: Browser;
let service: ServiceProcess;
let dataDir: string;
let windows: BrowserContext[] = [];

/** Registers the hooks. */
export function useService(): void {
  beforeAll(async () => {
    browser = await launchBrowser();
    console.log(`screenshots: ${PICTURES}`);
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'zhucun-journey-'));
    service = startService({ dataDir, databaseUrl: null, strike: null, leaseMs: 20_000, frozenMs: 30_000 });
    await service.url;
  }, JOURNEY_MS);
  afterEach(async () => {
    await Promise.all(windows.map((one) => one.close()));
    windows = [];
    service.signal('SIGTERM');
    expect((await service.ended).code).toBe(0);
    rmSync(dataDir, { recursive: true });
  });
}

/** A window of that person's own, with cookies of its own. */
export async function windowOf(name: string, size: Size): Promise<Page> {
  const touch = size === 'phone' ? { hasTouch: true, isMobile: true } : {};
  const context = await browser.newContext({ viewport: SIZES[size], locale: 'zh-CN', ...touch });
  windows.push(context);
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto(await service.url);
  await page.getByRole('button', { name }).first().click();
  await page.getByText(`您是 ${name}`).waitFor();
  return page;
}

export const heard = (page: Page, words: string): Locator => page.locator('.message.theirs', { hasText: words }).last();
export const hears = (page: Page, words: string): Promise<void> => heard(page, words).waitFor();
export const press = (page: Page, label: string): Promise<void> =>
  page.getByRole('button', { name: label, exact: true }).last().click();

/** Does it and waits for another message with these words than there are by now. */
async function answered(page: Page, answer: string, act: () => Promise<void>): Promise<Locator> {
  const all = page.locator('.message.theirs', { hasText: answer });
  const next = all.nth(await all.count());
  await act();
  await next.waitFor();
  return next;
}

/** Says it and waits for words of the answer. */
export const say = (page: Page, text: string, answer: string): Promise<Locator> =>
  answered(page, answer, () => write(page, text));

/** Asks for a leave and confirms it; its code. */
export async function ask(page: Page, text: string, done = '已提交'): Promise<string> {
  await say(page, text, '提交吗');
  const message = await answered(page, done, () => press(page, '确认'));
  return /#[A-Z]\d[A-Z]\d/.exec(await message.innerText())?.[0] ?? 'no code';
}
