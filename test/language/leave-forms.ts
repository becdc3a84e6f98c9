/** Supported ways to write a leave, for the property that each parses back to itself; leave-forms-named.ts has more. */
import { addDays, daysBetween, daysInMonth, monthOf, weekdayOf, type IsoDate } from '../../src/domain/calendar.ts';
import { leaveDays, type LeaveSpan } from '../../src/domain/leave.ts';

export interface Written {
  readonly span: LeaveSpan;
  readonly today: IsoDate;
}
export interface LeaveForm {
  readonly name: string;
  /** Whether the form can say this span so that there is only one way to understand it. */
  readonly can: (written: Written) => boolean;
  readonly write: (written: Written) => string;
  /** Few spans can be said so: more are tried. */
  readonly isRare?: boolean;
}

export const month = (date: IsoDate): number => Number(date.slice(5, 7));
export const day = (date: IsoDate): number => Number(date.slice(8, 10));
export const ahead = ({ span, today }: Written): number => daysBetween(today, span.fromOn);
export const length = ({ span }: Written): number => daysBetween(span.fromOn, span.toOn);

const chineseDigits = '零一二三四五六七八九';
export function chinese(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  const ten = tens === 0 ? '' : tens === 1 ? '十' : `${chineseDigits[tens]!}十`;
  return ones === 0 && tens > 0 ? ten : `${ten}${chineseDigits[ones]!}`;
}

const startHalf = ({ span }: Written): string => (span.fromHalf === 'pm' ? '下午' : '');
const endHalf = ({ span }: Written): string => (span.toHalf === 'am' ? '上午' : '');
export const isWhole = ({ span }: Written): boolean => span.fromHalf === 'am' && span.toHalf === 'pm';
export const isOneDay = (written: Written): boolean => length(written) === 0;

/** Both ends, each with its half; one day is said once. */
export function ends(written: Written, joint: string, say: (date: IsoDate) => string): string {
  const { fromOn, toOn } = written.span;
  if (isOneDay(written)) return `${say(fromOn)}${startHalf(written)}${endHalf(written)}`;
  return `${say(fromOn)}${startHalf(written)}${joint}${say(toOn)}${endHalf(written)}`;
}

/** 60 days back to some ten months on a month and a day mean one year only; over more than half a year 12.5-6.1 is a slip. */
export const inReach = (written: Written): boolean =>
  ahead(written) >= -60 && ahead(written) <= 304 && length(written) <= 120;

const calendarForm = (name: string, joint: string, say: (date: IsoDate) => string): LeaveForm => ({
  name,
  can: inReach,
  write: (written) => ends(written, joint, say),
});

const fullForm = (name: string, joint: string, say: (date: IsoDate) => string): LeaveForm => ({
  ...calendarForm(name, joint, say),
  can: () => true,
});

/** A day alone is of this month or the next, and not of the last seven days. */
export function isDayAloneClear({ span, today }: Written): boolean {
  const sameMonth = monthOf(span.fromOn) === monthOf(today) && span.fromOn >= today;
  const lastOfThis = addDays(`${monthOf(today)}-01` as IsoDate, daysInMonth(monthOf(today)) - 1);
  const nextMonth = monthOf(span.fromOn) === monthOf(addDays(lastOfThis, 1)) && day(span.fromOn) < day(today) - 7;
  return sameMonth || nextMonth;
}

const fromForm = (name: string, write: (written: Written, days: number) => string): LeaveForm => ({
  name,
  can: (written) => inReach(written) && leaveDays(written.span) >= 1,
  write: (written) => write(written, leaveDays(written.span)),
});

