/** Words while a leave is being asked for. */
import type { LeavePreview, Result } from '../domain/reply.ts';
import type { LeaveDraft } from '../domain/dialogue.ts';
import { chain, cited, day, days, fullDay, lines, readings, seat, span } from './format.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

export function askFrom(draft: LeaveDraft): string {
  const known = draft.saidDays === null ? '' : `（请${days(draft.saidDays)}）`;
  return `从哪天开始请假${known}？例如：明天，或 12.1-12.3。不请了就回复“取消”。`;
}

export const askTo = (r: Of<'ask-leave-to'>): string =>
  `从${fullDay(r.from)}开始，请到哪天、或请几天？例如：3天，或 12.3。`;

/** Who approves and who is told, as it would be. */
function preview(p: LeavePreview): string[] {
  const copies = p.filings.map(seat).join('、');
  return [
    `请假：${p.span.fromOn.slice(0, 4)}年${span(p.span)}，共${days(p.days)}${p.leaveKind ? `，${p.leaveKind}` : ''}${p.late ? '（事后补假，会注明）' : ''}`,
    `审批：${chain(p.steps)}`,
    p.filingText ? `备案：${p.filingText}${copies ? `；抄送 ${copies}` : ''}` : '',
    ...readings(p.readings),
    cited(p.citations),
  ];
}

export const askReason = (r: Of<'ask-leave-reason'>): string =>
  lines(preview(r.preview), r.preview.notes, '请回复请假事由（一句话，例如：母亲住院）。事由只给审批人看。');

export const confirm = (r: Of<'confirm-leave'>): string =>
  lines(preview(r.preview), r.preview.notes, `事由：${r.preview.reason ?? ''}（只给审批人看）`, '确认提交吗？');

const retries = {
  leave: '请重新发起止日期，例如：12.1-12.3。',
  day: '请重新发，日期写成“昨天”或 12.1 这样。',
  'log-day': '日志内容已留着，请回复是哪天的，例如：昨天，或 12.1。',
};

export function invalid({ span: s, wanted }: Of<'invalid-span'>): string {
  const retry = retries[wanted];
  switch (s.problem) {
    case 'no-such-date':
      return `没有“${s.said}”这一天。${retry}`;
    case 'ends-before-start':
      return `结束（${fullDay(s.to)}）早于开始（${fullDay(s.from)}）。${retry}`;
    case 'range-disagrees':
      return `${day(s.from)}到${day(s.to)}是${days(s.rangeDays)}，您说的是${days(s.saidDays)}，对不上。${retry}`;
    case 'unclear':
      return `没有看明白“${s.said}”是哪天。${retry}`;
    case 'too-long':
      return `${fullDay(s.from)}到${fullDay(s.to)}是${days(s.days)}，超过${days(s.limitDays)}，像是写错了。${retry}`;
    case 'too-long-ago':
      return `${fullDay(s.from)}已过去超过${days(s.limitDays)}，不能在这里补假，请直接找考勤人。如是写错，请重新发起止日期。`;
    case 'too-far-ahead':
      return `${fullDay(s.from)}还在${days(s.limitDays)}以后，像是写错了。${retry}`;
    case 'nothing-left':
      return `这样算下来不到半天。${retry}`;
  }
}

export const overlaps = (r: Of<'overlaps'>): string =>
  `${day(r.wanted.from)}至${day(r.wanted.to)}与您已有的请假重叠：#${r.other.code} ${span(r.other.span)}（${r.other.state === 'open' ? '等待审批' : '已批准'}）。请换日期；要改原来的，先发“撤回 #${r.other.code}”。`;

export const needsLocalRule = (r: Of<'needs-local-rule'>): string =>
  lines('现行文件没有写明请假由谁审批，要由县里规定。请联系县级主管部门；这里没有替您决定。', cited(r.citations));

const notCoveredBecause = {
  'not-in-force': '还没有已施行的规定',
  'unknown-post': '的规定里没有您的岗位',
  'no-row': '的规定没有写到这种情况',
};

export const notCovered = (r: Of<'not-covered'>): string =>
  lines(`${fullDay(r.on)}${notCoveredBecause[r.why]}，这里不能替您决定。请联系县级主管部门。`, cited(r.citations));
