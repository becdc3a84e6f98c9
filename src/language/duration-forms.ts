/** How long: 三天半, 半个月, 3个工作日. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { form, vagueLength, type DateForm } from './date-form.ts';
import { weekdayLetters } from './date-words.ts';
import { countNumber, readNumber } from '../domain/numerals.ts';
import { fixed, vague, vagueDuration, type Piece } from './said-pieces.ts';

const countOf = (text: string | undefined, daysEach: number, plus = 0): Piece => {
  const count = readNumber(text ?? '');
  return count === null || count === 0 ? vagueDuration : { type: 'duration', days: count * daysEach + plus };
};
const workdays = (text: string | undefined): Piece => {
  const days = readNumber(text ?? '');
  return days === null || days === 0 || !Number.isInteger(days) ? vagueDuration : { type: 'workdays', days };
};
const hoursOf = (text: string | undefined, half: string | undefined): Piece => {
  const hours = text === undefined ? 0 : readNumber(text);
  return hours === null ? vagueDuration : { ...vagueDuration, hours: hours + (text === undefined || half ? 0.5 : 0) };
};
const shifted = (today: IsoDate, count: string | undefined, sign: number): Piece => {
  const days = readNumber(count ?? '');
  return days === null || !Number.isInteger(days) ? vague : fixed(addDays(today, sign * days));
};

const weeks = `个?(?:周(?!${weekdayLetters}|末|年)|(?:星期|礼拜)(?!${weekdayLetters}))`;

const after = '(?:后(?!天)|之后|以后|过后)';
const before = '(?:前(?!天)|之前|以前)';

/** Durations that a shorter form would read wrongly: they stand before all others. */
export const countForms: readonly DateForm[] = [
  vagueLength(`${countNumber}(?:到|至|-|~)${countNumber}(?:天|个?(?:周(?!${weekdayLetters})|星期|礼拜)|个月)`),
  form(`${countNumber}天${after}`, ([n], today) => shifted(today, n, 1)),
  form(`${countNumber}${weeks}${after}`, ([n], today) => shifted(today, n, 7)),
  form(`${countNumber}${weeks}${before}`, ([n], today) => shifted(today, n, -7)),
  form(`半个?月${after}`, (_, today) => fixed(addDays(today, 15))),
  // Which day that is, people count differently: it is asked.
  form(`${countNumber}个半?月${after}`, () => vague),
  // 请假五日; 请假5日 may be the fifth.
  form(
    `(?<=(?:请假|休假|告假|[病事年]假|年休假|请) ?)([一二两三四五六七八九十]{1,2})日(?! ?(?:到|至|-|~|、|和|起|开始|[上下]午|[早晚]))`,
    ([n]) => countOf(n, 1),
  ),
  form(`(?<=起 ?(?:请|休|请假|休假) ?)(\\d{1,2})日(?! ?(?:到|至|-|~|、))`, ([n]) => countOf(n, 1)),
  form(`${countNumber}天${before}`, ([n], today) => shifted(today, n, -1)),
  vagueLength(`${countNumber}天(?:之内|以内|内|以上|以下|多|左右|上下)`),
  vagueLength('十天半个?月|个把(?:月|星期|礼拜|周)|[大小]半天'),
];

export const durationForms: readonly DateForm[] = [
  // Leave is counted in halves of a day.
  form(`(?:${countNumber}个?(半)?|半个?)(?:小时|钟头)(?!之?内|以内|[之以]?[前后])`, ([n, half]) => hoursOf(n, half)),
  form(`${countNumber} ?天半`, ([n]) => countOf(n, 1, 0.5)),
  form(`${countNumber} ?(?:整)?天(?![气窗台然])`, ([n]) => countOf(n, 1)),
  form('半个?[天日]', () => ({ type: 'duration', days: 0.5 })),
  form(`${countNumber}个?工作日`, ([n]) => workdays(n)),
  form('半个?月', () => ({ type: 'duration', days: 15 })),
  form(`${countNumber}个半月`, ([n]) => countOf(n, 30, 15)),
  form(`${countNumber}个月|([俩仨])月`, ([n, short]) => countOf(n ?? short, 30)),
  form(`${countNumber}整?${weeks}`, ([n]) => countOf(n, 7)),
  vagueLength('(?:好|十)?几天|十来天|数天|半个?(?:星期|礼拜)'),
];
