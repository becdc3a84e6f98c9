/** What is owed on a day, item by item, from plain data. */
import type { RecountCounty, RecountEntry, RecountPerson } from './county.ts';
import { dayAfter, dayOf, daysLabelled, workdayAfter } from './days.ts';
import type { Book, Party, Row } from './rows.ts';

export interface Item {
  /** Rows merged into one, the one that counts first. */
  readonly row: Row;
  readonly rows: readonly string[];
  /** `person:c1`, `team:team-v1`, `body:派出单位@u1`, `outside:市委组织部`. */
  readonly debtor: string;
  readonly subject: string | null;
  readonly from: string;
  readonly due: string | null;
  /** Until when an entry counts towards it by its day. */
  readonly until: string;
  readonly atLeast: number;
  readonly done: number;
  readonly state: 'open' | 'done' | 'late';
  readonly people: readonly string[];
  readonly team: string | null;
}

export const idOf = ({ row, debtor, subject, from }: Pick<Item, 'row' | 'debtor' | 'subject' | 'from'>): string =>
  `${row.id}|${debtor}|${subject ?? ''}|${from}`;

interface Debtor {
  readonly name: string;
  readonly subject: RecountPerson | null;
  /** Cadres through whom it is there at all. */
  readonly members: readonly RecountPerson[];
  readonly people: readonly string[];
  readonly team: string | null;
}

interface Span {
  readonly from: string;
  readonly due: string | null;
  /** Until when an entry counts towards it by its day. */
  readonly until: string;
  /** Of a term: how much of it has been served by then, in the row's unit. */
  readonly served?: number;
}

const isThere = ({ termFrom, termTo, leftOn }: RecountPerson, on: string): boolean =>
  (termFrom === null || termFrom <= on) && (termTo === null || on <= termTo) && (leftOn === null || on < leftOn);

/** An old roster that is read in asks for nothing that happened longer ago. */
const RECENT_DAYS = 60;

export class Recount {
  readonly #book: Book;

  constructor(book: Book) {
    this.#book = book;
  }

  on(county: RecountCounty, date: string): Item[] {
    const written = new Written(county.entries);
    const all = this.#book.rows
      .filter((row) => !row.isOff && row.inForceFrom <= date)
      .flatMap((row) => this.#itemsOf(row, county, written, date));
    const alone = all.filter(({ row }) => row.sameAs === null);
    return [...alone, ...merged(all.filter(({ row }) => row.sameAs !== null))].filter(
      (item) => isShown(item, date) && isKnown(item, county, date),
    );
  }

  #itemsOf(row: Row, county: RecountCounty, written: Written, date: string): Item[] {
    const debtors = row.by.flatMap((word) => this.#debtorsOf(word, row, county, date));
    return debtors.flatMap((debtor) =>
      spansOf(row, debtor, date, this.#book.events).map((span) => itemOf(row, debtor, span, written, date)),
    );
  }

  #debtorsOf(word: string, row: Row, county: RecountCounty, date: string): Debtor[] {
    const party = this.#partyOf(word, row.pack);
    const cadres = county.people.filter((p) => p.post !== null);
    const concerned = cadres.filter((p) => isConcerned(row, p));
    const there = concerned.filter((p) => isThere(p, date));
    if (party?.is === 'post' && (row.event !== null || row.every === 'term'))
      return subjectsOf(party.posts, concerned, date);
    if (party?.is === 'post') return personsOf(party.posts, there);
    if (party?.is === 'team' && party.posts.length === 0) return outside(word, row);
    if (party?.is === 'team') {
      const teams = teamsOf(party.posts, row, county, cadres.filter((p) => isThere(p, date))); // prettier-ignore
      return row.event === null && row.every !== 'term' ? teams : eachSubject(teams, party.posts, concerned);
    }
    if (party?.is !== 'body') throw new Error(`nobody is ${word}`);
    const local = this.#book.names[word] ?? word;
    if (['province', 'city'].includes(party.scope)) return outside(local, row);
    return bodiesOf(local, party.scope, row, county, row.event === null && row.every !== 'term' ? there : concerned);
  }

  #partyOf(word: string, pack: string): Party | undefined {
    return this.#book.packs.find((p) => p.id === pack)?.parties[word];
  }
}

