/** Leaves beside one another, counted days, holidays, the yearly cap and recall: what the chat asks beside the chain. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { DaysOff, LeaveDates, LeaveFacts, Rules } from '../../src/rules/decision.ts';
import { loadRules } from '../../src/rules/load.ts';
import { leaveFacts } from './leave-facts.ts';
import { edited, JIA, packHead, PACKS, provision, rulesOfFiles, topic, type Files } from './small-packs.ts';

const jia = (more = '', workdays: Readonly<Record<string, boolean>> = {}): Rules =>
  rulesOfFiles(edited(JIA, 'jia/pack.yaml', 'teams:', `${more}\nteams:`), ['jia'], { workdays });
const dates = (fromOn: IsoDate, toOn: IsoDate = fromOn): LeaveDates => ({ fromOn, toOn });
const taken = (fromOn: IsoDate, toOn: IsoDate, days: number): LeaveFacts['joined'][number] => ({ fromOn, toOn, days });
const asked = (more: Partial<LeaveFacts>): LeaveFacts => leaveFacts({ post: '队员', ...more });

describe('leaves of which one is asked for', () => {
  // 2026-12-04 is a Friday.
  const friday = dates('2026-12-03', '2026-12-04');

  test.each<[string, LeaveDates[], number[]]>([
    ['the day after', [dates('2026-12-05')], [0]],
    ['the Monday after the week-end', [dates('2026-12-07', '2026-12-08')], [0]],
    ['the Tuesday after it', [dates('2026-12-08')], []],
    ['the day before', [dates('2026-12-02')], [0]],
    ['the day before that', [dates('2026-12-01')], []],
    ['the same days', [dates('2026-12-04', '2026-12-10')], [0]],
    [
      'one that is reached through another, whatever their order',
      [dates('2026-12-09'), dates('2026-12-07', '2026-12-08')],
      [0, 1],
    ],
    ['two chains of which one is not reached', [dates('2026-12-10'), dates('2026-12-07'), dates('2026-11-30')], [1]],
    ['nothing', [], []],
  ])('%s: added are %j', (_, others, joined) => {
    expect(jia().joins(friday, others)).toEqual(joined);
  });

  test('are added over a holiday of a week, and not over a Saturday that is worked for it', () => {
    expect(jia().joins(dates('2026-09-30'), [dates('2026-10-08')])).toEqual([0]);
    expect(jia().joins(dates('2026-10-09'), [dates('2026-10-11', '2026-10-12')])).toEqual([]);
    expect(jia('', { '2026-10-10': false }).joins(dates('2026-10-09'), [dates('2026-10-12')])).toEqual([0]);
  });

  test('are added over Saturday and Sunday alone where the year is not published', () => {
    // 2031-01-03 is a Friday; 2031-01-01 would be a holiday.
    expect(jia().joins(dates('2031-01-03'), [dates('2031-01-06')])).toEqual([0]);
    expect(jia().joins(dates('2030-12-31'), [dates('2031-01-02')])).toEqual([]);
  });

  test('are read apart where the county says so', () => {
    expect(jia('take: { back-to-back: separate }').joins(friday, [dates('2026-12-05')])).toEqual([]);
  });
});

describe('a leave with others added to it', () => {
  const two = asked({ fromOn: '2026-12-07', days: 2 });
  const chain = (rules: Rules, facts: LeaveFacts): string[] => {
    const decision = rules.leave(facts);
    return 'steps' in decision ? decision.steps.flatMap(({ bodies }) => bodies.map(({ name }) => name)) : [];
  };

  test('has the chain of the sum', () => {
    expect(chain(jia(), two)).toEqual(['镇书记']);
    const one = taken('2026-12-03', '2026-12-04', 1.5);
    expect(chain(jia(), { ...two, joined: [one] })).toEqual(['组织部', '派出单位']);
    expect(jia().leave({ ...two, joined: [one] })).toMatchObject({ countedDays: 3.5, facts: { 请假天数: 3.5 } });
    expect(chain(jia(), { ...two, joined: [{ ...one, days: 1 }] })).toEqual(['镇书记']);
  });

  test('has it also where nobody can say yet which days are worked', () => {
    const later = asked({ fromOn: '2031-01-06', days: 2, joined: [taken('2031-01-02', '2031-01-03', 2)] });
    expect(jia().leave(later)).toMatchObject({ verdict: 'approve', countedDays: 4, flags: [] });
  });

  test('tells what reading them apart would have led to', () => {
    const readings = edited(
      JIA,
      'jia/leave.yaml',
      '超过三天由两家一起批。',
      '超过三天由两家一起批。\n    readings: [back-to-back]',
    );
    const facts = { ...two, joined: [taken('2026-12-03', '2026-12-04', 2)] };
    expect(rulesOfFiles(readings, ['jia']).explainLeave(facts).alternatives).toMatchObject([
      { reading: 'back-to-back', option: 'separate', decision: { steps: [{ bodies: [{ name: '镇书记' }] }] } },
    ]);
  });
});

describe('days of a leave', () => {
  const counted = (rules: Rules, fromOn: IsoDate, toOn: IsoDate, days: number, joined: LeaveFacts['joined'] = []) =>
    rules.leave(asked({ fromOn, toOn, days, joined })).countedDays;

  test('are those said, also where the dates are a half or a whole day more', () => {
    expect(counted(jia(), '2026-12-01', '2026-12-04', 3.5)).toBe(3.5);
    expect(counted(jia(), '2026-12-01', '2026-12-04', 3)).toBe(3);
    expect(jia().leave(asked({ toOn: '2026-12-04', days: 3 }))).toMatchObject({ steps: [{ mode: 'any' }] });
  });

  test.each<[string, IsoDate, IsoDate, number, number]>([
    ['over a week-end only the working ones', '2026-12-04', '2026-12-07', 4, 2],
    ['a half of a working day is a half', '2026-12-01', '2026-12-01', 0.5, 0.5],
    ['a half at the one end', '2026-12-01', '2026-12-03', 2.5, 2.5],
    ['a half at each end', '2026-12-01', '2026-12-03', 2, 2],
    ['a half that may lie on the Sunday is not taken away', '2026-12-04', '2026-12-06', 2.5, 1],
    ['of two halves the one that lies on the Friday is', '2026-12-04', '2026-12-06', 2, 0.5],
    ['a Saturday that is worked counts', '2026-10-09', '2026-10-11', 3, 2],
    ['Monday to Friday where the year is not published', '2031-01-03', '2031-01-06', 4, 2],
  ])('counted as working days: %s', (_, fromOn, toOn, days, expected) => {
    expect(counted(jia('take: { leave-days: working }'), fromOn, toOn, days)).toBe(expected);
  });

  test('counted as working days are added up as such', () => {
    const rules = jia('take: { leave-days: working }');
    const before = taken('2026-12-04', '2026-12-06', 3);
    expect(counted(rules, '2026-12-07', '2026-12-08', 1.5, [before])).toBe(2.5);
    expect(counted(rules, '2031-01-06', '2031-01-07', 2, [taken('2031-01-03', '2031-01-05', 3)])).toBe(3);
    expect(counted(jia(), '2026-12-07', '2026-12-08', 1.5, [before])).toBe(4.5);
  });

  test('in halves are told by the other reading too', () => {
    const readings = edited(
      JIA,
      'jia/leave.yaml',
      '超过三天由两家一起批。',
      '超过三天由两家一起批。\n    readings: [leave-days]',
    );
    const { alternatives } = rulesOfFiles(readings, ['jia']).explainLeave(
      asked({ fromOn: '2026-12-04', toOn: '2026-12-08', days: 4.5 }),
    );
    expect(alternatives).toMatchObject([{ option: 'working', decision: { facts: { 请假天数: 2.5 } } }]);
  });
});

describe('what a rule answers beside a chain', () => {
  const rows = `decides:
  - question: leave-chain
    rows:
      - { when: { leave_days: { max: 1 } }, verdict: no-leave, say: 组织部说不批, notes: [记一条], flags: [看一眼] }
      - { when: { leave_days: { over: 1, max: 2 } }, verdict: local-rule, say: 按县里的办 }
      - { when: { leave_days: { over: 2, max: 3 } }, verdict: needs-local-rule, say: 县里还没有定 }
      - { when: { leave_days: { over: 3 } }, verdict: not-covered, say: 这里不管 }
`;
  const rules = (): Rules => rulesOfFiles({ ...JIA, 'jia/leave.yaml': topic(provision('J-1', rows)) }, ['jia']);

  test.each([
    [1, { verdict: 'no-leave', say: '组织部说不批', notes: ['记一条'], flags: ['看一眼'] }],
    [2, { verdict: 'local-rule', say: '按县里的办', notes: [], flags: [] }],
    [3, { verdict: 'needs-local-rule', say: '县里还没有定' }],
    [4, { verdict: 'not-covered', why: 'no-row', say: '这里不管' }],
  ])('of %d days is handed on with its sentence, notes and flags, cited', (days, answer) => {
    expect(rules().leave(asked({ days }))).toMatchObject({ ...answer, citations: [{ provision: 'J-1' }] });
  });
});

test('a sentence that names working days which nobody knows yet is no flag: the days off say which year it is', () => {
  const telling = edited(
    JIA,
    'jia/leave.yaml',
    'steps: [{ any',
    "say: '占{worked_through}个工作日'\n            steps: [{ any",
  );
  const later = asked({ fromOn: '2031-01-02' });
  expect(rulesOfFiles(telling, ['jia']).explainLeave(later).decision.flags).toEqual(['holidays-unknown']);
  expect(rulesOfFiles(telling, ['jia']).leave(later)).toMatchObject({ say: '占？个工作日', flags: [] });
});

describe('days off within a leave', () => {
  const off = (from: IsoDate, to: IsoDate): DaysOff => jia().daysOff(from, to);

  test('are public holidays by name with their first and last day in it; week-ends and make-up days are none', () => {
    expect(off('2026-09-24', '2026-10-10')).toEqual({
      days: [
        { name: '中秋', from: '2026-09-25', to: '2026-09-27' },
        { name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
      ],
      unknownYears: [],
    });
    expect(off('2026-12-01', '2026-12-20')).toEqual({ days: [], unknownYears: [] });
    expect(off('2026-10-07', '2026-10-12').days).toEqual([{ name: '国庆节', from: '2026-10-07', to: '2026-10-07' }]);
  });

  test('of two years are told apart, and one within another splits it', () => {
    expect(off('2025-10-05', '2026-01-01').days).toEqual([
      { name: '国庆节', from: '2025-10-05', to: '2025-10-05' },
      { name: '中秋', from: '2025-10-06', to: '2025-10-06' },
      { name: '国庆节', from: '2025-10-07', to: '2025-10-08' },
      { name: '元旦', from: '2026-01-01', to: '2026-01-01' },
    ]);
  });

  test('of years that are not published are not known', () => {
    expect(off('2026-12-30', '2027-01-05')).toEqual({ days: [], unknownYears: [2027] });
    expect(jia('', { '2027-01-01': false }).daysOff('2026-12-30', '2027-01-05').unknownYears).toEqual([]);
  });

  test('leave out a holiday that the county works', () => {
    expect(jia('', { '2026-10-02': true }).daysOff('2026-10-01', '2026-10-03').days).toEqual([
      { name: '国庆节', from: '2026-10-01', to: '2026-10-01' },
      { name: '国庆节', from: '2026-10-03', to: '2026-10-03' },
    ]);
  });
});

describe('a long leave', () => {
  const yulin = loadRules(PACKS, ['yulin-2021']);
  const ask = (days: number, yearDays: number, dispatchLevel: string | null = '县派', rules = yulin) =>
    rules.leaveRecall({ post: '驻村工作队员', dispatchLevel, days, yearDays, on: '2026-12-01' });

  test('of thirty days proposes nothing, of half a day more a recall by the office of the level that sent', () => {
    expect(ask(30, 30)).toBeNull();
    for (const [level, office] of [
      ['县派', '县级驻村队伍管理办公室'],
      ['市派', '市驻村队伍管理办公室'],
    ] as const)
      expect(ask(30.5, 30.5, level)).toMatchObject({
        verdict: 'recall',
        steps: [{ bodies: [{ name: office }] }, { bodies: [{ name: '派出单位' }] }],
        citations: [{ provision: 'YL-7-2-3c' }],
      });
  });

  test('of somebody from the province, or a year over thirty in shorter leaves, is flagged for a person', () => {
    expect(ask(31, 31, '省派')).toMatchObject({
      verdict: 'flag',
      flags: ['省派干部的“同级”办公室文件没有写，请人认定。'],
    });
    expect(ask(5, 30.5)).toMatchObject({ verdict: 'flag', amounts: { total: 30.5, longest: 5 } });
    expect(ask(5, 30)).toBeNull();
  });

  test('is counted as it was: working days stay what they are', () => {
    const files: Files = {
      'counties/x.yaml': packHead('x', 'county: 西县\npacks: [bing]\ntake: { leave-days: working }\n'),
      'bing/pack.yaml': packHead('bing', 'posts: [驻村工作队员]\n'),
      'bing/a.yaml': topic(
        provision(
          'B-1',
          `decides:
  - question: leave-recall
    rows: [{ when: { leave_days: { over: 30 } }, verdict: recall }, { when: { leave_days: { max: 30 } }, verdict: no-recall }]`,
        ),
      ),
    };
    const rules = rulesOfFiles(files, 'counties/x.yaml');
    expect([30, 30.5].map((days) => ask(days, days, null, rules)?.verdict)).toEqual([undefined, 'recall']);
  });

  test.each(['fengdu-2021', 'chongqing-2023', 'xian-2018', 'zhumadian-2022'])('under %s proposes nothing', (pack) => {
    expect(ask(90, 90, '县派', loadRules(PACKS, [pack]))).toBeNull();
  });
});

describe('the yearly cap of a kind of leave', () => {
  const sample = loadRules(PACKS, { overlay: join(PACKS, 'counties', 'sample-yulin.yaml') });
  const cap = (kind: string | null, rules = sample, on: IsoDate = '2026-12-01') =>
    rules.leaveBalance({ post: '驻村工作队员', dispatchLevel: '县派', kind, on });

  test('is told with its article where the county has one for that kind, from the day on which it begins', () => {
    expect(cap('事假')).toMatchObject({ limit: 15, citations: [{ provision: 'EX-YL-3', article: '第三条' }] });
    expect([cap('病假'), cap(null), cap('事假', sample, '2021-08-31')]).toEqual([null, null, null]);
  });

  test.each(['fengdu-2021', 'chongqing-2023', 'xian-2018', 'yulin-2021', 'zhumadian-2022'])('is none in %s', (pack) => {
    expect(cap('事假', loadRules(PACKS, [pack]))).toBeNull();
  });

  test('is no number of another period', () => {
    const quota = `quotas: [{ question: leave-balance, every: month, measures: [{ counts: kind_days, at_most: 3 }] }]`;
    const rules = rulesOfFiles({ ...JIA, 'jia/cap.yaml': topic(provision('J-8', quota)) }, ['jia']);
    expect(rules.leaveBalance({ post: '队员', dispatchLevel: null, kind: '事假', on: '2026-12-01' })).toBeNull();
  });

  test('is the stricter of two', () => {
    const quota = (n: number): string =>
      `quotas: [{ question: leave-balance, every: year, measures: [{ counts: kind_days, at_most: ${n} }] }]`;
    const files = { ...JIA, 'jia/cap.yaml': topic(provision('J-8', quota(10)), provision('J-9', quota(7))) };
    const found = rulesOfFiles(files, ['jia']).leaveBalance({
      post: '队员',
      dispatchLevel: null,
      kind: '病假',
      on: '2026-12-01',
    });
    expect(found).toMatchObject({ limit: 7, citations: [{ provision: 'J-8' }, { provision: 'J-9' }] });
  });
});
