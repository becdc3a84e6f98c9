/** The facts and readings that a pack declares: expressions, conditions, and that nothing is reckoned from itself. */
import type { RuleProblem } from '../domain/rule-problem.ts';
import { checkExpression, checkWhen, checkWord } from './check-word.ts';
import { compileExpression, NotAnExpression } from './expression.ts';
import type { Located } from './parse.ts';
import type { Expression, Fact, When } from './schema-facts.ts';
import type { Path } from './source.ts';
import type { Words } from './words.ts';

type Facts = Readonly<Record<string, Fact>>;

/** Grammar only: needs no words, and must pass before the facts are compiled. */
export function checkGrammar(at: Located<unknown>, facts: Facts): RuleProblem[] {
  return Object.entries(facts).flatMap(([name, fact]) =>
    expressionsOf(fact).flatMap(({ path, expression }): RuleProblem[] => {
      try {
        compileExpression(expression);
        return [];
      } catch (error) {
        if (!(error instanceof NotAnExpression)) throw error;
        const place = at.at(['facts', name, ...path]);
        return [{ ...place, problem: 'not-expression', text: String(expression), detail: error.message }];
      }
    }),
  );
}

function expressionsOf(fact: Fact): { path: Path; expression: Expression }[] {
  if (fact.kind === 'date') return fact.is === undefined ? [] : [{ path: ['is'], expression: fact.is }];
  if (fact.kind !== 'number') return [];
  const cases = (fact.cases ?? []).map(({ is }, i) => ({ path: ['cases', i, 'is'], expression: is }));
  return [...(fact.is === undefined ? [] : [{ path: ['is'], expression: fact.is }]), ...cases];
}

export function checkFacts(at: Located<unknown>, facts: Facts, words: Words): RuleProblem[] {
  const known = [...words.facts.keys()];
  return Object.entries(facts).flatMap(([name, fact]) => {
    const base: Path = ['facts', name];
    const used = expressionsOf(fact).flatMap(({ path, expression }) =>
      checkExpression(at, [...base, ...path], expression, known),
    );
    const cases = 'cases' in fact ? (fact.cases ?? []) : [];
    const whens = cases.flatMap(({ when }, i) => checkWhen(at, [...base, 'cases', i, 'when'], when, words));
    const wrong = cases.flatMap(({ is }, i) =>
      fact.kind === 'word' && fact.words
        ? checkWord(at, [...base, 'cases', i, 'is'], 'word', String(is), fact.words)
        : [],
    );
    return [...used, ...whens, ...wrong, ...checkLists(at, base, fact, words), ...checkCircle(at, base, name, words)];
  });
}

type Counted = Pick<Fact & { kind: 'number' }, 'count' | 'sum' | 'largest' | 'adjoining'> &
  Pick<Fact & { kind: 'date' }, 'latest'>;
const nothingCounted: Counted = {};

/** Counts and sums ask a list that there is, by fields that its items have. */
function checkLists(at: Located<unknown>, base: Path, fact: Fact, words: Words): RuleProblem[] {
  if (fact.kind !== 'number' && fact.kind !== 'date') return [];
  const { count, sum, largest, adjoining, latest } = { ...nothingCounted, ...fact };
  const from = (
    key: string,
    list: string,
    fields: readonly (readonly [string, string])[],
    where: When,
  ): RuleProblem[] => {
    const asked = words.facts.get(list)?.fact;
    if (asked?.kind !== 'list') {
      const lists = [...words.facts.values()].filter((f) => f.fact.kind === 'list').map((f) => f.name);
      return checkWord(at, [...base, key, 'in'], 'fact', list, lists);
    }
    const known = Object.keys(asked.items ?? {});
    return [
      ...fields.flatMap(([field, name]) => checkWord(at, [...base, key, field], 'field', name, known)),
      ...Object.keys(where)
        .filter((name) => !known.includes(name))
        .flatMap((name) => checkWhen(at, [...base, key, 'where'], pick(where, name), words)),
    ];
  };
  return [
    ...(count
      ? from('count', count.in, count.most_within ? [['most_within', count.most_within.date]] : [], count.where)
      : []),
    ...(sum ? from('sum', sum.in, sum.of === undefined ? [] : [['of', sum.of]], sum.where) : []),
    ...(largest
      ? from('largest', largest.in, largest.of === undefined ? [] : [['of', largest.of]], largest.where)
      : []),
    ...(latest ? from('latest', latest.in, [['of', latest.of]], latest.where) : []),
    ...(adjoining
      ? from(
          'adjoining',
          adjoining.in,
          [
            ['from', adjoining.from],
            ['to', adjoining.to],
            ['sum', adjoining.sum],
          ],
          {},
        )
      : []),
  ];
}

const pick = (when: When, name: string): When => {
  const condition = when[name];
  return condition ? { [name]: condition } : {};
};

function checkCircle(at: Located<unknown>, base: Path, name: string, words: Words): RuleProblem[] {
  const seen = new Set<string>();
  const visit = (one: string): boolean =>
    (words.facts.get(one)?.reckoned?.reads ?? []).some((read) => {
      if (read === name) return true;
      if (seen.has(read)) return false;
      seen.add(read);
      return visit(read);
    });
  return visit(name) ? [{ ...at.at(base), problem: 'fact-circular', fact: name }] : [];
}