const personsOf = (posts: readonly string[], there: readonly RecountPerson[]): Debtor[] =>
  there
    .filter((p) => posts.includes(p.post ?? ''))
    .map((p) => ({ name: `person:${p.id}`, subject: null, members: [p], people: [p.id], team: null }));

/** To whom something happens, and who owes it themselves as long as they are not gone. */
const subjectsOf = (posts: readonly string[], concerned: readonly RecountPerson[], date: string): Debtor[] =>
  concerned
    .filter((p) => posts.includes(p.post ?? '') && (p.leftOn === null || date < p.leftOn))
    .map((p) => ({ name: `person:${p.id}`, subject: p, members: [p], people: [p.id], team: null }));

const eachSubject = (
  teams: readonly Debtor[],
  posts: readonly string[],
  concerned: readonly RecountPerson[],
): Debtor[] =>
  teams.flatMap((team) =>
    concerned
      .filter((p) => p.team === team.team && posts.includes(p.post ?? ''))
      .map((subject) => ({ ...team, subject })),
  );

function teamsOf(
  posts: readonly string[],
  row: Row,
  { places }: RecountCounty,
  there: readonly RecountPerson[],
): Debtor[] {
  const teams = places.filter((p) => p.kind === 'team');
  return teams.flatMap((team) => {
    const members = there.filter((p) => p.team === team.id && posts.includes(p.post ?? ''));
    const leaders = leadersOf(there.filter((p) => p.team === team.id), members, posts); // prettier-ignore
    const [first] = leaders;
    // A team is sent by whoever sent its leader.
    if (!first || !isConcerned(row, first)) return [];
    return [{ name: `team:${team.id}`, subject: null, members, people: leaders.map((p) => p.id), team: team.id }];
  });
}

/** Whom the roster calls leader; else those with the higher post; one of them where all have the same. */
function leadersOf(
  all: readonly RecountPerson[],
  members: readonly RecountPerson[],
  posts: readonly string[],
): readonly RecountPerson[] {
  const named = all.filter((p) => p.leads === true);
  if (members.length === 0 || named.length > 0) return members.length === 0 ? [] : named;
  const highest = posts.find((post) => members.some((p) => p.post === post));
  const high = members.filter((p) => p.post === highest);
  return high.length === members.length ? members.slice(0, 1) : high;
}

/** 驻村工作队队长 leads by the post. */
const isConcerned = ({ concerns: { level, posts, leaders } }: Row, person: RecountPerson): boolean =>
  (level === null || level === person.level) &&
  (posts === null || posts.includes(person.post ?? '')) &&
  (!leaders || person.leads === true || (person.post ?? '').endsWith('队长'));

/** Nobody here knows of whom it is, nor what happens there. */
const outside = (body: string, row: Row): Debtor[] =>
  row.event === null ? [{ name: `outside:${body}`, subject: null, members: [], people: [], team: null }] : [];

function bodiesOf(
  body: string,
  scope: string,
  row: Row,
  { places, seats }: RecountCounty,
  concerned: readonly RecountPerson[],
): Debtor[] {
  const placeOf = (p: RecountPerson): string | null =>
    scope === 'county' ? '' : p[scope as 'township' | 'village' | 'team' | 'unit'];
  const at = (id: string, members: readonly RecountPerson[], subject: RecountPerson | null): Debtor => ({
    name: `body:${body}@${id}`,
    subject,
    members,
    people: seats.filter((s) => s.body === body && s.scope === id).flatMap((s) => s.holders),
    team: null,
  });
  if (row.event !== null || row.every === 'term')
    return concerned.flatMap((p) => {
      const id = placeOf(p);
      return id === null ? [] : [at(id, [p], p)];
    });
  const ids = scope === 'county' ? [''] : places.filter((p) => p.kind === scope).map((p) => p.id);
  return ids.flatMap((id) => {
    const members = concerned.filter((p) => placeOf(p) === id);
    return members.length > 0 ? [at(id, members, null)] : [];
  });
}

