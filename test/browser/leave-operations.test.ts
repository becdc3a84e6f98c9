/** The real service with three people in three windows: what a secretary and a cadre do with a leave, on a phone and on a desk. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_JPEG } from '../fakes/sample-images.ts';
import { startService, type ServiceProcess } from '../soak/service-process.ts';
import { launchBrowser, withoutBrowser } from './browser.ts';
import { PATIENCE_MS, PICTURES, SIZES, sideways, write, type Size } from './stage.ts';

const START_MS = 120_000; // a first start compiles
/** As wide as a finger. */
const FINGER = 44;

let browser: Browser;
let service: ServiceProcess;
let dataDir: string;
let windows: { close(): Promise<void> }[] = [];

/** A window of that person's own, with cookies of its own. */
async function windowOf(name: string, size: Size): Promise<Page> {
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

const heard = (page: Page, words: string): Locator => page.locator('.message.theirs', { hasText: words }).last();
const hears = (page: Page, words: string): Promise<void> => heard(page, words).waitFor();
const press = (page: Page, label: string): Promise<void> =>
  page.getByRole('button', { name: label, exact: true }).last().click();
const saidTo = async (page: Page): Promise<string> =>
  (await page.locator('.message.theirs').allInnerTexts()).join('\n');

/** The code of the request that the bot's message with these words is about. */
async function codeIn(page: Page, words: string): Promise<string> {
  await hears(page, words);
  return /#[A-Z]\d[A-Z]\d/.exec(await heard(page, words).innerText())?.[0] ?? 'no code';
}

/** All in one row, none cut off, each as large as a finger. */
async function fitInOneRow(page: Page, message: Locator, labels: readonly string[]): Promise<void> {
  const buttons = message.locator('.answer');
  expect(await buttons.allInnerTexts()).toEqual(labels);
  await buttons.last().scrollIntoViewIfNeeded();
  const boxes = await Promise.all((await buttons.all()).map(async (button) => (await button.boundingBox())!));
  expect(new Set(boxes.map(({ y }) => Math.round(y))).size).toBe(1);
  for (const { width, height, x } of boxes) {
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(FINGER);
    expect(x + width).toBeLessThanOrEqual(page.viewportSize()!.width);
  }
}

async function picture(page: Page, name: string): Promise<void> {
  await sideways(page);
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
}

describe.skipIf(withoutBrowser())('a leave among three people', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
    console.log(`screenshots: ${PICTURES}`);
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'zhucun-operations-'));
    service = startService({ dataDir, databaseUrl: null, strike: null, leaseMs: 20_000, frozenMs: 30_000 });
    await service.url;
  }, START_MS);
  afterEach(async () => {
    await Promise.all(windows.map((one) => one.close()));
    windows = [];
    service.signal('SIGTERM');
    expect((await service.ended).code).toBe(0);
    rmSync(dataDir, { recursive: true });
  });

  it.each(['phone', 'desk'] as const)(
    'is sent back, edited, approved by number, handed to a deputy and ended, on a %s',
    async (size) => {
      const cadre = await windowOf('示例甲', size);
      const secretary = await windowOf('示例己', size);
      const deputy = await windowOf('示例庚', size);

      // Asked for with a sick note.
      const buffer = Buffer.from(SAMPLE_JPEG);
      await cadre.locator('#file').setInputFiles({ name: 'note.jpg', mimeType: 'image/jpeg', buffer });
      await cadre.locator('.preview img').waitFor();
      await write(cadre, '请病假 今天到后天 急性阑尾炎');
      await hears(cadre, '第九条');
      await press(cadre, '确认');
      const code = await codeIn(cadre, '已提交');

      // Sent back by button, with what is missing.
      await hears(secretary, code);
      const asked = secretary.locator('.message.theirs', { hasText: code }).first();
      await asked.locator('.images img').waitFor();
      await fitInOneRow(secretary, asked, ['同意', '驳回', '退回']);
      await picture(secretary, `operations-asked-${size}`);
      await press(secretary, '退回');
      await hears(secretary, '请回复要改什么');
      await write(secretary, '后天有检查，明天回来');
      await hears(secretary, '已退回');
      await expect.poll(() => asked.locator('.answer').count()).toBe(0);
      await hears(cadre, '后天有检查，明天回来');
      await write(cadre, `修改 ${code} 今天到明天`);
      await hears(cadre, '确认改吗');
      await press(cadre, '确认');
      await hears(secretary, '（修改过）');

      // Approved by the number in the list.
      await write(secretary, '待办');
      await hears(secretary, '等您审批的 1 件');
      await picture(secretary, `operations-todo-${size}`);
      await write(secretary, '同意 1');
      await hears(cadre, '已批准');
      await picture(cadre, `operations-approved-${size}`);

      // What comes while the secretary is away goes to the deputy.
      await write(secretary, '代理 今天到明天 示例庚');
      await hears(deputy, '请您代示例己审批');
      await write(cadre, '请假 下周三 下午 办证');
      await press(cadre, '确认');
      await hears(deputy, '办证');
      expect(await heard(deputy, '办证').innerText()).toContain('代示例己');
      await fitInOneRow(deputy, heard(deputy, '办证'), ['同意', '驳回', '退回']);
      await picture(deputy, `operations-deputy-${size}`);
      await press(deputy, '同意');
      await hears(deputy, '已告知本人');
      expect(await secretary.getByText('办证').count()).toBe(0);

      // Back again: the approver is told.
      await write(cadre, `销假 ${code}`);
      await hears(cadre, '已销假');
      await hears(secretary, '示例甲已销假');

      // The ledger is a file to be saved.
      await write(deputy, '请假台账');
      const card = deputy.getByRole('link', { name: /下载文件 .*请假台账.*\.xlsx/ });
      await card.waitFor();
      await card.scrollIntoViewIfNeeded();
      expect((await card.boundingBox())!.height).toBeGreaterThanOrEqual(FINGER);
      await picture(deputy, `operations-ledger-${size}`);
      const [download] = await Promise.all([deputy.waitForEvent('download'), card.click()]);
      expect(download.suggestedFilename()).toMatch(/请假台账.*\.xlsx$/);
      expect(
        readFileSync(await download.path())
          .subarray(0, 2)
          .toString(),
      ).toBe('PK');

      // Who only keeps the attendance sees neither the note nor why.
      const keeper = await windowOf('示例丙', size);
      await hears(keeper, '示例甲已销假');
      expect(await saidTo(keeper)).toContain(code);
      expect(await saidTo(keeper)).not.toMatch(/阑尾炎|病假|照片/);
      expect(await keeper.locator('.message .images img').count()).toBe(0);
      await picture(keeper, `operations-keeper-${size}`);
    },
    START_MS,
  );
});
