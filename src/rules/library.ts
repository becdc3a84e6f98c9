/** Every pack and county of a folder by name, compiled when first asked for. */
import type { Rules } from './decision.ts';
import { rulesOf } from './evaluate.ts';
import { overlayFilesIn, packIdsIn, readStack, readVocabulary, type RuleChoice } from './load.ts';
import { RulesRefused } from './problems.ts';
import type { Fact, VocabularyFile } from './schema.ts';

export interface Shelf {
  readonly rules: Rules;
  /** Facts that may be given: the vocabulary's and those of the packs. */
  readonly facts: Readonly<Record<string, Fact>>;
}

export interface Library {
  readonly vocabulary: VocabularyFile;
  readonly packIds: readonly string[];
  /** Throws with the names there are. */
  pack(id: string): Shelf;
  /** The county of that name; the pack by itself where no overlay has it. */
  county(name: string | null, pack: string): Shelf;
}

/** @throws RulesRefused where the vocabulary or a pack asked for has faults */
export function openLibrary(packsDir: string): Library {
  const vocabulary = readVocabulary(packsDir);
  const packIds = packIdsIn(packsDir);
  const shelves = new Map<string, Shelf>();
  const shelf = (key: string, choice: RuleChoice): Shelf => {
    const before = shelves.get(key);
    if (before) return before;
    const { stack, problems, switches } = readStack(packsDir, choice);
    if (!stack) throw new RulesRefused(problems);
    const facts = Object.fromEntries(
      stack.packs
        .toReversed()
        .flatMap(({ words }) => [...words.facts].map(([name, { fact }]) => [name, fact] as const)),
    );
    const made = { rules: rulesOf(stack, switches), facts };
    shelves.set(key, made);
    return made;
  };
  let counties: ReadonlyMap<string, string> | null = null;
  const countyFile = (name: string): string | undefined => {
    counties ??= new Map(
      overlayFilesIn(packsDir).flatMap((file) => {
        const { county } = readStack(packsDir, { overlay: file });
        return county === null ? [] : [[county, file] as const];
      }),
    );
    return counties.get(name);
  };
  const pack = (id: string): Shelf => {
    if (!packIds.includes(id)) throw new Error(`没有规则包“${id}”。现有：${packIds.join('、')}。`);
    return shelf(`pack ${id}`, { packs: [id] });
  };
  return {
    vocabulary,
    packIds,
    pack,
    county(name, id) {
      const file = name === null ? undefined : countyFile(name);
      return file === undefined ? pack(id) : shelf(`county ${file}`, { overlay: file });
    },
  };
}
