/** The system's Chromium, driven by playwright-core; where there is none the tests are left out with a word. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const chromiumPath = (): string | undefined =>
  [process.env['CHROMIUM'], ...PATHS].find((path) => path !== undefined && existsSync(path));

/** Whether to leave browser tests out; with REQUIRE_ALL=1 they run, and fail without a browser. */
export function withoutBrowser(): boolean {
  if (chromiumPath() !== undefined || process.env['REQUIRE_ALL'] === '1') return false;
  console.warn('browser tests are left out: no Chromium found (apt-get install chromium, or set CHROMIUM to its path)');
  return true;
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath() ?? '/usr/bin/chromium', args: FLAGS });
