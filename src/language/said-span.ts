/** From the dates and durations of one run of tokens to a span of days, or what is wrong with it. */
import { addDays, daysBetween, type IsoDate } from '../domain/calendar.ts';
import { leaveDays, type Half, type LeaveSpan } from '../domain/leave.ts';
import type { DateProblem } from './intent.ts';
import { isPublishedWorkday, lastOfWorkdays, workdaysWithin } from './published-days.ts';
import type { Token } from './token.ts';
import { readRun, type DayHalf, type Item, type Reading } from './read-run.ts';
import { resolveDay, resolveNext, type Resolved, type Toward } from './resolve-days.ts';

/** What a run says of time; `to` null with a `from` = open end (从12.1起), `from` null with a `to` = 请到12.3. */
export interface SaidSpan {
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly fromHalf: Half;
  readonly toHalf: Half;
  /** Duration in days said in words; kept beside a range it agrees with. */
  readonly saidDays: number | null;
  /** True when both ends were said, as days. */
  readonly isRange: boolean;
  readonly problem: DateProblem | null;
}

export const nothingSaid: SaidSpan = {
  from: null,
  to: null,
  fromHalf: 'am',
  toHalf: 'pm',
  saidDays: null,
  isRange: false,
  problem: null,
};

/** The last day of a leave of `days` (whole or with a half) that starts on `from`; halves as in {@link LeaveSpan}. */
export function endAfter(from: IsoDate, fromHalf: Half, days: number): { readonly to: IsoDate; readonly toHalf: Half } {
  const lastHalfDay = (fromHalf === 'pm' ? 1 : 0) + Math.max(1, Math.round(days * 2)) - 1;
  return { to: addDays(from, Math.floor(lastHalfDay / 2)), toHalf: lastHalfDay % 2 === 1 ? 'pm' : 'am' };
}

const startHalf = (half: DayHalf): Half => (half === 'pm' || half === 'noon' ? 'pm' : 'am');
const endHalf = (half: DayHalf): Half => (half === 'am' || half === 'noon' ? 'am' : 'pm');

type TypedPart = (start: number, end: number) => string;

const noSuchDate = (said: string): SaidSpan => ({ ...nothingSaid, problem: { problem: 'no-such-date', said } });
export const unclear = (said: string): SaidSpan => ({ ...nothingSaid, problem: { problem: 'unclear', said } });

interface Reader {
  readonly today: IsoDate;
  readonly toward: Toward;
  readonly typed: TypedPart;
}

/** The span so far, with the items that stand for its ends. */
interface Ends {
  readonly first: IsoDate;
  readonly last: IsoDate;
  readonly firstHalf: DayHalf;
  readonly lastHalf: DayHalf;
  /** More than one day was said, each a different one. */
  readonly isRange: boolean;
}

type Refused = { readonly refused: SaidSpan };

function endsOf(item: Item, previous: IsoDate | null, { today, toward }: Reader): Ends | Exclude<Resolved, IsoDate> {
  if (item.type === 'span')
    return { first: item.from, last: item.to, firstHalf: null, lastHalf: null, isRange: item.from !== item.to };
  const on = previous === null ? resolveDay(item.said, today, toward) : resolveNext(item.said, previous, today);
  if (on === 'no-such-date' || on === 'unclear') return on;
  return { first: on, last: on, firstHalf: item.half, lastHalf: item.half, isRange: false };
}

/** Weekdays and 明天 belong together, and so do dates of the calendar; side by side the two name the same day. */
const family = (item: Item): 'week' | 'calendar' =>
  item.type === 'span' || ['fixed', 'weekday', 'this-week'].includes(item.said.form) ? 'week' : 'calendar';

/** The span with one more item, or why it can't be joined. */
function extended(span: Ends, next: Ends, item: Item, before: Item, saidAll: string): Ends | Refused {
  if (next.last < span.first)
    return { refused: { ...nothingSaid, problem: { problem: 'ends-before-start', from: span.first, to: next.last } } };
  const gap = daysBetween(span.last, next.first);
  const last = { last: next.last, lastHalf: next.lastHalf };
  if (item.join === 'to') return { ...span, ...last, isRange: true };
  if (gap === 0) {
    const lastHalf = next.lastHalf ?? span.lastHalf;
    return {
      ...span,
      ...last,
      lastHalf,
      firstHalf: span.isRange ? span.firstHalf : (span.firstHalf ?? next.firstHalf),
    };
  }
  const follows = gap === 1 && (item.join === 'and' || family(item) === family(before));
  return follows ? { ...span, ...last, isRange: true } : { refused: unclear(saidAll) };
}

/** From the first day said to the last; the days of a list must follow one another. */
function wholeSpan(items: readonly Item[], reader: Reader): SaidSpan {
  const saidAll = reader.typed(items[0]?.start ?? 0, items.at(-1)?.end ?? 0);
  if (items.filter((item) => item.join === 'to').length > 1) return unclear(saidAll);
  let span: Ends | null = null;
  let before: Item | null = null;
  for (const item of items) {
    const ends = endsOf(item, span?.last ?? null, reader);
    if (ends === 'no-such-date') return noSuchDate(reader.typed(item.start, item.end));
    if (ends === 'unclear') return unclear(saidAll);
    const joined: Ends | Refused = span && before ? extended(span, ends, item, before, saidAll) : ends;
    if ('refused' in joined) return joined.refused;
    span = joined;
    before = item;
  }
  return span ? withHalves(span) : nothingSaid;
}

