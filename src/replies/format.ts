/** How dates, days, names and articles are written. */
import { dateOf, timeOf, weekdayOf, type Instant, type IsoDate } from '../domain/calendar.ts';
import type { Citation, Reading } from '../domain/citation.ts';
import type { LeaveSpan } from '../domain/leave.ts';
import type { CountedAs } from '../domain/reminder-result.ts';
import type { SeatReason, ShownSeat, ShownStep } from '../domain/shown.ts';

const weekdays = ['', '一', '二', '三', '四', '五', '六', '日'];

/** 12月1日. */
export const day = (on: IsoDate): string => `${Number(on.slice(5, 7))}月${Number(on.slice(8, 10))}日`;

/** 12月1日（周二）. */
export const dayWithWeekday = (on: IsoDate): string => `${day(on)}（周${weekdays[weekdayOf(on)] ?? ''}）`;

/** 2026年12月1日（周二）. */
export const fullDay = (on: IsoDate): string => `${on.slice(0, 4)}年${dayWithWeekday(on)}`;

const half = { am: '上午', pm: '下午' };

/** 12月1日至12月3日, with the year where it changes and the halves where they matter. */
export function span({ fromOn, toOn, fromHalf, toHalf }: LeaveSpan): string {
  if (fromOn === toOn) {
    if (fromHalf === 'pm') return `${day(fromOn)}下午`;
    return toHalf === 'am' ? `${day(fromOn)}上午` : day(fromOn);
  }
  const year = fromOn.slice(0, 4) === toOn.slice(0, 4) ? '' : `${toOn.slice(0, 4)}年`;
  return `${day(fromOn)}${fromHalf === 'pm' ? half.pm : ''}至${year}${day(toOn)}${toHalf === 'am' ? half.am : ''}`;
}

/** 12月1日至5日, 12月31日至2027年1月2日; one date where both are the same. */
export function dates(from: IsoDate, to: IsoDate): string {
  if (from === to) return day(from);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${day(from)}至${Number(to.slice(8, 10))}日`;
  return span({ fromOn: from, toOn: to, fromHalf: 'am', toHalf: 'pm' });
}

/** 08:15; with the date when it is another day. */
export const moment = (at: Instant, on: IsoDate): string =>
  dateOf(at) === on ? timeOf(at) : `${day(dateOf(at))} ${timeOf(at)}`;

/** 3天, 2.5天. */
export const days = (count: number): string => `${count}天`;

/** 3天, 3个工作日: as the packs count them. */
export const countedDays = (count: number, as: CountedAs): string => (as === 'days' ? days(count) : `${count}个工作日`);

/** 《…》第九条、第十条；《…》第三条. Empty where nothing is cited. */
export function articles(citations: readonly Citation[]): string {
  const titles = [...new Set(citations.map((c) => c.title))];
  const said = titles.map((title) => {
    const stated = citations.filter((c) => c.title === title).map((c) => c.article);
    return `《${title}》${[...new Set(stated)].join('、')}`;
  });
  return said.join('；');
}

/** 依据：《…》第九条、第十条；《…》第三条. Empty where nothing is cited. */
export const cited = (citations: readonly Citation[]): string =>
  citations.length > 0 ? `依据：${articles(citations)}` : '';

/** What was read into the text, said as such. */
export const readings = (taken: readonly Reading[]): string[] =>
  taken.map((r) => `说明：${r.question}${r.taken}（文件未明确）`);

export const lines = (...parts: readonly (string | readonly string[] | null | false)[]): string =>
  parts
    .flat()
    .filter((p) => typeof p === 'string' && p !== '')
    .join('\n');

/** A sentence of a pack, which may end in a full stop or not; empty where it says nothing. */
export const sentence = (text: string | null): string => {
  const said = (text ?? '').trim();
  return said === '' || /[。！？]$/.test(said) ? said : `${said}。`;
};

const answered = { waiting: '', approved: '已同意', rejected: '已驳回', returned: '已退回' };

/** 代王某，12月1日至5日. What concerns a seat and no person of it says nothing here. */
function reason(r: SeatReason, isFirst: boolean): string {
  switch (r.because) {
    case 'deputy':
      return `代${r.forName}，${dates(r.fromOn, r.toOn)}`;
    case 'answered-for':
      return `代${r.forName}`;
    case 'assigned':
      return `${r.by}转办`;
    case 'added':
      return `${r.by}${isFirst ? '指定' : '加签'}`;
    case 'on-paper':
      return '';
  }
}

function person(name: string, because: readonly SeatReason[], isFirst: boolean): string {
  const why = because.flatMap((r) => ('name' in r && r.name === name ? [reason(r, isFirst)] : []));
  return `${name}${why.length > 0 ? `（${why.join('；')}）` : ''}`;
}

/**
 * 示例镇党委书记 王某、李某（代王某，12月1日至5日）, with how it was answered or what is missing. Nobody is added before
 * the first step: whoever was, was named where no rule names anybody.
 */
export function seat(s: ShownSeat, isFirst = false): string {
  return seatOf(s, isFirst, '暂无可审批人');
}

/** Who is sent a copy: nobody approves there. */
export const copies = (seats: readonly ShownSeat[]): string =>
  seats.map((s) => seatOf(s, false, '暂无人任职，没有人收')).join('、');

function seatOf(s: ShownSeat, isFirst: boolean, vacant: string): string {
  // The seat of one person has that person's name for its title.
  const people = s.names.filter((name) => name !== s.title).map((name) => person(name, s.because, isFirst));
  const onPaper = s.because.flatMap((r) => (r.because === 'on-paper' ? [`代录，经办人${r.by}`] : []));
  const trouble = s.vacant ? vacant : s.unreachable ? '尚未绑定账号' : '';
  const marks = [answered[s.state], ...onPaper, s.state === 'waiting' ? trouble : ''].filter((m) => m !== '');
  const tail = marks.length > 0 ? `（${marks.join('，')}）` : '';
  const who = `${person(s.title, s.because, isFirst)}${people.length > 0 ? ` ${people.join('、')}` : ''}`;
  return s.state === 'waiting' ? who + tail : `${who}${tail}`.replace('）（', '，');
}

/** Who approves, in order: 甲 和 乙 共同审批；然后 丙. */
export const chain = (steps: readonly ShownStep[]): string =>
  steps
    .map(({ mode, seats }, i) => {
      const names = seats.map((s) => seat(s, i === 0));
      if (names.length === 1) return names[0] ?? '';
      return mode === 'all' ? `${names.join(' 和 ')} 共同审批（都同意才算）` : `${names.join(' 或 ')}（一人同意即可）`;
    })
    .join('，然后 ');
