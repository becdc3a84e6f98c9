import { describe, expect, test } from 'vitest';
import type { LeaveDecision, LeaveFacts } from '../../src/rules/decision.ts';
import { leaveFacts } from './leave-facts.ts';
import { edited, JIA, packHead, provision, rulesOfFiles, topic, type Files } from './small-packs.ts';

const facts = leaveFacts({ post: '队员', days: 2 });
const needy = edited(
  JIA,
  'jia/leave.yaml',
  'steps: [{ any',
  'needs: [special_circumstance]\n            steps: [{ any',
);
const leave = (files: Files, more: Partial<LeaveFacts> = {}, packs = ['jia']): LeaveDecision =>
  rulesOfFiles(files, packs).leave({ ...facts, ...more });

describe('a leave that is asked for', () => {
  test('with a reason is decided, its steps and filings with it', () => {
    expect(leave(needy)).toMatchObject({
      verdict: 'approve',
      steps: [{ bodies: [{ name: '镇书记', scope: 'township' }], mode: 'any' }],
      filings: [{ text: '批后备案' }],
      citations: [{ provision: 'J-1' }],
    });
  });

  test.each([null, '', ' \n'])('with the reason %j asks for one, and shows the chain', (reason) => {
    const decision = leave(needy, { reason });
    expect(decision).toMatchObject({ verdict: 'need-info', steps: [{ mode: 'any' }] });
    expect(decision).toHaveProperty('missing', ['请假事由（说明有何特殊情况）']);
  });

  test('never carries the reason out of the rules', () => {
    const rules = rulesOfFiles(needy, ['jia']);
    for (const days of [2, 5]) {
      const asked = { ...facts, days, reason: '不可外传的病情' };
      expect(JSON.stringify([rules.leave(asked), rules.explainLeave(asked)])).not.toContain('不可外传');
    }
  });

  test('of a post that nobody lists, or before there are rules, is not covered, and says why', () => {
    expect(leave(JIA, { post: '村长' })).toMatchObject({ verdict: 'not-covered', why: 'unknown-post' });
    expect(leave(JIA, { fromOn: '2019-12-31', toOn: '2020-01-01' })).toMatchObject({
      verdict: 'not-covered',
      why: 'not-in-force',
    });
    const open = edited(
      edited(JIA, 'jia/leave.yaml', 'over: 3', 'min: 4'),
      'jia/pack.yaml',
      'teams:',
      'gaps: { leave-chain: 另定 }\nteams:',
    );
    expect(leave(open, { days: 3.5 })).toMatchObject({ verdict: 'not-covered', why: 'no-row' });
  });

  test('where no pack has a chain, is for the county to set: what there is on leave is cited', () => {
    const none: Files = { ...JIA, 'jia/leave.yaml': topic(provision('J-1'), provision('J-2')) };
    expect(leave(none)).toMatchObject({
      verdict: 'needs-local-rule',
      citations: [{ provision: 'J-1' }, { provision: 'J-2' }],
    });
  });
});

describe('the keeper of a post', () => {
  const rows = `decides:
  - question: attendance-keeper
    rows:
      - { when: { role: 队长 }, body: 镇书记 }
      - { when: { role: 队员 }, body: 组织部 }
`;
  const rules = (): ReturnType<typeof rulesOfFiles> =>
    rulesOfFiles({ ...JIA, 'jia/keep.yaml': topic(provision('J-4', rows)) }, ['jia']);

  test('is a body with its scope, cited', () => {
    const keeper = rules().keeper({ post: '驻村队员', dispatchLevel: null, on: '2026-12-01' });
    expect(keeper).toMatchObject({ keeper: { name: '组织部', scope: 'county' }, citations: [{ provision: 'J-4' }] });
  });

  test('is nobody for another post, or before there are rules', () => {
    expect(rules().keeper({ post: '村长', dispatchLevel: null, on: '2026-12-01' }).keeper).toBeNull();
    expect(rules().keeper({ post: '队员', dispatchLevel: null, on: '2019-12-31' })).toMatchObject({
      keeper: null,
      citations: [],
    });
  });
});

describe('what there is on a day', () => {
  const files: Files = {
    'a/pack.yaml': packHead(
      'a',
      'extends: [b]\nposts: [队员, { name: 队长, also: [领队] }]\nbodies: { 组织部: { scope: county } }\n',
    ),
    'a/one.yaml': topic(provision('A-1'), provision('A-2', 'in_force: { from: 2021-01-01, to: 2021-12-31 }')),
    'b/pack.yaml': packHead(
      'b',
      'posts: [队员]\nbodies: { 组织部: { scope: county }, 省厅: { scope: province } }\n',
    ).replace('2020-01-01', '2021-06-01'),
    'b/one.yaml': topic(provision('B-1', 'duties: [{ by: [队员], to: [省厅], what: 报告, due: 12-10 }]')),
  };
  const rules = (): ReturnType<typeof rulesOfFiles> => rulesOfFiles(files, ['a']);

  test.each([
    ['2020-12-31', ['A-1']],
    ['2021-01-01', ['A-1', 'A-2']],
    ['2021-06-01', ['A-1', 'A-2', 'B-1']],
    ['2022-01-01', ['A-1', 'B-1']],
    ['2019-12-31', []],
  ] as const)('on %s the provisions of a family are %j', (on, ids) => {
    expect(
      rules()
        .provisions('leave', on)
        .map(({ provision: id }) => id),
    ).toEqual(ids);
    expect(rules().provisions('recall', on)).toEqual([]);
  });

  test('posts by every spelling and bodies each once, of the regulations in force', () => {
    expect(rules().posts('2022-01-01')).toEqual(['队员', '队长', '领队']);
    expect(rules().bodies('2022-01-01')).toHaveLength(2);
  });

  test('duties are those of regulations in force', () => {
    expect(rules().duties('2021-05-31')).toEqual([]);
    expect(rules().duties('2021-06-01')).toMatchObject([
      { by: ['队员'], to: ['省厅'], citation: { provision: 'B-1', pack: 'b' }, terms: { due: '12-10', what: '报告' } },
    ]);
  });

  test('packs are told with title, number and first day', () => {
    expect(rules().packs).toEqual([
      { id: 'a', title: 'a的办法', number: 'a〔2020〕1号', inForceFrom: '2020-01-01' },
      { id: 'b', title: 'b的办法', number: 'b〔2020〕1号', inForceFrom: '2021-06-01' },
    ]);
  });
});

describe('corrections of the working days', () => {
  const rows = `decides: [{ question: report, rows: [{ amounts: { n: 'workdays(from, to)' } }] }]`;
  const files: Files = { ...JIA, 'jia/report.yaml': topic(provision('J-9', rows)) };

  test('reach the rules', () => {
    const asked = { from: '2026-11-02', to: '2026-11-03' };
    const [plain, corrected] = [{}, { '2026-11-03': false }].map((workdays) =>
      rulesOfFiles(files, ['jia'], { workdays }),
    );
    expect(plain!.decide('report', asked, '2026-12-01').amounts).toEqual({ n: 2 });
    expect(corrected!.decide('report', asked, '2026-12-01').amounts).toEqual({ n: 1 });
  });
});
