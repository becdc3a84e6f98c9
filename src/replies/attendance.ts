/** Words about presence: checking in and out, the month, who is here. */
import type { MonthFigures, Result } from '../domain/reply.ts';
import type { ShownRequest } from '../domain/shown.ts';
import { chain, cited, countedDays, day, dayWithWeekday, days, fullDay, lines, moment, readings } from './format.ts';
import { ownCoded } from './request-lines.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

/** 本月已在岗 12 天，要求 20 天（2/3），还差 8 天，剩 10 天. */
export function month(figures: MonthFigures | null): string {
  if (!figures) return '';
  const { days: have, counts, minDays, share, stillNeeded, daysLeft } = figures;
  const so = (n: number): string => countedDays(n, counts);
  const as = share === null ? '' : `（${share}）`;
  const name = `${Number(figures.month.slice(5))}月`;
  if (minDays === null) return `${name}已在岗${so(have)}。`;
  if (stillNeeded === 0) return `${name}已在岗${so(have)}，已达到要求的${so(minDays)}${as}。`;
  const short =
    stillNeeded > daysLeft ? `，本月只剩${so(daysLeft)}，已不够，请提前与考勤人沟通` : `，本月还剩${so(daysLeft)}`;
  return `${name}已在岗${so(have)}，要求不少于${so(minDays)}${as}，还差${so(stillNeeded)}${short}。`;
}

/** Where the figures hold somebody to a quota, the article that sets it. */
const articleOf = (figures: MonthFigures | null): string => (figures ? cited(figures.citations) : '');

export const checkedIn = (r: Of<'checked-in'>): string =>
  lines(
    `${r.back ? '已记录返岗' : '已打卡'}：${dayWithWeekday(r.on)} ${moment(r.at, r.on)}${extras(r)}。`,
    r.onLeaveUntil !== null && `您的请假到${day(r.onLeaveUntil)}，今天已按在岗计；如已提前返回，请发“销假”。`,
    r.endedLeave !== null && `#${r.endedLeave} 的请假已一并销假；返回的日子不对请告诉考勤人。`,
    r.doubtful && '位置仅供考勤人参考（不是刚刚发出的，或坐标系不明）。',
    r.outsideMetres !== null && outside(r.outsideMetres),
    month(r.figures),
    articleOf(r.figures),
  );

/** Never where: only how far, in whole kilometres. Nobody is accused of anything by it. */
const outside = (metres: number): string =>
  `位置在村的围栏以外（${metres < 1000 ? '不到1公里' : `约${Math.round(metres / 1000)}公里`}），照常算打卡。如在外办事，可写进日志，例如：日志 在县里开会；下次也可以不发位置，直接发“打卡 在县里开会”。`;

function extras(r: Of<'checked-in'>): string {
  const kept = [r.located && '位置', r.photos > 0 && `照片 ${r.photos} 张`].filter((k) => k !== false);
  return kept.length > 0 ? `，已存${kept.join('、')}` : '';
}

export const alreadyHere = (r: Of<'already-here'>): string =>
  lines(`今天 ${moment(r.since, r.on)} 已打过卡，不用再打，一天算一次。`, month(r.figures), articleOf(r.figures));

export const checkedOut = (r: Of<'checked-out'>): string =>
  `已记录离岗：${dayWithWeekday(r.on)} ${moment(r.at, r.on)}。今天的在岗不受影响。`;

const notNeeded = {
  'counts-already': '已算在岗，不用补卡。',
  today: '就是今天，直接发“打卡”即可。',
  future: '还没到，到时再打卡。',
  'asked-already': '的补卡申请还在等审批，不用重复提交。',
};

export const makeUpNotNeeded = (r: Of<'make-up-not-needed'>): string => `${day(r.on)}${notNeeded[r.why]}`;

function standing(s: Of<'who-is-here'>['people'][number]['standing'], on: Of<'who-is-here'>['on']): string {
  switch (s.is) {
    case 'here':
      return `在岗（${moment(s.since, on)} 到${s.fence === 'outside' ? '，位置在围栏外' : ''}）`;
    case 'left':
      return `已离岗（${moment(s.since, on)}）`;
    case 'on-leave':
      return `请假，到${day(s.until)}`;
    case 'not-yet':
      return '还没有打卡';
  }
}

export const whoIsHere = (r: Of<'who-is-here'>): string => {
  const here = r.people.filter((p) => p.standing.is === 'here').length;
  return lines(
    `${fullDay(r.on)}：${r.people.length} 人，在岗 ${here} 人`,
    r.people.map((p) => `· ${p.name}${p.post ? `（${p.post}）` : ''} ${standing(p.standing, r.on)}`),
  );
};

export function mine(r: Of<'mine'>): string {
  const logged = r.loggedButAbsent.slice(0, 10).map(day).join('、');
  return lines(
    r.isCadre && (month(r.figures) || '您的岗位没有在岗天数要求。'),
    r.isCadre && `本月请假${days(r.leaveDays)}，日志${r.logs}篇。`,
    logged !== '' && `有日志但没有打卡：${logged}。如当天在岗，可发“补卡 ${exampleDay(r)} 原因”。`,
    r.open.length > 0 && '还没有结果的：',
    r.open.map((s) => `· ${ownCoded(s)}，${pending(s)}`),
    r.waiting > 0 && `有 ${r.waiting} 件等您审批，发“待办”查看。`,
    r.isCadre && r.figures && readings(r.figures.readings),
    r.isCadre && articleOf(r.figures),
    !r.isCadre && r.waiting === 0 && '现在没有等您审批的事项。',
  );
}

/** What an unfinished request waits for. */
function pending({ request: { state, step }, steps }: ShownRequest): string {
  if (state === 'returned') return '已退回，等您修改';
  return state === 'held' ? '等县级经办人处理' : `等 ${chain(steps.slice(step, step + 1))}`;
}

const exampleDay = (r: Of<'mine'>): string => {
  const [first] = r.loggedButAbsent;
  return first ? `${Number(first.slice(5, 7))}.${Number(first.slice(8, 10))}` : '昨天';
};
