/** How dates, days, names and articles are written. */
import { dateOf, timeOf, weekdayOf, type Instant, type IsoDate } from '../domain/calendar.ts';
import type { Citation, Reading } from '../domain/citation.ts';
import type { LeaveSpan } from '../domain/leave.ts';
import type { ShownSeat, ShownStep } from '../domain/reply.ts';

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

/** 08:15; with the date when it is another day. */
export const moment = (at: Instant, on: IsoDate): string =>
  dateOf(at) === on ? timeOf(at) : `${day(dateOf(at))} ${timeOf(at)}`;

/** 3天, 2.5天. */
export const days = (count: number): string => `${count}天`;

/** 依据：《…》第九条；《…》第十条. Empty where nothing is cited. */
export function cited(citations: readonly Citation[]): string {
  const seen = [...new Set(citations.map((c) => `《${c.title}》${c.article}`))];
  return seen.length > 0 ? `依据：${seen.join('；')}` : '';
}

/** What was read into the text, said as such. */
export const readings = (taken: readonly Reading[]): string[] => taken.map((r) => `说明：${r.taken}；文件未明确`);

export const lines = (...parts: readonly (string | readonly string[] | null | false)[]): string =>
  parts
    .flat()
    .filter((p) => typeof p === 'string' && p !== '')
    .join('\n');

const marks = { waiting: '', approved: '（已同意）', rejected: '（已驳回）' };

/** 示例镇党委书记 王某, with what is missing. */
export function seat(s: ShownSeat): string {
  const who = s.names.length > 0 ? ` ${s.names.join('、')}` : '';
  const trouble = s.vacant ? '（暂无可审批人）' : s.unreachable ? '（尚未绑定账号）' : '';
  return `${s.title}${who}${marks[s.state]}${s.state === 'waiting' ? trouble : ''}`;
}

/** Who approves, in order: 甲 和 乙 共同审批；然后 丙. */
export const chain = (steps: readonly ShownStep[]): string =>
  steps
    .map(({ mode, seats }) => {
      const names = seats.map(seat);
      if (names.length === 1) return names[0] ?? '';
      return mode === 'all' ? `${names.join(' 和 ')} 共同审批（都同意才算）` : `${names.join(' 或 ')}（一人同意即可）`;
    })
    .join('，然后 ');
