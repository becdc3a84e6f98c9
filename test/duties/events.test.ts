import { describe, expect, test } from 'vitest';
import { owedOn } from '../../src/duties/owed.ts';
import { cadre, duty, entry, on, rulesWith, worldWith } from './small-county.ts';
import { dutyFlags } from '../../src/rules/duty-words.ts';

type Kind = 'term-start' | 'term-end' | 'member-change' | 'reported';

function told(
  day: string,
  about: Parameters<typeof cadre>[1],
  { kind, days, by = ['单位'] }: { readonly kind: Kind; readonly days?: number; readonly by?: readonly string[] },
  closes: readonly string[] = [],
): string[] {
  const after = days === undefined ? { event: '事' } : { event: '事', days };
  const rules = rulesWith([duty('X-1.0', { after }, { event: kind, by })]);
  const entries = closes.map((key) => entry({ ledger: 'other', personId: 'x', on: on(day), closes: [key] }));
  return owedOn(rules, worldWith([cadre('a', about)], { entries }), on(day)).map(
    ({ key, subjectId, dueOn, state }) => `${key} ${String(subjectId)} ${String(dueOn)} ${state}`,
  );
}

const change = { kind: 'member-change', days: 3 } as const;

describe('A change of members is filed', () => {
  test('within days that begin on the day after it', () => {
    expect(told('2026-12-01', { termFrom: on('2026-12-01') }, change)).toEqual([
      'X-1.0|body:单位@u1|a|2026-12-01 a 2026-12-04 open',
    ]);
  });
  test('by the next working day where the last one is a Sunday', () => {
    const [owed] = told('2026-12-17', { termFrom: on('2026-12-17') }, change);
    expect(owed).toContain(' 2026-12-21 open');
  });
  test('after the holiday where the last day falls into it', () => {
    const [owed] = told('2026-09-29', { leftOn: on('2026-09-29') }, change);
    expect(owed).toContain(' 2026-10-08 open'); // the 2nd is National Day week; the 8th is the first working day
  });
  test('on a Saturday that is worked, where that is the last day', () => {
    const [owed] = told('2026-10-07', { leftOn: on('2026-10-07') }, change);
    expect(owed).toContain(' 2026-10-10 open');
  });
  test('when somebody leaves, though nobody of the unit is left', () => {
    expect(told('2026-12-02', { leftOn: on('2026-12-01') }, change)).toHaveLength(1);
  });
  test('once for coming and once for leaving', () => {
    const both = told('2026-12-20', { termFrom: on('2026-12-01'), leftOn: on('2026-12-16') }, change);
    expect(both.map((line) => line.split(' ')[0])).toEqual([
      'X-1.0|body:单位@u1|a|2026-12-01',
      'X-1.0|body:单位@u1|a|2026-12-16',
    ]);
  });
  test('late until it is done, and not asked for 45 days after', () => {
    const about = { termFrom: on('2026-12-01') };
    expect(told('2026-12-05', about, change)[0]).toContain(' late');
    expect(told('2026-12-05', about, change, ['X-1.0|body:单位@u1|a|2026-12-01'])[0]).toContain(' done');
    expect(told('2027-01-18', about, change)).toHaveLength(1);
    expect(told('2027-01-19', about, change)).toEqual([]);
  });
});

test('What moves to a working day, and what is not published, is flagged', () => {
  const flagsAt = (day: string): readonly string[] => {
    const rules = rulesWith([
      duty('X-1.0', { after: { event: '事', days: 3 } }, { event: 'member-change', by: ['单位'] }),
    ]);
    return owedOn(rules, worldWith([cadre('a', { termFrom: on(day) })]), on(day))[0]?.flags ?? [];
  };
  expect(flagsAt('2026-12-01')).toEqual([]);
  expect(flagsAt('2026-12-17')).toEqual([dutyFlags.movedToWorkday]);
  expect(flagsAt('2031-12-04')).toEqual([dutyFlags.movedToWorkday, dutyFlags.holidaysUnknown]); // a Sunday
  expect(flagsAt('2031-12-01')).toEqual([dutyFlags.holidaysUnknown]);
});

describe('What the roster tells', () => {
  const start = { kind: 'term-start' } as const;
  test.each([
    ['before that day nothing is owed', '2026-11-30', []],
    ['on that day, promptly and without a date', '2026-12-01', ['X-1.0|body:单位@u1|a|2026-12-01 a null open']],
    ['for 60 days', '2027-01-30', ['X-1.0|body:单位@u1|a|2026-12-01 a null open']],
    ['and not of an old roster', '2027-01-31', []],
  ])('of somebody who comes: %s', (_, day, expected) => {
    expect(told(day, { termFrom: on('2026-12-01') }, start)).toEqual(expected);
  });

  test('of somebody who came and has left is not asked for any more', () => {
    expect(told('2026-12-20', { termFrom: on('2026-12-01'), leftOn: on('2026-12-10') }, start)).toEqual([]);
  });

  test('of the end of a term, also once they have left, but not where they left before it', () => {
    const end = { kind: 'term-end' } as const;
    const about = { termTo: on('2026-11-30') };
    expect(told('2026-12-05', { ...about, leftOn: on('2026-12-01') }, end)).toHaveLength(1);
    expect(told('2026-12-05', { ...about, leftOn: on('2026-11-20') }, end)).toEqual([]);
    expect(told('2026-11-29', about, end)).toEqual([]);
  });

  test('is owed by the person, the team, the township or the county, as the words say', () => {
    const of = (by: string): string | undefined =>
      told('2026-12-01', { termFrom: on('2026-12-01') }, { ...start, by: [by] })[0]?.split('|')[1];
    expect(['队员', '工作队', '乡镇', '县办', '市办', '书记'].map(of)).toEqual([
      'person:a',
      'team:team1',
      'body:乡镇@t1',
      'body:县办@',
      undefined,
      undefined,
    ]);
  });

  test('is owed once where several words mean the same', () => {
    expect(told('2026-12-01', { termFrom: on('2026-12-01') }, { ...start, by: ['队员', '派驻人员'] })).toHaveLength(1);
  });

  test('is nothing where somebody has to report it first', () => {
    expect(told('2026-12-01', { termFrom: on('2026-12-01') }, { kind: 'reported', days: 0 })).toEqual([]);
  });
});
