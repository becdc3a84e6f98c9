import { describe, expect, test } from 'vitest';
import { DemoNotOnLoopback } from '../../bots/web/config.ts';
import { CountyRefused } from '../../src/cli/county-file.ts';
import { sayFailure } from '../../src/cli/say-failure.ts';
import { rulesDir } from '../../src/wiring/installation.ts';
import { loadRules } from '../../src/rules/load.ts';
import { SampleMixed } from '../../src/store/county.ts';
import { EmbeddedFailure, type EmbeddedFailureKind } from '../../src/store/embedded/failure.ts';
import { MigrationFailure, type MigrationFailureKind } from '../../src/store/migrate.ts';

const coded = (code: string, message = 'words of the system'): Error => Object.assign(new Error(message), { code });
const thrownBy = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
};

describe('a failure that an operator can mend', () => {
  test.each<[EmbeddedFailureKind, RegExp]>([
    ['unsupported-platform', /DATABASE_URL.*WSL/],
    ['no-user', /root.*普通用户/],
    ['impassable', /\/srv\/data.*chmod o\+x.*ZHUCUN_DATA/],
    ['foreign-folder', /\/srv\/data.*属于另一个用户/],
    ['other-version', /\/srv\/data.*另一个大版本/],
    ['init-failed', /没能建立数据文件夹：the server’s words/],
    ['start-failed', /没能启动：the server’s words/],
    ['stop-failed', /没能停止：the server’s words/],
  ])('of the embedded PostgreSQL is said with what to do: %s', (kind, words) => {
    expect(sayFailure(new EmbeddedFailure(kind, 'the server’s words', '/srv/data'))).toMatch(words);
  });

  test.each<[MigrationFailureKind, RegExp]>([
    ['server-too-old', /15 或更新/],
    ['newer-data', /升级 zhucun/],
    ['edited', /执行之后被改过.* 20260101_init$/],
    ['unfinished', /没有做完.* 20260101_init$/],
    ['script-failed', /已全部撤销，数据没有变/],
  ])('of a migration is said with what to do: %s', (kind, words) => {
    expect(sayFailure(new MigrationFailure(kind, 'in English', ['20260101_init']))).toMatch(words);
    expect(sayFailure(new MigrationFailure(kind, 'in English'))).not.toContain('English');
  });

  test.each([
    ['EADDRINUSE', /端口已被占用.*ZHUCUN_PORT/],
    ['EACCES', /没有权限：words of the system/],
    ['ECONNREFUSED', /连不上 DATABASE_URL.*ECONNREFUSED/],
    ['28P01', /用户名、密码/],
    ['3D000', /数据库名/],
  ])('of the system is said: %s', (code, words) => {
    expect(sayFailure(coded(code))).toMatch(words);
  });

  test('shows no password that the database’s own words carry', () => {
    expect(sayFailure(coded('28P01', 'password authentication failed: secret'))).not.toContain('secret');
  });

  test('of a mixed or exposed sample is said', () => {
    expect(sayFailure(new SampleMixed('demo'))).toContain('不能混用');
    expect(sayFailure(new DemoNotOnLoopback('0.0.0.0'))).toContain('只能监听本机');
  });

  test('of a county is said line by line', () => {
    expect(sayFailure(new CountyRefused(['甲 第 1 行：错', '甲 第 2 行：也错']))).toBe(
      '甲 第 1 行：错\n甲 第 2 行：也错',
    );
  });

  test('of a pack that is not there is said with its name', () => {
    expect(sayFailure(thrownBy(() => loadRules(rulesDir, ['nirgends-2021'])))).toContain(
      '没有找到规则包“nirgends-2021”',
    );
  });
});

test('what nobody foresaw is left to be thrown', () => {
  for (const error of [new TypeError('a defect'), coded('EMFILE'), 'a string', null, undefined])
    expect(sayFailure(error)).toBeNull();
});
