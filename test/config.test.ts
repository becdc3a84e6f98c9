import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sayFailure } from '../src/cli/say-failure.ts';
import { readConfig } from '../src/config.ts';
import { SettingRefused } from '../src/setting-refused.ts';

const refusal = (env: Record<string, string>): SettingRefused => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof SettingRefused) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('without settings', () => {
  test('it runs on this machine alone, with its own database', () => {
    expect(readConfig({})).toEqual({
      dataDir: null,
      databaseUrl: null,
      host: '127.0.0.1',
      port: 8080,
      origins: [],
      logLevel: 'info',
      telegram: null,
      feishu: null,
      wechat: [],
      crashAt: null,
      leaseMs: 20_000,
      frozenMs: 30_000,
    });
  });

  test('an empty one counts as not set, and what is none of ours is left alone', () => {
    expect(readConfig({ ZHUCUN_PORT: '', DATABASE_URL: '', ZHUCUN_UNKNOWN: 'x', PATH: '/bin' })).toEqual(
      readConfig({}),
    );
  });
});

describe('a setting', () => {
  test('is taken as it is meant', () => {
    const config = readConfig({
      ZHUCUN_DATA: 'here',
      DATABASE_URL: 'postgresql://u:p@db:5432/zhucun?sslmode=require',
      ZHUCUN_HOST: '0.0.0.0',
      ZHUCUN_PORT: '0',
      ZHUCUN_ORIGINS: 'HTTPS://A.Example:443, http://b.example:8080',
      ZHUCUN_LOG: 'silent',
      ZHUCUN_CRASH_AT: 'committed:3',
      ZHUCUN_LEASE_MS: '100',
      ZHUCUN_FROZEN_MS: '600000',
    });
    expect(config).toEqual({
      dataDir: path.resolve('here'),
      databaseUrl: 'postgresql://u:p@db:5432/zhucun?sslmode=require',
      host: '0.0.0.0',
      port: 0,
      origins: ['https://a.example', 'http://b.example:8080'],
      logLevel: 'silent',
      telegram: null,
      feishu: null,
      wechat: [],
      crashAt: { arrow: 'committed', nth: 3, signal: 'SIGKILL' },
      leaseMs: 100,
      frozenMs: 600_000,
    });
    expect(readConfig({ ZHUCUN_CRASH_AT: 'leased:1:SIGSTOP' }).crashAt).toMatchObject({ signal: 'SIGSTOP' });
  });

  test.each([
    ['ZHUCUN_PORT', ['65536', '-1', '80x', '80.5', '1e3', '0x1F90', ' ', 'http']],
    ['ZHUCUN_ORIGINS', ['chat.example', 'https://a.example/', 'https://a.example/chat', 'ftp://a.example', 'https://']],
    [
      'ZHUCUN_ORIGINS',
      [
        'https://a.example?b',
        'https://a.example#b',
        'https://a@b.example',
        'https://a.example\\\\b',
        'https://a:99999',
        'https://[1]',
      ],
    ],
    ['ZHUCUN_LOG', ['verbose', 'INFO', 'trace']],
    ['ZHUCUN_CRASH_AT', ['committed', 'committed:0', 'elsewhere:1', 'committed:1:SIGTERM', 'committed:x']],
    ['ZHUCUN_LEASE_MS', ['99', '600001', '1s', '-100', '100.5']],
    ['ZHUCUN_FROZEN_MS', ['0', 'forever']],
    ['ZHUCUN_TELEGRAM_API', ['api.telegram.org', 'ftp://api.example', 'https://a b', 'https://a.example?x']],
    ['ZHUCUN_TELEGRAM_WEBHOOK', ['http://chat.example/tg', 'chat.example', 'http://127.0.0.1.evil.example/x']],
    ['ZHUCUN_TELEGRAM_PORT', ['65536', 'x']],
    ['ZHUCUN_FEISHU_APP_ID', ['a1b2c3d4e5f60718', 'cli_123', 'cli_a1b2c3d4e5f6071g']],
    ['ZHUCUN_FEISHU_API', ['open.feishu.cn']],
    ['ZHUCUN_FEISHU_PORT', ['-1']],
    ['DATABASE_URL', ['mysql://u@db/x', 'db', 'postgres://u@db/x y']],
  ] as const)('%s stops the start when it is wrong, and says what is seen and what is allowed', (setting, values) => {
    for (const value of values) {
      const refused = refusal({ [setting]: value });
      expect([refused.setting, refused.seen]).toEqual([setting, value]);
      const said = sayFailure(refused)!;
      expect(said).toContain(setting);
      expect(said).toContain(`“${value}”`);
      expect(said).toMatch(/应当是.+/);
    }
  });
});

