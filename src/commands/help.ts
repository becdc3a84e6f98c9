/** 帮助: what this person can do now, with an example each. */
import type { Need } from '../domain/facts.ts';
import type { HelpTopic } from '../domain/reply.ts';
import { waitingForMe } from './find-request.ts';
import { keepingSeats } from './chain.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { anybody, may } from './may.ts';
import { lookingSeats } from './month-table.ts';

const forCadres: readonly HelpTopic[] = [
  'check-in',
  'check-out',
  'make-up',
  'leave',
  'end-leave',
  'extend',
  'edit',
  'nudge',
  'log',
  'my-logs',
  'entries',
  'drafts',
];

export const helpNeeds: Need = { forMe: true };

export function help(context: PersonContext): Outcome {
  const { facts, rules, me } = context;
  const topics: HelpTopic[] = me.post === null ? [] : [...forCadres];
  topics.push('mine');
  if (me.post !== null || facts.speaker.seats.length > 0) topics.push('duties');
  if (facts.speaker.seats.length > 0)
    topics.push('todo', 'approve', 'transfer', 'deputy', 'digest', 'answered', 'ledger');
  if (keepingSeats(rules, facts).length > 0) topics.push('who-is-here', 'team-logs', 'proxy');
  if (lookingSeats(context).length > 0) topics.push('month-table');
  if (may(context, 'record-paper', anybody)) topics.push('officer');
  if (may(context, 'change-holder', anybody)) topics.push('change-holder');
  if (may(context, 'switch-reminder', anybody)) topics.push('reminders');
  if (may(context, 'invite', anybody)) topics.push('invite');
  topics.push('policy', 'why', 'web', 'account');
  return say({ says: 'help', topics, name: me.name, shownRequestCode: waitingForMe(context)[0]?.code ?? null });
}
