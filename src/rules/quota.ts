/** Numbers to be reached: where several regulations ask for them, the stricter counts and all are cited. */
import type { CompiledMeasure, CompiledPack, CompiledQuota } from './compile.ts';
import type { Decision } from './decision.ts';
import { amountsOf, because, evidenceOf, fill, missingLabels, silent } from './outcome.ts';
import type { Scope } from './scope.ts';

export interface Layer {
  readonly pack: CompiledPack;
  readonly scope: Scope;
}

interface Measured {
  readonly measure: CompiledMeasure;
  /** null where the count is not known. */
  readonly actual: number | null;
  /** The least or most that is in order, with the reading of the bound taken; null where it is not known. */
  readonly limit: number | null;
  readonly result: 'pass' | 'fail' | 'unknown';
}

interface Judged {
  readonly layer: Layer;
  readonly quota: CompiledQuota;
  readonly measured: readonly Measured[];
  readonly verdict: 'pass' | 'fail' | 'flag' | 'need-info';
}

const severity = { fail: 0, flag: 1, 'need-info': 2, pass: 3 } as const;

/** null where no quota of these layers asks this case. */
export function decideQuota(
  question: string,
  layers: readonly { layer: Layer; quotas: readonly CompiledQuota[] }[],
): Decision | null {
  const judged = layers.flatMap(({ layer, quotas }) =>
    quotas.filter(({ test }) => test(layer.scope.look)).map((quota) => judge(layer, quota)),
  );
  // The worst first; among equals the stricter, then the nearer regulation.
  const [worst, ...others] = judged
    .map((one, order) => ({ one, order }))
    .sort((a, b) => severity[a.one.verdict] - severity[b.one.verdict] || stricter(a.one, b.one) || a.order - b.order)
    .map(({ one }) => one);
  return worst ? combine(question, worst, others, judged) : null;
}

function judge(layer: Layer, quota: CompiledQuota): Judged {
  const measured = quota.measures.map((measure) => measureOf(measure, layer.scope));
  const results = measured.map(({ result }) => result);
  const isFlagged = quota.flaggedWhen?.(layer.scope.look) === true;
  const failed = isFlagged ? 'flag' : 'fail';
  const verdict = results.includes('fail') ? failed : results.includes('unknown') ? 'need-info' : 'pass';
  return { layer, quota, measured, verdict };
}

function measureOf(measure: CompiledMeasure, { look, isWorkday }: Scope): Measured {
  const { at_most, exclusive_if } = measure.source;
  const limit = measure.limit(look, isWorkday);
  const actual = measure.counts(look, isWorkday);
  if (typeof limit !== 'number') {
    return { measure, actual: typeof actual === 'number' ? actual : null, limit: null, result: 'unknown' };
  }
  const isExclusive = Object.entries(exclusive_if).some(([reading, option]) => look(reading) === option);
  if (at_most !== undefined) {
    if (typeof actual !== 'number') return { measure, actual: null, limit, result: 'unknown' };
    const isWell = isExclusive ? actual < limit : actual <= limit;
    return { measure, actual, limit, result: isWell ? 'pass' : 'fail' };
  }
  const least = isExclusive
    ? Math.floor(limit + 1e-9) + 1
    : measure.source.share === undefined
      ? limit
      : Math.ceil(limit - 1e-9);
  if (typeof actual !== 'number') return { measure, actual: null, limit: least, result: 'unknown' };
  return { measure, actual, limit: least, result: actual >= least ? 'pass' : 'fail' };
}

/** The more is asked, or the less allowed, the higher. */
const strictness = ({ measured }: Judged): number =>
  Math.max(
    ...measured.map(({ limit, measure }) => (measure.source.at_most === undefined ? (limit ?? 0) : -(limit ?? 0))),
  );
const stricter = (a: Judged, b: Judged): number => strictness(b) - strictness(a);

function combine(question: string, worst: Judged, others: readonly Judged[], inOrder: readonly Judged[]): Decision {
  const { layer, quota, measured, verdict } = worst;
  const [first] = measured;
  const amounts = Object.assign({}, ...[...others].reverse().map(amountsIn), amountsIn(worst)) as Record<
    string,
    number
  >;
  const whys = inOrder.map(({ layer: { pack, scope }, quota: { provision, asks, measures } }) =>
    because(pack, [provision], [...asks, ...measures.flatMap(({ reads }) => reads)], scope),
  );
  const unknown = measured.filter(({ result }) => result === 'unknown').flatMap(({ measure }) => measure.reads);
  return {
    ...silent,
    quota: {
      every: quota.source.every,
      limit: first?.limit ?? null,
      share: first?.measure.source.share ?? null,
      limitAmounts: measured.map(({ measure }) => measure.source.as.limit),
      measures: measured.map(({ limit, actual }) => ({ limit, actual })),
    },
    question,
    open: null,
    verdict,
    say: quota.source.say === undefined ? null : fill(quota.source.say, amounts, layer.scope),
    amounts,
    flags: verdict === 'flag' && quota.source.flag !== undefined ? [quota.source.flag] : [],
    missing: verdict === 'need-info' ? missingLabels(unknown, layer) : [],
    evidence: evidenceOf(layer.scope),
    citations: whys.flatMap((why) => why.citations),
    readings: whys.flatMap((why) => why.readings).filter((r, i, all) => all.findIndex(({ id }) => id === r.id) === i),
    facts: Object.assign({}, ...whys.map((why) => why.facts)) as Decision['facts'],
    trace: whys.flatMap((why) => why.trace),
  };
}

function amountsIn({ layer, quota, measured }: Judged): Record<string, number> {
  // A failing measure speaks last, and so is heard, where two share a name.
  const inTurn = [...measured].sort((a, b) => Number(a.result === 'fail') - Number(b.result === 'fail'));
  const pairs = inTurn.flatMap(({ measure: { source }, actual, limit }) => [
    [source.as.limit, limit] as const,
    [source.as.actual, actual] as const,
  ]);
  const known = pairs.filter((pair): pair is readonly [string, number] => pair[1] !== null);
  return { ...Object.fromEntries(known), ...amountsOf(quota.amounts, layer.scope) };
}
