/** Words while a leave is being asked for. */
import type { LeaveDraft } from '../domain/dialogue.ts';
import type { Result } from '../domain/reply.ts';
import type { Request } from '../domain/request.ts';
import type { LeavePreview } from '../domain/shown.ts';
import { chain, cited, copies, day, dates, days, fullDay, lines, readings, sentence, span } from './format.ts';
import { remarkCitations, remarks } from './remarks.ts';
import { content, counted, state } from './request-lines.ts';
import { afterwards } from './requests.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

export function askFrom(draft: LeaveDraft): string {
  const known = draft.saidDays === null ? '' : `（请${days(draft.saidDays)}）`;
  return `从哪天开始请假${known}？例如：明天，或 12.1-12.3。不请了就回复“取消”。`;
}

export const askTo = (r: Of<'ask-leave-to'>): string =>
  `从${fullDay(r.from)}开始，请到哪天、或请几天？例如：3天，或 12.3。`;

/** 请假, 替示例甲请假, 续假（接 #A1B2）, 把 #A1B2 改为, 把示例甲的 #A1B2 更正为. */
function purpose({ purpose: is, forName, changesCode }: LeavePreview): string {
  const code = changesCode === null ? '' : ` #${changesCode} `;
  switch (is) {
    case 'new':
      return '请假';
    case 'proxy':
      return `替${forName ?? ''}请假`;
    case 'extend':
      return changesCode === null ? '续假' : `续假（接 #${changesCode}）`;
    case 'edit':
      return `把${code || '申请'}改为`;
    case 'correct':
      return `把${forName === null ? '' : `${forName}的`}${code || '请假'}更正为`;
  }
}

const sentNowhere = '提交后由县级经办人处理，这里没有替您定审批人。';

/** Nobody is asked anew: the chain that approved it is the rule's for these days too. */
const correction = (p: LeavePreview): string[] => [
  `${purpose(p)}：${p.span.fromOn.slice(0, 4)}年${span(p.span)}，共${days(p.days)}${p.leaveKind ? `，${p.leaveKind}` : ''}`,
  counted(p.joined, p.countedDays),
  '不用重新审批。',
  cited(p.citations),
];

/** Who approves and who is told, as it would be. */
function preview(p: LeavePreview): string[] {
  if (p.purpose === 'correct') return correction(p);
  const late = p.late ? '（事后补假，会注明）' : '';
  return [
    `${purpose(p)}：${p.span.fromOn.slice(0, 4)}年${span(p.span)}，共${days(p.days)}${p.leaveKind ? `，${p.leaveKind}` : ''}${late}`,
    counted(p.joined, p.countedDays),
    p.held === null ? `审批：${chain(p.steps)}` : `${sentence(p.held)}${sentNowhere}`,
    p.filingText ? `备案：${p.filingText}${p.filings.length > 0 ? `；抄送 ${copies(p.filings)}` : ''}` : '',
    ...remarks(p.remarks, p.leaveKind),
    ...readings(p.readings),
    cited([...p.citations, ...remarkCitations(p.remarks)]),
  ];
}

const askedReason = {
  leave: '请回复请假事由（一句话，例如：母亲住院）。事由只给审批人看。',
  correct: '请回复更正的理由（一句话，例如：实际提前一天返回），会告诉本人。',
};

export const askReason = (r: Of<'ask-leave-reason'>): string =>
  lines(preview(r.preview), askedReason[r.preview.purpose === 'correct' ? 'correct' : 'leave']);

const questions: Record<LeavePreview['purpose'], (p: LeavePreview) => string> = {
  new: () => '确认提交吗？',
  extend: () => '确认提交吗？',
  proxy: (p) => `确认替${p.forName ?? ''}提交吗？本人会收到通知，可以提异议。`,
  edit: () => '确认改吗？改后重新审批，原来的答复不算。',
  correct: () => '确认更正吗？日期会告诉本人、批过的人、考勤人和备案的单位，理由只告诉本人和批过的人。',
};

export function confirm({ preview: p }: Of<'confirm-leave'>): string {
  const readers = p.purpose === 'correct' ? '会告诉本人和批过的人' : '只给审批人看';
  return lines(
    preview(p),
    p.reason && `${p.purpose === 'correct' ? '更正理由' : '事由'}：${p.reason}（${readers}）`,
    p.images > 0 && `照片：${p.images} 张（只给审批人看）`,
    questions[p.purpose](p),
  );
}

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

const otherwise: Partial<Record<Request['state'], (code: string) => string>> = {
  approved: (code) => `要延长发“续假 #${code} 2天”，不去了发“撤回 #${code}”`,
};
const editIt = (code: string): string => `要改原来的，发“修改 #${code} 12.8-12.9”`;

export const overlaps = ({ wanted, other }: Of<'overlaps'>): string =>
  `${dates(wanted.from, wanted.to)}与已有的请假重叠：#${other.code} ${span(other.span)}（${state(other)}）。请换日期；${(otherwise[other.state] ?? editIt)(other.code)}。`;

export const held = ({ shown, say, officer }: Of<'leave-held'>): string => {
  const { request, applicant, enteredBy } = shown;
  return lines(
    `${enteredBy === null ? '已' : `已替${applicant}`}提交 #${request.code}：${content(request)}。`,
    counted(request.joined, request.countedDays),
    sentence(say) || '现行文件没有写明请假由谁审批。',
    officer === null
      ? '县里还没有登记经办人，请联系县级主管部门；申请已保留，不会丢。'
      : `已转给县级经办人${officer}处理，${afterwards(shown)}`,
    cited(request.citations),
  );
};

export const noLeave = (r: Of<'no-leave'>): string =>
  lines(
    sentence(r.say) || '按现行规定，这种情况不请假。',
    '这次没有提交。有疑问请联系县级主管部门。',
    cited(r.citations),
  );

const notCoveredBecause = {
  'not-in-force': '还没有已施行的规定',
  'unknown-post': '的规定里没有您的岗位',
  'no-row': '的规定没有写到这种情况',
};

export const notCovered = (r: Of<'not-covered'>): string =>
  lines(
    `${fullDay(r.on)}${notCoveredBecause[r.why]}${sentence(r.say) === '' ? '' : `：${sentence(r.say).slice(0, -1)}`}。`,
    '这里不能替您决定，请联系县级主管部门。',
    cited(r.citations),
  );

export const rosterLacks = (r: Of<'roster-lacks'>): string =>
  lines(
    `花名册里还没有登记“${r.missing.join('”“')}”，定不了由谁审批，这次没有提交。`,
    '请联系县级经办人补登后再请假。',
    cited(r.citations),
  );
