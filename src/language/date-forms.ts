/** How days and durations are written: one row a form. A new form is a new row here; longer forms stand first. */
import { addDays, mondayOf, weekdayOf, type IsoDate } from '../domain/calendar.ts';
import type { Half } from '../domain/leave.ts';
import { countNumber, numeralCharacters, readNumber, smallNumber } from './numerals.ts';

/** A day as said; what is not said (year, month) is found from the message's own day in resolve-days.ts. */
export type SaidDay =
  | { readonly form: 'full'; readonly year: number; readonly month: number; readonly day: number }
  /** `dotted` is 12.1 or 12/1, which could also be a figure or a time. */
  | { readonly form: 'month-day'; readonly month: number; readonly day: number; readonly dotted: boolean }
  /** 3号; `monthsOn` counts from the message's month (下月 = 1), null = not said. */
  | { readonly form: 'day'; readonly day: number; readonly monthsOn: number | null }
  | { readonly form: 'weekday'; readonly weekday: number }
  | { readonly form: 'fixed'; readonly on: IsoDate };

export type Piece =
  | { readonly type: 'day'; readonly said: SaidDay; readonly half: Half | null }
  | { readonly type: 'span'; readonly from: IsoDate; readonly to: IsoDate }
  | { readonly type: 'duration'; readonly days: number }
  /** Means a time but not which: 这几天, 下周 (a date); 三四天 (a duration). Asked about, never guessed. */
  | { readonly type: 'vague'; readonly of: 'date' | 'duration' };

interface DateForm {
  readonly pattern: RegExp;
  readonly read: (groups: readonly string[], today: IsoDate) => Piece | null;
}

const form = (source: string, read: DateForm['read']): DateForm => ({ pattern: new RegExp(source, 'y'), read });
const day = (said: SaidDay, half: Half | null = null): Piece => ({ type: 'day', said, half });
const fixed = (on: IsoDate, half: Half | null = null): Piece => day({ form: 'fixed', on }, half);
const vague: Piece = { type: 'vague', of: 'date' };
const vagueDuration: Piece = { type: 'vague', of: 'duration' };
const number = (text: string | undefined): number => readNumber(text ?? '') ?? Number.NaN;

const dayWords: Readonly<Record<string, number>> = {
  大前天: -3,
  前天: -2,
  前日: -2,
  昨天: -1,
  昨日: -1,
  昨儿: -1,
  今天: 0,
  今日: 0,
  今儿: 0,
  当天: 0,
  明天: 1,
  明日: 1,
  明儿: 1,
  后天: 2,
  后日: 2,
  大后天: 3,
};
const shortDayWords: Readonly<Record<string, number>> = { 昨: -1, 今: 0, 明: 1 };
const yearWords: Readonly<Record<string, number>> = { 去年: -1, 今年: 0, 本年: 0, 明年: 1 };
const monthWords: Readonly<Record<string, number>> = {
  上个月: -1,
  上月: -1,
  这个月: 0,
  这月: 0,
  本月: 0,
  当月: 0,
  下个月: 1,
  下月: 1,
  下下个月: 2,
  下下月: 2,
};
const weekWords: Readonly<Record<string, number>> = {
  上上个: -2,
  上上: -2,
  上个: -1,
  上: -1,
  这个: 0,
  这: 0,
  本: 0,
  下个: 1,
  下: 1,
  下下个: 2,
  下下: 2,
};
const weekdays: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  日: 7,
  天: 7,
  1: 1,
  2: 2,
  3: 3,
  4: 4,
  5: 5,
  6: 6,
  7: 7,
};

const anyOf = (words: Readonly<Record<string, number>>): string =>
  Object.keys(words)
    .sort((a, b) => b.length - a.length)
    .join('|');
const week = '(?:周|星期|礼拜)';
/** A figure with a unit is no date: 12.1万, 3.5小时, 2.5天. Units after a space are only those that start no reason. */
const noUnit =
  '(?![\\d./:]?\\d)(?!天|万|元|千|百|亿|公里|米|亩|斤|公斤|吨|度|%|个|户|人|月|组|年|种|项|件|次|名|位|条|笔|家|场|栋|小时|点|倍|折|分|升|kg|cm|℃| (?:公里|小时|亩|万元|元(?!旦)|%))';
/** 1号楼, 一号文件 and 5号线 are no days. */
const noThing = '(?!楼|文件|线|院|床|桌|门|病房|机|组|路|店|厅|单|令|公告)';

/** That weekday (Monday = 1) of the calendar week `weeksOn` after that of `today`. */
export const weekdayOfWeek = (today: IsoDate, weeksOn: number, weekday: number): IsoDate =>
  addDays(mondayOf(today), weeksOn * 7 + weekday - 1);
