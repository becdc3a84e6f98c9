import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Rules } from '../../src/rules/decision.ts';
import { loadRules } from '../../src/rules/load.ts';
import { complaintsOf, copyOfPack, FENGDU, PACKS, type Edits } from './pack-copy.ts';

const edited = (edits: Edits): Rules => loadRules(copyOfPack(edits), [FENGDU]);
const ask = { post: '驻村工作队员', dispatchLevel: '县派', reason: '看病', fromOn: '2026-12-01' } as const;

/** Bodies of the steps, by name. */
function chainOf(rules: Rules, days: number, fromOn: typeof ask.fromOn | '2027-01-01' = ask.fromOn): string[][] {
  const decision = rules.leave({ ...ask, days, fromOn });
  if (!('steps' in decision)) throw new Error(decision.verdict);
  return decision.steps.map(({ bodies }) => bodies.map(({ name }) => name));
}

const SECRETARY = [['乡镇（街道）党（工）委书记']];
const JOINTLY = [['县委组织部', '派出单位']];

describe('a change of the YAML alone', () => {
  test('moves the threshold of the chain from 3 days to 4', () => {
    const before = loadRules(PACKS, [FENGDU]);
    const after = edited({
      'leave.yaml': (text) => text.replace('max: 3', 'max: 4').replace('over: 3', 'over: 4'),
    });
    expect([3, 3.5, 4, 4.5].map((days) => chainOf(before, days))).toEqual([SECRETARY, JOINTLY, JOINTLY, JOINTLY]);
    expect([3, 3.5, 4, 4.5].map((days) => chainOf(after, days))).toEqual([SECRETARY, SECRETARY, SECRETARY, JOINTLY]);
  });

  test('renames every body, and every answer carries the new names', () => {
    const renamed = (name: string): string => `新${name}`;
    const { bodies, posts } = parse(readFileSync(join(PACKS, FENGDU, 'pack.yaml'), 'utf8')) as {
      bodies: Record<string, unknown>;
      posts: string[];
    };
    // Longest first, so that a name which begins another is not torn out of it. Posts stay as they are in the roster.
    const names = Object.keys(bodies).sort((a, b) => b.length - a.length);
    const inBodyPlaces = (text: string): string =>
      text.replace(
        /((?:any|all|to|by|decided_by|bodies): \[)(.*)(\])|(body: )(.+)|^( {2})(\S+)(: \{ scope)/gm,
        (match) =>
          names
            .reduce((line, name, index) => line.replaceAll(name, `<${index}>`), match)
            .replace(/<(\d+)>/g, (_, n) => renamed(names[Number(n)]!)),
      );
    const rules = edited(
      Object.fromEntries(['pack.yaml', 'leave.yaml', 'attendance.yaml'].map((file) => [file, inBodyPlaces])),
    );
    expect(chainOf(rules, 3)).toEqual([SECRETARY[0]!.map(renamed)]);
    expect(chainOf(rules, 4)).toEqual([JOINTLY[0]!.map(renamed)]);
    const decision = rules.leave({ ...ask, days: 3 });
    expect(decision).toMatchObject({ filings: [{ bodies: [{ name: renamed('县乡村振兴局') }] }] });
    const keepers = posts.map((post) => rules.keeper({ post, dispatchLevel: null, on: '2026-12-01' }).keeper?.name);
    const [township, leader, secretary] = ['乡镇（街道）党（工）委', '驻乡工作队队长', '驻村第一书记'].map(renamed);
    expect(keepers).toEqual([township, leader, township, secretary, township]);
    expect(rules.duties('2026-12-01')[0]!.bodies[0]!.name).toBe(renamed('县乡村振兴局'));
    const found = [
      { on: '2026-03-02', isJustified: false } as const,
      { on: '2026-11-20', isJustified: false } as const,
    ];
    expect(rules.absences({ post: ask.post, on: '2026-12-01', findings: found })).toMatchObject({
      targets: { bodies: [{ name: renamed('派出单位') }] },
      decidedBy: [{ name: renamed('县乡村振兴局') }],
    });
  });

  test('renames a post and a level', () => {
    const rename = (text: string): string => text.replaceAll('产业指导员', '产业顾问').replaceAll('市派', '市级');
    const rules = edited({ 'pack.yaml': rename, 'attendance.yaml': rename });
    expect(rules.posts('2026-12-01')).toContain('产业顾问');
    expect(rules.keeper({ post: '产业顾问', dispatchLevel: '市级', on: '2026-12-01' }).keeper?.scope).toBe('township');
  });

  test('takes the other reading of a share, and says so', () => {
    const rules = edited({ 'pack.yaml': (text) => text.replace('taken: inclusive', 'taken: exclusive') });
    const quotaOf = (monthDays: number): ReturnType<Rules['monthQuota']> =>
      rules.monthQuota({ post: ask.post, monthDays, on: '2026-04-01' });
    expect([28, 29, 30, 31].map((days) => quotaOf(days)!.minDays)).toEqual([19, 20, 21, 21]);
    expect(quotaOf(30)!.readings.find(({ id }) => id === 'share-bound')!.taken).toContain('要满 21 天');
  });

  test('amends a provision from a day on: each leave is decided by the rule of its first day', () => {
    const amended = [
      '  - id: FD-09c',
      '    article: 第九条',
      '    family: leave',
      '    summary: 修订后四天以内由乡镇书记批。',
      '    in_force: { from: 2027-01-01 }',
      '    decides: { table: leave-chain, rows: [{ when: { leave_days: { max: 4 } }, steps: [{ any: [县委组织部] }] }] }',
      '',
    ].join('\n');
    const later = amended.replace('FD-09c', 'FD-09d').replace('max: 4', 'over: 4').replace('县委组织部', '派出单位');
    const rules = edited({
      'leave.yaml': (text) =>
        `${text.replaceAll('    family: leave\n', '    family: leave\n    in_force: { from: 2021-09-10, to: 2026-12-31 }\n')}\n${amended}${later}`,
    });
    expect(chainOf(rules, 4, '2026-12-01')).toEqual(JOINTLY);
    expect(chainOf(rules, 4, '2027-01-01')).toEqual([['县委组织部']]);
    expect(rules.leave({ ...ask, days: 4, fromOn: '2027-01-01' }).citations).toEqual([
      expect.objectContaining({ provision: 'FD-09c', inForceFrom: '2027-01-01' }),
    ]);
  });

  test('leaves a day without rules between two amendments, and that is refused', () => {
    const packs = copyOfPack({
      'leave.yaml': (text) =>
        text.replace(/(id: FD-09d\n.+\n.+\n)/, '$1    in_force: { from: 2021-09-10, to: 2026-12-31 }\n'),
    });
    expect(complaintsOf(packs)).toMatchObject([{ problem: 'gap', id: 'FD-09c' }]);
  });

  test('ends the whole pack: what comes after is not covered', () => {
    const rules = edited({
      'pack.yaml': (text) => text.replace('from: 2021-09-10', 'from: 2021-09-10\n  to: 2026-12-01'),
    });
    expect(rules.leave({ ...ask, days: 1 }).verdict).toBe('approve');
    expect(rules.leave({ ...ask, days: 1, fromOn: '2026-12-02' })).toMatchObject({
      why: 'not-in-force',
      citations: [],
    });
  });

  test('without a chain of its own the pack says that the county must set one, citing what it has on leave', () => {
    const rules = edited({
      'leave.yaml': () =>
        'provisions:\n  - id: FD-09c\n    article: 第九条\n    family: leave\n    summary: 请假办法由县里另定。\n',
    });
    expect(rules.leave({ ...ask, days: 1 })).toMatchObject({
      verdict: 'needs-local-rule',
      citations: [{ provision: 'FD-09c', article: '第九条' }],
    });
  });
});
