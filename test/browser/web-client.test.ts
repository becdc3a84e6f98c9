import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_JPEG, exif, withSegments } from '../fakes/sample-images.ts';
import { directOf } from '../fakes/web-ports.ts';
import { launchBrowser, withoutBrowser } from './browser.ts';
import { buildClient } from './built-client.ts';
import { EchoCounty } from './echo-county.ts';

const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } } as const;
const PICTURES = mkdtempSync(join(tmpdir(), 'zhucun-screenshots-'));
const SOON = 5_000;

let browser: Browser;
let clientFolder: string;
let county: EchoCounty;
let context: BrowserContext;
let troubles: string[];

describe.skipIf(withoutBrowser())('the web chat in Chromium', () => {
  beforeAll(async () => {
    clientFolder = buildClient();
    browser = await launchBrowser();
    console.log(`screenshots: ${PICTURES}`);
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    county = new EchoCounty(clientFolder);
    await county.start();
    troubles = [];
    await newContext('desk');
  });
  afterEach(async () => {
    await context.close();
    await county.stop();
    // A line that is down is said in the console by the browser itself; anything else is ours.
    expect(troubles.filter((one) => !/Failed to load resource|net::ERR_/.test(one))).toEqual([]);
  });

  it.each(['phone', 'desk'] as const)(
    'lets one pick a person and talk, on a %s, without scrolling sideways',
    async (size) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await context.close();
        await newContext(size, { colorScheme });
        const page = await newPage();
        await page.goto(county.url);
        await page.getByRole('button', { name: '李雷' }).first().waitFor();
        await picture(page, `picker-${size}-${colorScheme}`);
        await page.getByRole('button', { name: '李雷' }).first().click();
        await write(page, '打卡');
        await said(page, '收到:打卡');
        await write(
          page,
          `长${'http://example.com/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'}`,
        );
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
    expect(county.product.stored.map(({ kind }) => kind)).toEqual(['text', 'action']);
    await picture(secretary, 'approved');
  });

  it('keeps a message through a server that is down, a reload and a restart, and sends it once', async () => {
    const page = await enter('李雷');
    await write(page, '第一条');
    await said(page, '收到:第一条');
    await county.stop();
    await page.getByText('连接中断,正在重连…').waitFor();
    await write(page, '断线时写的');
    await write(page, '又一条');
    await page.getByText('未送达').first().waitFor();
    await picture(page, 'offline');
    await county.start();
    await said(page, '收到:又一条');
    await page.getByText('连接中断').waitFor({ state: 'hidden' });
    expect(await texts(page, '.mine')).toEqual(['第一条', '断线时写的', '又一条']);
    expect(county.product.stored.map(({ text }) => text)).toEqual(['第一条', '断线时写的', '又一条']);
  });

  it('takes up after a reload what was not sent before it', async () => {
    const page = await enter('李雷');
    county.product.broken = true;
    await write(page, '存不下的');
    await page.getByText('未送达').waitFor();
    await page.reload();
    await page.getByText('存不下的').waitFor();
    county.product.broken = false;
    await page.getByRole('button', { name: '重试' }).click();
    await said(page, '收到:存不下的');
    await expect.poll(() => texts(page, '.mine')).toEqual(['存不下的']);
    expect(county.product.stored).toHaveLength(1);
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
    await page.getByText('回复 驻村助手:收到:打卡').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#quoting').waitFor({ state: 'hidden' });
    await answer.focus();
    await page.keyboard.press('r');
    await write(page, '同意');
    await said(page, '收到:同意');
    const quotedId = await answer.getAttribute('data-message');
    expect(county.product.stored.at(-1)?.quote?.messageId).toBe(quotedId);
    await page.locator('.message.mine .quote').click();
    await expect.poll(() => answer.evaluate((node) => node.matches(':focus'))).toBe(true);

    await context.close();
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
    const [kept] = [...county.store.images.values()];
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
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: 29.9, longitude: 107.8, accuracy: 15 });
    const page = await enter('李雷');
    const open = (): Promise<void> => page.getByRole('button', { name: '发送位置' }).click();
    await open();
    await page.getByRole('button', { name: '用我现在的位置' }).click();
    await expect.poll(() => county.product.stored.length).toBe(1);
    await open();
    await picture(page, 'place');
    await page.getByRole('button', { name: '示例村委会' }).click();
    await expect.poll(() => county.product.stored.length).toBe(2);
    await open();
    await page.getByLabel('北纬').fill('91');
    await page.getByLabel('东经').fill('107.7');
    await page.locator('#place-form').getByRole('button', { name: '发送' }).click();
    expect(await page.locator('#place-dialog').isVisible()).toBe(true);
    await page.getByLabel('北纬').fill('29.8634');
    await page.getByLabel('名称').fill('院坝');
    await page.locator('#place-form').getByRole('button', { name: '发送' }).click();
    await expect.poll(() => county.product.stored.length).toBe(3);
    expect(
      county.product.stored.map(({ location }) => [location?.latitude, location?.accuracyMetres, location?.name]),
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

  it('can be used by keyboard alone, from the picker to an approval', async () => {
    const lilei = await enter('李雷');
    await lilei.keyboard.type('请假 12.1-12.3');
    await lilei.keyboard.press('Shift+Enter');
    await lilei.keyboard.type('母亲住院');
    await lilei.keyboard.press('Enter');
    await said(lilei, '已提交');
    expect(county.product.stored[0]?.text).toBe('请假 12.1-12.3\n母亲住院');

    const page = await newPage();
    await page.goto(county.url);
    await page.locator('.person').first().waitFor();
    await tabTo(page, page.getByRole('button', { name: '王书记' }).first());
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '同意', exact: true }).waitFor();
    await expect.poll(() => page.locator('#text').evaluate((field) => field.matches(':focus'))).toBe(true);
    await tabTo(page, page.getByRole('button', { name: '同意', exact: true }), 'Shift+Tab');
    await picture(page, 'focus');
    await page.keyboard.press('Enter');
    await said(page, '已同意(王书记)');
    expect(county.product.stored.at(-1)?.action?.value).toBe('leave-1.1.approve');
  });

  it('moves through the log with the arrows', async () => {
    const page = await enter('李雷');
    for (const text of ['一', '二', '三']) {
      await write(page, text);
      await said(page, `收到:${text}`);
    }
    const focused = (): Promise<string> => page.evaluate('document.activeElement.innerText') as Promise<string>;
    await tabTo(page, page.locator('.message').last(), 'Shift+Tab');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toContain('三');
    await page.keyboard.press('Home');
    expect(await focused()).toContain('一');
    await page.keyboard.press('End');
    expect(await focused()).toContain('收到:三');
  });

  it('does not send a word that is still being composed', async () => {
    const page = await enter('李雷');
    const keyboard = await context.newCDPSession(page);
    await page.locator('#text').focus();
    await keyboard.send('Input.imeSetComposition', { text: 'daka', selectionStart: 4, selectionEnd: 4 });
    await page.locator('#text').dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await keyboard.send('Input.insertText', { text: '打卡' });
    expect(county.product.calls).toBe(0);
    expect(await page.locator('#text').inputValue()).toBe('打卡');
    await page.keyboard.press('Enter');
    await said(page, '收到:打卡');
  });

  it('shows markup as text and folds what is long', async () => {
    const page = await enter('李雷');
    await write(page, '<img src=x onerror="window.hacked=1"><b>粗</b>');
    await said(page, '<b>粗</b>');
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    await page.locator('#text').evaluate((field: { value: string }) => (field.value = '长'.repeat(100_000)));
    await page.locator('#text').press('Enter');
    await page.getByText('展开全文(100000 字)').click();
    await expect
      .poll(() =>
        page
          .locator('.mine .text')
          .last()
          .evaluate((node) => node.textContent?.length),
      )
      .toBe(100_000);
    await sideways(page);
  });

  it('counts what is unread, keeps groups apart, and remembers over a reload', async () => {
    await context.close();
    await newContext('phone');
    const page = await enter('李雷');
    await page.getByText('还没有消息').waitFor();
    await county.say('team:1', '今天 18:00 前请打卡', { mentions: ['li-lei'] });
    await county.say('team:1', '还有 2 人没打卡');
    const toggle = page.getByRole('button', { name: '切换会话,2 条未读' });
    await toggle.click();
    await picture(page, 'list-phone');
    await page.getByRole('button', { name: '示例村工作队' }).click();
    await said(page, '还有 2 人没打卡');
    await page.getByText('@李雷').waitFor();
    expect(await page.title()).not.toContain('(');
    await page.getByRole('button', { name: '@驻村助手' }).click();
    await page.keyboard.type('谁在岗');
    await page.keyboard.press('Enter');
    await said(page, '收到:谁在岗');
    expect(county.product.stored[0]).toMatchObject({ mentionsBot: true, text: '谁在岗', conversation: 'team:1' });
    await page.reload();
    await said(page, '收到:谁在岗');
    await page.getByRole('button', { name: '切换会话', exact: true }).waitFor();
    await picture(page, 'group-phone');
  });

  it('reads back page by page and keeps its place while messages come', async () => {
    for (let n = 1; n <= 100; n += 1) await county.say(directOf('li-lei'), `第${String(n)}条`);
    const page = await enter('李雷');
    await said(page, '第100条');
    const log = page.locator('#log');
    for (const first of ['第61条', '第21条', '第1条']) {
      await log.evaluate((node: { scrollTop: number }) => (node.scrollTop = 0));
      await page.getByText(first, { exact: true }).waitFor({ state: 'attached' });
    }
    await log.evaluate((node: { scrollTop: number }) => (node.scrollTop = 0));
    await county.say(directOf('li-lei'), '新来的');
    await page.getByRole('button', { name: '1 条新消息' }).click();
    await said(page, '新来的');
    expect(await texts(page, '.theirs')).toHaveLength(101);
  });

  it('keeps what was begun in each conversation', async () => {
    const page = await enter('李雷');
    await page.locator('#text').fill('写到一半');
    await page.getByRole('button', { name: '示例村工作队' }).click();
    expect(await page.locator('#text').inputValue()).toBe('');
    await page.reload();
    await page.getByText('3人').waitFor();
    await page.getByRole('button', { name: '驻村助手' }).first().click();
    await expect.poll(() => page.locator('#text').inputValue()).toBe('写到一半');
  });

  it('goes back to the front page when the session is over', async () => {
    const page = await enter('李雷');
    county.store.sessions.clear();
    await page.reload();
    await page.getByText('您想以谁的身份进入').waitFor();
    await page.goto(`${county.url}link/${county.store.link('han-mei')}`);
    await picture(page, 'link');
    await page.getByRole('button', { name: '进入聊天' }).click();
    await page.getByText('您是 韩梅').waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByText('您想以谁的身份进入').waitFor();
    expect(county.store.sessions.size).toBe(0);
  });
});

