import { describe, expect, test } from 'vitest';
import type { PlatformStanding } from '../../src/domain/platform.ts';
import { platformsPage } from '../../src/pages/platforms.ts';
import { wednesday } from '../builders/moments.ts';

const standing = (more: Partial<PlatformStanding> = {}): PlatformStanding => ({
  ...{ platform: 'wechat', state: 'up', why: null, since: wednesday, signIn: null },
  ...{ troubleSince: null, notedAt: wednesday },
  ...more,
});
const asking = (scan: string): PlatformStanding =>
  standing({ state: 'down', why: 'scan-needed', signIn: { scan, since: wednesday } });
const page = (standings: readonly PlatformStanding[], now = wednesday): Promise<string> =>
  platformsPage(standings, now);
const pictures = (html: string): string[] => html.match(/<svg.*?<\/svg>/gs) ?? [];

describe('the page of the platforms', () => {
  test('says how each stands and what to do, and loads itself anew', async () => {
    const html = await page([standing({ platform: 'web' }), asking('a')]);
    expect(html).toContain('<meta http-equiv="refresh" content="10">');
    expect(html).toContain('<tr class="fine"><td data-head="平台">网页聊天</td><td data-head="状态">正常</td>');
    expect(html).toContain('<tr class="troubled"><td data-head="平台">微信</td><td data-head="状态">要扫码登录</td>');
    expect(html).toContain('<td data-head="怎么办">请用机器人账号的手机扫码，并在手机上确认</td>');
    expect(await page([])).toContain('还没有记录');
  });

  test('has a picture of what is to be scanned while there is something, another for another', async () => {
    const [one, two] = [
      await page([asking('https://login.example/1')]),
      await page([asking('https://login.example/2')]),
    ];
    expect(pictures(one)).toHaveLength(1);
    expect(pictures(one)).not.toEqual(pictures(two));
    expect(one).not.toContain('login.example');
    expect(pictures(await page([standing()]))).toEqual([]);
    expect(pictures(await page([asking('a')], wednesday + 61_000))).toEqual([]);
  });

  test('needs neither scripts nor styles of its own, which the server allows nobody', async () => {
    const html = await page([asking('https://login.example/1')]);
    expect(html).not.toMatch(/<script|<style| style=| on\w+=|javascript:/i);
    expect(html).not.toMatch(/(src|href)="(?!\/assets\/|\.\.\/)/);
  });

  test('shows names and reasons as text, whatever they hold', async () => {
    const html = await page([standing({ platform: '<b>x', state: 'down', why: '"><img src=x>' })]);
    expect(html).not.toMatch(/<b>|<img/);
  });
});
