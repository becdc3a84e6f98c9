/** A word or fact that a pack uses must be one that it can use. */
import type { RuleProblem, Vocabulary } from '../domain/rule-problem.ts';
import { compileExpression, NotAnExpression } from './expression.ts';
import type { Located } from './parse.ts';
import type { Condition, Expression, When } from './schema-facts.ts';
import type { Path } from './source.ts';
import { wordsFor, type Words } from './words.ts';

/** A word at a path of `at`, which must be one of those known. */
export function checkWord(
  at: Located<unknown>,
  path: Path,
  vocabulary: Vocabulary,
  word: string,
  known: readonly string[],
): RuleProblem[] {
  return known.includes(word) ? [] : [{ ...at.at(path), problem: 'word-unknown', vocabulary, word, known }];
}

export function checkWords(
  at: Located<unknown>,
  path: Path,
  vocabulary: Vocabulary,
  words: readonly string[],
  known: readonly string[],
): RuleProblem[] {
  return words.flatMap((word, index) => checkWord(at, [...path, index], vocabulary, word, known));
}

/** Its grammar, and that it asks for facts that there are. */
export function checkExpression(
  at: Located<unknown>,
  path: Path,
  expression: Expression,
  known: readonly string[],
): RuleProblem[] {
  try {
    return compileExpression(expression).facts.flatMap((name) => checkWord(at, path, 'fact', name, known));
  } catch (error) {
    if (!(error instanceof NotAnExpression)) throw error;
    return [{ ...at.at(path), problem: 'not-expression', text: String(expression), detail: error.message }];
  }
}

/** Conditions over facts and readings. */
export function checkWhen(at: Located<unknown>, path: Path, when: When, words: Words): RuleProblem[] {
  return Object.entries(when).flatMap(([name, condition]): RuleProblem[] => {
    const here: Path = [...path, name];
    const reading = words.readings.get(name);
    if (reading) {
      const asked = wordsIn(condition);
      if (!asked) return [{ ...at.at(here), problem: 'condition-unfit', fact: name, kind: 'reading' }];
      return asked.flatMap((word) => checkWord(at, here, 'reading-option', word, Object.keys(reading.options)));
    }
    const fact = words.facts.get(name)?.fact;
    if (!fact) return checkWord(at, here, 'fact', name, [...words.facts.keys()]);
    if (!fits(condition, fact.kind))
      return [{ ...at.at(here), problem: 'condition-unfit', fact: name, kind: fact.kind }];
    if (fact.kind !== 'word') return [];
    const vocabulary = fact.words ? 'word' : fact.of === 'posts' ? 'post' : 'dispatch-level';
    return (wordsIn(condition) ?? []).flatMap((word) => checkWord(at, here, vocabulary, word, wordsFor(fact, words)));
  });
}

/** Words that a condition names; null where it asks for something else. */
function wordsIn({ is, in: list, not }: Condition): string[] | null {
  if (typeof is === 'string') return [is];
  if (list) return list;
  if (typeof not === 'string') return [not];
  return Array.isArray(not) ? not : null;
}

type Kind = 'number' | 'word' | 'yes-no' | 'date' | 'month' | 'text' | 'list';

function fits(condition: Condition, kind: Kind): boolean {
  if (condition.known !== undefined) return true;
  const { is, not, says, without } = condition;
  switch (kind) {
    case 'number':
      return is === undefined && not === undefined && !condition.in && !says && !without;
    case 'yes-no':
      return typeof is === 'boolean' || typeof not === 'boolean';
    case 'word':
      return wordsIn(condition) !== null;
    case 'text':
      return wordsIn(condition) !== null || says !== undefined || without !== undefined;
    default:
      return false;
  }
}
