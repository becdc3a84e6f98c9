/** What a county's own rules change in its packs. Pure. */
import type { Citation } from '../domain/citation.ts';
import type { CompiledPack, CompiledProvision } from './compile.ts';
import { switchOf } from './duties.ts';
import type { Measure, OverlayFile, Provision } from './schema.ts';
import type { Expression } from './schema-facts.ts';
import type { TakenReading } from './words.ts';

export interface ReadingTaken {
  readonly id: string;
  readonly question: string;
  /** Both options in words. */
  readonly before: string;
  readonly after: string;
}

export interface DutySwitched {
  readonly citation: Citation;
  readonly summary: string;
  /** null where it stays as it was. */
  readonly isOn: boolean | null;
  /** Working days ahead on which it is reminded of from now on; null where that stays. */
  readonly ahead: readonly number[] | null;
}

/** A number of the county beside that of a pack for the same count; `above` is null where no pack asks for it. */
export interface MeasureSet {
  readonly provision: Provision;
  readonly question: string;
  readonly every: string;
  readonly counts: Expression;
  readonly own: Measure;
  readonly above: { readonly citation: Citation; readonly measure: Measure } | null;
}

export interface OverlayDiff {
  /** Name in the packs, name in this county. */
  readonly names: readonly (readonly [string, string])[];
  readonly readings: readonly ReadingTaken[];
  readonly duties: readonly DutySwitched[];
  /** Provisions of the county's own, with all that they decide. */
  readonly provisions: readonly Provision[];
  readonly measures: readonly MeasureSet[];
}

/** `packs`: as they are without the county; the nearer first. */
export function diffOf(overlay: OverlayFile, packs: readonly CompiledPack[]): OverlayDiff {
  return {
    names: Object.entries(overlay.names),
    readings: Object.entries(overlay.take).flatMap(([id, option]) => readingTaken(id, option, packs)),
    duties: Object.entries(overlay.duties).flatMap(([id, given]) => dutySwitched(id, given, packs)),
    provisions: overlay.provisions,
    measures: overlay.provisions.flatMap((provision) => measuresSet(provision, packs)),
  };
}

/** Nothing where the packs take that option already. */
function readingTaken(id: string, option: string, packs: readonly CompiledPack[]): ReadingTaken[] {
  const reading: TakenReading | undefined = packs
    .map(({ words }) => words.readings.get(id))
    .find((r) => r !== undefined);
  if (!reading || reading.taken === option) return [];
  const { question, options, taken } = reading;
  return [{ id, question, before: options[taken] ?? taken, after: options[option] ?? option }];
}

const provisionsOf = (packs: readonly CompiledPack[]): CompiledProvision[] =>
  packs.flatMap(({ provisions }) => provisions);

/** Nothing where it was so already. */
function dutySwitched(
  id: string,
  given: OverlayFile['duties'][string],
  packs: readonly CompiledPack[],
): DutySwitched[] {
  const found = provisionsOf(packs).find(({ source }) => source.id === id);
  const { on, ahead = null } = switchOf(given);
  const isOn = on !== undefined && found?.source.duties.some(({ off }) => off === on) === true ? on : null;
  if (!found || (isOn === null && ahead === null)) return [];
  return [{ citation: found.citation, summary: found.source.summary, isOn, ahead }];
}

function measuresSet(provision: Provision, packs: readonly CompiledPack[]): MeasureSet[] {
  return provision.quotas.flatMap(({ question, every, measures }) =>
    measures.map((own): MeasureSet => {
      const [above = null] = packs
        .flatMap(({ quotas }) => quotas.get(question) ?? [])
        .filter(({ source }) => source.every === every)
        .flatMap(({ source, provision: { citation } }) => source.measures.map((measure) => ({ citation, measure })))
        .filter(({ measure }) => measure.counts === own.counts && isLeast(measure) === isLeast(own));
      return { provision, question, every, counts: own.counts, own, above };
    }),
  );
}

const isLeast = ({ at_least }: Measure): boolean => at_least !== undefined;
