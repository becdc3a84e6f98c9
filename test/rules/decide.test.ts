import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Decision } from '../../src/rules/decision.ts';
import type { Values } from '../../src/rules/value.ts';
import { edited, JIA, packHead, provision, rulesOfFiles, topic, type Files } from './small-packs.ts';

const day = '2026-12-01';
const asked = (files: Files, packs: readonly string[], question: string, facts: Values, on: IsoDate = day): Decision =>
  rulesOfFiles(files, packs).decide(question, facts, on);
const cited = ({ citations }: Decision): string[] => citations.map((c) => `${c.pack} ${c.provision}`);

describe('a question of one pack', () => {
  test.each([
    [3, 'J-1', [['镇书记']], 'any'],
    [3.5, 'J-2', [['组织部', '派出单位']], 'all'],
    [0.5, 'J-1', [['镇书记']], 'any'],
  ])('of %d days is decided by %s', (days_asked, id, chain, mode) => {
    const decision = asked(JIA, ['jia'], 'leave-chain', { role: '队员', days_asked });
    expect(decision.steps.map(({ bodies }) => bodies.map(({ name }) => name))).toEqual(chain);
    expect(decision).toMatchObject({ verdict: 'approve', open: null, steps: [{ mode }] });
    expect(cited(decision)).toEqual([`jia ${id}`]);
  });

  test('tells why: provision, article, number and day of the regulation, facts by their labels, readings', () => {
    const decision = asked(JIA, ['jia'], 'leave-chain', { role: '队员', days_asked: 2 });
    expect(decision.citations).toEqual([
      {
        provision: 'J-1',
        pack: 'jia',
        title: '甲县办法',
        number: '甲办〔2020〕1号',
        article: '第一条',
        inForceFrom: '2020-01-01',
      },
    ]);
    expect(decision.trace).toEqual([{ provision: 'J-1', article: '第一条', summary: '三天以内由镇书记批。' }]);
    expect(decision.facts).toEqual({ 请假天数: 2 });
    expect(decision.readings).toMatchObject([{ id: 'inclusive-bound', taken: '包括本数' }]);
    expect(decision.filings).toEqual([{ text: '批后备案', bodies: [{ name: '组织部', scope: 'county' }] }]);
  });

  test('takes a post by any of its spellings, and knows no other', () => {
    const ask = (role: string): Decision => asked(JIA, ['jia'], 'leave-chain', { role, days_asked: 2 });
    expect([ask('队员'), ask('驻村队员')].map(({ verdict }) => verdict)).toEqual(['approve', 'approve']);
    expect(ask('村长')).toMatchObject({
      verdict: 'not-covered',
      open: 'unknown-post',
      citations: [],
      facts: { 岗位: '村长' },
    });
  });

  test('without a post is decided: who asks is not what the row asks', () => {
    expect(asked(JIA, ['jia'], 'leave-chain', { days_asked: 2 }).verdict).toBe('approve');
  });

  test('is not decided while the fact that tells the rows apart is unknown', () => {
    const decision = asked(JIA, ['jia'], 'leave-chain', { role: '队员' });
    expect(decision).toMatchObject({ verdict: 'need-info', open: 'no-row', missing: ['请假天数'], citations: [] });
  });

  test('is not decided of a number that cannot be: no leave is of no days', () => {
    const decision = asked(JIA, ['jia'], 'leave-chain', { role: '队员', days_asked: 0 });
    expect(decision).toMatchObject({ verdict: 'not-covered', open: 'no-row', missing: [] });
  });

  test('that the pack does not have, or nobody has, is not covered', () => {
    expect(asked(JIA, ['jia'], 'rotation', {})).toMatchObject({ verdict: 'not-covered', open: 'no-row' });
    expect(asked(JIA, ['jia'], 'absence-check', {})).toMatchObject({ verdict: 'no-action', open: 'no-row' });
    expect(asked(JIA, ['jia'], 'weather', {})).toMatchObject({ verdict: 'not-covered', open: 'no-row' });
  });
});

