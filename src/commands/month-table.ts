/** 考勤表, 确认考勤表: the month of those whom the speaker keeps, in figures, for the keeper to look at and confirm (丰都 第九条). */
import { firstOf, lastOf, monthOf, type IsoDate, type IsoMonth } from '../domain/calendar.ts';
import type { Effect } from '../domain/effect.ts';
import type { HeldSeat, Need } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import type { Result } from '../domain/reply.ts';
import { monthRow, monthTablesOf } from '../rules/month-row.ts';
import { filled, keeperSeat, keepingSeats } from './chain.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { may, ofPerson, thoseWhom } from './may.ts';
import { nowhere } from './month.ts';

export interface AskedMonth {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly confirms: boolean;
}

type Confirmed = Extract<Result, { says: 'month-table' }>['confirmed'];

/** Seats that keep somebody, and those before which the whole county lies. */
const lookingSeats = ({ facts, rules }: PersonContext): HeldSeat[] => {
  const keeping = keepingSeats(rules, facts);
  return facts.speaker.seats.filter((seat) => seat.scopeId === '' || keeping.includes(seat));
};

export function monthTableNeeds(context: PersonContext, { from }: AskedMonth): Need {
  const month = monthOf(from);
  return {
    organisation: true,
    team: { seats: lookingSeats(context), days: { from: firstOf(month), to: lastOf(month) } },
    confirmedMonth: month,
  };
}

export function monthTable(context: PersonContext, { from, confirms }: AskedMonth): Outcome {
  const month = monthOf(from);
  const { today } = context.facts;
  if (lookingSeats(context).length === 0) return say({ says: 'no-month-table', why: 'not-keeper', month });
  if (confirms ? lastOf(month) >= today : from > today) return say({ says: 'no-month-table', why: 'not-over', month });
  return confirms ? confirm(context, month) : show(context, month);
}

function show(context: PersonContext, month: IsoMonth): Outcome {
  const people = thoseWhom(context, 'see-attendance').filter(({ post }) => post !== null);
  if (people.length === 0) return say({ says: 'no-month-table', why: 'nobody', month });
  const mine = new Set(toConfirm(context).map(({ id }) => id));
  const isOver = lastOf(month) < context.facts.today;
  return tables(context, month, people, (ids) => {
    if (isConfirmed(context, ids)) return 'before';
    return isOver && ids.some((id) => mine.has(id)) ? 'open' : null;
  });
}

function confirm(context: PersonContext, month: IsoMonth): Outcome {
  const { facts, me } = context;
  const people = toConfirm(context);
  const personIds = people.map(({ id }) => id);
  if (people.length === 0) return say({ says: 'no-month-table', why: 'not-keeper', month });
  if (isConfirmed(context, personIds)) return tables(context, month, people, () => 'before');
  const effect: Effect = { effect: 'confirm-month', month, by: me.id, personIds, at: facts.now };
  return { effects: [effect], replies: tables(context, month, people, () => 'now').replies };
}

/** Whom the speaker keeps; and for an officer those whose attendance nobody keeps, by rule or because the seat is vacant. */
const toConfirm = (context: PersonContext): Person[] =>
  thoseWhom(context, 'confirm-attendance').filter(
    (person) =>
      person.post !== null && (may(context, 'see-whereabouts', ofPerson(person)) || !hasKeeper(context, person)),
  );

function hasKeeper({ rules, facts }: PersonContext, person: Person): boolean {
  const seat = keeperSeat(rules, person, facts);
  return seat !== null && (filled(facts, seat)?.holderIds ?? []).some((id) => id !== person.id);
}

const isConfirmed = ({ facts }: PersonContext, ids: readonly string[]): boolean =>
  ids.every((id) => facts.confirmedMonth?.has(id));

/** One for each township. */
function tables(
  { facts, rules }: PersonContext,
  month: IsoMonth,
  people: readonly Person[],
  confirmedOf: (ids: readonly string[]) => Confirmed,
): Outcome {
  const last = lastOf(month) < facts.today ? lastOf(month) : facts.today;
  const rows = people.map((person) => {
    const someone = facts.people.get(person.id);
    const where = facts.days.get(person.id) ?? nowhere;
    return {
      ...monthRow(rules, { person, village: someone?.village ?? null, where }, month, last),
      township: someone?.township ?? null,
    };
  });
  const replies = monthTablesOf(rows).map((table) =>
    reply({ says: 'month-table', month, ...table, confirmed: confirmedOf(table.rows.map((row) => row.personId)) }),
  );
  return { effects: [], replies };
}