export const said = (date: IsoDate): string => `${month(date)}月${day(date)}日`;
export const daysInWords = (days: number): string => (days % 1 === 0 ? `${days}天` : `${Math.floor(days)}天半`);
const words: Readonly<Record<number, string>> = { 0: '今天', 1: '明天', 2: '后天', 3: '大后天' };
export const weekdayNames = '一二三四五六日';
const weekdayName = (date: IsoDate): string => `周${weekdayNames[weekdayOf(date) - 1]!}`;
const weekStart = (date: IsoDate): IsoDate => addDays(date, 1 - weekdayOf(date));
export const weeksOn = ({ today }: Written, date: IsoDate): number =>
  daysBetween(weekStart(today), weekStart(date)) / 7;
export const weekPrefix: Readonly<Record<number, string>> = { 0: '这', 1: '下', 2: '下下' };

export const leaveForms: readonly LeaveForm[] = [
  calendarForm('12.1-12.3', '-', (date) => `${month(date)}.${day(date)}`),
  calendarForm('12.01~12.03', '~', (date) => `${date.slice(5, 7)}.${date.slice(8)}`),
  calendarForm('12/1-12/3', '-', (date) => `${month(date)}/${day(date)}`),
  calendarForm('12月1日-12月3日', '-', said),
  calendarForm('12月1号到12月3号', '到', (date) => `${month(date)}月${day(date)}号`),
  calendarForm('十二月一号到十二月三号', '到', (date) => `${chinese(month(date))}月${chinese(day(date))}号`),
  fullForm('2026-12-01至2026-12-03', '至', (date) => date),
  fullForm('2026年12月1日到2026年12月3日', '到', (date) => `${date.slice(0, 4)}年${said(date)}`),
  fullForm('20261201-20261203', '-', (date) => date.replaceAll('-', '')),
  {
    name: '12月1日-3日',
    can: (written) => inReach(written) && monthOf(written.span.fromOn) === monthOf(written.span.toOn),
    write: (written) =>
      `${said(written.span.fromOn)}${startHalf(written)}-${day(written.span.toOn)}日${endHalf(written)}`,
  },
  {
    name: '1号到3号',
    can: (written) => isDayAloneClear(written) && length(written) <= 10,
    write: (written) => ends(written, '到', (date) => `${day(date)}号`),
  },
  fromForm(
    '从12月1日起3天',
    (written, days) => `从${said(written.span.fromOn)}${startHalf(written)}起${daysInWords(days)}`,
  ),
  fromForm(
    '3天 从12.1开始',
    (written, days) =>
      `${daysInWords(days)} 从${month(written.span.fromOn)}.${day(written.span.fromOn)}${startHalf(written)}开始`,
  ),
  {
    name: '12.1 12.2',
    can: (written) => inReach(written) && isWhole(written) && length(written) === 1,
    write: ({ span }) => `${month(span.fromOn)}.${day(span.fromOn)} ${month(span.toOn)}.${day(span.toOn)}`,
  },
  {
    name: '明天到后天',
    can: (written) => ahead(written) >= 0 && ahead(written) + length(written) <= 3,
    write: (written) => ends(written, '到', (date) => words[daysBetween(written.today, date)]!),
  },
  {
    name: '这周四到下周一',
    can: (written) =>
      // A single day of this week that has gone by is asked about.
      ahead(written) >= (isOneDay(written) ? 0 : -6) &&
      weeksOn(written, written.span.fromOn) >= 0 &&
      weeksOn(written, written.span.toOn) <= 2,
    write: (written) => ends(written, '到', (date) => `${weekPrefix[weeksOn(written, date)]!}${weekdayName(date)}`),
  },
  {
    name: '下周一到周三',
    can: (written) => weeksOn(written, written.span.fromOn) === 1 && length(written) >= 1 && length(written) <= 6,
    write: (written) =>
      `下${weekdayName(written.span.fromOn)}${startHalf(written)}到${weekdayName(written.span.toOn)}${endHalf(written)}`,
  },
  {
    name: '周三',
    can: (written) => isOneDay(written) && ahead(written) >= 0 && ahead(written) <= 6,
    write: (written) => `${weekdayName(written.span.fromOn)}${startHalf(written)}${endHalf(written)}`,
  },
];
