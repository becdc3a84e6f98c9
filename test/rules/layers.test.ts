import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Decision } from '../../src/rules/decision.ts';
import type { Values } from '../../src/rules/value.ts';
import { leaveFacts } from './leave-facts.ts';
import {
  complaintsOf,
  edited,
  JIA,
  packHead,
  provision,
  rulesFolder,
  rulesOfFiles,
  topic,
  type Files,
} from './small-packs.ts';

const day = '2026-12-01';
const asked = (files: Files, packs: readonly string[], question: string, facts: Values, on: IsoDate = day): Decision =>
  rulesOfFiles(files, packs).decide(question, facts, on);
const cited = ({ citations }: Decision): string[] => citations.map((c) => `${c.pack} ${c.provision}`);

/** Above the pack jia: it has a chain of its own, a word on absence, and another post. */
const above = (rows: string, question: string, more = ''): Files => ({
  'sheng/pack.yaml': packHead('sheng', `posts: [队员, 特派员]\nbodies: { 省厅: { scope: province } }\n${more}`),
  'sheng/a.yaml': topic(provision('S-1', `decides: [{ question: ${question}, rows: [${rows}] }]`)),
});
const under = (files: Files): Files =>
  edited({ ...JIA, ...files }, 'jia/pack.yaml', 'teams:', 'extends: [sheng]\nteams:');

