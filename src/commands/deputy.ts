/** 代理: who is to answer for the speaker's own seats, and when. */
import { daysBetween, type IsoDate } from '../domain/calendar.ts';
import type { DateProblem, SpanProblem } from '../domain/date-problem.ts';
import type { Question } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import type { Result } from '../domain/reply.ts';
import { opens, reply, say, type Outcome, type PersonContext } from './context.ts';
import { another, myself, standsIn, type DeputyDays, type Principal } from './deputise.ts';
import { anybody, may, ofPerson } from './may.ts';
import { askWhichPerson, cannotHandTo, foundBy, namedById, namesNeed, settled, type Named } from './people.ts';

export interface DeputySlots {
  readonly who: string | null;
  /** Whose seats, as it was said, where they are not the speaker's own. */
  readonly forWhom?: string | null;
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly problem: DateProblem | null;
}
export type DeputyQuestion = Extract<Question, { about: 'deputy' }>;

/** Beyond these a date is taken for a slip: guards of the chat, not rules of a regulation. */
const limits = { days: 366, aheadDays: 366 };

export const deputyNeeds = ({ who, forWhom = null }: Pick<DeputySlots, 'who' | 'forWhom'>): Need => ({
  organisation: true,
  forMe: true,
  deputies: true,
  ...(forWhom === null
    ? namesNeed(who)
    : {
        names: [forWhom, ...(who === null ? [] : [who])],
        seatSearch: { said: null, key: null, ofNamed: true, heldBy: [], on: null },
      }),
});

/** What was said now, with what the open question holds already. */
export const withAsked = (question: DeputyQuestion, { who, forWhom, from, to, problem }: DeputySlots): DeputySlots => ({
  who: who ?? question.who,
  ...whose({ forWhom: forWhom ?? question.forWhom ?? null }),
  from: from ?? question.from,
  to: to ?? question.to,
  problem,
});

/** Takes the talk one step on: asks for what is missing, refuses what can't be, or names the deputy. */
export function nameDeputy(context: PersonContext, slots: DeputySlots): Outcome {
  const { who, forWhom = null, problem } = slots;
  const principal = forWhom === null ? myself(context) : principalCalled(context, forWhom);
  if (!('seats' in principal)) return settled(context, 'deputy', principal);
  if (principal.seats.length === 0) return noSeat(context, principal);
  if (problem) return askDays(context, slots, { says: 'invalid-span', span: problem, wanted: 'leave' });
  if (who === null) return askWho(context, slots, { says: 'name-whom', act: 'deputy' });
  const people = foundBy(context.facts, who);
  if (people.length === 0) return askWho(context, slots, { says: 'nobody-by-name', said: who });
  return nameOneOf(context, { ...slots, who }, people, principal);
}

/** The officer names the deputy of another: of one person, who holds a seat. */
function principalCalled(context: PersonContext, said: string): Principal | Outcome {
  const [person, ...others] = foundBy(context.facts, said).map((named) => named.person);
  const cannot = (why: 'not-officer' | 'several'): Outcome => say({ says: 'cannot-name-deputy-for', why, name: said });
  if (person?.id === context.me.id && others.length === 0) return myself(context);
  if (!may(context, 'name-deputy-for', anybody)) return cannot('not-officer');
  if (!person) return say({ says: 'nobody-by-name', said });
  return others.length > 0 ? cannot('several') : another(context.facts, person);
}

function nameOneOf(
  context: PersonContext,
  slots: DeputySlots & { readonly who: string },
  people: readonly Named[],
  principal: Principal,
): Outcome {
  const { facts } = context;
  const only = people.length === 1 ? people[0] : undefined;
  const why = only ? notDeputy(context, only, principal) : null;
  if (only && why) return askWho(context, slots, { says: 'cannot-hand-to', why, name: only.person.name });
  const { who, from, to } = slots;
  if (from === null || to === null)
    return askDays(context, slots, { says: 'ask-deputy-days', name: only?.person.name ?? who });
  const days = fromToday({ from, to }, facts.today);
  const span = invalid(days, facts.today);
  if (span) return askDays(context, slots, { says: 'invalid-span', span, wanted: 'leave' });
  const forId = principal.id === context.me.id ? {} : { forId: principal.id };
  return only
    ? deputise(context, only, { ...days, ...forId })
    : askWhichPerson(context, { does: 'deputy', ...days, ...forId }, people);
}

const noSeat = (context: PersonContext, { id, name }: Principal): Outcome =>
  settled(
    context,
    'deputy',
    id === context.me.id
      ? say({ says: 'no-seat-to-deputise' })
      : say({ says: 'cannot-name-deputy-for', why: 'no-seat', name }),
  );

const ask = (context: PersonContext, missing: Omit<DeputyQuestion, 'about'>, result: Result): Outcome => ({
  effects: [opens(context, { about: 'deputy', ...missing })],
  replies: [reply(result)],
});
const whose = ({ forWhom }: Pick<DeputySlots, 'forWhom'>): Pick<DeputyQuestion, 'forWhom'> =>
  forWhom ? { forWhom } : {};
const askWho = (context: PersonContext, slots: DeputySlots, result: Result): Outcome =>
  ask(context, { who: null, ...whose(slots), from: slots.from, to: slots.to }, result);
const askDays = (context: PersonContext, slots: Pick<DeputySlots, 'who' | 'forWhom'>, result: Result): Outcome =>
  ask(context, { who: slots.who, ...whose(slots), from: null, to: null }, result);

/**
 * Whoever may answer for others may stand in, and can be written to: nobody's leave is left to those whom they work with.
 * Who names the deputy of another is not that deputy.
 */
function notDeputy(
  { me }: PersonContext,
  { person, reachable, titles }: Named,
  principal: Principal,
): 'yourself' | 'principal' | 'cadre' | 'unreachable' | null {
  if (person.id === me.id) return 'yourself';
  if (person.id === principal.id) return 'principal';
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
export function deputise(
  context: PersonContext,
  named: Named,
  asked: DeputyDays & { readonly forId?: string | null },
): Outcome {
  const { facts } = context;
  const principal = principalById(context, asked.forId ?? null);
  if (!principal)
    return settled(context, 'deputy', say({ says: 'cannot-name-deputy-for', why: 'not-officer', name: '' }));
  if (principal.seats.length === 0) return noSeat(context, principal);
  const why = notDeputy(context, named, principal);
  if (why) return cannotHandTo(named, why);
  const days = fromToday(asked, facts.today);
  const span = invalid(days, facts.today);
  const again = { who: named.person.name, ...(asked.forId ? { forWhom: principal.name } : {}) };
  if (span) return askDays(context, again, { says: 'invalid-span', span, wanted: 'leave' });
  return settled(context, 'deputy', standsIn(context, named.person, days, principal));
}

/** Everything is looked at again; null where it is no longer the speaker's to name. */
function principalById(context: PersonContext, forId: string | null): Principal | null {
  if (forId === null) return myself(context);
  const person = namedById(context.facts, forId)?.person;
  return person && may(context, 'name-deputy-for', ofPerson(person)) ? another(context.facts, person) : null;
}