/** The period of that day and the one before, as far as somebody was there in it; or the day of the event. */
function spansOf(row: Row, debtor: Debtor, date: string, events: Book['events']): Span[] {
  if (row.event !== null) return eventSpans(row, debtor, date, events);
  if (row.every === 'term') return termSpans(row, debtor, date);
  const period = row.every ?? 'year';
  const now = labelledLike(period, date);
  const before = labelledLike(period, dayAfter(now[0] ?? date, -1));
  const isOutside = debtor.name.startsWith('outside:');
  const spans = isOutside ? [spanOf(row, now)] : [spanOf(row, before), spanOf(row, now)];
  return spans.filter(({ from, until }) => {
    if (from > date) return false;
    if (until >= date) return true;
    return !isOutside && row.every !== 'day' && debtor.members.some((p) => wasThere(p, from, until));
  });
}

/** On one of these days. */
function wasThere(person: RecountPerson, from: string, until: string): boolean {
  for (let on = from; on <= until; on = dayAfter(on, 1)) if (isThere(person, on)) return true;
  return false;
}

const labelled = new Map<string, string[]>();
const labelledLike = (period: string, date: string): string[] => labelledDays(period, dayOf(date).label[period] ?? '');
function labelledDays(period: string, label: string): string[] {
  const key = `${period} ${label}`;
  const days = labelled.get(key) ?? daysLabelled(period, label).map((day) => day.date);
  labelled.set(key, days);
  return days;
}

function spanOf(row: Row, days: readonly string[]): Span {
  const last = days.at(-1) ?? '';
  const month = row.month === null ? null : String(row.month).padStart(2, '0');
  const named = month === null ? [] : days.filter((day) => day.slice(5, 7) === month);
  const dueDay =
    row.dayOfMonth === null ? undefined : days.findLast((d) => Number(d.slice(8)) <= (row.dayOfMonth ?? 0));
  const due = row.due === null ? (dueDay ?? named.at(-1) ?? last) : (days.find((d) => d.slice(5) === row.due) ?? last);
  // 9 月测算: what was done in another month is not it.
  return { from: named[0] ?? days[0] ?? '', due, until: named.at(-1) ?? last };
}

/** A person's own term; of a team or body that of each of its cadres. Two years are counted from its first day. */
function termSpans(row: Row, { members, subject }: Debtor, date: string): Span[] {
  const whose = subject ?? members[0];
  const from = whose?.termFrom ?? null;
  if (!whose || from === null || from > date) return [];
  const { termTo } = whose;
  const months = monthsIn(row);
  if (months !== null) {
    if (!isThere(whose, date)) return [];
    const due = lastOfMonths(from, months);
    let served = 0;
    while (lastOfMonths(from, (served + 1) * (months / row.atLeast)) <= date) served += 1;
    return [{ from, due, until: due, served }];
  }
  const endsHere = termTo !== null && isThere(whose, termTo);
  return endsHere ? [{ from, due: termTo, until: termTo }] : [];
}

const monthsIn = ({ unit, atLeast }: Row): number | null =>
  unit === '年' ? atLeast * 12 : unit === '个月' ? atLeast : null;

/** The day before its like, so many months on; the month's last where it has no such day (民法典 202). */
function lastOfMonths(from: string, count: number): string {
  const [year = 0, month = 0] = from.split('-').map(Number);
  const at = year * 12 + month - 1 + count;
  const days = labelledDays('month', `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`);
  const like = days.find((day) => day.slice(8) === from.slice(8));
  return like === undefined ? (days.at(-1) ?? from) : dayAfter(like, -1);
}

function eventSpans(row: Row, { subject }: Debtor, date: string, events: Book['events']): Span[] {
  const happened = subject === null ? [] : eventDays(events[row.event ?? ''] ?? 'reported', subject);
  return happened
    .filter((on) => on <= date && date <= dayAfter(on, RECENT_DAYS))
    .map((on) => {
      const last = row.eventDays === null ? null : dayAfter(on, row.eventDays);
      const due = last !== null && row.runsOn && !dayOf(last).works ? workdayAfter(last) : last;
      return { from: on, due, until: date };
    })
    .filter(({ due }) => due === null || date <= dayAfter(due, LATE_DAYS));
}

function eventDays(kind: string, { termFrom, termTo, leftOn }: RecountPerson): string[] {
  const days: Readonly<Record<string, readonly (string | null)[]>> = {
    'term-start': [termFrom],
    // Whoever left before has no term that ends.
    'term-end': [termTo !== null && (leftOn === null || termTo < leftOn) ? termTo : null],
    'member-change': [termFrom, leftOn],
  };
  return (days[kind] ?? []).filter((day) => day !== null);
}

