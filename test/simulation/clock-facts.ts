/** What the clock knows on a morning, without a store. */
import type { Whereabouts } from '../../src/domain/attendance.ts';
import { addDays, datesFrom, type Instant, type IsoDate } from '../../src/domain/calendar.ts';
import type { DutyWorld, Owed } from '../../src/domain/duty.ts';
import type { Facts, YearDays } from '../../src/domain/facts.ts';
import { daysNeed, remindedDays } from '../../src/reminders/remind.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { whereaboutsOf } from './living.ts';

export interface Morning {
  readonly rules: Rules;
  readonly world: DutyWorld;
  readonly owed: readonly Owed[];
  readonly on: IsoDate;
  readonly now: Instant;
  readonly seed: number;
}

export function clockFacts({ rules, world, owed, on, now, seed }: Morning): Facts {
  const { from, to } = remindedDays(on);
  const loadedTo = daysNeed(rules, on).countyDays?.to ?? to;
  const cadres = world.people.filter((p) => p.post !== null);
  const days = new Map(cadres.map((p) => [p.id, loaded(lifeOf(p, on, seed), from, loadedTo)]));
  const yearDays = new Map(cadres.map((p) => [p.id, yearOf(lifeOf(p, on, seed), { from, to })]));
  return {
    ...nobodySpeaks,
    now,
    today: on,
    messageId: BigInt(now),
    people: new Map(
      world.people.map((p) => [p.id, { person: p, reachable: p.reachable, township: null, digest: false }]),
    ),
    seats: world.seats.map((s) => ({ ...s, heldFrom: {}, deputies: [] })),
    days,
    yearDays,
    world,
    owed,
  };
}

const loaded = ({ events, leaves }: Whereabouts, from: IsoDate, to: IsoDate): Whereabouts => ({
  events: events.filter((e) => e.on >= from),
  leaves: leaves.filter((l) => l.toOn >= from && l.fromOn <= to),
  logDates: [],
});

function yearOf({ events, leaves }: Whereabouts, { from, to }: { from: IsoDate; to: IsoDate }): YearDays {
  const year = to.slice(0, 4);
  const ofYear = events.filter((e) => e.on.startsWith(year));
  const away = leaves.flatMap(({ fromOn, toOn }) => datesFrom(fromOn, toOn));
  return {
    before: ofYear.filter((e) => e.kind === 'arrived' && e.on < from).length,
    awayAfter: away.filter((on) => on > to && on.startsWith(year)).length,
    firstOn: ofYear[0]?.on ?? null,
  };
}

/** So many days before it begins a leave is known. */
const knownAhead = 5;

/** Of whole years at once, then cut: the same person is looked at every morning. */
const years = new Map<string, Whereabouts>();

/** From last year on, as it is known that morning: nobody has been seen yet. */
export function lifeOf(person: DutyWorld['people'][number], today: IsoDate, seed: number): Whereabouts {
  const thisYear = Number(today.slice(0, 4));
  const parts = [thisYear - 1, thisYear].map((year) => {
    const key = `${seed} ${person.id} ${year}`;
    const made = years.get(key) ?? whereaboutsOf(person, `${year}-01-01` as IsoDate, `${year}-12-31` as IsoDate, seed);
    years.set(key, made);
    return made;
  });
  const isTheirs = (day: IsoDate): boolean =>
    (person.termFrom === null || day >= person.termFrom) && (person.leftOn === null || day < person.leftOn);
  return {
    events: parts.flatMap((p) => p.events).filter((e) => e.on < today && isTheirs(e.on)),
    leaves: parts.flatMap((p) => p.leaves).filter((l) => isTheirs(l.fromOn) && l.fromOn <= addDays(today, knownAhead)),
    logDates: [],
  };
}

const nobodySpeaks: Omit<Facts, 'now' | 'today' | 'messageId' | 'people' | 'seats' | 'days'> = {
  speaker: { accountId: 'clock', person: null, seats: [], consent: 'given', consentSince: null },
  dialogue: null,
  pressed: null,
  quotedRequestId: null,
  quotedText: null,
  quotedRevision: null,
  listed: [],
  requests: [],
  logs: [],
  found: [],
  deputies: [],
  receipts: [],
  due: null,
  fence: null,
  ownData: null,
  seatsFound: [],
  looked: null,
  binding: null,
  fresh: '',
};
