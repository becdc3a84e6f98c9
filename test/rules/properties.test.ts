import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type IsoDate } from '../../src/domain/calendar.ts';
import { casesOf, compileCondition } from '../../src/rules/condition.ts';
import { compileExpression } from '../../src/rules/expression.ts';
import { factsOf } from '../../src/rules/given.ts';
import { openLibrary, type Shelf } from '../../src/rules/library.ts';
import { Fact, type Condition } from '../../src/rules/schema-facts.ts';
import type { Values } from '../../src/rules/value.ts';
import { JIA, PACKS, rulesFolder, rulesOfFiles } from './small-packs.ts';

const library = openLibrary(PACKS);
const { vocabulary } = library;
const halves = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: max * 2 }).map((n) => n / 2);
const day: fc.Arbitrary<IsoDate> = fc.integer({ min: 0, max: 9000 }).map((n) => addDays('2010-01-01', n));

/** Any value that the fact can be, or unknown; words are those of the pack and one that nobody knows. */
function valueFor(fact: Fact, posts: readonly string[]): fc.Arbitrary<Values[string]> {
  const word = fc.constantFrom(...posts, '未知', '县派', '已批准');
  switch (fact.kind) {
    case 'number':
      return fc.oneof(fc.constant(null), halves(400), fc.integer({ min: 0, max: 3000 }));
    case 'yes-no':
      return fc.constantFrom(null, true, false);
    case 'date':
      return fc.oneof(fc.constant(null), day);
    case 'month':
      return fc.oneof(
        fc.constant(null),
        day.map((date) => date.slice(0, 7)),
      );
    case 'list': {
      const fields = Object.fromEntries(
        Object.entries(fact.items ?? {}).map(([name, kind]) => [name, valueFor({ ...fact, kind } as Fact, posts)]),
      );
      const item: fc.Arbitrary<unknown> = fact.items ? fc.record(fields) : halves(60);
      return fc.oneof(fc.constant(null), fc.array(item, { maxLength: 4 })) as fc.Arbitrary<Values[string]>;
    }
    default:
      return fc.oneof(fc.constant(null), word);
  }
}

