import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, describe, expect, test } from 'vitest';
import { sayFailure } from '../src/cli/say-failure.ts';
import { readConfig } from '../src/config.ts';
import { SettingRefused } from '../src/setting-refused.ts';

const ONE = { ZHUCUN_WECHAT_GATEWAY: 'wechat.example.gov.cn:8788', ZHUCUN_WECHAT_TOKEN: 'sample_token-0001' };
const TWO = { ZHUCUN_WECHAT_GATEWAY_2: '127.0.0.1:9000', ZHUCUN_WECHAT_TOKEN_2: 'sample_token-0002' };

const folder = mkdtempSync(join(tmpdir(), 'zhucun-wechat-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function refusal(env: Record<string, string>): SettingRefused {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof SettingRefused) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('an account of WeChat', () => {
  test('needs a gateway and its token; the rest is what every system knows', () => {
    expect(readConfig(ONE).wechat).toEqual([
      {
        platform: 'wechat',
        gateway: {
          ...{ host: 'wechat.example.gov.cn', port: 8788, token: 'sample_token-0001' },
          ...{ ca: null, serverName: null },
        },
        dailyCap: 200,
        haste: 1,
      },
    ]);
  });

  test('may have an authority of its own, another name and another cap', () => {
    const [first = '', second = ''] = rootCertificates;
    const file = fileOf('two.pem', `the county's own\n${first}\n\n${second}\n`);
    const [account] = readConfig({
      ...ONE,
      ZHUCUN_WECHAT_CA: file,
      ZHUCUN_WECHAT_SERVER_NAME: 'gateway.example',
      ZHUCUN_WECHAT_DAILY_CAP: '2000',
    }).wechat;
    expect(account).toMatchObject({ dailyCap: 2000, gateway: { serverName: 'gateway.example' } });
    const plain = (pem = ''): string => pem.replace(/\s/g, '');
    expect(plain(account?.gateway.ca ?? '')).toBe(plain(first + second));
  });

  test('is one of nine at the most, each with its own number', () => {
    const nine = Object.fromEntries(
      [3, 4, 5, 6, 7, 8, 9].flatMap((n) => [
        [`ZHUCUN_WECHAT_GATEWAY_${n}`, `127.0.0.1:${9000 + n}`],
        [`ZHUCUN_WECHAT_TOKEN_${n}`, `sample_token-000${n}`],
      ]),
    );
    const { wechat } = readConfig({ ...nine, ...TWO, ...ONE, ZHUCUN_WECHAT_DAILY_CAP_9: '50' });
    expect(wechat.map(({ platform }) => platform)).toEqual([
      'wechat',
      ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `wechat-${n}`),
    ]);
    expect(wechat.map(({ gateway }) => gateway.port)).toEqual([8788, 9000, 9003, 9004, 9005, 9006, 9007, 9008, 9009]);
    expect(wechat.map(({ dailyCap }) => dailyCap)).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 50]);
  });

  test('may be at the same address as another, with a token of its own', () => {
    const shared = { ...ONE, ...TWO, ZHUCUN_WECHAT_GATEWAY_2: ONE.ZHUCUN_WECHAT_GATEWAY };
    expect(readConfig(shared).wechat).toHaveLength(2);
    const twins = { ...shared, ZHUCUN_WECHAT_TOKEN_2: ONE.ZHUCUN_WECHAT_TOKEN };
    expect(refusal(twins).setting).toBe('ZHUCUN_WECHAT_GATEWAY_2');
    expect(sayFailure(refusal(twins))).toContain('不能两个号共用');
  });
});

