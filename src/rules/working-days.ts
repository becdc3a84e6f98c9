/** Working days of China: `chinese-days` has what the State Council publishes each year; an operator's file corrects it. */
import chineseDays from 'chinese-days';
import { isDate } from '../domain/calendar.ts';
import type { IsWorkday } from './value.ts';

/** Days that differ from what is published: true where the day is worked. */
export type WorkdayCorrections = Readonly<Record<string, boolean>>;

/** Holidays are announced late in the year before; 2004 is the first year that the library has. */
const firstYear = 2004;
const lastYear = 2026;

/** Keeps every year that was asked for: a look-up is an index into it. */
export function workingDays(corrections: WorkdayCorrections = {}): IsWorkday {
  const known = new Map<string, boolean>(Object.entries(corrections));
  const years = new Set(Object.keys(corrections).map((date) => date.slice(0, 4)));
  return (date) => {
    const found = known.get(date);
    if (found !== undefined) return found;
    if (!isDate(date)) return null;
    const [year, month, day] = date.split('-').map(Number) as [number, number, number];
    if ((year < firstYear || year > lastYear) && !years.has(date.slice(0, 4))) return null;
    // The library takes a text for midnight in London and reads it in the server's zone; noon of the day is that day anywhere.
    const works = chineseDays.isWorkday(new Date(year, month - 1, day, 12));
    known.set(date, works);
    return works;
  };
}
