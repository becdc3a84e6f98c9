/** Whom a name means, and whether a request or a seat may be handed to them. */
import type { PersonAct, Question } from '../domain/dialogue.ts';
import type { Facts, FoundPeople, Need } from '../domain/facts.ts';
import type { Request, RequestSeat } from '../domain/request.ts';
import { answerersOf } from './chain.ts';
import { closes, joined, opens, reply, say, type Outcome, type PersonContext } from './context.ts';

/** Somebody with the titles of the seats that they hold. */
export type Named = FoundPeople['people'][number];
export type WhoQuestion = Extract<Question, { about: 'which-person' }>;

export const namesNeed = (who: string | null): Need => (who === null ? {} : { names: [who] });

export const foundBy = ({ found }: Facts, said: string): readonly Named[] =>
  found.find((f) => f.said === said)?.people ?? [];

/** The person with that id among the people at hand. */
export function namedById({ people, found, seats }: Facts, personId: string): Named | null {
  const known = found.flatMap((f) => f.people).find((p) => p.person.id === personId);
  const someone = people.get(personId);
  if (known || !someone) return known ?? null;
  return { ...someone, titles: seats.filter((s) => s.holderIds.includes(personId)).map((s) => s.title) };
}

/** Goes on with the one whom the name means; asks who is meant where nobody or several are. */
export function forWhom(
  context: PersonContext,
  act: PersonAct,
  said: string | null,
  goOn: (person: Named) => Outcome,
): Outcome {
  if (said === null) return ask(context, { about: 'which-person', act, personIds: [] });
  const people = foundBy(context.facts, said);
  const [only] = people;
  if (!only) return say({ says: 'nobody-by-name', said });
  return people.length === 1 ? goOn(only) : askWhichPerson(context, act, people);
}

export const askWhichPerson = (context: PersonContext, act: PersonAct, people: readonly Named[]): Outcome => ({
  effects: [opens(context, { about: 'which-person', act, personIds: people.map((p) => p.person.id) })],
  replies: [
    reply({
      says: 'which-person',
      act: act.does,
      people: people.map((p) => ({ name: p.person.name, titles: toldApart(p) })),
    }),
  ],
});

/** Those without a seat are told apart by where they work. */
const toldApart = ({ titles, township, person }: Named): string[] =>
  titles.length > 0 ? [...titles] : [township, person.post].filter((word) => word !== null);

const ask = (context: PersonContext, question: WhoQuestion): Outcome => ({
  effects: [opens(context, question)],
  replies: [reply({ says: 'name-whom', act: question.act.does })],
});

/** With the question about who was meant for this closed, where one is open. */
export function settled(context: PersonContext, does: PersonAct['does'], outcome: Outcome): Outcome {
  const question = context.facts.dialogue?.question;
  const isAbout = question?.about === does || (question?.about === 'which-person' && question.act.does === does);
  return isAbout ? joined({ effects: [closes(context)], replies: [] }, outcome) : outcome;
}

export type NotTo = 'principal' | 'applicant' | 'yourself' | 'unreachable' | 'in-chain' | 'cadre';

export const cannotHandTo = ({ person }: Named, why: NotTo): Outcome =>
  say({ says: 'cannot-hand-to', why, name: person.name });

/**
 * Why that person can't answer a request besides or instead of somebody; null where they can. `seat` is the one to be
 * handed over. Resident cadres answer only where they hold a seat: nobody's leave is left to those whom they work with.
 */
export function notToAnswer(facts: Facts, request: Request, seat: RequestSeat | null, to: Named): NotTo | null {
  const { person, reachable, titles } = to;
  if (person.id === request.applicantId) return 'applicant';
  if (person.id === facts.speaker.person?.id && !(seat && takesBack(facts, seat, person.id))) return 'yourself';
  if (!reachable) return 'unreachable';
  if (isInChain(facts, request, seat, person.id)) return 'in-chain';
  return person.post !== null && titles.length === 0 ? 'cadre' : null;
}

/** Whether handing the seat to that person gives it back: it is with somebody else now, and they hold it. */
export const takesBack = ({ seats }: Facts, seat: RequestSeat, personId: string): boolean => {
  const holderIds =
    seat.body === 'person'
      ? [seat.scopeId]
      : (seats.find((s) => s.body === seat.body && s.scopeId === seat.scopeId)?.holderIds ?? []);
  return seat.assigned !== null && seat.assigned.personId !== personId && holderIds.includes(personId);
};

/** Whether they answer another seat of it or have, or this one alone. Two answers are to come from two people. */
function isInChain(facts: Facts, request: Request, seat: RequestSeat | null, personId: string): boolean {
  return request.steps
    .flatMap((step) => step.seats)
    .some((other) => {
      if (other.answer) return other.answer.personId === personId;
      const may = answerersOf(facts, other, request);
      return may.includes(personId) && (other !== seat || may.length === 1);
    });
}
