/** What is late for longer than it is reminded of is found all the same where a whole year is asked for. */
import { describe, expect, test } from 'vitest';
import { owedOn } from '../../src/duties/owed.ts';
import { windowsSince } from '../../src/duties/periods.ts';
import { cadre, clerk, duty, entry, on, rulesWith, worldWith } from './small-county.ts';

const today = on('2026-06-10');
const study = duty('L-1.0', { every: 'month' }, { closedBy: 'study' });
const world = worldWith([cadre('a', { termFrom: on('2026-02-10') }), clerk('x')], {
  seats: [{ body: '单位', scopeId: 'u1', title: '', holderIds: ['x'] }],
  entries: [entry({ ledger: 'study', personId: 'a', on: '2026-03-04' })],
});
const found = (one = study, since: string | null = null, given = world): string[] =>
  owedOn(rulesWith([one]), given, today, since === null ? null : on(since)).map((o) => `${o.fromOn} ${o.state}`);

describe('A whole year', () => {
  test('has every month since then that was not done, from when they came', () => {
    expect(found()).toEqual(['2026-05-01 late', '2026-06-01 open']);
    expect(found(study, '2026-01-01')).toEqual([
      '2026-02-01 late',
      '2026-04-01 late',
      '2026-05-01 late',
      '2026-06-01 open',
    ]);
    expect(found(study, '2026-04-30')).toEqual(['2026-04-01 late', '2026-05-01 late', '2026-06-01 open']);
  });

  test('has nothing that was over before the county’s records begin', () => {
    expect(found(study, '2026-01-01', { ...world, since: on('2026-05-01') })).toEqual([
      '2026-05-01 late',
      '2026-06-01 open',
    ]);
  });

  test('has no days of what is done each day', () => {
    expect(found(duty('L-2.0', { every: 'day' }), '2026-01-01')).toEqual(['2026-06-10 open']);
  });

  test('has what followed from somebody’s coming longer ago', () => {
    const filing = duty('L-3.0', { after: { event: '来了', days: 3 } }, { by: ['单位'], event: 'member-change' });
    expect(found(filing)).toEqual([]);
    expect(found(filing, '2026-01-01')).toEqual(['2026-02-10 late']);
  });

  test('has what was due by the end of a term', () => {
    const ending = duty('L-4.0', { every: 'term' }, { by: ['单位'] });
    const over = worldWith([cadre('a', { termFrom: on('2024-03-01'), termTo: on('2026-02-28') })]);
    expect(found(ending, null, over)).toEqual([]);
    expect(found(ending, '2026-01-01', over)).toEqual(['2024-03-01 late']);
  });
});

test('windows follow each other without a gap, each once', () => {
  const from = (every: 'week' | 'quarter' | 'year', since: string | null, terms = {}): string[] =>
    windowsSince(every, terms, today, since === null ? null : on(since)).map(({ fromOn }) => fromOn);
  expect(from('quarter', null)).toEqual(['2026-01-01', '2026-04-01']);
  expect(from('quarter', '2025-09-30')).toEqual(['2025-07-01', '2025-10-01', '2026-01-01', '2026-04-01']);
  expect(from('week', '2026-05-24')).toEqual(['2026-05-18', '2026-05-25', '2026-06-01', '2026-06-08']);
  expect(from('year', '2024-12-31', { in_month: 9 })).toEqual(['2024-09-01', '2025-09-01', '2026-09-01']);
});
