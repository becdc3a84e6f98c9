/** The real service with people in windows of their own: every operation on a leave, by button and by word. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { SAMPLE_JPEG } from '../fakes/sample-images.ts';
import { withoutBrowser } from './browser.ts';
import { ask, FINGER, heard, hears, JOURNEY_MS, press, say, useService, windowOf } from './real-stage.ts';
import { picture, write } from './stage.ts';

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

const ANSWERS = ['同意', '驳回', '退回'];

describe.skipIf(withoutBrowser())('a leave among three people', () => {
  useService();

  it.each(['phone', 'desk'] as const)(
    'is sent back, edited, approved by number, left to a deputy and ended, on a %s',
    async (size) => {
      const cadre = await windowOf('示例甲', size);
      const secretary = await windowOf('示例己', size);
      const deputy = await windowOf('示例庚', size);

      // Asked for with a sick note.
      const buffer = Buffer.from(SAMPLE_JPEG);
      await cadre.locator('#file').setInputFiles({ name: 'note.jpg', mimeType: 'image/jpeg', buffer });
      await cadre.locator('.preview img').waitFor();
      const code = await ask(cadre, '请病假 今天到后天 急性阑尾炎');

      // Sent back by button, with what is missing; the buttons are gone then.
      await hears(secretary, code);
      const asked = secretary.locator('.message.theirs', { hasText: code }).first();
      await asked.locator('.images img').waitFor();
      await fitInOneRow(secretary, asked, ANSWERS);
      await picture(secretary, `operations-asked-${size}`);
      await press(secretary, '退回');
      await hears(secretary, '请回复要改什么');
      await say(secretary, '后天有检查，明天回来', '已退回');
      await expect.poll(() => asked.locator('.answer').count()).toBe(0);
      await hears(cadre, '后天有检查，明天回来');
      await say(cadre, `修改 ${code} 今天到明天`, '确认改吗');
      await press(cadre, '确认');
      await hears(secretary, '（修改过）');

      // Approved by the number in the list.
      await say(secretary, '待办', '等您审批的 1 件');
      await picture(secretary, `operations-todo-${size}`);
      await write(secretary, '同意 1');
      await hears(cadre, '已批准');
      await picture(cadre, `operations-approved-${size}`);

      // What comes while the secretary is away goes to the deputy.
      await write(secretary, '代理 今天到明天 示例庚');
      await hears(deputy, '请您代示例己审批');
      await ask(cadre, '请假 下周三 下午 办证');
      await hears(deputy, '办证');
      expect(await heard(deputy, '办证').innerText()).toContain('代示例己');
      await fitInOneRow(deputy, heard(deputy, '办证'), ANSWERS);
      await picture(deputy, `operations-deputy-${size}`);
      await press(deputy, '同意');
      await hears(deputy, '已告知本人');
      expect(await secretary.getByText('办证').count()).toBe(0);

      // Back again: the approver is told.
      await say(cadre, `销假 ${code}`, '已销假');
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
      const told = (await keeper.locator('.message.theirs').allInnerTexts()).join('\n');
      expect(told).toContain(code);
      expect(told).not.toMatch(/阑尾炎|病假|照片/);
      expect(await keeper.locator('.message .images img').count()).toBe(0);
      await picture(keeper, `operations-keeper-${size}`);
    },
    JOURNEY_MS,
  );

  it(
    'is handed over, nudged, withdrawn, filed, cancelled, objected to, corrected and made longer, on a phone',
    async () => {
      const cadre = await windowOf('示例甲', 'phone');
      const secretary = await windowOf('示例己', 'phone');
      const officer = await windowOf('示例子', 'phone');

      const withdrawn = await ask(cadre, '请假 下周三 下午 办证');
      await say(secretary, '加签 示例癸', '示例癸');
      await say(cadre, '催办', '刚提交不久');
      await say(cadre, '撤回', '已撤回');
      await hears(secretary, '本人已撤回');
      await say(secretary, `同意 ${withdrawn}`, '已由本人撤回');

      const filed = await ask(cadre, '请假 下周四 下午 办证');
      await hears(secretary, filed);
      await say(secretary, '转办 示例庚', '已转给示例庚');
      const other = await windowOf('示例庚', 'phone');
      await hears(other, filed);
      await press(other, '同意');
      const office = await windowOf('示例壬', 'phone');
      await hears(office, filed);
      await picture(office, 'operations-filing-phone');
      await press(office, '收到');
      await hears(office, '已记下');
      await hears(cadre, '已批准');
      await say(cadre, `撤回 ${filed}`, '已取消');
      await hears(office, '不再请假');

      const entered = await ask(officer, '帮示例甲请假 下周四 参加培训', '已替示例甲提交');
      await hears(cadre, '示例子替您提交');
      await picture(cadre, 'operations-objection-phone');
      await press(cadre, '异议');
      await hears(cadre, `已按您的异议收回 ${entered}`);
      await hears(officer, '本人有异议');

      const late = await ask(cadre, '请假 昨天 发烧');
      await hears(secretary, '补假');
      await say(secretary, '都同意', '同意下面这件吗');
      await picture(secretary, 'operations-all-phone');
      await press(secretary, '确认');
      await hears(secretary, '已同意 1 件');
      await say(secretary, '我批过的', '答复过的');
      await say(officer, `更正 ${late} 昨天上午 下午已在村`, '确认更正吗');
      await press(officer, '确认');
      await hears(cadre, '已更正');
      await ask(cadre, `续假 ${late} 1天 还在发烧`);
      await hears(secretary, '续假');
      await say(cadre, `为什么 ${late}`, '这样定的理由');
      await picture(cadre, 'operations-why-phone');
    },
    JOURNEY_MS,
  );
});
