/** Words about a request on its way: to applicants, approvers, and those who get a copy. */
import type { Result, ShownRequest } from '../domain/reply.ts';
import { dateOf, timeOf } from '../domain/calendar.ts';
import { chain, cited, day, days, lines, seat, span } from './format.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

/** 李某 请假 12月1日至12月3日 3天; no reason in it. */
function head({ request: r, applicant }: ShownRequest): string {
  const kind = r.leaveKind ? `（${r.leaveKind}）` : '';
  return r.kind === 'leave'
    ? `${applicant} 请假${kind} ${span(r.span)}，共${days(r.days)}`
    : `${applicant} 补卡 ${day(r.span.fromOn)}`;
}

const own = ({ request: r }: ShownRequest): string =>
  r.kind === 'leave' ? `请假 ${span(r.span)}，共${days(r.days)}` : `补卡 ${day(r.span.fromOn)}`;

export const opened = (r: Of<'request-opened'>): string =>
  lines(
    `已提交 #${r.shown.request.code}：${own(r.shown)}。`,
    `审批：${chain(r.shown.steps)}。有结果会告诉您；要收回，发“撤回”。`,
    cited(r.shown.request.citations),
  );

export const pleaseAnswer = (r: Of<'please-answer'>): string => {
  const { request } = r.shown;
  const late = request.kind === 'leave' && request.late ? '（事后补假）' : '';
  return lines(
    `#${request.code} ${head(r.shown)}${late}`,
    `事由：${request.reason}`,
    others(r.shown),
    cited(request.citations),
  );
};

/** The chain, where more than one must answer. */
const others = ({ steps }: ShownRequest): string =>
  steps.length > 1 || steps.some((s) => s.seats.length > 1) ? `审批：${chain(steps)}` : '';

export const seatVacant = (r: Of<'seat-vacant'>): string =>
  lines(
    `#${r.shown.request.code} ${head(r.shown)}：${r.seats.map(seat).join('、')}，暂时无法审批。`,
    '申请已保留，不会丢。请县里指定人员或让其绑定账号；本人不能批自己的申请。',
  );

export function recorded(r: Of<'answer-recorded'>): string {
  const what = `#${r.shown.request.code} ${head(r.shown)}`;
  switch (r.next) {
    case 'waits-for-others':
      return lines(`已记录您的同意：${what}。`, `还等：${waiting(r.shown)}。`);
    case 'next-step':
      return lines(`已记录您的同意：${what}。`, `下一步：${waiting(r.shown)}。`);
    case 'approved':
      return lines(`已批准：${what}。`, '已告知本人。', cited(r.shown.request.citations));
    case 'rejected':
      return `已驳回：${what}。已告知本人。`;
  }
}

const waiting = ({ steps, request }: ShownRequest): string =>
  (steps[request.step]?.seats ?? [])
    .filter((s) => s.state === 'waiting')
    .map(seat)
    .join('、');

export function approved(r: Of<'request-approved'>): string {
  const { request, steps } = r.shown;
  const notes = request.steps.flatMap((s) =>
    s.seats.flatMap((x) => (x.answer?.note ? [`${x.title}：${x.answer.note}`] : [])),
  );
  return lines(
    `您的${own(r.shown)} 已批准（#${request.code}）。`,
    `审批：${chain(steps)}`,
    notes,
    request.kind === 'make-up' ? `${day(request.span.fromOn)}已计入在岗。` : '返回后请发“打卡”。',
    request.filingText && `备案：${request.filingText}`,
    cited(request.citations),
  );
}

export const rejected = (r: Of<'request-rejected'>): string =>
  lines(
    `您的${own(r.shown)} 没有批准（#${r.shown.request.code}）。`,
    `${r.by}：${r.reason ?? ''}`,
    '可以改好后重新提交。',
  );

export const closedByOther = (r: Of<'request-closed-by-other'>): string =>
  `#${r.shown.request.code} ${head(r.shown)} 已有结果：${r.verdict === 'approve' ? '批准' : '驳回'}（${r.by}）。您不用再处理。`;

