import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { capabilities as feishu } from '../../bots/feishu/adapter.ts';
import { capabilities as telegram } from '../../bots/telegram/adapter.ts';
import { capabilities as web } from '../../bots/web/adapter.ts';
import { capabilities as wechat } from '../../bots/wechat/adapter.ts';
import type { Capabilities } from '../../src/chat/message.ts';
import { wechatSettingNames } from '../../src/wechat-settings.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BOTS = join(ROOT, 'bots');

/** What every folder has, and what each file hands out: whoever knows one knows all. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  'adapter.ts': ['createAdapter', 'capabilities'],
  'config.ts': ['Config', 'Ports'],
  'schema.ts': [],
  'normalize.ts': ['normalize'],
  'render.ts': ['render'],
  'doctor.ts': ['examine'],
  'README.md': [],
};

/** Settings that only tests use: no operator is to know of them. */
const FOR_TESTS = ['ZHUCUN_WECHAT_HASTE'];

/** Names that a source exports, its types as well. */
function exportsOf(source: string): Set<string> {
  const declared = source.matchAll(
    /^export (?:declare |abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm,
  );
  const listed = [...source.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap((match) =>
    (match[1] ?? '').split(','),
  );
  return new Set([
    ...[...declared].map((match) => match[1] ?? ''),
    ...listed.map((name) =>
      name
        .trim()
        .replace(/^type /, '')
        .replace(/^.* as /, ''),
    ),
  ]);
}

/** What a folder lacks; empty = it is like the others. */
function lackingIn(folder: string): string[] {
  return Object.entries(EXPORTS).flatMap(([file, names]) => {
    const path = join(folder, file);
    if (!existsSync(path)) return [file];
    const found = exportsOf(readFileSync(path, 'utf8'));
    return names.filter((name) => !found.has(name)).map((name) => `${file}: ${name}`);
  });
}

const folders = readdirSync(BOTS);

describe('Each folder of a platform', () => {
  test.each(folders)('has the same files and exports: %s', (name) => {
    expect(lackingIn(join(BOTS, name))).toEqual([]);
  });

  test.each(folders)('tells the operator each of its settings: %s', (name) => {
    const named = new RegExp(`\\bZHUCUN_${name.toUpperCase()}_[A-Z_]+`, 'g');
    const known = `${readFileSync(join(ROOT, 'src/config.ts'), 'utf8')} ${wechatSettingNames.join(' ')}`;
    const settings = known.match(named);
    const readme = readFileSync(join(BOTS, name, 'README.md'), 'utf8');
    const told = (settings ?? []).filter((setting) => !FOR_TESTS.includes(setting));
    expect(told.filter((setting) => !readme.includes(setting))).toEqual([]);
  });

  test.each(folders)('is run through the adapter contract, and stands among those that are started: %s', (name) => {
    expect(readFileSync(join(ROOT, `test/contracts/${name}.test.ts`), 'utf8')).toContain(`adapterContract('${name}`);
    expect(readFileSync(join(ROOT, 'src/wiring/adapters.ts'), 'utf8')).toContain(`bots/${name}/adapter.ts`);
  });
});

describe('What each platform says that it can do', () => {
  const each: Readonly<Record<string, Capabilities>> = { feishu, telegram, web, wechat };

  test('is looked at for all of them', () => {
    expect(Object.keys(each)).toEqual(folders);
  });

  test.each(Object.entries(each))('holds together: %s', (_, can) => {
    expect(can.callbackBytes > 0).toBe(can.buttons);
    expect(can.idempotencyWindowMs === null || can.idempotentSend).toBe(true);
    // A sent message is changed by its id.
    expect(can.editSent && !can.idFromSend).toBe(false);
    expect(can.maxTextLength).toBeGreaterThan(0);
    for (const { count, perMs } of can.limits) expect(Math.min(count, perMs)).toBeGreaterThan(0);
  });
});

describe('A planted folder', () => {
  const planted = mkdtempSync(join(tmpdir(), 'zhucun-bot-'));
  beforeEach(() => {
    rmSync(planted, { recursive: true });
    cpSync(join(BOTS, 'web'), planted, { recursive: true });
  });
  afterAll(() => rmSync(planted, { recursive: true }));

  test('that is a copy lacks nothing', () => {
    expect(lackingIn(planted)).toEqual([]);
  });

  test.each(Object.keys(EXPORTS))('without %s is caught', (file) => {
    rmSync(join(planted, file));
    expect(lackingIn(planted)).toEqual([file]);
  });

  test.each(Object.entries(EXPORTS).flatMap(([file, names]) => names.map((name) => [file, name] as const)))(
    'whose %s hands out no %s is caught',
    (file, name) => {
      const path = join(planted, file);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll(new RegExp(`\\b${name}\\b`, 'g'), 'another'));
      expect(lackingIn(planted)).toContain(`${file}: ${name}`);
    },
  );
});
