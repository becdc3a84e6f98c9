/** A window whose session is over: it says so, keeps what was written, and leads back in. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { SAMPLE_JPEG } from '../fakes/sample-images.ts';
import { withoutBrowser } from './browser.ts';
import { FINGER } from './real-stage.ts';
import { newContext, newPage, picture, said, stage, texts, useStage, write, type Size } from './stage.ts';

const STREAM = '**/api/stream*';

const endAllSessions = (): void => stage.county.store.sessions.clear();
const overIn = (page: Page): ReturnType<Page['getByText']> => page.getByText('登录已失效');

async function comeIn(page: Page): Promise<void> {
  await page.goto(`${stage.county.url}link/${stage.county.store.link('li-lei')}`);
  await page.getByRole('button', { name: '进入聊天' }).click();
  await page.getByText('您是 李雷').waitFor();
}

async function claim(page: Page): Promise<void> {
  stage.county.store.codes.set('李雷 1234 ABCD2345', 'li-lei');
  await page.getByLabel('姓名').fill('李雷');
  await page.getByLabel('手机尾号').fill('1234');
  await page.getByLabel('绑定码').fill('ABCD2345');
  await page.getByRole('button', { name: '绑定并进入' }).click();
  await page.getByText('您是 李雷').waitFor();
}

/** A window that hears nothing by itself. */
async function deafWindow(): Promise<Page> {
  const page = await newPage();
  await page.route(STREAM, () => undefined);
  await comeIn(page);
  await page.getByText('还没有消息').waitFor();
  return page;
}

describe.skipIf(withoutBrowser())('a window whose session is over', () => {
  useStage({ demo: false, heartbeatMs: 200 });

  it.each(['phone', 'desk'] as const)(
    'says so without anything being sent, and leads back in with all that was written, on a %s',
    async (size: Size) => {
      await newContext(size);
      const page = await newPage();
      await comeIn(page);
      await write(page, '打卡');
      await said(page, '收到:打卡');
      await page.locator('#text').fill('写到一半');
      endAllSessions();
      await overIn(page).waitFor();
      await page.locator('#text').press('Enter');
      await page.getByText('未送达').waitFor();
      await page.locator('#text').fill('又写到一半');
      expect(await overIn(page).count()).toBe(1);
      expect(await page.getByText('连接中断').count()).toBe(0);
      await picture(page, `signed-out-${size}`);

      const wayOut = page.getByRole('link', { name: '去首页' });
      expect((await wayOut.boundingBox())!.height).toBeGreaterThanOrEqual(FINGER);
      await wayOut.click();
      await overIn(page).waitFor();
      await picture(page, `signed-out-front-${size}`);
      await claim(page);
      await said(page, '收到:写到一半');
      expect(await page.locator('#text').inputValue()).toBe('又写到一半');
      await expect.poll(() => texts(page, '.mine')).toEqual(['打卡', '写到一半']);
      expect(await overIn(page).isVisible()).toBe(false);
    },
  );

  it.each([
    ['a message', (page: Page) => write(page, '打卡')],
    ['another conversation', (page: Page) => page.getByRole('button', { name: '示例村工作队' }).click()],
  ])('learns it from %s as well', async (_, act) => {
    const page = await deafWindow();
    endAllSessions();
    await act(page);
    await overIn(page).waitFor();
  });

  it.each([401, 403])('learns it where stream and state are refused with %i', async (status) => {
    const page = await newPage();
    await comeIn(page);
    await page.route('**/api/**', (route) => route.fulfill({ status, body: '{}' }));
    await stage.county.stop();
    await stage.county.start();
    await overIn(page).waitFor();
  });

  it.each([
    ['is seen again', (page: Page) => page.evaluate("window.dispatchEvent(new Event('pageshow'))")],
    ['tries a message again', (page: Page) => page.getByRole('button', { name: '重试' }).click()],
  ])('goes on once the person came in again in another window and it %s', async (_, act) => {
    const page = await deafWindow();
    endAllSessions();
    await write(page, '打卡');
    await overIn(page).waitFor();
    await page.unroute(STREAM);
    await comeIn(await newPage());
    await act(page);
    await overIn(page).waitFor({ state: 'hidden' });
    await said(page, '收到:打卡');
    expect(stage.county.product.stored.map(({ text }) => text)).toEqual(['打卡']);
  });

  it('brings then what it could not load before', async () => {
    const page = await deafWindow();
    endAllSessions();
    await page.getByRole('button', { name: '示例村工作队' }).click();
    await overIn(page).waitFor();
    await page.unroute(STREAM);
    await comeIn(await newPage());
    await page.evaluate("window.dispatchEvent(new Event('pageshow'))");
    await page.getByText('还没有消息').waitFor();
  });

  it('asks before it is left with a photo that was chosen and not sent', async () => {
    const page = await newPage();
    await comeIn(page);
    const photo = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(SAMPLE_JPEG) };
    await page.locator('#file').setInputFiles(photo);
    await page.locator('.preview img').waitFor();
    endAllSessions();
    const wayOut = page.getByRole('link', { name: '去首页' });
    const asked = page.waitForEvent('dialog');
    const clicked = wayOut.click(); // ends with the dialog
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await clicked;
    await page.locator('.preview img').waitFor();
    await page.getByRole('button', { name: '移除第 1 张图片' }).click();
    await wayOut.click();
    await page.getByRole('alert').waitFor();
  });

  it('stands at the front page, told why, after a reload, and the way back does not lead into it again', async () => {
    const page = await newPage();
    await comeIn(page);
    await page.locator('#text').fill('写到一半');
    endAllSessions();
    await page.reload();
    await page.getByRole('alert').getByText('登录已失效').waitFor();
    expect(await page.getByText('回到上次的聊天').count()).toBe(0);
    await claim(page);
    expect(await page.locator('#text').inputValue()).toBe('写到一半');
  });
});