export const filingCopy = (r: Of<'filing-copy'>): string =>
  lines(
    `备案：${head(r.shown)}，已批准（#${r.shown.request.code}）。`,
    `审批：${chain(r.shown.steps)}`,
    r.shown.request.filingText,
    cited(r.shown.request.citations),
  );

export const keeperTold = (r: Of<'keeper-told'>): string =>
  `知悉：${head(r.shown)}，已批准（#${r.shown.request.code}）。`;

export const awayNotice = (r: Of<'away-notice'>): string =>
  `${r.name} ${r.from === r.to ? day(r.from) : `${day(r.from)}至${day(r.to)}`} 请假，已批准。`;

const refusals: Record<Of<'answer-refused'>['why'], (s: ShownRequest) => string> = {
  'own-request': (s) => `#${s.request.code} 是您自己的申请，不能自己批。审批：${chain(s.steps)}。`,
  'not-approver': (s) => `#${s.request.code} 不由您审批。审批：${chain(s.steps)}。`,
  ended: (s) => `#${s.request.code} ${head(s)} 已经${ends[s.request.state]}，不用再处理。`,
  'already-answered': (s) => `#${s.request.code} 您已经答复过了，不用重复。`,
  'later-step': (s) => `#${s.request.code} 现在还没轮到您，正等 ${waiting(s)}。`,
};

const ends = { open: '处理', approved: '批准', rejected: '驳回', withdrawn: '撤回' };

export const answerRefused = (r: Of<'answer-refused'>): string => refusals[r.why](r.shown);

/** One line a request, numbered. */
const listed = (shown: readonly ShownRequest[]): string[] =>
  shown.map(
    (s, i) =>
      `${i + 1}. #${s.request.code} ${head(s)}（${day(dateOf(s.request.openedAt))} ${timeOf(s.request.openedAt)} 提交）`,
  );

export const notHeard = (r: Of<'not-heard-as-answer'>): string =>
  lines(
    '这句话不算审批。等您审批的：',
    listed(r.shown),
    '请回复“同意”或“驳回 理由”，可带编号，如“同意 #' + (r.shown[0]?.request.code ?? 'A1B2') + '”。',
  );

export const which = (r: Of<'which-request'>): string =>
  lines(
    `有 ${r.shown.length} 件等您审批，要${r.verdict === 'approve' ? '同意' : '驳回'}哪一件？`,
    listed(r.shown),
    '回复序号，如“1”；或带编号，如“同意 #' + (r.shown[0]?.request.code ?? 'A1B2') + '”。',
  );

export const askRejectionReason = (r: Of<'ask-rejection-reason'>): string =>
  `驳回 #${r.shown.request.code} ${head(r.shown)}，请回复理由（会告诉本人）。不驳回了就回复“取消”。`;

export const withdrawn = (r: Of<'withdrawn'>): string => `已撤回 #${r.shown.request.code}：${own(r.shown)}。`;

export const withdrawnTold = (r: Of<'withdrawn-told'>): string =>
  `#${r.shown.request.code} ${head(r.shown)} 本人已撤回，您不用再处理。`;

const cannot = {
  'none-open': '您没有等待审批的申请，没有可撤回的。',
  ended: '这件申请已经有结果，不能撤回。已批准的要改动，请联系审批人。',
  'not-yours': '只能撤回自己的申请。',
  several: '您有几件申请在等审批，撤回哪一件？请带编号：',
};

export const cannotWithdraw = (r: Of<'cannot-withdraw'>): string =>
  lines(
    cannot[r.why],
    r.shown.map((s) => `· #${s.request.code} ${own(s)}`),
  );

export const todo = (r: Of<'todo'>): string =>
  r.shown.length === 0
    ? '现在没有等您审批的事项。'
    : lines(
        `等您审批的 ${r.shown.length} 件：`,
        r.shown.map(
          (s, i) =>
            `${i + 1}. #${s.request.code} ${head(s)}\n   事由：${s.request.reason}\n   ${cited(s.request.citations)}`,
        ),
        `回复“同意 #${r.shown[0]?.request.code ?? 'A1B2'}”或“驳回 #${r.shown[0]?.request.code ?? 'A1B2'} 理由”。`,
      );
