/** The compiled packs as functions: pure, asked by the questions that the service has. */
import type { IsoDate } from '../domain/calendar.ts';
import { bodiesOf } from './compile.ts';
import { decide, type Stack } from './decide.ts';
import type { Decision, Duty, Rules } from './decision.ts';
import { explain } from './explain.ts';
import { leaveRulesOf } from './leave.ts';
import { whyOf } from './outcome.ts';
import { isInForce } from './period.ts';
import type { Values } from './value.ts';
import { daysOffWithin } from './working-days.ts';

/** Duties by provision that the county turns on (true) or silences (false). */
export type DutySwitches = Readonly<Record<string, boolean>>;

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
    dispatchLevels: (on) => [...new Set(inForce(on).flatMap(({ words }) => words.dispatchLevels))],
    questions: () => [...new Set(stack.packs.flatMap(({ tables, quotas }) => [...tables.keys(), ...quotas.keys()]))],
    bodies: (on) => {
      const all = inForce(on).flatMap((pack) => bodiesOf([...pack.words.bodies.keys()], pack.words));
      return all.filter((body, i) => all.findIndex((b) => b.name === body.name && b.scope === body.scope) === i);
    },
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
