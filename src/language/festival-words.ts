/** How festivals and their days off are named in a text, for the forms that are built upon them. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { thatDay, type Groups } from './date-form.ts';
import { anyWord } from './match-words.ts';
import { festivalWords, holidayOf, holidayWords, nameOf, nearestNamed } from './named-days.ts';
import { nextDaysOff, type DaysOff } from './published-days.ts';
import type { About, SaidDay } from './said-pieces.ts';

/** 十一 and 六一 are numbers unless something shows the day; 大雪 and 雨水 are weather unless called a day. */
const ends = '[ ,。]|$';
/** 十一到十三号, 六一个人, 八一村. */
const noNumber =
  '(?! ?(?:到|至|-|~|、|和) ?[\\d一二三四五六七八九十廿]{1,3}[日号])(?![一二三四五六七八九十百千万亿零\\d月号日点时分秒岁个人户名条项级楼组路元块斤亩米村镇街校厂队班届期年天周次家本份张页章节课道季台])';
const atDatesPlace = '(?<=^|[ ,。;])';
const shownHoliday = `十一(?=长假|黄金周|假期|放假|期间|前|后|那|请|休|到|回|连|补班|${ends})${noNumber}|${atDatesPlace}十一${noNumber}`;
const shownFestival = `(?:三八|五四|[六七八]一)(?=那|当天|请|休|到|前|后|上午|下午|${ends})${noNumber}|${atDatesPlace}(?:三八|五四|[六七八]一)${noNumber}`;
const setPhrase = '(?:二月二|三月三)(?![日号天个月初一二三四五六七八九十\\d])';
const shortWords = new Set(['二月二', '三月三', '十一', '三八', '五四', '六一', '七一', '八一']);
const weather = '(?:大雪|小雪|雨水|霜降|白露|小满|大寒|小寒|大暑|小暑)';
const isWeather = new RegExp(`^${weather}$`);
const weatherDay = `${weather}(?=节气|${thatDay})`;
const plain = (words: readonly string[]): string[] =>
  words.filter((word) => !shortWords.has(word) && !isWeather.test(word));

/** 回家过端午 and 迎国庆 name no time, 王国庆 is a person, 元旦值班 is a thing that happened. */
const notAfter = '(?<![过度迎庆]|[王李张刘陈杨赵黄吴徐孙胡朱高林何郭马罗](?=国庆|建军|建党))';
const notBefore =
  '(?!值班|加班|连休|连起来|连上|连着|换休|补休|演出|活动|晚会|慰问|走访|检查|安保|维稳|联欢|文艺|节目|汇演|福利|物资|祭扫|礼物|轻|青年(?!节)|素|[月号日点个人户名条项级楼组路万千百](?!前))';
/** 五一调休 says which days are worked. */
export const noMakeUp = '(?!调休)';

/** One group: the word. */
export const holiday = `${notAfter}(${shownHoliday}|${anyWord(plain(holidayWords))})${notBefore}`;
export const festival = `${notAfter}(${shownFestival}|${setPhrase}|${weatherDay}|${anyWord(plain(festivalWords))})${notBefore}${noMakeUp}`;
/** 五一假期, 国庆长假. */
export const offWords = '(?:小?长假|黄金周|假期|放假|节假日|假)';
/** Alone, or after 我, 想, 等: 节后, but not 环节后. */
const alone = '(?<!(?![我想等在就])[\\u4e00-\\u9fff\\d])';
/** Days off by their name, 年 for the New Year, or 节 and 假期 for the next there are. Two groups. */
export const daysOff = `(?:${holiday}${offWords}?|${alone}(?:(年)(?!假)|节日|节|${offWords}))`;
/** 过完年, 休完国庆: as {@link daysOff}. */
export const passedOff = `(?:(?:过完|休完|放完|过了)(?:(${anyWord(plain(holidayWords))})|(年)|节|${offWords})|${alone}收假)`;
/** 中秋三天, 国庆七天. */
export const forDays = '(?:[一二两三四五六七八1-9]天)?';

/** Of a form's groups the first that was said. */
export const firstSaid = (groups: Groups): string | undefined => groups.find((group) => group !== undefined);

export const named = (name: string, shift = 0): SaidDay =>
  shift === 0 ? { form: 'named', name } : { form: 'named', name, shift };

const nameSaid = (word: string): string => (word === '年' ? '春节' : nameOf(word));

/** The days off meant; without a word the next there are. null where they are not published. */
export const offNamed = (word: string | undefined, today: IsoDate): DaysOff | null =>
  word === undefined ? nextDaysOff(today) : holidayOf(nameSaid(word), today);

/** Days off that have just ended are still talked about. In days. */
const justGone = 14;

/** The days that such a word is about: those off, or the festival itself where none are published. */
export function aboutOf(word: string | undefined, today: IsoDate): About | null {
  if (word === undefined) return nextDaysOff(today);
  const since = addDays(today, -justGone);
  const off = offNamed(word, since);
  const on = off ? null : nearestNamed(nameSaid(word), since, 'after');
  return off ?? (on && { from: on, to: on });
}
