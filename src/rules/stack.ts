/** From the texts of an overlay and its packs to what is evaluated: each pack after those that it extends. Pure. */
import type { IsoDate } from '../domain/calendar.ts';
import type { RuleProblem } from '../domain/rule-problem.ts';
import { checkFacts, checkGrammar } from './check-facts.ts';
import { checkIds, checkProvision, checkReadings, checkTeams, type Checked } from './check.ts';
import { checkWord } from './check-word.ts';
import { compilePack, type CompiledPack } from './compile.ts';
import { checkCoverage } from './coverage.ts';
import type { Stack } from './decide.ts';
import type { DutySwitches } from './duties.ts';
import { checkStricter } from './looser.ts';
import { parseFile, within, type Located } from './parse.ts';
import { packPeriod, type Period } from './period.ts';
import { OverlayFile, PackFile, TopicFile, type Provision } from './schema.ts';
import { VocabularyFile } from './schema-facts.ts';
import type { PackText } from './source.ts';
import type { IsWorkday } from './value.ts';
import { localOf, nothingLocal, wordsOf, type Local, type Words } from './words.ts';

/** The texts of one pack as read; `folder` is the name that the pack's id must have. */
export interface PackTexts {
  readonly folder: string;
  readonly pack: PackText;
  readonly topics: readonly PackText[];
}

export interface RuleTexts {
  readonly vocabulary: PackText;
  pack(id: string): PackTexts | { readonly missing: string };
}

export interface StackResult {
  /** null with every problem found. */
  readonly stack: Stack | null;
  readonly problems: readonly RuleProblem[];
  readonly switches: DutySwitches;
}

interface Parsed {
  readonly file: PackFile;
  readonly at: Located<unknown>;
  readonly provisions: readonly Located<Provision>[];
  /** What it is written in: an overlay has no posts of its own to have. */
  readonly overlay: OverlayFile | null;
}

/** Reads as far as it can: packs without faults are still checked when another has some. */
export function buildStack(
  texts: RuleTexts,
  { packs, overlay }: { readonly packs: readonly string[]; readonly overlay: PackText | null },
  isWorkday: IsWorkday,
): StackResult {
  const vocabulary = parseFile(texts.vocabulary, VocabularyFile);
  const top = overlay ? parseOverlay(overlay) : null;
  const early = [...vocabulary.problems, ...(top?.problems ?? [])];
  const file = top?.parsed?.overlay ?? null;
  if (!vocabulary.located || early.length > 0) {
    return { stack: null, problems: early, switches: {} };
  }
  const { ordered, problems } = gather(texts, file?.packs ?? packs);
  const builder = new Builder(vocabulary.located.value, file ? localOf(file) : nothingLocal, replacementsIn(ordered));
  const compiled = [...ordered]
    .reverse()
    .map((parsed) => builder.add(parsed))
    .reverse();
  const own = top?.parsed ? [builder.add(top.parsed)] : [];
  const stricter = own.flatMap((pack) =>
    pack && top?.parsed ? checkStricter(top.parsed.provisions, pack, compiled) : [],
  );
  const switches = file ? checkLocal(top?.parsed, compiled) : [];
  const all = [...problems, ...builder.problems, ...stricter, ...switches];
  const layers = [...own, ...compiled].filter((pack) => pack !== null);
  return {
    stack: all.length > 0 ? null : { vocabulary: vocabulary.located.value, packs: layers, isWorkday },
    problems: all,
    switches: file?.duties ?? {},
  };
}

/** The packs named and all that they extend or replace, each once, nearer ones first. */
function gather(texts: RuleTexts, names: readonly string[]): { ordered: Parsed[]; problems: RuleProblem[] } {
  const problems: RuleProblem[] = [];
  const done = new Map<string, Parsed | null>();
  const ordered: Parsed[] = [];
  const visit = (id: string, path: readonly string[]): void => {
    if (done.has(id)) return;
    done.set(id, null);
    const found = texts.pack(id);
    if ('missing' in found) {
      problems.push({ file: found.missing, line: 1, id: null, problem: 'pack-missing', pack: id });
      return;
    }
    const { parsed, problems: faults } = parsePack(found);
    problems.push(...faults);
    if (!parsed) return;
    const related = [...(parsed.file.replaces === undefined ? [] : [parsed.file.replaces]), ...parsed.file.extends];
    const circle = related.find((other) => other === id || path.includes(other));
    if (circle !== undefined) {
      problems.push({ ...parsed.at.at([]), problem: 'pack-circular', pack: circle });
      return;
    }
    for (const other of [...related].reverse()) visit(other, [...path, id]);
    ordered.unshift(parsed);
  };
  for (const id of [...names].reverse()) visit(id, []);
  return { ordered, problems };
}

