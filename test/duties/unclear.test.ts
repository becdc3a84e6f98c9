import { describe, expect, test } from 'vitest';
import { owedOn } from '../../src/duties/owed.ts';
import { unclearOf } from '../../src/duties/unclear.ts';
import { cadre, clerk, duty, on, rulesWith, worldWith } from './small-county.ts';

const today = on('2026-12-02');
const forCounty = duty('A-1.0', { every: 'year', when: { dispatch_level: { is: '县派' } } });
const forAll = duty('A-2.0', { every: 'year' });
const rules = (duties = [forCounty, forAll], levels: readonly string[] = ['市派', '县派']) =>
  rulesWith(duties, { dispatchLevels: () => levels });
const said = (people: Parameters<typeof worldWith>[0], given = rules()): unknown[] =>
  unclearOf(given, worldWith(people), today).map((one) =>
    one.why === 'no-level' ? [one.person.id, one.duties.map(({ key }) => key)] : [one.person.id, one.termTo],
  );

describe('Somebody without a dispatch level', () => {
  test('is named with the duties that hang on it', () => {
    const people = [cadre('甲'), cadre('乙', { dispatchLevel: null }), clerk('丙')];
    expect(said(people)).toEqual([['乙', ['A-1.0']]]);
    expect(owedOn(rules(), worldWith(people), today).map(({ dutyKey, peopleIds }) => [dutyKey, ...peopleIds])).toEqual([
      ['A-1.0', '甲'],
      ['A-2.0', '甲'],
      ['A-2.0', '乙'],
    ]);
  });

  test('is not where nothing hangs on it, or the packs know no levels', () => {
    const people = [cadre('乙', { dispatchLevel: null })];
    expect(said(people, rules([forAll]))).toEqual([]);
    expect(said(people, rules([forCounty], []))).toEqual([]);
  });

  test('is not where the duty is another post’s, or turned off', () => {
    expect(said([cadre('乙', { post: '书记', dispatchLevel: null })])).toEqual([]);
    const off = duty('A-1.0', { every: 'year', off: true, when: { dispatch_level: { is: '县派' } } });
    expect(said([cadre('乙', { dispatchLevel: null })], rules([off]))).toEqual([]);
  });

  test('of a team is whoever leads it: by them it is decided', () => {
    const ofTeam = duty('A-3.0', { every: 'year', when: { dispatch_level: { is: '县派' } } }, { by: ['工作队'] });
    const people = [
      cadre('甲', { post: '书记', isTeamLeader: true, dispatchLevel: null }),
      cadre('乙', { dispatchLevel: null }),
    ];
    expect(said(people, rules([ofTeam]))).toEqual([['甲', ['A-3.0']]]);
  });

  test('of a unit leaves open what the unit owes for them', () => {
    const ofUnit = duty('A-4.0', { every: 'year', when: { dispatch_level: { is: '县派' } } }, { by: ['单位'] });
    expect(said([cadre('乙', { dispatchLevel: null })], rules([ofUnit]))).toEqual([['乙', ['A-4.0']]]);
  });
});

describe('Somebody whose term is over', () => {
  const over = cadre('丁', { termFrom: on('2024-12-01'), termTo: on('2026-12-01') });

  test('is named while the roster still has them, and owes nothing', () => {
    expect(said([over])).toEqual([['丁', '2026-12-01']]);
    expect(owedOn(rules(), worldWith([over]), today)).toEqual([]);
  });

  test('is not on the last day of it, nor once they are said to have left', () => {
    expect(said([{ ...over, termTo: today }])).toEqual([]);
    expect(said([{ ...over, leftOn: today }])).toEqual([]);
    expect(said([{ ...over, leftOn: on('2026-12-03') }])).toEqual([['丁', '2026-12-01']]);
  });

  test('is named for that alone where the level is missing as well', () => {
    expect(said([{ ...over, dispatchLevel: null }])).toEqual([['丁', '2026-12-01']]);
  });
});