const TELEGRAM = { ZHUCUN_TELEGRAM_TOKEN: '123456789:AAExampleExampleExample-_' };
const FEISHU = { ZHUCUN_FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718', ZHUCUN_FEISHU_APP_SECRET: 'example-app-secret' };
const TELEGRAM_HOOK = {
  ZHUCUN_TELEGRAM_WEBHOOK: 'https://chat.example.gov.cn/telegram',
  ZHUCUN_TELEGRAM_SECRET: 'example-secret-0123',
  ZHUCUN_TELEGRAM_PORT: '8443',
};
const FEISHU_HOOK = {
  ZHUCUN_FEISHU_ENCRYPT_KEY: 'example-encrypt-key',
  ZHUCUN_FEISHU_VERIFICATION_TOKEN: 'example-token',
  ZHUCUN_FEISHU_PORT: '8444',
};

describe('a chat platform', () => {
  test('needs only what its console shows: it then fetches by itself', () => {
    const { telegram, feishu } = readConfig({ ...TELEGRAM, ...FEISHU });
    expect(telegram).toEqual({
      token: '123456789:AAExampleExampleExample-_',
      apiRoot: 'https://api.telegram.org',
      webhook: null,
    });
    expect(feishu).toEqual({
      appId: 'cli_a1b2c3d4e5f60718',
      appSecret: 'example-app-secret',
      domain: 'https://open.feishu.cn',
      webhook: null,
    });
  });

  test('may post to a webhook, and may be asked elsewhere', () => {
    const { telegram, feishu } = readConfig({
      ...TELEGRAM,
      ...TELEGRAM_HOOK,
      ...FEISHU,
      ...FEISHU_HOOK,
      ZHUCUN_TELEGRAM_API: 'http://127.0.0.1:8081/',
      ZHUCUN_FEISHU_API: 'https://open.larksuite.com',
    });
    expect(telegram).toMatchObject({
      apiRoot: 'http://127.0.0.1:8081',
      webhook: { url: 'https://chat.example.gov.cn/telegram', secret: 'example-secret-0123', port: 8443 },
    });
    expect(feishu).toMatchObject({
      domain: 'https://open.larksuite.com',
      webhook: { encryptKey: 'example-encrypt-key', verificationToken: 'example-token', port: 8444 },
    });
  });

  test.each([
    [FEISHU, 'ZHUCUN_FEISHU_APP_ID'],
    [FEISHU, 'ZHUCUN_FEISHU_APP_SECRET'],
    [{ ...FEISHU, ...FEISHU_HOOK }, 'ZHUCUN_FEISHU_ENCRYPT_KEY'],
    [{ ...FEISHU, ...FEISHU_HOOK }, 'ZHUCUN_FEISHU_VERIFICATION_TOKEN'],
    [{ ...FEISHU, ...FEISHU_HOOK }, 'ZHUCUN_FEISHU_PORT'],
    [{ ...TELEGRAM, ...TELEGRAM_HOOK }, 'ZHUCUN_TELEGRAM_WEBHOOK'],
    [{ ...TELEGRAM, ...TELEGRAM_HOOK }, 'ZHUCUN_TELEGRAM_SECRET'],
    [{ ...TELEGRAM, ...TELEGRAM_HOOK }, 'ZHUCUN_TELEGRAM_PORT'],
    [{ ...TELEGRAM, ...TELEGRAM_HOOK }, 'ZHUCUN_TELEGRAM_TOKEN'],
    [{ ...FEISHU_HOOK, ZHUCUN_FEISHU_APP_SECRET: '' }, 'ZHUCUN_FEISHU_APP_ID'],
    [{ ZHUCUN_TELEGRAM_API: 'http://127.0.0.1:8081' }, 'ZHUCUN_TELEGRAM_TOKEN'],
  ])('of %j is not half set up: %s is asked for by its name', (env, setting) => {
    const refused = refusal({ ...env, [setting]: '' });
    expect([refused.setting, refused.seen]).toEqual([setting, null]);
    expect(sayFailure(refused)).toMatch(new RegExp(`^缺少设置 ${setting}，应当是.+。$`));
  });
});

describe('a token, a secret and a key', () => {
  test.each([
    ['ZHUCUN_TELEGRAM_TOKEN', 'sample-wrong'],
    ['ZHUCUN_TELEGRAM_TOKEN', '123456789:sample wrong'],
    ['ZHUCUN_TELEGRAM_SECRET', 'sample-w'],
    ['ZHUCUN_TELEGRAM_SECRET', 'sample-wrong-because-of-this-sign.'],
    ['ZHUCUN_FEISHU_APP_SECRET', 'sample'],
    ['ZHUCUN_FEISHU_ENCRYPT_KEY', 'sample wrong'],
    ['ZHUCUN_FEISHU_VERIFICATION_TOKEN', 'sample wrong'],
    ['ZHUCUN_TELEGRAM_API', '123456789:sample-sample-sample'],
  ])('is never shown: %s=%s', (setting, value) => {
    const refused = refusal({ [setting]: value });
    expect([refused.setting, refused.seen]).toEqual([setting, '***']);
    expect(`${refused.message} ${sayFailure(refused)}`).not.toContain('sample');
  });
});

describe('a password', () => {
  test.each([
    ['mysql://u:secret@db/x', 'mysql://u:***@db/x'],
    ['mysql://u:se:cr@et/1@db:3306/x', 'mysql://u:***@db:3306/x'],
    ['postgres://u:secret word@db/x', 'postgres://u:***@db/x'],
    ['u:secret@db', 'u:***@db'],
    ['host=db password=secret user=u', 'host=db password=*** user=u'],
    [
      'postgresql://db/x y?user=u&PASSWORD=secret&sslmode=require',
      'postgresql://db/x y?user=u&PASSWORD=***&sslmode=require',
    ],
  ])('in %s is never shown', (value, seen) => {
    const refused = refusal({ DATABASE_URL: value });
    expect(refused.seen).toBe(seen);
    expect(`${refused.message} ${sayFailure(refused)}`).not.toContain('secret');
  });

  test('is not looked for where there is none: an address is shown whole', () => {
    expect(refusal({ DATABASE_URL: 'mysql://db:3306/x' }).seen).toBe('mysql://db:3306/x');
  });
});
