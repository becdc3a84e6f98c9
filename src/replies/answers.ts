/** Words to those who answer: what was recorded, what was refused, and which one was meant. */
import type { AnswerNext, WhichAct } from '../domain/approval-result.ts';
import type { Result } from '../domain/reply.ts';
import type { Request, Verdict } from '../domain/request.ts';
import type { ShownRequest } from '../domain/shown.ts';
import { chain, cited, lines } from './format.ts';
import { codeOfFirst, head, headCoded, listed, outlineCoded, ownCoded, ownList, waiting } from './request-lines.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

const verdicts: Record<Verdict, string> = { approve: '同意', reject: '驳回', return: '退回' };

export function recorded({ shown, verdict, next, onPaperFor }: Of<'answer-recorded'>): string {
  const kept = `${onPaperFor === null ? '已记录您的' : `已代录${onPaperFor}的`}${verdicts[verdict]}：${headCoded(shown)}。`;
  const onPaper = onPaperFor === null ? '' : `（代录${onPaperFor}）`;
  switch (next) {
    case 'waits-for-others':
      return lines(kept, `还等：${waiting(shown)}。`);
    case 'next-step':
      return lines(kept, `下一步：${waiting(shown)}。`);
    case 'approved':
      return lines(`已批准${onPaper}：${headCoded(shown)}。`, '已告知本人。', cited(shown.request.citations));
    case 'rejected':
      return `已驳回${onPaper}：${headCoded(shown)}。已告知本人。`;
    case 'returned':
      return `已退回：${headCoded(shown)}。已告知本人，改好后会再发给您。`;
  }
}

/** What came of it, at the end of a line. */
function outcome(shown: ShownRequest, next: AnswerNext): string {
  switch (next) {
    case 'waits-for-others':
      return `还等 ${waiting(shown)}`;
    case 'next-step':
      return `下一步 ${waiting(shown)}`;
    case 'approved':
      return '已批准';
    case 'rejected':
      return '已告知本人';
    case 'returned':
      return '等本人修改';
  }
}

const notCounted: Record<Of<'answers-recorded'>['refused'][number]['why'], string> = {
  'own-request': '是您自己的申请，不能自己批',
  'not-approver': '不由您审批',
  ended: '已有结果',
  'already-answered': '您已经答复过了',
  'later-step': '还没轮到您',
  returned: '已退回本人修改',
  held: '还没有定审批人',
  changed: '在您看过之后有改动，请看最新内容再答复',
};

export const answersRecorded = ({ verdict, done, refused }: Of<'answers-recorded'>): string =>
  lines(
    done.length > 0 && `已${verdicts[verdict]} ${done.length} 件：`,
    done.map(({ shown, next }) => `· ${headCoded(shown)}：${outcome(shown, next)}`),
    refused.length > 0 && `没有算 ${refused.length} 件：`,
    refused.map(({ shown, why }) => `· ${headCoded(shown)}：${notCounted[why]}`),
    cited(done.filter(({ next }) => next === 'approved').flatMap(({ shown }) => shown.request.citations)),
  );

const ends: Partial<Record<Request['state'], string>> = {
  approved: '已经批准',
  rejected: '已经驳回',
  withdrawn: '已由本人撤回',
  cancelled: '批准后已取消',
};

const refusals: Record<Of<'answer-refused'>['why'], (s: ShownRequest) => string> = {
  'own-request': (s) => `#${s.request.code} 是您自己的申请，不能自己批。${byWhom(s)}`,
  'not-approver': (s) => `#${s.request.code} 不由您审批。${byWhom(s)}`,
  ended: (s) =>
    `${headCoded(s)} ${ends[s.request.state] ?? '已有结果'}，不用再处理${s.request.state === 'approved' ? '；要改变请联系本人撤回，或找县级经办人' : ''}。`,
  'already-answered': (s) => `#${s.request.code} 您已经答复过了，不用重复。`,
  'later-step': (s) => `#${s.request.code} 还没轮到您，正等 ${waiting(s)}；轮到时会发给您。`,
  returned: (s) => `#${s.request.code} 已退回本人修改，改好后会再发给您。`,
  held: (s) => `#${s.request.code} 还没有定审批人，不能直接同意；请先发“转办 #${s.request.code} 姓名”定一位。`,
};

const byWhom = ({ steps }: ShownRequest): string => (steps.length > 0 ? `审批：${chain(steps)}。` : '');

export const answerRefused = (r: Of<'answer-refused'>): string => refusals[r.why](r.shown);

export const changedSince = ({ shown }: Of<'changed-since'>): string =>
  `#${shown.request.code} 有改动，按原来内容的答复不算；现在是：${head(shown)}。请看最新的内容，再回复“同意 #${shown.request.code}”或“驳回 #${shown.request.code} 理由”。`;

export const whichCopy = ({ shown }: Of<'which-copy'>): string =>
  lines(
    `有 ${shown.length} 件备案还没有确认，收到哪一件？请带编号，如“收到 #${codeOfFirst(shown)}”：`,
    ownList(shown, outlineCoded),
  );

export const noLongerAsked = ({ shown }: Of<'no-longer-asked'>): string =>
  `#${shown.request.code} 本人已修改，按新的内容不再由您审批，您不用再处理。`;

export const noSuchNumber = ({ numbers, listed: count }: Of<'no-such-number'>): string =>
  count === 0
    ? '还没有列过清单，序号对不上。请先发“待办”，再按序号回复。'
    : `清单里没有第 ${numbers.join('、')} 件，只有 ${count} 件。请发“待办”看最新的清单。`;

export const notHeard = ({ shown }: Of<'not-heard-as-answer'>): string =>
  lines(
    '这句话不算审批。等您审批的：',
    listed(shown),
    `请只回复“同意”或“驳回 理由”，可带编号，如“同意 #${codeOfFirst(shown)}”；有条件的请发“退回 #${codeOfFirst(shown)} 理由”。`,
  );

const acts: Record<WhichAct, { verb: string; after: string; isOwn: boolean }> = {
  approve: { verb: '同意', after: '', isOwn: false },
  reject: { verb: '驳回', after: ' 理由', isOwn: false },
  return: { verb: '退回', after: ' 理由', isOwn: false },
  transfer: { verb: '转办', after: ' 姓名', isOwn: false },
  'add-approver': { verb: '加签', after: ' 姓名', isOwn: false },
  nudge: { verb: '催办', after: '', isOwn: true },
  withdraw: { verb: '撤回', after: '', isOwn: true },
  edit: { verb: '修改', after: ' 12.8-12.9', isOwn: true },
};

export function which({ on, act, shown }: Of<'which-request'>): string {
  const { verb, after, isOwn } = acts[act];
  const example = `“${verb} #${codeOfFirst(shown)}${after}”`;
  // A bare number answers only the bot's own question, and it asks that of answers alone.
  const isAnswer = act === 'approve' || act === 'reject' || act === 'return';
  return lines(
    isOwn ? `您有 ${shown.length} 件申请，要${verb}哪一件？` : `有 ${shown.length} 件等您审批，要${verb}哪一件？`,
    listed(shown, isOwn ? ownCoded : headCoded, on),
    isAnswer ? `回复序号，如“1”；或带编号，如${example}。` : `请带编号，如${example}。`,
  );
}

export const askRejectionReason = ({ shown, verdict }: Of<'ask-rejection-reason'>): string =>
  verdict === 'reject'
    ? `驳回 ${headCoded(shown)}，请回复理由（会告诉本人）。不驳回了就回复“取消”。`
    : `退回 ${headCoded(shown)}，请回复要改什么（会告诉本人）。不退回了就回复“取消”。`;
