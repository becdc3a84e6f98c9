/** How many days in the village the regulations ask for, as their provisions have it; what a county adds stands with its pack. */
import type { Book } from './rows.ts';

export interface DaysAsked {
  readonly of: 'week' | 'month' | 'year';
  /** Of a period of so many days. */
  readonly atLeast: (days: number) => number;
  /** Working days alone count. */
  readonly working: boolean;
  readonly nights: number;
  /** With fewer working days than that nobody is judged. */
  readonly judgedFrom: number;
  /** Posts of which it is not asked. */
  readonly without: readonly string[];
}

const asked = (of: DaysAsked['of'], atLeast: DaysAsked['atLeast'], more: Partial<DaysAsked> = {}): DaysAsked => ({
  of,
  atLeast,
  working: false,
  nights: 0,
  judgedFrom: 0,
  without: [],
  ...more,
});
const twoThirds = asked('month', (days) => Math.ceil((days * 2) / 3));
const workdays = (count: number): DaysAsked => asked('month', () => count, { working: true, judgedFrom: count });

/** By pack. */
const table: Readonly<Record<string, readonly DaysAsked[]>> = {
  // FD-09a, CQ-11a: 2/3 of each month.
  'fengdu-2021': [twoThirds],
  'chongqing-2023': [twoThirds],
  // XA-16a: 20 days a month; XA-35: 200 a year. 联户干部 do not live there.
  'xian-2018': [
    asked('month', () => 20, { without: ['联户干部'] }),
    asked('year', () => 200, { without: ['联户干部'] }),
  ],
  // YL-7-2-3a.
  'yulin-2021': [asked('year', () => 220)],
  // ZM-13a: five days and four nights, flagged in a week with days off; ZM-13b: 20 working days.
  'zhumadian-2022': [asked('week', () => 5, { nights: 4, judgedFrom: 5 }), workdays(20)],
  'sample-zhumadian': [workdays(21)],
};

/** The nearest pack's that asks any of that period. */
export function daysAsked({ packs }: Book, of: DaysAsked['of']): DaysAsked | null {
  const all = packs.flatMap(({ id }) => table[id] ?? []).filter((one) => one.of === of);
  return [...all].sort((a, b) => b.atLeast(30) - a.atLeast(30))[0] ?? null;
}
