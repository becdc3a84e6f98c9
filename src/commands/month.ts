/** The month so far against its quota, derived from events. */
import { presenceOn, type Whereabouts } from '../domain/attendance.ts';
import { datesFrom, daysInMonth, firstOf, lastOf, monthOf, type IsoDate } from '../domain/calendar.ts';
import type { Person } from '../domain/people.ts';
import type { MonthFigures } from '../domain/reply.ts';
import { isWorked } from '../domain/workdays.ts';
import { countedAs } from '../rules/attendance-quota.ts';
import { countsOver } from '../rules/day-counts.ts';
import type { Rules } from '../rules/decision.ts';

export const nowhere: Whereabouts = { events: [], leaves: [], logDates: [] };

/** The whole month of that day, as facts are asked for. */
export const monthAround = (on: IsoDate): { from: IsoDate; to: IsoDate } => ({
  from: firstOf(monthOf(on)),
  to: lastOf(monthOf(on)),
});

/** Days this month up to `on`, as the packs count them, and what is still needed; null for somebody without a post. */
export function monthFigures(rules: Rules, person: Person, where: Whereabouts, on: IsoDate): MonthFigures | null {
  const { post, dispatchLevel } = person;
  if (post === null) return null;
  const month = monthOf(on);
  const quota = rules.monthQuota({ post, monthDays: daysInMonth(month), on });
  const sofar = countsOver(rules, where, datesFrom(firstOf(month), on));
  const asked = { of: 'month', from: firstOf(month), post, dispatchLevel, months: null, on } as const;
  const counts = countedAs(rules, asked, sofar);
  const days = counts === 'days' ? sofar.inVillage : sofar.onWorkdays;
  const left = datesFrom(on, lastOf(month)).filter(
    (date) => counts === 'days' || isWorked(date, (d) => rules.isWorkday(d)),
  );
  return {
    month,
    days,
    counts,
    minDays: quota?.minDays ?? null,
    share: quota?.share ?? null,
    stillNeeded: Math.max(0, (quota?.minDays ?? 0) - days),
    daysLeft: left.length - (left[0] === on && presenceOn(where, on) > 0 ? 1 : 0),
    citations: quota?.citations ?? [],
    readings: quota?.readings ?? [],
  };
}
