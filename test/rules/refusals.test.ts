import { describe, expect, test } from 'vitest';
import type { RuleProblem } from '../../src/domain/rule-problem.ts';
import { complaintsOf, edited, JIA, lineOf, rulesFolder } from './small-packs.ts';

interface Refusal {
  readonly name: string;
  /** File, what stands there, and what stands there instead. */
  readonly edit: readonly [file: 'pack.yaml' | 'leave.yaml', from: string | RegExp, to: string];
  /** The line told is the first one that holds this. */
  readonly at: string;
  readonly id: string | null;
  readonly problem: RuleProblem['problem'];
  readonly says: readonly string[];
}

const refusals: readonly Refusal[] = [
  {
    name: 'a ledger that there is not',
    edit: [
      'leave.yaml',
      '    decides:',
      '    duties: [{ by: [队长], what: 学, every: month, closed_by: 学 }]\n    decides:',
    ],
    ...{ at: 'closed_by: 学 ', id: 'J-1', problem: 'word-unknown' },
    says: ['vocabulary.yaml 的台账（ledgers）里没有“学”', '学习'],
  },
  {
    name: 'a member of a team whose post nobody declares',
    edit: ['pack.yaml', '[工作队]', '[{ name: 工作队, of: [书记] }]'],
    ...{ at: 'teams:', id: 'jia', problem: 'word-unknown' },
    says: ['岗位（posts）里没有“书记”', '队长、队员'],
  },
  {
    name: 'somebody of a group whose post nobody declares',
    edit: ['pack.yaml', '[工作队]', '[{ name: 工作队, each: [队长, 书记] }]'],
    ...{ at: 'teams:', id: 'jia', problem: 'word-unknown' },
    says: ['岗位（posts）里没有“书记”'],
  },
  {
    name: 'a file whose indentation is broken',
    edit: ['leave.yaml', '    family: leave\n    summary: 三', '  family: leave\n    summary: 三'],
    ...{ at: '  family: leave', id: null, problem: 'not-yaml' },
    says: ['不合 YAML 的写法', '请检查缩进'],
  },
  {
    name: 'a key that is written twice',
    edit: ['leave.yaml', '    article: 第二条', '    article: 第二条\n    article: 第三条'],
    ...{ at: 'article: 第三条', id: null, problem: 'not-yaml' },
    says: ['重复的字段'],
  },
  {
    name: 'a provision without an article',
    edit: ['leave.yaml', '    article: 第二条\n', ''],
    ...{ at: 'id: J-2', id: 'J-2', problem: 'field-missing' },
    says: ['缺少“article”', '请补上'],
  },
  {
    name: 'a field that is spelt wrong',
    edit: ['leave.yaml', 'filings:', 'filing:'],
    ...{ at: 'filing:', id: 'J-1', problem: 'field-unknown' },
    says: ['不认识“filing”', '请检查拼写'],
  },
  {
    name: 'a file that is empty',
    edit: ['leave.yaml', /[^]+/, '\n'],
    ...{ at: '', id: null, problem: 'field-wrong' },
    says: ['这一处的写法不对', '应写成“字段: 内容”'],
  },
  {
    name: 'an id that is not the name of the folder',
    edit: ['pack.yaml', 'id: jia', 'id: yi'],
    ...{ at: 'id: yi', id: 'yi', problem: 'pack-id-differs' },
    says: ['请改成“jia”'],
  },
  {
    name: 'a pack that extends itself',
    edit: ['pack.yaml', 'teams:', 'extends: [jia]\nteams:'],
    ...{ at: 'id: jia', id: 'jia', problem: 'pack-circular' },
    says: ['“jia”绕回了自己', '请检查各包的 extends 和 replaces'],
  },
  {
    name: 'an id that stands twice',
    edit: ['leave.yaml', 'id: J-2', 'id: J-1'],
    ...{ at: '超过三天', id: 'J-1', problem: 'duplicate-id' },
    says: ['重复', '（J-1）', '请换一个编号', 'in_force'],
  },
  {
    name: 'a number asked of a word',
    edit: ['leave.yaml', 'leave_days: { max: 3 }', 'role: { max: 3 }'],
    ...{ at: 'role: { max: 3 }', id: 'J-1', problem: 'condition-unfit' },
    says: ['“role”是词', '请直接写词'],
  },
  {
    name: 'a word asked of a number',
    edit: ['leave.yaml', '{ max: 3 }', '三天'],
    ...{ at: 'leave_days: 三天', id: 'J-1', problem: 'condition-unfit' },
    says: ['“leave_days”是数字', 'min、over、max 或 under'],
  },
  {
    name: 'a word asked of a yes-no',
    edit: ['leave.yaml', 'leave_days: { max: 3 }', 'special_circumstance: 有'],
    ...{ at: 'special_circumstance: 有', id: 'J-1', problem: 'condition-unfit' },
    says: ['是是非', 'true 或 false'],
  },
  {
    name: 'a date that is compared',
    edit: ['leave.yaml', 'leave_days: { max: 3 }', 'from: 2026-01-01'],
    ...{ at: 'from: 2026', id: 'J-1', problem: 'condition-unfit' },
    says: ['是日期', '先用算式算出天数'],
  },
  {
    name: 'a month that is compared',
    edit: ['leave.yaml', 'leave_days: { max: 3 }', 'month: { max: 3 }'],
    ...{ at: 'month: {', id: 'J-1', problem: 'condition-unfit' },
    says: ['是月份', '先用算式算出数字'],
  },
  {
    name: 'a list that is compared',
    edit: ['leave.yaml', 'leave_days: { max: 3 }', 'checks: { min: 1 }'],
    ...{ at: 'checks:', id: 'J-1', problem: 'condition-unfit' },
    says: ['是清单', 'count、sum'],
  },
  {
    name: 'a bound asked of a text',
    edit: ['leave.yaml', 'leave_days: { max: 3 }', 'reason: { min: 1 }'],
    ...{ at: 'reason:', id: 'J-1', problem: 'condition-unfit' },
    says: ['是文字', 'says、without'],
  },
  {
    name: 'a bound asked of a reading',
    edit: ['leave.yaml', 'leave_days: { max: 3 }', 'half-days: { max: 3 }'],
    ...{ at: 'half-days:', id: 'J-1', problem: 'condition-unfit' },
    says: ['是理解', '它的一个选项'],
  },
  {
    name: 'an amount that is no expression',
    edit: ['leave.yaml', 'steps: [{ any', 'amounts: { days: leave_days 天 }\n            steps: [{ any'],
    ...{ at: 'amounts:', id: 'J-1', problem: 'not-expression' },
    says: ['“leave_days 天”看不懂', '（在“天”处）', '请用数字、列名'],
  },
  {
    name: 'a fact whose expression is none',
    edit: ['pack.yaml', 'teams:', 'facts:\n  rest: { label: 余数, kind: number, is: 1 + }\nteams:'],
    ...{ at: 'rest:', id: 'jia', problem: 'not-expression' },
    says: ['“1 +”看不懂'],
  },
  {
    name: 'a fact that is reckoned from itself',
    edit: [
      'pack.yaml',
      'teams:',
      'facts:\n  one: { label: 甲数, kind: number, is: two + 1 }\n  two: { label: 乙数, kind: number, is: one }\nteams:',
    ],
    ...{ at: 'one: {', id: 'jia', problem: 'fact-circular' },
    says: ['“one”是由它自己算出来的', '请检查 is、cases'],
  },
  {
    name: 'a row without a verdict in a table that has none of its own',
    edit: ['leave.yaml', 'question: leave-chain', 'question: rotation'],
    ...{ at: '- when', id: 'J-1', problem: 'verdict-missing' },
    says: ['表“rotation”', 'verdict', '请补上'],
  },
  {
    name: 'a gap between two rows',
    edit: ['leave.yaml', 'over: 3', 'over: 4'],
    ...{ at: 'max: 3', id: 'J-1', problem: 'gap' },
    says: ['表“leave-chain”有漏洞', '请假天数 = 3.5', '请补一行', 'gaps'],
  },
  {
    name: 'a gap of half a day',
    edit: ['leave.yaml', 'over: 3', 'min: 4'],
    ...{ at: 'max: 3', id: 'J-1', problem: 'gap' },
    says: ['请假天数 = 3.5'],
  },
  {
    name: 'a post without a row',
    edit: ['leave.yaml', '{ leave_days: { over: 3 } }', '{ leave_days: { over: 3 }, role: 队长 }'],
    ...{ at: 'max: 3', id: 'J-1', problem: 'gap' },
    says: ['请假天数 = 3.5', '岗位 = 队员'],
  },
  {
    name: 'a case in which something is not known',
    edit: ['leave.yaml', '{ over: 3 }', '{ over: 3 }, special_circumstance: { known: true }'],
    ...{ at: 'max: 3', id: 'J-1', problem: 'gap' },
    says: ['请假事由（说明有何特殊情况） = 未知'],
  },
  {
    name: 'an overlap at the threshold',
    edit: ['leave.yaml', 'over: 3', 'min: 3'],
    ...{ at: 'min: 3', id: 'J-2', problem: 'overlap' },
    says: ['leave.yaml 第', '（J-1）重叠', '请假天数 = 3时', 'overlaps'],
  },
  {
    name: 'a row that is never reached',
    edit: ['leave.yaml', /([^]+over: 3[^]+)/, '$1          - steps: [{ any: [镇书记] }]\n'],
    ...{ at: '- steps:', id: 'J-2', problem: 'unreachable' },
    says: ['永远轮不到', '请改条件，或删去'],
  },
];

