/** 三点到五点, 下午2点-4点半, 14:00-16:00: hours of one half of a day. */
import { numeralCharacters, readNumber } from '../domain/numerals.ts';

const parts = '上午|下午|早上|晚上|中午|傍晚';
/** Pattern source of the figure of an hour. */
export const hour = `(?:\\d{1,2}|[${numeralCharacters}]{1,3})`;
const minutes = '(?::[0-5]\\d|[点时](?:[0-5]?\\d分?|半|整|一刻|三刻|钟)?)';

/** Pattern source; the first hour may go without its 点. */
export const clockSpan = `(?<![\\d.:])(?:${parts})?${hour}${minutes}?(?:到|至|-|~)(?:${parts})?${hour}${minutes}`;

const pieces = new RegExp(`(${parts})?(${hour})(?:${minutes})?`, 'g');

/** An hour of the day: 三点 without more is in the afternoon, where people are at work. */
function hourOfDay(part: string | undefined, said: number): number {
  if (said >= 12 || part === '上午' || part === '早上') return said;
  return part !== undefined || said < 7 ? said + 12 : said;
}

/** The half that both ends lie in; null where they lie in two, or are no hours. */
export function halfOfHours(text: string): 'am' | 'pm' | null {
  const [first, second] = [...text.matchAll(pieces)];
  const [start, end] = [readNumber(first?.[2] ?? ''), readNumber(second?.[2] ?? '')];
  if (start === null || end === null || start > 24 || end > 24) return null;
  const from = hourOfDay(first?.[1], start);
  const to = hourOfDay(second?.[1] ?? (start <= end ? first?.[1] : undefined), end);
  if (to < from) return null;
  return to <= 12 ? 'am' : from >= 12 ? 'pm' : null;
}
