/** The month's attendance table (考勤表) in words, and the lines of a digest about the days in the village. Figures only. */
import { addDays, firstOf, monthOf, type IsoMonth } from '../domain/calendar.ts';
import type { DueLine, MonthRow, ReminderResult } from '../domain/reminder-result.ts';
import { articles, cited, days, lines, sentence } from './format.ts';

type Of<K extends ReminderResult['says']> = Extract<ReminderResult, { says: K }>;
type LineOf<K extends DueLine['is']> = Extract<DueLine, { is: K }>;

const monthName = (month: IsoMonth): string => `${Number(month.slice(5))}月`;
const fullMonth = (month: IsoMonth): string => `${month.slice(0, 4)}年${monthName(month)}`;

/** Names in a line of the week; the table has them all. */
const mostNames = 10;

const period = (of: LineOf<'days-short'>['of'], month: IsoMonth): string =>
  of === 'week' ? '本周' : of === 'year' ? `${month.slice(0, 4)}年全年` : monthName(month);

function short({ of, month, days: have, minDays, daysLeft, can, citations }: LineOf<'days-short'>): string {
  const so = `${period(of, month)}已在岗${days(have)}，要求不少于${days(minDays)}`;
  const needed = `还差${days(minDays - have)}，除去已批准的请假还剩${days(daysLeft)}`;
  const hint = can === 'just' ? '刚刚够，请安排好后面的日子' : '已经不够，请与考勤人沟通；漏打卡的可以补卡';
  return `${so}，${needed}，${hint}（${articles(citations)}）。`;
}

function behind({ of, month, people, total }: LineOf<'team-behind'>): string {
  const rows = people.slice(0, mostNames).map((p) => `${p.name} ${have(p)}`);
  const more = people.length > mostNames ? `；其余${people.length - mostNames}人见“考勤表 ${monthName(month)}”` : '';
  return `${period(of, month)}在岗天数偏少的 ${people.length} 人（您管考勤的共 ${total} 人）：${rows.join('；')}${more}。`;
}

const have = (p: LineOf<'team-behind'>['people'][number]): string =>
  `${days(p.days)}，要求${days(p.minDays)}，还剩${days(p.daysLeft)}`;

/** A line of a digest about the days in the village, without a number or a bullet. */
export const attendanceLine = (line: LineOf<'days-short'> | LineOf<'team-behind'>): string =>
  line.is === 'days-short' ? short(line) : behind(line);

function row(r: MonthRow, i: number): string {
  const who = [r.post, r.village].filter((part) => part !== null).join('，');
  const leave = r.leaveDays > 0 ? `，请假${days(r.leaveDays)}` : '';
  return `${i + 1}. ${r.name}${who === '' ? ' ' : `（${who}）`}在岗${days(r.days)}${leave}${against(r)}`;
}

function against({ days: had, minDays, flagged }: MonthRow): string {
  if (minDays === null) return '';
  if (flagged) return `，要求${days(minDays)}，由人认定`;
  return had < minDays ? `，要求${days(minDays)}，差${days(minDays - had)}` : `，要求${days(minDays)}`;
}

function totals(rows: readonly MonthRow[]): string {
  const sum = (of: (r: MonthRow) => number): number => rows.reduce((all, r) => all + of(r), 0);
  const few = rows.filter((r) => r.minDays !== null && !r.flagged && r.days < r.minDays).length;
  const open = rows.filter((r) => r.flagged).length;
  const parts = [`合计 ${rows.length} 人，在岗${days(sum((r) => r.days))}，请假${days(sum((r) => r.leaveDays))}`];
  if (few > 0) parts.push(`不足的 ${few} 人`);
  if (open > 0) parts.push(`由人认定的 ${open} 人`);
  return `${parts.join('，')}。`;
}

const titleOf = ({ month, township }: Of<'month-table'>): string =>
  `${fullMonth(month)}考勤表${township === null ? '' : `（${township}）`}`;

/** What is to be done with it. */
function closing({ month, confirmed }: Of<'month-table'>): string {
  if (confirmed === 'before') return '这个月的考勤表已经确认过。';
  return confirmed === 'open' ? `请核对；没有问题请回复“确认考勤表 ${monthName(month)}”。` : '';
}

export function monthTable(r: Of<'month-table'>): string {
  if (r.confirmed === 'now') return `已确认${titleOf(r)}：${totals(r.rows)}`;
  return lines(
    `${titleOf(r)}：`,
    r.rows.map(row),
    totals(r.rows),
    '天数由打卡、补卡和批准的请假得出，够不够、怎么办由人认定。',
    r.flags.map(sentence),
    cited(r.citations),
    closing(r),
  );
}

export function noMonthTable({ why, month }: Of<'no-month-table'>): string {
  const before = monthName(monthOf(addDays(firstOf(month), -1)));
  switch (why) {
    case 'not-keeper':
      return '考勤表由考勤人查看和确认，您现在没有要管考勤的人。发“我的”可以看自己的出勤。';
    case 'nobody':
      return `${fullMonth(month)}没有您管考勤的人，所以没有考勤表。`;
    case 'not-over':
      return `${fullMonth(month)}还没有过完，过完再确认。要看或确认上一个月，发“考勤表 ${before}”“确认考勤表 ${before}”。`;
  }
}
