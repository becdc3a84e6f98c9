import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readVocabulary } from '../../src/rules/load.ts';
import { RulesRefused } from '../../src/rules/problems.ts';
import { complaintsOf, edited, JIA, lineOf, rulesFolder } from './small-packs.ts';

type Edit = readonly [file: 'pack.yaml' | 'leave.yaml', from: string | RegExp, to: string];
const fact = (text: string): Edit => ['pack.yaml', 'teams:', `facts:\n  mine: { label: 我的, ${text} }\nteams:`];
const does = (text: string): Edit => ['leave.yaml', '    decides:', `    ${text}\n    decides:`];

/** The field that is written wrongly, the edit, a text of its line, and what should stand there. */
const wrong: readonly (readonly [field: string, Edit, at: string, says: string])[] = [
  ['article', ['leave.yaml', 'article: 第一条', "article: ' '"], "article: ' '", '不能为空'],
  ['summary', ['leave.yaml', 'summary: 三天以内由镇书记批。', 'summary: 3'], 'summary: 3', '应写一段文字'],
  ['readings', ['leave.yaml', '[inclusive-bound]', 'inclusive-bound'], 'readings:', '应写成列表'],
  ['readings', ['leave.yaml', '[inclusive-bound]', '[2]'], 'readings:', '应写一段文字'],
  ['bodies', ['pack.yaml', /bodies:[^]+$/, 'bodies: 组织部\n'], 'bodies:', '应写成“字段: 内容”'],
  ['from', ['pack.yaml', '2020-01-01', '2020-02-30'], 'in_force', '应写成日期，如 2026-09-01'],
  ['from', ['pack.yaml', '2020-01-01', '今年起'], 'in_force', '应写成日期'],
  ['in_force', ['pack.yaml', '2020-01-01', '2020-01-01, to: 2019-12-31'], 'in_force', '起日晚于止日'],
  ['family', ['leave.yaml', 'family: leave', 'family: 请假'], 'family: 请假', '应为'],
  ['scope', ['pack.yaml', 'scope: unit', 'scope: planet'], 'planet', '应为 province、city、county'],
  ['steps', ['leave.yaml', 'steps: [{ any: [镇书记] }]', 'steps: []'], 'steps: []', '不能为空'],
  ['steps', ['leave.yaml', '{ any: [镇书记] }', '{ any: [镇书记], all: [组织部] }'], 'any: [镇', 'any（一个同意即可）'],
  ['any', ['leave.yaml', '[镇书记]', '[]'], 'any: []', '不能为空'],
  [
    'leave_days',
    ['leave.yaml', '{ over: 3 }', '{ over: 3, min: 4 }'],
    'min: 4',
    'min 与 over、max 与 under 不能同时写',
  ],
  ['max', ['leave.yaml', 'max: 3', 'max: 三'], 'max: 三', '应写符合要求的数字'],
  ['mine', fact('kind: number, is: 1, count: { in: checks }'), 'mine:', 'is、cases、count、sum'],
  ['mine', fact('kind: word'), 'mine:', 'of（posts、dispatch_levels）或 words（列出来）'],
  ['mine', fact('kind: number, min: 1, over: 0'), 'mine:', '一个条件只写一种'],
  ['cases', fact('kind: yes-no, cases: []'), 'mine:', '不能为空'],
  ['kind', fact('kind: colour'), 'mine:', '请对照 docs/rules.md'],
  [
    'most_within',
    fact('kind: number, count: { in: checks, most_within: { date: date } }'),
    'mine:',
    'months（连续几个月）或 same',
  ],
  [
    'months',
    fact('kind: number, count: { in: checks, most_within: { date: date, months: 0 } }'),
    'mine:',
    '符合要求的数字',
  ],
  ['also', fact('kind: number, also: [天数]'), 'mine:', '小写英文字母'],
  ['天数', ['pack.yaml', 'teams:', 'facts:\n  天数: { label: 天数, kind: number }\nteams:'], '天数:', '写法不对'],
  [
    'measures',
    does('quotas: [{ question: study, every: month, measures: [{ counts: members }] }]'),
    'quotas:',
    'at_least（至少）或 at_most',
  ],
  [
    'every',
    does('quotas: [{ question: study, every: 月, measures: [{ counts: members, at_least: 1 }] }]'),
    'quotas:',
    '应为 day、week、month',
  ],
  ['due', does('duties: [{ by: [队长], what: 报告, due: 12-32 }]'), 'duties:', '应写成月-日，如 12-10'],
  ['duties', does('duties: [{ by: [队长], what: 报告 }]'), 'duties:', '要写明什么时候'],
  ['by', does('duties: [{ by: [], what: 报告, every: month }]'), 'duties:', '不能为空'],
  ['day', does('duties: [{ by: [队长], what: 报告, every: month, day: 0 }]'), 'duties:', '应写符合要求的数字'],
  ['due', does('duties: [{ by: [队长], what: 报告, due: 02-30 }]'), 'duties:', '应写成月-日，如 12-10'],
  [
    'duties',
    does('duties: [{ by: [队长], what: 报告, every: week, day: 5 }]'),
    'duties:',
    'day（几号）要同 every: month',
  ],
  [
    'duties',
    does('duties: [{ by: [队长], what: 报告, due: 12-10, day: 5 }]'),
    'duties:',
    'day（几号）要同 every: month',
  ],
  [
    'duties',
    does('duties: [{ by: [队长], what: 报告, every: month, in_month: 9 }]'),
    'duties:',
    'in_month（几月）要同',
  ],
  ['duties', does('duties: [{ by: [队长], what: 报告, every: year, in_month: 9, day: 5 }]'), 'duties:', '不同 day'],
  [
    'ahead',
    does('duties: [{ by: [队长], what: 报告, every: month, ahead: [1, 5] }]'),
    'duties:',
    '从早到晚，如 [5, 1]',
  ],
  ['ahead', does('duties: [{ by: [队长], what: 报告, every: month, ahead: [0] }]'), 'duties:', '应写符合要求的数字'],
  ['ahead', does('duties: [{ by: [队长], what: 报告, every: month, ahead: 5 }]'), 'duties:', '应写成列表'],
  ['teams', ['pack.yaml', '[工作队]', '[{ name: 工作队 }]'], 'teams:', 'of（有这些岗位的人就算一支队伍）或 each'],
  ['teams', ['pack.yaml', '[工作队]', '[{ name: 工作队, of: [队长], each: [队员] }]'], 'teams:', '二者取一'],
];