describe('a row that needs something stated', () => {
  const files = edited(
    JIA,
    'jia/leave.yaml',
    'steps: [{ any',
    'needs: [special_circumstance]\n            steps: [{ any',
  );
  const ask = (special_circumstance: boolean | null): Decision =>
    asked(files, ['jia'], 'leave-chain', { role: '队员', days_asked: 2, special_circumstance });

  test('is shown with its chain while that is unknown or denied, and asks for it', () => {
    for (const stated of [null, false]) {
      expect(ask(stated)).toMatchObject({ verdict: 'need-info', open: null, steps: [{ mode: 'any' }] });
      expect(ask(stated).missing).toEqual(['请假事由（说明有何特殊情况）']);
    }
    expect(ask(true)).toMatchObject({ verdict: 'approve', missing: [] });
  });
});

describe('what a row says', () => {
  const row = `decides:
  - question: report
    rows:
      - say: '{filed_on}前报，共{total}元'
        amounts: { total: 'or(persons, 2) * 1.5', unknown: year_days }
        body: 组织部
        payer: 派出单位
        targets: [队员]
        bodies: [组织部]
        decided_by: [镇书记]
        forbidden: [交通补助]
        states: { written: true, rate: 1.5 }
        notes: [记一条]
        flags: [看一眼]
        deadlines:
          - { due: 12-10, by: 队长, to: [组织部] }
          - { every: 季度, dates: { first: "add_days(adjusted_on, 3)" } }
          - dates: { due: "workday_from(adjusted_on)" }
`;
  const files: Files = { ...JIA, 'jia/report.yaml': topic(provision('J-9', row, '第九条')) };

  test('is reckoned and filled in', () => {
    const decision = asked(files, ['jia'], 'report', { adjusted_on: '2026-10-03', filed_on: '2026-10-01', persons: 3 });
    expect(decision).toMatchObject({
      verdict: 'report',
      say: '2026-10-01前报，共4.5元',
      amounts: { total: 4.5 },
      body: { name: '组织部', scope: 'county' },
      payer: '派出单位',
      targets: ['队员'],
      bodies: ['组织部'],
      decidedBy: [{ name: '镇书记' }],
      forbidden: ['交通补助'],
      states: { written: true, rate: 1.5 },
      notes: ['记一条'],
      flags: ['看一眼'],
      deadlines: [
        { due: '12-10', every: null, dates: {}, by: '队长', to: ['组织部'] },
        { due: null, every: '季度', dates: { first: '2026-10-06' }, by: null, to: [] },
        { due: '2026-10-08', every: null, dates: {}, by: null, to: [] },
      ],
    });
    expect(decision.amounts).not.toHaveProperty('unknown');
  });

  test('shows what is not known as such, and flags a date that hangs on holidays nobody has published', () => {
    const decision = asked(files, ['jia'], 'report', { adjusted_on: '2031-10-03' });
    expect(decision.say).toBe('？前报，共3元');
    expect(decision.flags).toEqual(['看一眼', 'holidays-unknown']);
    expect(decision.deadlines[2]).toMatchObject({ due: null });
  });
});

describe('evidence', () => {
  const pack = `${packHead('bing')}facts:
  times: { label: 次数, kind: number, min: 0, count: { in: checks, where: { absent: true }, most_within: { date: date, months: 12 } } }
`;
  const rows = `decides:
  - question: absence-check
    rows:
      - { when: { times: { min: 2 } }, verdict: notify }
      - { when: { times: { under: 2 } }, verdict: no-action }
`;
  const files: Files = { 'bing/pack.yaml': pack, 'bing/a.yaml': topic(provision('B-1', rows)) };

  test('is what the count took, so that a person can look it up', () => {
    const checks = [
      { date: '2026-03-01', absent: true },
      { date: '2026-04-01', absent: false },
      { date: '2026-05-01', absent: true },
    ];
    const decision = asked(files, ['bing'], 'absence-check', { checks });
    expect(decision).toMatchObject({
      verdict: 'notify',
      facts: { 次数: 2 },
      evidence: { times: [checks[0], checks[2]] },
    });
  });
});
