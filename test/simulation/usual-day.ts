/** The day that is tested and drawn: Monday, five working days before the month's study is due, so that every team and many cadres are reminded. */
import type { DayTerms } from './wechat-day.ts';

export const usualDay = {
  ...{ on: '2026-11-23', seed: 'day', untilHour: 24 },
  // Two accounts that are known for long, and one with the cap that an account begins with.
  dailyCaps: { wechat: 500, 'wechat-2': 500, 'wechat-3': 200 },
  warned: { account: 'wechat-2', hour: 16.5 },
} as const satisfies DayTerms;
