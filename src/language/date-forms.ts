/** How days and durations are written: one row a form. A new form is a new row; in a list the first that matches wins. */
import { addDays, weekdayOf, type IsoDate } from '../domain/calendar.ts';
import {
  anyOf,
  dayWords,
  monthWords,
  numberOf,
  shortDayWords,
  week,
  weekdayOfWeek,
  weekdays,
  weekWords,
  yearWords,
} from './date-words.ts';
import { countNumber, numeralCharacters, readNumber, smallNumber } from './numerals.ts';
import { day, fixed, vague, vagueDuration, type Piece } from './said-pieces.ts';

interface DateForm {
  readonly pattern: RegExp;
  readonly read: (groups: readonly (string | undefined)[], today: IsoDate) => Piece | null;
}

const form = (source: string, read: DateForm['read']): DateForm => ({ pattern: new RegExp(source, 'y'), read });
const number = (text: string | undefined): number => readNumber(text ?? '') ?? Number.NaN;

/** A figure with a unit is no date: 12.1万, 3.5小时, 2.5天. Units after a space are only those that start no reason. */
const noUnit =
  '(?![\\d./:]?\\d)(?!天|万|元|千|百|亿|公里|米|亩|斤|公斤|吨|度|%|个|户|人|月|组|年|种|项|件|次|名|位|条|笔|家|场|栋|小时|点|倍|折|分|升|kg|cm|℃| (?:公里|小时|亩|万元|元(?!旦)|%))';
const weekdayLetters = '[一二三四五六日天]';
/** 1号楼, 一号文件 and 5号线 are no days. */
const noThing = '(?!楼|文件|线|院|床|桌|门|病房|机|组|路|店|厅|单|令|公告)';

const monthDay = (month: string | undefined, dayText: string | undefined, dotted: boolean): Piece | null => {
  const said = { form: 'month-day', month: number(month), day: number(dayText), dotted } as const;
  // 38.5 is a temperature; 13.1 is a slip worth telling.
  return said.month > 31 ? null : day(said);
};
const fullDay = ([y, m, d]: readonly (string | undefined)[]): Piece =>
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
  const saturday = weekdayOfWeek(today, numberOf(weekWords, prefix), 6);
  return { type: 'span', from: saturday, to: addDays(saturday, 1) };
}

/** 明后天, 今明两天, 今明后三天. */
function joinedDays(words: string, today: IsoDate): Piece {
  const offsets = Array.from(words, (word) => numberOf(shortDayWords, word));
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
    fullDay([String(Number(today.slice(0, 4)) + numberOf(yearWords, word)), m, d]),
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
    day({ form: 'day', day: number(d), monthsOn: numberOf(monthWords, word) }),
  ),
  form(`${smallNumber} ?(?:日|号)${noThing}`, ([d]) => day({ form: 'day', day: number(d), monthsOn: null })),
  // 25到27号, 7、8号: the word 号 is said once, at the end.
  form(`${smallNumber}(?=(?: ?(?:到|至|-|~|、|,|和|跟) ?${smallNumber}){1,6}(?:日|号)${noThing})`, ([d]) =>
    day({ form: 'day', day: number(d), monthsOn: null }),
  ),
];

const wordForms: readonly DateForm[] = [
  form('([今明后]{2,3})(?:[两二2三3][天日]|天|日)', ([words], today) => joinedDays(words ?? '', today)),
  form(`(${anyOf(dayWords)})`, ([word], today) => fixed(addDays(today, numberOf(dayWords, word)))),
  form(`([昨今明])(早|上午|晨)`, ([word], today) => fixed(addDays(today, numberOf(shortDayWords, word)), 'am')),
  form(`([昨今明])(晚|下午|夜)`, ([word], today) => fixed(addDays(today, numberOf(shortDayWords, word)), 'pm')),
  // 周一三五, 周一到三: which days is asked; 周三一天 and 周五一早 go on with something else.
  form(
    `(?:${anyOf(weekWords)})?${week}[一二三四五六](?: ?(?:[到至、和-]|~)? ?[一二三四五六日天](?![日号月天点时个早起些]|[一二三四五六七八九十]?[月号])){1,6}`,
    () => vague,
  ),
  form(`(${anyOf(weekWords)})${week}末`, ([prefix], today) => weekend(prefix ?? '', today)),
  form(`周末`, (_, today) => weekend('', today)),
  form(`(${anyOf(weekWords)})${week}([一二三四五六日天1-7])(?!\\d)`, ([prefix, weekday], today) =>
    fixed(weekdayOfWeek(today, numberOf(weekWords, prefix), numberOf(weekdays, weekday))),
  ),
  form(`${week}([一二三四五六日天1-7])(?!\\d)`, ([weekday]) =>
    day({ form: 'weekday', weekday: numberOf(weekdays, weekday) }),
  ),
  form(`(?:${anyOf(weekWords)})${week}`, () => vague),
  form('(?:这|近|过|接下来)[几两二三][天日]|最近几天|过几天', () => vague),
  form(`(?:${anyOf(monthWords)}|月|年)(?:底|初|中旬|上旬|下旬|头)`, () => vague),
  form(`${smallNumber}月(?:份|底|初|中旬|上旬|下旬)?`, () => vague),
];

/** Durations that a shorter form would read wrongly: they stand before all others. */
const countForms: readonly DateForm[] = [
  form(
    `${countNumber}(?:到|至|-|~)${countNumber}(?:天|个?(?:周(?!${weekdayLetters})|星期|礼拜)|个月)`,
    () => vagueDuration,
  ),
  form(`${countNumber}天(?:后(?!天)|之后|以后|过后)`, ([n], today) => shifted(today, n, 1)),
  form(`${countNumber}天(?:前(?!天)|之前|以前)`, ([n], today) => shifted(today, n, -1)),
  form(`${countNumber}天(?:之内|以内|内|以上|以下|多|左右|上下)`, () => vagueDuration),
];

const durationForms: readonly DateForm[] = [
  form(`${countNumber} ?天半`, ([n]) => countOf(n, 1, 0.5)),
  form(`${countNumber} ?(?:整)?天(?![气窗台然])`, ([n]) => countOf(n, 1)),
  form('半[天日]', () => ({ type: 'duration', days: 0.5 })),
  form(`${countNumber}个?工作日`, () => vagueDuration),
  form('半个?月', () => ({ type: 'duration', days: 15 })),
  form(`${countNumber}个月`, ([n]) => countOf(n, 30)),
  form(`${countNumber}个?(?:周(?!${weekdayLetters}|末|年)|(?:星期|礼拜)(?!${weekdayLetters}))`, ([n]) => countOf(n, 7)),
  form('(?:好|十)?几天|十来天|数天', () => vagueDuration),
];

const forms: readonly DateForm[] = [...countForms, ...calendarForms, ...durationForms, ...wordForms];

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
