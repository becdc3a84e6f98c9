/** Decision tables must answer every case once: gaps and overlaps that the pack does not explain. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import type { PackPlace, RuleProblem, SampleFacts } from '../domain/rule-problem.ts';
import { casesOf, combinations, matches } from './condition.ts';
import type { Located, ParsedPack } from './parse.ts';
import { isInForce, periodOf, type Period } from './period.ts';
import type { PackFile, Provision, Row } from './schema.ts';
import type { Path } from './source.ts';

interface PlacedRow {
  readonly row: Row;
  readonly provision: Located<Provision>;
  readonly path: Path;
  readonly period: Period;
}

/** Needs a pack that passed `checkPack`. */
export function checkCoverage({ pack, provisions }: ParsedPack): RuleProblem[] {
  return Object.keys(pack.value.tables).flatMap((table) => {
    const rows = provisions.flatMap((provision) => rowsFor(table, provision, pack.value));
    const seen = new Set<string>();
    const rowsOn = (on: IsoDate): PlacedRow[] => rows.filter(({ period }) => isInForce(period, on));
    return changesOf(rows)
      .flatMap((on) => checkTable(pack.value, table, rowsOn(on)))
      .filter((problem) => !seen.has(keyOf(problem)) && seen.add(keyOf(problem)));
  });
}

/** The same fault on two dates is told once. */
const keyOf = ({ file, line, problem }: RuleProblem): string => `${file}:${line} ${problem}`;

function rowsFor(table: string, provision: Located<Provision>, pack: PackFile): PlacedRow[] {
  const { decides } = provision.value;
  if (decides?.table !== table) return [];
  const period = periodOf(provision.value, pack);
  return decides.rows.map((row, index) => ({ row, provision, path: ['decides', 'rows', index], period }));
}

/** The days on which another set of rows holds. A day without any row is no gap: the table does not exist then. */
const changesOf = (rows: readonly PlacedRow[]): IsoDate[] =>
  [...new Set(rows.flatMap(({ period: { from, to } }) => (to ? [from, addDays(to, 1)] : [from])))].sort();

function checkTable(pack: PackFile, table: string, rows: readonly PlacedRow[]): RuleProblem[] {
  const found = new Map<PlacedRow, RuleProblem>();
  for (const sample of samplesOf(pack, table, rows)) {
    const matching = rows.filter(({ row }) => matches(row.when, sample));
    const [first, second] = matching;
    // A gap is told at the table's first row, an overlap at the row that comes too late; once each.
    const told = second ?? rows[0];
    if (!told || found.has(told)) continue;
    const place = placeOf(told);
    const shown = labelled(pack, sample);
    if (!first) {
      if (pack.tables[table]?.gaps === undefined) found.set(told, { ...place, problem: 'gap', table, sample: shown });
    } else if (matching.filter(({ row }) => row.overlaps === undefined).length > 1) {
      found.set(told, { ...place, problem: 'overlap', table, sample: shown, first: placeOf(first) });
    }
  }
  return [...found.values()];
}

/** Its first condition, or the row itself where it has none. */
const placeOf = ({ row, provision, path }: PlacedRow): PackPlace =>
  provision.at([...path, 'when', ...Object.keys(row.when).slice(0, 1)]);

function samplesOf(
  pack: PackFile,
  table: string,
  rows: readonly PlacedRow[],
): Record<string, string | number | boolean>[] {
  const columns = (pack.tables[table]?.columns ?? []).flatMap((name) => {
    const fact = pack.facts[name];
    const conditions = rows.flatMap(({ row }) => row.when[name] ?? []);
    return fact ? [[name, casesOf(fact, conditions, (list) => pack[list])] as const] : [];
  });
  return combinations(columns);
}

const labelled = (pack: PackFile, sample: SampleFacts): SampleFacts =>
  Object.fromEntries(Object.entries(sample).map(([name, value]) => [pack.facts[name]?.label ?? name, value]));
