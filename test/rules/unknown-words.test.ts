import { describe, expect, test } from 'vitest';
import { complaintsOf, edited, JIA, lineOf, rulesFolder } from './small-packs.ts';

type Edit = readonly [file: 'pack.yaml' | 'leave.yaml', from: string | RegExp, to: string];

const fact = (text: string): Edit => ['pack.yaml', 'teams:', `facts:\n  mine: { label: 我的, ${text} }\nteams:`];
const row = (text: string): Edit => ['leave.yaml', 'steps: [{ any', `${text}\n            steps: [{ any`];
const duty = (text: string): Edit => ['leave.yaml', '    decides:', `    duties: [${text}]\n    decides:`];
const quota = (text: string): Edit => [
  'leave.yaml',
  '    decides:',
  `    quotas: [{ question: study, every: month, ${text} }]\n    decides:`,
];
const measured = 'measures: [{ counts: group_study_count, at_least: 2 }]';

/** What is edited, the word that nobody knows, where it stands, and which list lacks it. */
const unknown: readonly (readonly [string, Edit, word: string, at: string, list: string])[] = [
  ['a post', ['leave.yaml', 'leave_days: { max: 3 }', 'role: 村长'], '村长', 'role: 村长', '岗位（posts）'],
  ['one of several posts', ['leave.yaml', 'leave_days: { max: 3 }', 'role: [队长, 村长]'], '村长', 'role:', '岗位'],
  ['a post that is left out', ['leave.yaml', 'leave_days: { max: 3 }', 'role: { not: 村长 }'], '村长', 'role:', '岗位'],
  ['another spelling', ['leave.yaml', 'leave_days: { max: 3 }', 'role: 驻村队员'], '驻村队员', 'role:', '岗位'],
  [
    'a level',
    ['leave.yaml', 'leave_days: { max: 3 }', 'dispatch_level: 省派'],
    '省派',
    '省派',
    '选派层级（dispatch_levels）',
  ],
  ['a body of a step', ['leave.yaml', 'all: [组织部', 'all: [宣传部'], '宣传部', 'all:', '机构（bodies）'],
  ['a body of a filing', ['leave.yaml', 'to: [组织部]', 'to: [宣传部]'], '宣传部', 'filings:', '机构（bodies）'],
  ['a body that answers', row('body: 宣传部'), '宣传部', 'body:', '机构（bodies）'],
  ['who decides', row('decided_by: [宣传部]'), '宣传部', 'decided_by:', '机构（bodies）'],
  ['a target', row('targets: [村民]'), '村民', 'targets:', '机构、岗位和队伍'],
  ['a party', row('bodies: [村民]'), '村民', 'bodies:', '机构、岗位和队伍'],
  ['who owes by a deadline', row('deadlines: [{ due: 12-10, by: 村民 }]'), '村民', 'deadlines:', '机构、岗位和队伍'],
  ['to whom by a deadline', row('deadlines: [{ due: 12-10, to: [村民] }]'), '村民', 'deadlines:', '机构、岗位和队伍'],
  ['who owes a duty', duty('{ by: [村民], what: 走访, every: month }'), '村民', 'duties:', '机构、岗位和队伍'],
  ['to whom a duty is owed', duty('{ by: [队长], to: [村民], what: 走访, every: month }'), '村民', 'duties:', '机构'],
  [
    'whom a duty concerns',
    duty('{ by: [队长], when: { role: 村长 }, what: 走访, every: month }'),
    '村长',
    'duties:',
    '岗位',
  ],
  [
    'a fact asked',
    ['leave.yaml', 'leave_days: { max: 3 }', 'days_off: { max: 3 }'],
    'days_off',
    'days_off',
    '列（facts）',
  ],
  ['a fact needed', row('needs: [days_off]'), 'days_off', 'needs:', '列（facts）'],
  ['a fact of an amount', row('amounts: { n: days_off * 2 }'), 'days_off', 'amounts:', '列（facts）'],
  ['a fact of a date', row('deadlines: [{ dates: { due: "add_days(day_off, 3)" } }]'), 'day_off', 'deadlines:', '列'],
  ['a fact that is said', row("say: '满{days_off}天'"), 'days_off', 'say:', '列（facts）'],
  ['a fact counted', quota('measures: [{ counts: visits, at_least: 2 }]'), 'visits', 'quotas:', '列（facts）'],
  ['a fact of a limit', quota('measures: [{ counts: members, at_least: visits }]'), 'visits', 'quotas:', '列（facts）'],
  ['a fact asked by a quota', quota(`when: { visits: { min: 1 } }, ${measured}`), 'visits', 'quotas:', '列（facts）'],
  ['a fact that flags', quota(`flagged_when: { visits: { min: 1 } }, ${measured}`), 'visits', 'quotas:', '列（facts）'],
  ['a fact of an expression', fact('kind: number, is: days_off + 1'), 'days_off', 'mine:', '列（facts）'],
  [
    'a fact of a case',
    fact('kind: number, cases: [{ when: { days_off: { min: 1 } }, is: 1 }]'),
    'days_off',
    'mine:',
    '列',
  ],
  ['a list counted', fact('kind: number, count: { in: visits }'), 'visits', 'mine:', '列（facts）'],
  ['a field of a sum', fact('kind: number, sum: { in: requests, of: hours }'), 'hours', 'mine:', '清单的字段（items）'],
  [
    'a field of the largest',
    fact('kind: number, largest: { in: requests, of: hours }'),
    'hours',
    'mine:',
    '清单的字段',
  ],
  ['a field of the latest', fact('kind: date, latest: { in: requests, of: at }'), 'at', 'mine:', '清单的字段（items）'],
  [
    'a field of a period',
    fact('kind: number, count: { in: checks, most_within: { date: at, months: 12 } }'),
    ...(['at', 'mine:', '清单的字段（items）'] as const),
  ],
  [
    'a field of spans',
    fact('kind: number, adjoining: { in: requests, from: start, to: to, sum: days }'),
    ...(['start', 'mine:', '清单的字段（items）'] as const),
  ],
  [
    'a word that a fact becomes',
    fact('kind: word, words: [短], cases: [{ is: 长 }]'),
    '长',
    'mine:',
    '这一列的词（words）',
  ],
  ['a reading', ['leave.yaml', '[inclusive-bound]', '[bound]'], 'bound', 'readings:', '理解（readings）'],
  [
    'a reading taken',
    ['pack.yaml', 'teams:', 'take: { bound: exclusive }\nteams:'],
    'bound',
    'take:',
    '理解（readings）',
  ],
  [
    'an option taken',
    ['pack.yaml', 'teams:', 'take: { inclusive-bound: neither }\nteams:'],
    ...(['neither', 'take:', '选的理解（options）'] as const),
  ],
  [
    'an option asked',
    ['leave.yaml', 'leave_days: { max: 3 }', 'inclusive-bound: neither'],
    ...(['neither', 'inclusive-bound: neither', '选的理解（options）'] as const),
  ],
  [
    'an option of the pack itself',
    [
      'pack.yaml',
      'teams:',
      'readings:\n  own: { question: 怎么算？, options: { a: 甲 }, taken: b, because: 试 }\nteams:',
    ],
    ...(['b', 'own:', '选的理解（options）'] as const),
  ],
  ['a verdict', row('verdict: maybe'), 'maybe', 'verdict:', '结论（verdicts）'],
];

