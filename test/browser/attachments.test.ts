import { readFileSync } from 'node:fs';
import type { Download, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { SAMPLE_DOCX } from '../fakes/sample-documents.ts';
import { SAMPLE_JPEG } from '../fakes/sample-images.ts';
import { directOf } from '../fakes/web-ports.ts';
import { withoutBrowser } from './browser.ts';
import { enter, isFocused, newContext, picture, said, stage, tabTo, useStage } from './stage.ts';

const SECRETARY = directOf('wang-shuji');
const NAME = '示例县驻村干部请假台账（2026年12月1日至2026年12月31日）.xlsx';
const BYTES = new Uint8Array(Buffer.from('PK ledger'.repeat(2_000)));

const sendLedger = (): Promise<unknown> =>
  stage.county.say(SECRETARY, '12月的请假台账,共 40 条。', { files: [stage.county.store.file(NAME, BYTES)] });
const ledgerLink = (page: Page) => page.getByRole('link', { name: `下载文件 ${NAME}，18 KB` });

async function savedBy(page: Page, act: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  expect(download.suggestedFilename()).toBe(NAME);
  expect(new Uint8Array(readFileSync(await download.path()))).toEqual(BYTES);
  return download;
}

describe.skipIf(withoutBrowser())('what the bot attaches', () => {
  useStage();

  it.each(['phone', 'desk'] as const)('a file has a card with name and size, and is saved, on a %s', async (size) => {
    await newContext(size);
    const page = await enter('王书记');
    await sendLedger();
    await said(page, '共 40 条');
    const card = ledgerLink(page);
    await card.getByText(NAME).waitFor();
    await card.getByText('18 KB').waitFor();
    const box = (await card.boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(44);
    await picture(page, `file-${size}`);
    await savedBy(page, () => (size === 'phone' ? card.tap() : card.click()));
    expect(page.url()).toContain('/a/wang-shuji/');
  });

  it('a file is found and saved by keyboard', async () => {
    const page = await enter('王书记');
    await sendLedger();
    await said(page, '共 40 条');
    await tabTo(page, ledgerLink(page), 'Shift+Tab');
    expect(await ledgerLink(page).evaluate(isFocused)).toBe(true);
    await savedBy(page, () => page.keyboard.press('Enter'));
  });

  it('a file is named in the list of conversations, and its name is text', async () => {
    const page = await enter('李雷');
    const file = stage.county.store.file('<img src=x onerror="window.hacked=1">.xlsx', BYTES);
    await stage.county.say('team:1', '台账', { files: [file] });
    await page.getByRole('button', { name: '示例村工作队' }).getByText('[文件] 台账').waitFor();
    await page.getByRole('button', { name: '示例村工作队' }).click();
    await page.getByRole('link', { name: /下载文件 <img/ }).waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  });

  it('a file in the dark looks like the rest', async () => {
    await newContext('phone', { colorScheme: 'dark' });
    const page = await enter('王书记');
    await sendLedger();
    await said(page, '共 40 条');
    await picture(page, 'file-dark');
  });

  it('an image is shown to the approver, and not to the applicant', async () => {
    const sha256 = 'a'.repeat(64);
    stage.county.store.images.set(sha256, SAMPLE_JPEG);
    const page = await enter('王书记');
    const images = [{ sha256, contentType: 'image/jpeg', sizeBytes: SAMPLE_JPEG.length }];
    await stage.county.say(SECRETARY, '李雷请病假,附诊断证明。', { images });
    const shown = page.locator('.message.theirs .images img');
    await expect.poll(() => shown.evaluate((image: { naturalWidth: number }) => image.naturalWidth)).toBe(6);
    await picture(page, 'image-of-bot');
    const other = await enter('李雷');
    const path = (await shown.getAttribute('src'))!;
    const status = (from: Page): Promise<number> =>
      from.evaluate<number, string>((address) => fetch(address).then((reply) => reply.status), path);
    expect([await status(page), await status(other)]).toEqual([200, 404]);
  });
});

describe.skipIf(withoutBrowser())('what a person attaches', () => {
  useStage();
  const docx = { name: '示例一村11月驻村工作汇报（定稿）.docx', mimeType: '', buffer: Buffer.from(SAMPLE_DOCX) };

  it.each(['phone', 'desk'] as const)(
    'a document goes with its words, and can be saved again, on a %s',
    async (size) => {
      await newContext(size);
      const page = await enter('李雷');
      await page.locator('#document').setInputFiles([docx]);
      await page.getByText(docx.name).waitFor();
      await page.locator('#text').fill('上报 11月工作汇报');
      await picture(page, `document-chosen-${size}`);
      await page.getByRole('button', { name: '发送', exact: true }).click();
      const card = page.getByRole('link', { name: `下载文件 ${docx.name}，1 KB` });
      await card.waitFor();
      await picture(page, `document-sent-${size}`);
      const [download] = await Promise.all([page.waitForEvent('download'), card.click()]);
      expect(new Uint8Array(readFileSync(await download.path()))).toEqual(new Uint8Array(SAMPLE_DOCX));
    },
  );

  it('what is no document is said to be none, and one that was chosen can be put away', async () => {
    const page = await enter('李雷');
    await page.locator('#document').setInputFiles([{ ...docx, name: '材料.zip' }]);
    await page.getByText('“材料.zip”收不了').waitFor();
    await page.locator('#document').setInputFiles([docx]);
    await page.getByRole('button', { name: `移除文件 ${docx.name}` }).click();
    expect(await page.locator('.preview').count()).toBe(0);
  });

  it('there is no paperclip in a group', async () => {
    const page = await enter('李雷');
    await page.getByRole('button', { name: '发送文件' }).waitFor();
    await page.getByRole('button', { name: '示例村工作队' }).click();
    await page.getByRole('button', { name: '发送文件' }).waitFor({ state: 'hidden' });
  });
});
