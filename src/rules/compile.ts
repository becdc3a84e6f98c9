/** Checked files of a pack → the form that is evaluated: bodies, readings and citations resolved, periods fixed. Pure. */
import type { Citation, Reading } from '../domain/citation.ts';
import { compileWhen, type Test } from './condition.ts';
import type { Body, ChainStep, Deadline, Filing, TraceLine } from './decision.ts';
import { compileExpression, type Compute } from './expression.ts';
import type { Located } from './parse.ts';
import { periodOf, type Period } from './period.ts';
import type { Measure, PackFile, Provision, Quota, Row } from './schema.ts';
import type { Expression } from './schema-facts.ts';
import type { Words } from './words.ts';

export interface CompiledProvision {
  readonly source: Provision;
  readonly period: Period;
  readonly citation: Citation;
  readonly trace: TraceLine;
}

export interface CompiledDeadline extends Omit<Deadline, 'dates'> {
  readonly dates: readonly (readonly [string, Compute])[];
}

export interface CompiledRow {
  readonly source: Row;
  readonly test: Test;
  readonly verdict: string | null;
  readonly steps: readonly ChainStep[];
  readonly filings: readonly Filing[];
  readonly body: Body | null;
  readonly amounts: readonly (readonly [string, Compute])[];
  readonly deadlines: readonly CompiledDeadline[];
  readonly targets: readonly string[];
  readonly bodies: readonly string[];
  readonly decidedBy: readonly Body[];
  /** Facts that it asks, in the order of its conditions. */
  readonly asks: readonly string[];
  readonly provision: CompiledProvision;
  /** Others that decide with it, as the row names them. */
  readonly with: readonly CompiledProvision[];
}

export interface CompiledMeasure {
  readonly source: Measure;
  readonly counts: Compute;
  readonly limit: Compute;
  /** Facts that the count reads. */
  readonly reads: readonly string[];
}

export interface CompiledQuota {
  readonly source: Quota;
  readonly test: Test;
  readonly flaggedWhen: Test | null;
  readonly measures: readonly CompiledMeasure[];
  readonly amounts: readonly (readonly [string, Compute])[];
  readonly asks: readonly string[];
  readonly provision: CompiledProvision;
}

export interface CompiledPack {
  readonly file: PackFile;
  readonly words: Words;
  readonly period: Period;
  readonly provisions: readonly CompiledProvision[];
  /** Rows by question, in the order in which they are tried. */
  readonly tables: ReadonlyMap<string, readonly CompiledRow[]>;
  readonly quotas: ReadonlyMap<string, readonly CompiledQuota[]>;
  /** Every given fact that a question depends on, through what is reckoned from it. */
  readonly given: ReadonlyMap<string, readonly string[]>;
}

/** Needs files without a problem. */
export function compilePack(
  file: PackFile,
  located: readonly Located<Provision>[],
  words: Words,
  period: Period,
): CompiledPack {
  const provisions = located.map(({ value }) => compileProvision(file, value, period));
  const tables = new Map<string, CompiledRow[]>();
  const quotas = new Map<string, CompiledQuota[]>();
  for (const provision of provisions) {
    for (const { question, rows } of provision.source.decides) {
      const compiled = rows.map((row) => compileRow(row, words, provision, provisions));
      tables.set(question, [...(tables.get(question) ?? []), ...compiled]);
    }
    for (const quota of provision.source.quotas) {
      quotas.set(quota.question, [...(quotas.get(quota.question) ?? []), compileQuota(quota, provision)]);
    }
  }
  return { file, words, period, provisions, tables, quotas, given: givenOf(tables, quotas, words) };
}

function compileProvision(file: PackFile, source: Provision, whole: Period): CompiledProvision {
  const { id, article, summary } = source;
  const period = periodOf(source, whole);
  const { id: pack, short_title: title, number } = file;
  const citation = { provision: id, pack, title, number, article, inForceFrom: period.from };
  return { source, period, citation, trace: { provision: id, article, summary } };
}

/** The readings that a provision names, as they are taken here. */
export function readingsOf(provision: CompiledProvision, words: Words): Reading[] {
  return provision.source.readings.flatMap((name) => {
    const reading = words.readings.get(name);
    if (!reading) return [];
    const { id, question, options, taken, because } = reading;
    return [{ id, question, taken: options[taken] ?? taken, because }];
  });
}

