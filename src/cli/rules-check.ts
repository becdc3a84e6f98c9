/** `zhucun rules check`: every pack, every county and every worked case. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { sayRuleProblem, sayUnfitValue } from '../replies/rule-problems.ts';
import { askedOf } from '../rules/asked.ts';
import { CaseFile, differencesOf, type Case } from '../rules/cases.ts';
import { UnfitValue } from '../rules/given.ts';
import { shelfOf, type Shelf } from '../rules/library.ts';
import { readOverlay, readText } from '../rules/load.ts';
import { parseFile, type Located } from '../rules/parse.ts';
import type { VocabularyFile } from '../rules/schema-facts.ts';
import type { CompiledPack } from '../rules/compile.ts';
import { CountyRefused } from './county-file.ts';
import { openRulesFolder, type RulesFolder } from './rules-folder.ts';

interface Findings {
  /** Lines for people; a fault of a pack that others extend stands once. */
  readonly problems: Set<string>;
  readonly wrongCases: string[];
  cases: number;
  /** Provisions of packs, and those that counties add. */
  provisions: number;
  ownProvisions: number;
}

/** Prints every fault and every case that comes out otherwise; exit code 1 where there is one. */
export function checkRules(given: string | undefined, { pack }: { readonly pack?: string }): void {
  const folder = openRulesFolder(given);
  if (pack !== undefined && !folder.packIds.includes(pack)) {
    throw new CountyRefused([`没有规则包“${pack}”。现有：${folder.packIds.join('、')}。`]);
  }
  const packIds = pack === undefined ? folder.packIds : [pack];
  const overlays = pack === undefined ? folder.overlays : [];
  const found: Findings = { problems: new Set(), wrongCases: [], cases: 0, provisions: 0, ownProvisions: 0 };
  for (const id of packIds) checkPack(folder, id, found);
  for (const file of overlays) checkOverlay(folder, file, found);
  for (const line of sameCounty(overlays)) found.problems.add(line);
  for (const line of [...found.problems, ...found.wrongCases]) console.log(fromHere(line));
  console.log(sayTotals(packIds.length, overlays.length, found));
  if (found.problems.size + found.wrongCases.length > 0) process.exitCode = 1;
}

/** Paths as they are typed where the command is given. */
const fromHere = (line: string): string => line.replaceAll(process.cwd() + sep, '');

function sayTotals(packs: number, counties: number, found: Findings): string {
  const own = found.ownProvisions > 0 ? `（另有县里的 ${found.ownProvisions} 条）` : '';
  const totals = `${packs} 个规则包，${counties} 个县，${found.provisions} 条规定${own}，${found.cases} 个算例`;
  if (found.problems.size + found.wrongCases.length === 0) return `${totals}：没有问题。`;
  return `${totals}：${found.problems.size} 处问题，${found.wrongCases.length} 个算例不对。`;
}

function checkPack(folder: RulesFolder, id: string, found: Findings): void {
  const { stack, problems, switches } = folder.read({ packs: [id] });
  for (const problem of problems) found.problems.add(sayRuleProblem(problem));
  if (!stack) return;
  const ids = idsOf(stack.packs, id);
  found.provisions += ids.size;
  for (const problem of askedOf(dirname(folder.folderOf(id)), basename(folder.folderOf(id)), ids).problems)
    found.problems.add(sayRuleProblem(problem));
  runFolder(join(folder.folderOf(id), 'cases'), shelfOf(stack, switches), stack.vocabulary, found);
}

const idsOf = (packs: readonly CompiledPack[], id: string): ReadonlySet<string> =>
  new Set(packs.find(({ file }) => file.id === id)?.provisions.map(({ source }) => source.id));

/** Its cases lie beside it: `cases/` with the name of its file. */
function checkOverlay(folder: RulesFolder, file: string, found: Findings): void {
  const { stack, problems, switches } = folder.read({ overlay: file });
  for (const problem of problems) found.problems.add(sayRuleProblem(problem));
  if (!stack) return;
  const [own] = stack.packs;
  if (own) found.ownProvisions += idsOf([own], own.file.id).size;
  const cases = join(dirname(file), 'cases', basename(file));
  if (existsSync(cases)) runCaseFile(cases, shelfOf(stack, switches), stack.vocabulary, found);
}

/** Only one file of a county is found by its name. */
function sameCounty(overlays: readonly string[]): string[] {
  const first = new Map<string, string>();
  return overlays.flatMap((file) => {
    const county = readOverlay(file)?.county;
    if (county === undefined) return [];
    const before = first.get(county);
    if (before === undefined) first.set(county, file);
    return before === undefined ? [] : [`${file}：${before} 也写着“${county}”。一个县只能有一个文件，请合并或改县名。`];
  });
}

function runFolder(folder: string, shelf: Shelf, vocabulary: VocabularyFile, found: Findings): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.yaml')) runCaseFile(join(folder, name), shelf, vocabulary, found);
  }
}

function runCaseFile(file: string, shelf: Shelf, vocabulary: VocabularyFile, found: Findings): void {
  const { located, problems } = parseFile(readText(file), CaseFile);
  for (const problem of problems) found.problems.add(sayRuleProblem(problem));
  if (located) runCases(located, shelf, vocabulary, found);
}

function runCases(located: Located<Case[]>, shelf: Shelf, vocabulary: VocabularyFile, found: Findings): void {
  for (const [index, one] of located.value.entries()) {
    found.cases += 1;
    const differences = differencesIn(one, shelf, vocabulary);
    if (differences.length === 0) continue;
    const { file, line } = located.at([index]);
    const head = `${file} 第 ${line} 行：算例“${one.case}”不对（左边是算例写的，右边是规则算出的）。请改规定或改算例。`;
    found.wrongCases.push([head, ...differences.map((difference) => `    ${difference}`)].join('\n'));
  }
}

function differencesIn(one: Case, shelf: Shelf, vocabulary: VocabularyFile): string[] {
  try {
    return differencesOf(one, shelf, vocabulary);
  } catch (error) {
    if (error instanceof UnfitValue) return [sayUnfitValue(error)];
    throw error;
  }
}