describe('the loader refuses, naming file, line and id', () => {
  test.each(refusals)('$name', ({ edit: [name, from, to], at, id, problem, says }) => {
    const file = `jia/${name}`;
    const folder = rulesFolder(edited(JIA, file, from, to));
    const line = at === '超过三天' ? lineOf(folder, file, at) - 3 : lineOf(folder, file, at);
    const complaint = complaintsOf(folder, ['jia']).find((one) => one.problem === problem);
    expect(complaint).toMatchObject({ file, line, id, problem });
    expect(complaint!.said).toContain(`${file} 第 ${line} 行${id === null ? '' : `（${id}）`}：`);
    for (const words of says) expect(complaint!.said).toContain(words);
  });

  test('a pack that is not there', () => {
    const [complaint, ...others] = complaintsOf(rulesFolder({}), ['nowhere']);
    expect(others).toEqual([]);
    expect(complaint).toMatchObject({ file: 'nowhere/pack.yaml', line: 1, id: null, problem: 'pack-missing' });
    expect(complaint!.said).toContain('没有找到规则包“nowhere”。请检查名称，或放好这个文件。');
  });

  test('a name that leads out of the folder', () => {
    const folder = rulesFolder(JIA);
    expect(complaintsOf(folder, ['../jia'])).toMatchObject([{ problem: 'pack-missing' }]);
    expect(complaintsOf(folder, ['jia/../jia'])).toMatchObject([{ problem: 'pack-missing' }]);
  });
});

