/** Looks a case up in the decision tables of the packs in force. */
import type { IsoDate } from '../domain/calendar.ts';
import type { CompiledPack, CompiledProvision, CompiledRow } from './compile.ts';
import { isPossible, matches, type FactValue, type FactValues } from './condition.ts';
import type { Because } from './decision.ts';
import { isInForce } from './period.ts';
import type { QuestionName } from './questions.ts';

export interface TableAnswer {
  readonly pack: CompiledPack;
  /** The first row that matches; null where the pack leaves this case open. */
  readonly row: CompiledRow | null;
  /** What was asked of the facts, by the pack's labels. */
  readonly used: Readonly<Record<string, FactValue>>;
}

/** The first pack in force that has the table that day decides; null where none has it. */
export function lookUp(
  packs: readonly CompiledPack[],
  table: QuestionName,
  facts: FactValues,
  on: IsoDate,
): TableAnswer | null {
  for (const pack of packs) {
    const rows = (pack.tables.get(table) ?? []).filter(({ provision }) => isInForce(provision.period, on));
    if (rows.length === 0) continue;
    const columns = pack.file.tables[table]?.columns ?? [];
    const arePossible = columns.every((name) => isPossible(pack.file.facts[name], facts[name] ?? null));
    const row = (arePossible && rows.find(({ when }) => matches(when, facts))) || null;
    const names = [...columns, ...(row?.needs ?? [])];
    return { pack, row, used: labelled(pack, names, facts) };
  }
  return null;
}

/** The named facts under the words that the pack shows to people. */
export function labelled(pack: CompiledPack, names: readonly string[], facts: FactValues): Record<string, FactValue> {
  return Object.fromEntries(names.map((name) => [labelOf(pack, name), facts[name] ?? null]));
}

export const labelOf = ({ file }: CompiledPack, fact: string): string => file.facts[fact]?.label ?? fact;

/** Why these provisions decided. */
export function because(provisions: readonly CompiledProvision[], facts: Because['facts']): Because {
  return {
    citations: provisions.map(({ citation }) => citation),
    readings: provisions.flatMap(({ readings }) => readings),
    facts,
    trace: provisions.map(({ trace }) => trace),
  };
}

export const nothing: Because = { citations: [], readings: [], facts: {}, trace: [] };
