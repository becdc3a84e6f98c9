/** What the clock knows on a morning, without a store. */
import type { Whereabouts } from '../../src/domain/attendance.ts';
import type { Instant, IsoDate } from '../../src/domain/calendar.ts';
import type { DutyWorld, Owed } from '../../src/domain/duty.ts';
import type { Facts, YearDays } from '../../src/domain/facts.ts';
import { remindedDays } from '../../src/reminders/remind.ts';
import { whereaboutsOf } from './living.ts';

export interface Morning {
  readonly world: DutyWorld;
  readonly owed: readonly Owed[];
  readonly on: IsoDate;
  readonly now: Instant;
  readonly seed: number;
}

export function clockFacts({ world, owed, on, now, seed }: Morning): Facts {
  const { from } = remindedDays(on);
  const cadres = world.people.filter((p) => p.post !== null);
  const days = new Map(cadres.map((p) => [p.id, whereabouts(p, from, on, seed)]));
  const first = `${on.slice(0, 4)}-01-01` as IsoDate;
  const yearDays = new Map(
    cadres.map((p): [string, YearDays] => {
      const { events } = whereabouts(p, first, on, seed);
      return [p.id, { before: events.filter((e) => e.on < from).length, awayAfter: 0, firstOn: events[0]?.on ?? null }];
    }),
  );
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

/** Of the whole year at once, then cut: the same person is looked at every morning. */
const years = new Map<string, Whereabouts>();
function whereabouts(person: DutyWorld['people'][number], from: IsoDate, today: IsoDate, seed: number): Whereabouts {
  const parts = new Set([from.slice(0, 4), today.slice(0, 4)]);
  const all = [...parts].flatMap((year) => {
    const key = `${seed} ${person.id} ${year}`;
    const before = years.get(key);
    if (before) return before.events;
    const made = whereaboutsOf(person, `${year}-01-01` as IsoDate, `${year}-12-31` as IsoDate, seed);
    years.set(key, made);
    return made.events;
  });
  // This morning nobody has been seen yet.
  const isSeen = (day: IsoDate): boolean =>
    day >= from &&
    day < today &&
    (person.termFrom === null || day >= person.termFrom) &&
    (person.leftOn === null || day < person.leftOn);
  return { events: all.filter((e) => isSeen(e.on)), leaves: [], logDates: [] };
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
