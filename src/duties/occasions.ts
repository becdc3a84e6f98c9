/** When a duty falls due for those who owe it: each period, term or event is an occasion. */
import { addDays, daysBetween, type IsoDate } from '../domain/calendar.ts';
import type { DutyPerson, DutyWorld } from '../domain/duty.ts';
import { isWorked, workdayFrom } from '../domain/workdays.ts';
import { dutyFlags, monthsIn } from '../rules/duty-words.ts';
import type { Duty, Party, Rules } from '../rules/decision.ts';
import { Debtors, type Owing } from './debtors.ts';
import { eventsOf, type RosterEvent } from './events.ts';
import { lastDayOf, monthsServed, windowsAround, type Recurring, type Span } from './periods.ts';
import { isCadre, isThere, isThereWithin, type Cadre } from './presence.ts';

/** `fromOn` to `toOn`: the days of which entries count. */
export interface Occasion extends Span {
  readonly duty: Duty;
  readonly owing: Owing;
  readonly subjectId: string | null;
  readonly every: Duty['terms']['every'] | null;
  readonly dueOn: IsoDate | null;
  /** Of a period that is over: owed only while it is not done. */
  readonly isPast: boolean;
  /** What has passed by itself, in the duty's unit; null where it is counted from entries. */
  readonly served: number | null;
  readonly flags: readonly string[];
}

type Dated = Pick<Occasion, 'fromOn' | 'toOn' | 'dueOn' | 'isPast'>;
interface Told {
  readonly subjectId?: string | null;
  readonly every?: Occasion['every'];
  readonly served?: number | null;
  readonly flags?: readonly string[];
}

/** What was not done is not asked for any longer. */
const lateDays = 45;

export class Occasions {
  readonly #rules: Rules;
  readonly #on: IsoDate;
  readonly #cadres: readonly Cadre[];
  readonly #people: readonly DutyPerson[];
  readonly #debtors: Debtors;
  readonly #parties: ReadonlyMap<string, Party>;
  readonly #events = new Map<Duty['event'], readonly RosterEvent[]>();
  /** Terms by their first day and length: many came on the same day. */
  readonly #servedOf = new Map<string, Dated & { readonly served: number }>();
  /** Answers of the rules, by duty and what was asked. */
  readonly #owed = new Map<string, boolean>();

  constructor(rules: Rules, world: DutyWorld, on: IsoDate) {
    this.#rules = rules;
    this.#on = on;
    this.#people = world.people;
    this.#cadres = world.people.filter(isCadre);
    this.#debtors = new Debtors(world, on);
    this.#parties = new Map(rules.parties(on).map((party) => [party.name, party]));
  }

  /** What somebody has to report first is none: nothing is known of it. */
  of(duty: Duty): readonly Occasion[] {
    const { after, every, due } = duty.terms;
    if (after) return duty.event === 'reported' ? [] : this.#afterEvents(duty);
    if (every === 'term') return this.#terms(duty);
    if (every === 'once') return this.#once(duty);
    return every !== undefined || due !== undefined ? this.#recurring(duty, every ?? 'year') : [];
  }

  #recurring(duty: Duty, every: Recurring): Occasion[] {
    const [now, before] = windowsAround(every, duty.terms, this.#on);
    const windows = [before, now]
      .filter(({ fromOn }) => fromOn <= this.#on)
      .filter(({ toOn, dueOn }) => toOn >= this.#on || (every !== 'day' && this.#isRecent(dueOn)))
      .filter(({ toOn }) => toOn >= duty.citation.inForceFrom)
      .map((window) => ({ ...window, isPast: window.toOn < this.#on }));
    return this.#owing(duty).flatMap((owing) => {
      const members = this.#meant(duty, owing);
      return windows
        .filter((window) => isAsked({ ...owing, members }, window))
        .map((window) => made(duty, owing, window, { every, flags: joinedWithin(owing, window) }));
    });
  }

  /** A person owes their own term, a team or body that of each of its cadres. Whose term is not known owes nothing by it. */
  #terms(duty: Duty): readonly Occasion[] {
    const months = monthsIn(duty.terms.unit);
    const found = this.#subjectsOf(duty).flatMap(([owing, subject]) => {
      const dates = months === null ? this.#endOf(owing, subject) : this.#served(duty, subject, months);
      const subjectId = owing.debtor.is === 'person' ? null : subject.id;
      return dates ? [made(duty, owing, dates, { every: 'term', subjectId, served: dates.served })] : [];
    });
    return onceEach(found, duty);
  }

