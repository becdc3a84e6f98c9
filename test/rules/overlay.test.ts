import { describe, expect, test } from 'vitest';
import { join } from 'node:path';
import type { Rules } from '../../src/rules/decision.ts';
import { openLibrary } from '../../src/rules/library.ts';
import {
  complaintsOf,
  edited,
  JIA,
  lineOf,
  packHead,
  provision,
  rulesFolder,
  rulesOfFiles,
  topic,
  type Files,
} from './small-packs.ts';

const FILE = 'counties/bei.yaml';
const day = '2026-12-01';

/** The pack jia with a quota and duties, and a county over it. */
const base: Files = {
  ...JIA,
  'jia/work.yaml': topic(
    provision(
      'J-5',
      `readings: [inclusive-bound]
quotas: [{ question: study, every: month, measures: [{ counts: group_study_count, at_least: 2 }] }]
duties:
  - { by: [工作队], to: [组织部], what: 报学习, every: month, at_least: 2, day: 25 }
`,
      '第五条',
    ),
    provision('J-6', `duties: [{ by: [组织部], what: 评选, every: year, off: true }]`, '第六条'),
    provision(
      'J-7',
      `decides:
  - question: report
    rows:
      - when: { inclusive-bound: inclusive }
        body: 镇书记
        decided_by: [组织部, 派出单位]
        bodies: [组织部, 队员]
        targets: [组织部]
        deadlines: [{ due: 12-10, by: 派出单位, to: [组织部] }]
      - when: { inclusive-bound: exclusive }
        body: 组织部
`,
      '第七条',
    ),
  ),
};
const county = (more = ''): Files => ({
  ...base,
  [FILE]: packHead('bei-overlay', `county: 北县\npacks: [jia]\n${more}`),
});
const over = (more = ''): Rules => rulesOfFiles(county(more), FILE);
const leave = { role: '队员', days_asked: 5 };
const quota = (n: number): string =>
  `provisions:\n${provision('X-1', `quotas: [{ question: study, every: month, measures: [{ counts: group_study_count, at_least: ${n} }] }]`)}`;

describe('an overlay that says nothing', () => {
  test('changes no answer', () => {
    const [plain, same] = [rulesOfFiles(base, ['jia']), over()];
    expect(same.decide('leave-chain', leave, day)).toEqual(plain.decide('leave-chain', leave, day));
    expect(same.duties(day)).toEqual(plain.duties(day));
    expect(same.packs.map(({ id }) => id)).toEqual(['bei-overlay', 'jia']);
  });
});

describe('names of the county', () => {
  test('stand in every answer instead of those of the text', () => {
    const rules = over('names: { 镇书记: 乡书记, 组织部: 党建办, 派出单位: 原单位 }\n');
    const chain = (n: number): string[][] =>
      rules.decide('leave-chain', { ...leave, days_asked: n }, day).steps.map((s) => s.bodies.map(({ name }) => name));
    expect([chain(1), chain(5)]).toEqual([[['乡书记']], [['党建办', '原单位']]]);
    expect(rules.decide('leave-chain', { ...leave, days_asked: 1 }, day).filings[0]!.bodies[0]!.name).toBe('党建办');
    expect(rules.decide('report', {}, day)).toMatchObject({
      body: { name: '乡书记', scope: 'township' },
      decidedBy: [{ name: '党建办' }, { name: '原单位' }],
      bodies: ['党建办', '队员'],
      targets: ['党建办'],
      deadlines: [{ by: '原单位', to: ['党建办'] }],
    });
    expect(rules.duties(day)).toMatchObject([{ by: ['工作队'], to: ['党建办'] }]);
    expect(rules.bodies(day).map(({ name }) => name)).toEqual(['乡书记', '党建办', '原单位']);
  });

  test('that merge two bodies of one scope make one, which is asked once', () => {
    const files = edited(county('names: { 派出单位: 组织部 }\n'), 'jia/pack.yaml', 'scope: unit', 'scope: county');
    const rules = rulesOfFiles(files, FILE);
    const [step, ...others] = rules.decide('leave-chain', leave, day).steps;
    expect(others).toEqual([]);
    expect(step).toEqual({ bodies: [{ name: '组织部', scope: 'county' }], mode: 'all' });
    expect(rules.decide('report', {}, day).decidedBy).toEqual([{ name: '组织部', scope: 'county' }]);
    expect(rules.bodies(day)).toEqual([
      { name: '镇书记', scope: 'township' },
      { name: '组织部', scope: 'county' },
    ]);
  });

  test('that merge two bodies of different scopes make one as well, where the first stands', () => {
    const [step] = over('names: { 派出单位: 组织部 }\n').decide('leave-chain', leave, day).steps;
    expect(step!.bodies).toEqual([{ name: '组织部', scope: 'county' }]);
  });
});

