import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { answerLine, decideLines } from '../../src/cli/decide.ts';
import { openLibrary, type Library } from '../../src/rules/library.ts';
import { edited, JIA, packHead, provision, rulesFolder, topic, type Files } from '../rules/small-packs.ts';

const today = '2026-12-01';
const library = (files: Files = JIA): Library => openLibrary(rulesFolder(files));
const row = (more: object = {}): string =>
  JSON.stringify({ id: 'r1', pack: 'jia', category: 'leave-chain', given: { role: '队员', leave_days: 3 }, ...more });
const answer = (line: string, from = library()): Record<string, unknown> => answerLine(line, from, today);

describe('a row', () => {
  test('is answered under its id: verdict, chain, filings, citation, trace, readings and what would change it', () => {
    expect(answer(row())).toEqual({
      id: 'r1',
      verdict: 'approve',
      verdict_text: '三天以内由镇书记批。',
      chain: [['镇书记']],
      modes: ['any'],
      filings: ['批后备案'],
      amounts: {},
      deadlines: [],
      citation: ['第一条'],
      pack: 'jia',
      facts: { 请假天数: 3 },
      trace: [
        {
          provision: 'J-1',
          pack: 'jia',
          article: '第一条',
          in_force_from: '2020-01-01',
          summary: '三天以内由镇书记批。',
        },
      ],
      reading: [expect.objectContaining({ id: 'inclusive-bound', taken: '包括本数' })],
      would_change: [
        { fact: '申请天数', change: 0.5, unit: '天', verdict: 'approve', verdict_text: '超过三天由两家一起批。' },
      ],
    });
  });

  test('asks for what it needs to know, and says why nothing was decided', () => {
    expect(answer(row({ given: { role: '队员' } }))).toMatchObject({
      verdict: 'need-info',
      open: 'no-row',
      missing: ['请假天数'],
    });
    expect(answer(row({ given: { role: '村长', leave_days: 1 } }))).toMatchObject({
      verdict: 'not-covered',
      open: 'unknown-post',
    });
    const early = { role: '队员', leave_days: 1, from: '2019-12-31' };
    expect(answer(row({ given: early }))).toMatchObject({ verdict: 'not-covered', open: 'not-in-force' });
  });

  test('may be numbered, may have nothing given, and may ask what no pack answers', () => {
    expect(answer(row({ id: 7 }))).toMatchObject({ id: 7, verdict: 'approve' });
    const bare = '{"id":"r2","pack":"jia","category":"leave-chain"}';
    expect(answer(bare)).toMatchObject({ id: 'r2', verdict: 'need-info' });
    expect(answer(row({ category: 'weather' }))).toMatchObject({ verdict: 'not-covered', citation: [] });
  });
});

describe('a row that cannot be answered', () => {
  test.each<[string, string, unknown, RegExp]>([
    ['is no JSON', '{"id": "r1", ', null, /^这一行不是 JSON，请检查引号和括号。$/],
    ['is another value', '[1, 2]', null, /^每行要有 id、pack（规则包）、category（问题）和 given（情况）。$/],
    ['is null', 'null', null, /^每行要有/],
    ['has no id', '{"pack":"jia","category":"leave-chain"}', null, /^每行要有 id/],
    ['has no pack', '{"id":"r1","category":"leave-chain"}', 'r1', /pack（规则包）/],
    ['has no category', '{"id":"r1","pack":"jia"}', 'r1', /category（问题）/],
    [
      'has a list for what is given',
      '{"id":"r1","pack":"jia","category":"leave-chain","given":[]}',
      'r1',
      /given（情况）/,
    ],
    ['asks a pack that is not there', row({ pack: 'yi' }), 'r1', /^没有规则包“yi”。现有：jia。$/],
    ['has a number that is none', row({ given: { leave_days: '三天' } }), 'r1', /的值不对，应是不小于 0 的数字。$/],
    [
      'has a date that is none',
      row({ given: { from: '2026-02-30' } }),
      'r1',
      /（from）的值不对，应是日期，如 2026-03-05。$/,
    ],
    ['has a month that is none', row({ given: { month: '三月' } }), 'r1', /（month）的值不对，应是月份，如 2026-03。$/],
    ['has a list that is none', row({ given: { checks: 3 } }), 'r1', /（checks）的值不对，应是一个清单。$/],
  ])('because it %s says so in Chinese, under its id', (_, line, id, error) => {
    const answered = answer(line);
    expect(Object.keys(answered)).toEqual(['id', 'error']);
    expect(answered['id']).toBe(id);
    expect(answered['error']).toMatch(error);
  });

  test('because its pack has a fault says which, while other packs answer', () => {
    const files = { ...JIA, 'yi/pack.yaml': packHead('yi'), 'yi/a.yaml': 'provisions: []\n' };
    const both = library(files);
    expect(answer(row({ pack: 'yi' }), both)['error']).toContain('yi/a.yaml');
    expect(answer(row(), both)).toMatchObject({ verdict: 'approve' });
  });
});

