/** Reads a county's rules from disk, once, at start: the only file of the rules that does I/O. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Rules } from './decision.ts';
import { rulesOf } from './evaluate.ts';
import { RulesRefused } from './problems.ts';
import { parseFile } from './parse.ts';
import { OverlayFile } from './schema.ts';
import { VocabularyFile } from './schema-facts.ts';
import type { PackText } from './source.ts';
import { buildStack, type PackTexts, type RuleTexts, type StackResult } from './stack.ts';
import { workingDays, type WorkdayCorrections } from './working-days.ts';

/** A county by the file of its overlay, or packs without one. */
export type RuleChoice = { readonly overlay: string } | { readonly packs: readonly string[] };

export interface RuleOptions {
  readonly workdays?: WorkdayCorrections;
}

/**
 * The rules of the packs `packIds`, or of an overlay; packs that they extend or replace come with them. Where two decide the same,
 * the one named first does. Throws {@link RulesRefused} with every problem when any cannot be used.
 */
export function loadRules(packsDir: string, choice: readonly string[] | RuleChoice, options: RuleOptions = {}): Rules {
  const { stack, problems, switches } = readStack(packsDir, choice, options);
  if (!stack) throw new RulesRefused(problems);
  return rulesOf(stack, switches);
}

/** The same without throwing: for tools that look into the packs. */
export function readStack(
  packsDir: string,
  choice: readonly string[] | RuleChoice,
  { workdays = {} }: RuleOptions = {},
): StackResult {
  return stackOf(diskOf(packsDir), 'overlay' in choice || 'packs' in choice ? choice : { packs: choice }, workdays);
}

/** The same from texts that lie in several folders. */
export function stackOf(texts: RuleTexts, choice: RuleChoice, workdays: WorkdayCorrections = {}): StackResult {
  const overlay = 'overlay' in choice ? readText(choice.overlay) : null;
  return buildStack(texts, { packs: 'packs' in choice ? choice.packs : [], overlay }, workingDays(workdays));
}

/** null where the file has faults. */
export const readOverlay = (file: string): OverlayFile | null =>
  parseFile(readText(file), OverlayFile).located?.value ?? null;

/** @throws RulesRefused */
export function readVocabulary(packsDir: string): VocabularyFile {
  const { located, problems } = parseFile(readText(join(packsDir, 'vocabulary.yaml')), VocabularyFile);
  if (!located) throw new RulesRefused(problems);
  return located.value;
}

/** Ids of the packs that lie in a folder. */
export const packIdsIn = (packsDir: string): string[] =>
  readdirSync(packsDir)
    .filter((name) => existsSync(join(packsDir, name, 'pack.yaml')))
    .sort();

/** Overlays of a folder by their county's name are found by reading them. */
export const overlayFilesIn = (packsDir: string): string[] => {
  const folder = join(packsDir, 'counties');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
};

const diskOf = (packsDir: string): RuleTexts => ({
  vocabulary: readText(join(packsDir, 'vocabulary.yaml')),
  pack: (id) => readPack(packsDir, id),
});

/** Files of a pack that hold no provisions; how people ask is read by asked.ts. */
const notTopics = ['pack.yaml', 'asked.yaml'];
export const isTopicFile = (name: string): boolean => name.endsWith('.yaml') && !notTopics.includes(name);

/** The texts of the pack in that folder, or the file that should be there. */
export function readPack(packsDir: string, folder: string): PackTexts | { readonly missing: string } {
  const path = join(packsDir, folder);
  const main = join(path, 'pack.yaml');
  if (basename(folder) !== folder || dirname(main) !== path || !existsSync(main)) return { missing: main };
  const topics = readdirSync(path).filter(isTopicFile).sort();
  return { folder, pack: readText(main), topics: topics.map((name) => readText(join(path, name))) };
}

/** A file of that path below the folder; null where there is none. */
export function readBelow(packsDir: string, ...names: readonly string[]): PackText | null {
  const file = join(packsDir, ...names);
  return existsSync(file) ? readText(file) : null;
}

export const readText = (file: string): PackText => ({ file, text: readFileSync(file, 'utf8') });
