/** Reads a county's packs from disk, once, at start: the only file of the rules that does I/O. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleProblem } from '../domain/rule-problem.ts';
import { compilePack, type PackTexts } from './compile.ts';
import type { Rules } from './decision.ts';
import { rulesOf } from './evaluate.ts';
import { RulesRefused } from './problems.ts';
import type { PackText } from './source.ts';

/**
 * The packs `packIds`, each a folder of `packsDir` with its `pack.yaml` and topic files. Where two packs decide the
 * same, the one named first does. Throws {@link RulesRefused} with every problem when any pack cannot be used.
 */
export function loadRules(packsDir: string, packIds: readonly string[]): Rules {
  const results = packIds.map((id) => {
    const texts = readPack(packsDir, id);
    return texts ? compilePack(texts) : { compiled: null, problems: [missing(packsDir, id)] };
  });
  const problems = results.flatMap((result) => result.problems);
  if (problems.length > 0) throw new RulesRefused(problems);
  return rulesOf(results.flatMap(({ compiled }) => compiled ?? []));
}

const missing = (packsDir: string, pack: string): RuleProblem => {
  return { file: join(packsDir, pack, 'pack.yaml'), line: 1, id: null, problem: 'pack-missing', pack };
};

function readPack(packsDir: string, folder: string): PackTexts | null {
  const path = join(packsDir, folder);
  if (!existsSync(join(path, 'pack.yaml'))) return null;
  const topics = readdirSync(path)
    .filter((name) => name.endsWith('.yaml') && name !== 'pack.yaml')
    .sort();
  return { folder, pack: readText(join(path, 'pack.yaml')), topics: topics.map((name) => readText(join(path, name))) };
}

const readText = (file: string): PackText => ({ file, text: readFileSync(file, 'utf8') });
