import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { addRulesCommands } from '../../src/cli/rules.ts';
import { schemaTexts } from '../../src/cli/rules-schema.ts';
import { tableOf, widthOf } from '../../src/cli/rules-table.ts';
import { sayFailure } from '../../src/cli/say-failure.ts';
import { rulesDir as PACKS } from '../../src/wiring/installation.ts';
import type { Decision } from '../../src/rules/decision.ts';
import { openLibrary } from '../../src/rules/library.ts';
import type { Values } from '../../src/rules/value.ts';

const PACK = `
id: mini-2020
title: 小县驻村办法
short_title: 小县办法
number: 小发〔2020〕1号
in_force: { from: 2020-01-01 }
posts: [队员]
bodies: { 县办: { scope: county }, 乡镇: { scope: township } }
`;
const TOPIC = `
provisions:
  - id: M-1
    article: 第一条
    family: leave
    summary: 三天以内乡镇批，再多县办批。
    readings: [leave-days]
    decides:
      - question: leave-chain
        rows:
          - { when: { leave_days: { max: 3 } }, steps: [{ any: [乡镇] }] }
          - { when: { leave_days: { over: 3 } }, steps: [{ any: [县办] }] }
    duties: [{ by: [队员], what: 销假, after: { event: 回村 } }]
  - id: M-2
    article: 第二条
    family: attendance
    summary: 每月在村二十天。
    quotas: [{ question: attendance-month, every: month, measures: [{ counts: days_in_village, at_least: 20 }] }]
  - id: M-3
    article: 第三条
    family: report
    summary: 每季度写小结。
    duties: [{ by: [队员], what: 写小结, every: quarter, off: true }]
  - { id: M-4, article: 第四条, family: scope, summary: 适用于驻村的人。 }
`;
const CASES = `
- case: 三天乡镇批
  ask: leave-chain
  given: { role: 队员, leave_days: 3 }
  expect: { verdict: approve, chain: [[乡镇]] }
`;
const COUNTY = `
id: xiao
county: 小县
title: 小县本地办法
short_title: 本地办法
number: 小农〔2021〕2号
in_force: { from: 2021-01-01 }
packs: [mini-2020]
names: { 县办: 县农业农村局 }
take: { leave-days: working }
duties: { M-3: true }
provisions:
  - id: X-1
    article: 第一条
    family: attendance
    summary: 每月在村二十二天。
    quotas: [{ question: attendance-month, every: month, measures: [{ counts: days_in_village, at_least: 22 }] }]
  - id: X-2
    article: 第二条
    family: leave
    summary: 一律县办批。
    decides:
      - question: leave-chain
        rows: [{ when: { leave_days: { max: 1 } }, steps: [{ any: [乡镇] }] }, { say: 县办批, steps: [{ any: [县办] }] }]
`;