const namedComputes = (amounts: Readonly<Record<string, Expression>>): (readonly [string, Compute])[] =>
  Object.entries(amounts).map(([name, expression]) => [name, compileExpression(expression).compute]);

/** Two bodies of the text that are one office in this county are asked once. */
export function bodiesOf(names: readonly string[], words: Words): Body[] {
  const found = names.flatMap((name) => words.bodies.get(name) ?? []);
  return found.filter((body, i) => found.findIndex((b) => b.name === body.name) === i);
}

/** A body by its local name; any other word as it is. */
const said = (names: readonly string[], words: Words): string[] => [
  ...new Set(names.map((name) => words.bodies.get(name)?.name ?? name)),
];

/** Its sentences with the county's names for bodies. */
const localised = (row: Row, { localise }: Words): Row => ({
  ...row,
  ...(row.say === undefined ? {} : { say: localise(row.say) }),
  ...(row.payer === undefined ? {} : { payer: localise(row.payer) }),
  notes: row.notes.map(localise),
  flags: row.flags.map(localise),
});

function compileRow(
  row: Row,
  words: Words,
  provision: CompiledProvision,
  all: readonly CompiledProvision[],
): CompiledRow {
  const deadlines = row.deadlines.map(({ due = null, every = null, dates, by, to }): CompiledDeadline => {
    const [owes = null] = by === undefined ? [] : said([by], words);
    return { due, every, dates: namedComputes(dates), by: owes, to: said(to, words) };
  });
  const [body = null] = row.body === undefined ? [] : bodiesOf([row.body], words);
  return {
    source: localised(row, words),
    test: compileWhen(row.when),
    verdict: row.verdict ?? null,
    steps: (row.steps ?? []).map(({ all, any }): ChainStep => {
      return { bodies: bodiesOf(all ?? any ?? [], words), mode: all ? 'all' : 'any' };
    }),
    filings: row.filings.map(({ text, to }) => ({ text: words.localise(text), bodies: bodiesOf(to, words) })),
    body,
    amounts: namedComputes(row.amounts),
    deadlines,
    targets: said(row.targets, words),
    bodies: said(row.bodies, words),
    decidedBy: bodiesOf(row.decided_by, words),
    asks: Object.keys(row.when),
    provision,
    with: row.with.flatMap((id) => all.filter(({ source }) => source.id === id)),
  };
}

function compileQuota(source: Quota, provision: CompiledProvision): CompiledQuota {
  const measures = source.measures.map((measure): CompiledMeasure => {
    const counts = compileExpression(measure.counts);
    const limit = compileExpression(measure.at_least ?? measure.at_most ?? 0);
    return { source: measure, counts: counts.compute, limit: limit.compute, reads: [...counts.facts, ...limit.facts] };
  });
  return {
    source,
    test: compileWhen(source.when),
    flaggedWhen: source.flagged_when ? compileWhen(source.flagged_when) : null,
    measures,
    amounts: namedComputes(source.amounts),
    asks: Object.keys(source.when),
    provision,
  };
}

function givenOf(
  tables: CompiledPack['tables'],
  quotas: CompiledPack['quotas'],
  words: Words,
): ReadonlyMap<string, readonly string[]> {
  const asked = new Map<string, string[]>();
  const add = (question: string, names: readonly string[]): void => {
    asked.set(question, [...(asked.get(question) ?? []), ...names]);
  };
  for (const [question, rows] of tables) for (const { asks } of rows) add(question, asks);
  for (const [question, all] of quotas) {
    for (const { asks, measures } of all) add(question, [...asks, ...measures.flatMap(({ reads }) => reads)]);
  }
  return new Map([...asked].map(([question, names]) => [question, givenBehind(names, words)]));
}

/** The given facts from which these are reckoned, each once. */
export function givenBehind(names: readonly string[], words: Words): string[] {
  const seen = new Set<string>();
  const given = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const fact = words.facts.get(name);
    if (!fact) return;
    if (fact.reckoned) fact.reckoned.reads.forEach(visit);
    else given.add(name);
  };
  names.forEach(visit);
  return [...given];
}
