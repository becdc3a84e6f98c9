/** 到岗情况: days in the village by month against what is asked. Leave is a number of days, never a kind or a reason. */
import { daysAway, daysPresent, type Whereabouts } from '../domain/attendance.ts';
import {
  addDays,
  datesFrom,
  daysInMonth,
  firstOf,
  lastOf,
  monthOf,
  type IsoDate,
  type IsoMonth,
} from '../domain/calendar.ts';
import type { DraftMonth, DraftSentence } from '../domain/draft-result.ts';
import type { MonthQuota } from '../rules/decision.ts';
import type { PersonContext } from './context.ts';
import type { Period } from './draft-material.ts';
import { nowhere } from './month.ts';

interface ReckonedMonth extends DraftMonth {
  readonly leaveDays: number;
  readonly quota: MonthQuota | null;
}

/** Empty where nothing is known of anybody's days: no attendance is kept, or none of that time. */
export function daysSentence(context: PersonContext, of: 'month' | 'year', period: Period): DraftSentence[] {
  const where = context.facts.days.get(context.me.id) ?? nowhere;
  const months = monthsIn(period).map((month) => reckoned(context, where, month, period));
  const [first] = months;
  if (!first || months.every((m) => m.days === 0 && m.leaveDays === 0)) return [];
  const from = months.map(({ month }) => ({ is: 'attendance', ref: `a${month}`, month }) as const);
  return [{ point: of === 'month' ? ofMonth(first) : ofYear(months, period.to), from }];
}

const ofMonth = ({ month, days, leaveDays, minDays, quota }: ReckonedMonth): DraftSentence['point'] => ({
  is: 'month-days',
  month,
  days,
  leaveDays,
  minDays,
  share: quota?.share ?? null,
  citations: quota?.citations ?? [],
});

function ofYear(months: readonly ReckonedMonth[], to: IsoDate): DraftSentence['point'] {
  const has = ({ days, minDays }: DraftMonth): boolean => minDays !== null && days >= minDays;
  return {
    is: 'year-days',
    days: months.reduce((sum, m) => sum + m.days, 0),
    leaveDays: months.reduce((sum, m) => sum + m.leaveDays, 0),
    months: months.map(({ month, days, minDays }) => ({ month, days, minDays })),
    quotaMonths: months.filter((m) => has(m) || (m.minDays !== null && lastOf(m.month) <= to)).length,
    reached: months.filter(has).length,
    citations: months.at(-1)?.quota?.citations ?? [],
  };
}

function reckoned({ rules, me }: PersonContext, where: Whereabouts, month: IsoMonth, { from, to }: Period) {
  const [first, last] = [firstOf(month), lastOf(month)];
  const dates = datesFrom(first > from ? first : from, last < to ? last : to);
  const on = dates.at(-1) ?? to;
  const quota = me.post === null ? null : rules.monthQuota({ post: me.post, monthDays: daysInMonth(month), on });
  return {
    month,
    days: daysPresent(where, dates),
    leaveDays: daysAway(where, dates),
    minDays: quota?.minDays ?? null,
    quota,
  } satisfies ReckonedMonth;
}

function monthsIn({ from, to }: Period): IsoMonth[] {
  const months: IsoMonth[] = [];
  for (let on = from; on <= to; on = addDays(lastOf(monthOf(on)), 1)) months.push(monthOf(on));
  return months;
}
