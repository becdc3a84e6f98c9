import { describe, expect, test } from 'vitest';
import type { Explanation } from '../../src/rules/decision.ts';
import type { Values } from '../../src/rules/value.ts';
import { edited, JIA, packHead, provision, rulesOfFiles, topic, type Files } from './small-packs.ts';

const day = '2026-12-01';
const explained = (files: Files, question: string, facts: Values, packs = ['jia']): Explanation =>
  rulesOfFiles(files, packs).explain(question, { role: '队员', ...facts }, day);

const reading = `readings:
  who: { question: 谁批？, options: { town: 镇里, office: 部里 }, taken: town, because: 试 }
  same: { question: 有别吗？, options: { a: 甲, b: 乙 }, taken: a, because: 试 }
`;
const rows = `readings: [who, same]
decides:
  - question: leave-chain
    rows:
      - { when: { leave_days: { max: 3 }, who: town }, steps: [{ any: [镇书记] }] }
      - { when: { leave_days: { max: 3 }, who: office }, steps: [{ any: [组织部] }] }
      - { when: { leave_days: { over: 3 }, same: a }, steps: [{ any: [组织部] }] }
      - { when: { leave_days: { over: 3 }, same: b }, steps: [{ any: [组织部] }] }
`;
const files: Files = edited(
  { ...JIA, 'jia/leave.yaml': topic(provision('J-1', rows)) },
  'jia/pack.yaml',
  'teams:',
  `${reading}teams:`,
);

describe('other readings', () => {
  test('are told with what they would lead to, where that differs', () => {
    const { decision, alternatives } = explained(files, 'leave-chain', { days_asked: 2 });
    expect(decision.readings).toEqual([
      { id: 'who', question: '谁批？', taken: '镇里', because: '试' },
      { id: 'same', question: '有别吗？', taken: '甲', because: '试' },
    ]);
    expect(alternatives).toMatchObject([
      { reading: 'who', option: 'office', says: '部里', decision: { steps: [{ bodies: [{ name: '组织部' }] }] } },
    ]);
  });

  test('are not told where all lead to the same', () => {
    expect(explained(files, 'leave-chain', { days_asked: 4 }).alternatives).toEqual([]);
  });

  test('are told from the one that the pack takes', () => {
    const taken = edited(files, 'jia/pack.yaml', 'taken: town', 'taken: office');
    const { decision, alternatives } = explained(taken, 'leave-chain', { days_asked: 2 });
    expect(decision.steps[0]!.bodies[0]!.name).toBe('组织部');
    expect(alternatives.map(({ option }) => option)).toEqual(['town']);
  });

  test('that the deciding provision does not name are not tried', () => {
    const unnamed = edited(files, 'jia/leave.yaml', 'readings: [who, same]', 'readings: [same]');
    expect(explained(unnamed, 'leave-chain', { days_asked: 2 }).alternatives).toEqual([]);
  });

  test('under which nothing could be said without asking more are left out', () => {
    const special = (is: boolean, verdict: string): string =>
      `{ when: { leave_days: { max: 3 }, who: office, special_circumstance: ${is} }, verdict: ${verdict} }`;
    const asking = rows.replace(
      /- \{ when: \{ leave_days: \{ max: 3 \}, who: office .+/,
      `- ${special(true, 'approve')}\n      - ${special(false, 'no-leave')}`,
    );
    const more = { ...files, 'jia/leave.yaml': topic(provision('J-1', asking)) };
    expect(explained(more, 'leave-chain', { days_asked: 2 }).alternatives).toEqual([]);
    expect(explained(more, 'leave-chain', { days_asked: 2, special_circumstance: false }).alternatives).toMatchObject([
      { option: 'office', decision: { verdict: 'no-leave' } },
    ]);
  });

  test('of a bound move the number of a quota', () => {
    const quota = `readings: [inclusive-bound]
quotas: [{ question: study, every: month, measures: [{ counts: group_study_count, at_least: 2, exclusive_if: { inclusive-bound: exclusive } }] }]`;
    const studied = { ...JIA, 'jia/study.yaml': topic(provision('J-5', quota)) };
    expect(explained(studied, 'study', { group_study_count: 2 })).toMatchObject({
      decision: { verdict: 'pass', amounts: { min: 2 } },
      alternatives: [
        { reading: 'inclusive-bound', option: 'exclusive', decision: { verdict: 'fail', amounts: { min: 3 } } },
      ],
    });
  });
});

describe('a little more or less', () => {
  const changes = (facts: Values, from = files, question = 'leave-chain'): number[] =>
    explained(from, question, facts).whatIfs.map(({ change }) => change);

  test.each([
    [3, [0.5]],
    [3.5, [-0.5]],
    [2, [1.5]],
    [10, [-7]],
  ])('of %d days: the nearest change that leads elsewhere is %j', (days_asked, nearest) => {
    expect(changes({ days_asked })).toEqual(nearest);
  });

  test('is told with label, unit and what would come of it', () => {
    expect(explained(files, 'leave-chain', { days_asked: 3 }).whatIfs).toMatchObject([
      { label: '申请天数', unit: '天', change: 0.5, decision: { steps: [{ bodies: [{ name: '组织部' }] }] } },
    ]);
  });

  test('is looked for as far as two months of days, and not below what can be', () => {
    expect(changes({ days_asked: 34 })).toEqual([-31]);
    expect(changes({ days_asked: 40 })).toEqual([]);
    expect(changes({ days_asked: 0.5 })).toEqual([2.5 + 0.5]);
  });

  test('of a number that leads nowhere else, or is not known, is not told', () => {
    expect(changes({})).toEqual([]);
    expect(changes({ days_asked: 2, persons: 3 })).toEqual([1.5]);
  });

  test('goes both ways where both lead elsewhere', () => {
    const three = `decides:
  - question: report
    rows:
      - { when: { members: { under: 3 } }, verdict: late }
      - { when: { members: { min: 3, max: 5 } } }
      - { when: { members: { over: 5 } }, verdict: on-time }
`;
    const both = { 'bing/pack.yaml': packHead('bing'), 'bing/a.yaml': topic(provision('B-1', three)) };
    const { whatIfs } = explained(both, 'report', { members: 4 }, ['bing']);
    expect(whatIfs.map(({ change, decision }) => [change, decision.verdict])).toEqual([
      [-2, 'late'],
      [2, 'on-time'],
    ]);
  });

  test('that only changes an amount is no other answer', () => {
    const paid = `decides: [{ question: allowance, rows: [{ amounts: { total: attendance_days * 40 } }] }]`;
    const pays = { ...JIA, 'jia/pay.yaml': topic(provision('J-5', paid)) };
    expect(changes({ attendance_days: 10 }, pays, 'allowance')).toEqual([]);
  });
});
