/** Words about a request that is taken back, changed, corrected, or was asked for by somebody else. */
import type { Result } from '../domain/reply.ts';
import type { ShownRequest } from '../domain/shown.ts';
import { cited, lines, span } from './format.ts';
import { codeOfFirst, content, counted, outlineCoded, own, ownList } from './request-lines.ts';
import { approvers } from './requests.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

export const withdrawn = ({ shown, to }: Of<'withdrawn'>): string =>
  to === 'withdrawn'
    ? `已撤回 #${shown.request.code}：${own(shown)}。`
    : `已取消 #${shown.request.code}：${own(shown)}。已告知批过的人和考勤人。`;

export const withdrawnTold = ({ shown, to, by }: Of<'withdrawn-told'>): string =>
  to === 'withdrawn'
    ? `${outlineCoded(shown)} ${by === null ? '本人已撤回' : '本人有异议，已收回'}，您不用再处理。`
    : `${outlineCoded(shown)} ${by === null ? '批准后本人又取消了' : '本人有异议，已取消'}，不再请假。`;

const withdrawExample = (shown: readonly ShownRequest[]): string => `“撤回 #${codeOfFirst(shown)}”`;

const cannot: Record<Of<'cannot-withdraw'>['why'], (shown: readonly ShownRequest[]) => string> = {
  'none-open': () => '您没有可以撤回的申请。',
  ended: () => '这件申请已经结束，不用撤回。发“我的”看还有哪些。',
  'not-yours': () => '只能撤回自己的申请。',
  begun: (s) => `#${codeOfFirst(s)} 的假已经开始，不能撤回；已经回来请发“销假 #${codeOfFirst(s)}”。`,
  'made-up': (s) => `#${codeOfFirst(s)} 的补卡已经确认，不能撤回；有误请找考勤人。`,
  several: (s) => `您有几件申请，撤回哪一件？请带编号，如${withdrawExample(s)}：`,
};

export const cannotWithdraw = ({ why, shown }: Of<'cannot-withdraw'>): string =>
  lines(cannot[why](shown), why === 'several' && ownList(shown));

const notToEdit: Record<Of<'nothing-to-edit'>['why'], (shown: readonly ShownRequest[]) => string> = {
  none: () => '您没有等审批的请假，没有可修改的。要请假，如“请假 12.8-12.9 家里有事”。',
  several: (s) => `您有几件申请，修改哪一件？请带编号，如“修改 #${codeOfFirst(s)} 12.8-12.9”：`,
  'not-yours': () => '只能修改自己的申请。',
  ended: (s) =>
    s[0]?.request.state === 'approved'
      ? `#${codeOfFirst(s)} 已批准，不能再改：延长发“续假”，提前回来发“销假”，不去了发“撤回”；日期有误请县级经办人更正。`
      : '这件申请已经结束，不能再改。请重新请假。',
  'make-up': (s) => `补卡不能修改。写错了请发“撤回 #${codeOfFirst(s)}”，再重新补。`,
};

export const nothingToEdit = ({ why, shown }: Of<'nothing-to-edit'>): string =>
  lines(notToEdit[why](shown), why === 'several' && ownList(shown));

export const edited = ({ shown }: Of<'request-edited'>): string =>
  lines(
    `#${shown.request.code} 已改为：${content(shown.request)}。重新审批，原来的答复不算。`,
    counted(shown.request.joined, shown.request.countedDays),
    approvers(shown) || '由县级经办人处理。',
    cited(shown.request.citations),
  );

const notCorrected: Record<Of<'cannot-correct'>['why'], (code: string) => string> = {
  'not-officer': () => '已批准的请假只能由县级经办人更正，请与经办人联系。',
  'not-approved': (code) => `#${code} 没有批准，不用更正；等审批的由本人发“修改 #${code}”。`,
  'no-reason': (code) => `更正要写明日期和理由，如“更正 #${code} 12.8-12.9 实际提前一天返回”。`,
  'other-chain': (code) => `#${code} 改成这样要由别人审批，不能直接更正；请本人续假或重新请假。`,
  which: () => '更正哪一件？请带编号，如“更正 #A1B2 12.8-12.9 实际提前一天返回”。',
};

export const cannotCorrect = ({ why, shown }: Of<'cannot-correct'>): string =>
  notCorrected[why](shown?.request.code ?? 'A1B2');

export const corrected = ({ shown, before, by, reason }: Of<'leave-corrected'>): string =>
  lines(
    `已更正 ${outlineCoded(shown)}（原为${span(before)}）。`,
    reason === null ? `更正人：${by}。` : `更正人：${by}。理由：${reason}`,
    cited(shown.request.citations),
  );

export const notYourCadre = ({ name }: Of<'not-your-cadre'>): string =>
  `${name}不归您管考勤，不能替其请假。请本人申请，或由其考勤人、县级经办人代请。`;

export const enteredForYou = ({ shown, by }: Of<'entered-for-you'>): string =>
  lines(
    `${by}替您提交了 #${shown.request.code}：${own(shown)}。`,
    `事由：${shown.request.reason}（只给审批人看）`,
    approvers(shown),
    `不是您的意思，请发“异议 #${shown.request.code} 说明”；不请了发“撤回 #${shown.request.code}”。`,
    cited(shown.request.citations),
  );

export const objected = ({ shown }: Of<'objected'>): string =>
  shown.request.state === 'approved'
    ? `已把您对 #${shown.request.code}（${content(shown.request)}）的异议告诉代请的人、考勤人和县级经办人；假已开始，由经办人核实更正。`
    : `已按您的异议${shown.request.state === 'cancelled' ? '取消' : '收回'} #${shown.request.code}（${content(shown.request)}），并告知代请的人和审批人。`;

export const objectionTold = ({ shown, reason }: Of<'objection-told'>): string =>
  lines(
    `${outlineCoded(shown)}${shown.enteredBy === null ? '' : `（${shown.enteredBy}代请）`}：本人有异议。`,
    reason === null ? '没有写理由。' : `本人说：${reason}`,
    shown.request.state === 'approved'
      ? `假已开始，请核实；要改日期由县级经办人发“更正 #${shown.request.code} 12.8-12.9 理由”。`
      : shown.request.state === 'cancelled'
        ? '这件原已批准，现已取消。'
        : '这件申请已收回，不再审批。',
  );
