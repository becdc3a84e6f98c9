// `tsx scripts/mutate-rules.ts [--pack ID]… [--sample N] [--seed N]`: makes every single small change of the packs' YAML
// and fails where a pack still loads and none of its cases notices. N mutants of each pack are tried with --sample.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse, parseDocument } from 'yaml';
import { CaseFile, differencesOf, type Case } from '../src/rules/cases.ts';
import { compilePack, type CompiledPack } from '../src/rules/compile.ts';
import { decide, type Stack } from '../src/rules/decide.ts';
import type { Rules } from '../src/rules/decision.ts';
import { shelfOf } from '../src/rules/library.ts';
import { isTopicFile, packIdsIn } from '../src/rules/load.ts';
import type { Located } from '../src/rules/parse.ts';
import { packPeriod } from '../src/rules/period.ts';
import { PackFile, Provision } from '../src/rules/schema.ts';
import { readSource, type PackText, type Path } from '../src/rules/source.ts';
import { buildStack, type PackTexts, type RuleTexts } from '../src/rules/stack.ts';
import { wordsOf, nothingLocal } from '../src/rules/words.ts';
import { workingDays } from '../src/rules/working-days.ts';
import { mutationsOf, type Mutation, type Surroundings } from './rule-mutations.ts';

export interface Mutant extends Mutation {
  readonly file: PackText;
  readonly line: number;
}

export interface Tried {
  readonly mutants: number;
  readonly survivors: readonly Mutant[];
  /** Cases that are wrong before anything is changed. */
  readonly wrong: readonly string[];
}

export interface Choice {
  /** At most so many mutants, chosen by `seed`. */
  readonly sample?: number | undefined;
  readonly seed?: number;
}

/** Tries the mutants of one pack against its own cases. Throws where the pack itself does not load. */
export function tryMutants(packsDir: string, packId: string, { sample, seed = 1 }: Choice = {}): Tried {
  const bench = new Bench(packsDir, packId);
  const all = bench.mutants();
  const chosen = sample === undefined ? all : shuffled(all, seed).slice(0, sample);
  return {
    mutants: chosen.length,
    survivors: chosen.filter((mutant) => bench.survives(mutant)),
    wrong: bench.wrong,
  };
}

const isWorkday = workingDays();
const read = (file: string): PackText => ({ file, text: readFileSync(file, 'utf8') });
const yamlIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
    : [];

/** One pack with its cases: parsed and compiled once, then changed one value at a time. */
class Bench {
  readonly wrong: readonly string[];
  readonly #packsDir: string;
  readonly #texts: PackTexts;
  readonly #values: ReadonlyMap<PackText, unknown>;
  readonly #stack: Stack;
  readonly #pack: CompiledPack;
  readonly #cases: readonly Case[];
  /** The case that caught the last mutant of a place: it likely catches the next. */
  readonly #killers = new Map<string, Case>();

  constructor(packsDir: string, packId: string) {
    this.#packsDir = packsDir;
    this.#texts = packTexts(packsDir, packId);
    this.#values = new Map(this.#files.map((file) => [file, parse(file.text) as unknown]));
    this.#stack = this.#load(new Map());
    this.#pack = ownOf(this.#stack, packId);
    const files = yamlIn(join(packsDir, packId, 'cases')).map((name) => read(join(packsDir, packId, 'cases', name)));
    const parsed = files.map(({ file, text }) => ({ file, ...CaseFile.safeParse(parse(text)) }));
    const cases = parsed.flatMap(({ data }) => data ?? []);
    const failing = cases.filter((one) => this.#fails(one, this.#stack));
    this.wrong = [
      ...parsed.filter(({ success }) => !success).map(({ file }) => file),
      ...failing.map((one) => one.case),
    ];
    this.#cases = cases.filter((one) => !failing.includes(one));
  }

  get #files(): readonly PackText[] {
    return [this.#texts.pack, ...this.#texts.topics];
  }

  mutants(): Mutant[] {
    const { words } = this.#pack;
    const around: Surroundings = {
      bodies: [...words.bodies.keys()],
      posts: [...new Set(words.posts.values())],
      teams: [...words.teams.keys()],
      ledgers: Object.values(this.#stack.vocabulary.ledgers),
      events: Object.keys(this.#stack.vocabulary.events),
      stepOf: (name) => {
        const fact = words.facts.get(name)?.fact;
        return fact?.kind === 'number' ? fact.step : 1;
      },
      verdictsOf: (question) => this.#stack.vocabulary.questions[question]?.verdicts ?? [],
    };
    return this.#files.flatMap((file) => {
      const { source } = readSource(file);
      return mutationsOf(this.#values.get(file), around).map((one): Mutant => {
        return { ...one, file, line: source.place(one.path).line };
      });
    });
  }

