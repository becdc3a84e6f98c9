/** Festivals and lunar dates: 端午节, 大年三十, 腊月二十三. */
import { daysBetween, type IsoDate } from '../domain/calendar.ts';
import { lunarOf } from './chinese-calendar.ts';
import { form, number, thatDay, vagueForm, type DateForm, type Groups } from './date-form.ts';
import { aboutOf, festival, holiday, named, noMakeUp, offNamed, offWords } from './festival-words.ts';
import { festivalWords, holidayWords, nameOf } from './named-days.ts';
import { aboutDays, day, vague, type Piece } from './said-pieces.ts';

function allOff(word: string | undefined, today: IsoDate): Piece {
  const said = named(nameOf(word ?? ''));
  const off = offNamed(word, today);
  return aboutDays(off ? { type: 'span', ...off, on: said } : { ...vague, on: said }, aboutOf(word, today));
}

/** 国庆七天, where they are seven. */
function allOffOf(word: string | undefined, days: number, today: IsoDate): Piece | null {
  const off = offNamed(word, today);
  return off && daysBetween(off.from, off.to) + 1 === days ? allOff(word, today) : null;
}

const namedDay = (word: string | undefined, today: IsoDate): Piece =>
  aboutDays(day(named(nameOf(word ?? ''))), aboutOf(word, today));

const holidayForms: readonly DateForm[] = [
  // Which one that is turns on when the year is counted from.
  vagueForm(`(?:明年|后年|去年|前年)的?(?:${holiday}|${festival})`),
  form(`${holiday}的?${thatDay}`, ([word], today) => namedDay(word, today)),
  form(`${holiday}${offWords}?([两三四五六七八2-8])天(?!假)`, ([word, days], today) =>
    allOffOf(word, number(days), today),
  ),
  form(`${holiday}${offWords}?${noMakeUp}(?:期间|的时候|[那这]?几天|那[两三四五六七八2-8]天)?`, ([word], today) =>
    allOff(word, today),
  ),
  form(`${festival}(?:的?${thatDay})?`, ([word], today) => namedDay(word, today)),
  vagueForm('(?<![\\u4e00-\\u9fff\\d])过年(?=[那这前后期请的])'),
];

const lunarMonths: Readonly<Record<string, number>> = { 正: 1, 冬: 11, 腊: 12 };
const monthOf = (text: string | undefined): number => lunarMonths[text ?? ''] ?? number(text);
const lunarDay = ([month, date]: Groups): Piece => day({ form: 'lunar', month: monthOf(month), day: number(date) });

const dayNumber = '([一二三四五六七八九十廿卅]{1,3}|\\d{1,2})';
const firstTen = '([一二三四五六七八九十])';
/** 孩子上初三, 初中 and 初步 are no days. */
const noDay = '(?![中高级步次衷心小等审评试稿始班年学毕])';

const lunarForms: readonly DateForm[] = [
  vagueForm('(?:农历|阴历|旧历|老历)?闰[一二三四五六七八九十]{1,2}月(?:初?[一二三四五六七八九十廿]{1,3})?(?:日|号)?'),
  form(
    `(?:农历|阴历|旧历|老历)的?([正冬腊]|[一二三四五六七八九十]{1,2}|\\d{1,2})月初?${dayNumber}(?:日|号)?`,
    lunarDay,
  ),
  form(`([正冬腊])月初?${dayNumber}(?:日|号)?(?!天|个)`, lunarDay),
  form(`([二三四五六七八九十]{1,2})月初${firstTen}(?![日号天])`, lunarDay),
  form(`(?:大年|年)初?${firstTen}(?![十月日号天级])`, ([date]) => day({ form: 'lunar', month: 1, day: number(date) })),
  form(`(?<=(?:除夕|三十|月.{1,4}|初[一二三四五六七八九十]) ?(?:到|至|-|~|、|和)? ?)初${firstTen}${noDay}`, ([date]) =>
    day({ form: 'lunar', month: null, day: number(date) }),
  ),
  form(`(?<![上读念子娃儿女升最当起])初${firstTen}${noDay}`, ([date], today) =>
    [12, 1].includes(lunarOf(today).month) ? day({ form: 'lunar', month: null, day: number(date) }) : null,
  ),
  vagueForm('(?:农历|阴历|旧历)(?:[正冬腊]月)?|[正冬腊]月[初底]?'),
];

export const festivalForms: readonly DateForm[] = [...lunarForms, ...holidayForms];

const namedStarters = [...holidayWords, ...festivalWords].map((word) => word.charAt(0));

/** What a form here may begin with. */
export const festivalStarters = new Set([
  ...namedStarters,
  ...Array.from('明后去前农阴旧老闰正冬腊年大初二三四五六七八九十过'),
]);

/** What a day around a festival may begin with. */
export const edgeStarters = new Set([...namedStarters, ...Array.from('节假放长黄小年过休收调要得补上')]);
