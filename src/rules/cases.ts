/** Worked cases beside a pack (`rules/<pack>/cases/*.yaml`): what is asked, and what must come of it, in the pack's own words. */
import { z } from 'zod';
import { isDate, type IsoDate } from '../domain/calendar.ts';
import type { Decision, Explanation } from './decision.ts';
import type { Duty, Party } from './duty.ts';
import { factsOf } from './given.ts';
import type { Shelf } from './library.ts';
import type { VocabularyFile } from './schema-facts.ts';

const Day = z.custom<IsoDate>((value) => typeof value === 'string' && isDate(value), 'date').meta({ format: 'date' });
const Expected = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);

/** One of `ask`, `duty` and `inform` stands in each case; `expect` names only what matters there. */
export const Case = z
  .strictObject({
    case: z.string(),
    /** A question, with the facts as they are given to `zhucun decide`. */
    ask: z.string().optional(),
    given: z.record(z.string(), z.unknown()).default({}),
    /** A provision whose duties are expected, as the pack writes them; with `given`, whether somebody of these facts owes each. */
    duty: z.string().optional(),
    /** A family whose provisions are expected. */
    inform: z.string().optional(),
    /** The day whose rules hold, where the facts name none. */
    on: Day.optional(),
    /** Readings of which another option is taken: reading → option. */
    take: z.record(z.string(), z.string()).default({}),
    expect: Expected,
  })
  .refine((c) => [c.ask, c.duty, c.inform].filter((v) => v !== undefined).length === 1, 'one-question');
export type Case = z.infer<typeof Case>;
export const CaseFile = z.array(Case);

/** The day of cases that name none: all five regulations are in force. */
const usualDay = '2026-12-01';

/** What differs from what the case expects, each as `place: expected ≠ answered`; empty where nothing does. */
export function differencesOf(one: Case, { rules, facts }: Shelf, vocabulary: VocabularyFile): string[] {
  if (one.inform !== undefined) {
    const ids = rules.provisions(one.inform, one.on ?? usualDay).map(({ provision }) => provision);
    return compare(one.expect, ids, 'expect');
  }
  if (one.duty !== undefined) {
    const owed = rules.duties(one.on ?? usualDay, 'all').filter(({ citation }) => citation.provision === one.duty);
    const strange = unknownNames(one, facts);
    return strange.length > 0
      ? strange
      : compare(one.expect, dutiesAnswer(owed, one, { rules, facts }, vocabulary), 'expect');
  }
  const strange = [...unknownNames(one, facts), ...unasked(one, vocabulary, rules)];
  if (strange.length > 0) return strange;
  const given = factsOf(one.given, facts, vocabulary);
  const explanation = rules.explain(one.ask ?? '', given.facts, one.on ?? given.on ?? usualDay, one.take);
  return compare(one.expect, caseAnswer(explanation), 'expect');
}

/** A case that names what nobody knows would hold for the wrong reason. */
function unknownNames({ given }: Case, facts: Shelf['facts']): string[] {
  const known = new Set(Object.entries(facts).flatMap(([name, { also }]) => [name, ...also]));
  const outer = (key: string): boolean => [...known].some((name) => name.startsWith(`${key}_`));
  return Object.keys(given)
    .filter((key) => !known.has(key) && !outer(key))
    .map((key) => `given.${key}: ?`);
}

const unasked = ({ ask }: Case, { questions }: VocabularyFile, rules: Shelf['rules']): string[] =>
  ask !== undefined && !(ask in questions) && !rules.questions().includes(ask) ? [`ask: ${ask} ?`] : [];

const names = (bodies: readonly { readonly name: string }[]): string[] => bodies.map(({ name }) => name);

/** The decision in the words of `expect`. */
export function caseAnswer({ decision, alternatives, whatIfs }: Explanation): Record<string, unknown> {
  return {
    ...plainAnswer(decision),
    /** Verdict or chain under other readings: { leave-days: { working: … } }. */
    otherwise: Object.fromEntries(alternatives.map((a) => [`${a.reading}: ${a.option}`, plainAnswer(a.decision)])),
    what_if: whatIfs.map(({ change, decision: other }) => ({ change, ...plainAnswer(other) })),
  };
}

function plainAnswer(decision: Decision): Record<string, unknown> {
  const { verdict, steps, filings, citations, readings, deadlines, body, decidedBy } = decision;
  return {
    verdict,
    open: decision.open,
    say: decision.say,
    chain: steps.map(({ bodies }) => names(bodies)),
    modes: steps.map(({ mode }) => mode),
    filings: filings.map(({ text }) => text),
    copies: filings.flatMap(({ bodies }) => names(bodies)),
    body: body?.name ?? null,
    scope: body?.scope ?? null,
    amounts: decision.amounts,
    deadlines: deadlines.map(({ due, every, dates, by, to }) => ({ due, every, ...dates, by, to })),
    payer: decision.payer,
    targets: decision.targets,
    bodies: decision.bodies,
    decided_by: names(decidedBy),
    forbidden: decision.forbidden,
    states: decision.states,
    notes: decision.notes,
    flags: decision.flags,
    missing: decision.missing,
    every: decision.quota?.every ?? null,
    evidence: decision.evidence,
    provisions: citations.map(({ provision }) => provision),
    citation: [...new Set(citations.flatMap(({ article }) => article.split(/\s+/)))],
    readings: readings.map(({ id }) => id),
  };
}

/** Duties as the pack writes them, with when they are reminded of and what they follow. */
function dutiesAnswer(
  duties: readonly Duty[],
  { given, on = usualDay }: Case,
  { rules, facts }: Shelf,
  vocabulary: VocabularyFile,
): Record<string, unknown>[] {
  const values = factsOf(given, facts, vocabulary).facts;
  const parties = rules.parties(on);
  const isMeant = (party: Party): boolean =>
    party.is === 'body' || typeof values['role'] !== 'string' || party.posts.includes(values['role']);
  return duties.map((duty) => ({
    ...duty.terms,
    by: duty.by,
    to: duty.to,
    ahead: duty.ahead,
    event: duty.event,
    owed: parties.some((party) => duty.by.includes(party.name) && isMeant(party)) && rules.owes(duty, values, on),
  }));
}

/** Objects by the fields that are expected, lists whole, numbers to a hair. */
function compare(expected: unknown, answered: unknown, place: string): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(answered) || answered.length !== expected.length) return [differs(expected, answered, place)];
    return expected.flatMap((one: unknown, i) => compare(one, answered[i], `${place}[${i}]`));
  }
  if (typeof expected === 'object' && expected !== null) {
    const fields = typeof answered === 'object' && answered !== null ? (answered as Record<string, unknown>) : {};
    return Object.entries(expected).flatMap(([key, value]) => compare(value, fields[key], `${place}.${key}`));
  }
  if (typeof expected === 'number' && typeof answered === 'number') {
    return Math.abs(expected - answered) < 1e-6 ? [] : [differs(expected, answered, place)];
  }
  return expected === (answered ?? null) ? [] : [differs(expected, answered, place)];
}

const differs = (expected: unknown, answered: unknown, place: string): string =>
  `${place}: ${JSON.stringify(expected)} ≠ ${JSON.stringify(answered ?? null)}`;
