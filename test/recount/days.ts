/** A table of days with the labels of the periods they lie in. Days off by the published list; none of it reckons with periods. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface Day {
  readonly date: string;
  /** By the name of the period as the packs have it. */
  readonly label: Readonly<Record<string, string>>;
  readonly works: boolean;
  /** Place in the table. */
  readonly at: number;
}

interface Published {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

const published = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('chinese-days/dist/chinese-days.json'), 'utf8'),
) as Published;
/** Of other years nobody knows which days are off. */
export const isPublished = (date: string): boolean => publishedYears.has(date.slice(0, 4));
const publishedYears = new Set(Object.keys(published.holidays).map((date) => date.slice(0, 4)));

/** In a year that is not published Saturdays and Sundays alone are days off. */
function worksOn(date: string, weekday: number): boolean {
  const isWeekday = weekday >= 1 && weekday <= 5;
  if (!isPublished(date)) return isWeekday;
  if (date in published.workdays) return true;
  return isWeekday && !(date in published.holidays);
}

const FIRST = Date.UTC(2017, 0, 1); // a Sunday
const LAST = Date.UTC(2034, 11, 31);

function table(): Day[] {
  const days: Day[] = [];
  let week = 0;
  for (let ms = FIRST; ms <= LAST; ms += 86_400_000) {
    const at = new Date(ms);
    const date = at.toISOString().slice(0, 10);
    const weekday = at.getUTCDay();
    if (weekday === 1) week += 1;
    const [year = '', month = ''] = date.split('-');
    const label = {
      day: date,
      week: `w${week}`,
      month: `${year}-${month}`,
      quarter: `${year}-q${Math.ceil(Number(month) / 3)}`,
      'half-year': `${year}-h${Number(month) <= 6 ? 1 : 2}`,
      year,
      // 每两年: counted from even years, as no text says from which.
      'two-years': `two-${Number(year) - (Number(year) % 2)}`,
    };
    days.push({ date, label, works: worksOn(date, weekday), at: days.length });
  }
  return days;
}

const days: readonly Day[] = table();
const byDate = new Map(days.map((day) => [day.date, day]));
const byLabel = new Map<string, string[]>();
for (const { date, label } of days)
  for (const [period, name] of Object.entries(label)) {
    const key = `${period} ${name}`;
    byLabel.set(key, [...(byLabel.get(key) ?? []), date]);
  }

export function dayOf(date: string): Day {
  const day = byDate.get(date);
  if (!day) throw new Error(`no day ${date} in the table`);
  return day;
}

/** Every day that has the label, in order. */
export const datesLabelled = (period: string, label: string): readonly string[] =>
  byLabel.get(`${period} ${label}`) ?? [];
/** Those that have the same label as that day, which is one of them. */
export const datesLike = (period: string, date: string): readonly string[] =>
  datesLabelled(period, dayOf(date).label[period] ?? '');

export const dayAfter = (date: string, count: number): string => nth(dayOf(date).at + count).date;

function nth(at: number): Day {
  const day = days[at];
  if (!day) throw new Error(`day ${at} is outside the table`);
  return day;
}

/** The first working day after that date. */
export function workdayAfter(date: string): string {
  let at = dayOf(date).at + 1;
  while (!nth(at).works) at += 1;
  return nth(at).date;
}

/** The last working day up to that date, the date itself included. */
export function workdayUpTo(date: string): string {
  let at = dayOf(date).at;
  while (!nth(at).works) at -= 1;
  return nth(at).date;
}

/** So many working days before a working day. */
export function workdaysBefore(date: string, count: number): string {
  let { at } = dayOf(date);
  for (let left = count; left > 0;) {
    at -= 1;
    if (nth(at).works) left -= 1;
  }
  return nth(at).date;
}

export function workdaysAfter(date: string, count: number): string {
  let day = date;
  for (let i = 0; i < count; i++) day = workdayAfter(day);
  return day;
}
