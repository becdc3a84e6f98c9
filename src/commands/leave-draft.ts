/** What is known of a leave that is being asked for, and whether it can be. */
import { addDays, daysBetween, type IsoDate } from '../domain/calendar.ts';
import type { LeaveDraft } from '../domain/dialogue.ts';
import { leaveDays, type LeaveSpan } from '../domain/leave.ts';
import type { SpanProblem } from '../domain/date-problem.ts';

/** Beyond these a date is taken for a slip: they are guards of the chat, not rules of a regulation. */
const limits = { days: 366, agoDays: 60, aheadDays: 366 };

/** The span as far as the draft determines it; a duration counts on from the start. null while the end is open. */
export function spanOf(draft: LeaveDraft): LeaveSpan | null {
  if (!draft.from) return null;
  if (draft.to) return { fromOn: draft.from, toOn: draft.to, fromHalf: draft.fromHalf, toHalf: draft.toHalf };
  if (draft.saidDays === null) return null;
  const end = (draft.fromHalf === 'pm' ? 0.5 : 0) + draft.saidDays;
  return {
    fromOn: draft.from,
    toOn: addDays(draft.from, Math.max(1, Math.ceil(end)) - 1),
    fromHalf: draft.fromHalf,
    toHalf: end % 1 === 0.5 ? 'am' : 'pm',
  };
}

/** Why the span can't be asked for; null when it can. */
export function invalidSpan(span: LeaveSpan, today: IsoDate): SpanProblem | null {
  const { fromOn: from, toOn: to } = span;
  if (to < from) return { problem: 'ends-before-start', from, to };
  const days = leaveDays(span);
  if (days <= 0) return { problem: 'nothing-left', from, to };
  if (days > limits.days) return { problem: 'too-long', from, to, days, limitDays: limits.days };
  if (daysBetween(from, today) > limits.agoDays) return { problem: 'too-long-ago', from, limitDays: limits.agoDays };
  if (daysBetween(today, from) > limits.aheadDays)
    return { problem: 'too-far-ahead', from, limitDays: limits.aheadDays };
  return null;
}
