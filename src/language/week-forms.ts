/** Weeks and their days: 下周三, 周四周五, 周一到三, 下周整周, 周末. Weeks begin on Monday. */
import { addDays, weekdayOf, type IsoDate } from '../domain/calendar.ts';
import { form, vagueForm, type DateForm } from './date-form.ts';
import { anyOf, numberOf, week, weekdayOfWeek, weekdays, weekdayLetters, weekWords } from './date-words.ts';
import { day, fixed, vague, type Piece } from './said-pieces.ts';

/** This or that weekday; without a word for the week the next one, today included. */
function dayOfWeek(prefix: string | undefined, weekday: string | undefined, today: IsoDate): IsoDate {
  const number = numberOf(weekdays, weekday);
  if (prefix !== undefined) return weekdayOfWeek(today, numberOf(weekWords, prefix), number);
  return addDays(today, (number - weekdayOf(today) + 7) % 7);
}

/** 周一到三, 周一二三, 周六日: a span where each day follows the one before; 周一三五 is asked. */
function listed(prefix: string | undefined, first: string, rest: string, today: IsoDate): Piece {
  const numbers = [first, ...rest.replace(/[^一二三四五六日天]/g, '')].map((letter) => numberOf(weekdays, letter));
  const isRange = /[到至~-]/.test(rest);
  const follows = numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1);
  const [start, end] = [numbers[0] ?? 0, numbers.at(-1) ?? 0];
  const isSpan = isRange ? numbers.length === 2 && start < end : follows;
  if (!isSpan) return vague;
  const from = dayOfWeek(prefix, first, today);
  return { type: 'span', from, to: addDays(from, end - start) };
}

function weekend(prefix: string | undefined, today: IsoDate): Piece {
  // Said on a Sunday it may be this one or the next.
  if (prefix === undefined && weekdayOf(today) === 7) return vague;
  const saturday = weekdayOfWeek(today, numberOf(weekWords, prefix), 6);
  return { type: 'span', from: saturday, to: addDays(saturday, 1) };
}

/** Monday to Friday; of a week that has begun it is asked which days are left. */
function wholeWeek(prefix: string | undefined, today: IsoDate): Piece {
  const monday = weekdayOfWeek(today, numberOf(weekWords, prefix), 1);
  return monday < today ? vague : { type: 'span', from: monday, to: addDays(monday, 4) };
}

const aWeek = (prefix: string | undefined, today: IsoDate): Piece => {
  const monday = weekdayOfWeek(today, numberOf(weekWords, prefix), 1);
  return monday < today ? vague : { ...vague, week: monday };
};

const prefixes = `(${anyOf(weekWords)})`;
const wholeOf = `(?:整个?${week}|全周|都)`;

export const weekForms: readonly DateForm[] = [
  // 不含周末请5天: the end is not for the grammar to reckon.
  vagueForm(
    `(?:不含|不算|不包括|除开?|除去|刨去|抛开)(?:周末|双休日?|节假日|休息日)(?:外|以外)?|(?:周末|双休日?)(?:不算|除外)`,
  ),
  vagueForm(`每个?${week}(?:${weekdayLetters}|末)?`),
  // 下周整周, 下周一整周, 下一整周, 下一周整周, 整个下周.
  form(`${prefixes}一?${week}一?${wholeOf}`, ([prefix], today) => wholeWeek(prefix, today)),
  form(`(上|这|本|下)一?整个?${week}`, ([prefix], today) => wholeWeek(prefix, today)),
  form(`整个?${prefixes}${week}(?!${weekdayLetters})`, ([prefix], today) => wholeWeek(prefix, today)),
  // 周三一天 and 周五一早 go on with something else.
  form(
    `${prefixes}?${week}([一二三四五六])((?: ?(?:[到至、和-]|~)? ?(?:六(?=日(?!志|期))|[一二三四五六日天](?![日号月天点时个早起些整周志]|[一二三四五六七八九十]?[月号]))){1,6})`,
    ([prefix, first, rest], today) => listed(prefix, first ?? '', rest ?? '', today),
  ),
  form(`${prefixes}的?${week}末`, ([prefix], today) => weekend(prefix, today)),
  form(`${week}末`, (_, today) => weekend(undefined, today)),
  // Alone it may have gone by; 这周三到周五 has begun, 这周三没来 is told afterwards.
  form(
    `[这本]个?${week}([一二三四五六日天1-7])(?!\\d|(?:[上下]午|早上?|中午|晚上?)? ?(?:到|至|-|~|、|和|,)|.{0,14}(?:补|没来|没去|没到|没在|忘))`,
    ([weekday]) => day({ form: 'this-week', weekday: numberOf(weekdays, weekday) }),
  ),
  form(`${prefixes}一?${week}?的?${week}([一二三四五六日天1-7])(?!\\d)`, ([prefix, weekday], today) =>
    fixed(dayOfWeek(prefix, weekday, today)),
  ),
  form(`${week}([一二三四五六日天1-7])(?!\\d)`, ([weekday]) =>
    day({ form: 'weekday', weekday: numberOf(weekdays, weekday) }),
  ),
  form(`${prefixes}一?${week}`, ([prefix], today) => aWeek(prefix, today)),
];
