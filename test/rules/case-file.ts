/** Cases beside a pack (`rules/<pack>/cases/*.yaml`): what is asked, and what must come of it, in the pack's own words. */
import { z } from 'zod';
import { isDate, type IsoDate } from '../../src/domain/calendar.ts';
import type { AbsenceDecision, Because, KeeperDecision, LeaveDecision, Rules } from '../../src/rules/decision.ts';

const Day = z.custom<IsoDate>((value) => typeof value === 'string' && isDate(value));
const Leave = z.strictObject({
  role: z.string(),
  dispatch_level: z.string().nullable().default(null),
  days: z.number(),
  reason: z.string().nullable(),
  from: Day,
});
const Keeper = z.strictObject({ role: z.string(), dispatch_level: z.string().nullable().default(null), on: Day });
const Absences = z.strictObject({
  role: z.string(),
  on: Day,
  unexcused: z.array(Day),
  excused: z.array(Day).default([]),
});

/** One of the questions stands in each case; `expect` names only what matters there. */
export const Case = z.strictObject({
  case: z.string(),
  leave: Leave.optional(),
  month: z.strictObject({ role: z.string(), days: z.int(), on: Day }).optional(),
  keeper: Keeper.optional(),
  absences: Absences.optional(),
  duties: z.strictObject({ on: Day }).optional(),
  inform: z.strictObject({ family: z.string(), on: Day }).optional(),
  expect: z.union([z.null(), z.array(z.unknown()), z.record(z.string(), z.unknown())]),
});
export type Case = z.infer<typeof Case>;

/** What the rules answer to the case, in the words of its `expect`. */
export function answerTo({ leave, month, keeper, absences, duties, inform }: Case, rules: Rules): unknown {
  if (leave) return leaveAnswer(rules.leave({ ...leave, ...post(leave), fromOn: leave.from }));
  if (keeper) return keeperAnswer(rules.keeper({ ...post(keeper), on: keeper.on }));
  if (month) return monthAnswer(rules, month);
  if (absences) return absencesAnswer(rules, absences);
  if (inform) return rules.provisions(inform.family, inform.on).map(({ provision }) => provision);
  if (!duties) throw new Error('A case asks one question: leave, month, keeper, absences, duties or inform.');
  return rules.duties(duties.on).map(({ family, every, bodies, citation: { provision, article } }) => {
    return { provision, article, family, every, by: names(bodies) };
  });
}

const names = (bodies: readonly { readonly name: string }[]): string[] => bodies.map(({ name }) => name);
const post = (facts: {
  role: string;
  dispatch_level: string | null;
}): { post: string; dispatchLevel: string | null } => {
  return { post: facts.role, dispatchLevel: facts.dispatch_level };
};

const grounds = ({ citations, readings }: Because): object => ({
  provisions: citations.map(({ provision }) => provision),
  articles: citations.map(({ article }) => article),
  readings: readings.map(({ id }) => id),
});

function leaveAnswer(decision: LeaveDecision): object {
  const { verdict } = decision;
  const why = verdict === 'not-covered' ? { why: decision.why } : {};
  if (verdict !== 'approve' && verdict !== 'need-info') return { verdict, ...why, ...grounds(decision) };
  return {
    verdict,
    chain: decision.steps.map(({ bodies }) => names(bodies)),
    modes: decision.steps.map(({ mode }) => mode),
    filings: decision.filings.map(({ text }) => text),
    copies: decision.filings.flatMap(({ bodies }) => names(bodies)),
    missing: verdict === 'need-info' ? decision.missing : [],
    notes: decision.notes,
    ...grounds(decision),
  };
}

const keeperAnswer = (decision: KeeperDecision): object => {
  return { keeper: decision.keeper?.name ?? null, scope: decision.keeper?.scope ?? null, ...grounds(decision) };
};

function monthAnswer(rules: Rules, { role, days, on }: NonNullable<Case['month']>): object | null {
  const quota = rules.monthQuota({ post: role, monthDays: days, on });
  return quota && { min_days: quota.minDays, share: quota.share, ...grounds(quota) };
}

function absencesAnswer(rules: Rules, { role, on, unexcused, excused }: NonNullable<Case['absences']>): object {
  const findings = [
    ...unexcused.map((day) => ({ on: day, isJustified: false })),
    ...excused.map((day) => ({ on: day, isJustified: true })),
  ];
  const decision: AbsenceDecision = rules.absences({ post: role, on, findings });
  const { verdict } = decision;
  if (verdict === 'not-covered') return { verdict, ...grounds(decision) };
  const { evidence, atLeast: at_least, withinMonths: within_months } = decision;
  const counted = { verdict, evidence, at_least, within_months, ...grounds(decision) };
  if (verdict === 'no-action') return counted;
  const { measure, extent, targets, decidedBy } = decision;
  const { cadre, bodies } = targets;
  return { ...counted, measure, extent, cadre, bodies: names(bodies), decided_by: names(decidedBy) };
}
