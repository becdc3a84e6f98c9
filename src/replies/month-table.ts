/** The month's attendance table (考勤表) in words, and the lines of a digest about the days in the village. Figures only. */
import { addDays, firstOf, monthOf, type IsoMonth } from '../domain/calendar.ts';
import {
  isShort,
  type AskedNights,
  type DueLine,
  type MonthRow,
  type MonthTable,
  type MonthTables,
  type ReminderResult,
} from '../domain/reminder-result.ts';
import { articles, cited, countedDays, dates, day, days, lines, sentence } from './format.ts';

type Of<K extends ReminderResult['says']> = Extract<ReminderResult, { says: K }>;
type LineOf<K extends DueLine['is']> = Extract<DueLine, { is: K }>;

const monthName = (month: IsoMonth): string => `${Number(month.slice(5))}月`;
const fullMonth = (month: IsoMonth): string => `${month.slice(0, 4)}年${monthName(month)}`;

/** Names in a line of the week; the table has them all. */
const mostNames = 10;

const period = (of: LineOf<'days-short'>['of'], month: IsoMonth): string =>
  of === 'week' ? '本周' : of === 'year' ? `${month.slice(0, 4)}年全年` : monthName(month);

function short(line: LineOf<'days-short'>): string {
  const { of, month, days: had, minDays, daysLeft, counts, nights, can, citations } = line;
  const so = (n: number): string => countedDays(n, counts);
  const missing = minDays - had;
  const needed = missing > 0 ? `，还差${so(missing)}，除去已批准的请假还剩${so(daysLeft)}` : '';
  const hint = can === 'just' ? '刚刚够，请安排好后面的日子' : '已经不够，请与考勤人沟通；漏打卡的可以补卡';
  const slept = nights === null ? '' : `；${nightsLine(nights)}`;
  const how = nights === null ? '' : reckoning;
  return `${period(of, month)}已在岗${so(had)}，要求不少于${so(minDays)}${needed}${slept}。${hint}（${articles(citations)}）。${how}`;
}

function nightsLine({ nights, minNights, left }: AskedNights): string {
  const missing = minNights - nights;
  return `已住${nights}夜，要求不少于${minNights}夜${missing > 0 ? `，还差${missing}夜，最多还有${left}夜` : ''}`;
}

/** As `nights.ts` derives them. */
const reckoning = '夜数不单独登记，按前后两天都在岗推算；前一天最后发了“离岗”、第二天再打卡的，那一夜不算。';

function behind({ of, month, people, total }: LineOf<'team-behind'>): string {
  const rows = people.slice(0, mostNames).map((p) => `${p.name} ${have(p)}`);
  const more = people.length > mostNames ? `；其余${people.length - mostNames}人见“考勤表 ${monthName(month)}”` : '';
  return `${period(of, month)}在岗天数偏少的 ${people.length} 人（您管考勤的共 ${total} 人）：${rows.join('；')}${more}。`;
}

function have({ days: had, minDays, daysLeft, counts }: LineOf<'team-behind'>['people'][number]): string {
  const so = (n: number): string => countedDays(n, counts);
  return `${so(had)}，要求${so(minDays)}，还剩${so(daysLeft)}`;
}

/** A line of a digest about the days in the village, without a number or a bullet. */
export const attendanceLine = (line: LineOf<'days-short'> | LineOf<'team-behind'>): string =>
  line.is === 'days-short' ? short(line) : behind(line);

/** The table of last month, or a line for each of several, at the end of a digest. Its rows have no numbers: those name what is to be done. */
export const tableLine = (line: LineOf<'month-table'> | LineOf<'month-tables'>): string =>
  line.is === 'month-table' ? table(line, () => '·') : monthTables(line);

function row(r: MonthRow): string {
  const who = [r.post, r.village].filter((part) => part !== null).join('，');
  const leave = r.leaveDays > 0 ? `，请假${days(r.leaveDays)}` : '';
  const worked = r.counts === 'working-days' ? `（工作日${days(r.counted)}）` : '';
  return `${r.name}${who === '' ? ' ' : `（${who}）`}${stay(r)}在岗${days(r.days)}${worked}${leave}${against(r)}`;
}

/** Who was there for a part of the month alone. */
function stay({ fromOn, toOn }: MonthRow): string {
  if (fromOn !== null) return toOn === null ? `${day(fromOn)}起，` : `${dates(fromOn, toOn)}，`;
  return toOn === null ? '' : `到${day(toOn)}止，`;
}

