import { it } from 'vitest';
import { buildClient } from '/work/main/test/browser/built-client.ts';
import { EchoCounty } from '/work/main/test/browser/echo-county.ts';
import { launchBrowser } from '/work/main/test/browser/browser.ts';
it('shots', async () => {
  const county = new EchoCounty(buildClient()); await county.start();
  const b = await launchBrowser();
  const D = 86400e3;
  const { rows } = county.store;
  const logs: string[] = [];
  for (const scheme of ['light','dark'] as const) for (const [w,h] of [[390,844],[1440,900]] as const) {
    const ctx = await b.newContext({ viewport: { width: w, height: h }, colorScheme: scheme, locale: 'zh-CN', hasTouch: w<500, isMobile: w<500 });
    const p = await ctx.newPage();
    p.on('console', (m) => logs.push(m.type()+': '+m.text())); p.on('pageerror', (e) => logs.push('PAGEERROR '+e.stack));
    const shot = (n: string) => p.screenshot({ path: `/tmp/shots/${n}-${w}-${scheme}.png` });
    await p.goto(county.url); await p.waitForSelector('.person'); await shot('picker');
    await p.click('text=李雷'); await p.waitForSelector('.chip');
    await p.fill('#text', '打卡'); await p.press('#text','Enter');
    await p.waitForSelector('.theirs');
    await p.fill('#text', '请假 12.1-12.3 母亲住院'); await p.press('#text','Enter');
    await p.waitForTimeout(300);
    await p.click('#locate'); await p.waitForTimeout(100); await shot('place'); await p.click('text=示例村委会'); await p.waitForTimeout(300);
    await p.locator('.message.theirs').first().hover(); await p.locator('.message.theirs .reply').first().click({force:true});
    await p.fill('#text', '这条是引用回复,内容比较长,看看换行会不会有问题:今天上午走访了三户群众,了解秋收和冬种的情况,下午开院坝会。'); await shot('quoting'); await p.press('#text','Enter');
    await p.setInputFiles('#file', '/tmp/photo.png'); await p.waitForSelector('.preview img'); await shot('preview');
    await p.fill('#text', '到岗'); await p.press('#text','Enter'); await p.waitForTimeout(500);
    await county.say('team:1','今天 18:00 前请打卡:李雷、韩梅。',{mentions:['li-lei','han-mei']});
    await p.waitForTimeout(300);
    await shot('chat');
    if (w<500) { await p.click('#switch'); await p.waitForTimeout(300); await shot('list'); await p.click('.entry >> nth=1'); } else await p.click('.entry >> nth=1');
    await p.fill('#text','@驻村助手 谁在岗'); await p.press('#text','Enter'); await p.waitForTimeout(300); await shot('group');
    const q = await ctx.newPage(); q.on('console', (m) => logs.push(m.type()+': '+m.text())); q.on('pageerror', (e) => logs.push('PAGEERROR '+e.stack));
    await q.goto(county.url); await q.click('text=王书记'); await q.waitForSelector('.answer'); await q.screenshot({ path: `/tmp/shots/secretary-${w}-${scheme}.png` });
    await ctx.close();
  }
  await b.close(); await county.stop(); console.log(logs.join('\n'));
}, 120000);
