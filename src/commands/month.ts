/** The month so far against its quota, derived from events. */
import { daysPresent, presenceOn, type Whereabouts } from '../domain/attendance.ts';
import { datesFrom, daysInMonth, firstOf, lastOf, monthOf, type IsoDate } from '../domain/calendar.ts';
import type { Person } from '../domain/people.ts';
import type { MonthFigures } from '../domain/reply.ts';
import type { Rules } from '../rules/decision.ts';

export const nowhere: Whereabouts = { events: [], leaves: [], logDates: [] };

/** The whole month of that day, as facts are asked for. */
export const monthAround = (on: IsoDate): { from: IsoDate; to: IsoDate } => ({
  from: firstOf(monthOf(on)),
  to: lastOf(monthOf(on)),
});

/** Days in the village this month up to `on`, and what is still needed; null for somebody without a post. */
export function monthFigures(rules: Rules, person: Person, where: Whereabouts, on: IsoDate): MonthFigures | null {
  if (person.post === null) return null;
  const month = monthOf(on);
  const quota = rules.monthQuota({ post: person.post, monthDays: daysInMonth(month), on });
  const days = daysPresent(where, datesFrom(firstOf(month), on));
  const daysLeft = datesFrom(on, lastOf(month)).length - (presenceOn(where, on) > 0 ? 1 : 0);
  return {
    month,
    days,
    minDays: quota?.minDays ?? null,
    share: quota?.share ?? null,
    stillNeeded: Math.max(0, (quota?.minDays ?? 0) - days),
    daysLeft,
    citations: quota?.citations ?? [],
    readings: quota?.readings ?? [],
  };
}
