/** The pieces of a date phrase: a day, a span of days, a duration, or a time that can not be known. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Half } from '../domain/leave.ts';

/** A day as said; what is not said (year, month) is found from the message's own day in resolve-days.ts. */
export type SaidDay =
  | { readonly form: 'full'; readonly year: number; readonly month: number; readonly day: number }
  /** `dotted` is 12.1 or 12/1, which could also be a figure or a time. */
  | { readonly form: 'month-day'; readonly month: number; readonly day: number; readonly dotted: boolean }
  /** 3号; `monthsOn` counts from the message's month (下月 = 1), null = not said. */
  | { readonly form: 'day'; readonly day: number; readonly monthsOn: number | null }
  | { readonly form: 'weekday'; readonly weekday: number }
  | { readonly form: 'fixed'; readonly on: IsoDate };

export type Piece =
  | { readonly type: 'day'; readonly said: SaidDay; readonly half: Half | null }
  | { readonly type: 'span'; readonly from: IsoDate; readonly to: IsoDate }
  | { readonly type: 'duration'; readonly days: number }
  /** Means a time but not which: 这几天, 下周 (a date); 三四天 (a duration). Asked about, never guessed. */
  | { readonly type: 'vague'; readonly of: 'date' | 'duration' };

export const vague: Piece = { type: 'vague', of: 'date' };
export const vagueDuration: Piece = { type: 'vague', of: 'duration' };

/** 三四号 has a number that is none. */
const isKnown = (said: SaidDay): boolean => !Object.values(said).some((value) => Number.isNaN(value));

export const day = (said: SaidDay, half: Half | null = null): Piece =>
  isKnown(said) ? { type: 'day', said, half } : vague;
export const fixed = (on: IsoDate, half: Half | null = null): Piece => day({ form: 'fixed', on }, half);
