/** Festivals and solar terms: days that every year has. A new one is a new row here. */
import { addDays, type IsoDate, type IsoMonth } from '../domain/calendar.ts';
import { dateOfLunar, dateOfTerm, lastOfLunarYear, lunarOf, solarTerms } from './chinese-calendar.ts';
import { nthWeekday } from './date-words.ts';
import { list } from './match-words.ts';
import { daysOffFor, type DaysOff } from './published-days.ts';

interface NamedDay {
  readonly name: string;
  readonly words: readonly string[];
  /** The day in that year; of a lunar one, in the lunar year that begins in it. */
  readonly in: (year: number) => IsoDate | null;
  /** As the days off for it are published. */
  readonly holiday: string | null;
}

const solar = (name: string, monthDay: string, words: string, holiday: string | null = null): NamedDay => ({
  name,
  words: list(words),
  in: (year) => `${year}-${monthDay}` as IsoDate,
  holiday,
});
const lunar = (name: string, month: number, day: number, words: string, holiday: string | null = null): NamedDay => ({
  name,
  words: list(words),
  in: (year) => dateOfLunar(year, month, day),
  holiday,
});
/** The second Sunday of May and the like. */
const sunday = (name: string, month: string, nth: number): NamedDay => ({
  name,
  words: [name],
  in: (year) => nthWeekday(`${year}-${month}` as IsoMonth, 7, nth),
  holiday: null,
});

const namedDays: readonly NamedDay[] = [
  solar('元旦', '01-01', '元旦节 元旦', '元旦'),
  solar('妇女节', '03-08', '三八妇女节 三八节 妇女节 三八'),
  solar('五一', '05-01', '五一劳动节 五一国际劳动节 劳动节 五一节 五一', '劳动节'),
  solar('青年节', '05-04', '五四青年节 青年节 五四'),
  solar('儿童节', '06-01', '六一儿童节 六一节 儿童节 六一'),
  solar('建党节', '07-01', '七一建党节 建党节 七一'),
  solar('建军节', '08-01', '八一建军节 建军节 八一'),
  solar('情人节', '02-14', '情人节'),
  solar('植树节', '03-12', '植树节'),
  solar('护士节', '05-12', '护士节'),
  sunday('母亲节', '05', 2),
  sunday('父亲节', '06', 3),
  solar('教师节', '09-10', '教师节'),
  solar('平安夜', '12-24', '平安夜'),
  solar('圣诞', '12-25', '圣诞节 圣诞'),
  solar('国庆', '10-01', '十一国庆 十一国庆节 国庆节 国庆 十一', '国庆节'),
  lunar('春节', 1, 1, '春节', '春节'),
  lunar('元宵', 1, 15, '元宵节 元宵 正月半'),
  lunar('龙抬头', 2, 2, '龙抬头 二月二'),
  lunar('三月三', 3, 3, '三月三 上巳节'),
  lunar('端午', 5, 5, '端午节 端午', '端午'),
  lunar('七夕', 7, 7, '七夕节 七夕'),
  lunar('中元', 7, 15, '中元节 中元 七月半 鬼节'),
  lunar('中秋', 8, 15, '中秋节 中秋', '中秋'),
  lunar('重阳', 9, 9, '重阳节 重阳'),
  lunar('寒衣节', 10, 1, '寒衣节'),
  lunar('腊八', 12, 8, '腊八节 腊八'),
  // In the south it is the day after; said alone, the north's is shown.
  lunar('小年', 12, 23, '北方小年 北小年 小年夜 小年 祭灶节 祭灶'),
  lunar('南方小年', 12, 24, '南方小年 南小年'),
  {
    ...lunar('除夕', 12, 30, '除夕夜 除夕 大年三十 年三十 大年夜'),
    in: lastOfLunarYear,
  },
  ...solarTerms.map((name): NamedDay => ({
    name,
    words: name === '清明' ? ['清明节', '清明'] : [`${name}节气`, name],
    in: (year) => dateOfTerm(year, name),
    holiday: name === '清明' ? '清明' : null,
  })),
];

const byName = new Map(namedDays.map((row) => [row.name, row]));
const byWord = new Map(namedDays.flatMap((row) => row.words.map((word) => [word, row] as const)));

/** The name of the day that a word means. */
export const nameOf = (word: string): string => byWord.get(word)?.name ?? word;

const wordsOf = (rows: readonly NamedDay[]): string[] => rows.flatMap(({ words }) => words);
/** Days with days off. */
export const holidayWords = wordsOf(namedDays.filter(({ holiday }) => holiday !== null));
/** The others. */
export const festivalWords = wordsOf(namedDays.filter(({ holiday }) => holiday === null));

const yearOf = (date: IsoDate): number => Number(date.slice(0, 4));

/** Of a day that every year has: the first on or after `on`, or the last on or before it. */
function nearest(on: IsoDate, side: 'after' | 'before', inYear: (year: number) => IsoDate | null): IsoDate | null {
  const found = [-1, 0, 1]
    .map((more) => inYear(yearOf(on) + more))
    .filter((date): date is IsoDate => date !== null && (side === 'after' ? date >= on : date <= on));
  return (side === 'after' ? found[0] : found.at(-1)) ?? null;
}

export const nearestNamed = (name: string, on: IsoDate, side: 'after' | 'before'): IsoDate | null =>
  nearest(on, side, byName.get(name)?.in ?? (() => null));

export const nearestLunar = (month: number, day: number, on: IsoDate, side: 'after' | 'before'): IsoDate | null =>
  nearest(on, side, (year) => dateOfLunar(year, month, day));

/** 初六 after a lunar day (除夕到初六): of the same month, or of the next where it is past. */
export function lunarDayAfter(day: number, previous: IsoDate): IsoDate | null {
  for (let ahead = 0; ahead <= 30; ahead++) {
    const on = addDays(previous, ahead);
    if (lunarOf(on).day === day) return on;
  }
  return null;
}

/** 初六 alone is of the New Year's month, said in it or in the month before (of a day gone by, in the month after). */
export function lunarDayAlone(day: number, today: IsoDate, side: 'after' | 'before' = 'after'): IsoDate | null {
  const { month, day: now } = lunarOf(today);
  const isAhead = month === 12 || (month === 1 && now <= day);
  const isGone = month === 2 || (month === 1 && now >= day);
  return (side === 'after' ? isAhead : isGone) ? nearestLunar(1, day, today, side) : null;
}

/** The days off that go with a festival, those running or the next; null where they are not published. */
export function holidayOf(name: string, today: IsoDate): DaysOff | null {
  const row = byName.get(name);
  if (!row?.holiday) return null;
  const years = [-1, 0, 1].map((more) => row.in(yearOf(today) + more));
  for (const on of years) {
    const off = on === null ? null : daysOffFor(row.holiday, on);
    if (off && off.to >= today) return off;
    // The days off of the festival to come are not published yet.
    if (!off && on !== null && on >= today) return null;
  }
  return null;
}
