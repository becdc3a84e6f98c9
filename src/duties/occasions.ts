/** When a duty falls due for those who owe it: each period, term or event is an occasion. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import type { DutyPerson, DutyWorld } from '../domain/duty.ts';
import type { Period, Span } from '../domain/periods.ts';
import { hasWorkday, type KnowsWorkdays } from '../domain/workdays.ts';
import { dutyFlags, monthsIn } from '../rules/duty-words.ts';
import type { Rules } from '../rules/decision.ts';
import type { Duty, Party } from '../rules/duty.ts';
import type { Entries } from './counting.ts';
import { deadlineOf } from './deadline.ts';
import { Debtors, type Owing } from './debtors.ts';
import { eventsOf, recentSince, type RosterEvent } from './events.ts';
import { lastDayOf, monthsServed, windowsAround, windowsSince, type Window } from './periods.ts';
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

interface Known {
  readonly world: DutyWorld;
  readonly entries: Entries;
  readonly on: IsoDate;
  /** What was due since then is asked for as well; null: what was due lately alone. */
  readonly since: IsoDate | null;
}

/** What was not done is not reminded of any longer. */
const lateDays = 45;

export class Occasions {
  readonly #rules: Rules;
  readonly #entries: Entries;
  readonly #on: IsoDate;
  readonly #since: IsoDate | null;
  readonly #lateSince: IsoDate;
  readonly #cadres: readonly Cadre[];
  readonly #people: readonly DutyPerson[];
  readonly #debtors: Debtors;
  readonly #parties: ReadonlyMap<string, Party>;
  readonly #events = new Map<Duty['event'], readonly RosterEvent[]>();
  /** Terms by their first day and length: many came on the same day. */
  readonly #servedOf = new Map<string, Dated & { readonly served: number }>();
  /** Answers of the rules, by duty and what was asked. */
  readonly #owed = new Map<string, boolean>();
  readonly #known: KnowsWorkdays = (date) => this.#rules.isWorkday(date);

  constructor(rules: Rules, { world, entries, on, since }: Known) {
    this.#rules = rules;
    this.#since = since;
    this.#lateSince = earlier(since, addDays(on, -lateDays));
    this.#entries = entries;
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

  #recurring(duty: Duty, every: Period): Occasion[] {
    const windows = windowsSince(every, duty.terms, this.#on, every === 'day' ? null : this.#since)
      .filter(({ fromOn }) => fromOn <= this.#on)
      .filter(({ toOn, dueOn }) => toOn >= this.#on || (every !== 'day' && this.#isRecent(dueOn)))
      .filter(({ toOn }) => toOn >= duty.citation.inForceFrom)
      .filter(({ fromOn, toOn }) => !duty.readAs.skipsDaysOff || hasWorkday(fromOn, toOn, this.#known))
      .map((window) => ({ ...window, isPast: window.toOn < this.#on }));
    return this.#owing(duty).flatMap((owing) => {
      const members = this.#meant(duty, owing);
      return windows
        .filter((window) => isAsked({ ...owing, members }, window))
        .filter((window) => this.#isTold(duty, owing, window, every))
        .map((window) => made(duty, owing, window, { every, flags: joinedWithin(owing, window) }));
    });
  }

  /** What follows from a report is owed where there is one: since the last day of the period before, or in this one. */
  #isTold({ readAs, terms }: Duty, owing: Owing, { fromOn, dueOn }: Window, every: Period): boolean {
    const { only_if: onlyIf } = terms;
    if (onlyIf === undefined) return true;
    const [, before] = windowsAround(every, terms, fromOn);
    const since = readAs.carriesOver ? addDays(before.dueOn, 1) : fromOn;
    return this.#entries.reported(onlyIf.reported, owing, { fromOn: since, toOn: dueOn });
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
            const { dueOn, flags } = deadlineOf(duty, on, this.#known);
            if (dueOn !== null && !this.#isRecent(dueOn)) return [];
            const dates = { fromOn: on, toOn: this.#on, dueOn, isPast: false };
            return [made(duty, owing, dates, { every, subjectId: subject.id, flags })];
          });
    });
    return onceEach(found, duty);
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
    const since = earlier(this.#since, recentSince(this.#on));
    const events = eventsOf(kind, this.#people, { on: this.#on, since });
    this.#events.set(kind, events);
    return events;
  }

  #isRecent(dueOn: IsoDate): boolean {
    return dueOn >= this.#lateSince;
  }
}

const earlier = (a: IsoDate | null, b: IsoDate): IsoDate => (a !== null && a < b ? a : b);

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
