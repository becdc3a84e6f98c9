/** Parts of a month or a year: 月底, 下个月头上, 3月底那天, 本月最后一天. Asked unless they name one day. */
import { addDays, firstOf, lastOf, monthOf, type IsoDate, type IsoMonth } from '../domain/calendar.ts';
import { form, number, thatDay, vagueForm, type DateForm } from './date-form.ts';
import { anyOf, monthWords, nthWeekday, numberOf, week, weekdayLetters, weekdays, yearWords } from './date-words.ts';
import { countNumber, readNumber, smallNumber } from '../domain/numerals.ts';
import { resolveDay } from './resolve-days.ts';
import { workdayInMonth } from './published-days.ts';
import { aboutDays, day, fixed, isKnown, vague, type About, type Piece, type SaidDay } from './said-pieces.ts';

/** 下个月, 3月, or 月 alone. */
const month = `(?:(${anyOf(monthWords)})|${smallNumber}月份?|月)的?`;

const endOf = (word: string | undefined, named: string | undefined): SaidDay => ({
  form: 'month-end',
  month: named === undefined ? null : number(named),
  monthsOn: word === undefined ? null : numberOf(monthWords, word),
});

const openEnd = (said: SaidDay): Piece => (isKnown(said) ? { ...vague, end: said } : vague);

/** The month said; of a month by its number the one that is not past. */
function monthSaid(word: string | undefined, named: string | undefined, today: IsoDate): IsoMonth | null {
  const last = resolveDay(endOf(word, named), today, 'forward');
  return last === 'unclear' || last === 'no-such-date' ? null : monthOf(last);
}

/** 3月第二个周一, 这月最后一个周五, 下个月第一个工作日. */
function nthOf(month: IsoMonth | null, nth: number, weekday: string | undefined): Piece {
  if (month === null || !(Math.abs(nth) >= 1 && Math.abs(nth) <= 5)) return vague;
  const on = weekday === undefined ? workdayInMonth(month, nth) : nthWeekday(month, numberOf(weekdays, weekday), nth);
  return on === null ? vague : fixed(on);
}

/** Which days of the month a word for a part of it is about. */
const parts: readonly (readonly [when: RegExp, from: number, to: number])[] = [
  [/[底末]$/, 22, 31],
  [/(?:初|头上?)$/, 1, 9],
  [/上旬$/, 1, 10],
  [/中旬$/, 11, 20],
  [/下旬$/, 21, 31],
  [/上半月$/, 1, 15],
  [/下半月$/, 16, 31],
  [/中$/, 8, 22],
  [/$/, 1, 31],
];

function aboutPart(month: IsoMonth | null, part: string): About | null {
  const row = parts.find(([when]) => when.test(part));
  if (month === null || !row) return null;
  const to = addDays(firstOf(month), row[2] - 1);
  return { from: addDays(firstOf(month), row[1] - 1), to: to > lastOf(month) ? lastOf(month) : to };
}

/** 月初那天: the first, of the month to come where it is past. */
function firstDay(word: string | undefined, named: string | undefined, today: IsoDate): Piece {
  if (named !== undefined) return day({ form: 'month-day', month: number(named), day: 1, dotted: false });
  const isPast = word === undefined && !today.endsWith('-01');
  return day({ form: 'day', day: 1, monthsOn: isPast ? 1 : numberOf(monthWords, word) });
}

/** 月底最后两天. */
function lastDays(said: SaidDay, count: string | undefined, today: IsoDate): Piece {
  const days = readNumber(count ?? '');
  const last = resolveDay(said, today, 'forward');
  if (days === null || days < 1 || days > 28 || last === 'unclear' || last === 'no-such-date') return vague;
  return { type: 'span', from: addDays(last, 1 - Math.ceil(days)), to: last };
}

const yearEnd = (word: string | undefined, today: IsoDate): IsoDate =>
  `${Number(today.slice(0, 4)) + numberOf(yearWords, word)}-12-31` as IsoDate;

const partWords = '初(?![一二三四五六七八九十])|头上?|中旬|中(?![秋元考])|上旬|下旬|上半月|下半月';

export const monthForms: readonly DateForm[] = [
  form(`${month}(?:底|末)?的?最后(?:一天|1天)`, ([word, named]) => day(endOf(word, named))),
  form(`${month}(?:底|末)?的?最后${countNumber}天`, ([word, named, count], today) =>
    lastDays(endOf(word, named), count, today),
  ),
  form(`${month}(?:底|末)的?${thatDay}`, ([word, named]) => day(endOf(word, named))),
  form(`${month}(?:(?:初|头上?)的?${thatDay}|(?:初|头)?第一天|头一天)`, ([word, named], today) =>
    firstDay(word, named, today),
  ),
  form(
    `${month}(?:第([一二三四五1-5])个|(头|首)个|(最后|倒数第一)一?个)(?:${week}(${weekdayLetters})|工作日)`,
    ([word, named, nth, first, last, weekday], today) =>
      nthOf(monthSaid(word, named, today), last ? -1 : first ? 1 : number(nth), weekday),
  ),
  form(`${month}(?:底|末)`, ([word, named], today) =>
    aboutDays(openEnd(endOf(word, named)), aboutPart(monthSaid(word, named, today), '底')),
  ),
  form(`(?:(${anyOf(yearWords)})|年)(?:底|末)?(?:的)?最后一天`, ([word], today) => fixed(yearEnd(word, today))),
  form(`(?:(${anyOf(yearWords)})|年)(?:底|末)`, ([word], today) => {
    const on = yearEnd(word, today);
    return { ...vague, end: { form: 'fixed', on }, about: { from: addDays(on, -30), to: on } };
  }),
  form(`${month}(${partWords})`, ([word, named, part], today) =>
    aboutDays(vague, aboutPart(monthSaid(word, named, today), part ?? '')),
  ),
  vagueForm(`(?:年|${anyOf(yearWords)})的?(?:${partWords})`),
];

/** A month alone, after all forms that go on with a day of it. */
export const wholeMonthForms: readonly DateForm[] = [
  // 下个月请假 3号到5号.
  form(`(下下个月|下个月|下月)(?!的?[\\d一二三四五六七八九十廿])`, ([word], today) =>
    aboutDays(vague, aboutPart(monthSaid(word, undefined, today), '')),
  ),
  form(`${smallNumber}月(?:份)?`, ([named], today) =>
    aboutDays(vague, aboutPart(monthSaid(undefined, named, today), '')),
  ),
];