  /** What is due when a term ends, and late for a while after. */
  #endOf(owing: Owing, subject: Cadre): (Dated & { served: null }) | null {
    const { termFrom, termTo } = subject;
    if (termFrom === null || termFrom > this.#on || termTo === null || !this.#isRecent(termTo)) return null;
    if (!isThere(subject, termTo) || !this.#mayOwe(owing, subject)) return null;
    return { fromOn: termFrom, toOn: termTo, dueOn: termTo, isPast: termTo < this.#on, served: null };
  }

  /** How much of a term of so many units has passed. */
  #served({ terms }: Duty, subject: Cadre, months: number): (Dated & { served: number }) | null {
    const { termFrom } = subject;
    if (termFrom === null || !isThere(subject, this.#on)) return null;
    const key = `${termFrom} ${months} ${terms.at_least}`;
    const before = this.#servedOf.get(key);
    if (before) return before;
    const dueOn = lastDayOf(termFrom, Math.round(terms.at_least * months));
    const served = Math.floor(monthsServed(termFrom, this.#on) / months);
    const term = { fromOn: termFrom, toOn: dueOn, dueOn, isPast: false, served };
    this.#servedOf.set(key, term);
    return term;
  }

  /** Since a person came; since the rule is in force where it is a team's or a body's. */
  #once(duty: Duty): Occasion[] {
    return this.#owing(duty).flatMap((owing) => {
      const [member] = owing.members;
      const fromOn = owing.debtor.is === 'person' ? member?.termFrom : duty.citation.inForceFrom;
      if (fromOn === null || fromOn === undefined) return [];
      return [made(duty, owing, { fromOn, toOn: this.#on, dueOn: null, isPast: false }, { every: 'once' })];
    });
  }

  #afterEvents(duty: Duty): readonly Occasion[] {
    const every = duty.terms.every ?? null;
    const events = this.#eventsOf(duty.event);
    const found = duty.by.flatMap((word) => {
      const party = this.#parties.get(word);
      return !party
        ? []
        : events.flatMap(({ subject, on }) => {
            const owing = this.#debtors.about(party, subject);
            if (!owing || !this.#concerns(duty, owing) || !this.#mayOwe(owing, subject)) return [];
            const { dueOn, flags } = this.#deadline(on, duty.terms.after?.days);
            if (dueOn !== null && !this.#isRecent(dueOn)) return [];
            const dates = { fromOn: on, toOn: this.#on, dueOn, isPast: false };
            return [made(duty, owing, dates, { every, subjectId: subject.id, flags })];
          });
    });
    return onceEach(found, duty);
  }

  /** The day of the event does not count; a last day that is a rest day moves on (民法典 201, 203). */
  #deadline(on: IsoDate, days: number | undefined): { dueOn: IsoDate | null; flags: readonly string[] } {
    if (days === undefined) return { dueOn: null, flags: [] };
    const last = addDays(on, days);
    const known = (date: IsoDate): boolean | null => this.#rules.isWorkday(date);
    if (isWorked(last, known)) return { dueOn: last, flags: known(last) === null ? [dutyFlags.holidaysUnknown] : [] };
    const dueOn = workdayFrom(last, known);
    const isKnown = known(last) !== null && known(dueOn) !== null;
    return { dueOn, flags: [dutyFlags.movedToWorkday, ...(isKnown ? [] : [dutyFlags.holidaysUnknown])] };
  }

  /** Everybody whom its words mean and whom it concerns, each once. */
  #owing(duty: Duty): readonly Owing[] {
    const all = duty.by.flatMap((word) => this.#debtors.of(word, this.#parties.get(word)));
    const one = duty.by.length === 1 ? all : [...new Map(all.map((owing) => [owing.id, owing])).values()];
    return one.filter((owing) => this.#concerns(duty, owing));
  }

  #subjectsOf(duty: Duty): (readonly [Owing, Cadre])[] {
    return duty.by.flatMap((word) => {
      const party = this.#parties.get(word);
      return !party
        ? []
        : this.#cadres.flatMap((subject) => {
            const owing = this.#debtors.about(party, subject);
            return owing && this.#concerns(duty, owing) ? [[owing, subject] as const] : [];
          });
    });
  }

  /** Nobody owes anything who has gone; a team or body still does what their going asks for. */
  #mayOwe({ debtor }: Owing, { leftOn }: Cadre): boolean {
    return debtor.is !== 'person' || leftOn === null || leftOn > this.#on;
  }

  /** Those for whose sake a body owes it: a unit that sent nobody of that level owed nothing for them. */
  #meant(duty: Duty, { debtor, members }: Owing): readonly Cadre[] {
    if (debtor.is !== 'body' || Object.keys(duty.terms.when).length === 0) return members;
    return members.filter((cadre) => this.#asks(duty, cadre));
  }

  #concerns(duty: Duty, { judgedBy }: Owing): boolean {
    if (Object.keys(duty.terms.when).length === 0) return true;
    return judgedBy.length === 0 ? this.#asks(duty, null) : judgedBy.some((cadre) => this.#asks(duty, cadre));
  }

  #asks(duty: Duty, cadre: Cadre | null): boolean {
    const { post = null, dispatchLevel = null, isTeamLeader = null } = cadre ?? {};
    const key = `${duty.key} ${post} ${dispatchLevel} ${isTeamLeader}`;
    const before = this.#owed.get(key);
    if (before !== undefined) return before;
    const facts = { role: post, dispatch_level: dispatchLevel, is_team_leader: isTeamLeader };
    const is = this.#rules.owes(duty, facts, this.#on);
    this.#owed.set(key, is);
    return is;
  }

  #eventsOf(kind: Duty['event']): readonly RosterEvent[] {
    const before = this.#events.get(kind);
    if (before) return before;
    const events = eventsOf(kind, this.#people, this.#on);
    this.#events.set(kind, events);
    return events;
  }

  #isRecent(dueOn: IsoDate): boolean {
    return daysBetween(dueOn, this.#on) <= lateDays;
  }
}

const made = (duty: Duty, owing: Owing, dates: Dated, told: Told): Occasion => ({
  duty,
  owing,
  ...dates,
  subjectId: told.subjectId ?? null,
  every: told.every ?? null,
  served: told.served ?? null,
  flags: told.flags ?? [],
});

/** Where several of its words mean the same, each debtor once for each subject and day. */
function onceEach(occasions: readonly Occasion[], { by }: Duty): readonly Occasion[] {
  if (by.length === 1) return occasions;
  return [...new Map(occasions.map((one) => [`${one.owing.id} ${one.subjectId} ${one.fromOn}`, one])).values()];
}

/** Of a period that is over only those are asked who were there; what others outside did is not known. */
function isAsked({ debtor, members }: Owing, window: Dated): boolean {
  if (!window.isPast) return true;
  if (debtor.is === 'outside') return false;
  return members.length === 0 || members.some((member) => isThereWithin(member, window));
}

/** Where a person, or everybody of a team, came after it had begun. */
function joinedWithin({ debtor, members }: Owing, { fromOn }: Dated): readonly string[] {
  if (debtor.is !== 'person' && debtor.is !== 'team') return [];
  const came = members.every(({ termFrom }) => termFrom !== null && termFrom > fromOn);
  return came ? [dutyFlags.joinedMidway] : [];
}
