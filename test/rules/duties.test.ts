import { describe, expect, test } from 'vitest';
import type { Rules } from '../../src/rules/decision.ts';
import type { Duty, Party } from '../../src/rules/duty.ts';
import { edited, JIA, packHead, provision, rulesOfFiles, topic, type Files } from './small-packs.ts';

const day = '2026-12-01';

const withTeams = (teams: string): Files => edited(JIA, 'jia/pack.yaml', 'teams: [工作队]', `teams: ${teams}`);
const owing = (rows: string, files: Files = JIA): Files => ({
  ...files,
  'jia/work.yaml': topic(provision('J-5', `duties:\n${rows}`, '第五条')),
});
const dutiesOf = (rows: string): readonly Duty[] => rulesOfFiles(owing(rows), ['jia']).duties(day);
const partyOf = (rules: Rules, name: string): Party | undefined =>
  rules.parties(day).find((party) => party.name === name);

describe('a duty of a pack', () => {
  test('is told from the others of its provision by its place, whatever is off', () => {
    const files = owing(
      `  - { by: [队长], what: 一, every: month, off: true }\n  - { by: [队长], what: 二, every: year }`,
    );
    const rules = rulesOfFiles(files, ['jia']);
    expect(rules.duties(day).map(({ key }) => key)).toEqual(['J-5.1']);
    expect(rules.duties(day, 'all').map(({ key }) => key)).toEqual(['J-5.0', 'J-5.1']);
  });

  test('is closed by the ledger that it names, else by somebody saying that it is done', () => {
    const rows = `  - { by: [队长], what: 学, every: month, closed_by: 学习 }\n  - { by: [队长], what: 看, every: month }`;
    expect(dutiesOf(rows).map(({ closedBy }) => closedBy)).toEqual(['study', 'other']);
  });

  test.each([
    ['every: week', []],
    ['every: month', [5]],
    ['every: month, day: 25', [5]],
    ['every: half-year', [10]],
    ['every: year', [20, 5]],
    ['every: year, due: 12-10', [10, 3]],
    ['every: term', [30]],
    ['every: day', []],
    ['after: { event: 调走, days: 3 }', [1]],
    ['every: year, ahead: [7]', [7]],
    ['every: year, ahead: []', []],
  ])('with %s is reminded of %j working days ahead', (terms, ahead) => {
    expect(dutiesOf(`  - { by: [队长], what: 做, ${terms} }`)[0]!.ahead).toEqual(ahead);
  });

  test.each([
    ['every: month', null],
    ['after: { event: 到村 }', 'term-start'],
    ['after: { event: 任期届满 }', 'term-end'],
    ['after: { event: 队员调整, days: 3 }', 'member-change'],
    ['after: { event: 没人写过的事 }', 'reported'],
  ])('with %s follows %s', (terms, event) => {
    expect(dutiesOf(`  - { by: [队长], what: 做, ${terms} }`)[0]!.event).toBe(event);
  });
});

describe('who owes', () => {
  test('is a post under every name that a roster may have for it', () => {
    const rules = rulesOfFiles(JIA, ['jia']);
    expect(partyOf(rules, '队员')).toEqual({ name: '队员', is: 'post', posts: ['队员', '驻村队员'] });
    expect(partyOf(rules, '驻村队员')).toEqual({ name: '驻村队员', is: 'post', posts: ['队员', '驻村队员'] });
  });

  test('is a team by the posts of its members, the first of which leads, or by its name alone', () => {
    const rules = rulesOfFiles(withTeams('[{ name: 工作队, of: [驻村队员, 队长] }, 协调组]'), ['jia']);
    expect(partyOf(rules, '工作队')).toEqual({ name: '工作队', is: 'team', posts: ['队员', '驻村队员', '队长'] });
    expect(partyOf(rules, '协调组')).toEqual({ name: '协调组', is: 'team', posts: [] });
  });

  test('is each of a group', () => {
    const rules = rulesOfFiles(withTeams('[{ name: 派驻人员, each: [队长, 队员] }]'), ['jia']);
    expect(partyOf(rules, '派驻人员')).toMatchObject({ is: 'each', posts: ['队长', '队员', '驻村队员'] });
  });

  test('is a body with its place; a word that is a post as well is the post', () => {
    const files = edited(JIA, 'jia/pack.yaml', '  镇书记:', '  队长: { scope: team }\n  镇书记:');
    const rules = rulesOfFiles(files, ['jia']);
    expect(partyOf(rules, '组织部')).toEqual({ name: '组织部', is: 'body', scope: 'county' });
    expect(partyOf(rules, '队长')).toMatchObject({ is: 'post' });
    expect(rules.parties(day).filter(({ name }) => name === '队长')).toHaveLength(1);
  });

  test('is called as the county calls it', () => {
    const file = packHead('bei', `county: 北县\npacks: [jia]\nnames: { 组织部: 党建办 }\n`);
    const rules = rulesOfFiles({ ...JIA, 'counties/bei.yaml': file }, 'counties/bei.yaml');
    expect(partyOf(rules, '党建办')).toMatchObject({ is: 'body', scope: 'county' });
    expect(partyOf(rules, '组织部')).toBeUndefined();
  });

  test('is known from the pack below where one above it only names the team', () => {
    const files = withTeams('[{ name: 工作队, of: [队长] }]');
    const above = {
      'yi/pack.yaml': packHead('yi', 'extends: [jia]\nteams: [工作队]\n'),
      'yi/a.yaml': topic(provision('Y-1')),
    };
    expect(partyOf(rulesOfFiles({ ...files, ...above }, ['yi']), '工作队')).toMatchObject({ posts: ['队长'] });
  });

  test('is nobody of a pack that is not in force', () => {
    expect(rulesOfFiles(JIA, ['jia']).parties('2019-12-31')).toEqual([]);
  });
});

describe('whether somebody owes it', () => {
  const rows = `  - { by: [队长], what: 报, every: year, when: { dispatch_level: 市派, inclusive-bound: inclusive } }
  - { by: [队长], what: 写, every: year }`;
  const asks = (rules: Rules, level: string | null): boolean[] =>
    rules.duties(day).map((duty) => rules.owes(duty, { role: '队长', dispatch_level: level }, day));

  test('hangs on the facts', () => {
    const rules = rulesOfFiles(owing(rows), ['jia']);
    expect(asks(rules, '市派')).toEqual([true, true]);
    expect(asks(rules, '县派')).toEqual([false, true]);
    expect(asks(rules, null)).toEqual([false, true]);
  });

  test('hangs on the readings that the county takes', () => {
    const file = packHead('bei', `county: 北县\npacks: [jia]\ntake: { inclusive-bound: exclusive }\n`);
    const rules = rulesOfFiles({ ...owing(rows), 'counties/bei.yaml': file }, 'counties/bei.yaml');
    expect(asks(rules, '市派')).toEqual([false, true]);
  });
});

test('working days are asked of the same calendar as everything else', () => {
  const rules = rulesOfFiles(JIA, ['jia'], { workdays: { '2026-12-18': false } });
  expect([rules.isWorkday('2026-12-18'), rules.isWorkday('2026-12-17'), rules.isWorkday('2026-12-20')]).toEqual([
    false,
    true,
    false,
  ]);
  expect(rules.isWorkday('2099-01-01')).toBeNull();
});
