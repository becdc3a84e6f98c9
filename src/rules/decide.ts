/** Decides a question by the layers in force: the county's own first, then its packs, each before those it extends. */
import type { IsoDate } from '../domain/calendar.ts';
import type { CompiledPack, CompiledRow } from './compile.ts';
import type { Because, Decision } from './decision.ts';
import { answerOf, because, evidenceOf, isPossible, labelOf, missingLabels, nothing, silent } from './outcome.ts';
import { isInForce } from './period.ts';
import { decideQuota, type Layer } from './quota.ts';
import { Question, type VocabularyFile } from './schema-facts.ts';
import { scopeOf, type Taken } from './scope.ts';
import type { IsWorkday, Values } from './value.ts';

export interface Stack {
  readonly vocabulary: VocabularyFile;
  /** In order of precedence. */
  readonly packs: readonly CompiledPack[];
  readonly isWorkday: IsWorkday;
}

/** Asked by a pack alone: the vocabulary has no words for it. */
const unknownQuestion = Question.parse({ label: '-' });

/** The fact by which a post is told. */
const ROLE = 'role';

/** Flag of a decision that needed working days of a year that is not published yet. */
export const HOLIDAYS_UNKNOWN = 'holidays-unknown';

export function decide(stack: Stack, question: string, values: Values, on: IsoDate, instead: Taken = {}): Decision {
  const inForce = stack.packs.filter(({ period }) => isInForce(period, on));
  const layers = inForce.map((pack): Layer => ({ pack, scope: scopeOf(pack, values, stack.isWorkday, instead) }));
  const decision = decideIn(layers, stack.vocabulary.questions[question] ?? unknownQuestion, question, on);
  const isUnpublished = layers.some(({ scope }) => scope.isUnpublished());
  return isUnpublished ? { ...decision, flags: [...decision.flags, HOLIDAYS_UNKNOWN] } : decision;
}

function decideIn(layers: readonly Layer[], asked: Question, question: string, on: IsoDate): Decision {
  const undecided = (open: Decision['open'], verdict = asked.otherwise, why: Because = nothing): Decision => {
    return { ...silent, question, verdict, open, evidence: {}, ...why };
  };
  if (layers.length === 0) return undecided('not-in-force', 'not-covered');
  const covering = asked.of_post ? layers.filter(coversPost) : layers;
  if (covering.length === 0) {
    const facts = Object.fromEntries(
      layers.slice(0, 1).map(({ pack, scope }) => [labelOf(pack, ROLE), scope.look(ROLE)]),
    );
    return undecided('unknown-post', 'not-covered', { ...nothing, facts });
  }
  const byQuota = decideQuota(
    question,
    covering.map((layer) => ({ layer, quotas: holding(layer.pack.quotas.get(question), on) })),
  );
  if (byQuota) return byQuota;
  let open: Decision | null = null;
  for (const layer of covering) {
    const rows = holding(layer.pack.tables.get(question), on);
    if (rows.length === 0) continue;
    const decided = byTable(layer, rows, asked, question);
    const isLacking = decided.missing.length > 0 && !asked.asks_above;
    if (decided.open === null || asked.nearest || isLacking) return decided;
    open ??= decided;
  }
  return open ?? undecided('no-row');
}

const coversPost = ({ pack, scope }: Layer): boolean => {
  const role = scope.look(ROLE);
  return typeof role !== 'string' || pack.words.posts.has(role);
};

const holding = <T extends { readonly provision: { readonly period: CompiledPack['period'] } }>(
  all: readonly T[] | undefined,
  on: IsoDate,
): readonly T[] => (all ?? []).filter(({ provision }) => isInForce(provision.period, on));

/** The first row that matches; need-info where none does and something asked for is not known. */
function byTable({ pack, scope }: Layer, rows: readonly CompiledRow[], asked: Question, question: string): Decision {
  const columns = [...new Set(rows.flatMap(({ asks }) => asks))];
  const arePossible = columns.every((name) => isPossible(pack, name, scope));
  const row = arePossible ? rows.find(({ test }) => test(scope.look)) : undefined;
  if (row) {
    const names = [...new Set([...row.asks, ...row.source.needs])];
    const outcome = answerOf(pack, row, scope, asked.verdict ?? asked.otherwise);
    return {
      question,
      open: null,
      evidence: evidenceOf(scope),
      ...outcome,
      ...because(pack, [row.provision, ...row.with], names, scope),
    };
  }
  const unknown = columns.filter((name) => pack.words.facts.has(name) && scope.look(name) === null);
  const why = { ...nothing, facts: because(pack, [], columns, scope).facts };
  const left = { ...silent, question, evidence: {}, ...why };
  if (!arePossible || unknown.length === 0) return { ...left, verdict: asked.otherwise, open: 'no-row' };
  return { ...left, verdict: 'need-info', open: 'no-row', missing: missingLabels(unknown, { pack, scope }) };
}
