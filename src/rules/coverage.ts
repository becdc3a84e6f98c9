/** Decision tables must answer every case once: gaps, overlaps and rows that are never reached. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import type { PackPlace, RuleProblem, SampleFacts } from '../domain/rule-problem.ts';
import { casesOf, combinations, compileWhen, type Test } from './condition.ts';
import type { Located } from './parse.ts';
import { isInForce, periodOf, type Period } from './period.ts';
import type { Provision, Row } from './schema.ts';
import type { Path } from './source.ts';
import type { Scalar } from './value.ts';
import { wordsFor, type Words } from './words.ts';

interface PlacedRow {
  readonly row: Row;
  readonly test: Test;
  readonly provision: Located<Provision>;
  readonly path: Path;
  readonly period: Period;
}

type Sample = Readonly<Record<string, Scalar>>;

/** Needs provisions that passed `checkProvision`. `gaps` says by question why cases are left open. */
export function checkCoverage(
  provisions: readonly Located<Provision>[],
  words: Words,
  gaps: Readonly<Record<string, string>>,
  whole: Period,
): RuleProblem[] {
  const questions = new Set(provisions.flatMap(({ value }) => value.decides.map(({ question }) => question)));
  return [...questions].flatMap((question) => {
    const rows = provisions.flatMap((provision) => rowsFor(question, provision, whole));
    const seen = new Set<string>();
    const rowsOn = (on: IsoDate): PlacedRow[] => rows.filter(({ period }) => isInForce(period, on));
    return changesOf(rows)
      .flatMap((on) => checkTable(words, question, rowsOn(on), question in gaps))
      .filter((problem) => !seen.has(keyOf(problem)) && seen.add(keyOf(problem)));
  });
}

/** The same fault on two dates is told once. */
const keyOf = ({ file, line, problem }: RuleProblem): string => `${file}:${line} ${problem}`;

function rowsFor(question: string, provision: Located<Provision>, whole: Period): PlacedRow[] {
  const period = periodOf(provision.value, whole);
  return provision.value.decides.flatMap((decides, d) =>
    decides.question === question
      ? decides.rows.map((row, r) => {
          const path: Path = ['decides', d, 'rows', r];
          return { row, test: compileWhen(row.when), provision, path, period };
        })
      : [],
  );
}

/** The days on which another set of rows holds. A day without any row is no gap: the table does not exist then. */
const changesOf = (rows: readonly PlacedRow[]): IsoDate[] =>
  [...new Set(rows.flatMap(({ period: { from, to } }) => (to ? [from, addDays(to, 1)] : [from])))].sort();

/** A row for all other cases: it may come after any. */
const isRest = ({ row }: PlacedRow): boolean => Object.keys(row.when).length === 0;

function checkTable(words: Words, table: string, rows: readonly PlacedRow[], mayHaveGaps: boolean): RuleProblem[] {
  const found = new Map<PlacedRow, RuleProblem>();
  const reached = new Set<PlacedRow>();
  for (const sample of samplesOf(words, rows)) {
    const matching = rows.filter(({ test }) => test((name) => sample[name] ?? null));
    const [first] = matching;
    if (first) reached.add(first);
    const second = matching.slice(1).find((row) => !isRest(row) && row.row.overlaps === undefined);
    // A gap is told at the table's first row, an overlap at the row that comes too late; once each.
    const told = first ? second : rows[0];
    if (!told || found.has(told)) continue;
    const place = placeOf(told);
    if (first)
      found.set(told, { ...place, problem: 'overlap', table, sample: labelled(words, sample), first: placeOf(first) });
    else if (!mayHaveGaps) found.set(told, { ...place, problem: 'gap', table, sample: labelled(words, sample) });
  }
  const unreached = rows.filter((row) => !reached.has(row) && !found.has(row));
  return [
    ...found.values(),
    ...unreached.map((row): RuleProblem => ({ ...placeOf(row), problem: 'unreachable', table })),
  ];
}

/** Its first condition, or the row itself where it has none. */
const placeOf = ({ row, provision, path }: PlacedRow): PackPlace =>
  provision.at([...path, 'when', ...Object.keys(row.when).slice(0, 1)]);

/** Every case that the rows can tell apart: facts and the options of readings. */
function samplesOf(words: Words, rows: readonly PlacedRow[]): Sample[] {
  const names = [...new Set(rows.flatMap(({ row }) => Object.keys(row.when)))];
  const columns = names.flatMap((name): (readonly [string, readonly Scalar[]])[] => {
    const conditions = rows.flatMap(({ row }) => row.when[name] ?? []);
    const reading = words.readings.get(name);
    if (reading) return [[name, Object.keys(reading.options)]];
    const fact = words.facts.get(name)?.fact;
    return fact ? [[name, casesOf(fact, conditions, fact.kind === 'word' ? wordsFor(fact, words) : [])]] : [];
  });
  return combinations(columns);
}

const labelled = (words: Words, sample: Sample): SampleFacts =>
  Object.fromEntries(Object.entries(sample).map(([name, value]) => [words.facts.get(name)?.fact.label ?? name, value]));
