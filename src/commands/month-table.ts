/** 考勤表, 确认考勤表: the month of those whom the speaker keeps, in figures, for the keeper to look at and confirm (丰都 第九条). */
import { firstOf, lastOf, monthOf, type IsoDate, type IsoMonth } from '../domain/calendar.ts';
import type { Effect } from '../domain/effect.ts';
import type { HeldSeat, Need } from '../domain/facts.ts';
import type { Person, Stay } from '../domain/people.ts';
import type { MonthTable } from '../domain/reminder-result.ts';
import { lineOfTable, monthRow, monthTablesOf, type TableOf } from '../rules/month-row.ts';
import { filled, keeperSeat, keepingSeats } from './chain.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { may, ofPerson, thoseWhom } from './may.ts';
import { nowhere } from './month.ts';

export interface AskedMonth {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly confirms: boolean;
  /** As they were said; null for those who belong to none. Empty: whichever there are. */
  readonly townships: readonly (string | null)[];
}

type Confirmed = MonthTable['confirmed'];

/** Seats that keep somebody, and those before which the whole county lies. */
export const lookingSeats = ({ facts, rules }: PersonContext): HeldSeat[] => {
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

export function monthTable(context: PersonContext, asked: AskedMonth): Outcome {
  const { from, confirms } = asked;
  const month = monthOf(from);
  const { today } = context.facts;
  if (lookingSeats(context).length === 0) return say({ says: 'no-month-table', why: 'not-keeper', month });
  if (confirms ? lastOf(month) >= today : from > today) return say({ says: 'no-month-table', why: 'not-over', month });
  return confirms ? confirm(context, asked) : show(context, asked);
}

/** One township that is named, or the only one, in full; several in a line each. */
function show(context: PersonContext, asked: AskedMonth): Outcome {
  const month = monthOf(asked.from);
  const people = thoseWhom(context, 'see-attendance').filter(({ post }) => post !== null);
  if (people.length === 0) return say({ says: 'no-month-table', why: 'nobody', month });
  const all = tablesOf(context, month, people);
  const named = namedOf(all, asked.townships);
  if (named.length < asked.townships.length) return which(asked, all);
  const mine = new Set(toConfirm(context).map(({ id }) => id));
  const isOver = lastOf(month) < context.facts.today;
  const confirmedOf = (table: TableOf): Confirmed => {
    if (isConfirmed(context, idsOf(table))) return 'before';
    return isOver && idsOf(table).some((id) => mine.has(id)) ? 'open' : null;
  };
  return named.length === 0 && all.length > 1
    ? say({ says: 'month-tables', month, tables: all.map((table) => lineOfTable(table, confirmedOf(table))) })
    : shown(month, named.length === 0 ? all : named, confirmedOf);
}

/** Each township is looked at by itself, so it is confirmed by its name where several are open. */
function confirm(context: PersonContext, asked: AskedMonth): Outcome {
  const month = monthOf(asked.from);
  const people = toConfirm(context);
  if (people.length === 0) return say({ says: 'no-month-table', why: 'not-keeper', month });
  const all = tablesOf(context, month, people);
  const isDone = (table: TableOf): boolean => isConfirmed(context, idsOf(table));
  const open = all.filter((table) => !isDone(table));
  const named = namedOf(all, asked.townships);
  if (named.length < asked.townships.length) return which(asked, all);
  if (named.length === 0 && open.length > 1) return which(asked, open);
  if (named.length === 0 && open.length === 0 && all.length > 1)
    return say({ says: 'month-tables', month, tables: all.map((table) => lineOfTable(table, 'before')) });
  const meant = named.length > 0 ? named : open.length > 0 ? open : all;
  const personIds = meant.filter((table) => !isDone(table)).flatMap(idsOf);
  const { facts, me } = context;
  const effect: Effect = { effect: 'confirm-month', month, by: me.id, personIds, at: facts.now };
  return {
    effects: personIds.length === 0 ? [] : [effect],
    replies: shown(month, meant, (table) => (isDone(table) ? 'before' : 'now')).replies,
  };
}

function which({ from, confirms, townships }: AskedMonth, all: readonly TableOf[]): Outcome {
  const said = townships.find((name) => namedOf(all, [name]).length === 0) ?? null;
  const month = monthOf(from);
  return say({ says: 'which-month-table', month, said, confirms, townships: all.map(({ township }) => township) });
}

const idsOf = ({ rows }: TableOf): string[] => rows.map(({ personId }) => personId);

/** Those of the names; a name that fits none, or several, gives none. */
function namedOf(all: readonly TableOf[], names: readonly (string | null)[]): TableOf[] {
  const found = names.flatMap((name) => {
    const same = all.filter(({ township }) => township === name);
    const like = name === null ? [] : all.filter(({ township }) => township?.includes(name));
    const fits = same.length > 0 ? same : like;
    return fits.length === 1 ? fits : [];
  });
  return [...new Set(found)];
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

const nothingKnown: Stay = { termFrom: null, leftOn: null };

/** One for each township. */
function tablesOf({ facts, rules }: PersonContext, month: IsoMonth, people: readonly Person[]): TableOf[] {
  const last = lastOf(month) < facts.today ? lastOf(month) : facts.today;
  const rows = people.map((person) => {
    const someone = facts.people.get(person.id);
    const { village = null, stay = nothingKnown } = someone ?? {};
    const where = facts.days.get(person.id) ?? nowhere;
    return {
      ...monthRow(rules, { person, village, where, stay }, month, last),
      township: someone?.township ?? null,
    };
  });
  return monthTablesOf(rows);
}

const shown = (month: IsoMonth, tables: readonly TableOf[], confirmedOf: (table: TableOf) => Confirmed): Outcome => ({
  effects: [],
  replies: tables.map((table) => reply({ says: 'month-table', month, ...table, confirmed: confirmedOf(table) })),
});
