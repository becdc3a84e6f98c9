/** 代理: who is to answer for the speaker's own seats, and when. */
import { daysBetween, type IsoDate } from '../domain/calendar.ts';
import type { DateProblem, SpanProblem } from '../domain/date-problem.ts';
import type { Question } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import type { Result } from '../domain/reply.ts';
import { opens, reply, say, type Outcome, type PersonContext } from './context.ts';
import { ownSeats, standsIn, type DeputyDays } from './deputise.ts';
import { askWhichPerson, cannotHandTo, foundBy, namesNeed, settled, type Named } from './people.ts';

export interface DeputySlots {
  readonly who: string | null;
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly problem: DateProblem | null;
}
export type DeputyQuestion = Extract<Question, { about: 'deputy' }>;

/** Beyond these a date is taken for a slip: guards of the chat, not rules of a regulation. */
const limits = { days: 366, aheadDays: 366 };

export const deputyNeeds = ({ who }: Pick<DeputySlots, 'who'>): Need => ({
  organisation: true,
  forMe: true,
  deputies: true,
  ...namesNeed(who),
});

/** What was said now, with what the open question holds already. */
export const withAsked = (question: DeputyQuestion, { who, from, to, problem }: DeputySlots): DeputySlots => ({
  who: who ?? question.who,
  from: from ?? question.from,
  to: to ?? question.to,
  problem,
});

/** Takes the talk one step on: asks for what is missing, refuses what can't be, or names the deputy. */
export function nameDeputy(context: PersonContext, slots: DeputySlots): Outcome {
  const { who, problem } = slots;
  if (ownSeats(context.facts).length === 0) return noSeat(context);
  if (problem) return askDays(context, who, { says: 'invalid-span', span: problem, wanted: 'leave' });
  if (who === null) return askWho(context, slots, { says: 'name-whom', act: 'deputy' });
  const people = foundBy(context.facts, who);
  if (people.length === 0) return askWho(context, slots, { says: 'nobody-by-name', said: who });
  return nameOneOf(context, slots, who, people);
}

function nameOneOf(context: PersonContext, slots: DeputySlots, who: string, people: readonly Named[]): Outcome {
  const { facts, me } = context;
  const only = people.length === 1 ? people[0] : undefined;
  const why = only ? notDeputy(only, me.id) : null;
  if (only && why) return askWho(context, slots, { says: 'cannot-hand-to', why, name: only.person.name });
  const { from, to } = slots;
  if (from === null || to === null)
    return askDays(context, who, { says: 'ask-deputy-days', name: only?.person.name ?? who });
  const days = fromToday({ from, to }, facts.today);
  const span = invalid(days, facts.today);
  if (span) return askDays(context, who, { says: 'invalid-span', span, wanted: 'leave' });
  return only ? deputise(context, only, days) : askWhichPerson(context, { does: 'deputy', ...days }, people);
}

const noSeat = (context: PersonContext): Outcome => settled(context, 'deputy', say({ says: 'no-seat-to-deputise' }));

const ask = (context: PersonContext, missing: Omit<DeputyQuestion, 'about'>, result: Result): Outcome => ({
  effects: [opens(context, { about: 'deputy', ...missing })],
  replies: [reply(result)],
});
const askWho = (context: PersonContext, { from, to }: DeputySlots, result: Result): Outcome =>
  ask(context, { who: null, from, to }, result);
const askDays = (context: PersonContext, who: string | null, result: Result): Outcome =>
  ask(context, { who, from: null, to: null }, result);

/** Whoever may answer for others may stand in, and can be written to: nobody's leave is left to those whom they work with. */
function notDeputy({ person, reachable, titles }: Named, me: string): 'yourself' | 'cadre' | 'unreachable' | null {
  if (person.id === me) return 'yourself';
  if (person.post !== null && titles.length === 0) return 'cadre';
  return reachable ? null : 'unreachable';
}

/** Nobody stands in for days that are over. */
const fromToday = ({ from, to }: DeputyDays, today: IsoDate): DeputyDays => ({ from: from < today ? today : from, to });

function invalid({ from, to }: DeputyDays, today: IsoDate): SpanProblem | null {
  if (to < from) return { problem: 'ends-before-start', from, to };
  const days = daysBetween(from, to) + 1;
  if (days > limits.days) return { problem: 'too-long', from, to, days, limitDays: limits.days };
  return daysBetween(today, from) > limits.aheadDays
    ? { problem: 'too-far-ahead', from, limitDays: limits.aheadDays }
    : null;
}

/** It is known who and when; a question about it may have waited since yesterday. */
export function deputise(context: PersonContext, named: Named, asked: DeputyDays): Outcome {
  const { facts, me } = context;
  if (ownSeats(facts).length === 0) return noSeat(context);
  const why = notDeputy(named, me.id);
  if (why) return cannotHandTo(named, why);
  const days = fromToday(asked, facts.today);
  const span = invalid(days, facts.today);
  if (span) return askDays(context, named.person.name, { says: 'invalid-span', span, wanted: 'leave' });
  return settled(context, 'deputy', standsIn(context, named.person, days));
}