describe('a pack that extends another', () => {
  test('decides before it, and leaves to it what it does not have', () => {
    const files = under(above('{ verdict: notify }', 'absence-check'));
    expect(cited(asked(files, ['jia'], 'leave-chain', { role: '队员', days_asked: 1 }))).toEqual(['jia J-1']);
    expect(cited(asked(files, ['jia'], 'absence-check', {}))).toEqual(['sheng S-1']);
  });

  test('may leave a case open, which the one above then decides', () => {
    const own = `decides: [{ question: absence-check, rows: [{ when: { serious: true }, verdict: process }] }]`;
    const files = edited(
      { ...under(above('{ verdict: notify }', 'absence-check')), 'jia/b.yaml': topic(provision('J-3', own)) },
      ...(['jia/pack.yaml', 'teams:', 'gaps: { absence-check: 其余按上级 }\nteams:'] as const),
    );
    expect(cited(asked(files, ['jia'], 'absence-check', { serious: true }))).toEqual(['jia J-3']);
    expect(cited(asked(files, ['jia'], 'absence-check', { serious: false }))).toEqual(['sheng S-1']);
  });

  test('is alone asked who approves: what the nearest leaves open is not decided above', () => {
    const files = edited(
      under(above('{ steps: [{ any: [省厅] }] }', 'leave-chain')),
      ...(['jia/leave.yaml', 'over: 3', 'min: 4'] as const),
    );
    const gapped = edited(files, 'jia/pack.yaml', 'teams:', 'gaps: { leave-chain: 另定 }\nteams:');
    expect(asked(gapped, ['jia'], 'leave-chain', { role: '队员', days_asked: 3.5 })).toMatchObject({
      verdict: 'not-covered',
      open: 'no-row',
      citations: [],
    });
  });

  test('leaves a post that only the one above lists to that one', () => {
    const files = under(above('{ steps: [{ any: [省厅] }] }', 'leave-chain'));
    const rules = rulesOfFiles(files, ['jia']);
    const decision = rules.decide('leave-chain', { role: '特派员', days_asked: 9 }, day);
    expect(decision.verdict).toBe('approve');
    expect(rules.posts(day)).toEqual(['队员', '特派员', '队长', '驻村队员']);
  });

  test('can use its words, and take another option of its readings', () => {
    const reading =
      'readings: { sick: { question: 病假算不算？, options: { a: 算, b: 不算 }, taken: a, because: 试 } }';
    const files = above(
      '{ when: { sick: a }, verdict: notify }, { when: { sick: b }, verdict: no-action }',
      'absence-check',
      reading,
    );
    const own = `decides: [{ question: report, rows: [{ when: { sick: a }, body: 省厅 }, { when: { sick: b } }] }]`;
    const both = { ...under(files), 'jia/b.yaml': topic(provision('J-3', own)) };
    expect(asked(both, ['jia'], 'report', {}).body).toEqual({ name: '省厅', scope: 'province' });
    const taken = edited(both, 'jia/pack.yaml', 'teams:', 'take: { sick: b }\nteams:');
    expect(asked(taken, ['jia'], 'report', {}).body).toBeNull();
  });

  test('comes with all that it extends, each once, nearer ones first', () => {
    const files: Files = {
      'a/pack.yaml': packHead('a', 'extends: [b, c]\n'),
      'b/pack.yaml': packHead('b', 'extends: [c]\n'),
      'c/pack.yaml': packHead('c'),
    };
    expect(rulesOfFiles(files, ['a']).packs.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(rulesOfFiles(files, ['c', 'a']).packs.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('in a ring is refused where the ring closes', () => {
    const files: Files = {
      'a/pack.yaml': packHead('a', 'extends: [b]\n'),
      'b/pack.yaml': packHead('b', 'extends: [a]\n'),
    };
    expect(complaintsOf(rulesFolder(files), ['a'])).toMatchObject([
      { file: 'b/pack.yaml', problem: 'pack-circular', id: 'b' },
    ]);
  });

  test('that is not there is told with the file that was looked for', () => {
    const folder = rulesFolder({ 'a/pack.yaml': packHead('a', 'extends: [z]\n') });
    expect(complaintsOf(folder, ['a'])).toMatchObject([{ file: 'z/pack.yaml', problem: 'pack-missing' }]);
  });
});

describe('packs beside each other', () => {
  test('decide in the order in which they are named', () => {
    const files = { ...JIA, ...above('{ steps: [{ any: [省厅] }] }', 'leave-chain') };
    const facts = { role: '队员', days_asked: 1 };
    expect(cited(asked(files, ['jia', 'sheng'], 'leave-chain', facts))).toEqual(['jia J-1']);
    expect(cited(asked(files, ['sheng', 'jia'], 'leave-chain', facts))).toEqual(['sheng S-1']);
  });

  test('are asked each by itself where what each says is wanted', () => {
    const files = { ...JIA, ...above('{ steps: [{ any: [省厅] }] }', 'leave-chain') };
    const each = rulesOfFiles(files, ['jia', 'sheng']).decideEach('leave-chain', { role: '队员', days_asked: 1 }, day);
    expect(each.map(({ pack, decision }) => [pack, ...cited(decision)])).toEqual([
      ['jia', 'jia J-1'],
      ['sheng', 'sheng S-1'],
    ]);
  });
});

describe('the days on which rules hold', () => {
  const facts = { role: '队员', days_asked: 1 };
  const verdicts = (files: Files, days: readonly IsoDate[]): string[] => {
    const rules = rulesOfFiles(files, ['jia']);
    return days.map((on) => rules.decide('leave-chain', facts, on).open ?? 'decided');
  };

  test('begin with the first and end with the last of the pack', () => {
    const ended = edited(JIA, 'jia/pack.yaml', 'from: 2020-01-01', 'from: 2020-01-01, to: 2026-12-31');
    const around = ['2019-12-31', '2020-01-01', '2026-12-31', '2027-01-01'] as const;
    expect(verdicts(ended, around)).toEqual(['not-in-force', 'decided', 'decided', 'not-in-force']);
    expect(verdicts(JIA, ['2099-12-31'])).toEqual(['decided']);
  });

  test('of a provision lie within those of its pack', () => {
    const dated = JIA['jia/leave.yaml']!.replaceAll(
      'family: leave',
      'family: leave\n    in_force: { from: 2019-01-01, to: 2026-12-31 }',
    );
    const files = { ...JIA, 'jia/leave.yaml': dated };
    expect(verdicts(files, ['2019-12-31', '2020-01-01', '2026-12-31', '2027-01-01'])).toEqual([
      'not-in-force',
      'decided',
      'decided',
      'no-row',
    ]);
  });

  const newer: Files = {
    ...JIA,
    'jia-2/pack.yaml': packHead(
      'jia-2',
      'replaces: jia\nposts: [队员]\nbodies: { 新书记: { scope: township } }\n',
    ).replace('2020-01-01', '2027-01-01'),
    'jia-2/leave.yaml': topic(
      provision('N-1', 'decides: [{ question: leave-chain, rows: [{ steps: [{ any: [新书记] }] }] }]'),
    ),
  };

  test('of a pack end the day before the one that replaces it begins: an old leave stays under the old', () => {
    const rules = rulesOfFiles(newer, ['jia-2']);
    const on = (date: IsoDate): string[] => cited(rules.decide('leave-chain', facts, date));
    expect(on('2026-12-31')).toEqual(['jia J-1']);
    expect(on('2027-01-01')).toEqual(['jia-2 N-1']);
    expect(
      rules.leave(leaveFacts({ post: '队员', dispatchLevel: null, fromOn: '2026-12-31', toOn: '2026-12-31' })),
    ).toMatchObject({
      steps: [{ bodies: [{ name: '镇书记' }] }],
    });
  });

  test('of the older pack are its own where nothing replaces it', () => {
    expect(cited(asked(newer, ['jia'], 'leave-chain', facts, '2027-01-01'))).toEqual(['jia J-1']);
  });
});
