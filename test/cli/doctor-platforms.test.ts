import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { examined, platformChecks } from '../../src/cli/doctor-platforms.ts';
import type { Finding } from '../../src/cli/finding.ts';
import { readConfig } from '../../src/config.ts';
import { FeishuServer } from '../fakes/feishu-server.ts';
import { TelegramServer } from '../fakes/telegram-server.ts';

let telegram: TelegramServer;
let feishu: FeishuServer;
beforeEach(async () => {
  [telegram, feishu] = await Promise.all([TelegramServer.start(), FeishuServer.start()]);
});
afterEach(() => Promise.all([telegram.close(), feishu.close()]));

const look = async (more: Record<string, string> = {}): Promise<readonly Finding[]> => {
  const env = {
    ...{ ZHUCUN_TELEGRAM_TOKEN: telegram.token, ZHUCUN_TELEGRAM_API: telegram.url },
    ...{ ZHUCUN_FEISHU_APP_ID: feishu.appId, ZHUCUN_FEISHU_APP_SECRET: feishu.appSecret },
    ZHUCUN_FEISHU_API: feishu.url,
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
    expect(findings[0]).toEqual({ what: '聊天平台：web、telegram、feishu', state: 'fine', todo: null });
    expect(lines(findings, 'fine')).toMatch(/Telegram.*飞书/s);
    expect(telegram.calls.map(({ method }) => method)).not.toContain('getUpdates');
  });

  test('and nobody else', async () => {
    const findings = await look({ ZHUCUN_TELEGRAM_TOKEN: '', ZHUCUN_TELEGRAM_API: '' });
    expect(findings[0]?.what).toBe('聊天平台：web、feishu');
    expect(telegram.calls).toEqual([]);
  });

  test('with a token or a secret that is wrong, which it does not show', async () => {
    const wrong = '7000000001:AAanother-token-of-the-fake-bot-000';
    const found = await look({ ZHUCUN_TELEGRAM_TOKEN: wrong, ZHUCUN_FEISHU_APP_SECRET: 'another-secret-of-the-app' });
    expect(lines(found, 'wrong')).toMatch(/ZHUCUN_TELEGRAM_TOKEN.*ZHUCUN_FEISHU_APP_SECRET/s);
    expect(JSON.stringify(found)).not.toMatch(/another-(token|secret)/);
  });

  test('that are down, and says so of each', async () => {
    await Promise.all([telegram.down(), feishu.down()]);
    const found = await look();
    expect(lines(found, 'wrong')).toMatch(/Telegram.*飞书/s);
    await feishu.up();
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