describe('readings of the county', () => {
  test('change the outcome, and the answer says which was taken', () => {
    const [plain, taken] = [over(), over('take: { inclusive-bound: exclusive }\n')];
    expect(plain.decide('report', {}, day).body?.name).toBe('镇书记');
    expect(taken.decide('report', {}, day).body?.name).toBe('组织部');
    expect(taken.decide('study', { group_study_count: 2 }, day).readings).toMatchObject([{ taken: '不包括本数' }]);
  });

  test('go before those that the pack takes', () => {
    const files = edited(
      county('take: { inclusive-bound: inclusive }\n'),
      'jia/pack.yaml',
      'teams:',
      'take: { inclusive-bound: exclusive }\nteams:',
    );
    expect(rulesOfFiles(files, FILE).decide('report', {}, day).body?.name).toBe('镇书记');
    expect(rulesOfFiles(files, ['jia']).decide('report', {}, day).body?.name).toBe('组织部');
  });
});

describe('provisions of the county', () => {
  test('are asked before those of its packs', () => {
    const own = `decides: [{ question: report, rows: [{ body: 派出单位 }] }]`;
    const decision = over(`provisions:\n${provision('X-1', own)}`).decide('report', {}, day);
    expect(decision).toMatchObject({
      body: { name: '派出单位' },
      citations: [{ pack: 'bei-overlay', provision: 'X-1' }],
    });
  });

  test('may ask for more, and both are cited', () => {
    const decision = over(quota(3)).decide('study', { group_study_count: 2 }, day);
    expect(decision).toMatchObject({ verdict: 'fail', amounts: { min: 3 } });
    expect(decision.citations.map(({ provision: id }) => id)).toEqual(['X-1', 'J-5']);
  });

  test('may not ask for less: that is refused at its line', () => {
    const folder = rulesFolder(county(quota(1)));
    const [complaint, ...others] = complaintsOf(folder, { overlay: join(folder, FILE) });
    expect(others).toEqual([]);
    expect(complaint).toMatchObject({
      file: FILE,
      line: lineOf(folder, FILE, 'at_least: 1'),
      id: 'X-1',
      problem: 'looser',
    });
    expect(complaint!.said).toContain('这里的 1 比《甲县办法》第五条的 2 宽。县里只能从严，请改成不低于上级的数。');
  });

  test('may not allow more than its packs either', () => {
    const most = (files: Files): Files =>
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [name, text.replace(/at_least: (\d) \}\]/, 'at_most: $1 }]')]),
      );
    const folder = rulesFolder(most(county(quota(3))));
    expect(complaintsOf(folder, { overlay: join(folder, FILE) })).toMatchObject([{ problem: 'looser' }]);
    const stricter = rulesFolder(most(county(quota(1))));
    expect(complaintsOf(stricter, { overlay: join(stricter, FILE) })).toEqual([]);
  });
});

