import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { wechatSettingNames } from '../../src/wechat-settings.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const READMES = ['README.md', 'README.zh-CN.md'];
const PAGES = [
  ...READMES,
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** Settings of `src/config.ts` that only tests use: they stand in docs/architecture.md, not in the README. */
const FOR_TESTS = ['ZHUCUN_CRASH_AT', 'ZHUCUN_FROZEN_MS', 'ZHUCUN_LEASE_MS', 'ZHUCUN_WECHAT_HASTE'];

/** Lines of code in a page: fenced, indented, and `inline`. */
function codeOf(page: string): string[] {
  const text = read(page);
  const fenced = [...text.matchAll(/^```.*\n([^]*?)^```/gm)].flatMap((match) => (match[1] ?? '').split('\n'));
  const indented = [...text.matchAll(/^ {4}(.*)$/gm)].map((match) => match[1] ?? '');
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  return [...fenced, ...indented, ...inline];
}

/** The first group of `pattern` wherever it matches the page's code, each once. */
function named(page: string, pattern: RegExp): string[] {
  const found = codeOf(page).flatMap((code) => [...code.matchAll(pattern)].map((match) => match[1] ?? ''));
  return [...new Set(found)].sort();
}

describe('The commands that a page tells to run are there', { timeout: 120_000 }, () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const known = zhucunCommands();

  test.each(PAGES)('as npm scripts: %s', (page) => {
    const names = [...named(page, /\bnpm run ([\w:-]+)/g), ...named(page, /\bnpm (start|test)\b/g)];
    expect(names.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('as commands of zhucun', async () => {
    const told = PAGES.flatMap(codeOf);
    expect(told.join('\n')).toContain('zhucun serve');
    expect(unknownIn(told, await known)).toEqual([]);
  });

  test('and one that is not there would be seen, however much of it is', async () => {
    const told = [
      'npx zhucun bind ~/c',
      'zhucun roster imports',
      'zhucun link p1 # zhucun outbox re',
      'zhucun bind-codes --all',
    ];
    expect(unknownIn(told, await known)).toEqual(['bind', 'roster imports', 'outbox re']);
  });

  test('and all of an operator stand in docs/operations.md', async () => {
    const page = codeOf('docs/operations.md').join('\n');
    const own = [...(await known)].filter((name) => !/^(?:demo|decide|parse|rules)\b/.test(name));
    expect(own.length).toBeGreaterThan(15);
    expect(own.filter((name) => !new RegExp(`\\bzhucun ${name}(?![\\w-])`).test(page))).toEqual([]);
  });
});

/** The commands in these lines of code that there are none of; the word after a command without commands below is what it is given. */
function unknownIn(lines: readonly string[], commands: ReadonlySet<string>): string[] {
  const parents = new Set([...commands].map((name) => name.split(' ')).flatMap(([top, sub]) => (sub ? [top] : [])));
  const told = lines.flatMap((line) => [...line.matchAll(/\bzhucun ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?/g)]);
  const names = told.map(([, top = '', sub]) => (sub !== undefined && parents.has(top) ? `${top} ${sub}` : top));
  return [...new Set(names)].filter((name) => !commands.has(name));
}

/** What `zhucun --help` lists, as `serve` or `inbox list`. */
async function zhucunCommands(): Promise<ReadonlySet<string>> {
  // Named, for the types of a chat SDK declare `promisify` anew for the whole program and lose Node's own.
  const execute = promisify<typeof execFile.__promisify__>(execFile);
  const listed = async (...parents: string[]): Promise<string[]> => {
    const help = ['--import', 'tsx', 'src/cli.ts', ...parents, '--help'];
    const { stdout } = await execute(process.execPath, help, { cwd: ROOT });
    const commands = /\nCommands:\n([^]*)/.exec(stdout)?.[1] ?? '';
    return [...commands.matchAll(/^ {2}([a-z][a-z-]*)/gm)]
      .map((match) => match[1] ?? '')
      .filter((name) => name !== 'help');
  };
  const top = await listed();
  const below: string[] = [];
  for (const name of top) below.push(...(await listed(name)).map((sub) => `${name} ${sub}`));
  return new Set([...top, ...below]);
}

describe('The settings are those of src/config.ts and src/wechat-settings.ts', () => {
  const declared = /const Environment = [^]*?\n\}\);/.exec(read('src/config.ts'))?.[0] ?? '';
  const settings = [
    ...[...declared.matchAll(/^ {2}([A-Z_]+): /gm)].map((match) => match[1] ?? ''),
    ...wechatSettingNames,
  ].sort();

  test.each(READMES)('in the table of %s', (page) => {
    const rows = [...read(page).matchAll(/^\| `([A-Z_]+)` +\| (.*?) +\|/gm)];
    const table = new Map(rows.map((row) => [row[1] ?? '', row[2]]));
    expect([...table.keys()].sort()).toEqual(settings.filter((name) => !FOR_TESTS.includes(name)));
    const { host, port, logLevel } = readConfig({});
    expect(table.get('ZHUCUN_HOST')).toBe(`\`${host}\``);
    expect(table.get('ZHUCUN_PORT')).toBe(`\`${port}\``);
    expect(table.get('ZHUCUN_LOG')).toBe(`\`${logLevel}\``);
  });

  test('and those for tests stand in docs/architecture.md', () => {
    const shown = settings.filter((name) => read('docs/architecture.md').includes(name));
    expect(shown).toEqual(expect.arrayContaining(FOR_TESTS));
  });
});

describe('What a page points to is there', () => {
  test.each(PAGES)('by links: %s', (page) => {
    const links = [...read(page).matchAll(/(?:\]\(|src=")([^)"\s]+)[)"]/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !/^https?:/.test(link) && !resolves(page, link))).toEqual([]);
  });

  test.each(PAGES)('by names of files and folders: %s', (page) => {
    const paths = named(page, /^((?:src|bots|rules|prisma|test|docs|data|deploy|scripts|\.ci)\/[\w./-]*)$/g);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

/** Whether a link of `page` leads to a file, and to a heading in it where it names one. */
function resolves(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === undefined || headingsOf(target).includes(anchor);
}

/** Anchors of a page's headings, as GitHub makes them. */
const headingsOf = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.*)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

test('Both READMEs have the same commands and the same transcript', () => {
  const [english, chinese] = READMES.map((page) => [
    ...read(page).matchAll(/<!-- ci: (\w+) -->\s*```\w*\n([^]*?)```/g),
  ]).map((blocks) =>
    blocks.map((block) => [
      block[1],
      (block[2] ?? '')
        .split('\n')
        .map((line) => (block[1] === 'transcript' ? line : line.replace(/\s#.*$/, '').trim())),
    ]),
  );
  expect(chinese).toEqual(english);
  expect(english?.map(([name]) => name)).toEqual([
    'transcript',
    'start',
    'demo',
    'county',
    'operate',
    'backup',
    'help',
  ]);
});

test('Every way in which the database can fail stands in docs/operations.md', () => {
  const unions = ['src/store/embedded/failure.ts', 'src/store/migrate.ts'].map(
    (file) => /FailureKind =([^;]*);/.exec(read(file))?.[1] ?? '',
  );
  const kinds = unions.flatMap((union) => [...union.matchAll(/'([a-z-]+)'/g)].map((match) => match[1] ?? ''));
  expect(kinds.length).toBeGreaterThan(10);
  expect(kinds.filter((kind) => !read('docs/operations.md').includes(`| \`${kind}\``))).toEqual([]);
});
