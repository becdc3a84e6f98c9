/** 为什么 in words. */
import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/domain/reply.ts';
import { wordReply } from '../../src/replies/word.ts';
import { figures, outcome, preview, samples, shown, why } from './samples.ts';

const words = (result: Result): string => wordReply(result).text;
const request = (more: Parameters<typeof why>[0] = {}): string =>
  words({ says: 'why-request', shown: shown(), why: why(more) });

test('A decision is told with its facts, its article, its readings and what would change it', () => {
  expect(request().split('\n')).toEqual([
    '#A1B2 示例甲 请假 12月8日至12月10日，共3天，这样定的理由：',
    '情况：岗位 驻村工作队员（县派）；请假天数 3天',
    '审批：示例镇党委书记 示例己',
    '· 示例镇党委书记：现由示例己担任',
    '备案要求：审批后备案（受理机关原文未写明）；抄送 示例县乡村振兴局',
    '依据：《丰都县驻乡驻村干部细则》第九条（2021年9月10日起施行）：三天及以下由书记批。',
    '文件没有写清楚的地方：',
    '· 怎么算？这里取：按自然日计算，半天算 0.5 天（数得清）',
    '  如果换成“只数工作日”：由示例县委组织部和示例县某局共同审批',
    '再多0.5天，就由示例县委组织部和示例县某局共同审批。',
  ]);
});

describe('Facts', () => {
  test.each([
    [{ label: '请假天数', value: 0.1 + 0.2 }, '请假天数 0.3天'],
    [{ label: '次数', value: 2 }, '次数 2'],
    [{ label: '是否合并计算', value: false }, '是否合并计算 否'],
    [{ label: '请假事由', value: true }, '请假事由 有'],
    [{ label: '单位性质', value: '市级机关' }, '单位性质 市级机关'],
  ])('%j', (fact, text) => {
    expect(request({ facts: [fact] })).toContain(`情况：岗位 驻村工作队员（县派）；${text}\n`);
  });

  test('The post is told once', () => {
    expect(request({ facts: [{ label: '岗位', value: '驻村工作队员' }] }).match(/驻村工作队员/g)).toHaveLength(1);
  });
});

describe('What would change it', () => {
  const whatIf = (change: number, more: Parameters<typeof outcome>[0]): string =>
    request({ whatIfs: [{ label: '申请天数', unit: '天', change, outcome: outcome(more) }] })
      .split('\n')
      .at(-1) ?? '';
  const secretary = { mode: 'any', titles: ['示例镇党委书记'] } as const;

  test.each([
    [-0.5, { steps: [secretary], isFiled: true }, '再少0.5天，就由示例镇党委书记审批，并备案。'],
    [1, { steps: [secretary], isFiled: true, copies: ['甲局'] }, '再多1天，就由示例镇党委书记审批，并备案（抄送甲局）。'],
    [0.30000000000000004, { steps: [{ mode: 'any', titles: ['甲', '乙'] }] }, '再多0.3天，就由甲或乙审批。'],
    [1, { steps: [secretary, { mode: 'all', titles: ['甲', '乙'] }] }, '再多1天，就由示例镇党委书记审批，再由甲和乙共同审批。'],
    [1, { verdict: 'no-leave', steps: [], inShort: '原则上不请假' }, '再多1天，就原则上不请假。'],
    [1, { verdict: 'not-covered', steps: [] }, '再多1天，就文件没有写到，要由县里规定。'],
  ] as const)('%d %j', (change, more, text) => {
    expect(whatIf(change, more)).toBe(text);
  }); // prettier-ignore
});

test('Where the rules have changed since, what was decided then holds', () => {
  expect(words(samples['why-request'][2]!)).toContain('规则后来改过；这件按提交时的规定办');
});

test('A leave that is not confirmed is told as such', () => {
  const text = words({ says: 'why-leave-draft', preview: preview(), why: why() });
  expect(text).toContain('还没有提交');
  expect(text).toContain('审批：示例镇党委书记 示例己');
});

test('The month says how far it is from its quota', () => {
  expect(words(samples['why-month'][0]!)).toContain('如果换成“按工作日”：最低16天');
  expect(words(samples['why-month'][0]!).split('\n').at(-1)).toBe('再有8天在岗，就达到要求。');
  expect(words(samples['why-month'][1]!).split('\n').at(-1)).toBe('比要求的多0.5天；少于20天就不够。');
  const exact = words({ says: 'why-month', figures: figures({ days: 20, stillNeeded: 0 }), why: why() });
  expect(exact.split('\n').at(-1)).toBe('刚好达到要求；少于20天就不够。');
});

describe('A group', () => {
  const text = words(samples['why-in-group'][0]!);

  test('hears the days, the chain and the article', () => {
    expect(text.split('\n')).toEqual([
      '请假3天：由示例镇党委书记审批。',
      '依据：《丰都县驻乡驻村干部细则》第九条（2021年9月10日起施行）：三天及以下由书记批。',
    ]);
  });

  test('hears neither who, nor when, nor the code', () => {
    expect(text).not.toMatch(/示例甲|12月|#/);
  });
});

test('Where it is not known what is meant, one line says what to do', () => {
  expect(words(samples['why-of-what'][0]!)).toBe(
    '要问哪件事的依据？请引用那条消息回复“为什么”，或带编号，如“为什么 #A1B2”；问本月天数，发“本月为什么”。',
  );
  expect(words(samples['why-of-what'][1]!)).not.toContain('本月');
});
