/** The pack that docs/rules.md writes from scratch is a pack, and its cases hold. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CaseFile, differencesOf } from '../../src/rules/cases.ts';
import { openLibrary } from '../../src/rules/library.ts';
import { functionNames } from '../../src/rules/expression.ts';
import { families } from '../../src/rules/schema.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const guide = readFileSync(join(ROOT, 'docs/rules.md'), 'utf8');
const chapter = guide.slice(guide.indexOf('## 9.'), guide.indexOf('## 10.'));
const blocks = [...chapter.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');

const rules = mkdtempSync(join(tmpdir(), 'zhucun-guide-'));
afterAll(() => rmSync(rules, { recursive: true }));
cpSync(join(ROOT, 'rules/vocabulary.yaml'), join(rules, 'vocabulary.yaml'));
mkdirSync(join(rules, 'example-2024'));
writeFileSync(join(rules, 'example-2024/pack.yaml'), blocks[0] ?? '');
writeFileSync(join(rules, 'example-2024/rules.yaml'), blocks[1] ?? '');

describe('the guide to rules', () => {
  const library = openLibrary(rules);
  const cases = CaseFile.parse(parse(blocks[2] ?? ''));

  test.each(cases)('writes a pack of which this holds: $case', (one) => {
    expect(differencesOf(one, library.pack('example-2024'), library.vocabulary)).toEqual([]);
  });

  test('writes that pack in about forty lines', () => {
    expect(blocks.slice(0, 2).join('').trim().split('\n').length).toBeLessThanOrEqual(55);
  });

  test('names every function, family and question that there is', () => {
    const missing = [...functionNames, ...families, ...Object.keys(library.vocabulary.questions)].filter(
      (name) => !guide.includes(name) && name !== 'overlap',
    );
    expect(missing).toEqual([]);
  });
});