/** First day of the version that replaces a pack. */
const replacementsIn = (packs: readonly Parsed[]): ReadonlyMap<string, IsoDate> =>
  new Map(packs.flatMap(({ file }) => (file.replaces === undefined ? [] : [[file.replaces, file.in_force.from]])));

function parsePack({ folder, pack, topics }: PackTexts): { parsed: Parsed | null; problems: RuleProblem[] } {
  const main = parseFile(pack, PackFile);
  const files = topics.map((text) => parseFile(text, TopicFile));
  const problems = [main, ...files].flatMap((file) => file.problems);
  if (problems.length > 0 || !main.located) return { parsed: null, problems };
  const { located } = main;
  const differs: RuleProblem[] =
    located.value.id === folder ? [] : [{ ...located.at(['id']), problem: 'pack-id-differs', folder }];
  const provisions = files.flatMap(({ located: topic }) =>
    topic ? topic.value.provisions.map((value, index) => within(topic, value, ['provisions', index])) : [],
  );
  return { parsed: { file: located.value, at: located, provisions, overlay: null }, problems: differs };
}

/** An overlay is a pack over its packs. */
function parseOverlay(text: PackText): { parsed: Parsed | null; problems: RuleProblem[] } {
  const { located, problems } = parseFile(text, OverlayFile);
  if (!located) return { parsed: null, problems };
  const { county: _county, packs, names: _names, duties: _duties, provisions, ...rest } = located.value;
  const file: PackFile = { ...rest, extends: packs };
  const placed = provisions.map((value, index) => within(located, value, ['provisions', index]));
  return { parsed: { file, at: located, provisions: placed, overlay: located.value }, problems };
}

/** What an overlay says of duties and bodies of its packs. */
function checkLocal(parsed: Parsed | null | undefined, packs: readonly (CompiledPack | null)[]): RuleProblem[] {
  const ids = packs.flatMap(
    (pack) => pack?.provisions.filter((p) => p.source.duties.length > 0).map((p) => p.source.id) ?? [],
  );
  const bodies = packs.flatMap((pack) => (pack ? [...pack.words.bodies.keys()] : []));
  if (!parsed?.overlay) return [];
  const { duties, names } = parsed.overlay;
  return [
    ...Object.keys(duties).flatMap((id) => checkWord(parsed.at, ['duties', id], 'provision', id, ids)),
    ...Object.keys(names).flatMap((name) => checkWord(parsed.at, ['names', name], 'body', name, bodies)),
  ];
}

/** Compiles packs in order: each must come after those that it extends. */
class Builder {
  readonly problems: RuleProblem[] = [];
  readonly #words = new Map<string, Words>();
  readonly #vocabulary: VocabularyFile;
  readonly #local: Local;
  readonly #replaced: ReadonlyMap<string, IsoDate>;

  constructor(vocabulary: VocabularyFile, local: Local, replaced: ReadonlyMap<string, IsoDate>) {
    this.#vocabulary = vocabulary;
    this.#local = local;
    this.#replaced = replaced;
  }

  add({ file, at, provisions }: Parsed): CompiledPack | null {
    const grammar = checkGrammar(at, file.facts);
    this.problems.push(...grammar);
    if (grammar.length > 0) return null;
    const below = file.extends.flatMap((id) => this.#words.get(id) ?? []);
    const words = wordsOf(this.#vocabulary, below, file, file.take, this.#local);
    this.#words.set(file.id, words);
    const period: Period = packPeriod(file, this.#replaced.get(file.id));
    const ids = provisions.map(({ value }) => value.id);
    const checked: Checked = { vocabulary: this.#vocabulary, words, period, ids };
    const wrong = [
      ...checkFacts(at, file.facts, words),
      ...checkReadings(at, file, words),
      ...checkTeams(at, file.teams, words),
      ...checkIds(provisions, period),
      ...provisions.flatMap((provision) => checkProvision(provision, checked)),
    ];
    const all = wrong.length > 0 ? wrong : checkCoverage(provisions, words, file.gaps, period);
    this.problems.push(...all);
    return all.length > 0 ? null : compilePack(file, provisions, words, period);
  }
}
