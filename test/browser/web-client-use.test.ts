import { describe, expect, it } from 'vitest';
import { directOf } from '../fakes/web-ports.ts';
import { withoutBrowser } from './browser.ts';
import {
  enter,
  isFocused,
  newContext,
  newPage,
  picture,
  said,
  sideways,
  stage,
  tabTo,
  texts,
  useStage,
  write,
} from './stage.ts';

describe.skipIf(withoutBrowser())('the web chat in use', () => {
  useStage();

  it('can be used by keyboard alone, from the picker to an approval', async () => {
    const lilei = await enter('李雷');
    await lilei.keyboard.type('请假 12.1-12.3');
    await lilei.keyboard.press('Shift+Enter');
    await lilei.keyboard.type('母亲住院');
    await lilei.keyboard.press('Enter');
    await said(lilei, '已提交');
    expect(stage.county.product.stored[0]?.text).toBe('请假 12.1-12.3\n母亲住院');

    const page = await newPage();
    await page.goto(stage.county.url);
    await page.locator('.person').first().waitFor();
    await tabTo(page, page.getByRole('button', { name: '王书记' }).first());
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '同意', exact: true }).waitFor();
    await expect.poll(() => page.locator('#text').evaluate(isFocused)).toBe(true);
    await tabTo(page, page.getByRole('button', { name: '同意', exact: true }), 'Shift+Tab');
    await picture(page, 'focus');
    await page.keyboard.press('Enter');
    await said(page, '已同意(王书记)');
    expect(stage.county.product.stored.at(-1)?.action?.value).toBe('leave-1.1.approve');
  });

  it('moves through the log with the arrows', async () => {
    const page = await enter('李雷');
    for (const text of ['一', '二', '三']) {
      await write(page, text);
      await said(page, `收到:${text}`);
    }
    const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.innerText');
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
    const keyboard = await stage.context!.newCDPSession(page);
    await page.locator('#text').focus();
    await keyboard.send('Input.imeSetComposition', { text: 'daka', selectionStart: 4, selectionEnd: 4 });
    await page.locator('#text').dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await keyboard.send('Input.insertText', { text: '打卡' });
    expect(stage.county.product.calls).toBe(0);
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
    await page.getByText('展开全文（100000 字）').click();
    await expect
      .poll(() =>
        page
          .locator('.mine .text')
          .last()
          .evaluate((node: { textContent: string }) => node.textContent.length),
      )
      .toBe(100_000);
    await sideways(page);
  });

  it('counts what is unread, keeps groups apart, and remembers over a reload', async () => {
    await newContext('phone');
    const page = await enter('李雷');
    await page.getByText('还没有消息').waitFor();
    await stage.county.say('team:1', '今天 18:00 前请打卡', { mentions: ['li-lei'] });
    await stage.county.say('team:1', '还有 2 人没打卡');
    const toggle = page.getByRole('button', { name: '切换会话，2 条未读' });
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
    expect(stage.county.product.stored[0]).toMatchObject({ mentionsBot: true, text: '谁在岗', conversation: 'team:1' });
    await page.reload();
    await said(page, '收到:谁在岗');
    await page.getByRole('button', { name: '切换会话', exact: true }).waitFor();
    await picture(page, 'group-phone');
  });

  it('reads back page by page and keeps its place while messages come', async () => {
    for (let n = 1; n <= 100; n += 1) await stage.county.say(directOf('li-lei'), `第${String(n)}条`);
    const page = await enter('李雷');
    await said(page, '第100条');
    const log = page.locator('#log');
    for (const first of ['第61条', '第21条', '第1条']) {
      await log.evaluate((node: { scrollTop: number }) => (node.scrollTop = 0));
      await page.getByText(first, { exact: true }).waitFor({ state: 'attached' });
    }
    await log.evaluate((node: { scrollTop: number }) => (node.scrollTop = 0));
    await stage.county.say(directOf('li-lei'), '新来的');
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
    stage.county.store.sessions.clear();
    await page.reload();
    await page.getByText('您想以谁的身份进入').waitFor();
    await page.getByRole('alert').getByText('登录已失效').waitFor();
    await page.goto(`${stage.county.url}link/${stage.county.store.link('han-mei')}`);
    await picture(page, 'link');
    await page.getByRole('button', { name: '进入聊天' }).click();
    await page.getByText('您是 韩梅').waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByText('您想以谁的身份进入').waitFor();
    expect(stage.county.store.sessions.size).toBe(0);
  });
});
