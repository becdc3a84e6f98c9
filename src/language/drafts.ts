/** 考勤表 11月, 月报, 年终总结: a month's table, and drafts of what is to be sent up. */
import { addDays, firstOf, monthOf, type IsoDate } from '../domain/calendar.ts';
import {
  afterMonthDraft,
  afterYearDraft,
  draftLead,
  monthDraftWords,
  monthTableWords,
  noTownship,
  tableConfirms,
  townshipEnds,
  yearDraftWords,
} from './duty-words.ts';
import type { FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { anyWord, bare } from './match-words.ts';
import { ofMonth, periodSaid } from './period-said.ts';
import type { Period } from './periods.ts';

const longest = 30;
/** Several townships may be named. */
const longestTable = 80;
const around = /^[\s,:、。的]+|[\s,:、。的!吧]+$/g;
const trimmed = (said: string | undefined): string => (said ?? '').replace(around, '');

const confirm = `(?:${anyWord(tableConfirms)})`;
const table = new RegExp(`^(${confirm})?(.*?)(?:${anyWord(monthTableWords)})(?:@[a-z0-9_]{1,64})?(.*?)(${confirm})?$`);
const monthDraft = new RegExp(`^(.*?)(?:${anyWord(monthDraftWords)})(?:@[a-z0-9_]{1,64})?(.*)$`);
const yearDraft = new RegExp(`^(.*?)(?:${anyWord(yearDraftWords)})(?:@[a-z0-9_]{1,64})?(.*)$`);
const monthSummary = new RegExp(`^(.*?月份?)的?(?:${anyWord(afterMonthDraft)})()$`);
const yearSummary = new RegExp(`^(.*?年)度?的?(?:${anyWord(afterYearDraft)})()$`);

/** Until this day of a month the month before is what is being worked on, and not the one that has just begun. */
const lastDayForBefore = 15;
/** The same of a year, in months. */
const lastMonthForBefore = 2;

const currentMonth = (today: IsoDate): Period =>
  ofMonth(Number(today.slice(8)) <= lastDayForBefore ? monthOf(addDays(firstOf(monthOf(today)), -1)) : monthOf(today));

function currentYear(today: IsoDate): Period {
  const year = Number(today.slice(0, 4)) - (Number(today.slice(5, 7)) <= lastMonthForBefore ? 1 : 0);
  return { from: `${year}-01-01` as IsoDate, to: `${year}-12-31` as IsoDate };
}

const isMonth = ({ from, to }: Period): boolean => from === firstOf(monthOf(from)) && to === ofMonth(monthOf(from)).to;
const isYear = ({ from, to }: Period): boolean => from.endsWith('-01-01') && to === `${from.slice(0, 4)}-12-31`;

/** The period before or after the word; null where something else stands there. */
function periodOf(parts: readonly (string | undefined)[], today: IsoDate, none: Period): Period | null {
  const said = parts.map(trimmed).filter((part) => part !== '');
  if (said.length > 1) return null;
  const [only] = said;
  return only === undefined ? none : periodSaid(/^20\d\d$/.test(only) ? `${only}年` : only, today);
}

const gaps = /[\s,:、。的]+/;
/** A month that stands before or after a name without a gap: 11月示例镇. */
const besideName = /^((?:20\d\d年)?\d{1,2}月份?|[上本这]个?月)?的?(.+?)((?:20\d\d年)?\d{1,2}月份?)?$/;
const township = new RegExp(`^\\p{Script=Han}{1,12}(?:${anyWord(townshipEnds)})$`, 'u');
const isTownship = (word: string): boolean => word === noTownship || township.test(word);

/** Names of townships among the words beside 考勤表, and what is left. */
function townshipsIn(parts: readonly (string | undefined)[]): { names: (string | null)[]; left: string[] } {
  const names: (string | null)[] = [];
  const left = parts.map((part) => {
    const words = trimmed(part)
      .split(gaps)
      .map((word) => {
        const [, left = '', name = '', right = ''] = besideName.exec(word) ?? [];
        if (!isTownship(name)) return word;
        names.push(name === noTownship ? null : name);
        return `${left}${right}`;
      });
    return words.filter((word) => word !== '').join(' ');
  });
  return { names, left };
}

function readTable(message: string, today: IsoDate): Intent | null {
  const found = table.exec(message);
  if (!found) return null;
  const [, before, first, second, after] = found;
  const { names: townships, left } = townshipsIn([first, second]);
  const period = periodOf(left, today, currentMonth(today));
  const confirms = before !== undefined || after !== undefined;
  return period && isMonth(period) ? { intent: 'month-table', ...period, confirms, townships } : null;
}

/** The first of the forms whose other words are such a period. */
function periodBy(
  forms: readonly RegExp[],
  said: string,
  today: IsoDate,
  none: Period,
  fits: (p: Period) => boolean,
): Period | null {
  for (const form of forms) {
    const found = form.exec(said);
    const period = found && periodOf(found.slice(1), today, none);
    if (period && fits(period)) return period;
  }
  return null;
}

function readDraft(message: string, today: IsoDate): Intent | null {
  const said = message.replace(draftLead, '');
  const year = periodBy([yearDraft, yearSummary], said, today, currentYear(today), isYear);
  if (year) return { intent: 'draft', of: 'year', ...year };
  const month = periodBy([monthDraft, monthSummary], said, today, currentMonth(today), isMonth);
  return month && { intent: 'draft', of: 'month', ...month };
}

export function readDrafts(text: FoldedText, today: IsoDate): Intent | null {
  if (text.cut || text.look.length > longestTable) return null;
  const message = bare(text.look);
  return readTable(message, today) ?? (text.look.length > longest ? null : readDraft(message, today));
}
