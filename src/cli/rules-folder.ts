/** The rules that `zhucun rules` works on: of a folder, with those of the installation below them. */
import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
import type { RuleProblem } from '../domain/rule-problem.ts';
import { rulesDir } from '../wiring/installation.ts';
import { overlayFilesIn, packIdsIn, readOverlay, readPack, readText, stackOf, type RuleChoice } from '../rules/load.ts';
import type { RuleTexts, StackResult } from '../rules/stack.ts';
import { CountyRefused, readCounty } from './county-file.ts';

export interface RulesFolder {
  /** Packs that lie in it, not those of the installation. */
  readonly packIds: readonly string[];
  /** Files of counties. */
  readonly overlays: readonly string[];
  /** Where a pack's files lie. */
  folderOf(packId: string): string;
  read(choice: RuleChoice): StackResult;
}

/**
 * `given`: a folder of rules, a county's data folder, or one overlay; else the installation's rules.
 * @throws CountyRefused where there are no rules
 */
export function openRulesFolder(given: string | undefined): RulesFolder {
  const base = given === undefined ? rulesDir : resolve(given);
  const isFile = statSync(base, { throwIfNoEntry: false })?.isFile() === true;
  const dir = !isFile && existsSync(join(base, 'rules')) ? join(base, 'rules') : base;
  const exists = !isFile && existsSync(dir);
  const packIds = exists ? packIdsIn(dir) : [];
  const overlays = isFile ? [base] : exists ? [...new Set([...overlayFilesIn(dir), ...overlayOfData(base)])] : [];
  if (packIds.length + overlays.length === 0) {
    throw new CountyRefused([
      `${base} 里没有规则：没有规则包（…/pack.yaml）、没有县的规定（counties/*.yaml），county.yaml 也没有写 overlay。`,
    ]);
  }
  const folderOf = (packId: string): string => join(packIds.includes(packId) ? dir : rulesDir, packId);
  const vocabulary = [join(dir, 'vocabulary.yaml'), join(rulesDir, 'vocabulary.yaml')].find((file) => existsSync(file));
  const texts: RuleTexts = {
    vocabulary: readText(vocabulary ?? join(dir, 'vocabulary.yaml')),
    pack: (id) => readPack(packIds.includes(id) ? dir : rulesDir, id),
  };
  const read = (choice: RuleChoice): StackResult => {
    const tops = 'overlay' in choice ? [choice.overlay] : choice.packs.map((id) => folderOf(id) + sep);
    return withoutConsequences(stackOf(texts, choice), tops);
  };
  return { packIds, overlays, folderOf, read };
}

/** The overlay that a data folder's county.yaml names. */
function overlayOfData(folder: string): string[] {
  const file = join(folder, 'county.yaml');
  const overlay = existsSync(file) ? readCounty(file).overlay : undefined;
  return overlay === undefined ? [] : [overlay];
}

/** Words of a pack with faults are not there to be used: that is no fault of those above it, at `tops`. */
function withoutConsequences(result: StackResult, tops: readonly string[]): StackResult {
  const isAbove = ({ file }: RuleProblem): boolean => tops.some((top) => file.startsWith(top));
  if (result.problems.every(isAbove)) return result;
  const problems = result.problems.filter((one) => !isAbove(one) || one.problem !== 'word-unknown');
  return { ...result, problems };
}

/** The overlay of that name: a file, a county's name, or the overlay's id. null with what there is. */
export function findOverlay(
  { overlays }: RulesFolder,
  name: string,
): { readonly file: string | null; readonly known: readonly string[] } {
  const counties = overlays.map((file) => ({ file, id: basename(file, '.yaml'), county: readOverlay(file)?.county }));
  const found = counties.find(({ id, county }) => id === name || county === name)?.file;
  const isFile = statSync(name, { throwIfNoEntry: false })?.isFile() === true;
  return {
    file: found ?? (isFile ? resolve(name) : null),
    known: counties.map(({ id, county }) => (county === undefined ? id : `${county}（${id}）`)),
  };
}
