import { describe, expect, test } from 'vitest';
import type { HearingGap, PlatformSeen, PlatformStanding } from '../../src/domain/platform.ts';
import { platformName } from '../../src/replies/platform-names.ts';
import { gapsSaid, overSaid, stateSaid, todoSaid, troubleSaid } from '../../src/replies/platforms.ts';
import { shanghai } from '../builders/moments.ts';

const now = shanghai('2026-12-02 10:00');
const gap = (from: string, to: string): HearingGap => ({ fromAt: shanghai(from), toAt: shanghai(to) });
const down = (why: string | null, more: Partial<PlatformSeen> = {}): PlatformSeen => ({
  ...{ platform: 'wechat', state: 'down', why, since: now, signIn: null },
  ...more,
});
const troubled = (seen: PlatformSeen, webOrigin: string | null = 'https://chat.example.cn'): string =>
  troubleSaid(seen, { troubleSince: shanghai('2026-12-01 22:00'), now, webOrigin });
const standing = (seen: PlatformSeen): PlatformStanding => ({ ...seen, troubleSince: now, notedAt: now });

test.each([
  ['wechat', '微信'],
  ['wechat-2', '微信2号'],
  ['feishu', '飞书'],
  ['telegram', 'Telegram'],
  ['web', '网页聊天'],
  ['wecom', 'wecom'],
  ['wecom-2', 'wecom-2'],
])('the platform %s is called %s', (platform, name) => {
  expect(platformName(platform)).toBe(name);
});

describe('a time unheard', () => {
  test('is said in whole minutes that hold all of it', () => {
    const short = { fromAt: shanghai('2026-11-23 08:00') + 59_000, toAt: shanghai('2026-11-23 08:01') + 1 };
    expect(gapsSaid('wechat', [short])).toContain('11月23日 08:00 至 08:02 断线过');
  });

  test('has its second day where there is one', () => {
    expect(gapsSaid('wechat-2', [gap('2026-11-23 23:50', '2026-11-24 00:10')])).toBe(
      '提醒：微信2号这边 11月23日 23:50 至 11月24日 00:10 断线过，那段时间发来的消息机器人没有收到。如果您那时打过卡、请过假或交过日志，请再发一次。',
    );
  });

  test('is named up to three times, the last ones, and counted beyond', () => {
    const hours = ['08', '10', '12', '14'].map((h) => gap(`2026-11-23 ${h}:00`, `2026-11-23 ${h}:10`));
    expect(gapsSaid('wechat', hours.slice(1))).toMatch(/10:00 至 10:10、.*12:00 至 12:10、.*14:00 至 14:10 断线过/);
    const four = gapsSaid('wechat', hours);
    expect(four).toContain('最近断线过 4 次，最后 3 次是 11月23日 10:00');
    expect(four).not.toContain('08:00');
  });
});

describe('what an officer is told', () => {
  test('says what is to be done: scan, look at the phone, or wait', () => {
    expect(troubled(down('logged-out'))).toBe(
      '微信机器人从 12月1日 22:00 起要扫码登录才能用。请在电脑上打开 https://chat.example.cn/office/platforms 扫码；本机运维也可以运行 zhucun platforms。期间消息走其他渠道。',
    );
    expect(troubled(down('warned'))).toContain('请用那个账号的手机看平台的提示');
    expect(troubled(down('gateway-unreachable'))).toContain('用不了（网关连不上），正在自动重连');
    expect(troubled(down('gateway-taken'))).toContain('用不了（网关被另一个连接占着），正在自动重连');
    expect(troubled(down(null, { state: 'starting' }))).toContain('用不了（原因不明）');
  });

  test('never has what is to be scanned, and no address where none is known', () => {
    const signIn = { scan: 'https://login.example/1', since: now };
    const said = troubled(down('scan-needed', { signIn }), null);
    expect(said).not.toContain('login.example');
    expect(said).toContain('网页聊天的 /office/platforms 页');
    expect(overSaid('wechat', { since: now, now })).toBe('微信机器人恢复了（10:00 起用不了），现在可以照常使用。');
  });
});

test.each([
  [down('scan-needed'), '要扫码登录', '请稍等，二维码正在生成'],
  [down('warned'), '受到警告', '请用那个账号的手机看平台的提示，几天内少发消息'],
  [
    down('gateway-taken'),
    '连不上',
    '会自动重试，一小时最多接管一次。一直不好，请看有没有别的程序连着这个网关；没有就重启网关',
  ],
  [down('token-refused'), '连不上', '请核对网关的令牌，改好以后重启服务'],
  [down(null, { state: 'starting' }), '正在连接', '请稍等'],
  [down('http-502'), '连不上', '会自动重连'],
  [down(null, { state: 'up' }), '正常', ''],
])('a platform that is %j stands so: %s', (seen, state, todo) => {
  expect([stateSaid(standing(seen), now), todoSaid(standing(seen), now)]).toEqual([state, todo]);
});
