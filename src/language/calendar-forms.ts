/** Dates of the calendar: 12.1, 12月1日, 3号, 20261201. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { form, number, vagueForm, type DateForm, type Groups } from './date-form.ts';
import { anyOf, monthWords, numberOf, yearWords } from './date-words.ts';
import { smallNumber } from '../domain/numerals.ts';
import { resolveDay } from './resolve-days.ts';
import { day, type Piece } from './said-pieces.ts';

/** A figure with a unit is no date: 12.1万, 3.5小时, 2.5天. Units after a space are only those that start no reason. */
const noUnit =
  '(?![\\d./:]?\\d)(?!天|万|元|千|百|亿|公里|米|亩|斤|公斤|吨|度|%|个|户|人|月|组|年|种|项|件|次|名|位|条|笔|家|场|栋|小时|点|倍|折|分|升|kg|cm|℃| (?:公里|小时|亩|万元|元(?!旦)|%))';
/** 1号楼, 一号文件 and 5号线 are no days. */
const noThing = '(?!楼|文件|线|院|床|桌|门|病房|机|组|路|店|厅|单|令|公告)';

const monthDay = (month: string | undefined, dayText: string | undefined, dotted: boolean): Piece | null => {
  const said = { form: 'month-day', month: number(month), day: number(dayText), dotted } as const;
  // 38.5 is a temperature; 13.1 is a slip worth telling.
  return said.month > 31 ? null : day(said);
};
const plainMonthDay = ([m, d]: Groups): Piece | null => monthDay(m, d, false);
const dayAlone = ([d]: Groups): Piece => day({ form: 'day', day: number(d), monthsOn: null });
/** Each day follows the one before; else it is a version or a clause. */
function dottedDays([m, first, rest]: Groups, today: IsoDate): Piece | null {
  const days = [first, ...(rest ?? '').split('.').slice(1)].map(Number);
  const start = resolveDay({ form: 'month-day', month: number(m), day: number(first), dotted: true }, today, 'forward');
  const isList = days.every((on, index) => index === 0 || on === (days[index - 1] ?? 0) + 1);
  if (!isList || start === 'unclear' || start === 'no-such-date') return null;
  return { type: 'span', from: start, to: addDays(start, days.length - 1) };
}
const fullDay = ([y, m, d]: Groups): Piece => day({ form: 'full', year: number(y), month: number(m), day: number(d) });

export const calendarForms: readonly DateForm[] = [
  form(`(\\d{4})(?:[-/.]| ?年 ?)(\\d{1,2})(?:[-/.]| ?月 ?)(\\d{1,2})(?: ?(?:日|号)|(?!\\d))`, fullDay),
  form('(20\\d\\d)(\\d\\d)(\\d\\d)(?!\\d)', fullDay),
  form(`(2\\d)(?:年${smallNumber}月|\\.(\\d{1,2})\\.)${smallNumber}(?:日|号|(?!\\d))`, ([y, m, dotted, d]) =>
    fullDay([`20${y ?? ''}`, m ?? dotted ?? '', d ?? '']),
  ),
  form(`(${anyOf(yearWords)})(?:的)?${smallNumber}[月.]${smallNumber}(?:日|号|(?!\\d))`, ([word, m, d], today) =>
    fullDay([String(Number(today.slice(0, 4)) + numberOf(yearWords, word)), m, d]),
  ),
  // Without 号 these are as often said of the lunar month; 二月二 and 三月三 always are.
  vagueForm('(?:五月五|七月七|七月十五|八月十五|九月九)(?![日号一二三四五六七八九十\\d])'),
  form(`${smallNumber} ?月(?:份)? ?${smallNumber} ?(?:日|号)`, plainMonthDay),
  form(`${smallNumber}月${smallNumber}(?!\\d|天|个|周|次|户|人|名|点|场|篇|件|[.:]\\d)`, plainMonthDay),
  // 5.12.13: two days of one month.
  form(`(\\d{1,2})\\.(\\d{1,2})((?:\\.\\d{1,2}){1,3})${noUnit}`, dottedDays),
  // 0310到0312, 0310号: four figures only where something shows the day.
  form('(0[1-9]|1[0-2])([0-3]\\d)(?: ?(?:号|日)|(?= ?(?:到|至|-|~) ?(?:0[1-9]|1[0-2])[0-3]\\d(?!\\d)))', plainMonthDay),
  form(
    '(?<=(?<!\\d)(?:0[1-9]|1[0-2])[0-3]\\d(?:号|日)? ?(?:到|至|-|~) ?)(0[1-9]|1[0-2])([0-3]\\d)(?!\\d)(?:号|日)?',
    plainMonthDay,
  ),
  // 5.12、13.
  form('(?<=(?<![\\d.])\\d{1,2}[./月]\\d{1,2} ?、 ?)(\\d{1,2})(?![\\d.:/月号日点个天])', dayAlone),
  // A range or a choice of two: asked.
  vagueForm('\\d{1,2}\\.\\d{1,2}/\\d{1,2}\\.\\d{1,2}'),
  form(`(\\d{1,2}) ?[./。] ?(\\d{1,2})(?:(?:日|号)|${noUnit})`, ([m, d]) => monthDay(m, d, true)),
  // 12-1到12-3: a dash inside a date only where another one is the joint.
  form('(\\d{1,2})-(\\d{1,2})(?= ?(?:到|至|~) ?\\d{1,2}-\\d{1,2})', plainMonthDay),
  form('(?<=\\d-\\d{1,2} ?(?:到|至|~) ?)(\\d{1,2})-(\\d{1,2})(?!\\d)', plainMonthDay),
  form(`(${anyOf(monthWords)})(?:的)?${smallNumber}(?:日|号)`, ([word, d]) =>
    day({ form: 'day', day: number(d), monthsOn: numberOf(monthWords, word) }),
  ),
  form(`${smallNumber} ?(?:日|号)${noThing}`, dayAlone),
  // 25到27号, 7、8号: the word 号 is said once, at the end.
  form(`${smallNumber}(?=(?: ?(?:到|至|-|~|、|,|和|跟) ?${smallNumber}){1,6}(?:日|号)${noThing})`, dayAlone),
];
