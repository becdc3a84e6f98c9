/** Files of a pack → the form that is evaluated: bodies, readings and citations resolved, periods fixed. Pure. */
import type { Citation, Reading } from '../domain/citation.ts';
import type { RuleProblem } from '../domain/rule-problem.ts';
import { checkPack } from './check.ts';
import { checkCoverage } from './coverage.ts';
import type { When } from './condition.ts';
import type { Body, ChainStep, Filing, TraceLine } from './decision.ts';
import { parsePack, type ParsedPack } from './parse.ts';
import { packPeriod, periodOf, type Period } from './period.ts';
import type { PackFile, Provision, Row } from './schema.ts';
import type { Bound } from './share.ts';
import type { PackText } from './source.ts';

export interface CompiledProvision {
  readonly source: Provision;
  readonly period: Period;
  readonly citation: Citation;
  readonly readings: readonly Reading[];
  readonly trace: TraceLine;
  /** For a quota: what its reading takes. */
  readonly bound: Bound;
}

export interface CompiledRow {
  readonly when: When;
  readonly needs: readonly string[];
  readonly steps: readonly ChainStep[];
  readonly filings: readonly Filing[];
  readonly body: Body | null;
  readonly notes: readonly string[];
  readonly provision: CompiledProvision;
}

export interface CompiledPack {
  readonly file: PackFile;
  readonly period: Period;
  readonly provisions: readonly CompiledProvision[];
  /** Rows by table, in the order in which they are tried. */
  readonly tables: ReadonlyMap<string, readonly CompiledRow[]>;
  bodies(names: readonly string[]): Body[];
}

/** The texts of one pack as read; `folder` is the name that the pack's id must have. */
export interface PackTexts {
  readonly folder: string;
  readonly pack: PackText;
  readonly topics: readonly PackText[];
}

/** null with every problem found, or the pack and none. */
export function compilePack(texts: PackTexts): { compiled: CompiledPack | null; problems: RuleProblem[] } {
  const { parsed, problems } = parsePack(texts.pack, texts.topics);
  if (!parsed) return { compiled: null, problems };
  const wrong = [...checkFolder(parsed, texts.folder), ...checkPack(parsed)];
  const all = wrong.length > 0 ? wrong : checkCoverage(parsed);
  return { compiled: all.length > 0 ? null : compile(parsed), problems: all };
}

function checkFolder({ pack }: ParsedPack, folder: string): RuleProblem[] {
  return pack.value.id === folder ? [] : [{ ...pack.at(['id']), problem: 'pack-id-differs', folder }];
}

function compile({ pack: { value: file }, provisions: located }: ParsedPack): CompiledPack {
  const provisions = located.map(({ value }) => compileProvision(file, value));
  const tables = new Map<string, CompiledRow[]>();
  for (const provision of provisions) {
    const { decides } = provision.source;
    if (!decides) continue;
    const rows = decides.rows.map((row) => compileRow(file, row, provision));
    tables.set(decides.table, [...(tables.get(decides.table) ?? []), ...rows]);
  }
  return { file, period: packPeriod(file), provisions, tables, bodies: (names) => bodiesOf(file, names) };
}

function compileProvision(file: PackFile, source: Provision): CompiledProvision {
  const { id, article, summary } = source;
  const period = periodOf(source, file);
  const { id: pack, short_title: title, number } = file;
  const citation = { provision: id, pack, title, number, article, inForceFrom: period.from };
  const quotaReading = source.quota ? [source.quota.bound_by] : [];
  const readings = [...new Set([...source.readings, ...quotaReading])].flatMap((name) => readingOf(file, name));
  const bound = quotaReading.some((name) => file.readings[name]?.taken === 'exclusive') ? 'exclusive' : 'inclusive';
  return { source, period, citation, readings, trace: { provision: id, article, summary }, bound };
}

function readingOf({ readings }: PackFile, id: string): Reading[] {
  const reading = readings[id];
  if (!reading) return [];
  const { question, options, taken, because } = reading;
  return [{ id, question, taken: options[taken] ?? taken, because }];
}

function compileRow(file: PackFile, row: Row, provision: CompiledProvision): CompiledRow {
  const { when, needs, notes, body } = row;
  const steps = (row.steps ?? []).map(({ all, any }): ChainStep => {
    return { bodies: bodiesOf(file, all ?? any ?? []), mode: all ? 'all' : 'any' };
  });
  const filings = (row.filings ?? []).map(({ text, to }) => ({ text, bodies: bodiesOf(file, to) }));
  const [answer] = body === undefined ? [] : bodiesOf(file, [body]);
  return { when, needs, notes, steps, filings, body: answer ?? null, provision };
}

const bodiesOf = ({ bodies }: PackFile, names: readonly string[]): Body[] =>
  names.flatMap((name) => {
    const body = bodies[name];
    return body ? [{ name, scope: body.scope }] : [];
  });
