/** Words about a request on its way: to applicants, approvers, and those who get a copy. */
import type { AskedAgain } from '../domain/approval-result.ts';
import type { Result } from '../domain/reply.ts';
import type { SeatReason, ShownRequest } from '../domain/shown.ts';
import { chain, cited, day, lines, sentence, span } from './format.ts';
import { remarkCitations, remarks } from './remarks.ts';
import { counted, headCoded, marks, outline, outlineCoded, own, seatsOf } from './request-lines.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

export const approvers = ({ steps }: ShownRequest): string => (steps.length > 0 ? `审批：${chain(steps)}` : '');

export const articles = ({ request: r }: ShownRequest): string =>
  cited([...r.citations, ...remarkCitations(r.remarks)]);

const joined = ({ request: r }: ShownRequest): string => counted(r.joined, r.countedDays);

export const opened = ({ shown }: Of<'request-opened'>): string =>
  lines(
    shown.enteredBy === null
      ? `已提交 #${shown.request.code}：${own(shown)}${late(shown)}。`
      : `已替${shown.applicant}提交 #${shown.request.code}：${own(shown)}。`,
    joined(shown),
    `${approvers(shown)}。${afterwards(shown)}`,
    cited(shown.request.citations),
  );

/** Whoever asked for somebody else can't take it back: the applicant can. */
export const afterwards = ({ request, enteredBy }: ShownRequest): string =>
  enteredBy === null
    ? `有结果会告诉您；要收回，发“撤回 #${request.code}”。`
    : '有结果会告诉本人；本人可以撤回，也可以提异议。';

/** Each once: what the reasons of the open step say. */
const named = ({ steps, request }: ShownRequest, name: (reason: SeatReason) => string | null): string => {
  const names = (steps[request.step]?.seats ?? []).flatMap((s) => s.because.map(name));
  return [...new Set(names.filter((n) => n !== null))].join('、');
};

/** Why it is asked once more. */
const askedAgain: Record<AskedAgain, (s: ShownRequest) => string> = {
  nudged: () => '本人催办，请尽快答复：',
  edited: () => '本人已修改，请按新内容答复，原来的答复不算：',
  transferred: (s) => {
    const by = named(s, (b) => (b.because === 'assigned' ? b.by : null));
    return by === '' ? '这件交回给您办理：' : `${by}转给您办理：`;
  },
  'new-holder': () => '现在由您办理，请答复：',
  deputy: (s) => `您正代${named(s, (b) => (b.because === 'deputy' ? b.forName : null))}审批，请答复：`,
  morning: () => '这件还在等您答复：',
};

export const pleaseAnswer = ({ shown, again }: Of<'please-answer'>): string => {
  const { request } = shown;
  return lines(
    again && askedAgain[again](shown),
    headCoded(shown) + asMarked(shown),
    joined(shown),
    `事由：${request.reason}`,
    request.images.length > 0 && `照片：${request.images.length} 张`,
    others(shown),
    remarks(request.remarks, request.leaveKind),
    articles(shown),
  );
};

/** （事后补假；示例丙代请；修改过）. */
function asMarked(shown: ShownRequest): string {
  const all = marks(shown).map((m) => (m === '补假' ? '事后补假' : m));
  return all.length > 0 ? `（${all.join('；')}）` : '';
}

/** The chain, where more than one must answer or it is not simply the holder. */
const others = (shown: ShownRequest): string => {
  const seats = shown.steps.flatMap((s) => s.seats);
  return seats.length > 1 || seats.some((s) => s.because.length > 0) ? approvers(shown) : '';
};

export const seatVacant = ({ shown, seats, toOfficer }: Of<'seat-vacant'>): string =>
  lines(
    `${outlineCoded(shown)}：${seatsOf(shown, seats)}，暂时无法审批。`,
    toOfficer
      ? '申请已保留，不会丢。请相关人员绑定账号；本人不能批自己的申请。'
      : '申请已保留，不会丢，请等县级主管部门安排；本人不能批自己的申请。',
    toOfficer &&
      `县级经办人可发“转办 #${shown.request.code} 姓名”换人；已在纸上签批的，发“代录 #${shown.request.code} 单位 同意”并附照片。`,
  );

