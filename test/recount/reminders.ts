/** Who is reminded of what on a working day, and who is told of it in their place; from plain data and what was sent before. */
import type { RecountCounty } from './county.ts';
import { dayOf, workdayAfter, workdaysAfter, workdaysBefore, workdayUpTo } from './days.ts';
import { keepersOf } from './keepers.ts';
import { idOf, type Item } from './owed.ts';
import type { Book } from './rows.ts';

export interface Sent {
  readonly item: string;
  readonly stage: 'ahead' | 'last-day' | 'overdue' | 'escalated';
  /** A person's id, or `team:` with a team's whose groups are told. */
  readonly to: string;
  readonly on: string;
}

/** `since`: the working day from which it is to be said. */
export interface Due extends Omit<Sent, 'on'> {
  readonly since: string;
}

interface Step {
  readonly stage: Sent['stage'];
  readonly on: string;
}

const DAYS_TO_ESCALATION = 3;

/** The days on which something is to be said of an item, in order. */
export function stepsOf({ row, from, due }: Item): Step[] {
  if (row.every === 'day') return [];
  if (due === null) return [{ stage: 'ahead', on: workdayAfter(from) }];
  const last = workdayUpTo(due);
  const overdue = workdayAfter(due);
  const before: Step[] = [
    ...row.ahead.map((days) => ({ stage: 'ahead' as const, on: workdaysBefore(last, days) })),
    { stage: 'last-day', on: last },
  ];
  return [
    ...before,
    { stage: 'overdue', on: overdue },
    { stage: 'escalated', on: workdaysAfter(overdue, DAYS_TO_ESCALATION) },
  ];
}

export class RecountOfReminders {
  readonly #book: Book;
  /** Item and reader → the days of what was sent, with the stage. */
  readonly #before = new Map<string, Sent[]>();

  constructor(book: Book) {
    this.#book = book;
  }

  /** What goes out on that morning; it is remembered. */
  on(items: readonly Item[], county: RecountCounty, date: string): Sent[] {
    const out = this.dueBy(items, county, date)
      .filter(({ item, stage, to, since }) => {
        const before = this.#before.get(`${item} ${to}`) ?? [];
        return !before.some((s) => s.stage === stage && s.on >= since);
      })
      .map(({ item, stage, to }) => ({ item, stage, to, on: date }));
    for (const sent of out) {
      const key = `${sent.item} ${sent.to}`;
      this.#before.set(key, [...(this.#before.get(key) ?? []), sent]);
    }
    return out;
  }

  /** What has come to be said by that working day, whether it was said or not: of each item and reader the latest. */
  dueBy(items: readonly Item[], county: RecountCounty, date: string): Due[] {
    if (!dayOf(date).works) return [];
    const people = new Map(county.people.map((p) => [p.id, p]));
    const isTold = (to: string): boolean => {
      const reader = people.get(to);
      return reader === undefined || (reader.reachable && (reader.leftOn === null || date < reader.leftOn));
    };
    return items.flatMap((item) => this.#of(item, county, date)).filter(({ to }) => isTold(to));
  }

  #of(item: Item, county: RecountCounty, date: string): Due[] {
    if (item.state === 'done' || item.people.length === 0) return [];
    const steps = stepsOf(item);
    const own = steps.filter(({ stage }) => stage !== 'escalated');
    const above = steps.filter(({ stage }) => stage === 'escalated');
    const isLate = own.findLast(({ on }) => on <= date)?.stage === 'overdue';
    const group = !isLate && item.team !== null && county.groups.includes(item.team) ? `team:${item.team}` : null;
    const readers = group === null ? item.people : [group];
    const latest = (of: readonly Step[], to: string): Due[] => {
      const step = of.findLast(({ on }) => on <= date);
      return step ? [{ item: idOf(item), stage: step.stage, to, since: step.on }] : [];
    };
    return [
      ...readers.flatMap((to) => latest(afterAnswers(own, item, to, county), to)),
      ...this.#above(item, county).flatMap((to) => latest(above, to)),
    ];
  }

  /** The keeper of the attendance of whoever owes it, or of their leader; of a body the officer of the county. */
  #above(item: Item, county: RecountCounty): string[] {
    const others = (ids: readonly string[]): string[] => ids.filter((id) => !item.people.includes(id));
    const owing = item.debtor.startsWith('body:') ? [] : item.people;
    for (const id of owing) {
      const person = county.people.find((p) => p.id === id);
      const keepers = person ? others(keepersOf(this.#book, person, county)) : [];
      if (keepers.length > 0) return keepers;
    }
    return others(county.officers);
  }
}

/** 知道了: nothing more ahead. 推迟: nothing ahead before that day, then once more. The last day stays as it is. */
function afterAnswers(steps: readonly Step[], item: Item, to: string, { answers }: RecountCounty): readonly Step[] {
  // In a group whoever answers answers for all.
  const given = answers.filter((a) => a.item === idOf(item) && (to.startsWith('team:') || a.person === to));
  const until = given.flatMap((a) => (a.does === 'later' && a.until !== null ? [a.until] : [])).sort().at(-1); // prettier-ignore
  const isHeard = given.some((a) => a.does === 'heard');
  const left = steps.filter((s) => s.stage !== 'ahead' || (!isHeard && (until === undefined || s.on >= until)));
  if (until === undefined) return left;
  const again = dayOf(until).works ? until : workdayAfter(until);
  const [firm] = steps.filter((s) => s.stage !== 'ahead');
  if (firm && again >= firm.on) return left;
  return [...left, { stage: 'ahead' as const, on: again }].sort((a, b) => (a.on < b.on ? -1 : 1));
}
