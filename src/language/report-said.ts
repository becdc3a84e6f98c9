/** What a report is of: 11月, 上半年, 第三季度, 年度. */
import { addDays, firstOf, lastOf, monthOf, type IsoDate, type IsoMonth } from '../domain/calendar.ts';
import type { SaidReport } from './duty-intent.ts';
import { readNumber } from './numerals.ts';
import { periodSaid } from './period-said.ts';

type Read = (groups: readonly (string | undefined)[], today: IsoDate) => Omit<SaidReport, 'every'>;

const unnamed = { from: null, to: null };
const yearOf = (said: string | undefined, today: IsoDate): number =>
  said === undefined
    ? Number(today.slice(0, 4))
    : said === '去年'
      ? Number(today.slice(0, 4)) - 1
      : Number(/20\d\d/.exec(said)?.[0] ?? today.slice(0, 4));
const monthAt = (year: number, month: number): IsoMonth => `${year}-${String(month).padStart(2, '0')}` as IsoMonth;

const months = (year: number, first: number, count: number): Omit<SaidReport, 'every'> => ({
  from: firstOf(monthAt(year, first)),
  to: lastOf(monthAt(year, first + count - 1)),
});

const quarterOf = (on: IsoDate): Omit<SaidReport, 'every'> =>
  months(Number(on.slice(0, 4)), Math.floor((Number(on.slice(5, 7)) - 1) / 3) * 3 + 1, 3);

function quarter([year, number]: Parameters<Read>[0], today: IsoDate): Omit<SaidReport, 'every'> {
  const said = readNumber(number ?? '');
  if (said !== null) return said >= 1 && said <= 4 ? months(yearOf(year, today), said * 3 - 2, 3) : unnamed;
  const now = quarterOf(today);
  if (number === '上' || number === '上个') return quarterOf(addDays(now.from ?? today, -1));
  return number === undefined ? unnamed : now;
}

const year = '(20\\d\\d年|去年|今年|本年)?';
/** The first that is found decides: 2026年上半年 is no year, 2026年11月 no year either. */
const forms: readonly (readonly [RegExp, SaidReport['every'], Read])[] = [
  [new RegExp(`${year}(?:第?([一二三四1-4])|(本|这个|上个?))?(?:季度|季报)`), 'quarter', ([y, n, w], t) => quarter([y, n ?? w], t)], // prettier-ignore
  [new RegExp(`${year}(上|下)?半年`), 'half-year', ([y, half], t) => half === undefined ? unnamed : months(yearOf(y, t), half === '上' ? 1 : 7, 6)], // prettier-ignore
  [/((?:20\d\d年|\d\d年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?)(?!\d|[一二三四五六七八九十]{1,3}[日号])/, 'month', ([said], t) => periodSaid(said ?? '', t) ?? unnamed], // prettier-ignore
  [/(本月|这个月|上个?月|上月)/, 'month', ([said], t) => periodSaid(said ?? '', t) ?? unnamed],
  [/当月/, 'month', (_, t) => ({ from: firstOf(monthOf(t)), to: lastOf(monthOf(t)) })],
  [/月度|月报|月总结|每月/, 'month', () => unnamed],
  [/(20\d\d)年|(今年|去年|本年)/, 'year', ([number, word], t) => months(yearOf(number ?? word, t), 1, 12)],
  [/年度|年终|全年|年报|年总结/, 'year', () => unnamed],
];

const every = /^(?:都|全|全部|两个|两件|两项)(?:都)?(?:是|报|要|算)?$/;

/** Which of a list is meant: 2, 第二个, 1和2, 都是; from 0. Null where something else is said. */
export function choicesSaid(look: string, count: number): number[] | null {
  if (every.test(look.trim())) return Array.from({ length: count }, (_, i) => i);
  const said = look.replace(/[\s第个件项条是报。.]+/g, ' ').trim();
  const places = said.split(/[ ,，、和跟与]+/).map((part) => {
    const number = /^[\d一二三四五六七八九两]{1,2}$/.test(part) ? readNumber(part) : null;
    return number !== null && number >= 1 && number <= count ? number - 1 : null;
  });
  return places.every((place) => place !== null) ? [...new Set(places)] : null;
}

/** The kind of period, and which one where that is said. */
export function reportSaid(look: string, today: IsoDate): SaidReport {
  for (const [form, every, read] of forms) {
    const found = form.exec(look);
    if (found) return { every, ...read(found.slice(1), today) };
  }
  return { every: null, ...unnamed };
}