export const pleaseSettle = ({ shown, say }: Of<'please-settle'>): string =>
  lines(
    `请处理 ${headCoded(shown)}${asMarked(shown)}`,
    joined(shown),
    `事由：${shown.request.reason}`,
    shown.request.images.length > 0 && `照片：${shown.request.images.length} 张`,
    sentence(say) || '现行文件没有写明由谁审批。',
    `请定审批人：发“转办 #${shown.request.code} 姓名”；也可驳回或退回，如“退回 #${shown.request.code} 理由”。`,
    remarks(shown.request.remarks, shown.request.leaveKind),
    articles(shown),
  );

const verdicts = { approve: '同意', reject: '驳回', return: '退回' };

export function approved({ shown, isOver }: Of<'request-approved'>): string {
  const { request } = shown;
  const notes = request.steps.flatMap((s) =>
    s.seats.flatMap((x) => (x.answer?.note ? [`${x.title}：${x.answer.note}`] : [])),
  );
  return lines(
    `您的${own(shown)} 已批准（#${request.code}）。`,
    approvers(shown),
    notes,
    request.kind === 'make-up'
      ? `${day(request.span.fromOn)}已计入在岗。`
      : !isOver && '返回后请发“打卡”或“销假”；要延长，到期前发“续假 2天”。',
    request.filingText && `备案：${request.filingText}`,
    cited(request.citations),
  );
}

export const rejected = ({ shown, by, reason }: Of<'request-rejected'>): string =>
  lines(`您的${own(shown)} 没有批准（#${shown.request.code}）。`, reason && `${by}：${reason}`, '可以改好后重新提交。');

export const returned = ({ shown, by, reason }: Of<'request-returned'>): string => {
  const { code, kind } = shown.request;
  const next =
    kind === 'make-up'
      ? `请发“撤回 #${code}”，再重新补卡。`
      : `改好请发“修改 #${code}”加新的日期或事由，如“修改 #${code} 12.8-12.9”；不请了发“撤回 #${code}”。`;
  return lines(`您的${own(shown)} 被退回修改（#${code}）。`, reason && `${by}：${reason}`, next);
};

export const closedByOther = ({ shown, by, verdict }: Of<'request-closed-by-other'>): string =>
  `${headCoded(shown)} 已有结果：${verdict === 'approve' ? '批准' : verdicts[verdict]}（${by}）。您不用再处理。`;

const late = ({ request }: ShownRequest): string => (request.kind === 'leave' && request.late ? '（补假）' : '');

export const filingCopy = ({ shown }: Of<'filing-copy'>): string =>
  lines(
    `备案：${outline(shown)}${late(shown)}，已批准（#${shown.request.code}）。`,
    approvers(shown),
    shown.request.filingText && `备案要求：${shown.request.filingText}`,
    `请回复“收到 #${shown.request.code}”，会记入台账。`,
    cited(shown.request.citations),
  );

export const filingReceived = ({ shown }: Of<'filing-received'>): string =>
  `已记下：您收到了 #${shown.request.code} 的备案（${outline(shown)}）。`;

export const keeperTold = ({ shown }: Of<'keeper-told'>): string =>
  `知悉：${outline(shown)}${late(shown)}，已批准（#${shown.request.code}）。`;

export const recallProposed = ({ shown }: Of<'recall-proposed'>): string =>
  lines(
    `请留意：${outline(shown)}，已批准（#${shown.request.code}）。`,
    joined(shown),
    remarks(
      shown.request.remarks.filter((r) => r.remark === 'recall'),
      null,
    ),
    articles(shown),
  );

export const awayNotice = ({ name, span: s }: Of<'away-notice'>): string => `${name} ${span(s)} 请假，已批准。`;

export const awayChanged = ({ name, span: s }: Of<'away-changed'>): string =>
  `${name}原定请假有变：${s === null ? '已取消' : `改为${span(s)}`}。`;
