import { describe, expect, it } from 'vitest';
import { SAMPLE_JPEG, exif, withSegments } from '../fakes/sample-images.ts';
import { withoutBrowser } from './browser.ts';
import { enter, isFocused, newContext, newPage, picture, said, stage, texts, useStage, write } from './stage.ts';

describe.skipIf(withoutBrowser())('the web chat in Chromium', () => {
  useStage();

  it.each(['phone', 'desk'] as const)(
    'lets one pick a person and talk, on a %s, without scrolling sideways',
    async (size) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await newContext(size, { colorScheme });
        const page = await newPage();
        await page.goto(stage.county.url);
        await page.getByRole('button', { name: '李雷' }).first().waitFor();
        await picture(page, `picker-${size}-${colorScheme}`);
        await page.getByRole('button', { name: '李雷' }).first().click();
        await write(page, '打卡');
        await said(page, '收到:打卡');
        await write(page, `长http://example.com/${'a'.repeat(90)}`);
        await said(page, '收到:长http');
        await picture(page, `chat-${size}-${colorScheme}`);
      }
    },
  );

  it('shows what happens to two people in two windows at once: asked, approved, told', async () => {
    const lilei = await enter('李雷');
    const secretary = await enter('王书记');
    await write(lilei, '请假 12.1-12.3 母亲住院');
    const approve = secretary.getByRole('button', { name: '同意', exact: true });
    await approve.waitFor();
    await picture(secretary, 'asked');
    await approve.click();
    await said(secretary, '已同意(王书记)');
    await expect.poll(() => approve.count()).toBe(0);
    await said(lilei, '您的请假已同意');
    await expect.poll(() => secretary.locator('.message.mine.pressed').innerText()).toContain('同意');
    expect(stage.county.product.stored.map(({ kind }) => kind)).toEqual(['text', 'action']);
    await picture(secretary, 'approved');
  });

  it('keeps a message through a server that is down, a reload and a restart, and sends it once', async () => {
    const page = await enter('李雷');
    await write(page, '第一条');
    await said(page, '收到:第一条');
    await stage.county.stop();
    await page.getByText('连接中断，正在重连…').waitFor();
    await write(page, '断线时写的');
    await write(page, '又一条');
    await page.getByText('未送达').first().waitFor();
    await picture(page, 'offline');
    await stage.county.start();
    await said(page, '收到:又一条');
    await page.getByText('连接中断').waitFor({ state: 'hidden' });
    expect(await texts(page, '.mine')).toEqual(['第一条', '断线时写的', '又一条']);
    expect(stage.county.product.stored.map(({ text }) => text)).toEqual(['第一条', '断线时写的', '又一条']);
  });

  it('takes up after a reload what was not sent before it', async () => {
    const page = await enter('李雷');
    stage.county.product.broken = true;
    await write(page, '存不下的');
    await page.getByText('未送达').waitFor();
    await page.reload();
    await page.getByText('存不下的').waitFor();
    stage.county.product.broken = false;
    await page.getByRole('button', { name: '重试' }).click();
    await said(page, '收到:存不下的');
    await expect.poll(() => texts(page, '.mine')).toEqual(['存不下的']);
    expect(stage.county.product.stored).toHaveLength(1);
  });

  it('says why a message is refused, and lets it go', async () => {
    const page = await enter('李雷');
    await page.locator('#text').evaluate((field: { value: string }) => (field.value = '长'.repeat(120_001)));
    await page.locator('#text').press('Enter');
    await page.getByText('请分成几条发').waitFor();
    await picture(page, 'refused');
    await page.getByRole('button', { name: '删除' }).click();
    await write(page, '打卡');
    await said(page, '收到:打卡');
    expect(await texts(page, '.mine')).toEqual(['打卡']);
  });

  it('quotes by button, by key and by tap, and Escape lets go of the quote', async () => {
    const page = await enter('李雷');
    await write(page, '打卡');
    await said(page, '收到:打卡');
    const answer = page.locator('.message.theirs').first();
    await answer.hover();
    await answer.locator('.reply').click();
    await page.getByText('回复 驻村助手：收到:打卡').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#quoting').waitFor({ state: 'hidden' });
    await answer.focus();
    await page.keyboard.press('r');
    await write(page, '同意');
    await said(page, '收到:同意');
    const quotedId = await answer.getAttribute('data-message');
    expect(stage.county.product.stored.at(-1)?.quote?.messageId).toBe(quotedId);
    await page.locator('.message.mine .quote').click();
    await expect.poll(() => answer.evaluate(isFocused)).toBe(true);

    await newContext('phone');
    const phone = await enter('李雷');
    await phone.locator('.message.theirs .bubble').first().tap();
    await phone.locator('.message.theirs .reply').first().tap();
    await phone.getByText('回复 驻村助手').waitFor();
  });

  it('sends a photo upright, small and without its metadata, with a word', async () => {
    const page = await enter('李雷');
    const buffer = Buffer.from(withSegments(SAMPLE_JPEG, exif(6, 'GPS 29.86,107.73')));
    await page.locator('#file').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
    await page.locator('.preview img').waitFor();
    await write(page, '到岗');
    await said(page, '照片收到(1 张)');
    const [kept] = [...stage.county.store.images.values()];
    expect(Buffer.from(kept!).includes('GPS')).toBe(false);
    const shown = page.locator('.message.mine:not(.pending) .images img');
    // 6 × 4 turned by EXIF stands 4 × 6.
    await expect
      .poll(() =>
        shown.evaluate((image: { naturalWidth: number; naturalHeight: number }) => [
          image.naturalWidth,
          image.naturalHeight,
        ]),
      )
      .toEqual([4, 6]);
    await page
      .locator('#file')
      .setInputFiles({ name: 'note.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not an image') });
    await page.getByText('不是能打开的图片').waitFor();
  });

  it('sends a place: this device’s, one by name, one by figures', async () => {
    await stage.context!.grantPermissions(['geolocation']);
    await stage.context!.setGeolocation({ latitude: 29.9, longitude: 107.8, accuracy: 15 });
    const page = await enter('李雷');
    const open = (): Promise<void> => page.getByRole('button', { name: '发送位置' }).click();
    await open();
    await page.getByRole('button', { name: '用我现在的位置' }).click();
    await expect.poll(() => stage.county.product.stored.length).toBe(1);
    await open();
    await picture(page, 'place');
    await page.getByRole('button', { name: '示例村委会' }).click();
    await expect.poll(() => stage.county.product.stored.length).toBe(2);
    await open();
    await page.getByLabel('北纬').fill('91');
    await page.getByLabel('东经').fill('107.7');
    await page.locator('#place-form').getByRole('button', { name: '发送' }).click();
    expect(await page.locator('#place-dialog').isVisible()).toBe(true);
    await page.getByLabel('北纬').fill('29.8634');
    await page.getByLabel('名称').fill('院坝');
    await page.locator('#place-form').getByRole('button', { name: '发送' }).click();
    await expect.poll(() => stage.county.product.stored.length).toBe(3);
    expect(
      stage.county.product.stored.map(({ location }) => [location?.latitude, location?.accuracyMetres, location?.name]),
    ).toEqual([
      [29.9, 15, null],
      [29.9201, null, '示例村委会'],
      [29.8634, null, '院坝'],
    ]);
    await page.getByText('误差约 15 米').waitFor();
  });

  it('says so when a place can’t be had', async () => {
    const page = await enter('李雷');
    await page.getByRole('button', { name: '发送位置' }).click();
    await page.getByRole('button', { name: '用我现在的位置' }).click();
    await page.getByText('没有定位权限').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#place-dialog').waitFor({ state: 'hidden' });
  });
});
