/**
 * Days in Asia/Shanghai, wherever the server runs. China has kept UTC+8 without summer time since 1992, so a day is
 * plain arithmetic; a day ends at 24:00 there.
 */

/** A date as `2026-12-01`. */
export type IsoDate = `${number}-${number}-${number}`;
/** A month as `2026-12`. */
export type IsoMonth = `${number}-${number}`;
/** Epoch milliseconds. */
export type Instant = number;

const dayMs = 86_400_000;
const shanghaiMs = 8 * 3_600_000;

const format = (utcMs: number): IsoDate => new Date(utcMs).toISOString().slice(0, 10) as IsoDate;
const utcMsOf = (date: IsoDate): number => Date.parse(`${date}T00:00:00Z`);

/** The date in Shanghai at that instant. */
export const dateOf = (at: Instant): IsoDate => format(at + shanghaiMs);

/** Wall-clock time in Shanghai as `HH:mm`. */
export const timeOf = (at: Instant): string => new Date(at + shanghaiMs).toISOString().slice(11, 16);

/** Hour of the day in Shanghai, 0 to 23. */
export const hourOf = (at: Instant): number => Number(timeOf(at).slice(0, 2));

/** The instant at which that date begins in Shanghai. */
export const startOf = (date: IsoDate): Instant => utcMsOf(date) - shanghaiMs;

/** True for a date that exists (2026-02-30 does not), years 1990 to 2100. */
export function isDate(text: string): text is IsoDate {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const year = Number(parts[1]);
  const at = Date.parse(`${text}T00:00:00Z`);
  return year >= 1990 && year <= 2100 && !Number.isNaN(at) && format(at) === text;
}

export const addDays = (date: IsoDate, days: number): IsoDate => format(utcMsOf(date) + days * dayMs);

/** Whole days from `from` to `to`; 0 for the same date, negative when `to` is earlier. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => Math.round((utcMsOf(to) - utcMsOf(from)) / dayMs);

export const monthOf = (date: IsoDate): IsoMonth => date.slice(0, 7) as IsoMonth;

/** Number of calendar days in the month. */
export function daysInMonth(month: IsoMonth): number {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

export const firstOf = (month: IsoMonth): IsoDate => `${month}-01` as IsoDate;
export const lastOf = (month: IsoMonth): IsoDate =>
  `${month}-${String(daysInMonth(month)).padStart(2, '0')}` as IsoDate;

/** Monday = 1 … Sunday = 7. */
export const weekdayOf = (date: IsoDate): number => new Date(utcMsOf(date)).getUTCDay() || 7;
export const mondayOf = (date: IsoDate): IsoDate => addDays(date, 1 - weekdayOf(date));

/** Every date from `from` to `to`, both included; empty when `to` is earlier. */
export function datesFrom(from: IsoDate, to: IsoDate): IsoDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => addDays(from, i));
}
