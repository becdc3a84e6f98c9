/** Words for days, weeks, months and years relative to the message's own. A new word is a new entry here. */
import {
  addDays,
  firstOf,
  lastOf,
  monthOf,
  mondayOf,
  weekdayOf,
  type IsoDate,
  type IsoMonth,
} from '../domain/calendar.ts';
import { anyWord } from './match-words.ts';

/** Each word with its number. */
type Numbers = ReadonlyMap<string, number>;

const numbers = (rows: readonly (readonly [number, string])[]): Numbers =>
  new Map(rows.flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)));

/** In days from the message's day. */
export const dayWords = numbers([
  [-3, '大前天'],
  [-2, '前天 前日 前儿'],
  [-1, '昨天 昨日 昨儿 昨个 昨儿个'],
  [0, '今天 今日 今儿 今个 今儿个 当天'],
  [1, '明天 明日 明儿 明个 明儿个'],
  [2, '后天 后日 后儿'],
  // 外后天 is south-western for it.
  [3, '大后天 大后日 外后天 外后日'],
  [4, '大大后天 大外后天'],
]);
/** Only together with a part of the day (今早) or with one another (明后天). */
export const shortDayWords = numbers([
  [-2, '前'],
  [-1, '昨'],
  [0, '今'],
  [1, '明'],
  [2, '后'],
]);
/** In calendar years. */
export const yearWords = numbers([
  [-1, '去年'],
  [0, '今年 本年 当年'],
  [1, '明年'],
]);
/** In calendar months. */
export const monthWords = numbers([
  [-1, '上个月 上月'],
  [0, '这个月 这月 本月 当月'],
  [1, '下个月 下月'],
  [2, '下下个月 下下月'],
]);
/** In calendar weeks, which begin on Monday; before 周, 星期 or 礼拜. */
export const weekWords = numbers([
  [-2, '上上个 上上'],
  [-1, '上个 上'],
  [0, '这个 这 本'],
  [1, '下个 下'],
  [2, '下下个 下下'],
]);
/** Monday = 1. */
export const weekdays = numbers([
  [1, '一 1'],
  [2, '二 2'],
  [3, '三 3'],
  [4, '四 4'],
  [5, '五 5'],
  [6, '六 6'],
  [7, '日 天 7'],
]);
export const week = '(?:周|星期|礼拜)';
export const weekdayLetters = '[一二三四五六日天]';

/** Pattern source of any word of a table. */
export const anyOf = (words: Numbers): string => anyWord([...words.keys()]);

export const numberOf = (words: Numbers, word: string | undefined): number => words.get(word ?? '') ?? 0;

/** That weekday of the calendar week `weeksOn` after that of `today`. */
export const weekdayOfWeek = (today: IsoDate, weeksOn: number, weekday: number): IsoDate =>
  addDays(mondayOf(today), weeksOn * 7 + weekday - 1);

/** The second Friday of a month; counted from its end where `nth` is negative; null where it has no such. */
export function nthWeekday(month: IsoMonth, weekday: number, nth: number): IsoDate | null {
  const edge = nth > 0 ? firstOf(month) : lastOf(month);
  const toEdge = nth > 0 ? (weekday - weekdayOf(edge) + 7) % 7 : -((weekdayOf(edge) - weekday + 7) % 7);
  const on = addDays(edge, toEdge + (nth - Math.sign(nth)) * 7);
  return monthOf(on) === month ? on : null;
}
