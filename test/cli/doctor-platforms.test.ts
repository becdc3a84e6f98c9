import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { examined, platformChecks } from '../../src/cli/doctor-platforms.ts';
import type { Finding } from '../../src/cli/finding.ts';
import { readConfig } from '../../src/config.ts';
import { FeishuServer } from '../fakes/feishu-server.ts';
import { TelegramServer } from '../fakes/telegram-server.ts';
import { WechatGateway } from '../fakes/wechat-gateway.ts';

let telegram: TelegramServer;
let feishu: FeishuServer;
let wechat: WechatGateway;
const folder = mkdtempSync(join(tmpdir(), 'zhucun-doctor-platforms-'));
beforeEach(async () => {
  [telegram, feishu] = await Promise.all([TelegramServer.start(), FeishuServer.start()]);
  wechat = await WechatGateway.start();
});
afterEach(() => Promise.all([telegram.close(), feishu.close(), wechat.close()]));
afterAll(() => rmSync(folder, { recursive: true }));

function wechatEnv(suffix = ''): Record<string, string> {
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, wechat.caPem);
  return {
    [`ZHUCUN_WECHAT_GATEWAY${suffix}`]: `${wechat.host}:${wechat.port}`,
    [`ZHUCUN_WECHAT_TOKEN${suffix}`]: wechat.token,
    [`ZHUCUN_WECHAT_CA${suffix}`]: ca,
    [`ZHUCUN_WECHAT_SERVER_NAME${suffix}`]: wechat.serverName,
  };
}

const look = async (more: Record<string, string> = {}): Promise<readonly Finding[]> => {
  const env = {
    ...{ ZHUCUN_TELEGRAM_TOKEN: telegram.token, ZHUCUN_TELEGRAM_API: telegram.url },
    ...{ ZHUCUN_FEISHU_APP_ID: feishu.appId, ZHUCUN_FEISHU_APP_SECRET: feishu.appSecret },
    ZHUCUN_FEISHU_API: feishu.url,
    ...wechatEnv(),
  };
  const at = { config: readConfig({ ...env, ...more }), folder: '', county: null, now: Date.now };
  const findings: Finding[] = [];
  for (const { look: asks } of platformChecks) findings.push(...(await asks(at)));
  return findings.filter(({ what }) => !what.startsWith('网页聊天'));
};
const lines = (findings: readonly Finding[], state: Finding['state']): string =>
  findings
    .filter((one) => one.state === state)
    .map(({ what, todo }) => `${what} → ${todo ?? ''}`)
    .join('\n');

describe('zhucun doctor asks the platforms', () => {
  test('that are set up, and finds nothing wrong where nothing is', async () => {
    const findings = await look();
    expect(lines(findings, 'wrong')).toBe('');
    expect(findings[0]).toEqual({ what: '聊天平台：web、telegram、feishu、wechat', state: 'fine', todo: null });
    expect(lines(findings, 'fine')).toMatch(/Telegram.*飞书.*微信：网关连得上.*微信：网关认这个令牌/s);
    expect(telegram.calls.map(({ method }) => method)).not.toContain('getUpdates');
  });

  test('and nobody else', async () => {
    const findings = await look({ ZHUCUN_TELEGRAM_TOKEN: '', ZHUCUN_TELEGRAM_API: '' });
    expect(findings[0]?.what).toBe('聊天平台：web、feishu、wechat');
    expect(telegram.calls).toEqual([]);
  });

  test('with a token or a secret that is wrong, which it does not show', async () => {
    const wrong = '7000000001:AAanother-token-of-the-fake-bot-000';
    const found = await look({
      ZHUCUN_TELEGRAM_TOKEN: wrong,
      ZHUCUN_FEISHU_APP_SECRET: 'another-secret-of-the-app',
      ZHUCUN_WECHAT_TOKEN: 'another-token-of-the-gateway',
    });
    expect(lines(found, 'wrong')).toMatch(/ZHUCUN_TELEGRAM_TOKEN.*ZHUCUN_FEISHU_APP_SECRET.*ZHUCUN_WECHAT_TOKEN/s);
    expect(JSON.stringify(found)).not.toMatch(/another-(token|secret)/);
  });

  test('that are down, and says so of each', async () => {
    await Promise.all([telegram.down(), feishu.down(), wechat.down()]);
    const found = await look();
    expect(lines(found, 'wrong')).toMatch(/Telegram.*飞书.*微信/s);
    await feishu.up();
  });
});

describe('A second account of WeChat', () => {
  const second = { ZHUCUN_WECHAT_GATEWAY_2: '127.0.0.1:1', ZHUCUN_WECHAT_TOKEN_2: 'sample_token-0002' };
  const without = {
    ...{ ZHUCUN_TELEGRAM_TOKEN: '', ZHUCUN_TELEGRAM_API: '' },
    ...{ ZHUCUN_FEISHU_APP_ID: '', ZHUCUN_FEISHU_APP_SECRET: '', ZHUCUN_FEISHU_API: '' },
  };

  test('is looked at by itself, and named with its number and its settings', async () => {
    const found = await look(second);
    expect(found[0]?.what).toBe('聊天平台：web、telegram、feishu、wechat、wechat-2');
    expect(lines(found, 'wrong')).toMatch(/^微信2号：网关 127\.0\.0\.1:1 连不上 → .*ZHUCUN_WECHAT_GATEWAY_2/);
    expect(lines(found, 'fine')).toContain('微信：网关认这个令牌');
  });

  test('does not make WeChat any less the only channel, which is said once; the web chat from outside does', async () => {
    expect(lines(await look({ ...second, ...without }), 'note').match(/没有别的渠道/g)).toHaveLength(1);
    expect(lines(await look(second), 'note')).not.toContain('没有别的渠道');
    const reached = { ...second, ...without, ZHUCUN_ORIGINS: 'https://chat.example.gov.cn' };
    expect(lines(await look(reached), 'note')).not.toContain('没有别的渠道');
  });
});

describe('A platform', () => {
  test('whose look fails is a line', async () => {
    const examine = (): Promise<never> => Promise.reject(new TypeError('sample secret'));
    const found = await examined({ platform: 'telegram', examine }, 1000);
    expect(found).toEqual([{ what: 'telegram：查不了', state: 'wrong', todo: 'TypeError' }]);
  });

  test('that never answers is a line too', async () => {
    const found = await examined({ platform: 'feishu', examine: () => new Promise(() => undefined) }, 1);
    expect(found).toMatchObject([{ state: 'wrong', what: expect.stringContaining('没有查完') as string }]);
  });
});