function withHalves({ first, last, firstHalf, lastHalf, isRange }: Ends): SaidSpan {
  const span = { from: first, to: last, fromHalf: startHalf(firstHalf), toHalf: endHalf(lastHalf), isRange };
  const backwards = first === last && span.fromHalf === 'pm' && span.toHalf === 'am';
  if (!backwards) return { ...nothingSaid, ...span };
  // 中午 alone: from noon on.
  if (!isRange) return { ...nothingSaid, ...span, toHalf: 'pm' };
  return { ...nothingSaid, problem: { problem: 'ends-before-start', from: first, to: last } };
}

/** 请到12.3: only the end is said. */
function endOnly(item: Item, reader: Reader): SaidSpan {
  const span = wholeSpan([{ ...item, join: 'start' }], reader);
  return { ...span, from: null, fromHalf: 'am' };
}

function withDuration(span: SaidSpan, reading: Reading, saidAll: string): SaidSpan {
  if (reading.workdays.length > 0) return withWorkdays(span, reading, saidAll);
  const [days, ...others] = reading.durations;
  if (isHalfDay(span, reading)) return { ...span, saidDays: 0.5 };
  if (days === undefined || span.problem) return reading.opens ? opened(span) : span;
  if (others.some((other) => other !== days)) return unclear(saidAll);
  if (span.from === null) return { ...span, saidDays: days };
  if (span.isRange && span.to !== null) return agreed(span, span.from, span.to, days);
  return started(span, span.from, days, saidAll);
}

/** So many hours are half a day, of which the half is said. */
const hoursOfHalf = 4;

/** 下午请两个小时: leave is counted in halves of a day. */
function isHalfDay(span: SaidSpan, { hours, durations }: Reading): boolean {
  const isOneHalf = span.from !== null && span.from === span.to && (span.fromHalf === 'pm' || span.toHalf === 'am');
  return hours !== null && hours <= hoursOfHalf && durations.length === 0 && isOneHalf && span.problem === null;
}

/** N个工作日: reckoned with the days as published, asked of a year that is not. */
function withWorkdays(span: SaidSpan, { workdays, durations }: Reading, saidAll: string): SaidSpan {
  const [days, ...others] = workdays;
  if (days === undefined || others.length > 0 || durations.length > 0) return unclear(saidAll);
  if (span.problem || span.from === null || span.to === null) return span;
  if (span.isRange) return workdaysWithin(span.from, span.to) === days ? { ...span, saidDays: null } : unclear(saidAll);
  const to = lastOfWorkdays(span.from, days);
  return to === null || span.fromHalf === 'pm' ? unclear(saidAll) : { ...span, to, isRange: true };
}

const opened = (span: SaidSpan): SaidSpan =>
  span.isRange || span.from === null || span.problem ? span : { ...span, to: null, toHalf: 'pm' };

function agreed(span: SaidSpan, from: IsoDate, to: IsoDate, saidDays: number): SaidSpan {
  const rangeDays = leaveDays({
    fromOn: from,
    toOn: to,
    fromHalf: span.fromHalf,
    toHalf: span.toHalf,
  } satisfies LeaveSpan);
  if (rangeDays === saidDays) return { ...span, saidDays };
  if (isByWorkdays(span, from, to, saidDays)) return { ...span, saidDays: null };
  return { ...span, saidDays, problem: { problem: 'range-disagrees', from, to, rangeDays, saidDays } };
}

/** 3.12到3.16请三天, from a Thursday to a Monday: the days are those that are worked, the first and the last among them. */
const isByWorkdays = ({ fromHalf, toHalf }: SaidSpan, from: IsoDate, to: IsoDate, saidDays: number): boolean =>
  fromHalf === 'am' &&
  toHalf === 'pm' &&
  from < to &&
  [from, to].every((on) => isPublishedWorkday(on) === true) &&
  workdaysWithin(from, to) === saidDays;

/** A start with a duration. 明天半天 leaves open which half; 明天上午一天 contradicts itself. */
function started(span: SaidSpan, from: IsoDate, days: number, saidAll: string): SaidSpan {
  const halfSaid = span.fromHalf === 'pm' || span.toHalf === 'am';
  if (days === 0.5) return halfSaid ? { ...span, saidDays: days } : { ...unclear(saidAll), saidDays: days };
  if (days <= 0) return unclear(saidAll);
  if (span.toHalf === 'am' && days === 1) return agreed(span, from, from, days);
  return { ...span, ...endAfter(from, span.fromHalf, days), saidDays: days };
}

/** 请到国庆: through all days off or until they begin. */
const isEndOfDaysOff = (item: Item): boolean =>
  item.type === 'span' && item.on !== undefined && item.join === 'to' && item.from !== item.to;

/** Reads one run of tokens; `typed` gives back what was typed between two places, for the words of a problem. */
export function readSpan(run: readonly Token[], reader: Reader): SaidSpan {
  const reading = readRun(run, reader.today);
  const pieces = run.filter((token) => token.type === 'piece' || token.type === 'half');
  const end = Math.max(pieces.at(-1)?.end ?? 0, reading.vague?.end ?? 0);
  const saidAll = reader.typed(pieces[0]?.start ?? 0, end);
  if (reading.vague?.type === 'piece') return unclear(reader.typed(reading.vague.start, reading.vague.end));
  if (reading.isClockOnly || reading.vague || reading.items.some(isEndOfDaysOff)) return unclear(saidAll);
  const [only] = reading.items;
  const isEndOnly = only?.join === 'to' && reading.items.length === 1;
  const span = isEndOnly ? endOnly(only, reader) : wholeSpan(reading.items, reader);
  return withDuration(span, reading, saidAll);
}
