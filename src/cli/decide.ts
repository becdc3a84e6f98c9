/** `zhucun decide`: the rules as a function. JSON Lines in, JSON Lines out, in the same order; no database. */
import { z } from 'zod';
import { dateOf, type IsoDate } from '../domain/calendar.ts';
import { sayPackUnknown, sayUnfitValue } from '../replies/rule-problems.ts';
import type { Decision, Explanation } from '../rules/decision.ts';
import { factsOf, UnfitValue } from '../rules/given.ts';
import { PackUnknown, type Library } from '../rules/library.ts';
import { answerLines, underItsId } from './json-lines.ts';

const Row = z.object({
  id: z.union([z.string(), z.number()]),
  pack: z.string(),
  category: z.string(),
  given: z.record(z.string(), z.unknown()).default({}),
});

/** Answers every line; a row that cannot be answered says why, in Chinese, and the rest go on. */
export function decideLines(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  library: Library,
): Promise<void> {
  const today = dateOf(Date.now());
  return answerLines(input, output, (line) => answerLine(line, library, today));
}

export const answerLine = (line: string, library: Library, today: IsoDate): Record<string, unknown> =>
  underItsId(line, (raw) => {
    const row = Row.safeParse(raw);
    if (!row.success) return { error: '每行要有 id、pack（规则包）、category（问题）和 given（情况）。' };
    try {
      return { ...answerRow(row.data, library, today) };
    } catch (error) {
      if (error instanceof UnfitValue) return { error: sayUnfitValue(error) };
      if (error instanceof PackUnknown) return { error: sayPackUnknown(error) };
      return { error: error instanceof Error ? error.message : String(error) };
    }
  });

function answerRow({ pack, category, given }: z.infer<typeof Row>, library: Library, today: IsoDate): object {
  const compared = library.vocabulary.questions[category]?.compares ?? [];
  if (compared.length > 0) return answerComparison(pack, category, compared, given, library, today);
  const { rules, facts: known } = library.pack(pack);
  const { facts, on } = factsOf(given, known, library.vocabulary);
  return shown(rules.explain(category, facts, on ?? today), pack);
}

/** What each of a county's regulations says of the same case, and the stricter of them. */
function answerComparison(
  pack: string,
  category: string,
  compared: readonly string[],
  given: Readonly<Record<string, unknown>>,
  library: Library,
  today: IsoDate,
): object {
  const { rules, facts: known } = library.county(typeof given['county'] === 'string' ? given['county'] : null, pack);
  const { facts, on } = factsOf(given, known, library.vocabulary);
  for (const question of compared) {
    const each = rules.decideEach(question, facts, on ?? today).filter(({ decision }) => decision.citations.length > 0);
    const decided = each.filter(({ decision }) => decision.verdict !== 'need-info');
    if (decided.length === 0) continue;
    const verdicts = new Set(decided.map(({ decision }) => decision.verdict));
    const [only] = verdicts;
    const mine = decided.filter((one) => one.pack === pack);
    const others = decided.filter((one) => one.pack !== pack);
    return {
      verdict: verdicts.size === 1 ? only : 'mixed',
      verdict_text: decided.map(({ decision }) => `${sayTitle(decision)}：${textOf(decision)}`).join('；'),
      amounts: Object.assign({}, ...decided.map(amountsByPack)) as Record<string, number>,
      citation: (mine.length > 0 ? mine : decided).flatMap(({ decision }) => articlesOf(decision)),
      also: Object.fromEntries(others.map((one) => [one.pack, articlesOf(one.decision)])),
      trace: decided.flatMap(({ decision }) => traceOf(decision)),
    };
  }
  return shown(rules.explain(category, facts, on ?? today), pack);
}

/** `fengdu-2021` asks for two: `fengdu_min: 2`; what was counted is the same for all. */
function amountsByPack({ pack, decision }: { pack: string; decision: Decision }): Record<string, number> {
  const short = pack.split('-')[0] ?? pack;
  const limits = decision.quota?.limitAmounts ?? [];
  return Object.fromEntries(
    Object.entries(decision.amounts).map(([name, n]) => [limits.includes(name) ? `${short}_${name}` : name, n]),
  );
}

const sayTitle = ({ citations }: Decision): string => citations[0]?.title ?? '';
const textOf = ({ say, trace }: Decision): string => say ?? trace.map(({ summary }) => summary).join('；');
const articlesOf = ({ citations }: Decision): string[] => [
  ...new Set(citations.flatMap(({ article }) => article.split(/\s+/))),
];

const traceOf = ({ citations, trace }: Decision): object[] =>
  trace.map(({ provision, article, summary }, i) => {
    const { pack, inForceFrom } = citations[i] ?? { pack: '', inForceFrom: null };
    return { provision, pack, article, in_force_from: inForceFrom, summary };
  });

function outcomeOf(decision: Decision): Record<string, unknown> {
  const { steps, filings, deadlines, body, payer, targets, bodies, decidedBy, forbidden } = decision;
  return {
    verdict: decision.verdict,
    verdict_text: textOf(decision),
    chain: steps.map((step) => step.bodies.map(({ name }) => name)),
    modes: steps.map(({ mode }) => mode),
    filings: filings.map(({ text }) => text),
    amounts: decision.amounts,
    deadlines: deadlines.map(({ due, every, dates, by, to }) =>
      compact({ due, every, ...dates, by, to: to.length > 0 ? to : null }),
    ),
    ...compact({ by: body?.name ?? null, payer }),
    ...lists({ targets, bodies, forbidden, decided_by: decidedBy.map(({ name }) => name) }),
    ...decision.states,
    citation: articlesOf(decision),
  };
}

const compact = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
const lists = (fields: Record<string, readonly string[]>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, values]) => values.length > 0));

function shown({ decision, alternatives, whatIfs }: Explanation, pack: string): Record<string, unknown> {
  return {
    ...outcomeOf(decision),
    ...lists({ missing: decision.missing, notes: decision.notes, flags: decision.flags }),
    ...(decision.open === null ? {} : { open: decision.open }),
    pack,
    facts: Object.fromEntries(Object.entries(decision.facts).filter(([, value]) => value !== null)),
    trace: traceOf(decision),
    ...(decision.readings.length > 0
      ? { reading: decision.readings.map(({ id, question, taken, because }) => ({ id, question, taken, because })) }
      : {}),
    ...(alternatives.length > 0
      ? {
          readings: alternatives.map((a) => ({
            id: a.reading,
            option: a.option,
            basis: a.says,
            ...outcomeOf(a.decision),
          })),
        }
      : {}),
    ...(whatIfs.length > 0
      ? {
          would_change: whatIfs.map(({ label, change, unit, decision: other }) => ({
            fact: label,
            change,
            unit,
            verdict: other.verdict,
            verdict_text: textOf(other),
          })),
        }
      : {}),
  };
}
