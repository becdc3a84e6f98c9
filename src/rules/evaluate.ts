/** The compiled packs as functions: pure, asked by the questions that the service has. */
import type { IsoDate } from '../domain/calendar.ts';
import { bodiesOf } from './compile.ts';
import { decide, type Stack } from './decide.ts';
import { dutyRulesOf, type DutySwitches } from './duties.ts';
import type { Decision, Rules } from './decision.ts';
import { explain } from './explain.ts';
import { leaveRulesOf } from './leave.ts';
import { whyOf } from './outcome.ts';
import { isInForce } from './period.ts';
import type { Values } from './value.ts';
import { daysOffWithin } from './working-days.ts';

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
    ...leaveRulesOf(stack),
    daysOff: (from, to) => daysOffWithin(from, to, stack.isWorkday),
    monthQuota({ post, monthDays, on }) {
      const decision = ask(MONTH, { role: post, month_days: monthDays, month: on.slice(0, 7) }, on);
      const { limit, share } = decision.quota ?? { limit: null, share: null };
      return limit === null ? null : { minDays: limit, monthDays, share, ...whyOf(decision) };
    },
    keeper({ post, dispatchLevel, on }) {
      const decision = ask(KEEPER, { role: post, dispatch_level: dispatchLevel }, on);
      return { keeper: decision.body, ...whyOf(decision) };
    },
    ...dutyRulesOf(stack, switches),
    isWorkday: stack.isWorkday,
    provisions: (family, on) =>
      inForce(on)
        .flatMap(({ provisions }) => provisions)
        .filter(({ source, period }) => source.family === family && isInForce(period, on))
        .map(({ citation }) => citation),
    posts: (on) => [...new Set(inForce(on).flatMap(({ words }) => [...words.posts.keys()]))],
    dispatchLevels: (on) => [...new Set(inForce(on).flatMap(({ words }) => words.dispatchLevels))],
    questions: () => [...new Set(stack.packs.flatMap(({ tables, quotas }) => [...tables.keys(), ...quotas.keys()]))],
    bodies: (on) => {
      const all = inForce(on).flatMap((pack) => bodiesOf([...pack.words.bodies.keys()], pack.words));
      return all.filter((body, i) => all.findIndex((b) => b.name === body.name && b.scope === body.scope) === i);
    },
  };
}
