import { describe, expect, test } from 'vitest';
import type { LedgerEntry, Owed } from '../../src/domain/duty.ts';
import type { Duty } from '../../src/rules/duty.ts';
import { owedOn } from '../../src/duties/owed.ts';
import { cadre, duty, entry, on, rulesWith, worldWith } from './small-county.ts';

const people = [cadre('s', { post: '书记' }), cadre('a')];
const owed = (duties: readonly Duty[], entries: readonly LedgerEntry[] = []): Owed[] =>
  owedOn(rulesWith(duties), worldWith(people, { entries }), on('2026-10-15')).filter(({ state }) => state !== 'late');

const nearer = duty(
  'N-1.0',
  { every: 'month', at_least: 1, same_as: '学习', to: ['乡镇'] },
  { by: ['工作队'], to: ['乡镇'], closedBy: 'study' },
);
const above = duty(
  'A-1.0',
  { every: 'month', at_least: 2, same_as: '学习' },
  { by: ['工作队'], to: ['县办'], closedBy: 'study' },
);

describe('What two documents ask for', () => {
  test('is owed once, by the stricter number, with both cited and all told', () => {
    const [one, ...more] = owed([nearer, above]);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ key: 'A-1.0|team:team1||2026-10-01', atLeast: 2, to: ['乡镇', '县办'] });
    expect(one?.citations.map(({ provision }) => provision)).toEqual(['N-1', 'A-1']);
  });

  test('is the nearer one’s where both ask for as much', () => {
    const same = { ...above, terms: { ...above.terms, at_least: 1 } };
    expect(owed([nearer, same]).map(({ key }) => key)).toEqual(['N-1.0|team:team1||2026-10-01']);
  });

  test('is closed by what closes either', () => {
    const closing = entry({
      ledger: 'other',
      personId: 'a',
      on: '2026-10-03',
      closes: ['N-1.0|team:team1||2026-10-01'],
    });
    expect(owed([nearer, above], [closing]).map(({ done, state }) => [done, state])).toEqual([[2, 'done']]);
  });

  test('is one where the same people owe it, as a team and by themselves', () => {
    const bySecretary = duty('A-2.0', { due: '12-20', same_as: '总结' }, { by: ['书记'] });
    const byTeam = duty('A-2.1', { due: '12-20', same_as: '总结' }, { by: ['工作队'] });
    expect(owed([byTeam, bySecretary]).map(({ key }) => key)).toEqual(['A-2.1|team:team1||2026-01-01']);
    expect(owed([byTeam, duty('A-3.0', { due: '12-20', same_as: '总结' })]).map(({ key }) => key)).toHaveLength(2);
  });

  test('is owed by the earlier day', () => {
    const early = duty('A-4.0', { due: '12-10', same_as: '总结' }, { by: ['书记'] });
    const late = duty('A-5.0', { due: '12-20', same_as: '总结' }, { by: ['书记'] });
    expect(owed([late, early]).map(({ dueOn }) => dueOn)).toEqual(['2026-12-10']);
  });

  test('in other periods, or by other words, stays two', () => {
    expect(owed([nearer, { ...above, terms: { ...above.terms, every: 'quarter' } }])).toHaveLength(2);
    expect(owed([nearer, { ...above, terms: { ...above.terms, same_as: '别的' } }])).toHaveLength(2);
  });

  test('is owed once where the third has the people of the first', () => {
    const persons = duty('A-6.0', { every: 'month', same_as: '学习' }, { by: ['书记'], closedBy: 'study' });
    expect(owed([nearer, persons, above]).map(({ citations }) => citations.length)).toEqual([3]);
  });
});