function against(r: MonthRow): string {
  const { minDays, counted, counts, flagged } = r;
  if (minDays === null) return '';
  const asked = `，要求${countedDays(minDays, counts)}`;
  if (flagged) return `${asked}，由人认定`;
  return isShort(r) ? `${asked}，差${countedDays(minDays - counted, counts)}` : asked;
}

const told = (few: number, open: number): string[] => [
  ...(few > 0 ? [`不足的 ${few} 人`] : []),
  ...(open > 0 ? [`由人认定的 ${open} 人`] : []),
];

function totals(rows: readonly MonthRow[]): string {
  const sum = (of: (r: MonthRow) => number): number => rows.reduce((all, r) => all + of(r), 0);
  const few = rows.filter(isShort).length;
  const open = rows.filter((r) => r.flagged).length;
  const parts = [`合计 ${rows.length} 人，在岗${days(sum((r) => r.days))}，请假${days(sum((r) => r.leaveDays))}`];
  return `${[...parts, ...told(few, open)].join('，')}。`;
}

const titleOf = ({ month, township }: MonthTable): string =>
  `${fullMonth(month)}考勤表${township === null ? '' : `（${township}）`}`;

/** What is to be done with it. */
function closing({ month, township, confirmed }: MonthTable): string {
  if (confirmed === 'before') return '这个月的考勤表已经确认过。';
  const name = township === null ? '' : ` ${township}`;
  return confirmed === 'open' ? `请核对；没有问题请回复“确认考勤表 ${monthName(month)}${name}”。` : '';
}

const partOfMonth = '当月中途到岗或离开的，文件没有写不满一个月怎么算，列的是整月的要求，由人认定。';

function table(r: MonthTable, bullet: (place: number) => string): string {
  const isPart = ({ fromOn, toOn, minDays }: MonthRow): boolean => minDays !== null && (fromOn ?? toOn) !== null;
  return lines(
    `${titleOf(r)}：`,
    r.rows.map((one, i) => `${bullet(i)} ${row(one)}`),
    totals(r.rows),
    '天数由打卡、补卡和批准的请假得出，够不够、怎么办由人认定。',
    r.rows.some(isPart) && partOfMonth,
    r.flags.map(sentence),
    cited(r.citations),
    closing(r),
  );
}

export const monthTable = (r: Of<'month-table'>): string =>
  r.confirmed === 'now' ? `已确认${titleOf(r)}：${totals(r.rows)}` : table(r, (i) => `${i + 1}.`);

/** Those who belong to no township can be asked for by that as well: `noTownship` of the language. */
const townshipName = (name: string | null): string => name ?? '未分乡镇';

export function monthTables({ month, tables }: MonthTables): string {
  const example = townshipName(tables.find((t) => t.confirmed === 'open')?.township ?? tables[0]?.township ?? null);
  const isOpen = tables.some(({ confirmed }) => confirmed === 'open');
  const people = tables.reduce((sum, t) => sum + t.people, 0);
  return lines(
    `${fullMonth(month)}考勤表，${tables.length} 个乡镇 ${people} 人：`,
    tables.map(({ township, people: all, short: few, flagged, confirmed }) => {
      const parts = [`${all} 人`, ...told(few, flagged), ...(confirmed === 'before' ? ['已确认'] : [])];
      return `· ${townshipName(township)}：${parts.join('，')}`;
    }),
    `发“考勤表 ${monthName(month)} ${example}”看一个乡镇的。`,
    isOpen && `核对后没有问题，请回复“确认考勤表 ${monthName(month)} ${example}”，可以一次写几个乡镇。`,
  );
}

export function whichMonthTable({ month, said, confirms, townships }: Of<'which-month-table'>): string {
  const example = `${confirms ? '确认' : ''}考勤表 ${monthName(month)} ${townshipName(townships[0] ?? null)}`;
  return lines(
    said === null
      ? `${fullMonth(month)}还有 ${townships.length} 个乡镇的考勤表没有确认，请写明哪个，例如“${example}”：`
      : `没有找到${said}的考勤表，没有改动。请照下面的名称再说，例如“${example}”：`,
    townships.map((name) => `· ${townshipName(name)}`),
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
