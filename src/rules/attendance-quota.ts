/** How many days a post asks of a month, a year or a week, and whether they can still be reached. No number of days stands here: the packs are asked. */
import { daysInMonth, monthOf, type IsoDate } from '../domain/calendar.ts';
import type { Citation } from '../domain/citation.ts';
import type { AskedPeriod } from '../domain/reminder-result.ts';
import type { Decision, Rules } from './decision.ts';
import type { Values } from './value.ts';

/** Whose days of which period. */
export interface AskedDays {
  readonly of: AskedPeriod;
  /** Its first day. */
  readonly from: IsoDate;
  readonly post: string;
  readonly dispatchLevel: string | null;
  /** Months of the year at the post, in halves; null where it is not known. Asked of a year alone. */
  readonly months: number | null;
  /** Rules in force that day decide. */
  readonly on: IsoDate;
}

export interface DaysReached {
  readonly days: number;
  readonly minDays: number;
  /** How many can still count. */
  readonly left: number;
  /** `open`: more than a day to spare. `flagged`: the packs leave it to a person. */
  readonly can: 'reached' | 'open' | 'just' | 'no-more' | 'flagged';
  readonly citations: readonly Citation[];
  /** In the packs' words, of what was decided by the days so far. */
  readonly flags: readonly string[];
}

/** A day to spare is little: one illness takes it. */
const fewSpare = 1;

const given: Record<AskedPeriod, (asked: AskedDays, days: number) => Values> = {
  month: ({ from }, days) => ({
    month: monthOf(from),
    month_days: daysInMonth(monthOf(from)),
    days_in_village: days,
  }),
  year: ({ from, months }, days) => ({
    year: Number(from.slice(0, 4)),
    days_in_village: days,
    ...(months === null ? {} : { months_stationed: months }),
  }),
  week: ({ from }, days) => ({ week: from, week_days_in_village: days }),
};

const judged = (rules: Rules, asked: AskedDays, days: number): Decision =>
  rules.decide(
    `attendance-${asked.of}`,
    { role: asked.post, dispatch_level: asked.dispatchLevel, ...given[asked.of](asked, Math.max(0, days)) },
    asked.on,
  );

/** Nights are not kept, so a week is never more than not failed. */
const fails = ({ verdict }: Decision): boolean => verdict === 'fail';

/** Whether the packs ask days of that period at all. */
export const asksDays = (rules: Rules, of: AskedPeriod): boolean => rules.questions().includes(`attendance-${of}`);

/** `days` so far and `left`, in halves; null where nothing is asked of that post. */
export function daysReached(rules: Rules, asked: AskedDays, days: number, left: number): DaysReached | null {
  const now = judged(rules, asked, days);
  const minDays = now.quota?.limit ?? null;
  if (minDays === null) return null;
  return { days, left, minDays, citations: now.citations, flags: now.flags, can: canReach() };

  /** Asked of the packs as well: what is enough, and whether a month is to be judged at all, is theirs to say. */
  function canReach(): DaysReached['can'] {
    if (now.verdict === 'flag') return 'flagged';
    if (!fails(now)) return 'reached';
    const best = judged(rules, asked, days + left);
    if (fails(best)) return 'no-more';
    // Where the packs would leave it to a person with a day less, nobody is pressed.
    return fails(judged(rules, asked, days + left - fewSpare - 0.5)) ? 'just' : 'open';
  }
}
