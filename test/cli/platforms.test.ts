import { create } from 'qrcode';
import { describe, expect, test } from 'vitest';
import { printPlatforms, showPlatforms } from '../../src/cli/platforms.ts';
import { scanPrinter } from '../../src/cli/scan.ts';
import type { PlatformStanding } from '../../src/domain/platform.ts';
import { platformNotesOf } from '../../src/store/platform-state.ts';
import { wednesday } from '../store/opened-county.ts';
import { operatedCounty } from './operated-county.ts';

const minute = 60_000;
const scan = 'https://login.example/l/abc==';
const standing = (more: Partial<PlatformStanding> = {}): PlatformStanding => ({
  ...{ platform: 'wechat', state: 'up', why: null, since: wednesday, signIn: null },
  ...{ troubleSince: null, notedAt: wednesday },
  ...more,
});
const asksForScan = standing({ state: 'down', why: 'scan-needed', signIn: { scan, since: wednesday } });

async function printed(standings: readonly PlatformStanding[], isTerminal = true, now = wednesday): Promise<string> {
  const lines: string[] = [];
  await printPlatforms(standings, { print: (line) => lines.push(line), isTerminal, now });
  return lines.join('\n');
}

/** What of a code is dark as it was drawn: two rows a line by half blocks. White ones are of the frame, as is a module on each side. */
function drawn(text: string): boolean[][] {
  const plain = text.replace(/\u001b\[37m▀/g, ' ').replace(/\u001b\[\d*m/g, '');
  const lines = plain.split('\n').filter((line) => /^[ ▀▄█]{20,}$/.test(line));
  const rows = lines.flatMap((line) => ['▀█', '▄█'].map((half) => [...line].map((c) => half.includes(c))));
  return rows.slice(1).map((row) => row.slice(1, -1));
}

describe('what the terminal shows of the platforms', () => {
  test('is how each stands, since when, why, and what to do', async () => {
    const standings = [
      standing({ platform: 'web' }),
      standing({ platform: 'wechat-2', state: 'down', why: 'gateway-unreachable', since: wednesday - 90 * minute }),
      standing({ platform: 'feishu', state: 'starting', since: wednesday - 48 * 60 * minute }),
      standing({ platform: 'telegram', state: 'down', why: 'http-502' }),
    ];
    expect((await printed(standings)).split('\n')).toEqual([
      '平台\t状态\t从何时起\t原因\t怎么办',
      '网页聊天\t正常\t10:00\t\t',
      '微信2号\t连不上\t08:30\t网关连不上\t会自动重连。一直不好，请检查网关的机器、网络和地址',
      '飞书\t正在连接\t11月30日 10:00\t\t请稍等',
      'Telegram\t连不上\t10:00\thttp-502\t会自动重连',
    ]);
  });

  test('has the code to scan, whole and readable, in a terminal', async () => {
    const text = await printed([asksForScan]);
    expect(text).toContain('微信\t要扫码登录\t10:00\t等待扫码\t请用机器人账号的手机扫码，并在手机上确认');
    expect(text).toContain('请不要让别人看到');
    const { data, size } = create(scan, {}).modules;
    const wanted = Array.from({ length: size }, (_, y) =>
      [...data.slice(y * size, (y + 1) * size)].map((bit) => bit === 1),
    );
    expect(drawn(text).slice(0, size)).toEqual(wanted);
  });

  test('has no code where its output goes elsewhere, and none that a stopped service left', async () => {
    const elsewhere = await printed([asksForScan], false);
    expect(elsewhere).toContain('二维码只在终端里显示');
    const stale = await printed([asksForScan], true, wednesday + 61_000);
    expect(stale).toContain('微信\t服务没有运行\t10:00\t10:00 以后没有记录\t请运行 zhucun serve');
    for (const text of [elsewhere, stale]) expect(drawn(text)).toEqual([]);
  });
});

test('a service in a terminal shows each code as it comes, and one whose output goes into a log none', async () => {
  expect(scanPrinter(false, () => undefined)).toBeUndefined();
  const lines: string[] = [];
  scanPrinter(true, (line) => lines.push(line))?.('wechat', scan);
  await expect.poll(() => lines.length).toBe(2);
  expect(lines[0]).toContain('微信机器人要扫码登录');
  expect(drawn(lines[1]!).length).toBeGreaterThan(20);
});

describe('zhucun platforms', () => {
  const at = operatedCounty();

  test('shows what a running service has noted', async () => {
    await showPlatforms(at.folder);
    expect(at.lines).toEqual(['还没有记录。服务运行后会自动记下。']);
    const now = Date.now();
    const seen = {
      platform: 'wechat',
      state: 'up',
      why: null,
      since: now,
      signIn: null,
      heardAt: now,
      heardSince: now,
    } as const;
    await platformNotesOf(at.county.db).within((tx) =>
      tx.note([{ ...seen, isTroubled: false, redelivers: false }], now),
    );
    await showPlatforms(at.folder);
    expect(at.lines.at(-1)).toMatch(/^微信\t正常\t\d\d:\d\d\t\t$/);
  });
});