function itemOf(row: Row, debtor: Debtor, span: Span, written: Written, date: string): Item {
  const base = {
    row,
    rows: [row.id],
    debtor: debtor.name,
    subject: row.every === 'term' && debtor.name.startsWith('person:') ? null : (debtor.subject?.id ?? null),
    from: span.from,
    due: span.due,
    until: span.until,
    atLeast: row.atLeast,
    people: debtor.people,
    team: debtor.team,
  };
  const done = written.countOf(base, span.served);
  return judged(base, done, date);
}

/** Of those outside nobody can say that they are late. */
function judged(base: Omit<Item, 'done' | 'state'>, done: number, date: string): Item {
  const isLate = base.due !== null && date > base.due && !base.debtor.startsWith('outside:');
  return { ...base, done, state: done >= base.atLeast ? 'done' : isLate ? 'late' : 'open' };
}

/** What was written down, as far as it counts. */
class Written {
  readonly #by = new Map<string, RecountEntry[]>();
  readonly #closed: ReadonlySet<string>;

  constructor(entries: readonly RecountEntry[]) {
    for (const entry of entries)
      for (const whose of [`person:${entry.person}`, `team:${entry.team ?? ''}`]) {
        const key = `${entry.ledger} ${whose}`;
        const before = this.#by.get(key);
        if (before) before.push(entry);
        else this.#by.set(key, [entry]);
      }
    this.#closed = new Set(entries.flatMap((e) => e.closes));
  }

  /** Of a team each day counts once, whoever wrote it; days where days are asked for. */
  countOf(item: Omit<Item, 'done' | 'state'>, served?: number): number {
    const { row, debtor, people, from, until, team } = item;
    const whose = debtor.startsWith('body:') ? people.map((id) => `person:${id}`) : [debtor];
    // A report names what it reports, and 已办 what is done.
    const counts = !['other', 'report'].includes(row.ledger);
    const theirs = counts ? whose.flatMap((w) => this.#by.get(`${row.ledger} ${w}`) ?? []) : [];
    const inTime = theirs.filter((e) => e.on >= from && e.on <= until);
    const days = inTime.reduce((sum, e) => sum + (e.days ?? 1), 0);
    const times = team === null ? inTime.length : new Set(inTime.map((e) => e.on)).size;
    const counted = served ?? (row.unit === '天' ? days : times);
    return this.#closed.has(idOf(item)) ? Math.max(counted, item.atLeast) : counted;
  }
}

/** Whether what was over before the records begin was done, nobody can say. */
const isKnown = ({ due, state }: Item, { since }: RecountCounty, date: string): boolean =>
  since === null || state !== 'late' || due === null || due >= since || date < since;

/** What stays undone is not asked for without end. */
const LATE_DAYS = 45;

/** Of an earlier period only what is late; of a period without a last day what began lately. */
function isShown(item: Item, date: string): boolean {
  const { row, due, until, state } = item;
  if (row.every === 'term' && monthsIn(row) !== null) return true;
  const isOver = until < date;
  if (due !== null && isOver && date > dayAfter(due, LATE_DAYS)) return false;
  return !isOver || state === 'late';
}

/** Where several documents ask the same people for the same: the greatest number. */
function merged(items: readonly Item[]): Item[] {
  const groups: Item[][] = [];
  for (const item of items) {
    const same = groups.find((group) => group.some((other) => isSame(item, other)));
    if (same) same.push(item);
    else groups.push([item]);
  }
  return groups.map(asOne);
}

const isSame = (a: Item, b: Item): boolean =>
  a.row.sameAs !== null &&
  a.row.sameAs === b.row.sameAs &&
  a.subject === b.subject &&
  a.from === b.from &&
  a.until === b.until &&
  (a.debtor === b.debtor || (a.people.length > 0 && [...a.people].sort().join() === [...b.people].sort().join()));

function asOne(group: readonly Item[]): Item {
  const [strictest] = [...group].sort((a, b) => b.atLeast - a.atLeast) as [Item];
  if (group.length === 1) return strictest;
  const isClosed = group.some((i) => i.state === 'done' && i.done >= strictest.atLeast);
  const state = isClosed ? 'done' : strictest.state;
  const rows = [...new Set(group.flatMap((i) => i.rows))].sort();
  return { ...strictest, rows, state, done: Math.max(...group.map((i) => i.done)) };
}
