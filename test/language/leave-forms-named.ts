/** More ways to write a leave: by weeks, parts of a month, the lunar calendar, solar terms, words for days. */
import { datesFrom, lastOf, monthOf, weekdayOf, type IsoDate } from '../../src/domain/calendar.ts';
import { leaveDays } from '../../src/domain/leave.ts';
import { dateOfTerm, lunarOf, solarTerms } from '../../src/language/chinese-calendar.ts';
import {
  ahead,
  chinese,
  daysInWords,
  ends,
  inReach,
  isOneDay,
  isWhole,
  length,
  month,
  day,
  said,
  weekdayNames,
  weekPrefix,
  weeksOn,
  type LeaveForm,
  type Written,
} from './leave-forms.ts';

const letter = (date: IsoDate): string => weekdayNames[weekdayOf(date) - 1]!;
const sameWeek = (written: Written): boolean =>
  weeksOn(written, written.span.fromOn) === weeksOn(written, written.span.toOn);
const prefix = (written: Written): string => weekPrefix[weeksOn(written, written.span.fromOn)]!;
const isComingWeek = (written: Written): boolean => [1, 2].includes(weeksOn(written, written.span.fromOn));

const lunarMonths = '正二三四五六七八九十冬腊';
function inLunar(date: IsoDate): string {
  const { month: number, day: on } = lunarOf(date);
  return `${lunarMonths[number - 1]!}月${on <= 10 ? '初' : ''}${chinese(on)}`;
}
/** Without 农历 only 正月, 冬月 and 腊月 are plainly lunar throughout; a year ahead at most. */
const isLunarClear = ({ span }: Written): boolean =>
  [span.fromOn, span.toOn].every((on) => [1, 11, 12].includes(lunarOf(on).month) && !lunarOf(on).isLeap);

const termOn = (date: IsoDate): string | undefined =>
  solarTerms.find((name) => dateOfTerm(Number(date.slice(0, 4)), name) === date);

const shortWords: Readonly<Record<number, string>> = { 0: '今', 1: '明', 2: '后' };
const longest = 3;

export const namedForms: readonly LeaveForm[] = [
  {
    name: '下周一到三',
    can: (written) => isWhole(written) && isComingWeek(written) && sameWeek(written) && length(written) >= 1,
    write: (written) => `${prefix(written)}周${letter(written.span.fromOn)}到${letter(written.span.toOn)}`,
  },
  {
    name: '下周一二三',
    can: (written) => isWhole(written) && isComingWeek(written) && sameWeek(written) && length(written) >= 1,
    write: (written) =>
      `${prefix(written)}星期${datesFrom(written.span.fromOn, written.span.toOn).map(letter).join('')}`,
  },
  {
    name: '下周四下周五',
    can: (written) => isWhole(written) && isComingWeek(written) && sameWeek(written) && length(written) === 1,
    write: (written) =>
      `${prefix(written)}周${letter(written.span.fromOn)}${prefix(written)}周${letter(written.span.toOn)}`,
  },
  {
    name: '下周整周',
    isRare: true,
    can: (written) =>
      isWhole(written) && isComingWeek(written) && weekdayOf(written.span.fromOn) === 1 && length(written) === 4,
    write: (written) => `${prefix(written)}周整周`,
  },
  {
    name: '下周末',
    isRare: true,
    can: (written) =>
      isWhole(written) && isComingWeek(written) && weekdayOf(written.span.fromOn) === 6 && length(written) === 1,
    write: (written) => `${prefix(written)}周末`,
  },
  {
    name: '12月28日到月底',
    isRare: true,
    can: (written) =>
      inReach(written) &&
      isWhole(written) &&
      written.span.toOn === lastOf(monthOf(written.span.fromOn)) &&
      !isOneDay(written),
    write: ({ span }) => `${said(span.fromOn)}到月底`,
  },
  {
    name: '月底那天',
    isRare: true,
    can: (written) => isWhole(written) && isOneDay(written) && written.span.toOn === lastOf(monthOf(written.today)),
    write: () => '月底那天',
  },
  {
    name: '腊月二十八到正月初六',
    isRare: true,
    can: (written) => isLunarClear(written) && ahead(written) >= 0 && ahead(written) <= 300 && length(written) <= 60,
    write: (written) => ends(written, '到', inLunar),
  },
  {
    name: '冬至那天',
    isRare: true,
    can: (written) =>
      isOneDay(written) && ahead(written) >= 0 && ahead(written) <= 300 && termOn(written.span.fromOn) !== undefined,
    write: (written) => ends(written, '到', (date) => `${termOn(date)!}那天`),
  },
  {
    name: '明后两天',
    isRare: true,
    can: (written) =>
      isWhole(written) && ahead(written) >= 0 && length(written) >= 1 && ahead(written) + length(written) < longest,
    write: (written) => {
      const words = datesFrom(written.span.fromOn, written.span.toOn).map(
        (_, index) => shortWords[ahead(written) + index]!,
      );
      return `${words.join('')}${words.length === 2 ? '两' : '三'}天`;
    },
  },
  {
    name: '12.1、12.2、12.3',
    can: (written) => inReach(written) && isWhole(written) && length(written) >= 1 && length(written) <= 4,
    write: ({ span }) =>
      datesFrom(span.fromOn, span.toOn)
        .map((date) => `${month(date)}.${day(date)}`)
        .join('、'),
  },
  {
    name: '3天 从后天开始',
    can: (written) => ahead(written) >= 1 && ahead(written) <= 2 && leaveDays(written.span) >= 1,
    write: (written) =>
      `${daysInWords(leaveDays(written.span))} ${ends({ ...written, span: { ...written.span, toOn: written.span.fromOn, toHalf: 'pm' } }, '', () => (ahead(written) === 1 ? '明天' : '后天'))}开始`,
  },
];
