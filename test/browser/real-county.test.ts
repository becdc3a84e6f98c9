/** A real county in a browser: in by code, consent, one's own data, and a window that stays open over a restore. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withoutBrowser } from './browser.ts';
import {
  addressOf,
  claim,
  claimOf,
  folderOf,
  newWindow,
  serve,
  stop,
  useRealCounty,
  zhucun,
} from './real-county-stage.ts';
import { FINGER, hears, JOURNEY_MS, press, say } from './real-stage.ts';
import { picture, write, type Size } from './stage.ts';

const wrongCode = 'AAAAAAAA';
/** A window tries again after ever longer pauses. */
const RECONNECT_MS = 40_000;
/** Failed tries within an hour, after which nobody at that address gets in. */
const tries = 5;

describe.skipIf(withoutBrowser())('a real county', () => {
  useRealCounty();

  it.each([
    ['phone', '示例甲'],
    ['desk', '示例乙'],
  ] as const)(
    'lets in by code, asks for consent, works what waited and hands out one’s own data, on a %s',
    async (size: Size, name: string) => {
      const page = await newWindow(size);
      await page.goto(addressOf());
      await picture(page, `county-front-${size}`);
      for (const input of await page.locator('input, button').all()) {
        expect((await input.boundingBox())!.height).toBeGreaterThanOrEqual(FINGER);
      }

      // A wrong code says nothing of what was wrong; name and number stay.
      await claim(page, { ...claimOf(name), code: wrongCode });
      await page.getByRole('alert').getByText('没有绑定成功').waitFor();
      expect(await page.getByLabel('姓名').inputValue()).toBe(name);
      expect(await page.getByLabel('绑定码').inputValue()).toBe('');
      await picture(page, `county-wrong-${size}`);

      // The right one, as people type it: small letters with a space.
      const { code } = claimOf(name);
      await claim(page, { ...claimOf(name), code: `${code.slice(0, 4)} ${code.slice(4)}`.toLowerCase() });
      await page.getByText(`您是 ${name}`).waitFor();
      await say(page, '请假 明天 母亲住院', '个人信息保护法');
      await picture(page, `county-consent-${size}`);
      expect(await page.getByText('第九条').count()).toBe(0);
      await press(page, '同意');
      await hears(page, '已记下您的同意');
      await hears(page, '第九条');
      await picture(page, `county-consented-${size}`);
      await press(page, '取消');

      await write(page, '我的数据');
      const card = page.getByRole('link', { name: /下载文件 我的数据.*\.xlsx/ });
      await card.waitFor();
      const [download] = await Promise.all([page.waitForEvent('download'), card.click()]);
      const saved = readFileSync(await download.path());
      expect(saved.subarray(0, 2).toString()).toBe('PK');
      await picture(page, `county-own-data-${size}`);

      // Used up.
      const other = await newWindow(size);
      await other.goto(addressOf());
      await claim(other, claimOf(name));
      await other.getByRole('alert').getByText('没有绑定成功').waitFor();
    },
    JOURNEY_MS,
  );

  it(
    'shows its sign-in page and signs in without JavaScript',
    async () => {
      const page = await newWindow('phone', false);
      await page.goto(addressOf());
      await claim(page, claimOf('示例丁'));
      await page.waitForURL(/\/a\/[^/]+\/$/);
      await picture(page, 'county-without-script');
    },
    JOURNEY_MS,
  );

  it.each(['phone', 'desk'] as const)(
    'does not let in with a right code after too many wrong ones, and says until when, on a %s',
    async (size) => {
      const page = await newWindow(size);
      await page.goto(addressOf());
      for (let n = 0; n < tries; n += 1) {
        await claim(page, { ...claimOf('示例丙'), code: wrongCode });
        await page.getByRole('alert').waitFor();
      }
      await claim(page, claimOf('示例丙'));
      await page.getByRole('alert').getByText('试的次数太多').waitFor();
      expect(await page.getByRole('alert').innerText()).toMatch(/在 \d\d:\d\d 以后/);
      await picture(page, `county-limited-${size}`);
    },
    JOURNEY_MS,
  );

  it(
    'brings an open window back to what a restored backup knows, and goes on there',
    async () => {
      const link = /http\S+\/link\/\S+/.exec(zhucun('link', '示例戊', folderOf('county')))![0];
      const page = await newWindow('desk');
      await page.goto(link);
      await page.getByRole('button', { name: '进入聊天' }).click();
      await say(page, '日志 上午走访3户', '个人信息保护法');
      await press(page, '同意');
      await hears(page, '已记');
      await page.getByText('日志 上午走访3户').first().waitFor();
      zhucun('backup', folderOf('county.zhucun'), folderOf('county'));
      await say(page, '日志 下午开会', '已记');

      await stop();
      zhucun('restore', folderOf('county.zhucun'), folderOf('elsewhere'));
      await serve(folderOf('elsewhere'));
      await expect.poll(() => page.getByText('日志 下午开会').count(), { timeout: RECONNECT_MS }).toBe(0);
      await page.locator('.message', { hasText: '日志 上午走访3户' }).first().waitFor({ timeout: RECONNECT_MS });
      expect(await page.getByText('日志 下午开会').count()).toBe(0);
      zhucun('outbox', 'release', folderOf('elsewhere'));
      const mine = await say(page, '我的日志', '走访3户');
      expect(await mine.innerText()).not.toContain('开会');
      await picture(page, 'county-restored');
    },
    JOURNEY_MS,
  );
});
