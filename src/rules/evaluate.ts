/** The compiled packs as functions: pure, asked by the questions that the service has. */
import type { IsoDate } from '../domain/calendar.ts';
import { bodiesOf } from './compile.ts';
import { decide, type Stack } from './decide.ts';
import type { Because, Decision, Duty, LeaveDecision, LeaveFacts, Rules } from './decision.ts';
import { explain } from './explain.ts';
import { because } from './outcome.ts';
import { isInForce } from './period.ts';
import { scopeOf } from './scope.ts';
import type { Values } from './value.ts';

/** Duties by provision that the county turns on (true) or silences (false). */
export type DutySwitches = Readonly<Record<string, boolean>>;

const LEAVE = 'leave-chain';
const MONTH = 'attendance-month';
const KEEPER = 'attendance-keeper';

export function rulesOf(stack: Stack, switches: DutySwitches = {}): Rules {
  const inForce = (on: IsoDate): Stack['packs'] => stack.packs.filter(({ period }) => isInForce(period, on));
  const ask = (question: string, facts: Values, on: IsoDate): Decision => decide(stack, question, facts, on);
  return {
    packs: stack.packs.map(({ file: { id, title, number }, period }) => ({
      id,
      title,
      number,
      inForceFrom: period.from,
    })),
    decide: ask,
    explain: (question, facts, on, instead = {}) => explain(stack, question, facts, on, instead),
    decideEach: (question, facts, on) =>
      inForce(on).map((pack) => ({
        pack: pack.file.id,
        decision: decide({ ...stack, packs: [pack] }, question, facts, on),
      })),
    leave: (facts) => leaveDecision(ask(LEAVE, leaveValues(facts), facts.fromOn), stack, facts.fromOn),
    explainLeave: (facts) => explain(stack, LEAVE, leaveValues(facts), facts.fromOn),
    monthQuota({ post, monthDays, on }) {
      const decision = ask(MONTH, { role: post, month_days: monthDays, month: on.slice(0, 7) }, on);
      const { limit, share } = decision.quota ?? { limit: null, share: null };
      return limit === null ? null : { minDays: limit, monthDays, share, ...whyOf(decision) };
    },
    keeper({ post, dispatchLevel, on }) {
      const decision = ask(KEEPER, { role: post, dispatch_level: dispatchLevel }, on);
      return { keeper: decision.body, ...whyOf(decision) };
    },
    duties: (on, which = 'on') =>
      inForce(on)
        .flatMap((pack) => dutiesOf(pack, on, switches))
        .filter(({ terms }) => which === 'all' || !terms.off),
    provisions: (family, on) =>
      inForce(on)
        .flatMap(({ provisions }) => provisions)
        .filter(({ source, period }) => source.family === family && isInForce(period, on))
        .map(({ citation }) => citation),
    posts: (on) => [...new Set(inForce(on).flatMap(({ words }) => [...words.posts.keys()]))],
    questions: () => [...new Set(stack.packs.flatMap(({ tables, quotas }) => [...tables.keys(), ...quotas.keys()]))],
    bodies: (on) => {
      const all = inForce(on).flatMap((pack) => bodiesOf([...pack.words.bodies.keys()], pack.words));
      return all.filter((body, i) => all.findIndex((b) => b.name === body.name && b.scope === body.scope) === i);
    },
  };
}

const whyOf = ({ citations, readings, facts, trace }: Because): Because => ({ citations, readings, facts, trace });

/** A stated reason is the claim that circumstances are special; whether they are, the approver judges. */
export const leaveValues = ({ post, dispatchLevel, days, reason, fromOn }: LeaveFacts): Values => ({
  role: post,
  dispatch_level: dispatchLevel,
  days_asked: days,
  from: fromOn,
  reason,
  special_circumstance: reason !== null && reason.trim() !== '' ? true : null,
});

function leaveDecision(decision: Decision, stack: Stack, on: IsoDate): LeaveDecision {
  const { verdict, open, steps, filings, notes, missing } = decision;
  const why = whyOf(decision);
  if (verdict === 'approve') return { verdict, steps, filings, notes, ...why };
  if (verdict === 'need-info') return { verdict, missing, steps, filings, notes, ...why };
  if (verdict === 'needs-local-rule') return { verdict, ...why };
  if (open === 'no-row' && !hasRows(stack, on)) return { verdict: 'needs-local-rule', ...leaveProvisions(stack, on) };
  return { verdict: 'not-covered', why: open ?? 'no-row', ...why };
}

const hasRows = ({ packs }: Stack, on: IsoDate): boolean =>
  packs.some(({ period, tables }) => isInForce(period, on) && tables.has(LEAVE));

/** What the packs say of leave where they set no chain. */
function leaveProvisions({ packs, isWorkday }: Stack, on: IsoDate): Because {
  const whys = packs.map((pack) => {
    const held = pack.provisions.filter(({ source, period }) => source.family === 'leave' && isInForce(period, on));
    return because(pack, held, [], scopeOf(pack, {}, isWorkday, {}));
  });
  return {
    citations: whys.flatMap(({ citations }) => citations),
    readings: whys.flatMap(({ readings }) => readings),
    facts: {},
    trace: whys.flatMap(({ trace }) => trace),
  };
}

/** `off` as the county has it. */
function dutiesOf(pack: Stack['packs'][number], on: IsoDate, switches: DutySwitches): Duty[] {
  const local = (name: string): string => pack.words.bodies.get(name)?.name ?? name;
  return pack.provisions
    .filter(({ period }) => isInForce(period, on))
    .flatMap(({ source: { id, duties, family, summary }, citation }) =>
      duties.map((duty) => {
        const isOn = switches[id] ?? !duty.off;
        const terms = { ...duty, off: !isOn };
        return { family, summary, citation, by: duty.by.map(local), to: duty.to.map(local), terms };
      }),
    );
}