describe('a field that is written wrongly', () => {
  test.each(wrong)('%s in %j is told with what should stand there', (field, [name, from, to], at, says) => {
    const file = `jia/${name}`;
    const folder = rulesFolder(edited(JIA, file, from, to));
    const complaint = complaintsOf(folder, ['jia'])[0]!;
    expect(complaint).toMatchObject({ file, line: lineOf(folder, file, at), problem: 'field-wrong' });
    expect(complaint.said).toContain(`“${field}”的写法不对，`);
    expect(complaint.said).toContain(says);
  });
});

describe('the vocabulary', () => {
  test('is read by itself', () => {
    expect(Object.keys(readVocabulary(rulesFolder({})).questions)).toContain('leave-chain');
  });

  test('with a fault is refused before any pack is read, naming its line', () => {
    const folder = rulesFolder({
      ...JIA,
      'vocabulary.yaml': 'facts: {}\ndated_by: 今天\nquestions: {}\nreadings: {}\n',
    });
    expect(complaintsOf(folder, ['jia'])[0]).toMatchObject({
      file: 'vocabulary.yaml',
      line: 2,
      problem: 'field-wrong',
    });
    expect(() => readVocabulary(folder)).toThrow(RulesRefused);
    expect(() => readVocabulary(folder)).toThrow('vocabulary.yaml:2 - field-wrong');
  });

  test.each([
    ['ledgers', /visit: 走访/, 'visit: 学习', '两项用了同一个名字'],
    ['other', /  other: 其他\n/, '', '缺少“other”'],
    ['到村', /到村: term-start/, '到村: 来了', '应为 term-start、term-end、member-change、reported'],
    ['year', /year: \[20, 5\]/, 'year: [5, 20]', '从早到晚'],
    ['week', /  week: \[\]\n/, '', '缺少“week”'],
  ])('is refused where %s is not as it should be', (field, from, to, says) => {
    const folder = rulesFolder({});
    const text = readFileSync(join(folder, 'vocabulary.yaml'), 'utf8');
    expect(text).toMatch(from);
    writeFileSync(join(folder, 'vocabulary.yaml'), text.replace(from, to));
    const [complaint, ...others] = complaintsOf(folder, ['jia']);
    expect(others).toEqual([]);
    expect(complaint).toMatchObject({ file: 'vocabulary.yaml' });
    expect(complaint!.said).toContain(`“${field}”`);
    expect(complaint!.said).toContain(says);
  });
});
