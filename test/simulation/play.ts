/** A county lives day by day under the real duties and reminders, and the recount is asked the same each day. */
import { addDays, datesFrom, startOf, type IsoDate } from '../../src/domain/calendar.ts';
import type { DutyAnswer, DutyPerson, DutyWorld, LedgerEntry, Owed } from '../../src/domain/duty.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { owedOn } from '../../src/duties/owed.ts';
import { remind } from '../../src/reminders/remind.ts';
import { RecountOfAttendance } from '../recount/attendance.ts';
import { dayOf } from '../recount/days.ts';
import { Recount, idOf, type Item } from '../recount/owed.ts';
import { RecountOfReminders } from '../recount/reminders.ts';
import { simulatedCounty } from './county.ts';
import { clockFacts, lifeOf } from './clock-facts.ts';
import { answersOn, entriesOn, knownOn, statementsOn, takenBackOn, thereOn } from './living.ts';
import { bookOf, rulesOf, type Profile } from './profiles.ts';
import { asPlain, plainLife } from './plain.ts';
import { Tally, type Messages } from './tally.ts';
import { defaultSettings } from '../../src/domain/settings.ts';

/** What is tried; a test may put something else in its place. */
export interface Engine {
  readonly owedOn: typeof owedOn;
  readonly remind: typeof remind;
}

export interface Course {
  readonly cadres: number;
  readonly from: IsoDate;
  readonly days: number;
  readonly seed: number;
  /** Where the county's records begin on the first day. */
  readonly isNew?: boolean;
}

export interface Played {
  /** `2026-12-18 owed engine: …`: what only one of the two has, the first of each day. */
  readonly differences: readonly string[];
  /** `attendance`: lines of days in the village and of the month's table. */
  readonly compared: { readonly owed: number; readonly reminders: number; readonly attendance: number };
  readonly messages: Messages;
  /** Stage → how many lines. */
  readonly stages: Readonly<Record<string, number>>;
}

export function play(
  profile: Profile,
  { cadres, from, days, seed, isNew = false }: Course,
  engine: Engine = { owedOn, remind },
): Played {
  const rules = rulesOf(profile);
  const book = bookOf(profile);
  const county = simulatedCounty(profile, { cadres, seed, from });
  const recount = new Recount(book);
  const reminders = new RecountOfReminders(book);
  const attendance = new RecountOfAttendance(book);
  const byId = new Map(county.people.map((p) => [p.id, p]));
  const entries: { readonly entry: LedgerEntry; readonly backOn: IsoDate | null }[] = [];
  const answers = new Map<string, DutyAnswer>();
  const reminded = new Set<string>();
  const tally = new Tally();
  for (const on of datesFrom(from, addDays(from, days - 1))) {
    const isBack = ({ backOn }: (typeof entries)[number]): boolean => backOn !== null && backOn <= on;
    const world: DutyWorld = {
      people: county.people.map((p) => knownOn(p, on)),
      places: county.places,
      seats: county.seats,
      entries: entries.filter((one) => !isBack(one)).map(({ entry }) => entry),
      answers: [...answers.values()],
      reminded,
      switches: {},
      ...(isNew ? { since: from } : {}),
      listed: [],
      groupTeams: county.groupTeams,
    };
    const plain = asPlain(
      world,
      { officers: county.officers, takenBack: entries.filter(isBack).map(({ entry }) => entry) },
      on,
    );
    const owed = engine.owedOn(rules, world, on);
    const items = recount.on(plain, on);
    tally.compare(on, 'owed', owed.map(owedLine), items.map(itemLine));
    const facts = clockFacts({ rules, world, owed, on, seed, now: startOf(on) + 8 * 3_600_000 + 5000 });
    const { effects, replies } = engine.remind({ facts, rules, settings: defaultSettings });
    const sent = reminders.on(items, plain, on);
    const lines = replies.flatMap(linesOf);
    tally.compare(
      on,
      'reminder',
      lines.map((l) => `${l.owed.key} ${l.stage} ${l.to}`),
      sent.map((s) => `${s.item} ${s.stage} ${s.to}`),
    );
    const noted = effects.flatMap((e) => (e.effect === 'note-reminders' ? e.keys : [])).filter(isOfDays);
    const cadres = plain.people.filter((p) => p.post !== null).flatMap((p) => byId.get(p.id) ?? []);
    const lives = new Map(cadres.map((p) => [p.id, plainLife(lifeOf(knownOn(p, on), on, seed))]));
    tally.compare(on, 'attendance', noted, attendance.on(plain, lives, on));
    tally.count(on, replies, lines, dayOf(on).works, cadresThere(world.people, on));
    for (const effect of effects)
      if (effect.effect === 'note-reminders') for (const key of effect.keys) reminded.add(key);
    const told = lines.filter((l) => l.stage === 'ahead' || l.stage === 'last-day');
    const readers = told.flatMap(({ owed: one, to }) =>
      (to.startsWith('team:') ? one.peopleIds.slice(0, 1) : [to]).map((personId) => ({ owed: one, personId })),
    );
    for (const a of answersOn(readers, on, seed)) answers.set(`${a.owedKey} ${a.personId}`, a);
    for (const entry of [...entriesOn(owed, byId, on, seed), ...statementsOn(thereOn(world.people, on), on, seed)])
      entries.push({ entry, backOn: takenBackOn(entry, on, seed) });
  }
  return tally.played();
}

const cadresThere = (people: readonly DutyPerson[], on: IsoDate): readonly DutyPerson[] =>
  thereOn(people, on).filter((p) => p.post !== null);

/** What is told of days in the village has keys of its own. */
const isOfDays = (key: string): boolean => /^(days|behind|month-table)\|/.test(key);

export interface Line {
  readonly owed: Owed;
  readonly stage: string;
  readonly to: string;
}

function linesOf({ recipient, result }: Reply): Line[] {
  if (result.says !== 'due-digest') return [];
  const to = recipient.to === 'team' ? `team:${recipient.teamId}` : recipient.to === 'person' ? recipient.personId : '';
  return result.lines.flatMap((line) => (line.is === 'owed' ? [{ owed: line.owed, stage: line.stage, to }] : []));
}

const owedLine = (o: Owed): string =>
  `${o.dutyKey}|${debtorName(o)}|${o.subjectId ?? ''}|${o.fromOn} due ${o.dueOn ?? '-'} ${o.state === 'done' ? 'done' : `${o.done}/${o.atLeast} ${o.state}`} ` +
  `${o.peopleIds.join()} ${o.closedBy} ahead ${o.ahead.join()} ${o.citations
    .map((c) => c.provision)
    .sort()
    .join()}`;

const itemLine = (i: Item): string =>
  `${idOf(i)} due ${i.due ?? '-'} ${i.state === 'done' ? 'done' : `${i.done}/${i.atLeast} ${i.state}`} ` +
  `${i.people.join()} ${i.row.ledger} ahead ${i.row.ahead.join()} ${[...new Set(i.rows.map((row) => row.replace(/\.\d+$/, '')))].sort().join()}`;

function debtorName({ debtor }: Owed): string {
  switch (debtor.is) {
    case 'body':
      return `body:${debtor.body}@${debtor.scopeId}`;
    case 'outside':
      return `outside:${debtor.body}`;
    case 'person':
    case 'team':
      return `${debtor.is}:${debtor.id}`;
  }
}
