/** What a row says, reckoned for one case. */
import type { IsoDate } from '../domain/calendar.ts';
import { givenBehind, readingsOf, type CompiledPack, type CompiledProvision, type CompiledRow } from './compile.ts';
import { isWithin } from './condition.ts';
import type { Because, Deadline, Decision, Outcome } from './decision.ts';
import type { Compute } from './expression.ts';
import type { Scope } from './scope.ts';
import type { Value } from './value.ts';

export const nothing: Because = { citations: [], readings: [], facts: {}, trace: [] };

export const silent: Omit<Outcome, 'verdict'> = {
  say: null,
  steps: [],
  filings: [],
  body: null,
  amounts: {},
  deadlines: [],
  payer: null,
  targets: [],
  bodies: [],
  decidedBy: [],
  forbidden: [],
  states: {},
  notes: [],
  flags: [],
  missing: [],
  quota: null,
};

/** The reasons alone. */
export const whyOf = ({ citations, readings, facts, trace }: Because): Because => ({
  citations,
  readings,
  facts,
  trace,
});

/** Why these provisions decided, with what was asked of the facts. */
export function because(
  pack: CompiledPack,
  provisions: readonly CompiledProvision[],
  asked: readonly string[],
  { look }: Scope,
): Because {
  return {
    citations: provisions.map(({ citation }) => citation),
    readings: provisions
      .flatMap((provision) => readingsOf(provision, pack.words))
      .filter(({ id }, i, all) => all.findIndex((other) => other.id === id) === i),
    facts: labelled(pack, asked, look),
    trace: provisions.map(({ trace }) => trace),
  };
}

export const labelOf = ({ words }: CompiledPack, name: string): string => words.facts.get(name)?.fact.label ?? name;

/** Facts by label; readings are told as readings. */
function labelled(pack: CompiledPack, names: readonly string[], look: Scope['look']): Record<string, Value> {
  const facts = names.filter((name) => pack.words.facts.has(name));
  return Object.fromEntries(facts.map((name) => [labelOf(pack, name), look(name)]));
}

/**
 * Labels of what is not known. What is reckoned from one given fact is called by that one; by its own label where it is
 * reckoned from several, of which not all need be told.
 */
export function missingLabels(
  names: readonly string[],
  { pack, scope: { look } }: { pack: CompiledPack; scope: Scope },
): string[] {
  const unknown = names.filter((name) => pack.words.facts.has(name) && look(name) === null);
  const lacking = unknown.map((name) => {
    const [only, ...others] = givenBehind([name], pack.words);
    return only !== undefined && others.length === 0 ? only : name;
  });
  return [...new Set(lacking.map((name) => labelOf(pack, name)))];
}

/** The number is one that can be: a leave of no days is none. */
export function isPossible(pack: CompiledPack, name: string, { look }: Scope): boolean {
  const fact = pack.words.facts.get(name)?.fact;
  const value = look(name);
  return fact?.kind !== 'number' || typeof value !== 'number' || isWithin(value, fact);
}

export const evidenceOf = ({ evidence }: Scope): Decision['evidence'] => Object.fromEntries(evidence);

export function amountsOf(
  amounts: readonly (readonly [string, Compute])[],
  { look, isWorkday }: Scope,
): Record<string, number> {
  const reckoned = amounts.map(([name, compute]) => [name, compute(look, isWorkday)] as const);
  return Object.fromEntries(reckoned.filter((pair): pair is [string, number] => typeof pair[1] === 'number'));
}

/** What the row says; `verdict` where the row names none. A fact in `needs` must be known, a yes-no fact true. */
export function answerOf(pack: CompiledPack, row: CompiledRow, scope: Scope, verdict: string): Outcome {
  const { source, steps, filings, body, targets, bodies, decidedBy } = row;
  const amounts = amountsOf(row.amounts, scope);
  const missing = source.needs.filter((name) => [null, false].includes(scope.look(name) as null | false));
  const deadlines = row.deadlines.map((deadline) => deadlineOf(deadline, scope));
  return {
    verdict: missing.length > 0 ? 'need-info' : (row.verdict ?? verdict),
    say: source.say === undefined ? null : fill(source.say, amounts, scope),
    steps,
    filings,
    body,
    amounts,
    deadlines,
    payer: source.payer ?? null,
    targets,
    bodies,
    decidedBy,
    forbidden: source.forbidden,
    states: source.states,
    notes: source.notes,
    flags: source.flags,
    missing: missing.map((name) => labelOf(pack, name)),
    quota: null,
  };
}

function deadlineOf({ due, every, dates, by, to }: CompiledRow['deadlines'][number], scope: Scope): Deadline {
  const reckoned = dates.map(([name, compute]) => {
    const date = compute(scope.look, scope.isWorkday);
    return [name, typeof date === 'string' ? (date as IsoDate) : null] as const;
  });
  const { due: dueOn, ...others } = Object.fromEntries(reckoned) as Record<string, IsoDate | null>;
  return { due: due ?? dueOn ?? null, every, dates: others, by, to };
}

const shown = (value: Value): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : typeof value === 'string' ? value : '？';

/** Fills {names} with amounts, then facts. */
export function fill(template: string, amounts: Readonly<Record<string, number>>, { look }: Scope): string {
  return template.replace(/\{([a-z][a-z0-9_]*)\}/g, (_, name: string) => shown(amounts[name] ?? look(name)));
}
