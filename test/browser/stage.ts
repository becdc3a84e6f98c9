/** What each browser test stands on: one Chromium, a fresh county and a fresh window for every test. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Config } from '../../bots/web/config.ts';
import { launchBrowser } from './browser.ts';
import { buildClient } from './built-client.ts';
import { EchoCounty } from './echo-county.ts';

export const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } } as const;
export type Size = keyof typeof SIZES;
export const PICTURES = mkdtempSync(join(tmpdir(), 'zhucun-screenshots-'));
export const PATIENCE_MS = 10_000;

interface Stage {
  browser: Browser;
  county: EchoCounty;
  context: BrowserContext | undefined;
  /** Errors and warnings in the page's console. */
  troubles: string[];
}

/** Filled by the hooks of `useStage`. */
export const stage = {} as Stage;

export const isFocused = (node: { matches(selector: string): boolean }): boolean => node.matches(':focus');

/** Registers the hooks. */
export function useStage(config: Partial<Config> = {}): void {
  let clientFolder = '';
  beforeAll(async () => {
    clientFolder = buildClient();
    stage.browser = await launchBrowser();
    console.log(`screenshots: ${PICTURES}`);
  });
  afterAll(async () => {
    await stage.browser.close();
  });
  beforeEach(async () => {
    stage.county = new EchoCounty({ clientFolder, ...config });
    await stage.county.start();
    stage.troubles = [];
    await newContext('desk');
  });
  afterEach(async () => {
    await stage.context?.close();
    stage.context = undefined;
    await stage.county.stop();
    // A line that is down is said in the console by the browser itself; anything else is ours.
    expect(stage.troubles.filter((one) => !/Failed to load resource|net::ERR_/.test(one))).toEqual([]);
  });
}

export async function newContext(size: Size, more: { colorScheme?: 'light' | 'dark' } = {}): Promise<void> {
  const touch = size === 'phone' ? { hasTouch: true, isMobile: true } : {};
  await stage.context?.close();
  stage.context = await stage.browser.newContext({ viewport: SIZES[size], locale: 'zh-CN', ...touch, ...more });
  stage.context.setDefaultTimeout(PATIENCE_MS);
}

export async function newPage(): Promise<Page> {
  const page = await stage.context!.newPage();
  page.on('pageerror', (error) => stage.troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') stage.troubles.push(message.text());
  });
  return page;
}

export async function enter(name: string): Promise<Page> {
  const page = await newPage();
  await page.goto(stage.county.url);
  await page.getByRole('button', { name }).first().click();
  await page.getByText(`您是 ${name}`).waitFor();
  return page;
}

export async function write(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text);
  await page.locator('#text').press('Enter');
}

export const said = (page: Page, words: string): Promise<void> =>
  page.locator('.message.theirs .text', { hasText: words }).last().waitFor();

export const texts = (page: Page, kind: string): Promise<string[]> =>
  page.locator(`.message${kind} .text`).allInnerTexts();

export async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate(isFocused)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead there`);
}

/** Neither the page nor the log is wider than what is seen of it. */
export async function sideways(page: Page): Promise<void> {
  type Box = { scrollWidth: number; clientWidth: number };
  const overflow = (boxes: Box[]): number => Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth));
  expect(await page.locator('html, #log').evaluateAll(overflow)).toBeLessThanOrEqual(0);
}

export async function picture(page: Page, name: string): Promise<void> {
  await sideways(page);
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
}