describe('duties of the packs', () => {
  const owed = (more = ''): string[] =>
    over(more)
      .duties(day)
      .map(({ citation }) => citation.provision);

  test('are owed unless the pack leaves them to the county', () => {
    expect(owed()).toEqual(['J-5']);
    expect(over().duties(day)).toMatchObject([
      {
        family: 'leave',
        by: ['工作队'],
        to: ['组织部'],
        terms: { what: '报学习', every: 'month', at_least: 2, day: 25, unit: '次' },
      },
    ]);
  });

  test('are turned on and silenced by the county', () => {
    expect(owed('duties: { J-6: true }\n')).toEqual(['J-5', 'J-6']);
    expect(owed('duties: { J-5: false }\n')).toEqual([]);
  });

  test('are reminded of when the county says, on or off as before', () => {
    const of = (id: string, more: string): unknown => {
      const found = over(more)
        .duties(day, 'all')
        .find(({ citation }) => citation.provision === id);
      return found && [found.ahead, !found.terms.off];
    };
    expect(of('J-5', '')).toEqual([[5], true]);
    expect(of('J-5', 'duties: { J-5: { ahead: [8, 2] } }\n')).toEqual([[8, 2], true]);
    expect(of('J-6', 'duties: { J-6: { ahead: [] } }\n')).toEqual([[], false]);
    expect(of('J-6', 'duties: { J-6: { ahead: [3], on: true } }\n')).toEqual([[3], true]);
    expect(of('J-5', 'duties: { J-5: { on: false } }\n')).toEqual([[5], false]);
  });

  test('cannot be reminded of in an order that is none', () => {
    const folder = rulesFolder(county('duties: { J-5: { ahead: [2, 8] } }\n'));
    expect(complaintsOf(folder, { overlay: join(folder, FILE) })).toMatchObject([
      { file: FILE, line: lineOf(folder, FILE, 'duties:'), id: 'bei-overlay', problem: 'field-wrong' },
    ]);
  });

  test('that nobody knows cannot be switched', () => {
    const folder = rulesFolder(county('duties: { J-1: true }\n'));
    const [complaint] = complaintsOf(folder, { overlay: join(folder, FILE) });
    expect(complaint).toMatchObject({
      file: FILE,
      line: lineOf(folder, FILE, 'duties:'),
      id: 'bei-overlay',
      problem: 'word-unknown',
    });
    expect(complaint!.said).toContain('各包的条文编号里没有“J-1”。请改成其中之一（J-5、J-6）');
  });
});

describe('the library', () => {
  test('finds a county by its name, and the pack where no county has it', () => {
    const library = openLibrary(rulesFolder(county('names: { 镇书记: 乡书记 }\n')));
    const body = (name: string | null): string | undefined =>
      library.county(name, 'jia').rules.decide('report', {}, day).body?.name;
    expect([body('北县'), body('南县'), body(null)]).toEqual(['乡书记', '镇书记', '镇书记']);
    expect(library.packIds).toEqual(['jia']);
    expect(() => library.pack('yi')).toThrow(
      expect.objectContaining({ name: 'PackUnknown', pack: 'yi', known: ['jia'] }),
    );
  });

  test('compiles once, and knows the facts of the pack and of the vocabulary', () => {
    const files = edited(JIA, 'jia/pack.yaml', 'teams:', 'facts: { own: { label: 自家的, kind: number } }\nteams:');
    const library = openLibrary(rulesFolder(files));
    expect(library.pack('jia')).toBe(library.pack('jia'));
    expect(Object.keys(library.pack('jia').facts)).toEqual(expect.arrayContaining(['own', 'days_asked']));
  });

  test('refuses a pack with faults, and a county with faults, when they are asked for', () => {
    const folder = rulesFolder(
      edited(county('packs: [yi]\n'.replace('packs', 'gaps: {}\nextra')), 'jia/pack.yaml', 'title:', 'titel:'),
    );
    expect(() => openLibrary(folder).pack('jia')).toThrow('field-unknown');
    expect(complaintsOf(folder, { overlay: join(folder, FILE) })).toMatchObject([
      { file: FILE, problem: 'field-unknown' },
    ]);
  });
});
