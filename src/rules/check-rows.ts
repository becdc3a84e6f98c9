/** Rows of decision tables against the words and tables that the pack declares. */
import type { RuleProblem } from '../domain/rule-problem.ts';
import { checkFact, checkWord, checkWords } from './check-word.ts';
import type { Located } from './parse.ts';
import { questionOf } from './questions.ts';
import type { Condition, PackFile, Provision, Row } from './schema.ts';
import type { Path } from './source.ts';

/** The rows that a provision adds to a table: conditions, needs and answers. */
export function checkRows(
  pack: PackFile,
  at: Located<Provision>,
  { table, rows }: NonNullable<Provision['decides']>,
): RuleProblem[] {
  if (!pack.tables[table]) return checkWord(at, ['decides', 'table'], 'table', table, Object.keys(pack.tables));
  return rows.flatMap((row, index) => {
    const path: Path = ['decides', 'rows', index];
    return [...checkWhen(pack, at, path, table, row), ...checkAnswer(pack, at, path, table, row)];
  });
}

function checkWhen(pack: PackFile, at: Located<Provision>, path: Path, table: string, row: Row): RuleProblem[] {
  const columns = pack.tables[table]?.columns ?? [];
  const whens = Object.entries(row.when).flatMap(([fact, condition]): RuleProblem[] => {
    const here: Path = [...path, 'when', fact];
    if (!pack.facts[fact]) return checkWord(at, here, 'fact', fact, Object.keys(pack.facts));
    if (!columns.includes(fact)) return [{ ...at.at(here), problem: 'column-undeclared', table, fact }];
    return checkCondition(pack, at, here, fact, condition);
  });
  const needs = row.needs.flatMap((fact, index) => {
    const here: Path = [...path, 'needs', index];
    const unfilled = checkWord(at, here, 'fact', fact, questionOf(table)?.facts ?? []);
    return unfilled.length > 0 ? unfilled : checkFact(pack, at, here, fact, 'yes-no');
  });
  return [...whens, ...needs];
}

function checkCondition(
  pack: PackFile,
  at: Located<Provision>,
  path: Path,
  name: string,
  condition: Condition,
): RuleProblem[] {
  const fact = pack.facts[name];
  if (!fact) return [];
  const unfit: RuleProblem = { ...at.at(path), problem: 'condition-unfit', fact: name, kind: fact.kind };
  const words = condition.in ?? (typeof condition.is === 'string' ? [condition.is] : null);
  if (fact.kind === 'word') {
    const vocabulary = fact.of === 'posts' ? 'post' : 'dispatch-level';
    if (!words) return [unfit];
    return words.flatMap((word, index) => {
      const field: Path = condition.in ? ['in', index] : ['is'];
      return checkWord(at, [...path, ...field], vocabulary, word, pack[fact.of]);
    });
  }
  const isYesNo = typeof condition.is === 'boolean';
  return words !== null || isYesNo !== (fact.kind === 'yes-no') ? [unfit] : [];
}

/** A chain has steps and may have filings; a body answers alone. */
function checkAnswer(pack: PackFile, at: Located<Provision>, path: Path, table: string, row: Row): RuleProblem[] {
  const isChain = questionOf(table)?.answers === 'chain';
  const bodies = Object.keys(pack.bodies);
  const fits = (field: 'steps' | 'filings' | 'body', wanted: boolean, isNeeded: boolean): RuleProblem[] => {
    const isThere = row[field] !== undefined;
    const isUnfit = wanted ? isNeeded && !isThere : isThere;
    return isUnfit
      ? [{ ...at.at([...path, ...(isThere ? [field] : [])]), problem: 'answer-unfit', table, field, wanted }]
      : [];
  };
  return [
    ...fits('steps', isChain, true),
    ...fits('filings', isChain, false),
    ...fits('body', !isChain, true),
    ...(row.steps ?? []).flatMap((step, i) => {
      const mode = step.all ? 'all' : 'any';
      return checkWords(at, [...path, 'steps', i, mode], 'body', step[mode] ?? [], bodies);
    }),
    ...(row.filings ?? []).flatMap(({ to }, i) => checkWords(at, [...path, 'filings', i, 'to'], 'body', to, bodies)),
    ...(row.body === undefined ? [] : checkWord(at, [...path, 'body'], 'body', row.body, bodies)),
  ];
}