async function newContext(size: keyof typeof SIZES, more: { colorScheme?: 'light' | 'dark' } = {}): Promise<void> {
  const touch = size === 'phone' ? { hasTouch: true, isMobile: true } : {};
  context = await browser.newContext({ viewport: SIZES[size], locale: 'zh-CN', ...touch, ...more });
  context.setDefaultTimeout(SOON * 2);
}

async function newPage(): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  return page;
}

async function enter(name: string): Promise<Page> {
  const page = await newPage();
  await page.goto(county.url);
  await page.getByRole('button', { name }).first().click();
  await page.getByText(`您是 ${name}`).waitFor();
  return page;
}

async function write(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text);
  await page.locator('#text').press('Enter');
}

const said = (page: Page, words: string): Promise<void> =>
  page.locator('.message.theirs .text', { hasText: words }).last().waitFor();

const texts = (page: Page, kind: string): Promise<string[]> => page.locator(`.message${kind} .text`).allInnerTexts();

async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate((node) => node.matches(':focus'))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead there`);
}

async function sideways(page: Page): Promise<void> {
  const [width, seen] = (await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth]')) as [
    number,
    number,
  ];
  expect(width).toBeLessThanOrEqual(seen);
  expect(
    await page
      .locator('#log')
      .evaluateAll((logs: { scrollWidth: number; clientWidth: number }[]) =>
        logs.every((log) => log.scrollWidth <= log.clientWidth),
      ),
  ).toBe(true);
}

async function picture(page: Page, name: string): Promise<void> {
  await sideways(page);
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
}
