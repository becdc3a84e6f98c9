/** Who is told of days in the village on a working day, by the keys under which each is told once; from who came when, and leave. */
import type { RecountCounty, RecountPerson } from './county.ts';
import { daysAsked, type DaysAsked } from './days-asked.ts';
import { datesLike, dayAfter, dayOf, isPublished, workdayAfter } from './days.ts';
import { keepersOf } from './keepers.ts';
import type { Book } from './rows.ts';

/** Where a person was, up to yesterday, and leave that is known. */
export interface RecountLife {
  readonly came: ReadonlySet<string>;
  /** Days whose last word was that they leave. */
  readonly left: ReadonlySet<string>;
  /** First and last day, both whole. */
  readonly leaves: readonly (readonly [string, string])[];
}

type Can = 'reached' | 'open' | 'just' | 'no-more' | 'flagged';
interface Reach {
  readonly can: Can;
  readonly sofar: number;
  readonly min: number;
}

/** After an outage the table still comes within so many days. */
const TABLE_DAYS = 7;
const PERIODS = ['week', 'month', 'year'] as const;

export class RecountOfAttendance {
  readonly #book: Book;
  readonly #said = new Set<string>();

  constructor(book: Book) {
    this.#book = book;
  }

  /** Keys of what is told that morning; they are remembered. */
  on(county: RecountCounty, lives: ReadonlyMap<string, RecountLife>, date: string): string[] {
    if (!dayOf(date).works) return [];
    const reachable = new Set(county.people.filter((p) => p.reachable).map((p) => p.id));
    const all = [
      ...this.#own(county, lives, date),
      ...this.#ofKeepers(county, lives, date),
      ...this.#tables(county, date),
    ];
    const out = all.filter((key) => reachable.has(key.split('|').at(-1) ?? '') && !this.#said.has(key));
    for (const key of out) this.#said.add(key);
    return out;
  }

  #own(county: RecountCounty, lives: ReadonlyMap<string, RecountLife>, date: string): string[] {
    return there(county, date).flatMap((person) =>
      PERIODS.flatMap((of) => {
        const can = this.#reach(person, lives, of, date)?.can;
        const last = datesLike(of, date).at(-1) ?? '';
        // In its last two days a plan comes too late; what is lost of a week is said by its month.
        const isTold = can === 'just' ? dayAfter(date, 2) <= last : can === 'no-more' && of !== 'week';
        return isTold ? [`days|${nameOf(of, date)}|${can}|${person.id}`] : [];
      }),
    );
  }

  /** On the first working day of the week: whoever keeps somebody who is behind. */
  #ofKeepers(county: RecountCounty, lives: ReadonlyMap<string, RecountLife>, date: string): string[] {
    if (datesLike('week', date).find((day) => dayOf(day).works) !== date) return [];
    const kept = this.#kept(there(county, date), county);
    return [...kept].flatMap(([keeper, people]) => {
      for (const of of ['month', 'year'] as const) {
        const known = people.flatMap((person) => this.#reach(person, lives, of, date) ?? []);
        if (known.length === 0) continue;
        return known.some((reach) => isBehind(reach, of, date)) ? [`behind|${nameOf('week', date)}|${keeper}`] : [];
      }
      return [];
    });
  }

  /** Of the month before, to each who keeps anybody that was there in it. */
  #tables(county: RecountCounty, date: string): string[] {
    const first = datesLike('month', date)[0] ?? '';
    const from = dayOf(first).works ? first : workdayAfter(first);
    if (date < from || date > dayAfter(from, TABLE_DAYS)) return [];
    const month = datesLike('month', dayAfter(first, -1));
    const [begin = '', end = ''] = [month[0], month.at(-1)];
    const were = county.people.filter(
      (p) => p.post !== null && (p.termFrom === null || p.termFrom <= end) && (p.leftOn === null || p.leftOn > begin),
    );
    return [...this.#kept(were, county).keys()].map((keeper) => `month-table|${end.slice(0, 7)}|${keeper}`);
  }

  /** Nobody keeps their own; the county's officers keep whom nobody else does. */
  #kept(people: readonly RecountPerson[], county: RecountCounty): Map<string, RecountPerson[]> {
    const kept = new Map<string, RecountPerson[]>();
    for (const person of people) {
      const others = keepersOf(this.#book, person, county).filter((id) => id !== person.id);
      const keepers = others.length > 0 ? others : county.officers.filter((id) => id !== person.id);
      for (const id of keepers) kept.set(id, [...(kept.get(id) ?? []), person]);
    }
    return kept;
  }

