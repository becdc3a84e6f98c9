/** Who approves a leave, and who is told of it. */
import type { CompiledPack } from './compile.ts';
import type { FactValues } from './condition.ts';
import type { LeaveDecision, LeaveFacts } from './decision.ts';
import { isInForce } from './period.ts';
import { because, labelOf, labelled, lookUp, nothing } from './table.ts';

const FAMILY = 'leave';

/** `packs` are those in force on the leave's first day. */
export function leave(packs: readonly CompiledPack[], facts: LeaveFacts): LeaveDecision {
  const values = valuesOf(facts);
  const [pack] = packs;
  if (!pack) return { verdict: 'not-covered', why: 'not-in-force', ...nothing };
  const covering = packs.filter(({ file }) => file.posts.includes(facts.post));
  if (covering.length === 0) {
    return { verdict: 'not-covered', why: 'unknown-post', ...nothing, facts: labelled(pack, ['role'], values) };
  }
  const answer = lookUp(covering, 'leave-chain', values, facts.fromOn);
  if (!answer) return { verdict: 'needs-local-rule', ...because(leaveProvisions(covering, facts), {}) };
  if (!answer.row) return { verdict: 'not-covered', why: 'no-row', ...nothing, facts: answer.used };
  const { steps, filings, notes, needs, provision } = answer.row;
  const decided = { steps, filings, notes, ...because([provision], answer.used) };
  const missing = needs.filter((fact) => values[fact] !== true).map((fact) => labelOf(answer.pack, fact));
  return missing.length > 0 ? { verdict: 'need-info', missing, ...decided } : { verdict: 'approve', ...decided };
}

/** A stated reason is the claim that circumstances are special; whether they are, the approver judges. */
const valuesOf = ({ post, dispatchLevel, days, reason }: LeaveFacts): FactValues => ({
  role: post,
  dispatch_level: dispatchLevel,
  leave_days: days,
  special_circumstance: reason !== null && reason.trim() !== '' ? true : null,
});

/** What the packs say of leave where they set no chain. */
const leaveProvisions = (packs: readonly CompiledPack[], { fromOn }: LeaveFacts): CompiledPack['provisions'] =>
  packs
    .flatMap(({ provisions }) => provisions)
    .filter(({ source, period }) => source.family === FAMILY && isInForce(period, fromOn));
