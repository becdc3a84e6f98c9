/** Words about the end of a leave: 销假, 续假, and what the clock asks when it is over. */
import type { Result } from '../domain/reply.ts';
import type { ShownRequest } from '../domain/shown.ts';
import { day, days, lines, span } from './format.ts';
import { codeOfFirst, ownList, state } from './request-lines.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;
type Ended = Pick<Of<'leave-ended'>, 'shown' | 'taken' | 'overdueDays' | 'isEarly'>;

/** 12月8日至12月10日，实际请假2.5天（提前0.5天返回）. */
function taken({ shown: { request: r }, taken: count, isEarly }: Ended): string {
  const early = isEarly && r.days > count ? `（提前${days(r.days - count)}返回）` : '';
  return `${span(r.span)}，${isEarly ? '实际' : ''}请假${days(count)}${early}`;
}

/** Until when it was counted, as it was reported. */
function countedUntil({ shown: { request: r }, overdueDays }: Ended): string {
  if (!r.ended) return '';
  const { on, half } = r.ended;
  if (overdueDays > 0) return `返回记在${day(on)}${half === 'am' ? '中午' : ''}。`;
  return half === 'am' ? `请假算到${day(on)}上午，下午算返回。` : `请假算到${day(on)}，含当天。`;
}

const overdue = ({ overdueDays }: Ended): string =>
  overdueDays > 0 ? `比批准的晚了${days(overdueDays)}返回，会记在台账里。` : '';

export const ended = (r: Of<'leave-ended'>): string =>
  lines(
    `已销假 #${r.shown.request.code}：${taken(r)}。`,
    overdue(r),
    `${countedUntil(r)}不对请告诉考勤人。`,
    goingOn(r),
  );

const goingOn = ({ goesOn }: Of<'leave-ended'>): string =>
  goesOn === null ? '' : `续的假 ${span(goesOn.request.span)} 还在，不休了请发“撤回 #${goesOn.request.code}”。`;

export const endedTold = (r: Of<'leave-ended-told'>): string =>
  lines(`知悉：${r.shown.applicant}已销假（#${r.shown.request.code}），${taken(r)}。`, overdue(r), countedUntil(r));

const isUndecided = ([first]: readonly ShownRequest[]): boolean =>
  first !== undefined && ['open', 'held', 'returned'].includes(first.request.state);

const notToEnd: Record<Of<'nothing-to-end'>['why'], (shown: readonly ShownRequest[]) => string> = {
  none: () => '您没有要销的假。到岗请发“打卡”。',
  several: (s) => `您有几件请假，销哪一件？请带编号，如“销假 #${codeOfFirst(s)}”：`,
  'not-begun': (s) => `#${codeOfFirst(s)} 的假还没有开始，不用销假；不去了请发“撤回 #${codeOfFirst(s)}”。`,
  'not-yours': (s) => `#${codeOfFirst(s)} 不是您的请假，只能销自己的假。`,
  'not-approved': (s) =>
    `#${codeOfFirst(s)} ${s[0] ? state(s[0].request) : '没有批准'}，不用销假${isUndecided(s) ? `；不请了请发“撤回 #${codeOfFirst(s)}”` : ''}。`,
  'ended-already': (s) => `#${codeOfFirst(s)} 已经销过假，不用重复；不对请告诉考勤人。`,
  'bad-day': () => '返回的日子对不上：不能早于请假开始，也不能晚于今天。请重新发，如“销假 昨天”。',
};

export const nothingToEnd = ({ why, shown }: Of<'nothing-to-end'>): string =>
  lines(notToEnd[why](shown), why === 'several' && ownList(shown));

const notToExtend: Record<Of<'nothing-to-extend'>['why'], (shown: readonly ShownRequest[]) => string> = {
  none: () => '您没有可以续的假。要请假，如“请假 12.8-12.9 家里有事”。',
  several: (s) => `您有几件请假，续哪一件？请带编号，如“续假 #${codeOfFirst(s)} 2天”：`,
  'not-approved': (s) => `#${codeOfFirst(s)} 还没有批准，不能续；要改日期请发“修改 #${codeOfFirst(s)} 12.8-12.9”。`,
};

export const nothingToExtend = ({ why, shown }: Of<'nothing-to-extend'>): string =>
  lines(notToExtend[why](shown), why === 'several' && ownList(shown));

export const areYouBack = ({ shown: { request: r } }: Of<'are-you-back'>): string =>
  lines(
    `您的请假 ${span(r.span)}（#${r.code}）到期了，回来了吗？`,
    '回来了请发“销假”（也可写明，如“销假 昨晚到的”）；还要请，发“续假 2天”。',
  );

export const returnUnreported = ({ shown: { request: r, applicant } }: Of<'return-unreported'>): string =>
  `${applicant}的请假 ${span(r.span)}（#${r.code}）已到期，还没有销假，也没有打卡。请问一下本人；这里只说情况，不作结论。`;