  /** null where nothing is asked, or nobody can say what a part of the period asks. */
  #reach(
    person: RecountPerson,
    lives: ReadonlyMap<string, RecountLife>,
    of: DaysAsked['of'],
    date: string,
  ): Reach | null {
    const asked = daysAsked(this.#book, of);
    const life = lives.get(person.id);
    if (!asked || !life || asked.without.includes(person.post ?? '')) return null;
    const period = datesLike(of, date);
    if (of !== 'year' && isPart(person, period, date)) return null;
    return reachIn(period, { asked, life, person, date });
  }
}

const there = ({ people }: RecountCounty, date: string): RecountPerson[] =>
  people.filter(
    (p) => p.post !== null && (p.termFrom === null || p.termFrom <= date) && (p.leftOn === null || date < p.leftOn),
  );

/** `2026-W48`, `2026-11`, `2026`: a week is called after the year of its Thursday, and counted by them. */
function nameOf(of: DaysAsked['of'], date: string): string {
  if (of !== 'week') return of === 'month' ? date.slice(0, 7) : date.slice(0, 4);
  const thursday = datesLike('week', date)[3] ?? '';
  const thursdays = datesLike('year', thursday).filter((day) => dayOf(day).at % 7 === 4 && day <= thursday);
  return `${thursday.slice(0, 4)}-W${String(thursdays.length).padStart(2, '0')}`;
}

/** Came or goes within it; whose term is over and who stayed is there. */
const isPart = ({ termFrom, termTo }: RecountPerson, period: readonly string[], date: string): boolean => {
  const [first = '', last = ''] = [period[0], period.at(-1)];
  return (termFrom !== null && termFrom > first) || (termTo !== null && termTo >= date && termTo < last);
};

interface Of {
  readonly asked: DaysAsked;
  readonly life: RecountLife;
  readonly person: RecountPerson;
  readonly date: string;
}

function reachIn(period: readonly string[], { asked, life, person, date }: Of): Reach {
  const counts = period.filter((day) => !asked.working || dayOf(day).works);
  const isAway = (day: string): boolean => life.leaves.some(([from, to]) => from <= day && day <= to);
  // This morning nobody has been seen yet.
  const mayBe = (day: string): boolean => life.came.has(day) || (day >= date && !isAway(day));
  const asleep = (day: string, is: (day: string) => boolean): boolean =>
    is(day) && is(dayAfter(day, 1)) && !life.left.has(day);
  const sofar = counts.filter((day) => life.came.has(day)).length;
  const best = counts.filter(mayBe).length;
  const nights = period.filter((day) => asleep(day, (d) => life.came.has(d))).length;
  const bestNights = period.filter((day) => asleep(day, mayBe)).length;
  const min = asked.atLeast(period.length);
  const can = ((): Can => {
    if (isLeftToPerson(period, asked, person)) return 'flagged';
    if (sofar >= min && nights >= asked.nights) return 'reached';
    if (best < min || bestNights < asked.nights) return 'no-more';
    const missed = best < counts.length || (asked.nights > 0 && bestNights < period.length);
    const spare = Math.min(best - min, asked.nights > 0 ? bestNights - asked.nights : Infinity);
    return missed && spare <= 1 ? 'just' : 'open';
  })();
  return { can, sofar, min };
}

/** Too few working days, or nobody knows how many; or not the whole year. */
function isLeftToPerson(period: readonly string[], { of, judgedFrom }: DaysAsked, person: RecountPerson): boolean {
  if (judgedFrom > 0 && !period.every(isPublished)) return true;
  if (period.filter((day) => dayOf(day).works).length < judgedFrom) return true;
  const [first = '', last = ''] = [period[0], period.at(-1)];
  return of === 'year' && ((person.termFrom ?? '') > first || (person.termTo ?? last) < last);
}

/** Until so many working days of a period are gone, one that was missed tells nothing. */
const TELLING_DAYS = 5;

/** By the working days that are gone, in whole days. */
function isBehind({ can, sofar, min }: Reach, of: DaysAsked['of'], date: string): boolean {
  if (can === 'just' || can === 'no-more') return true;
  const worked = datesLike(of, date).filter((day) => dayOf(day).works);
  const gone = worked.filter((day) => day < date).length;
  const pace = Math.floor((Math.min(min, worked.length) * gone) / Math.max(1, worked.length));
  return can !== 'reached' && gone >= TELLING_DAYS && sofar < pace;
}
