/** 换人: the officer gives a seat to another person from a day on. Shown first, and confirmed; told to all whom it concerns. */
import { daysBetween, type IsoDate } from '../domain/calendar.ts';
import type { CannotChange, SeatFound } from '../domain/change-holder.ts';
import type { DateProblem } from '../domain/date-problem.ts';
import type { PersonAct, Question } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import { sameSeat, type SeatKey } from '../domain/request.ts';
import { changeOf, filingOfPost, tellChange } from './change-told.ts';
import { closes, confirmButtons, joined, opens, reply, say, type Outcome, type PersonContext } from './context.ts';
import { anybody, may } from './may.ts';
import { forWhom, foundBy, namedById, settled, type Named } from './people.ts';

export interface ChangeSlots {
  /** The seat and the person, as they were said; null where either was not. */
  readonly seat: string | null;
  readonly who: string | null;
  /** null: from today. */
  readonly from: IsoDate | null;
  readonly problem: DateProblem | null;
  /** What happens, in the words of the regulations: 人员调整. */
  readonly event: string;
}

export type ChangeAct = Extract<PersonAct, { does: 'change-holder' }>;
export type ChangeQuestion = Extract<Question, { about: 'change-holder' }>;

/** Beyond this a date is taken for a slip: a guard of the chat, no rule of a regulation. */
const mostDaysAhead = 366;

export const changeHolderNeeds = ({ facts }: PersonContext, { seat, who, from }: ChangeSlots): Need => ({
  organisation: true,
  // A cadre may be named instead of a seat.
  names: [who, seat].filter((said) => said !== null),
  ...(seat === null
    ? {}
    : { seatSearch: { said: seat, key: null, ofNamed: false, heldBy: [], on: from ?? facts.today } }),
});

/** Once it is known which seat, and who comes into question. */
export const changeNeeds = ({ seat, on }: { seat: SeatKey; on: IsoDate }, personIds: readonly string[]): Need => ({
  organisation: true,
  seatSearch: { said: null, key: seat, ofNamed: false, heldBy: [], on },
  ownRequestsOf: { personIds },
  deputies: true,
});

const cannot = (why: CannotChange): Outcome => say({ says: 'cannot-change-holder', cannot: why });

export function changeHolder(context: PersonContext, { seat: said, who, from, problem, event }: ChangeSlots): Outcome {
  const { facts } = context;
  if (!may(context, 'change-holder', anybody)) return cannot({ why: 'not-officer' });
  if (context.message.chatKind === 'group') return cannot({ why: 'in-group' });
  if (problem) return say({ says: 'invalid-span', span: problem, wanted: 'day' });
  if (said === null || who === null) return cannot({ why: 'how' });
  const [seat, ...others] = facts.seatsFound;
  if (!seat) return noSeat(context, said, from ?? facts.today, event);
  if (others.length > 0) return cannot({ why: 'several-seats', titles: facts.seatsFound.map((s) => s.title) });
  const { body, scopeId } = seat;
  const act = { does: 'change-holder', seat: { body, scopeId }, on: from ?? facts.today, event } as const;
  return forWhom(context, act, who, (person) => askChange(context, act, person));
}

/** A member's post is no seat, and changes with the roster; what the packs ask for then is told all the same. */
function noSeat(context: PersonContext, said: string, on: IsoDate, event: string): Outcome {
  const post = context.rules.posts(on).find((name) => said.endsWith(name)) ?? postOf(context, said);
  if (post === undefined) return cannot({ why: 'no-seat', said });
  return cannot({ why: 'post', post, filing: filingOfPost(context, post, { on, event }) });
}

/** Of the cadre who was named, and holds no seat. */
const postOf = ({ facts }: PersonContext, said: string): string | undefined =>
  foundBy(facts, said).find(({ person, titles }) => person.name === said && titles.length === 0)?.person.post ??
  undefined;

/** It is known who is meant: shows what would come of it, and asks once. */
export function askChange(context: PersonContext, { seat: key, on, event }: ChangeAct, to: Named): Outcome {
  const { facts } = context;
  const over = (why: CannotChange): Outcome => settled(context, 'change-holder', cannot(why));
  if (!may(context, 'change-holder', anybody)) return over({ why: 'not-officer' });
  const seat = seatAt(context, key);
  if (!seat) return over({ why: 'no-seat', said: key.body });
  const why = notTo(seat, to) ?? notOn(on, facts.today);
  if (why) return over(why);
  const { person } = to;
  const question = {
    about: 'change-holder',
    seat: key,
    personId: person.id,
    on,
    before: seat.holderIds,
    event,
  } as const;
  return {
    effects: [opens(context, question)],
    replies: [
      reply(
        { says: 'confirm-change-holder', change: changeOf(context, seat, to, { on, event }) },
        { buttons: confirmButtons(context) },
      ),
    ],
  };
}

const seatAt = ({ facts }: PersonContext, key: SeatKey): SeatFound | undefined =>
  facts.seatsFound.find((s) => sameSeat(s, key));

const notTo = ({ title, holderIds }: SeatFound, { person }: Named): CannotChange | null =>
  holderIds.length === 1 && holderIds[0] === person.id
    ? { why: 'holds-already', title, name: person.name }
    : null; // prettier-ignore

function notOn(on: IsoDate, today: IsoDate): CannotChange | null {
  if (on < today) return { why: 'past' };
  return daysBetween(today, on) > mostDaysAhead ? { why: 'too-far' } : null;
}

export const confirmChangeNeeds = (question: ChangeQuestion): Need =>
  changeNeeds(question, [question.personId, ...question.before]);

/** 确认: everything is looked at again; where others hold the seat by now it is shown anew. */
export function confirmChange(context: PersonContext, question: ChangeQuestion): Outcome {
  const { facts, me } = context;
  const { seat: key, personId, on, before, event } = question;
  const seat = seatAt(context, key);
  const to = namedById(facts, personId);
  const done = { effects: [closes(context)], replies: [] };
  if (!seat || !to || !may(context, 'change-holder', anybody))
    return joined(done, cannot({ why: 'changed-meanwhile' }));
  const isSame = seat.holderIds.length === before.length && seat.holderIds.every((id) => before.includes(id));
  if (!isSame || on < facts.today) return askChange(context, { does: 'change-holder', seat: key, on, event }, to);
  const change = changeOf(context, seat, to, { on, event });
  return joined(done, {
    effects: [{ effect: 'change-holder', seat: key, personId, on, before: seat.holderIds, by: me.id }],
    replies: tellChange(context, seat, to, { on, event }, change),
  });
}
