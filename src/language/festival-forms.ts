/** Festivals, lunar dates and days off: 端午节, 大年三十, 腊月二十三, 国庆后第一天, 补班那天. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { lunarOf } from './chinese-calendar.ts';
import { form, number, thatDay, vagueForm, type DateForm } from './date-form.ts';
import { anyWord } from './match-words.ts';
import { festivalWords, holidayOf, holidayWords, nameOf } from './named-days.ts';
import { nextDaysOff, onlyMakeUpWithin, workdayAround, type DaysOff } from './published-days.ts';
import { day, fixed, vague, type Piece, type SaidDay } from './said-pieces.ts';

/** 十一 and 六一 are numbers unless something shows the day; 大雪 and 雨水 are weather unless called a day. */
const ends = '[ ,。]|$';
const shownHoliday = `十一(?=长假|黄金周|假期|放假|期间|前|后|那|请|休|到|回|连|${ends})`;
const shownFestival = `[六七八]一(?=那|当天|请|休|到|前|后|${ends})`;
const isShort = (word: string): boolean => /^[十六七八]一$/.test(word);
const weather = '(?:大雪|小雪|雨水|霜降|白露|小满|大寒|小寒|大暑|小暑)';
const weatherDay = `${weather}(?=节气|${thatDay})`;
const plain = (words: readonly string[]): string[] =>
  words.filter((word) => !isShort(word) && !new RegExp(`^${weather}$`).test(word));

/** 回家过端午 and 迎国庆 name no time, 王国庆 is a person, 元旦值班 is a thing that happened. */
const notAfter = '(?<![过度迎庆]|[王李张刘陈杨赵黄吴徐孙胡朱高林何郭马罗](?=国庆|建军|建党))';
const notBefore =
  '(?!值班|加班|换休|补休|调休|演出|活动|晚会|慰问|走访|检查|安保|维稳|联欢|文艺|节目|汇演|福利|物资|祭扫|轻|青年(?!节)|素|[月号日点个人户名条项级楼组路万千百](?!前))';
const holiday = `${notAfter}(${shownHoliday}|${anyWord(plain(holidayWords))})${notBefore}`;
const festival = `${notAfter}(${shownFestival}|${weatherDay}|${anyWord(plain(festivalWords))})${notBefore}`;
/** 五一假期, 国庆长假. */
const offWords = '(?:小?长假|黄金周|假期|放假|节假日|假)';
/** Days off by their name, or 节 and 假期 for the next there are. */
const daysOff = `(?:${holiday}${offWords}?|(?<![\\u4e00-\\u9fff])(?:节日|节|${offWords}))`;

const named = (name: string): SaidDay => ({ form: 'named', name });

const offNamed = (word: string | undefined, today: IsoDate): DaysOff | null =>
  word === undefined ? nextDaysOff(today) : holidayOf(nameOf(word), today);

/** A day reckoned from days off; asked where they are not published. */
const fromDaysOff =
  (reckon: (off: DaysOff) => IsoDate | null): DateForm['read'] =>
  ([word], today) => {
    const off = offNamed(word, today);
    const on = off && reckon(off);
    return on === null ? vague : fixed(on);
  };

function allOff(word: string | undefined, today: IsoDate): Piece {
  const said = named(nameOf(word ?? ''));
  const off = offNamed(word, today);
  return off ? { type: 'span', ...off, on: said } : { ...vague, on: said };
}

const after = '(?:之后|以后|过后|结束后|收假后|完了?后?|后)的?';
const before = '(?:之前|以前|前)的?';
const firstBack = '(?:上班第一天|第一天上?班?|头一天|第一个工作日|首个工作日|第一个班)';

const holidayForms: readonly DateForm[] = [
  // Which one that is turns on when the year is counted from.
  vagueForm(`(?:明年|后年|去年|前年)的?(?:${holiday}|${festival})`),
  form(
    `${daysOff}${after}${firstBack}`,
    fromDaysOff((off) => workdayAround(off, 'after')),
  ),
  form(
    `${daysOff}${before}(?:最后一天|最后一个工作日|最后一个班|上班最后一天)`,
    fromDaysOff((off) => workdayAround(off, 'before')),
  ),
  form(
    `${daysOff}${before}一天`,
    fromDaysOff(({ from }) => addDays(from, -1)),
  ),
  form(
    `${holiday}${offWords}?的?第一天`,
    fromDaysOff(({ from }) => from),
  ),
  form(
    `${holiday}${offWords}?的?最后一天`,
    fromDaysOff(({ to }) => to),
  ),
  form(`${holiday}的?${thatDay}`, ([word]) => day(named(nameOf(word ?? '')))),
  form(`${holiday}${offWords}?(?:期间|的时候|[那这]?几天|那[两三四五六七八2-8]天)?`, ([word], today) =>
    allOff(word, today),
  ),
  form(`${festival}(?:的?${thatDay})?`, ([word]) => day(named(nameOf(word ?? '')))),
  vagueForm(
    '(?<![\\u4e00-\\u9fff\\d])(?:节|年|假)[前后](?![来面辈勤期])|(?<![\\u4e00-\\u9fff])过年(?=[那这前后期请的])',
  ),
  form(`(?:调休)?(?:补班|补课|上班)的?${thatDay}|调休的?${thatDay}`, (_, today) => makeUpDay(today)),
];

/** The next make-up day is plain where only one comes soon. In days. */
const soonDays = 20;

function makeUpDay(today: IsoDate): Piece {
  const on = onlyMakeUpWithin(today, soonDays);
  return on === null ? vague : fixed(on);
}

const lunarMonths: Readonly<Record<string, number>> = { 正: 1, 冬: 11, 腊: 12 };
const monthOf = (text: string | undefined): number => lunarMonths[text ?? ''] ?? number(text);
const lunarDay = ([month, date]: readonly (string | undefined)[]): Piece =>
  day({ form: 'lunar', month: monthOf(month), day: number(date) });

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

/** What a form here may begin with. */
export const festivalStarters = new Set([
  ...[...holidayWords, ...festivalWords].map((word) => word.charAt(0)),
  ...Array.from('明后去前节假放长黄农阴旧老闰正冬腊年大初二三四五六七八九十补调上过'),
]);

/** 跟五一连上, 接着周末: beside which days off the leave lies; no date of its own. */
const besides = `(?:${anyWord(holidayWords)}|周末|双休日?|假期|节假日)${offWords}?`;
export const besideDaysOff = [
  `(?:跟|和|与|同|把)${besides}(?:一起)?(?:连|接|拼|凑)(?:起来|在一起|一起|上|着)?(?:休|过|放)?`,
  `(?:连着|连上|接着|接上|凑上|拼上|凑个|接)(?!周末|双休)${besides}(?:一起)?(?:休|放|过)?`,
].join('|');
