/**
 * On which working days a duty is reminded of: ahead of its last day, on the last working day that is in time, once when it is overdue,
 * and to the one above. Pure; nothing of it knows what went out already.
 */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import type { DutyAnswer, Owed } from '../domain/duty.ts';
import type { Stage } from '../domain/reminder-result.ts';
import { isWorked, workdayFrom, workdayUntil, type KnowsWorkdays } from '../domain/workdays.ts';

/** A reminder that is due from a working day on, until the next one takes its place. */
export interface DueStage {
  readonly stage: Stage;
  /** As it stands in the key of a reminder: `ahead-10`, `later-2026-12-08`, `last-day`, `overdue`, `escalated`. */
  readonly name: string;
  readonly sinceOn: IsoDate;
}

/** What of a duty the days of its reminders hang on. */
export type Dated = Pick<Owed, 'fromOn' | 'dueOn' | 'ahead' | 'every'>;

/** So many working days after it was overdue the one above is told. */
const escalatedAfter = 3;

/** The last working day up to `dueOn`; null where the period has none. */
function lastWorked({ fromOn, dueOn }: { fromOn: IsoDate; dueOn: IsoDate }, known: KnowsWorkdays): IsoDate | null {
  const on = workdayUntil(dueOn, known);
  return on >= fromOn ? on : null;
}

/** So many working days before; the first working day of the period where that lies before it. */
function workedBefore(last: IsoDate, count: number, fromOn: IsoDate, known: KnowsWorkdays): IsoDate {
  let on = last;
  for (let left = count; left > 0 && on >= fromOn;) {
    on = addDays(on, -1);
    if (isWorked(on, known)) left -= 1;
  }
  return on >= fromOn ? on : workdayFrom(fromOn, known);
}

function workedAfter(first: IsoDate, count: number, known: KnowsWorkdays): IsoDate {
  let on = first;
  for (let left = count; left > 0; left--) on = workdayFrom(addDays(on, 1), known);
  return on;
}

/** Every reminder of a duty in the order of its days; none of what is owed day by day. */
export function stagesOf({ fromOn, dueOn, ahead, every }: Dated, known: KnowsWorkdays): DueStage[] {
  if (every === 'day') return [];
  // 及时: once, on the first working day after it arose. The text sets no last day, so nothing is ever late.
  if (dueOn === null) return [{ stage: 'ahead', name: 'ahead-0', sinceOn: workdayFrom(addDays(fromOn, 1), known) }];
  const overdueOn = workdayFrom(addDays(dueOn, 1), known);
  return [
    ...inTime({ fromOn, dueOn, ahead }, known),
    { stage: 'overdue', name: 'overdue', sinceOn: overdueOn },
    { stage: 'escalated', name: 'escalated', sinceOn: workedAfter(overdueOn, escalatedAfter, known) },
  ];
}

function inTime(owed: { fromOn: IsoDate; dueOn: IsoDate; ahead: readonly number[] }, known: KnowsWorkdays): DueStage[] {
  const last = lastWorked(owed, known);
  if (last === null) return [];
  const early = owed.ahead.map((count): DueStage => ({
    stage: 'ahead',
    name: `ahead-${count}`,
    sinceOn: workedBefore(last, count, owed.fromOn, known),
  }));
  // In a period so short that the day ahead is the last one, one reminder says it.
  return [...early.filter((s) => s.sinceOn < last), { stage: 'last-day', name: 'last-day', sinceOn: last }];
}

export type Answered = Pick<DutyAnswer, 'does' | 'until'>;

/**
 * The same after what was answered: 知道了 takes away what comes ahead; 推迟 takes away what comes before that day and puts one there.
 * Neither moves the last day.
 */
export function stagesAfter(
  stages: readonly DueStage[],
  answers: readonly Answered[],
  known: KnowsWorkdays,
): DueStage[] {
  const later = untilOf(answers);
  const isHeard = answers.some((a) => a.does === 'heard');
  const left = stages.filter((s) => s.stage !== 'ahead' || (!isHeard && (later === null || s.sinceOn >= later)));
  if (later === null) return left;
  const sinceOn = workdayFrom(later, known);
  const last = stages.find((s) => s.stage !== 'ahead');
  if (last !== undefined && sinceOn >= last.sinceOn) return left;
  const again: DueStage = { stage: 'ahead', name: `later-${later}`, sinceOn };
  return [...left, again].sort(byDay);
}

/** The latest day that was said; null where nothing was put off. */
const untilOf = (answers: readonly Answered[]): IsoDate | null =>
  answers.reduce<IsoDate | null>(
    (latest, { does, until }) => (does === 'later' && until !== null && until > (latest ?? '') ? until : latest),
    null,
  );

/** Those of the same day stay in their order: what stands last of them is said. */
const byDay = (a: DueStage, b: DueStage): number => (a.sinceOn < b.sinceOn ? -1 : a.sinceOn > b.sinceOn ? 1 : 0);

/** What was due so long ago is for an assessment, not for a reminder; what went out is remembered for longer (`src/store/duty-world.ts`). */
const longestDays = 366;

/** The reminder that holds on that day, of the stages in question; null while none is due yet, and after a year. */
export function dueOf(stages: readonly DueStage[], on: IsoDate): DueStage | null {
  const due = stages.findLast((s) => s.sinceOn <= on);
  return due !== undefined && due.sinceOn >= addDays(on, -longestDays) ? due : null;
}
