/** What a report is of: 11月, 上半年, 第三季度, 年度. */
import { addDays, firstOf, lastOf, monthOf, type IsoDate } from '../domain/calendar.ts';
import { monthAt, spanHolding } from '../domain/periods.ts';
import type { Groups } from './date-form.ts';
import type { SaidReport } from './duty-intent.ts';
import { readNumber } from '../domain/numerals.ts';
import { ofMonth, periodSaid } from './period-said.ts';
import type { Period } from './periods.ts';

type Of = Omit<SaidReport, 'every'>;
type Read = (groups: Groups, today: IsoDate) => Of;

const unnamed: Of = { from: null, to: null };
const yearOf = (said: string | undefined, today: IsoDate): number =>
  Number(/20\d\d/.exec(said ?? '')?.[0] ?? today.slice(0, 4)) - (said === '去年' ? 1 : 0);

/** So many months of a year; the first is 1. */
function months(year: number, first: number, count: number): Of {
  const index = year * 12 + first - 1;
  return { from: firstOf(monthAt(index)), to: lastOf(monthAt(index + count - 1)) };
}

function quarterOf(on: IsoDate): Period {
  const { fromOn, toOn } = spanHolding('quarter', on);
  return { from: fromOn, to: toOn };
}

function quarter([year, number]: Groups, today: IsoDate): Of {
  const said = readNumber(number ?? '');
  if (said !== null) return said >= 1 && said <= 4 ? months(yearOf(year, today), said * 3 - 2, 3) : unnamed;
  const now = quarterOf(today);
  if (number === '上' || number === '上个') return quarterOf(addDays(now.from, -1));
  return number === undefined ? unnamed : now;
}

const year = '(20\\d\\d年|去年|今年|本年)?';
/** The first that is found decides: 2026年上半年 is no year, 2026年11月 no year either. */
const forms: readonly (readonly [RegExp, SaidReport['every'], Read])[] = [
  [new RegExp(`${year}(?:第?([一二三四1-4])|(本|这个|上个?))?(?:季度|季报)`), 'quarter', ([y, n, w], t) => quarter([y, n ?? w], t)], // prettier-ignore
  [new RegExp(`${year}(上|下)?半年`), 'half-year', ([y, half], t) => half === undefined ? unnamed : months(yearOf(y, t), half === '上' ? 1 : 7, 6)], // prettier-ignore
  [/((?:20\d\d年|\d\d年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?)(?!\d|[一二三四五六七八九十]{1,3}[日号])/, 'month', ([said], t) => periodSaid(said ?? '', t) ?? unnamed], // prettier-ignore
  [/(本月|这个月|上个?月)/, 'month', ([said], t) => periodSaid(said ?? '', t) ?? unnamed],
  [/当月/, 'month', (_, t) => ofMonth(monthOf(t))],
  [/月度|月报|月总结|每月/, 'month', () => unnamed],
  [/(20\d\d)年|(今年|去年|本年)/, 'year', ([number, word], t) => months(yearOf(number ?? word, t), 1, 12)],
  [/年度|年终|全年|年报|年总结/, 'year', () => unnamed],
];

/** The kind of period, and which one where that is said. */
export function reportSaid(look: string, today: IsoDate): SaidReport {
  for (const [form, every, read] of forms) {
    const found = form.exec(look);
    if (found) return { every, ...read(found.slice(1), today) };
  }
  return { every: null, ...unnamed };
}
