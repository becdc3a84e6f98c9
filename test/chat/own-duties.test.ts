import { expect, test } from 'vitest';
import { besideOf } from '../../src/chat/own-duties.ts';
import type { PersonContext } from '../../src/commands/context.ts';
import { owedOn } from '../../src/duties/owed.ts';
import { saidBy } from '../commands/facts.ts';
import { cadre, duty, entry, on, rulesWith, worldWith } from '../duties/small-county.ts';

const today = on('2026-12-02');
const rules = rulesWith(
  [
    duty('B-1.0', { every: 'month' }, { closedBy: 'study' }),
    duty('B-2.0', { every: 'year', when: { dispatch_level: { is: '县派' } } }),
  ],
  { dispatchLevels: () => ['县派'] },
);
const world = worldWith([cadre('p1', { dispatchLevel: null }), cadre('p2')], {
  since: on('2026-08-01'),
  entries: [entry({ ledger: 'study', personId: 'p1', on: '2026-09-09' })],
});

function asked(loaded: boolean): PersonContext {
  const context = saidBy('p1');
  const owed = owedOn(rules, world, today);
  return { ...context, rules, facts: { ...context.facts, today, ...(loaded ? { world, owed } : {}) } };
}

test('beside what is owed stands what is late for longer, since the county’s records begin, and who has no level', () => {
  const { lapsed, withoutLevel } = besideOf(asked(true));
  expect(lapsed.map(({ key }) => key)).toEqual([
    'B-1.0|person:p1||2026-08-01',
    'B-1.0|person:p1||2026-10-01',
    'B-1.0|person:p2||2026-08-01',
    'B-1.0|person:p2||2026-09-01',
    'B-1.0|person:p2||2026-10-01',
  ]);
  expect(withoutLevel).toEqual(['p1']);
});

test('where no duties were loaded there is nothing', () => {
  expect(besideOf(asked(false))).toEqual({ lapsed: [], withoutLevel: [] });
});
