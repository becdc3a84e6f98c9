/** 到岗情况: days in the village by month, and what of them counts towards what is asked. Leave is a number of days, never a kind or a reason. */
import type { Whereabouts } from '../domain/attendance.ts';
import { addDays, firstOf, lastOf, monthOf, type IsoDate, type IsoMonth } from '../domain/calendar.ts';
import type { DraftSentence } from '../domain/draft-result.ts';
import { monthDays, type MonthDays } from '../rules/month-row.ts';
import type { PersonContext } from './context.ts';
import type { Period } from './draft-material.ts';
import { nowhere } from './month.ts';

interface ReckonedMonth extends MonthDays {
  readonly month: IsoMonth;
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

const ofMonth = ({ leaveDays, reached, ...month }: ReckonedMonth): DraftSentence['point'] => ({
  is: 'month-days',
  ...month,
  leaveDays,
  share: reached?.share ?? null,
  citations: reached?.citations ?? [],
});

function ofYear(months: readonly ReckonedMonth[], to: IsoDate): DraftSentence['point'] {
  const has = ({ reached }: ReckonedMonth): boolean => reached?.can === 'reached';
  const isOver = ({ month, reached }: ReckonedMonth): boolean =>
    reached !== null && reached.can !== 'flagged' && lastOf(month) <= to;
  return {
    is: 'year-days',
    days: months.reduce((sum, m) => sum + m.days, 0),
    leaveDays: months.reduce((sum, m) => sum + m.leaveDays, 0),
    months: months.map(({ leaveDays: _, reached: __, ...month }) => month),
    quotaMonths: months.filter((m) => has(m) || isOver(m)).length,
    reached: months.filter(has).length,
    citations: months.at(-1)?.reached?.citations ?? [],
  };
}

function reckoned({ rules, me }: PersonContext, where: Whereabouts, month: IsoMonth, { from, to }: Period) {
  const [first, last] = [firstOf(month), lastOf(month)];
  const within = { from: first > from ? first : from, to: last < to ? last : to };
  return { month, ...monthDays(rules, me, where, within) } satisfies ReckonedMonth;
}

function monthsIn({ from, to }: Period): IsoMonth[] {
  const months: IsoMonth[] = [];
  for (let on = from; on <= to; on = addDays(lastOf(monthOf(on)), 1)) months.push(monthOf(on));
  return months;
}