const monthDay = (month: string | undefined, dayText: string | undefined, dotted: boolean): Piece | null => {
  const said = { form: 'month-day', month: number(month), day: number(dayText), dotted } as const;
  // 38.5 is a temperature; 13.1 is a slip worth telling.
  return Number.isNaN(said.month + said.day) || said.month > 31 ? null : day(said);
};
const fullDay = ([y, m, d]: readonly string[]): Piece =>
  day({ form: 'full', year: number(y), month: number(m), day: number(d) });
const countOf = (text: string | undefined, daysEach: number, plus = 0): Piece => {
  const count = readNumber(text ?? '');
  return count === null || count === 0 ? vagueDuration : { type: 'duration', days: count * daysEach + plus };
};
const shifted = (today: IsoDate, count: string | undefined, sign: number): Piece => {
  const days = readNumber(count ?? '');
  return days === null || !Number.isInteger(days) ? vague : fixed(addDays(today, sign * days));
};

function weekend(prefix: string, today: IsoDate): Piece {
  // Said on a Sunday it may be this one or the next.
  if (prefix === '' && weekdayOf(today) === 7) return vague;
  const saturday = weekdayOfWeek(today, weekWords[prefix] ?? 0, 6);
  return { type: 'span', from: saturday, to: addDays(saturday, 1) };
}

/** 明后天, 今明两天, 今明后三天. */
function joinedDays(words: string, today: IsoDate): Piece {
  const offsets = Array.from(words, (word) => ({ 今: 0, 明: 1, 后: 2 })[word] ?? 0);
  return { type: 'span', from: addDays(today, Math.min(...offsets)), to: addDays(today, Math.max(...offsets)) };
}

const calendarForms: readonly DateForm[] = [
  form(
    '(?:农历|阴历|旧历|正月|腊月|冬月)(?:[一二三四五六七八九十]{1,2}月)?初?(?:[一二三四五六七八九十廿]{1,3})?(?:日|号)?',
    () => vague,
  ),
  form(`(\\d{4})(?:[-/.]| ?年 ?)(\\d{1,2})(?:[-/.]| ?月 ?)(\\d{1,2})(?: ?(?:日|号)|(?!\\d))`, fullDay),
  form('(20\\d\\d)(\\d\\d)(\\d\\d)(?!\\d)', fullDay),
  form(`(2\\d)(?:年${smallNumber}月|\\.(\\d{1,2})\\.)${smallNumber}(?:日|号|(?!\\d))`, ([y, m, dotted, d]) =>
    fullDay([`20${y ?? ''}`, m ?? dotted ?? '', d ?? '']),
  ),
  form(`(${anyOf(yearWords)})(?:的)?${smallNumber}[月.]${smallNumber}(?:日|号|(?!\\d))`, ([word, m, d], today) =>
    fullDay([String(Number(today.slice(0, 4)) + (yearWords[word ?? ''] ?? 0)), m ?? '', d ?? '']),
  ),
  form(`${smallNumber} ?月(?:份)? ?${smallNumber} ?(?:日|号)`, ([m, d]) => monthDay(m, d, false)),
  form(`${smallNumber}月${smallNumber}(?!\\d|天|个|周|次|户|人|名|点|场|篇|件|[.:]\\d)`, ([m, d]) =>
    monthDay(m, d, false),
  ),
  // A range or a choice of two: asked.
  form('\\d{1,2}\\.\\d{1,2}/\\d{1,2}\\.\\d{1,2}', () => vague),
  form(`(\\d{1,2}) ?[./。] ?(\\d{1,2})(?:(?:日|号)|${noUnit})`, ([m, d]) => monthDay(m, d, true)),
  // 12-1到12-3: a dash inside a date only where another one is the joint.
  form('(\\d{1,2})-(\\d{1,2})(?= ?(?:到|至|~) ?\\d{1,2}-\\d{1,2})', ([m, d]) => monthDay(m, d, false)),
  form('(?<=\\d-\\d{1,2} ?(?:到|至|~) ?)(\\d{1,2})-(\\d{1,2})(?!\\d)', ([m, d]) => monthDay(m, d, false)),
  form(`(${anyOf(monthWords)})(?:的)?${smallNumber}(?:日|号)`, ([word, d]) =>
    day({ form: 'day', day: number(d), monthsOn: monthWords[word ?? ''] ?? 0 }),
  ),
  form(`${smallNumber} ?(?:日|号)${noThing}`, ([d]) => day({ form: 'day', day: number(d), monthsOn: null })),
  // 25到27号, 7、8号: the word 号 is said once, at the end.
  form(`${smallNumber}(?=(?: ?(?:到|至|-|~|、|,|和|跟) ?${smallNumber}){1,6}(?:日|号)${noThing})`, ([d]) =>
    day({ form: 'day', day: number(d), monthsOn: null }),
  ),
];