  /** First by what is quickly compiled; the loader is asked only of what no case catches. */
  survives(mutant: Mutant): boolean {
    const changed = this.#compiled(mutant);
    if (changed === 'refused' || (changed !== 'unsure' && this.#isCaught(mutant, changed))) return false;
    const document = parseDocument(mutant.file.text);
    document.setIn(mutant.path, document.createNode(mutant.value));
    try {
      const stack = this.#load(new Map([[mutant.file, { file: mutant.file.file, text: document.toString() }]]));
      return !this.#isCaught(mutant, stack);
    } catch (error) {
      if (error instanceof NotLoaded) return false;
      throw error;
    }
  }

  #load(instead: ReadonlyMap<PackText, PackText>): Stack {
    const own = (file: PackText): PackText => instead.get(file) ?? file;
    const { folder, pack, topics } = this.#texts;
    const texts: RuleTexts = {
      vocabulary: read(join(this.#packsDir, 'vocabulary.yaml')),
      pack: (id) =>
        id === folder ? { folder, pack: own(pack), topics: topics.map(own) } : packTexts(this.#packsDir, id),
    };
    const { stack, problems } = buildStack(texts, { packs: [folder], overlay: null }, isWorkday);
    if (!stack) throw new NotLoaded(problems.map((p) => `${p.file}:${p.line} ${p.problem}`).join('\n'));
    return stack;
  }

  /** `unsure` where only the loader can tell. */
  #compiled({ file, path, value }: Mutant): Stack | 'refused' | 'unsure' {
    if (path[0] === 'in_force') return 'unsure';
    const changed = setAt(this.#values.get(file), path, value);
    const { pack } = this.#texts;
    const main = file === pack ? PackFile.safeParse(changed) : null;
    const index = Number(path[1]);
    const one = file === pack ? null : Provision.safeParse(provisionsIn(changed)[index]);
    if (main?.success === false || one?.success === false) return 'refused';
    try {
      return this.#with(main?.data ?? null, one && { file, index, provision: one.data });
    } catch {
      return 'unsure';
    }
  }

  #with(main: PackFile | null, changed: { file: PackText; index: number; provision: Provision } | null): Stack {
    const before = [...this.#pack.provisions];
    const offset = changed ? this.#offsetOf(changed.file) + changed.index : -1;
    const provisions = before.map(({ source }, i) => located(changed && i === offset ? changed.provision : source));
    const file = main ?? this.#pack.file;
    const below = file.extends.map((id) => ownOf(this.#stack, id).words);
    const words = main ? wordsOf(this.#stack.vocabulary, below, file, file.take, nothingLocal) : this.#pack.words;
    const period = main ? packPeriod(file) : this.#pack.period;
    const pack = compilePack(file, provisions, words, period);
    return { ...this.#stack, packs: this.#stack.packs.map((other) => (other === this.#pack ? pack : other)) };
  }

  /** Provisions of the topic files before this one. */
  #offsetOf(file: PackText): number {
    const { topics } = this.#texts;
    return topics
      .slice(0, topics.indexOf(file))
      .reduce((sum, topic) => sum + provisionsIn(this.#values.get(topic)).length, 0);
  }

  #isCaught(mutant: Mutant, stack: Stack): boolean {
    const key = `${mutant.file.file} ${String(mutant.path[1])}`;
    const killer = this.#killers.get(key);
    if (killer && this.#fails(killer, stack)) return true;
    const caught = this.#relevantTo(mutant).find((one) => this.#fails(one, stack));
    if (caught) this.#killers.set(key, caught);
    return caught !== undefined;
  }

  /** A change of a provision shows in its own questions, duties and family only; the quick cases come first. */
  #relevantTo({ file, path }: Mutant): Case[] {
    const provision = provisionsIn(this.#values.get(file))[Number(path[1])] as Provision | undefined;
    const asked = [...(provision?.decides ?? []), ...(provision?.quotas ?? [])].map(({ question }) => question);
    const relevant = this.#cases.filter(
      ({ ask, duty }) =>
        provision === undefined ||
        (ask === undefined ? duty === undefined || duty === provision.id : asked.includes(ask)),
    );
    return relevant.sort((a, b) => Number(explains(a)) - Number(explains(b)));
  }

  #fails(one: Case, stack: Stack): boolean {
    try {
      const shelf = shelfOf(stack, {});
      const rules = explains(one) ? shelf.rules : withoutExplaining(stack, shelf.rules);
      return differencesOf(one, { ...shelf, rules }, this.#stack.vocabulary).length > 0;
    } catch {
      return true;
    }
  }
}

class NotLoaded extends Error {}

function packTexts(packsDir: string, folder: string): PackTexts {
  const path = join(packsDir, folder);
  const topics = yamlIn(path).filter(isTopicFile);
  return { folder, pack: read(join(path, 'pack.yaml')), topics: topics.map((name) => read(join(path, name))) };
}

function ownOf(stack: Stack, id: string): CompiledPack {
  const found = stack.packs.find(({ file }) => file.id === id);
  if (!found) throw new Error(`${id} is not in its own stack.`);
  return found;
}

const located = (value: Provision): Located<Provision> => ({
  value,
  at: () => ({ file: '', line: 1, id: value.id }),
});

const provisionsIn = (value: unknown): readonly unknown[] =>
  (value as { readonly provisions?: readonly unknown[] }).provisions ?? [];

/** Whether the case asks what other readings or numbers would lead to, which takes a hundred times as long. */
const explains = ({ expect }: Case): boolean => 'otherwise' in expect || 'what_if' in expect;
const withoutExplaining = (stack: Stack, rules: Rules): Rules => ({
  ...rules,
  explain: (...asked) => ({ decision: decide(stack, ...asked), alternatives: [], whatIfs: [] }),
});

function setAt(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = setAt(copy[key], rest, replacement);
  return copy;
}

/** In an order that the seed decides (mulberry32). */
function shuffled<T>(all: readonly T[], seed: number): T[] {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return all
    .map((one) => ({ one, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ one }) => one);
}

export const sayMutant = ({ file, line, path, said }: Mutant): string =>
  `${relative('.', file.file)}:${line}  ${path.filter((key) => typeof key === 'string').join('.')}  ${said}`;

function main(): void {
  const options = {
    pack: { type: 'string', multiple: true },
    sample: { type: 'string' },
    seed: { type: 'string' },
  } as const;
  const { pack, sample, seed = '1' } = parseArgs({ options }).values;
  const packsDir = fileURLToPath(new URL('../rules', import.meta.url));
  let [mutants, survived] = [0, 0];
  for (const id of pack ?? packIdsIn(packsDir)) {
    const chosen = { sample: sample === undefined ? undefined : Number(sample), seed: Number(seed) };
    const tried = tryMutants(packsDir, id, chosen);
    for (const one of tried.wrong) console.log(`${id}: this case is wrong as it is, and left out: ${one}`);
    for (const one of tried.survivors) console.log(sayMutant(one));
    mutants += tried.mutants;
    survived += tried.survivors.length;
  }
  console.log(`${mutants} mutants, ${mutants - survived} caught, ${survived} survived`);
  process.exitCode = survived > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