describe('a word that the pack has not listed', () => {
  test.each(unknown)('%s: is told with what there is', (_, [name, from, to], word, at, list) => {
    const file = `jia/${name}`;
    const folder = rulesFolder(edited(JIA, file, from, to));
    const complaint = complaintsOf(folder, ['jia']).find(({ problem }) => problem === 'word-unknown');
    const id = name === 'pack.yaml' ? 'jia' : at === 'all:' ? 'J-2' : 'J-1';
    expect(complaint).toMatchObject({ file, line: lineOf(folder, file, at), id });
    expect(complaint!.said).toContain(`没有“${word}”`);
    expect(complaint!.said).toContain(list);
    expect(complaint!.said).toMatch(
      /请改成其中之一（.+），或先把它列进去。|最像的是.+；请改正，或先把它列进去。|那里还是空的，请先写上。/,
    );
  });

  test('is told to be written where the list is empty', () => {
    const folder = rulesFolder(
      edited(
        edited(JIA, 'jia/pack.yaml', 'dispatch_levels: [市派, 县派]\n', ''),
        ...(['jia/leave.yaml', 'leave_days: { max: 3 }', 'dispatch_level: 县派'] as const),
      ),
    );
    expect(complaintsOf(folder, ['jia'])[0]!.said).toContain('那里还是空的，请先写上。');
  });

  test('is told with the few that are most like it where there are many', () => {
    const folder = rulesFolder(edited(JIA, 'jia/leave.yaml', 'leave_days: { max: 3 }', 'leave_dayz: { max: 3 }'));
    expect(complaintsOf(folder, ['jia'])[0]!.said).toMatch(/最像的是leave_days、.+；请改正，或先把它列进去。$/);
  });
});
