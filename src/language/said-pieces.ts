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
  /** 3月底, 下月底, 月底: the last day of the month. */
  | { readonly form: 'month-end'; readonly month: number | null; readonly monthsOn: number | null }
  | { readonly form: 'weekday'; readonly weekday: number }
  /** 这周三: of the message's own week, where it may have gone by. */
  | { readonly form: 'this-week'; readonly weekday: number }
  /** 除夕, 冬至, 五一: a day of every year, as named-days.ts has it; `shift` in days from it (除夕前一天 = -1). */
  | { readonly form: 'named'; readonly name: string; readonly shift?: number }
  /** 正月初六; 初六 without its month is found from the day before it. */
  | { readonly form: 'lunar'; readonly month: number | null; readonly day: number }
  | { readonly form: 'fixed'; readonly on: IsoDate };

/** The days that a festival or a part of a month is about: beside dates of the calendar it says no more than that. */
export interface About {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** 补班那天: the days that it can be. A date beside it says which. */
export type Among = readonly IsoDate[];

export type Piece =
  | {
      readonly type: 'day';
      readonly said: SaidDay;
      readonly half: Half | null;
      readonly about?: About;
      readonly among?: Among;
    }
  /** `on` is the day itself that days off are named by: 端午 in 端午节请假. */
  | {
      readonly type: 'span';
      readonly from: IsoDate;
      readonly to: IsoDate;
      readonly on?: SaidDay;
      readonly about?: About;
    }
  | { readonly type: 'duration'; readonly days: number }
  /** 3个工作日. */
  | { readonly type: 'workdays'; readonly days: number }
  | Vague;

/**
 * Means a time but not which: 这几天 (a date); 三四天 (a duration). Asked about, never guessed. `end` is the day it names as
 * the end of a range (到月底), `week` the Monday of the week it is (下周), `on` the day itself of a festival whose days off
 * are not published, `hours` how long it is.
 */
export interface Vague {
  readonly type: 'vague';
  readonly of: 'date' | 'duration';
  readonly end?: SaidDay;
  readonly week?: IsoDate;
  readonly on?: SaidDay;
  /** 2小时: how many. */
  readonly hours?: number;
  readonly about?: About;
  readonly among?: Among;
}

export const vague: Vague = { type: 'vague', of: 'date' };
export const vagueDuration: Vague = { type: 'vague', of: 'duration' };

/** 三四号 has a number that is none. */
export const isKnown = (said: SaidDay): boolean => !Object.values(said).some((value) => Number.isNaN(value));

export const day = (said: SaidDay, half: Half | null = null): Piece =>
  isKnown(said) ? { type: 'day', said, half } : vague;
export const fixed = (on: IsoDate, half: Half | null = null): Piece => day({ form: 'fixed', on }, half);

/** The piece as one that only says about when, where dates stand beside it. */
export const aboutDays = (piece: Piece, about: About | null): Piece =>
  about === null || piece.type === 'duration' || piece.type === 'workdays' ? piece : { ...piece, about };