describe('a setting of WeChat', () => {
  test.each([
    ['ZHUCUN_WECHAT_GATEWAY', 'wechat.example.gov.cn'],
    ['ZHUCUN_WECHAT_GATEWAY', 'https://wechat.example.gov.cn:8788'],
    ['ZHUCUN_WECHAT_GATEWAY', 'wechat.example.gov.cn:65536'],
    ['ZHUCUN_WECHAT_GATEWAY', 'wechat.example.gov.cn:0'],
    ['ZHUCUN_WECHAT_GATEWAY', ':8788'],
    ['ZHUCUN_WECHAT_GATEWAY_2', 'user@host:8788'],
    ['ZHUCUN_WECHAT_SERVER_NAME', 'two names'],
    ['ZHUCUN_WECHAT_SERVER_NAME_2', 'gateway.example:8788'],
    ['ZHUCUN_WECHAT_DAILY_CAP', '0'],
    ['ZHUCUN_WECHAT_DAILY_CAP', '2001'],
    ['ZHUCUN_WECHAT_DAILY_CAP_2', 'many'],
    ['ZHUCUN_WECHAT_HASTE', '0'],
    ['ZHUCUN_WECHAT_HASTE', '201'],
    ['ZHUCUN_WECHAT_HASTE_2', '1.5'],
  ])('%s=%s stops the start, and what is seen and what is allowed is said', (setting, value) => {
    const refused = refusal({ ...ONE, ...TWO, [setting]: value });
    expect([refused.setting, refused.seen]).toEqual([setting, value]);
    expect(sayFailure(refused)).toMatch(new RegExp(`^设置 ${setting} 不对：现在是“.+”，应当是(?!undefined).+。$`));
  });

  test('that is a token is never shown', () => {
    for (const setting of ['ZHUCUN_WECHAT_TOKEN', 'ZHUCUN_WECHAT_TOKEN_2'])
      for (const value of ['sample', 'sample token', 'sample/../token']) {
        const refused = refusal({ ...ONE, ...TWO, [setting]: value });
        expect([refused.setting, refused.seen]).toEqual([setting, '***']);
        expect(`${refused.message} ${sayFailure(refused)}`).not.toContain('sample');
      }
  });

  test.each([
    [{ ZHUCUN_WECHAT_TOKEN: 'sample_token-0001' }, 'ZHUCUN_WECHAT_GATEWAY'],
    [{ ZHUCUN_WECHAT_GATEWAY: '127.0.0.1:9000' }, 'ZHUCUN_WECHAT_TOKEN'],
    [{ ZHUCUN_WECHAT_DAILY_CAP: '100' }, 'ZHUCUN_WECHAT_GATEWAY'],
    [TWO, 'ZHUCUN_WECHAT_GATEWAY'],
    [{ ...ONE, ZHUCUN_WECHAT_GATEWAY_2: '127.0.0.1:9000' }, 'ZHUCUN_WECHAT_TOKEN_2'],
    [{ ...ONE, ZHUCUN_WECHAT_GATEWAY_3: '127.0.0.1:9000' }, 'ZHUCUN_WECHAT_GATEWAY_2'],
    [{ ...ONE, ...TWO, ZHUCUN_WECHAT_SERVER_NAME_3: 'gateway.example' }, 'ZHUCUN_WECHAT_GATEWAY_3'],
  ])('that is missing beside %j is asked for by its name: %s', (env, setting) => {
    const refused = refusal(env);
    expect([refused.setting, refused.seen]).toEqual([setting, null]);
    expect(sayFailure(refused)).toMatch(new RegExp(`^缺少设置 ${setting}，应当是(?!undefined).+。$`));
  });

  test.each([
    'ZHUCUN_WECHAT_TOKENS',
    'ZHUCUN_WECHAT_TOKEN_1',
    'ZHUCUN_WECHAT_TOKEN_02',
    'ZHUCUN_WECHAT_TOKEN_10',
    'ZHUCUN_WECHAT_2_TOKEN',
    'ZHUCUN_WECHAT_',
    'ZHUCUN_WECHAT_toString',
  ])('that is none is named, and what it holds is not shown: %s', (setting) => {
    const refused = refusal({ ...ONE, [setting]: 'sample_token-0009' });
    expect([refused.setting, refused.seen]).toEqual([setting, '***']);
    expect(refused.message).toContain('unknown');
    const said = sayFailure(refused);
    expect(said).toMatch(new RegExp(`^没有 ${setting} 这项设置.*ZHUCUN_WECHAT_GATEWAY.*_2 到 _9。$`));
    expect(said).not.toMatch(/sample|HASTE/);
  });

  test('that names a file which is not there, is a folder, or holds no whole certificate, is said with the file', () => {
    const [whole = ''] = rootCertificates;
    const files = [
      join(folder, 'absent.pem'),
      folder,
      fileOf('empty.pem', ''),
      fileOf('key.pem', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n'),
      fileOf('cut.pem', `${whole}\n-----BEGIN CERTIFICATE-----\nMIIF\n-----END CERTIFICATE-----\n`),
    ];
    for (const file of files) {
      const refused = refusal({ ...ONE, ZHUCUN_WECHAT_CA: file });
      expect([refused.setting, refused.seen]).toEqual(['ZHUCUN_WECHAT_CA', file]);
      expect(sayFailure(refused)).toMatch(/现在是“.+”，应当是一个能读的 PEM 文件/);
    }
  });

  test('that is empty counts as not set', () => {
    const empty = { ZHUCUN_WECHAT_GATEWAY_2: '', ZHUCUN_WECHAT_CA: '', ZHUCUN_WECHAT_DAILY_CAP: '' };
    expect(readConfig({ ...ONE, ...empty }).wechat).toEqual(readConfig(ONE).wechat);
  });
});
