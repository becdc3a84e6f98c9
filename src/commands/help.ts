/** 帮助: what this person can do now, with an example each. */
import type { Need } from '../domain/facts.ts';
import type { HelpTopic } from '../domain/reply.ts';
import { waitingForMe } from './answer-request.ts';
import { keepingSeats } from './chain.ts';
import { say, type Outcome, type PersonContext } from './context.ts';

export const helpNeeds: Need = { forMe: true };

export function help(context: PersonContext): Outcome {
  const { facts, rules, me } = context;
  const topics: HelpTopic[] = me.post === null ? [] : ['check-in', 'check-out', 'make-up', 'leave', 'log', 'my-logs'];
  topics.push('mine');
  if (facts.speaker.seats.length > 0) topics.push('todo', 'approve');
  if (keepingSeats(rules, facts).length > 0) topics.push('who-is-here', 'team-logs');
  topics.push('why');
  return say({ says: 'help', topics, name: me.name, shownRequestCode: waitingForMe(context)[0]?.code ?? null });
}