describe.each(library.packIds)('whatever is given to %s', (id) => {
  const asked = (): Shelf => library.pack(id);
  const anything = (): fc.Arbitrary<Values> => {
    const { rules, facts } = asked();
    const posts = rules.posts('2026-12-01');
    const given = Object.entries(facts).map(([name, fact]) => [name, valueFor(fact, posts)] as const);
    return fc.record(Object.fromEntries(given), { requiredKeys: [] }) as fc.Arbitrary<Values>;
  };
  const questions = Object.entries(vocabulary.questions);

  test('is decided without an error, in a verdict of the question, the same each time', () => {
    const { rules } = asked();
    fc.assert(
      fc.property(anything(), day, fc.constantFrom(...questions), (values, on, [question, { verdicts, otherwise }]) => {
        const decision = rules.decide(question, values, on);
        expect([...verdicts, otherwise, 'need-info', 'not-covered', 'unknown']).toContain(decision.verdict);
        expect(rules.decide(question, values, on)).toEqual(decision);
      }),
      { numRuns: 300 },
    );
  });

  test('is decided by provisions of which each has a line in the trace, or says why it is not', () => {
    const { rules } = asked();
    fc.assert(
      fc.property(anything(), day, fc.constantFrom(...questions), (values, on, [question]) => {
        const { citations, trace, open } = rules.decide(question, values, on);
        expect(trace.map(({ provision }) => provision)).toEqual(citations.map(({ provision }) => provision));
        expect(citations.length > 0 || open !== null).toBe(true);
        for (const { inForceFrom } of citations) expect(inForceFrom <= on).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('as plain data of any sort is taken or refused by name, never otherwise', () => {
    const { rules, facts } = asked();
    const raw = fc.dictionary(fc.constantFrom(...Object.keys(facts), 'nobody'), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(raw, fc.constantFrom(...questions), (values, [question]) => {
        try {
          const { facts: known, on } = factsOf(values, facts, vocabulary);
          rules.explain(question, known, on ?? '2026-12-01');
        } catch (error) {
          expect(error).toMatchObject({ name: 'UnfitValue' });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('is explained by the decision itself, and by alternatives that differ from it', () => {
    const { rules } = asked();
    fc.assert(
      fc.property(anything(), fc.constantFrom(...questions), (values, [question]) => {
        const { decision, alternatives, whatIfs } = rules.explain(question, values, '2026-12-01');
        expect(decision).toEqual(rules.decide(question, values, '2026-12-01'));
        for (const { decision: other } of alternatives) expect(other).not.toEqual(decision);
        for (const { change } of whatIfs) expect(change).not.toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a leave of any number of half days', () => {
  test('is decided by one row, and by the longer chain from its threshold on', () => {
    const folder = rulesFolder(JIA);
    const { rules } = openLibrary(folder).pack('jia');
    fc.assert(
      fc.property(halves(400), (days_asked) => {
        const decision = rules.decide('leave-chain', { role: '队员', days_asked }, '2026-12-01');
        expect(decision.citations.map(({ provision }) => provision)).toEqual([days_asked <= 3 ? 'J-1' : 'J-2']);
      }),
    );
  });

  test('has the same chain whichever file or row stands first', () => {
    const [head, first, second] = JIA['jia/leave.yaml']!.split(/^(?= {2}- id: )/m) as [string, string, string];
    const plain = rulesOfFiles(JIA, ['jia']);
    const turned = rulesOfFiles({ ...JIA, 'jia/leave.yaml': `${head}${second}${first}` }, ['jia']);
    fc.assert(
      fc.property(halves(60), (days_asked) => {
        const [one, other] = [plain, turned].map((rules) =>
          rules.decide('leave-chain', { role: '队员', days_asked }, '2026-12-01'),
        );
        expect(one).toEqual(other);
      }),
    );
  });
});

describe('numbers', () => {
  test('of a share are the first whole number that reaches it, for any share of any whole', () => {
    const whole = fc.integer({ min: 0, max: 10_000 });
    const part = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(whole, part, part, (n, top, bottom) => {
        const look = (name: string): number => ({ n, top, bottom })[name] ?? 0;
        const least = compileExpression('ceil(n * top / bottom)').compute(look, () => null) as number;
        const most = compileExpression('floor(n * (top / bottom))').compute(look, () => null) as number;
        expect([least * bottom >= n * top, (least - 1) * bottom >= n * top]).toEqual([true, false]);
        expect([most * bottom <= n * top, (most + 1) * bottom <= n * top]).toEqual([true, false]);
      }),
    );
  });

  test('between two that are tried fulfil the same conditions as one of them', () => {
    const bound = fc.integer({ min: 0, max: 20 }).map((n) => n / 2);
    const condition: fc.Arbitrary<Condition> = fc.oneof(
      bound.map((min) => ({ min })),
      bound.map((max) => ({ max })),
      fc.tuple(bound, bound).map(([over, under]) => ({ over, under })),
    );
    const fact = Fact.parse({ label: '天数', kind: 'number', over: 0, step: 0.5 });
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 5 }), halves(15), (conditions, value) => {
        const pattern = (v: number): string => conditions.map((c) => compileCondition(c)(v)).join();
        expect(casesOf(fact, conditions, []).map((v) => pattern(v as number))).toContain(pattern(value));
      }),
    );
  });

  test('that anybody could write are read or refused, and refused by name', () => {
    const text = fc.array(
      fc.constantFrom('1', '2.5', 'days', '+', '-', '*', '/', '(', ')', ',', 'ceil', 'max', "'a'", ' ', '天'),
    );
    fc.assert(
      fc.property(text, (tokens) => {
        try {
          const value = compileExpression(tokens.join(' ')).compute(
            () => 2,
            () => null,
          );
          expect(value === null || typeof value === 'string' || Number.isFinite(value)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ name: 'NotAnExpression' });
        }
      }),
    );
  });
});
