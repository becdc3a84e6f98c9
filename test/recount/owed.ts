/** What is owed on a day, item by item, from plain data. */
import type { RecountCounty, RecountEntry } from './county.ts';
import { dayAfter } from './days.ts';
import {
  bodiesOf,
  eachSubject,
  isConcerned,
  isThere,
  outside,
  personsOf,
  subjectsOf,
  teamsOf,
  type Debtor,
} from './debtors.ts';
import type { Book, Party, Row } from './rows.ts';
import { LATE_DAYS, monthsIn, spansOf, type Span } from './spans.ts';

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
      spansOf(row, debtor, date, this.#book.events)
        .filter((span) => span.heard === undefined || written.isHeard(row, debtor, span.heard))
        .map((span) => itemOf(row, debtor, span, written, date)),
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
  readonly #reports: readonly RecountEntry[];

  constructor(all: readonly RecountEntry[]) {
    const entries = all.filter((entry) => !entry.voided);
    this.#reports = entries.filter((entry) => entry.ledger === 'report');
    for (const entry of entries)
      for (const whose of [`person:${entry.person}`, `team:${entry.team ?? ''}`]) {
        const key = `${entry.ledger} ${whose}`;
        const before = this.#by.get(key);
        if (before) before.push(entry);
        else this.#by.set(key, [entry]);
      }
    this.#closed = new Set(entries.flatMap((e) => e.closes));
  }

  /** Whether anybody but those who owe it reported, on one of these days, something that says what it is about. */
  isHeard({ reported }: Row, { people }: Debtor, [first, last]: readonly [string, string]): boolean {
    return this.#reports
      .filter(({ on, person }) => on >= first && on <= last && !people.includes(person))
      .some(({ text }) => (reported ?? []).some((word) => text.includes(word)));
  }

  /** Of a team each day counts once, whoever wrote it, and of a body each team's meeting of a day; days where days are asked for. */
  countOf(item: Omit<Item, 'done' | 'state'>, served?: number): number {
    const { row, debtor, people, from, until, team } = item;
    const whose = debtor.startsWith('body:') ? people.map((id) => `person:${id}`) : [debtor];
    // A report names what it reports, and 已办 what is done.
    const counts = !['other', 'report'].includes(row.ledger);
    const theirs = counts ? whose.flatMap((w) => this.#by.get(`${row.ledger} ${w}`) ?? []) : [];
    const all = theirs.filter((e) => e.on >= from && e.on <= until && isSuch(e, row));
    const inTime = debtor.startsWith('body:') && MEETINGS.includes(row.ledger) ? eachMeetingOnce(all) : all;
    const days = inTime.reduce((sum, e) => sum + (e.days ?? 1), 0);
    const times = team === null ? inTime.length : new Set(inTime.map((e) => e.on)).size;
    const counted = served ?? (row.unit === '天' ? days : times);
    return this.#closed.has(idOf(item)) ? Math.max(counted, item.atLeast) : counted;
  }
}

/** One that is long enough, and of a level that is asked for: one that nobody said is none of them. */
const isSuch = ({ days, level }: RecountEntry, { line }: Row): boolean =>
  (days ?? 1) >= line.days && (line.levels === null || line.levels.includes(level ?? ''));

/** Where several are together. */
const MEETINGS = ['study', 'courtyard-meeting', 'meeting', 'training'];

/** Two who hold the same seats tell of one meeting: the line of a team's meeting of a day that has the most days, and of nobody's team only where it stands alone. */
function eachMeetingOnce(entries: readonly RecountEntry[]): RecountEntry[] {
  const kept: RecountEntry[] = [];
  for (const on of new Set(entries.map((e) => e.on))) {
    const sameDay = entries.filter((e) => e.on === on);
    const teams = [...new Set(sameDay.map((e) => e.team).filter((team) => team !== null))];
    const first = teams[0] ?? null;
    for (const team of teams.length > 0 ? teams : [null]) {
      const its = sameDay.filter((e) => e.team === team || (e.team === null && team === first));
      kept.push(...its.sort((a, b) => (b.days ?? 1) - (a.days ?? 1)).slice(0, 1));
    }
  }
  return kept;
}

/** Whether what was over before the records begin was done, nobody can say. */
const isKnown = ({ due, state }: Item, { since }: RecountCounty, date: string): boolean =>
  since === null || state !== 'late' || due === null || due >= since || date < since;

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
