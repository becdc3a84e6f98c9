/** The sentences of a draft, in the words of a report. */
import { lastOf, monthOf, type IsoDate } from '../domain/calendar.ts';
import type { Draft, DraftMonth, DraftPoint, DraftSection } from '../domain/draft-result.ts';
import type { Ledger } from '../domain/duty.ts';
import { cited, countedDays, dates, day, days, sentence } from './format.ts';

type Of<K extends DraftPoint['is']> = Extract<DraftPoint, { is: K }>;

/** How often something was done: 召开院坝会2次. */
const counted: Readonly<Record<Ledger, (count: number) => string>> = {
  study: (n) => `集中学习${n}次`,
  training: (n) => `参加培训${n}次`,
  visit: (n) => `入户走访${n}次`,
  enquiry: (n) => `询问情况${n}次`,
  'courtyard-meeting': (n) => `召开院坝会${n}次`,
  meeting: (n) => `参加会议${n}次`,
  report: (n) => `上报材料${n}次`,
  roster: (n) => `值班${n}次`,
  other: (n) => `办结其他任务${n}项`,
};

/** What an entry is, where the section does not say it. */
const kind: Readonly<Record<Ledger, string>> = {
  study: '',
  training: '培训',
  visit: '',
  enquiry: '询问',
  'courtyard-meeting': '院坝会',
  meeting: '会议',
  report: '上报',
  roster: '值班',
  other: '办结',
};

/** An entry of figures alone. */
const bare: Readonly<Partial<Record<Ledger, string>>> = { study: '集中学习', visit: '入户走访' };

/** 11月3日、5日、12月1日. */
function daysOf(all: readonly IsoDate[]): string {
  const shown = all.map((on, i) =>
    i > 0 && all[i - 1]?.slice(0, 7) === on.slice(0, 7) ? `${Number(on.slice(8, 10))}日` : day(on),
  );
  return shown.join('、');
}

/** 11月, 全年; with the days where it is only a part. */
export function over({ of, fromOn, toOn }: Pick<Draft, 'of' | 'fromOn' | 'toOn'>): string {
  const whole =
    of === 'year'
      ? fromOn.endsWith('01-01') && toOn.endsWith('12-31')
      : fromOn.endsWith('01') && toOn === lastOf(monthOf(toOn));
  if (!whole) return dates(fromOn, toOn);
  return of === 'year' ? '全年' : `${Number(fromOn.slice(5, 7))}月`;
}

export const numerals = ['一', '二', '三', '四', '五', '六', '七'];

/** 11月工作汇报, 2026年度工作总结: what it is called when it is sent up. */
export const called = ({ of, fromOn }: Pick<Draft, 'of' | 'fromOn'>): string =>
  of === 'year' ? `${fromOn.slice(0, 4)}年度工作总结` : `${Number(fromOn.slice(5, 7))}月工作汇报`;

/** A section of which nothing is known and nothing is asked is none. */
export const shownIn = ({ sections }: Draft): DraftSection[] =>
  sections.filter(({ sentences, missing }) => sentences.length > 0 || missing.length > 0);

/** The team's report says whose days they are. */
const who = ({ by, name, team }: Draft): string => (by === 'team' && team !== null ? name : '');

const monthDays = (p: Of<'month-days'>, draft: Draft): string => {
  const share = p.share === null ? '' : `，即当月天数的${p.share}`;
  const asked = p.minDays === null ? '' : `（全月不少于${countedDays(p.minDays, p.counts)}${share}）`;
  const ofThese = p.counts === 'days' ? '' : `，其中工作日${days(p.counted)}`;
  return `${who(draft)}${over(draft)}在村${days(p.days)}${ofThese}${asked}，请假${days(p.leaveDays)}。`;
};

/** Beside the days, where working days alone are asked for. */
const worked = ({ counts, counted }: DraftMonth): string => (counts === 'days' ? '' : `（工作日${days(counted)}）`);

