/** 谁在岗: for whoever keeps the attendance, by rule (丰都 第九条). */
import { standingOn } from '../domain/attendance.ts';
import type { Need } from '../domain/facts.ts';
import { keepingSeats } from './chain.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { thoseWhom } from './may.ts';
import { nowhere } from './month.ts';

export const whoIsHereNeeds = ({ facts, rules }: PersonContext): Need => ({
  team: { seats: keepingSeats(rules, facts), days: { from: facts.today, to: facts.today } },
});

export function whoIsHere(context: PersonContext): Outcome {
  const { facts } = context;
  const kept = thoseWhom(context, 'see-whereabouts');
  if (kept.length === 0) return say({ says: 'not-a-keeper' });
  const people = kept.map((p) => ({
    personId: p.id,
    name: p.name,
    post: p.post,
    standing: standingOn(facts.days.get(p.id) ?? nowhere, facts.today),
  }));
  return say({ says: 'who-is-here', on: facts.today, people });
}
