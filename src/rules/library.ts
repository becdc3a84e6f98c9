/** Every pack and county of a folder by name, compiled when first asked for. */
import type { Rules } from './decision.ts';
import { rulesOf } from './evaluate.ts';
import { overlayFilesIn, packIdsIn, readOverlay, readStack, readVocabulary, type RuleChoice } from './load.ts';
import { RulesRefused } from './problems.ts';
import type { Stack } from './decide.ts';
import type { DutySwitches } from './duties.ts';
import type { Fact, VocabularyFile } from './schema-facts.ts';

export interface Shelf {
  readonly rules: Rules;
  /** Facts that may be given: the vocabulary's and those of the packs. */
  readonly facts: Readonly<Record<string, Fact>>;
}

export function shelfOf(stack: Stack, switches: DutySwitches): Shelf {
  const facts = stack.packs
    .toReversed()
    .flatMap(({ words }) => [...words.facts].map(([name, { fact }]) => [name, fact] as const));
  return { rules: rulesOf(stack, switches), facts: Object.fromEntries(facts) };
}

export class PackUnknown extends Error {
  override readonly name = 'PackUnknown';
  readonly pack: string;
  readonly known: readonly string[];

  constructor(pack: string, known: readonly string[]) {
    super(pack);
    this.pack = pack;
    this.known = known;
  }
}

export interface Library {
  readonly vocabulary: VocabularyFile;
  readonly packIds: readonly string[];
  /** @throws PackUnknown */
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
    const made = shelfOf(stack, switches);
    shelves.set(key, made);
    return made;
  };
  let counties: ReadonlyMap<string, string> | null = null;
  const countyFile = (name: string): string | undefined => {
    counties ??= new Map(
      overlayFilesIn(packsDir).flatMap((file) => {
        const overlay = readOverlay(file);
        return overlay ? [[overlay.county, file] as const] : [];
      }),
    );
    const near = [...counties].filter(
      ([county]) => name.includes(county) || (name.length > 1 && county.startsWith(name)),
    );
    return counties.get(name) ?? (near.length === 1 ? near[0]?.[1] : undefined);
  };
  const pack = (id: string): Shelf => {
    if (!packIds.includes(id)) throw new PackUnknown(id, packIds);
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