/** 11个月里10个月; 没有一个月. */
const reachedIn = (all: number, some: number, unit = '个月'): string =>
  some === 0 ? `没有一${unit}` : `${all}${unit}里${some}${unit}`;

const yearDays = (p: Of<'year-days'>, draft: Draft): string => {
  const months = p.months.map((m) => `${Number(m.month.slice(5))}月${days(m.days)}${worked(m)}`).join('、');
  const reached = p.quotaMonths > 0 ? `按每月规定的天数，${reachedIn(p.quotaMonths, p.reached)}达到。` : '';
  return `${who(draft)}${over(draft)}在村${days(p.days)}，请假${days(p.leaveDays)}。各月在村：${months}。${reached}`;
};

const quarterNames = ['一', '二', '三', '四'];

function held(p: Of<'held'>): string {
  const { count, people, peopleIn, daysIn, places } = p;
  const quarters = p.quarters?.flatMap((n, i) => (n > 0 ? [`${quarterNames[i] ?? ''}季度${n}次`] : [])) ?? [];
  const some = (of: number, what: string): string => (of === count ? '' : `记了${what}的${of}次`);
  return `${[
    `${counted[p.ledger](count)}${quarters.length > 1 ? `（${quarters.join('、')}）` : ''}`,
    places > 0 && `写明地点的有${places}户（处）`,
    people !== null && `${some(peopleIn, '人数')}共${people}人次`,
    p.days !== null && `${some(daysIn, '天数')}共${days(p.days)}`,
  ]
    .filter((part) => part !== false)
    .join('，')}。`;
}

function entry(p: Of<'entry'>): string {
  const name = kind[p.ledger];
  const place = p.place !== null && !p.text.includes(p.place) ? p.place : '';
  const level = p.level !== null && !p.text.includes(p.level) ? p.level : '';
  const figures = [level, p.people === null ? '' : `${p.people}人`, p.days === null ? '' : days(p.days)];
  const marks = figures.filter((m) => m !== '').join('，');
  const text = [place, p.text.replace(/(?<![。；;，,])[。；;，,]+$/u, '')].filter((part) => part !== '').join('，');
  const lead = name === '' || text.includes(name) ? '' : `${name}${text === '' ? '' : '，'}`;
  const said = `${lead}${text}` || (bare[p.ledger] ?? '');
  return `${day(p.on)}，${said}${marks === '' ? '' : `（${marks}）`}。`;
}

/** A period by its id in the packs, as a number of them is said. */
const periods: Readonly<Record<string, readonly [each: string, several: string]>> = {
  week: ['每周', '周'],
  month: ['每月', '个月'],
  quarter: ['每季度', '个季度'],
  'half-year': ['每半年', '个半年'],
  year: ['每年', '年'],
};

function duty(p: Of<'duty'>, draft: Draft): string {
  const [each, several] = periods[p.every] ?? ['', ''];
  const met = p.every === draft.of || p.periods === 0 ? '' : `，${reachedIn(p.periods, p.met, several)}做到`;
  const article = cited(p.citations).replace('依据：', '');
  return `${p.what}：${each}不少于${p.atLeast}${p.unit}，${over(draft)}做了${p.done}${p.unit}${met}${article && `（${article}）`}。`;
}

export function draftSentence(point: DraftPoint, draft: Draft): string {
  switch (point.is) {
    case 'month-days':
      return monthDays(point, draft);
    case 'year-days':
      return yearDays(point, draft);
    case 'logs':
      return `写工作日志${point.count}篇，有日志的${point.days}天。`;
    case 'held':
      return held(point);
    case 'held-by-others':
      return `队里其他同志${counted[point.ledger](point.count)}。`;
    case 'entry':
      return entry(point);
    case 'log':
      return sentence(`${daysOf(point.on)}，${point.text}`);
    case 'duty':
      return duty(point, draft);
  }
}