let root: string;
let printed: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zhucun-rules-'));
  write('mini-2020/pack.yaml', PACK);
  write('mini-2020/topic.yaml', TOPIC);
  write('mini-2020/cases/leave.yaml', CASES);
  write('counties/xiao.yaml', COUNTY);
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(root, { recursive: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

/** What `zhucun rules …` prints, failures included, and its exit code. */
async function run(...args: readonly string[]): Promise<{ readonly said: string; readonly code: number }> {
  const program = new Command();
  addRulesCommands(program);
  printed = [];
  process.exitCode = 0;
  try {
    await program.parseAsync(['rules', ...args], { from: 'user' });
  } catch (error) {
    return { said: sayFailure(error) ?? String(error), code: 1 };
  }
  return { said: printed.join('\n'), code: process.exitCode };
}

describe('zhucun rules check', () => {
  test('finds nothing wrong with the rules of the installation', async () => {
    const { said, code } = await run('check');
    expect(said).toMatch(/^\d+ 个规则包，\d+ 个县，\d+ 条规定.*，\d+ 个算例：没有问题。$/);
    expect(code).toBe(0);
  });

  test('takes a folder of its own packs, with the words of the installation', async () => {
    expect(await run('check', root)).toEqual({
      said: '1 个规则包，1 个县，4 条规定（另有县里的 2 条），1 个算例：没有问题。',
      code: 0,
    });
  });

  test('takes a data folder: its rules/, and the overlay that its county.yaml names', async () => {
    const data = join(root, 'data');
    cpSync(join(root, 'mini-2020'), join(data, 'rules', 'mini-2020'), { recursive: true });
    write('data/county.yaml', 'id: x\nname: 小县\npacks: [mini-2020]\noverlay: own.yaml\n');
    write('data/own.yaml', COUNTY.replace('at_least: 22', 'at_least: 18'));
    const { said, code } = await run('check', data);
    expect(said).toContain('own.yaml 第 17 行（X-1）：这里的 18 比《小县办法》第二条的 20 宽');
    expect(said).toContain('1 个规则包，1 个县');
    expect(code).toBe(1);
  });

  test('takes one overlay by its file, over packs of the installation', async () => {
    const { said, code } = await run('check', join(PACKS, 'counties', 'fengdu.yaml'));
    expect(said).toBe('0 个规则包，1 个县，0 条规定，0 个算例：没有问题。');
    expect(code).toBe(0);
  });

  test('names file, line and id of every fault, each once', async () => {
    write('mini-2020/topic.yaml', TOPIC.replace('any: [乡镇]', 'any: [镇上]').replace('over: 3', 'over: 4'));
    const { said, code } = await run('check', root);
    expect(said).toMatch(/mini-2020\/topic\.yaml 第 11 行（M-1）：.*没有“镇上”/);
    expect(said.split('\n')).toHaveLength(2);
    expect(said).toContain('1 处问题，0 个算例不对。');
    expect(code).toBe(1);
  });

  test('names a case that comes out otherwise, with both sides', async () => {
    write('mini-2020/cases/leave.yaml', CASES.replace('[[乡镇]]', '[[县办]]'));
    const { said, code } = await run('check', root);
    expect(said).toMatch(/cases\/leave\.yaml 第 2 行：算例“三天乡镇批”不对/);
    expect(said).toContain('expect.chain[0][0]: "县办" ≠ "乡镇"');
    expect(said).toContain('0 处问题，1 个算例不对。');
    expect(code).toBe(1);
  });

  test('names a value that a case cannot give, and a field that cases do not have', async () => {
    write('mini-2020/cases/leave.yaml', CASES.replace('leave_days: 3', 'leave_days: 三'));
    expect((await run('check', root)).said).toContain('（days_asked）的值不对');
    write('mini-2020/cases/leave.yaml', CASES.replace('ask:', 'asks:'));
    expect((await run('check', root)).said).toMatch(/cases\/leave\.yaml 第 3 行：不认识“asks”/);
  });

  test('names a county that two files have', async () => {
    write('counties/zwei.yaml', COUNTY.replace('id: xiao', 'id: zwei'));
    expect(await run('check', root)).toMatchObject({
      said: expect.stringContaining('也写着“小县”') as string,
      code: 1,
    });
  });

  test('is limited to a pack, and says which there are', async () => {
    expect((await run('check', root, '--pack', 'mini-2020')).said).toContain('1 个规则包，0 个县');
    expect(await run('check', root, '--pack', 'maxi')).toEqual({
      said: '没有规则包“maxi”。现有：mini-2020。',
      code: 1,
    });
  });

  test('says so where there are no rules', async () => {
    expect(await run('check', join(root, 'nowhere'))).toMatchObject({ code: 1 });
    expect((await run('check', join(root, 'mini-2020', 'cases'))).said).toContain('里没有规则');
  });
});

describe('zhucun rules coverage', () => {
  test('counts every provision once, by the strongest that is done about it', async () => {
    const { said } = await run('coverage', root);
    expect(said).toContain('合计 4 条：适用 2（其中 1 条也跟踪），跟踪 1，告知 1');
    expect(said).toMatch(/请假 +适用 +1 +M-1\+\n/);
    expect(said).toMatch(/报告 +跟踪 +1 +M-3\n/);
  });

  test('is JSON where asked', async () => {
    const { said } = await run('coverage', root, '--json');
    expect(JSON.parse(said)).toMatchObject({
      totals: { total: 4, applied: 2, tracked: 1, answered: 1, also_tracked: 1 },
      packs: [{ pack: 'mini-2020', provisions: [{ id: 'M-1', family: 'leave', kind: 'applied', also_tracked: true }, {}, {}, {}] }],
    }); // prettier-ignore
  });

  test('refuses a pack with faults', async () => {
    write('mini-2020/topic.yaml', TOPIC.replace('any: [乡镇]', 'any: [镇上]'));
    expect(await run('coverage', root)).toMatchObject({
      said: expect.stringContaining('没有“镇上”') as string,
      code: 1,
    });
  });
});

describe('zhucun rules diff', () => {
  test.each(['小县', 'xiao'])('says all that the county %s changes', async (county) => {
    const { said, code } = await run('diff', county, root);
    for (const line of [
      '小县：小县本地办法（小农〔2021〕2号），自 2021-01-01 起',
      '  mini-2020  小县驻村办法（小发〔2020〕1号）',
      '  县办 → 县农业农村局',
      '  请假天数按自然日还是工作日数？（leave-days）',
      '    原来：按自然日计算，半天算 0.5 天，3.5 天就是超过 3 天',
      '    现在：只数工作日',
      '  打开 M-3 小县办法第三条：每季度写小结。',
      '  本月在岗够不够，在村天数：至少 20 天（小县办法第二条） → 至少 22 天（第一条）',
      '  X-2 第二条：一律县办批。',
      '      请假天数 不超过 1 天 → 乡镇',
      '      其余的情况 → 县办批',
    ])
      expect(said.split('\n')).toContain(line);
    expect(code).toBe(0);
  });

  test('says when duties are reminded of from now on', async () => {
    write('counties/xiao.yaml', COUNTY.replace('M-3: true', 'M-3: { ahead: [8, 2] }'));
    expect((await run('diff', '小县', root)).said).toContain('  提前 8、2 个工作日提醒 M-3 小县办法第三条');
    write('counties/xiao.yaml', COUNTY.replace('M-3: true', 'M-3: { ahead: [], on: true }'));
    expect((await run('diff', '小县', root)).said).toContain('  打开，不提前提醒 M-3 小县办法第三条');
  });

  test('takes a file, and says where nothing is changed', async () => {
    const [head] = COUNTY.split('names:');
    write('plain.yaml', head!);
    expect((await run('diff', join(root, 'plain.yaml'), root)).said).toContain('没有改动');
  });

  test('says which counties there are', async () => {
    expect(await run('diff', '大县', root)).toEqual({
      said: '没有找到“大县”。现有：小县（xiao）；也可以写文件的路径。',
      code: 1,
    });
  });

  test('refuses an overlay with faults', async () => {
    write('counties/xiao.yaml', COUNTY.replace('leave-days: working', 'leave-days: lunar'));
    expect((await run('diff', 'xiao', root)).said).toContain('没有“lunar”');
  });
});

test('each county of the installation has its id as its name, and every sample says that it is one', async () => {
  for (const name of readdirSync(join(PACKS, 'counties')).filter((file) => file.endsWith('.yaml'))) {
    const overlay = parse(readFileSync(join(PACKS, 'counties', name), 'utf8')) as Record<string, string>;
    expect(overlay['id']).toBe(basename(name, '.yaml'));
    if (name.startsWith('sample-')) expect([overlay['county'], overlay['title']]).toEqual(Array(2).fill(expect.stringContaining('示例'))); // prettier-ignore
    expect((await run('diff', overlay['county']!)).code).toBe(0);
  }
});

describe('the samples of counties decide', () => {
  const library = openLibrary(PACKS);
  const decisionOf = (county: string, pack: string, question: string, facts: Values): Decision =>
    library.county(county, pack).rules.decide(question, facts, '2026-12-01');

  test.each([
    [3, [['乡镇（街道）党（工）委书记']]],
    [3.5, [['乡镇（街道）党（工）委书记', '派出单位']]],
    [10, [['乡镇（街道）党（工）委书记', '派出单位']]],
    [10.5, [['乡镇（街道）党（工）委书记', '派出单位'], ['县委组织部']]],
  ])('a leave of %d days where the city leaves it to the county', (days, chain) => {
    const asked = { role: '驻村工作队员', days_asked: days };
    const own = decisionOf('榆林示例县', 'yulin-2021', 'leave-chain', asked);
    expect(own.steps.map(({ bodies }) => bodies.map(({ name }) => name))).toEqual(chain);
    expect(own.citations.map(({ provision }) => provision)).toEqual(['EX-YL-1']);
    expect(library.pack('yulin-2021').rules.decide('leave-chain', asked, '2026-12-01').verdict).toBe(
      'needs-local-rule',
    );
  });

  test.each([
    ['2026-03', 21, 'pass'],
    ['2026-03', 20, 'fail'],
    ['2026-05', 19, 'flag'],
  ])('a month (%s, %d working days) by the stricter number: %s', (month, days, verdict) => {
    const facts = { role: '驻村工作队员', month, onduty_workdays: days };
    const decision = decisionOf('驻马店示例县', 'zhumadian-2022', 'attendance-month', facts);
    expect(decision).toMatchObject({ verdict, amounts: { min: 21 } });
    expect(decision.citations.map(({ provision }) => provision)).toEqual(['EX-ZM-1', 'ZM-13b']);
  });

  test('a week by another reading', () => {
    const facts = { role: '驻村工作队队长', days_asked: 6 };
    const steps = (county: string): number => decisionOf(county, 'xian-2018', 'leave-chain', facts).steps.length;
    expect([steps('西安示例区'), steps('别的区')]).toEqual([2, 1]);
  });
});

describe('the schemas for editors', () => {
  // ESLint's own validator: the product needs none.
  const Ajv = createRequire(createRequire(import.meta.url).resolve('eslint'))('ajv') as new (options: object) => {
    compile(schema: object): ((value: unknown) => boolean) & { errors?: unknown };
  };
  const schemaFor = (name: string): object => JSON.parse(schemaTexts().get(name)!) as object;
  const check = (name: string, value: unknown): unknown => {
    const accepts = new Ajv({ allErrors: true }).compile(schemaFor(name));
    return accepts(value) ? [] : accepts.errors;
  };
  const inPacks = (glob: RegExp): string[] =>
    readdirSync(PACKS, { recursive: true, encoding: 'utf8' }).filter((file) => glob.test(file));

  test('lie in rules/schema as `zhucun rules schema` writes them', async () => {
    expect((await run('schema', join(root, 'schema'))).code).toBe(0);
    for (const [name] of schemaTexts())
      expect(readFileSync(join(PACKS, 'schema', name), 'utf8')).toBe(readFileSync(join(root, 'schema', name), 'utf8'));
    expect(readdirSync(join(PACKS, 'schema')).sort()).toEqual([...schemaTexts().keys()].sort());
  });

  test.each([
    ['pack.json', /\/pack\.yaml$/],
    ['topic.json', /^[^/]+-\d+\/(?!pack\.|asked\.)[^/]+\.yaml$/],
    ['county.json', /^counties\/[^/]+\.yaml$/],
    ['vocabulary.json', /^vocabulary\.yaml$/],
    ['cases.json', /\/cases\/.+\.yaml$/],
  ])('%s accepts the files of the installation', (name, files) => {
    const found = inPacks(files);
    expect(found).not.toEqual([]);
    for (const file of found)
      expect([file, check(name, parse(readFileSync(join(PACKS, file), 'utf8')))]).toEqual([file, []]);
  });

  test.each([
    ['a field nobody knows', (t: string) => t.replace('article: 第一条', 'article: 第一条\n    artikel: 1')],
    ['a provision without its article', (t: string) => t.replace('    article: 第一条\n', '')],
    ['a family that is none', (t: string) => t.replace('family: leave', 'family: leaves')],
    ['a condition with a bound that is none', (t: string) => t.replace('{ max: 3 }', '{ most: 3 }')],
    ['a condition that is a number', (t: string) => t.replace('{ max: 3 }', '3')],
    [
      'a date that is none',
      (t: string) => t.replace('article: 第一条', 'article: 第一条\n    in_force: { from: 2021 }'),
    ],
  ])('refuse %s', (_, edit) => {
    expect(check('topic.json', parse(TOPIC))).toEqual([]);
    expect(edit(TOPIC)).not.toBe(TOPIC);
    expect(check('topic.json', parse(edit(TOPIC)))).not.toEqual([]);
  });

  test('say in Chinese what every field is for', () => {
    const fields = (node: unknown, key = ''): [string, unknown][] =>
      typeof node !== 'object' || node === null
        ? []
        : Object.entries(node).flatMap(([name, inner]) => [
            ...(key === 'properties'
              ? [[name, (inner as Record<string, unknown>)['description']] as [string, unknown]]
              : []),
            ...fields(inner, name),
          ]);
    for (const text of schemaTexts().values())
      expect(fields(JSON.parse(text)).filter(([, described]) => !/\p{Script=Han}/u.test(String(described)))).toEqual(
        [],
      );
  });
});

test('a table counts a Chinese character as two columns, and wraps its last one', () => {
  expect(['请假', 'ab', '（3）', '𠮷'].map(widthOf)).toEqual([4, 2, 5, 2]);
  const rows = [{ cells: ['请假', '1'], words: ['A-1', 'A-2', 'A-3', 'A-4', 'A-5', 'A-6'] }, { cells: ['ab', '10'], words: ['B'] }]; // prettier-ignore
  expect(tableOf(rows, 30)).toEqual(['请假  1   A-1 A-2 A-3 A-4 A-5', '          A-6', 'ab    10  B']);
});

test('the command ends quietly when whoever reads its output has seen enough', async () => {
  const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', cli, 'decide'], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined);
  let complaint = '';
  child.stderr.on('data', (bytes: Buffer) => (complaint += bytes.toString()));
  child.stdout.destroy();
  child.stdin.end('{"id":1}\n'.repeat(5000));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, complaint]).toEqual([0, '']);
});
