import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isTopicFile, overlayFilesIn, packIdsIn } from '../../src/rules/load.ts';
import { OverlayFile, PackFile } from '../../src/rules/schema.ts';
import { PACKS } from './small-packs.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The code of a file without its comments, which may name an example. */
function codeOf(file: string): string {
  const options = { removeComments: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions: options }).outputText;
}

const sources = ['src', 'bots'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('generated') && !name.includes('node_modules'))
    .map((name) => ({ file: relative(ROOT, join(ROOT, folder, name)), code: codeOf(join(ROOT, folder, name)) })),
);

interface Declared {
  readonly kind: 'pack' | 'body' | 'post' | 'level' | 'team' | 'number' | 'title';
  readonly word: string;
}

function declaredIn(file: PackFile | OverlayFile): Declared[] {
  const posts = file.posts.flatMap((post) => (typeof post === 'string' ? [post] : [post.name, ...post.also]));
  return [
    ...[file.id].map((word) => ({ kind: 'pack', word }) as const),
    ...[file.title, file.short_title].map((word) => ({ kind: 'title', word }) as const),
    // A sample county has a word instead of a number.
    ...[file.number].filter((word) => /\d/.test(word)).map((word) => ({ kind: 'number', word }) as const),
    ...Object.keys(file.bodies).map((word) => ({ kind: 'body', word }) as const),
    ...posts.map((word) => ({ kind: 'post', word }) as const),
    ...file.dispatch_levels.map((word) => ({ kind: 'level', word }) as const),
    ...file.teams.map((team) => ({ kind: 'team', word: typeof team === 'string' ? team : team.name }) as const),
  ];
}

const read = (file: string): unknown => parse(readFileSync(file, 'utf8'));
const declared = [
  ...packIdsIn(PACKS).flatMap((id) => declaredIn(PackFile.parse(read(join(PACKS, id, 'pack.yaml'))))),
  ...overlayFilesIn(PACKS).flatMap((file) => declaredIn(OverlayFile.parse(read(file)))),
];

/** Words of the language that packs use as well. None of them decides anything where it stands in code. */
const ORDINARY: Readonly<Record<string, string>> = {
  队长: 'how somebody is called in a message',
  队员: 'how somebody is called in a message',
  镇长: 'how somebody is called in a message',
  第一书记: 'how somebody is called in a message',
  驻村干部: 'what the service calls its users',
  工作队: 'a word for a group of people',
  驻村工作队: 'a word for a group of people',
  派出单位: 'a label: the unit that sends somebody',
  单位: 'a label',
  村: 'a character of many words',
  本人: 'a pronoun: oneself',
  市级: 'how somebody says of what level a training was',
};

/** Files whose texts show examples to the writer of a pack. */
const EXAMPLES = ['src/cli/rules-schema-texts.ts'];

test('the packs declare words to be looked for', () => {
  expect(declared.length).toBeGreaterThan(20);
  expect(sources.map(({ file }) => file)).toContain('src/rules/evaluate.ts');
});

describe.each(['pack', 'body', 'post', 'level', 'team', 'number', 'title'] as const)('a %s of any pack', (kind) => {
  test('stands in no code', () => {
    const words = [...new Set(declared.filter((d) => d.kind === kind).map(({ word }) => word))];
    const looked = sources.filter(({ file }) => !EXAMPLES.includes(file));
    const found = looked.flatMap(({ file, code }) =>
      words.filter((word) => !(word in ORDINARY) && code.includes(word)).map((word) => `${file}: ${word}`),
    );
    expect(found).toEqual([]);
  });
});

test('no article of a regulation is cited in code', () => {
  const articles = packIdsIn(PACKS).flatMap((id) =>
    readdirSync(join(PACKS, id))
      .filter(isTopicFile)
      .flatMap((name) => (read(join(PACKS, id, name)) as { provisions: { article: string }[] }).provisions)
      .flatMap(({ article }) => article.split(/\s+/))
      .filter((article) => article.length > 2),
  );
  const found = sources.flatMap(({ file, code }) =>
    [...new Set(articles)].filter((article) => code.includes(`'${article}`)).map((article) => `${file}: ${article}`),
  );
  expect(found).toEqual([]);
});
