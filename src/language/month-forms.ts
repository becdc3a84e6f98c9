/** Parts of a month or a year: 月底, 下个月头上, 3月底那天, 本月最后一天. Asked unless they name one day. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { form, number, thatDay, vagueForm, type DateForm } from './date-form.ts';
import { anyOf, monthWords, numberOf, yearWords } from './date-words.ts';
import { countNumber, readNumber, smallNumber } from './numerals.ts';
import { resolveDay } from './resolve-days.ts';
import { day, fixed, vague, type Piece, type SaidDay } from './said-pieces.ts';

/** 下个月, 3月, or 月 alone. */
const month = `(?:(${anyOf(monthWords)})|${smallNumber}月份?|月)的?`;

const endOf = (word: string | undefined, named: string | undefined): SaidDay => ({
  form: 'month-end',
  month: named === undefined ? null : number(named),
  monthsOn: word === undefined ? null : numberOf(monthWords, word),
});

const isKnown = (said: SaidDay): boolean => said.form !== 'month-end' || !Number.isNaN(said.month ?? 0);
const openEnd = (said: SaidDay): Piece => (isKnown(said) ? { ...vague, end: said } : vague);

/** 月初那天: the first, of the month to come where it is past. */
function firstDay(word: string | undefined, named: string | undefined, today: IsoDate): Piece {
  if (named !== undefined) return day({ form: 'month-day', month: number(named), day: 1, dotted: false });
  const isPast = word === undefined && !today.endsWith('-01');
  return day({ form: 'day', day: 1, monthsOn: isPast ? 1 : numberOf(monthWords, word) });
}

/** 月底最后两天. */
function lastDays(said: SaidDay, count: string | undefined, today: IsoDate): Piece {
  const days = readNumber(count ?? '');
  const last = isKnown(said) ? resolveDay(said, today, 'forward') : 'unclear';
  if (days === null || days < 1 || days > 28 || last === 'unclear' || last === 'no-such-date') return vague;
  return { type: 'span', from: addDays(last, 1 - Math.ceil(days)), to: last };
}

const yearEnd = (word: string | undefined, today: IsoDate): IsoDate =>
  `${Number(today.slice(0, 4)) + numberOf(yearWords, word)}-12-31` as IsoDate;

export const monthForms: readonly DateForm[] = [
  form(`${month}(?:底|末)?的?最后(?:一天|1天)`, ([word, named]) => day(endOf(word, named))),
  form(`${month}(?:底|末)?的?最后${countNumber}天`, ([word, named, count], today) =>
    lastDays(endOf(word, named), count, today),
  ),
  form(`${month}(?:底|末)的?${thatDay}`, ([word, named]) => day(endOf(word, named))),
  form(`${month}(?:(?:初|头上?)的?${thatDay}|(?:初|头)?第一天|头一天)`, ([word, named], today) =>
    firstDay(word, named, today),
  ),
  form(`${month}(?:底|末)`, ([word, named]) => openEnd(endOf(word, named))),
  form(`(?:(${anyOf(yearWords)})|年)(?:底|末)?(?:的)?最后一天`, ([word], today) => fixed(yearEnd(word, today))),
  form(`(?:(${anyOf(yearWords)})|年)(?:底|末)`, ([word], today) => ({
    ...vague,
    end: { form: 'fixed', on: yearEnd(word, today) },
  })),
  vagueForm(
    `(?:${anyOf(monthWords)}|${smallNumber}月份?|月|年|${anyOf(yearWords)})的?(?:初(?![一二三四五六七八九十])|头上?|中旬|中(?![秋元考])|上旬|下旬|上半月|下半月)`,
  ),
];
