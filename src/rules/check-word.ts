/** A word or fact that a pack uses must be one that it declares. */
import type { RuleProblem, Vocabulary } from '../domain/rule-problem.ts';
import type { Located } from './parse.ts';
import type { PackFile } from './schema.ts';
import type { Path } from './source.ts';

/** A word at a path of `located`, which must be one of those known. */
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

/** A fact by name that must be declared, and of that kind. */
export function checkFact(
  pack: PackFile,
  at: Located<unknown>,
  path: Path,
  name: string,
  kind: 'number' | 'yes-no',
): RuleProblem[] {
  const fact = pack.facts[name];
  if (!fact) return checkWord(at, path, 'fact', name, Object.keys(pack.facts));
  return fact.kind === kind ? [] : [{ ...at.at(path), problem: 'condition-unfit', fact: name, kind: fact.kind }];
}
