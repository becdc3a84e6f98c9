import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CaseFile, differencesOf, type Case } from '../../src/rules/cases.ts';
import { openLibrary } from '../../src/rules/library.ts';
import { overlayFilesIn, packIdsIn, readStack } from '../../src/rules/load.ts';
import { namesDeclared, raiseNumbers, renameIn } from './renamed-packs.ts';
import { JIA, PACKS, rulesFolder, rulesOfFiles } from './small-packs.ts';

const packIds = packIdsIn(PACKS);
const yamlIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const names = namesDeclared(packIds.map((id) => readFileSync(join(PACKS, id, 'pack.yaml'), 'utf8')));
const renamed = (name: string): string => (packIds.includes(name) ? `new-${name}` : `新${name}`);

/** A folder with all packs and overlays, in which nobody and nothing is called as before. */
function renamedFolder(): string {
  const folder = rulesFolder({});
  for (const id of packIds) {
    mkdirSync(join(folder, renamed(id)));
    for (const name of yamlIn(join(PACKS, id))) {
      const text = readFileSync(join(PACKS, id, name), 'utf8');
      writeFileSync(join(folder, renamed(id), name), renameIn(text, names, renamed));
    }
  }
  if (overlayFilesIn(PACKS).length > 0) mkdirSync(join(folder, 'counties'));
  for (const file of overlayFilesIn(PACKS)) {
    const text = renameIn(readFileSync(file, 'utf8'), names, renamed);
    writeFileSync(join(folder, 'counties', file.split('/').at(-1)!), text);
  }
  return folder;
}

const casesOf = (id: string): Case[] =>
  yamlIn(join(PACKS, id, 'cases')).flatMap((name) =>
    CaseFile.parse(parse(readFileSync(join(PACKS, id, 'cases', name), 'utf8'))),
  );

const plain = openLibrary(PACKS);
/** A case that is wrong before anything is renamed is told by cases.test.ts. */
const isRight = (one: Case, id: string): boolean => differencesOf(one, plain.pack(id), plain.vocabulary).length === 0;

/** The same case in the new names; prose stays. */
const inNewNames = (value: unknown): unknown => {
  if (typeof value === 'string') return names.has(value) ? renamed(value) : value;
  if (Array.isArray(value)) return value.map(inNewNames);
  if (typeof value !== 'object' || value === null) return value;
  const prose = ['say', 'notes', 'flags', 'case', 'reason'];
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, prose.includes(key) ? (inner as unknown) : inNewNames(inner)]),
  );
};

describe('where every post, body, team, level and pack has another name', () => {
  test('each pack answers its cases in the new names, by the same code', () => {
    const library = openLibrary(renamedFolder());
    const said = packIds.flatMap((id) => {
      const right = casesOf(id).filter((one) => isRight(one, id));
      const inNew = CaseFile.parse(right.map(inNewNames));
      return inNew.flatMap((one) => differencesOf(one, library.pack(renamed(id)), library.vocabulary));
    });
    expect(said).toEqual([]);
  });

  test('the counties load as well', () => {
    const all = renamedFolder();
    for (const file of overlayFilesIn(all)) expect(readStack(all, { overlay: file }).problems).toEqual([]);
  });
});

describe('numbers that the YAML alone changes', () => {
  test('move the threshold of every leave by as much', () => {
    const before = rulesOfFiles(JIA, ['jia']);
    const after = rulesOfFiles({ ...JIA, 'jia/leave.yaml': raiseNumbers(JIA['jia/leave.yaml']!) }, ['jia']);
    const chain = (rules: typeof before, days_asked: number): string | undefined =>
      rules.decide('leave-chain', { role: '队员', days_asked }, '2026-12-01').citations[0]?.provision;
    expect([3, 3.5, 4, 4.5].map((days) => chain(before, days))).toEqual(['J-1', 'J-2', 'J-2', 'J-2']);
    expect([3, 3.5, 4, 4.5].map((days) => chain(after, days))).toEqual(['J-1', 'J-1', 'J-1', 'J-2']);
  });

  test.each(packIds)('%s loads with every threshold one more, and some case notices', (id) => {
    const folder = rulesFolder({});
    cpSync(PACKS, folder, { recursive: true });
    for (const name of yamlIn(join(PACKS, id)).filter((one) => one !== 'pack.yaml')) {
      const file = join(folder, id, name);
      writeFileSync(file, raiseNumbers(readFileSync(file, 'utf8')));
    }
    const { stack, problems } = readStack(folder, [id]);
    expect(problems.length > 0).toBe(stack === null);
    if (!stack) return;
    const library = openLibrary(folder);
    const noticing = casesOf(id).filter((one) => differencesOf(one, library.pack(id), library.vocabulary).length > 0);
    expect(noticing.length).toBeGreaterThan(0);
  });
});
