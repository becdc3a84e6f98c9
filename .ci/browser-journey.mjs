// In the clone that is the current folder: `npm start`, two windows of a real browser, two people, and a leave that is asked for in one and approved
// in the other, on a desk and on a phone. Reports like a suite of tests.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService } from './service.mjs';

const { chromium } = createRequire(join(process.cwd(), 'package.json'))('playwright-core');

const WIDTHS = {
  'a desk': { viewport: { width: 1440, height: 900 } },
  'a phone': { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
const PATIENCE_MS = 20_000;

async function enter(context, url, name) {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name }).first().click();
  await page.locator('#text').waitFor();
  return page;
}

async function say(page, text) {
  await page.locator('#text').fill(text);
  await page.locator('#text').press('Enter');
}

const hears = (page, text) => page.locator('.message.theirs', { hasText: text }).last().waitFor();

async function press(page, label) {
  await page.getByRole('button', { name: label, exact: true }).last().click();
}

async function fits(page) {
  const [wanted, seen] = await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth]');
  if (wanted > seen) throw new Error(`the page is ${wanted} pixels wide, the window ${seen}`);
}

/** From nothing said to an approved leave; neither window is loaded again on the way. */
async function journey(context, url) {
  context.setDefaultTimeout(PATIENCE_MS);
  const cadre = await enter(context, url, '示例甲');
  const secretary = await enter(context, url, '示例己');
  await say(cadre, '请假 明天 母亲住院');
  await hears(cadre, '第九条');
  await press(cadre, '确认');
  await hears(cadre, '已提交');
  await hears(secretary, '母亲住院');
  await fits(secretary);
  await say(secretary, '收到');
  await hears(secretary, '不算审批');
  await press(secretary, '同意');
  await hears(secretary, '已告知本人');
  await hears(cadre, '已批准');
  await fits(cadre);
}

async function run(width) {
  const data = mkdtempSync(join(tmpdir(), 'zhucun-journey-'));
  process.env.ZHUCUN_DATA = data;
  const service = await startService('npm start');
  const browser = await chromium.launch({
    executablePath: [process.env.CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path)),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    await journey(await browser.newContext({ ...WIDTHS[width], locale: 'zh-CN' }), service.url);
    return { status: 'passed', title: `a leave is asked for and approved in two windows on ${width}` };
  } catch (error) {
    console.error(error);
    return { status: 'failed', title: `on ${width}: ${String(error)}` };
  } finally {
    await browser.close();
    await service.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

const startTime = Date.now();
const assertionResults = [];
for (const width of Object.keys(WIDTHS)) {
  const from = Date.now();
  const result = await run(width);
  console.log(`${result.status}: ${result.title}, ${((Date.now() - from) / 1000).toFixed(0)} s`);
  assertionResults.push(result);
}
const status = assertionResults.every((one) => one.status === 'passed') ? 'passed' : 'failed';
const minutes = ((Date.now() - startTime) / 60_000).toFixed(1);
console.log(`from a started clone to an approved leave at both widths: ${minutes} minutes`);
const report = { testResults: [{ name: 'browser-journey', status, startTime, endTime: Date.now(), assertionResults }] };
if (process.env.ZHUCUN_TEST_RESULTS !== undefined) {
  writeFileSync(join(process.env.ZHUCUN_TEST_RESULTS, 'browser-journey.json'), JSON.stringify(report));
}
process.exitCode = status === 'passed' ? 0 : 1;
