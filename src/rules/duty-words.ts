/** Words by which duties are counted, and what is said of one that a person has to look at. */

/** An entry counts for the days that it took, not once. */
export const isCountedInDays = (unit: string): boolean => unit === '天';

const months: Readonly<Record<string, number>> = { 月: 1, 个月: 1, 年: 12 };

/** Months of one of these; null for what is no length of time. */
export const monthsIn = (unit: string): number | null => months[unit] ?? null;

export const dutyFlags = {
  /** Nothing in the texts says what somebody owes who came halfway through. */
  joinedMidway: '到岗不满一期：文件没有写怎么折算，由人认定',
  /** A period of days that ends on a rest day (民法典 203). */
  movedToWorkday: '期满那天休息，顺延到下一个工作日',
  /** It ends, or goes on, in a year whose holidays are not known. */
  holidaysUnknown: '当年放假安排还没有公布，暂按周六、周日休息推算',
} as const;
