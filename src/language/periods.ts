/** Calendar periods by name: 本周, 上月, 今年. */
import { addDays, firstOf, lastOf, monthOf, type IsoDate } from '../domain/calendar.ts';
import { weekdayOfWeek } from './date-words.ts';

export interface Period {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

const offsets: Readonly<Record<string, number>> = {
  上: -1,
  上个: -1,
  去: -1,
  本: 0,
  这: 0,
  这个: 0,
  今: 0,
  下: 1,
  下个: 1,
};
const name = /(本|这个?|上个?|下个?)(周|星期|礼拜|月)(?![一二三四五六天末\d]|日(?!志))|(今|去)(年)/y;

/** The week (Monday to Sunday) of `today`. */
export const weekOf = (today: IsoDate): Period => ({
  from: weekdayOfWeek(today, 0, 1),
  to: weekdayOfWeek(today, 0, 7),
});

function periodOf(unit: string, on: number, today: IsoDate): Period {
  if (unit === '年') {
    const year = String(Number(today.slice(0, 4)) + on);
    return { from: `${year}-01-01` as IsoDate, to: `${year}-12-31` as IsoDate };
  }
  if (unit !== '月') return weekOf(addDays(today, on * 7));
  const inside = on === 0 ? today : on < 0 ? addDays(firstOf(monthOf(today)), -1) : addDays(lastOf(monthOf(today)), 1);
  return { from: firstOf(monthOf(inside)), to: lastOf(monthOf(inside)) };
}

/** The period named exactly at `at`, from its first to its last day, and where its name ends. */
export function periodAt(
  look: string,
  at: number,
  today: IsoDate,
): { readonly period: Period; readonly end: number } | null {
  name.lastIndex = at;
  const found = name.exec(look);
  if (!found) return null;
  const on = offsets[found[1] ?? found[3] ?? ''] ?? 0;
  return { period: periodOf(found[2] ?? found[4] ?? '', on, today), end: at + found[0].length };
}
