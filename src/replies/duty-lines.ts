/** How a duty is written in a line: for which period, how much of it is done, by when, and its article. */
import { addDays } from '../domain/calendar.ts';
import type { Ledger, Owed } from '../domain/duty.ts';
import { articles, dates, day } from './format.ts';

const quarters = ['一', '二', '三', '四'];

/** 12月, 第四季度, 2026年; empty where it is of no period. */
export function periodName({ every, fromOn }: Owed): string {
  const month = Number(fromOn.slice(5, 7));
  const year = `${fromOn.slice(0, 4)}年`;
  switch (every) {
    case 'day':
      return day(fromOn);
    case 'week':
      return dates(fromOn, addDays(fromOn, 6));
    case 'month':
      return `${month}月`;
    case 'quarter':
      return `第${quarters[Math.floor((month - 1) / 3)] ?? ''}季度`;
    case 'half-year':
      return month < 7 ? '上半年' : '下半年';
    case 'year':
      return year;
    case 'two-years':
      return `${year}起两年`;
    default:
      return '';
  }
}

const whose = ({ debtor }: Owed): string =>
  debtor.is === 'team' ? '（全队）' : debtor.is === 'body' || debtor.is === 'outside' ? `（${debtor.body}）` : '';

/** 12月组织集中学习（全队）. */
export const named = (owed: Owed): string => {
  const period = periodName(owed);
  return `${period}${/^\d/.test(owed.what) && period !== '' ? ' ' : ''}${owed.what}${whose(owed)}`;
};

const figure = (count: number): string => String(Math.round(count * 2) / 2);

/** 1/2 次，还差 1 次; 已完成. */
export function progress({ done, atLeast, unit, state }: Owed): string {
  const counts = `${figure(done)}/${figure(atLeast)} ${unit}`;
  if (state === 'done') return atLeast > 1 ? `${counts}，已完成` : '已完成';
  return atLeast > 1 ? `${counts}，还差 ${figure(atLeast - done)} ${unit}` : '还没完成';
}

/** 12月组织集中学习（全队）：1/2 次，还差 1 次（《…》第十一条）. */
export const standing = (owed: Owed): string => `${named(owed)}：${progress(owed)}（${articles(owed.citations)}）`;

function byWhen({ dueOn, state }: Owed): string {
  if (dueOn === null) return '请及时办';
  return state === 'late' ? `${day(dueOn)}已截止` : `${day(dueOn)}前`;
}

/** Whom it goes to: what is reported is reported to them. Empty where its name says so already. */
export const towards = ({ to, what, closedBy }: Owed): string =>
  to.length === 0 || to.every((name) => what.includes(name))
    ? ''
    : `${closedBy === 'report' ? '报' : '对象：'}${to.join('、')}`;

/** The same of what is still to be done: by when, and whom it goes to. */
export function stillOwed(owed: Owed): string {
  const { atLeast, done, unit } = owed;
  const parts = [
    named(owed),
    atLeast > 1 ? `${figure(done)}/${figure(atLeast)} ${unit}` : '',
    byWhen(owed),
    towards(owed),
    ...owed.flags.map((flag) => `请核对：${flag}`),
  ];
  return `${parts.filter((part) => part !== '').join('，')}（${articles(owed.citations)}）`;
}

/** How a line of a ledger is written. Whoever types it is understood; null where only 已办 closes it. */
export const examples: Readonly<Record<Ledger, string | null>> = {
  study: '学习 今天集中学习 12人 主题防返贫政策',
  visit: '走访 张大爷家 房子漏雨',
  enquiry: '询问 张大爷家 近来身体好',
  'courtyard-meeting': '院坝会 25人 反映路灯不亮',
  meeting: '例会 8人 安排冬季防火',
  training: '培训 县级 3天 防返贫业务',
  report: '上报 工作汇报',
  roster: '值班 周六 老王',
  other: null,
};
