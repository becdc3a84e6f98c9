import { describe, expect, test } from 'vitest';
import { loadRules } from '../../src/rules/load.ts';
import { complaintsOf, copyOfPack, FENGDU, lineOf, PACKS, type Edits } from './pack-copy.ts';

interface Refusal {
  readonly name: string;
  readonly edits: Edits;
  readonly file: string;
  /** The line told is the first one that holds this. */
  readonly at: string;
  readonly id: string | null;
  readonly problem: string;
  readonly says: readonly string[];
}

const replace =
  (from: string | RegExp, to: string) =>
  (text: string): string =>
    text.replace(from, to);

const refusals: readonly Refusal[] = [
  {
    name: 'a provision without an article',
    edits: { 'leave.yaml': replace(/(id: FD-09d\n) {4}article: .+\n/, '$1') },
    ...{ file: 'leave.yaml', at: 'id: FD-09d', id: 'FD-09d', problem: 'field-missing' },
    says: ['缺少“article”', '请补上'],
  },
  {
    name: 'an article that is empty',
    edits: { 'worklog.yaml': replace('article: 第十条', "article: ' '") },
    ...{ file: 'worklog.yaml', at: "article: ' '", id: 'FD-10', problem: 'field-wrong' },
    says: ['“article”', '不能为空'],
  },
  {
    name: 'a gap between two rows',
    edits: { 'leave.yaml': replace('over: 3', 'over: 4') },
    ...{ file: 'leave.yaml', at: 'max: 3', id: 'FD-09c', problem: 'gap' },
    says: ['leave-chain', '请假天数 = 3.5', 'gaps'],
  },
  {
    name: 'a gap of half a day',
    edits: { 'leave.yaml': replace('over: 3', 'min: 4') },
    ...{ file: 'leave.yaml', at: 'max: 3', id: 'FD-09c', problem: 'gap' },
    says: ['请假天数 = 3.5'],
  },
  {
    name: 'a post without a row',
    edits: { 'attendance.yaml': replace(', 产业指导员]', ']') },
    ...{ file: 'attendance.yaml', at: 'role: { in:', id: 'FD-09b', problem: 'gap' },
    says: ['岗位 = 产业指导员'],
  },
  {
    name: 'an overlap at the threshold',
    edits: { 'leave.yaml': replace('over: 3', 'min: 3') },
    ...{ file: 'leave.yaml', at: 'min: 3', id: 'FD-09d', problem: 'overlap' },
    says: ['leave.yaml 第', '（FD-09c）', '请假天数 = 3时', 'overlaps'],
  },
  {
    name: 'an overlap of two rows of one provision',
    edits: { 'attendance.yaml': replace('is: 驻乡工作队员', 'in: [驻乡工作队员, 产业指导员]') },
    ...{ file: 'attendance.yaml', at: 'in: [驻乡工作队员, 产业指导员]', id: 'FD-09b', problem: 'overlap' },
    says: ['岗位 = 产业指导员'],
  },
  {
    name: 'a post that is not declared',
    edits: { 'attendance.yaml': replace('is: 驻村工作队员', 'is: 驻村队员') },
    ...{ file: 'attendance.yaml', at: 'is: 驻村队员', id: 'FD-09b', problem: 'word-unknown' },
    says: ['岗位', '没有“驻村队员”', '驻村工作队员'],
  },
  {
    name: 'a body that is not declared',
    edits: { 'leave.yaml': replace('all: [县委组织部', 'all: [组织部') },
    ...{ file: 'leave.yaml', at: 'all: [组织部', id: 'FD-09d', problem: 'word-unknown' },
    says: ['机构', '没有“组织部”'],
  },
  {
    name: 'a duplicate id in another file',
    edits: { 'worklog.yaml': replace('id: FD-10', 'id: FD-09c') },
    ...{ file: 'worklog.yaml', at: 'id: FD-09c', id: 'FD-09c', problem: 'duplicate-id' },
    says: ['重复', 'leave.yaml 第 4 行（FD-09c）'],
  },
  {
    name: 'a table that nothing asks for',
    edits: { 'pack.yaml': replace('  leave-chain:', '  leave_chain:') },
    ...{ file: 'pack.yaml', at: 'leave_chain', id: FENGDU, problem: 'word-unknown' },
    says: ['表', 'leave-chain'],
  },
  {
    name: 'a column that the table does not have',
    edits: { 'leave.yaml': replace('leave_days: { max: 3 }', 'role: { is: 产业指导员 }') },
    ...{ file: 'leave.yaml', at: 'role: { is: 产业指导员 }', id: 'FD-09c', problem: 'column-undeclared' },
    says: ['没有“role”这一列'],
  },
  {
    name: 'a number asked of a word',
    edits: { 'attendance.yaml': replace('is: 驻村工作队员', 'max: 3') },
    ...{ file: 'attendance.yaml', at: 'max: 3', id: 'FD-09b', problem: 'condition-unfit' },
    says: ['“role”是词', 'is 或 in'],
  },
  {
    name: 'a word asked of a number',
    edits: { 'leave.yaml': replace('{ max: 3 }', '{ is: 三天 }') },
    ...{ file: 'leave.yaml', at: '{ is: 三天 }', id: 'FD-09c', problem: 'condition-unfit' },
    says: ['“leave_days”是数字'],
  },
  {
    name: 'a condition with two ways of saying it',
    edits: { 'leave.yaml': replace('{ over: 3 }', '{ over: 3, min: 4 }') },
    ...{ file: 'leave.yaml', at: 'leave_days: { over: 3, min: 4 }', id: 'FD-09d', problem: 'field-wrong' },
    says: ['min 与 over'],
  },
  {
    name: 'a row of a chain without steps',
    edits: { 'leave.yaml': replace(/when:(\n.+over: 3.+\n.+needs.+\n) {10}steps:\n.+\n/, 'when: # 无步骤$1') },
    ...{ file: 'leave.yaml', at: '# 无步骤', id: 'FD-09d', problem: 'answer-unfit' },
    says: ['leave-chain', '都要有“steps”'],
  },
  {
    name: 'a keeper that is written as a chain',
    edits: { 'attendance.yaml': replace('body: 驻乡工作队队长', 'steps: [{ any: [驻乡工作队队长] }]') },
    ...{ file: 'attendance.yaml', at: 'steps:', id: 'FD-09b', problem: 'answer-unfit' },
    says: ['不用“steps”'],
  },
  {
    name: 'a step that is both any and all',
    edits: { 'leave.yaml': replace('- all: [县委组织部, 派出单位]', '- { all: [县委组织部], any: [派出单位] }') },
    ...{ file: 'leave.yaml', at: '- { all:', id: 'FD-09d', problem: 'field-wrong' },
    says: ['any（一个同意即可）'],
  },
  {
    name: 'a field that is spelt wrong',
    edits: { 'attendance.yaml': replace('share: 2/3', 'shares: 2/3') },
    ...{ file: 'attendance.yaml', at: 'shares: 2/3', id: 'FD-09a', problem: 'field-unknown' },
    says: ['不认识“shares”'],
  },
  {
    name: 'a share in decimals',
    edits: { 'attendance.yaml': replace('share: 2/3', 'share: "0.667"') },
    ...{ file: 'attendance.yaml', at: 'share:', id: 'FD-09a', problem: 'field-wrong' },
    says: ['应写成分数'],
  },
  {
    name: 'a family that is not known',
    edits: { 'worklog.yaml': replace('family: worklog', 'family: work-log') },
    ...{ file: 'worklog.yaml', at: 'family:', id: 'FD-10', problem: 'field-wrong' },
    says: ['应为', 'worklog'],
  },
  {
    name: 'a reading that is not written down',
    edits: { 'attendance.yaml': replace('approved-leave, notice-decider', 'approved-leave, decider') },
    ...{ file: 'attendance.yaml', at: 'decider]', id: 'FD-13', problem: 'word-unknown' },
    says: ['没有“decider”'],
  },
  {
    name: 'a reading that takes what is no option',
    edits: { 'pack.yaml': replace('taken: rolling', 'taken: roling') },
    ...{ file: 'pack.yaml', at: 'taken: roling', id: FENGDU, problem: 'word-unknown' },
    says: ['没有“roling”', 'rolling'],
  },
  {
    name: 'a quota bound by a reading of something else',
    edits: { 'attendance.yaml': replace('bound_by: share-bound', 'bound_by: month-days') },
    ...{ file: 'attendance.yaml', at: 'bound_by', id: 'FD-09a', problem: 'word-unknown' },
    says: ['没有“calendar”', 'inclusive、exclusive'],
  },
  {
    name: 'a need that is not a yes-no fact',
    edits: { 'leave.yaml': replace('needs: [special_circumstance]', 'needs: [leave_days]') },
    ...{ file: 'leave.yaml', at: 'needs: [leave_days]', id: 'FD-09c', problem: 'condition-unfit' },
    says: ['“leave_days”是数字'],
  },
  {
    name: 'a need that nobody is asked for',
    edits: {
      'pack.yaml': replace('facts:\n', 'facts:\n  written: { label: 书面, kind: yes-no }\n'),
      'leave.yaml': replace('needs: [special_circumstance]', 'needs: [written]'),
    },
    ...{ file: 'leave.yaml', at: 'needs: [written]', id: 'FD-09c', problem: 'word-unknown' },
    says: ['没有“written”', 'special_circumstance'],
  },
  {
    name: 'a file that is empty',
    edits: { 'worklog.yaml': () => '\n' },
    ...{ file: 'worklog.yaml', at: '', id: null, problem: 'field-wrong' },
    says: ['整个文件的写法不对'],
  },
  {
    name: 'a list that holds something else',
    edits: { 'leave.yaml': replace('readings: [leave-days, short-leave-filing]', 'readings: [2]') },
    ...{ file: 'leave.yaml', at: 'readings: [2]', id: 'FD-09c', problem: 'field-wrong' },
    says: ['“readings”的写法不对，应写一段文字'],
  },
  {
    name: 'a date that does not exist',
    edits: { 'pack.yaml': replace('from: 2021-09-10', 'from: 2021-09-31') },
    ...{ file: 'pack.yaml', at: 'from: 2021-09-31', id: FENGDU, problem: 'field-wrong' },
    says: ['应写成日期'],
  },
  {
    name: 'a period that ends before it begins',
    edits: { 'pack.yaml': replace('from: 2021-09-10', 'from: 2021-09-10\n  to: 2021-09-09') },
    ...{ file: 'pack.yaml', at: 'in_force:', id: FENGDU, problem: 'field-wrong' },
    says: ['起日晚于止日'],
  },
  {
    name: 'an id that is not the name of the folder',
    edits: { 'pack.yaml': replace('id: fengdu-2021', 'id: fengdu-2022') },
    ...{ file: 'pack.yaml', at: 'id: fengdu-2022', id: 'fengdu-2022', problem: 'pack-id-differs' },
    says: ['改成“fengdu-2021”'],
  },
  {
    name: 'a file whose indentation is broken',
    edits: { 'worklog.yaml': replace('    family: worklog', '  family: worklog') },
    ...{ file: 'worklog.yaml', at: '  family: worklog', id: null, problem: 'not-yaml' },
    says: ['不合 YAML 的写法'],
  },
];

