/** 取消代理: whoever stands in for the speaker, now or later, no longer does. */
import { addDays } from '../domain/calendar.ts';
import type { Effect } from '../domain/effect.ts';
import type { Need } from '../domain/facts.ts';
import { nameOf, unique } from './chain.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { deputiesOf, oncePerDeputy, toDeputy } from './deputise.ts';
import { settled } from './people.ts';

export const endDeputyNeeds: Need = { organisation: true, deputies: true };

export function endDeputy(context: PersonContext): Outcome {
  const { facts, me } = context;
  const ended = deputiesOf(facts, me.id);
  if (ended.length === 0) return settled(context, 'deputy', say({ says: 'no-deputy' }));
  const lastOn = addDays(facts.today, -1); // today's answers are the principal's again
  const names = unique(ended.map((d) => nameOf(facts, d.deputyId)));
  return settled(context, 'deputy', {
    effects: ended.map((d): Effect => ({ effect: 'end-deputy', deputyId: d.id, lastOn })),
    replies: [
      reply({ says: 'deputy-ended', names, toMe: false }),
      ...oncePerDeputy(ended).map((d) => toDeputy(d, 'ended', { says: 'deputy-ended', names: [me.name], toMe: true })),
    ],
  });
}
