import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packIdsIn } from '../../src/rules/load.ts';
import { sayMutant, tryMutants, type Tried } from '../../scripts/mutate-rules.ts';
import { edited, JIA, lineOf, PACKS, provision, rulesFolder, topic, type Files } from './small-packs.ts';

const SAMPLE = 60;

describe.each(packIdsIn(PACKS))('a single change of the YAML of %s', (id) => {
  test('is noticed by one of its cases, or the pack no longer loads', () => {
    const { survivors, mutants, wrong } = tryMutants(PACKS, id, { sample: SAMPLE });
    expect(wrong).toEqual([]);
    expect(mutants).toBeGreaterThan(0);
    expect(survivors.map(sayMutant)).toEqual([]);
  });
});

const CASES = `- case: 正好三天
  ask: leave-chain
  given: { role: 队员, leave_days: 3 }
  expect: { verdict: approve, chain: [[镇书记]], modes: [any], copies: [组织部], provisions: [J-1] }
- case: 三天半
  ask: leave-chain
  given: { role: 队员, leave_days: 3.5 }
  expect: { verdict: approve, chain: [[组织部, 派出单位]], modes: [all], provisions: [J-2] }
- case: 施行前一天
  ask: leave-chain
  given: { role: 队员, leave_days: 1 }
  on: 2019-12-31
  expect: { open: not-in-force }
- case: 施行当天
  ask: leave-chain
  given: { role: 队员, leave_days: 1 }
  on: 2020-01-01
  expect: { verdict: approve }
`;
const tried = (files: Files): Tried & { readonly said: readonly string[] } => {
  const folder = rulesFolder(files);
  const all = tryMutants(folder, 'jia');
  return { ...all, said: all.survivors.map((one) => sayMutant(one).replace(/^.*(?=jia\/)/, '')) };
};

describe('the mutants of a small pack', () => {
  const full: Files = { ...JIA, 'jia/cases/leave.yaml': CASES };

  test('are all caught by cases at, below and above each number', () => {
    const { mutants, survivors, wrong } = tried(full);
    expect({ survivors, wrong }).toEqual({ survivors: [], wrong: [] });
    expect(mutants).toBeGreaterThan(10);
  });

  test('survive where no case asks: the file, the line and the change are told', () => {
    const { said } = tried(edited(full, 'jia/cases/leave.yaml', /- case: 三天半[^]+?(?=- case)/, ''));
    const line = lineOf(rulesFolder(full), 'jia/leave.yaml', 'all: [组织部');
    expect(said).toContain(`jia/leave.yaml:${line}  provisions.decides.rows.steps  all: ["组织部","派出单位"] → any`);
    expect(said).toContain(`jia/leave.yaml:${line}  provisions.decides.rows.steps.all  组织部 → 镇书记`);
    expect(said.every((one) => one.startsWith(`jia/leave.yaml:${line}`))).toBe(true);
  });

  test('survive all where there are no cases, but for those that the loader refuses', () => {
    const { mutants, survivors } = tried(JIA);
    expect(survivors.length).toBeGreaterThan(5);
    expect(survivors.length).toBeLessThan(mutants);
    expect(survivors.some(({ said }) => said.startsWith('max:'))).toBe(false);
  });

  test('of dates survive where no case stands on the first day', () => {
    const { said } = tried(edited(full, 'jia/cases/leave.yaml', /- case: 施行前一天[^]+$/, ''));
    expect(said.map((one) => one.replace(/.*in_force/, 'in_force'))).toEqual([
      'in_force.from  2020-01-01 → 2020-01-02',
      'in_force.from  2020-01-01 → 2019-12-31',
    ]);
  });

  test('are not judged by a case that is wrong as it is, which is told', () => {
    const { wrong } = tried(edited(full, 'jia/cases/leave.yaml', '[[镇书记]]', '[[组织部]]'));
    expect(wrong).toEqual(['正好三天']);
    const folder = rulesFolder(full);
    writeFileSync(join(folder, 'jia/cases/leave.yaml'), '- { case: 老写法, leave: {} }\n');
    expect(tryMutants(folder, 'jia').wrong).toEqual([join(folder, 'jia/cases/leave.yaml')]);
  });

  test('are the same sample for the same seed', () => {
    const folder = rulesFolder(JIA);
    const sample = (seed: number): string[] => tryMutants(folder, 'jia', { sample: 5, seed }).survivors.map(sayMutant);
    expect(sample(1)).toEqual(sample(1));
    expect(tryMutants(folder, 'jia', { sample: 5 }).mutants).toBe(5);
  });
});

test('every kind of change is made of duties, quotas, amounts, deadlines and facts', () => {
  const does = `quotas: [{ question: study, every: month, when: { village_team: true }, measures: [{ counts: group_study_count, at_least: 2 }] }]
duties: [{ by: [组织部], to: [镇书记], what: 报告, every: month, at_least: 2, day: 5, closed_by: 学习, ahead: [5] }, { by: [队长], what: 报告, due: 12-10, same_as: 年报 }, { by: [队长], what: 报告, after: { event: 到村 } }]
decides: [{ question: report, rows: [{ body: 镇书记, decided_by: [组织部], amounts: { total: persons * 1.5 }, deadlines: [{ due: 12-10, to: [组织部] }, { dates: { due: "date_in(year, '12-31')" } }] }] }]`;
  const { said } = tried({
    ...edited(
      JIA,
      'jia/pack.yaml',
      'teams: [工作队]',
      'facts: { more: { label: 多, kind: number, min: 0, is: persons + 1 } }\nteams: [{ name: 工作队, of: [队长] }]',
    ),
    'jia/work.yaml': topic(provision('J-5', does)),
  });
  const changes = said.map((one) => one.replace(/^\S+ +(?:provisions\.)?/, ''));
  for (const change of [
    'quotas.when.village_team  true → false',
    'quotas.measures.at_least  2 → 3',
    'quotas.measures.at_least  2 → 1',
    'duties.by  组织部 → 派出单位',
    'duties.to  镇书记 → 组织部',
    'duties.every  month → quarter',
    'duties.at_least  2 → 3',
    'duties.day  5 → 6',
    'duties.due  12-10 → 12-11',
    'duties.closed_by  学习 → 走访',
    'duties.ahead  5 → 4',
    'duties.same_as  年报 → 年报?',
    'duties.after.event  到村 → 选派到岗',
    'teams.of  队长 → 队员',
    'decides.rows.body  镇书记 → 组织部',
    'decides.rows.decided_by  组织部 → 派出单位',
    'decides.rows.amounts.total  persons * 1.5 → persons * 1.6',
    'decides.rows.deadlines.due  12-10 → 12-09',
    'decides.rows.deadlines.to  组织部 → 派出单位',
    "decides.rows.deadlines.dates.due  date_in(year, '12-31') → date_in(year, '01-01')",
    'facts.more.is  persons + 1 → persons + 2',
  ])
    expect(changes).toContain(change);
  expect(changes.filter((one) => one.startsWith('facts.more.min'))).toEqual([]);
});
