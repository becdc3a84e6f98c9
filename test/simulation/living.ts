/** What the people of a simulated county do: whether and when each thing that is owed is done, what is answered, who is there. */
import type { AttendanceEvent, Whereabouts } from '../../src/domain/attendance.ts';
import { addDays, datesFrom, daysBetween, startOf, weekdayOf, type IsoDate } from '../../src/domain/calendar.ts';
import type { LeaveSpan } from '../../src/domain/leave.ts';
import type { DutyAnswer, DutyPerson, LedgerEntry, Owed } from '../../src/domain/duty.ts';
import { entry } from '../builders/entry.ts';
import { chanceOf } from './chance.ts';

/** Of a hundred: done in time, done late, the rest never. */
const inTime = 80;
const late = 12;

/** What a plan is made for. */
export type Planned = Pick<Owed, 'key' | 'fromOn' | 'dueOn'>;

const plans = new Map<string, IsoDate | null>();
export const doneOn = (owed: Planned, seed: number): IsoDate | null => {
  const key = `${seed} ${owed.key}`;
  const before = plans.get(key);
  if (before !== undefined) return before;
  const day = plannedOn(owed, seed);
  plans.set(key, day);
  return day;
};

/** The day on which it is done by this county; null where it never is. */
function plannedOn({ key, fromOn, dueOn }: Planned, seed: number): IsoDate | null {
  const chance = chanceOf(`done ${seed} ${key}`);
  const lot = chance.below(100);
  const last = dueOn ?? addDays(fromOn, 20);
  if (lot < inTime) {
    // Most is done towards the end.
    return addDays(last, -chance.below(Math.min(daysBetween(fromOn, last) + 1, 25)));
  }
  return lot < inTime + late ? addDays(last, 1 + chance.below(15)) : null;
}

/** Courses are too short, of the township, or nobody said how long or of whom. */
const courseDays = [null, 2.5, 3, 3, 5];
const courseLevels = [null, '镇级', '县级', '区级', '市级', '省级'];

/** That somebody will leave is known when they do. */
export const knownOn = (person: DutyPerson, on: IsoDate): DutyPerson =>
  person.leftOn !== null && person.leftOn > on ? { ...person, leftOn: null } : person;

export const thereOn = (people: readonly DutyPerson[], on: IsoDate): readonly DutyPerson[] =>
  people.filter((p) => (p.termFrom === null || p.termFrom <= on) && (p.leftOn === null || p.leftOn > on));

/** Entries that are written that day towards what is owed: what has a ledger is done bit by bit, the rest is closed whole. */
export function entriesOn(
  owed: readonly Owed[],
  people: ReadonlyMap<string, DutyPerson>,
  on: IsoDate,
  seed: number,
): LedgerEntry[] {
  return owed.flatMap((one, i): LedgerEntry[] => {
    const day = one.state === 'done' || one.debtor.is === 'outside' ? null : doneOn(one, seed);
    const chance = chanceOf(`entry ${seed} ${one.key} ${on}`);
    const writer = people.get(chance.pick([...one.peopleIds, '']));
    if (day === null || on < day || !writer) return [];
    const counts = !['other', 'report'].includes(one.closedBy) && one.state === 'open' && chance.below(5) > 0;
    return [
      {
        id: `${on}-${i}`,
        ledger: one.closedBy,
        personId: writer.id,
        teamId: writer.teamId,
        // What was done yesterday is now and then written today.
        on: counts && chance.below(6) === 0 ? addDays(on, -1) : on,
        at: startOf(on) + 10 * 3_600_000,
        text: '示例',
        people: null,
        days:
          one.unit === '天'
            ? chance.pick([1, 2, 2.5, 3])
            : one.closedBy === 'training'
              ? chance.pick(courseDays)
              : null,
        level: one.closedBy === 'training' ? chance.pick(courseLevels) : null,
        place: null,
        images: [],
        closes: counts ? [] : [one.key],
      },
    ];
  });
}

/** About once a month somebody, who may be of the office that gathers them, sends up why they were away (情况说明). */
export function statementsOn(people: readonly DutyPerson[], on: IsoDate, seed: number): LedgerEntry[] {
  const chance = chanceOf(`statement ${seed} ${on}`);
  if (chance.below(30) > 0) return [];
  const of = people.filter((p) => (p.post !== null) === chance.below(8) > 0);
  const { id, teamId } = chance.pick(of.length > 0 ? of : people);
  const at = startOf(on) + 11 * 3_600_000;
  return [entry({ id: `${on}-s`, ledger: 'report', personId: id, teamId, on, at, text: '情况说明：示例' })];
}

/** One line in fifteen is taken back, after some days: the first on which it no longer stands. */
export function takenBackOn({ id, personId }: LedgerEntry, on: IsoDate, seed: number): IsoDate | null {
  const chance = chanceOf(`back ${seed} ${id} ${personId}`);
  return chance.below(15) === 0 ? addDays(on, 1 + chance.below(12)) : null;
}

/** One in twelve lines of a person's digest is answered. */
export function answersOn(
  told: readonly { readonly owed: Owed; readonly personId: string }[],
  on: IsoDate,
  seed: number,
): DutyAnswer[] {
  return told.flatMap(({ owed, personId }): DutyAnswer[] => {
    const chance = chanceOf(`answer ${seed} ${owed.key} ${personId} ${on}`);
    const lot = chance.below(24);
    if (lot === 0) return [{ owedKey: owed.key, personId, does: 'heard', until: null }];
    const until = addDays(on, 1 + chance.below(4));
    if (lot !== 1 || owed.dueOn === null || until > owed.dueOn) return [];
    return [{ owedKey: owed.key, personId, does: 'later', until }];
  });
}

/**
 * Nearly every working day and two weekends of three; one in fifteen cadres is away half of the time. One day in eight ends with 离岗, one
 * week in twelve has a leave of some days.
 */
export function whereaboutsOf(person: DutyPerson, from: IsoDate, to: IsoDate, seed: number): Whereabouts {
  const idle = chanceOf(`idle ${seed} ${person.id}`).below(15) === 0;
  const dates = datesFrom(from, to);
  const leaves = dates.flatMap((on): LeaveSpan[] => {
    const chance = chanceOf(`leave ${seed} ${person.id} ${on}`);
    if (weekdayOf(on) !== 1 || chance.below(12) > 0) return [];
    const fromOn = addDays(on, chance.below(6));
    const last = addDays(fromOn, chance.below(4));
    return [{ fromOn, toOn: last < to ? last : to, fromHalf: 'am', toHalf: 'pm' }];
  });
  const events = dates.flatMap((on): AttendanceEvent[] => {
    const chance = chanceOf(`there ${seed} ${person.id} ${on}`);
    const isAway = idle ? chance.below(2) === 0 : chance.below(weekdayOf(on) > 5 ? 3 : 25) === 0;
    if (isAway || leaves.some(({ fromOn, toOn }) => fromOn <= on && on <= toOn)) return [];
    const event = { personId: person.id, on, turn: 0 };
    const arrived = { ...event, kind: 'arrived', at: startOf(on) + 8.5 * 3_600_000 } as const;
    const left = { ...event, kind: 'left', at: startOf(on) + 18 * 3_600_000 } as const;
    return chance.below(8) === 0 ? [arrived, left] : [arrived];
  });
  return { events, leaves, logDates: [] };
}
