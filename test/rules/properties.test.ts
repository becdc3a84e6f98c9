import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/domain/calendar.ts';
import { casesOf, matches, type When } from '../../src/rules/condition.ts';
import type { LeaveDecision } from '../../src/rules/decision.ts';
import { loadRules } from '../../src/rules/load.ts';
import type { Condition } from '../../src/rules/schema.ts';
import { leastOf } from '../../src/rules/share.ts';
import { copyOfPack, FENGDU, PACKS } from './pack-copy.ts';

const rules = loadRules(PACKS, [FENGDU]);
const halves = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: max * 2 }).map((n) => n / 2);
const post = fc.constantFrom(...rules.posts('2026-12-01'));
const leave = (days: number, role: string): LeaveDecision =>
  rules.leave({ post: role, dispatchLevel: null, days, reason: '看病', fromOn: '2026-12-01' });

describe('a leave of any number of half days', () => {
  test('is decided by exactly one provision, and by the longer chain above 3 days', () => {
    fc.assert(
      fc.property(halves(400), post, (days, role) => {
        const decision = leave(days, role);
        expect(decision.verdict).toBe('approve');
        expect(decision.citations.map(({ provision }) => provision)).toEqual([days <= 3 ? 'FD-09c' : 'FD-09d']);
        expect(decision.trace).toHaveLength(1);
      }),
    );
  });

  test('matches exactly one row, whichever is looked at first', () => {
    // The rows in the other order: were one case matched twice, another provision would decide it.
    const reversed = loadRules(
      copyOfPack({
        'leave.yaml': (text) => {
          const [head, first, second] = text.split(/^(?= {2}- id: )/m) as [string, string, string];
          return `${head}${second}${first}`;
        },
      }),
      [FENGDU],
    );
    fc.assert(
      fc.property(halves(60), post, (days, role) => {
        const facts = { post: role, dispatchLevel: null, days, reason: '看病', fromOn: '2026-12-01' } as const;
        expect(reversed.leave(facts)).toEqual(rules.leave(facts));
      }),
    );
  });

  test('has a stated reason, or the same chain is shown and the reason asked for', () => {
    fc.assert(
      fc.property(halves(60), fc.constantFrom(null, '', ' \n'), (days, reason) => {
        const facts = { post: '驻村工作队员', dispatchLevel: null, days, fromOn: '2026-12-01' } as const;
        const asked = rules.leave({ ...facts, reason });
        const stated = rules.leave({ ...facts, reason: '看病' });
        expect(asked).toMatchObject({ verdict: 'need-info', steps: 'steps' in stated ? stated.steps : [] });
        expect(asked.citations).toEqual(stated.citations);
      }),
    );
  });

  test('never carries the reason itself out of the rules', () => {
    fc.assert(
      fc.property(halves(60), (days) => {
        const facts = {
          post: '驻村工作队员',
          dispatchLevel: null,
          days,
          reason: '不可外传的病情',
          fromOn: '2026-12-01',
        } as const;
        expect(JSON.stringify(rules.leave(facts))).not.toContain('不可外传');
      }),
    );
  });
});

test('answers are the same each time, and those of a date before the pack are none', () => {
  const day = fc
    .integer({ min: 0, max: 20_000 })
    .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10) as IsoDate);
  fc.assert(
    fc.property(day, halves(40), (fromOn, days) => {
      const facts = { post: '驻村工作队员', dispatchLevel: '县派', days, reason: '看病', fromOn } as const;
      expect(rules.leave(facts)).toEqual(rules.leave(facts));
      expect(rules.leave(facts).verdict).toBe(fromOn < '2021-09-10' ? 'not-covered' : 'approve');
    }),
  );
});

test('the least number of a share is the first that reaches it, or passes it', () => {
  const numbers = fc.tuple(
    fc.integer({ min: 0, max: 10_000 }),
    fc.integer({ min: 1, max: 99 }),
    fc.integer({ min: 1, max: 99 }),
  );
  fc.assert(
    fc.property(numbers, ([whole, numerator, denominator]) => {
      const reaches = (n: number): boolean => n * denominator >= whole * numerator;
      const passes = (n: number): boolean => n * denominator > whole * numerator;
      const least = leastOf(whole, { numerator, denominator }, 'inclusive');
      const above = leastOf(whole, { numerator, denominator }, 'exclusive');
      expect([reaches(least), reaches(least - 1)]).toEqual([true, false]);
      expect([passes(above), passes(above - 1)]).toEqual([true, false]);
    }),
  );
});

test('the cases tried stand for all others: a value between two of them matches the same conditions', () => {
  const bound = fc.integer({ min: 0, max: 20 }).map((n) => n / 2);
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    bound.map((min) => ({ min })),
    bound.map((max) => ({ max })),
    fc.tuple(bound, bound).map(([over, under]) => ({ over, under })),
  );
  const fact = { label: '天数', kind: 'number', over: 0, step: 0.5 } as const;
  fc.assert(
    fc.property(fc.array(condition, { maxLength: 5 }), halves(15), (conditions, value) => {
      const pattern = (v: number | string | boolean): string =>
        conditions.map((c) => matches({ days: c } satisfies When, { days: v })).join();
      const tried = casesOf(fact, conditions, () => []).map(pattern);
      expect(tried).toContain(pattern(value));
    }),
  );
});

test('a yes-no fact is tried both ways and asked by is', () => {
  const fact = { label: '书面', kind: 'yes-no' } as const;
  expect(casesOf(fact, [], () => [])).toEqual([true, false]);
  expect(matches({ written: { is: true } }, { written: true })).toBe(true);
  expect(matches({ written: { is: true } }, { written: null })).toBe(false);
});
