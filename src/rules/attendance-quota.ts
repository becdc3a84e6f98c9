/** How many days a post asks of a month, a year or a week, and whether they can still be reached. No number of days stands here: the packs are asked. */
import { daysInMonth, monthOf, type IsoDate } from '../domain/calendar.ts';
import type { Citation, Reading } from '../domain/citation.ts';
import type { AskedNights, AskedPeriod, CountedAs } from '../domain/reminder-result.ts';
import type { DayCounts } from './day-counts.ts';
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
  /** What counts towards what is asked: working days alone where the packs ask for those. */
  readonly days: number;
  readonly minDays: number;
  /** How many can still count. */
  readonly left: number;
  readonly counts: CountedAs;
  /** As people say it: 2/3. null where the text gives the number itself. */
  readonly share: string | null;
  /** null where no nights are asked. */
  readonly nights: AskedNights | null;
  /** `open`: more than a day to spare. `flagged`: the packs leave it to a person. */
  readonly can: 'reached' | 'open' | 'just' | 'no-more' | 'flagged';
  readonly citations: readonly Citation[];
  readonly readings: readonly Reading[];
  /** In the packs' words, of what was decided by the days so far. */
  readonly flags: readonly string[];
}

/** A day or a night to spare is little: one illness takes it. */
const fewSpare = 1;

/** Every figure that is known of the period: each pack takes what its question asks for. Of a year the days alone are. */
const given: Record<AskedPeriod, (asked: AskedDays, counts: DayCounts) => Values> = {
  month: ({ from }, { inVillage, onWorkdays }) => ({
    month: monthOf(from),
    month_days: daysInMonth(monthOf(from)),
    days_in_village: inVillage,
    onduty_workdays: onWorkdays,
  }),
  year: ({ from, months }, { inVillage }) => ({
    year: Number(from.slice(0, 4)),
    days_in_village: inVillage,
    ...(months === null ? {} : { months_stationed: months }),
  }),
  week: ({ from }, { inVillage, nights }) => ({
    week: from,
    week_days_in_village: inVillage,
    nights_in_village: nights,
  }),
};

const atLeastNone = ({ inVillage, onWorkdays, nights }: DayCounts): DayCounts => ({
  inVillage: Math.max(0, inVillage),
  onWorkdays: Math.max(0, onWorkdays),
  nights: Math.max(0, nights),
});

const judged = (rules: Rules, asked: AskedDays, counts: DayCounts): Decision =>
  rules.decide(
    `attendance-${asked.of}`,
    { role: asked.post, dispatch_level: asked.dispatchLevel, ...given[asked.of](asked, atLeastNone(counts)) },
    asked.on,
  );

const fails = ({ verdict }: Decision): boolean => verdict === 'fail';

/** Whether the packs ask days of that period at all. */
export const asksDays = (rules: Rules, of: AskedPeriod): boolean => rules.questions().includes(`attendance-${of}`);

/** So little more of one figure that no verdict turns on it: the measures that move count that figure. */
const aBit = 0.001;

/** Which measure of the quota counts that figure; -1 where none does. */
function measureOf(
  rules: Rules,
  asked: AskedDays,
  counts: DayCounts,
  figure: keyof DayCounts,
  { quota }: Decision,
): number {
  const more = judged(rules, asked, { ...counts, [figure]: counts[figure] + aBit });
  return more.quota?.measures.findIndex(({ actual }, i) => actual !== quota?.measures[i]?.actual) ?? -1;
}

/** `now`: what is decided by the days so far. */
export const countedAs = (
  rules: Rules,
  asked: AskedDays,
  sofar: DayCounts,
  now: Decision = judged(rules, asked, sofar),
): CountedAs => (measureOf(rules, asked, sofar, 'onWorkdays', now) === 0 ? 'working-days' : 'days');

/** With what there is so far and what it can come to at best; null where nothing is asked of that post. */
export function daysReached(rules: Rules, asked: AskedDays, sofar: DayCounts, best: DayCounts): DaysReached | null {
  const now = judged(rules, asked, sofar);
  const minDays = now.quota?.limit ?? null;
  if (minDays === null) return null;
  const counts = countedAs(rules, asked, sofar, now);
  const figure = counts === 'days' ? 'inVillage' : 'onWorkdays';
  const { citations, readings, flags } = now;
  return {
    days: sofar[figure],
    minDays,
    left: best[figure] - sofar[figure],
    counts,
    share: now.quota?.share ?? null,
    nights: nightsOf(measureOf(rules, asked, sofar, 'nights', now)),
    can: canReach(),
    citations,
    readings,
    flags,
  };

  function nightsOf(measure: number): AskedNights | null {
    const minNights = now.quota?.measures[measure]?.limit ?? null;
    return minNights === null ? null : { nights: sofar.nights, minNights, left: best.nights - sofar.nights };
  }

  /** Asked of the packs as well: what is enough, and whether a month is to be judged at all, is theirs to say. */
  function canReach(): DaysReached['can'] {
    if (now.verdict === 'flag') return 'flagged';
    if (!fails(now)) return 'reached';
    if (fails(judged(rules, asked, best))) return 'no-more';
    // Where the packs would leave it to a person with a day less, nobody is pressed.
    return [fewerDays(best), fewerNights(best)].some((less) => fails(judged(rules, asked, less))) ? 'just' : 'open';
  }
}

const fewerDays = ({ inVillage, onWorkdays, nights }: DayCounts): DayCounts => ({
  inVillage: inVillage - fewSpare - 0.5,
  onWorkdays: onWorkdays - fewSpare - 0.5,
  nights,
});
const fewerNights = (counts: DayCounts): DayCounts => ({ ...counts, nights: counts.nights - fewSpare - 1 });
