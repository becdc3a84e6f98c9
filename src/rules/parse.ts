/** Text of a pack's files → validated data that still knows its lines. */
import type { z } from 'zod';
import type { Expected, PackPlace, RuleProblem } from '../domain/rule-problem.ts';
import { readSource, type PackText, type Path, type Source } from './source.ts';

export interface Located<T> {
  readonly value: T;
  /** Where the field at that path within the value stands. */
  at(path: Path): PackPlace;
}

/** A part of a located value. */
export const within = <T>(outer: Located<unknown>, value: T, prefix: Path): Located<T> => ({
  value,
  at: (path) => outer.at([...prefix, ...path]),
});

/** null with the problems, or the value and none. */
export function parseFile<T>(
  text: PackText,
  schema: z.ZodType<T>,
): { located: Located<T> | null; problems: RuleProblem[] } {
  const { source, problems } = readSource(text);
  if (problems.length > 0) return { located: null, problems };
  const result = schema.safeParse(source.value);
  if (!result.success) return { located: null, problems: result.error.issues.flatMap((i) => problemsOf(i, source)) };
  return { located: { value: result.data, at: (path) => source.place(path) }, problems };
}

function problemsOf(issue: z.core.$ZodIssue, source: Source): RuleProblem[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({ ...source.place([...path, field]), problem: 'field-unknown', field }));
  }
  const field = path.findLast((key) => typeof key === 'string') ?? '';
  if (isAbsent(source.value, path)) return [{ ...source.place(path.slice(0, -1)), problem: 'field-missing', field }];
  return [{ ...source.place(path), problem: 'field-wrong', field, expected: expectedBy(issue) }];
}

function isAbsent(value: unknown, path: Path): boolean {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null) return false;
    if (!(key in inner)) return true;
    inner = (inner as Record<string | number, unknown>)[key];
  }
  return false;
}

const CODES = [
  ...(['date', 'name', 'not-empty', 'period', 'any-or-all', 'condition', 'within', 'reckoned', 'words'] as const),
  ...(['limit', 'month-day', 'duty-when', 'duty-day', 'ahead', 'of-or-each', 'same-word', 'one-question'] as const),
] as const;
const TYPES: Partial<Record<string, Expected['kind'] & ('text' | 'number' | 'list' | 'fields')>> = {
  string: 'text',
  number: 'number',
  int: 'number',
  array: 'list',
  object: 'fields',
  record: 'fields',
};

function expectedBy(issue: z.core.$ZodIssue): Expected {
  const code = CODES.find((known) => known === issue.message);
  if (code) return { kind: code };
  if (issue.code === 'invalid_value') return { kind: 'one-of', words: issue.values.map(String) };
  if (issue.code === 'invalid_key') return { kind: 'name' };
  if (issue.code === 'too_big') return { kind: 'number' };
  if (issue.code === 'too_small') return { kind: issue.origin === 'string' ? 'not-empty' : 'number' };
  if (issue.code !== 'invalid_type') return { kind: 'other' };
  return { kind: TYPES[issue.expected] ?? 'other' };
}
