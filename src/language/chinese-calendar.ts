/** Lunar dates and solar terms. Worked out once a year and kept: nothing here depends on the server's zone. */
import { createRequire } from 'node:module';
import type * as ChineseDays from 'chinese-days';
import { addDays, startOf, type IsoDate } from '../domain/calendar.ts';

type Library = typeof ChineseDays;
const library = createRequire(import.meta.url)('chinese-days') as Library;

/**
 * The library agrees with the almanac from 2001 to 2083. Node's own Chinese calendar does not: it has a wrong month in
 * 2012 and knows no solar terms.
 */
const [firstYear, lastYear] = [2001, 2083];
const isKnown = (year: number): boolean => year >= firstYear && year <= lastYear;

export interface LunarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** A month that stands twice in the year: the second. */
  readonly isLeap: boolean;
}

const hourMs = 3_600_000;

/** Asked with an instant of noon in Shanghai the library counts in whole days, without the server's zone. */
export function lunarOf(on: IsoDate): LunarDate {
  const { lunarYear, lunarMon, lunarDay, isLeap } = library.getLunarDate(startOf(on) + 12 * hourMs);
  return { year: lunarYear, month: lunarMon, day: lunarDay, isLeap };
}

interface Month {
  readonly first: IsoDate;
  readonly days: number;
}

/** The twelve months by number, without the leap one, and the last day of the year. */
interface LunarYear {
  readonly months: ReadonlyMap<number, Month>;
  readonly last: IsoDate;
}

const kept = new Map<number, LunarYear>();

/** A lunar year begins between 21 January and 21 February. */
function firstDayOf(year: number): IsoDate {
  let on = `${year}-01-21` as IsoDate;
  for (let tried = 0; tried < 32; tried++, on = addDays(on, 1)) {
    const { month, day, isLeap } = lunarOf(on);
    if (month === 1 && day === 1 && !isLeap) return on;
  }
  return on;
}

function reckoned(year: number): LunarYear {
  const months = new Map<number, Month>();
  let first = firstDayOf(year);
  for (let at = lunarOf(first); at.year === year; at = lunarOf(first)) {
    const days = lunarOf(addDays(first, 29)).day === 1 ? 29 : 30;
    if (!at.isLeap) months.set(at.month, { first, days });
    first = addDays(first, days);
  }
  return { months, last: addDays(first, -1) };
}

function lunarYear(year: number): LunarYear | null {
  if (!isKnown(year)) return null;
  const known = kept.get(year) ?? reckoned(year);
  kept.set(year, known);
  return known;
}

/** That day of the lunar year which begins in `year`; null where the month has no such day. */
export function dateOfLunar(year: number, month: number, day: number): IsoDate | null {
  const found = lunarYear(year)?.months.get(month);
  return found && day >= 1 && day <= found.days ? addDays(found.first, day - 1) : null;
}

/** 除夕: the last day of the lunar year, the 29th in some. */
export const lastOfLunarYear = (year: number): IsoDate | null => lunarYear(year)?.last ?? null;

type TermKey = Parameters<Library['getSolarTermDate']>[2];

/** Two a month, from January on. */
const terms: readonly (readonly [name: string, key: TermKey])[] = [
  ['小寒', 'lesser_cold'],
  ['大寒', 'greater_cold'],
  ['立春', 'the_beginning_of_spring'],
  ['雨水', 'rain_water'],
  ['惊蛰', 'the_waking_of_insects'],
  ['春分', 'the_spring_equinox'],
  ['清明', 'pure_brightness'],
  ['谷雨', 'grain_rain'],
  ['立夏', 'the_beginning_of_summer'],
  ['小满', 'lesser_fullness_of_grain'],
  ['芒种', 'grain_in_beard'],
  ['夏至', 'the_summer_solstice'],
  ['小暑', 'lesser_heat'],
  ['大暑', 'greater_heat'],
  ['立秋', 'the_beginning_of_autumn'],
  ['处暑', 'the_end_of_heat'],
  ['白露', 'white_dew'],
  ['秋分', 'the_autumn_equinox'],
  ['寒露', 'code_dew'],
  ['霜降', 'frost_descent'],
  ['立冬', 'the_beginning_of_winter'],
  ['小雪', 'lesser_snow'],
  ['大雪', 'greater_snow'],
  ['冬至', 'the_winter_solstice'],
];
export const solarTerms: readonly string[] = terms.map(([name]) => name);

const keptTerms = new Map<string, IsoDate>();

/** The day of that solar term in the year. */
export function dateOfTerm(year: number, name: string): IsoDate | null {
  const index = solarTerms.indexOf(name);
  const term = terms[index];
  if (!term || !isKnown(year)) return null;
  const key = `${year}${name}`;
  const on = keptTerms.get(key) ?? unzoned(library.getSolarTermDate(year, Math.floor(index / 2) + 1, term[1]));
  keptTerms.set(key, on);
  return on;
}

/** The library writes midnight in Greenwich as the server's day, which west of there is the day before. */
function unzoned(written: string): IsoDate {
  const on = written as IsoDate;
  const servers = new Date(`${on}T00:00:00Z`).getDate();
  return servers === Number(on.slice(8)) ? on : addDays(on, 1);
}