describe('the loader', () => {
  test('takes the packs of this repository', () => {
    expect(complaintsOf(PACKS)).toEqual([]);
  });

  test.each(refusals)('refuses $name, naming file, line and id', ({ edits, file, at, id, problem, says }) => {
    const packs = copyOfPack(edits);
    const line = lineOf(packs, file, at);
    const complaint = complaintsOf(packs).find((one) => one.problem === problem);
    expect(complaint).toMatchObject({ file, line, id, problem });
    expect(complaint!.said).toContain(`${file} 第 ${line} 行${id === null ? '' : `（${id}）`}：`);
    for (const words of says) expect(complaint!.said).toContain(words);
  });

  test('names the pack that is not there', () => {
    const [complaint, ...others] = complaintsOf(PACKS, ['nowhere-1999']);
    expect(others).toEqual([]);
    expect(complaint).toMatchObject({ file: 'pack.yaml', problem: 'pack-missing' });
    expect(complaint!.said).toContain('没有找到规则包“nowhere-1999”');
  });

  test('tells every fault at once, over all files', () => {
    const packs = copyOfPack({
      'worklog.yaml': replace('    article: 第十条\n', ''),
      'leave.yaml': (text) => text.replaceAll('    family: leave\n', ''),
    });
    const told = complaintsOf(packs).map(({ id, said }) => `${id ?? ''} ${/“(.+?)”/.exec(said)?.[1] ?? ''}`);
    expect(told).toEqual(['FD-09c family', 'FD-09d family', 'FD-10 article']);
  });

  test('tells each gap and overlap once, not once for every date', () => {
    const packs = copyOfPack({
      'leave.yaml': (text) =>
        replace(
          'over: 3',
          'over: 4',
        )(text).replace(
          '    family: leave\n',
          '    family: leave\n    in_force: { from: 2021-09-10, to: 2026-12-31 }\n',
        ),
    });
    expect(complaintsOf(packs).map(({ id, problem }) => `${id ?? ''} ${problem}`)).toEqual([
      'FD-09c gap',
      'FD-09d gap',
    ]);
  });

  test('takes a gap and an overlap that are explained', () => {
    const explained = copyOfPack({
      'pack.yaml': replace('columns: [leave_days]', 'columns: [leave_days], gaps: 三天半由县里另定'),
      'leave.yaml': replace('over: 3', 'min: 4'),
    });
    expect(complaintsOf(explained)).toEqual([]);
    const doubled = copyOfPack({
      'leave.yaml': replace('{ over: 3 } # 不含 3 天', '{ min: 3 }\n          overlaps: 文件两处都含三天'),
    });
    expect(complaintsOf(doubled)).toEqual([]);
    const facts = { post: '驻村工作队员', dispatchLevel: null, days: 3, reason: '看病', fromOn: '2026-12-01' } as const;
    expect(loadRules(doubled, [FENGDU]).leave(facts).citations[0]!.provision).toBe('FD-09c');
  });
});
