import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** The code of a file without its comments, which may name an article. */
function codeOf(file: string): string {
  const options = { removeComments: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(readFileSync(join(SRC, file), 'utf8'), { compilerOptions: options }).outputText;
}

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((name) => relative('.', name))
  .filter((name) => name.endsWith('.ts') && !name.includes('generated'))
  .map((file) => ({ file, code: codeOf(file) }));
const rules = sources.filter(({ file }) => file.startsWith('rules/'));

/** `file: what was found` for each file whose code the pattern matches. */
const findings = (files: typeof sources, pattern: RegExp): string[] =>
  files.flatMap(({ file, code }) => (code.match(pattern) ?? []).slice(0, 1).map((found) => `${file}: ${found}`));

describe('src/rules', () => {
  test('is there to be looked at', () => {
    expect(rules.map(({ file }) => file)).toContain('rules/evaluate.ts');
  });

  test('is synchronous', () => {
    expect(findings(rules, /\basync\b|\bawait\b|\bPromise\b|\.then\(/)).toEqual([]);
  });

  test('reads files in load.ts alone but for the published holidays, and asks no clock or chance', () => {
    const pattern = /from ['"]node:\w+|\bprocess\b|\bfetch\b|Date\.now|new Date\(\)|Math\.random/;
    expect(findings(rules, pattern)).toEqual([
      "rules/load.ts: from 'node:fs",
      // The published holidays are a file of a package, read once when the code is.
      "rules/working-days.ts: from 'node:module",
    ]);
  });

  test('holds no Chinese but the units of duties and what is flagged of one: words and thresholds stand in the packs', () => {
    expect(findings(rules, /\p{Script=Han}+/u)).toEqual(['rules/duty-words.ts: 天', 'rules/schema.ts: 次']);
  });
});