const wordForms: readonly DateForm[] = [
  form('([今明后]{2,3})(?:[两二2三3][天日]|天|日)', ([words], today) => joinedDays(words ?? '', today)),
  form(`(${anyOf(dayWords)})`, ([word], today) => fixed(addDays(today, dayWords[word ?? ''] ?? 0))),
  form(`(${anyOf(shortDayWords)})(早|上午|晨)`, ([word], today) =>
    fixed(addDays(today, shortDayWords[word ?? ''] ?? 0), 'am'),
  ),
  form(`(${anyOf(shortDayWords)})(晚|下午|夜)`, ([word], today) =>
    fixed(addDays(today, shortDayWords[word ?? ''] ?? 0), 'pm'),
  ),
  // 周一三五, 周一到三: which days is asked; 周三一天 and 周五一早 go on with something else.
  form(
    `(?:${anyOf(weekWords)})?${week}[一二三四五六](?: ?(?:[到至、和-]|~)? ?[一二三四五六日天](?![日号月天点时个早起些]|[一二三四五六七八九十]?[月号])){1,6}`,
    () => vague,
  ),
  form(`(${anyOf(weekWords)})${week}末`, ([prefix], today) => weekend(prefix ?? '', today)),
  form(`周末`, (_, today) => weekend('', today)),
  form(`(${anyOf(weekWords)})${week}([一二三四五六日天1-7])(?!\\d)`, ([prefix, weekday], today) =>
    fixed(weekdayOfWeek(today, weekWords[prefix ?? ''] ?? 0, weekdays[weekday ?? ''] ?? 1)),
  ),
  form(`${week}([一二三四五六日天1-7])(?!\\d)`, ([weekday]) =>
    day({ form: 'weekday', weekday: weekdays[weekday ?? ''] ?? 1 }),
  ),
  form(`(?:${anyOf(weekWords)})${week}`, () => vague),
  form('(?:这|近|过|接下来)[几两二三][天日]|最近几天|过几天', () => vague),
  form(`(?:${anyOf(monthWords)}|月|年)(?:底|初|中旬|上旬|下旬|头)`, () => vague),
  form(`${smallNumber}月(?:份|底|初|中旬|上旬|下旬)?`, () => vague),
];

const durationForms: readonly DateForm[] = [
  form(
    `${countNumber}(?:到|至|-|~)${countNumber}(?:天|个?(?:周(?![一二三四五六日天])|星期|礼拜)|个月)`,
    () => vagueDuration,
  ),
  form(`${countNumber}天(?:后|之后|以后|过后)`, ([n], today) => shifted(today, n, 1)),
  form(`${countNumber}天(?:前|之前|以前)`, ([n], today) => shifted(today, n, -1)),
  form(`${countNumber}天(?:之内|以内|内|以上|以下|多|左右|上下)`, () => vagueDuration),
  form(`${countNumber} ?天半`, ([n]) => countOf(n, 1, 0.5)),
  form(`${countNumber} ?(?:整)?天(?![气窗台然])`, ([n]) => countOf(n, 1)),
  form('半[天日]', () => ({ type: 'duration', days: 0.5 })),
  form(`${countNumber}个?工作日`, () => vagueDuration),
  form('半个?月', () => ({ type: 'duration', days: 15 })),
  form(`${countNumber}个月`, ([n]) => countOf(n, 30)),
  form(
    `${countNumber}个?(?:周(?![一二三四五六日天末年])|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天]))`,
    ([n]) => countOf(n, 7),
  ),
  form('(?:好|十)?几天|十来天|数天', () => vagueDuration),
];

const forms: readonly DateForm[] = [
  ...durationForms.slice(0, 4),
  ...calendarForms,
  ...durationForms.slice(4),
  ...wordForms,
];

const starters = new RegExp(`[\\d${numeralCharacters}半今明后昨前大去本上这下近过接最周星礼月年农阴旧正腊冬当好几数]`);
const numeral = new RegExp(`[${numeralCharacters}]`);

/** A number never starts inside a longer one: 第三天, 123.4, #A1B2. */
function startsInsideNumber(look: string, at: number): boolean {
  const before = look[at - 1] ?? '';
  const here = look[at] ?? '';
  if (/\d/.test(here)) return /[\da-z#第]/.test(before) || (before === '.' && /\d/.test(look[at - 2] ?? ''));
  return numeral.test(here) && (numeral.test(before) || before === '第' || before === '初');
}

export interface FoundPiece {
  readonly piece: Piece;
  readonly end: number;
}

/** The day or duration that starts exactly at `at`, if any. Bounded work: every form has a bounded length. */
export function pieceAt(look: string, at: number, today: IsoDate): FoundPiece | null {
  if (!starters.test(look[at] ?? '') || startsInsideNumber(look, at)) return null;
  for (const { pattern, read } of forms) {
    pattern.lastIndex = at;
    const match = pattern.exec(look);
    const piece = match && read(match.slice(1), today);
    if (match && piece) return { piece, end: at + match[0].length };
  }
  return null;
}