describe('a comparison of regulations', () => {
  const least = (n: number, id: string): string =>
    provision(
      id,
      `quotas: [{ question: study, every: month, measures: [{ counts: group_study_count, at_least: ${n} }], say: 至少${n}次 }]`,
    );
  const files: Files = {
    ...edited(JIA, 'jia/pack.yaml', 'teams:', 'extends: [shang]\nteams:'),
    'jia/study.yaml': topic(least(2, 'J-5')),
    'shang/pack.yaml': packHead('shang', 'posts: [队员]\n'),
    'shang/study.yaml': topic(least(4, 'S-1')),
  };
  const compare = (group_study_count: number): Record<string, unknown> =>
    answer(row({ category: 'overlap', given: { role: '队员', month: '2026-03', group_study_count } }), library(files));

  test.each([
    [1, 'fail'],
    [3, 'mixed'],
    [4, 'pass'],
  ])('of %i: %s, with the number of each and both cited', (count, verdict) => {
    expect(compare(count)).toMatchObject({
      id: 'r1',
      verdict,
      verdict_text: '甲县办法：至少2次；shang办法：至少4次',
      amounts: { jia_min: 2, shang_min: 4, actual: count },
      citation: ['第一条'],
      also: { shang: ['第一条'] },
    });
  });

  test('of which nothing is known asks for it', () => {
    const unknown = row({ category: 'overlap', given: { role: '队员', month: '2026-03' } });
    expect(answer(unknown, library(files))).toMatchObject({ id: 'r1', citation: [] });
  });
});

describe('lines', () => {
  const written = async (input: string): Promise<Record<string, unknown>[]> => {
    const output = new PassThrough();
    await decideLines(Readable.from([input]), output, library());
    output.end();
    const lines = (await text(output)).split('\n');
    expect(lines.pop()).toBe('');
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  test('are answered one for one, in order, whatever is wrong with some', async () => {
    const input = [
      row({ id: 1 }),
      'no json',
      row({ id: 2, pack: 'yi' }),
      row({ id: 3, given: { leave_days: -1 } }),
      row({ id: 4 }),
    ];
    const answered = await written(`${input.join('\n')}\n`);
    expect(answered.map(({ id, verdict, error }) => [id, verdict ?? typeof error])).toEqual([
      [1, 'approve'],
      [null, 'string'],
      [2, 'string'],
      [3, 'string'],
      [4, 'approve'],
    ]);
  });

  test('that are empty get no answer; the last needs no end, and Windows may have ended them', async () => {
    expect(await written(`\n${row({ id: 1 })}\r\n  \r\n${row({ id: 2 })}`)).toMatchObject([{ id: 1 }, { id: 2 }]);
    expect(await written('')).toEqual([]);
  });
});