describe('what is told', () => {
  test('is nothing of a pack without faults', () => {
    expect(complaintsOf(rulesFolder(JIA), ['jia'])).toEqual([]);
  });

  test('is every fault at once, over all files', () => {
    const twice = edited(JIA, 'jia/leave.yaml', '    article: 第一条\n', '');
    const folder = rulesFolder(
      edited(edited(twice, 'jia/leave.yaml', 'family: leave', 'family: 请假'), 'jia/pack.yaml', 'id: jia\n', ''),
    );
    expect(complaintsOf(folder, ['jia']).map(({ problem, id }) => `${problem} ${id ?? '-'}`)).toEqual([
      'field-missing -',
      'field-missing J-1',
      'field-wrong J-1',
    ]);
  });

  test('is each gap once, not once for every date', () => {
    const dated = edited(
      JIA,
      'jia/leave.yaml',
      'family: leave',
      'family: leave\n    in_force: { from: 2020-01-01, to: 2026-12-31 }',
    );
    const folder = rulesFolder(edited(dated, 'jia/leave.yaml', 'over: 3', 'over: 4'));
    expect(complaintsOf(folder, ['jia']).map(({ problem, id }) => `${problem} ${id ?? ''}`)).toEqual([
      'gap J-1',
      'gap J-2',
    ]);
  });

  test('is no gap that the pack explains, and no overlap that the row explains', () => {
    const open = edited(JIA, 'jia/leave.yaml', 'over: 3', 'min: 4');
    expect(
      complaintsOf(rulesFolder(edited(open, 'jia/pack.yaml', 'teams:', 'gaps: { leave-chain: 另定 }\nteams:')), [
        'jia',
      ]),
    ).toEqual([]);
    const doubled = edited(
      JIA,
      'jia/leave.yaml',
      '{ leave_days: { over: 3 } }',
      '{ leave_days: { min: 3 } }\n            overlaps: 两处都含三天',
    );
    expect(complaintsOf(rulesFolder(doubled), ['jia'])).toEqual([]);
  });

  test('is no overlap of an amended article, each version having its own days', () => {
    const amended = edited(
      edited(
        JIA,
        'jia/leave.yaml',
        'family: leave',
        'family: leave\n    in_force: { from: 2020-01-01, to: 2026-12-31 }',
      ),
      'jia/leave.yaml',
      /$/,
      '  - id: J-1\n    article: 第一条\n    family: leave\n    summary: 改过的一条。\n    in_force: { from: 2027-01-01 }\n' +
        '    decides: [{ question: leave-chain, rows: [{ when: { leave_days: { max: 3 } }, steps: [{ any: [组织部] }] }] }]\n',
    );
    expect(complaintsOf(rulesFolder(amended), ['jia'])).toEqual([]);
  });
});
