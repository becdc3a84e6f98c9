import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CaseFile, differencesOf, type Case } from '../../src/rules/cases.ts';
import { openLibrary, shelfOf, type Shelf } from '../../src/rules/library.ts';
import { overlayFilesIn, readStack } from '../../src/rules/load.ts';
import { edited, JIA, PACKS, rulesFolder } from './small-packs.ts';

const library = openLibrary(PACKS);

const casesIn = (folder: string): { file: string; cases: Case[] }[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((file) => ({ file, cases: CaseFile.parse(parse(readFileSync(join(folder, file), 'utf8'))) }))
    : [];

/** What every case that is wrong says of itself. */
const wrongOf = (cases: readonly Case[], shelf: Shelf): string[] =>
  cases.flatMap((one) => differencesOf(one, shelf, library.vocabulary).map((differs) => `${one.case}: ${differs}`));

describe.each(library.packIds)('the pack %s', (id) => {
  test('has cases of its own', () => {
    expect(casesIn(join(PACKS, id, 'cases')).flatMap(({ cases }) => cases)).not.toEqual([]);
  });

  test('answers every one of its cases as the case says', () => {
    const shelf = library.pack(id);
    for (const { file, cases } of casesIn(join(PACKS, id, 'cases'))) expect(wrongOf(cases, shelf), file).toEqual([]);
  });
});

const overlays = overlayFilesIn(PACKS).map((file) => ({ file, name: basename(file, '.yaml') }));

/** Cases of a county lie beside it, under the name of its file. */
const casesOfCounty = (name: string): { file: string; cases: Case[] }[] =>
  casesIn(join(PACKS, 'counties', 'cases')).filter(({ file }) => file === `${name}.yaml`);

test.each(overlays)('the county $name loads, and answers its cases as they say', ({ file, name }) => {
  const { stack, problems, switches } = readStack(PACKS, { overlay: file });
  expect(problems).toEqual([]);
  const shelf = shelfOf(stack!, switches);
  for (const { file: of, cases } of casesOfCounty(name)) expect(wrongOf(cases, shelf), of).toEqual([]);
});

describe('a case', () => {
  const shelf = (files = JIA): Shelf => openLibrary(rulesFolder(files)).pack('jia');
  const written = (one: object): Case => CaseFile.parse([one])[0]!;
  const asked = written({
    case: '三天',
    ask: 'leave-chain',
    given: { role: '队员', leave_days: 3 },
    expect: {
      verdict: 'approve',
      chain: [['镇书记']],
      modes: ['any'],
      copies: ['组织部'],
      provisions: ['J-1'],
      citation: ['第一条'],
    },
  });

  test('that is right differs in nothing', () => {
    expect(wrongOf([asked], shelf())).toEqual([]);
  });

  test('tells each place that differs, with what was expected and what is answered', () => {
    const moved = edited(JIA, 'jia/leave.yaml', /max: 3([^]+)over: 3/, 'max: 2.5$1over: 2.5');
    expect(wrongOf([{ ...asked, expect: { chain: [['镇书记']], verdict: 'approve' } }], shelf(moved))).toEqual([
      '三天: expect.chain[0]: ["镇书记"] ≠ ["组织部","派出单位"]',
    ]);
    expect(wrongOf([{ ...asked, expect: { amounts: { days: 3 }, say: '好' } }], shelf())).toEqual([
      '三天: expect.amounts.days: 3 ≠ null',
      '三天: expect.say: "好" ≠ null',
    ]);
  });

  test('may name the day whose rules hold, else that of its facts', () => {
    const before: Case = { ...asked, on: '2019-12-31', expect: { open: 'not-in-force', provisions: [] } };
    const dated: Case = { ...asked, given: { ...asked.given, from: '2019-12-31' }, expect: { open: 'not-in-force' } };
    expect(wrongOf([before, dated], shelf())).toEqual([]);
  });

  test('that names a fact or a question which nobody knows says so, instead of passing', () => {
    expect(wrongOf([{ ...asked, given: { leave_dayz: 3 } }], shelf())).not.toEqual([]);
    expect(wrongOf([{ ...asked, ask: 'weather', expect: { verdict: 'not-covered' } }], shelf())).not.toEqual([]);
  });

  test('may take another reading', () => {
    const half = edited(JIA, 'jia/leave.yaml', /max: 3([^]+)over: 3/, 'max: 2.5$1over: 2.5');
    const given = { role: '队员', leave_days: 2.5 };
    const whole = { ...asked, given, take: { 'half-days': 'whole' }, expect: { provisions: ['J-2'] } };
    expect(wrongOf([{ ...asked, given, expect: { provisions: ['J-1'] } }, whole], shelf(half))).toEqual([]);
  });

  test('may ask for duties and for what a family holds', () => {
    const inform = written({ case: '告知', inform: 'leave', expect: ['J-1', 'J-2'] });
    expect(wrongOf([inform, written({ case: '没有', duty: 'J-1', expect: [] })], shelf())).toEqual([]);
    expect(wrongOf([{ ...inform, expect: ['J-1'] }], shelf())).toHaveLength(1);
  });

  test('asks one thing', () => {
    expect(CaseFile.safeParse([{ case: '两问', ask: 'report', inform: 'leave', expect: {} }]).success).toBe(false);
    expect(CaseFile.safeParse([{ case: '不问', expect: {} }]).success).toBe(false);
    expect(CaseFile.safeParse([{ case: '错字', asks: 'report', expect: {} }]).success).toBe(false);
  });
});
