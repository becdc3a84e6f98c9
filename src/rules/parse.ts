/** Text of a pack's files → validated data that still knows its lines. */
import type { z } from 'zod';
import type { Expected, PackPlace, RuleProblem } from '../domain/rule-problem.ts';
import { PackFile, TopicFile, type Provision } from './schema.ts';
import { readSource, type PackText, type Path, type Source } from './source.ts';

export interface Located<T> {
  readonly value: T;
  /** Where the field at that path within the value stands. */
  at(path: Path): PackPlace;
}

export interface ParsedPack {
  readonly pack: Located<PackFile>;
  /** In the order of the files' names, then as written. */
  readonly provisions: readonly Located<Provision>[];
}

/** null with the problems, or the pack and none. */
export function parsePack(
  packText: PackText,
  topicTexts: readonly PackText[],
): { parsed: ParsedPack | null; problems: RuleProblem[] } {
  const pack = parseFile(packText, PackFile);
  const topics = topicTexts.map((text) => parseFile(text, TopicFile));
  const problems = [pack, ...topics].flatMap((file) => file.problems);
  if (problems.length > 0 || !pack.located) return { parsed: null, problems };
  const provisions = topics.flatMap(({ located }) =>
    (located?.value.provisions ?? []).map((value, index) => within(located, value, ['provisions', index])),
  );
  return { parsed: { pack: pack.located, provisions }, problems };
}

const within = <T>(outer: Located<unknown> | null, value: T, prefix: Path): Located<T> => ({
  value,
  at: (path) => (outer as Located<unknown>).at([...prefix, ...path]),
});

function parseFile<T>(text: PackText, schema: z.ZodType<T>): { located: Located<T> | null; problems: RuleProblem[] } {
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

const CODES = ['date', 'share', 'not-empty', 'period', 'any-or-all', 'condition', 'lower-bound'] as const;
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
  if (issue.code === 'too_small') return { kind: issue.origin === 'string' ? 'not-empty' : 'number' };
  if (issue.code !== 'invalid_type') return { kind: 'other' };
  return { kind: TYPES[issue.expected] ?? 'other' };
}
