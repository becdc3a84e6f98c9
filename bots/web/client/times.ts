/** Instants in the words of the county's own clock, wherever the browser stands. */

const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });
const monthDay = new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, month: 'long', day: 'numeric', weekday: 'short' });
const fullDay = new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, year: 'numeric', month: 'long', day: 'numeric' });

/** 09:05 */
export const timeOf = (at: number): string => clock.format(at);

/** 2026-03-02: one value for all instants of a day. */
export const dayOf = (at: number): string => isoDay.format(at);

/** 今天, 昨天, 3月2日周一, 2025年12月1日 */
export function dayWords(at: number, now: number): string {
  const day = dayOf(at);
  if (day === dayOf(now)) return '今天';
  if (day === dayOf(now - DAY_MS)) return '昨天';
  return (day.slice(0, 4) === dayOf(now).slice(0, 4) ? monthDay : fullDay).format(at);
}

/** For a list: the time today, else the day. */
export const shortWords = (at: number, now: number): string =>
  dayOf(at) === dayOf(now) ? timeOf(at) : dayWords(at, now).replace(/周.$/, '');
