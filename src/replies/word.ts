/** Puts a result into words. One place for each; no decision is taken here. */
import type { OfferedButton, Result, ShownRequest } from '../domain/reply.ts';
import * as attendance from './attendance.ts';
import { day } from './format.ts';
import * as help from './help.ts';
import * as leave from './leave.ts';
import * as logs from './logs.ts';
import * as requests from './requests.ts';
import * as why from './why.ts';

type Says = Result['says'];
type Words = { readonly [K in Says]: (result: Extract<Result, { says: K }>) => string };
type Plain = keyof typeof help.plain;

const plain = Object.fromEntries(Object.entries(help.plain).map(([says, text]) => [says, () => text])) as {
  readonly [K in Plain]: () => string;
};

const words: Words = {
  ...plain,
  'checked-in': attendance.checkedIn,
  'already-here': attendance.alreadyHere,
  'checked-out': attendance.checkedOut,
  'already-left': () => '今天已经记录离岗了。回来请发“打卡”。',
  'make-up-not-needed': attendance.makeUpNotNeeded,
  'ask-make-up-reason': (r) => `补${day(r.on)}的卡，请回复原因，例如：手机没电。`,
  'who-is-here': attendance.whoIsHere,
  mine: attendance.mine,
  'ask-leave-from': (r) => leave.askFrom(r.draft),
  'ask-leave-to': leave.askTo,
  'ask-leave-reason': leave.askReason,
  'confirm-leave': leave.confirm,
  'invalid-span': leave.invalid,
  overlaps: leave.overlaps,
  'needs-local-rule': leave.needsLocalRule,
  'not-covered': leave.notCovered,
  'place-missing': (r) => `花名册里没有登记您所属的单位或乡镇，找不到“${r.body}”，申请交不出去。请联系县级主管部门。`,
  'request-opened': requests.opened,
  'please-answer': requests.pleaseAnswer,
  'seat-vacant': requests.seatVacant,
  'answer-recorded': requests.recorded,
  'request-approved': requests.approved,
  'request-rejected': requests.rejected,
  'request-closed-by-other': requests.closedByOther,
  'filing-copy': requests.filingCopy,
  'keeper-told': requests.keeperTold,
  'away-notice': requests.awayNotice,
  'answer-refused': requests.answerRefused,
  'not-heard-as-answer': requests.notHeard,
  'no-such-code': (r) => `没有找到 #${r.code}，或它与您无关。发“待办”看等您审批的。`,
  'which-request': requests.which,
  'ask-rejection-reason': requests.askRejectionReason,
  withdrawn: requests.withdrawn,
  'withdrawn-told': requests.withdrawnTold,
  'cannot-withdraw': requests.cannotWithdraw,
  'log-kept': logs.kept,
  'log-in-future': (r) => `${day(r.on)}还没到，不能先写日志。`,
  'own-logs': logs.ownLogs,
  'team-logs': logs.teamLogs,
  todo: requests.todo,
  help: help.help,
  'why-request': why.request,
  'why-leave-draft': why.leaveDraft,
  'why-make-up-draft': why.makeUpDraft,
  'why-month': why.month,
  'why-in-group': why.inGroup,
  'why-of-what': why.ofWhat,
  'photo-for-what': (r) => `收到照片 ${r.photos} 张。要做什么？回复“打卡”，或“日志 内容”。`,
  'kind-not-read': help.kindNotRead,
  'not-understood': help.notUnderstood,
  'text-too-long': (r) => `这条太长，一篇日志最多 ${r.limit} 字，没有保存。请分几条发。`,
};

export interface Worded {
  readonly text: string;
  /** Code of the request that the message is about; platforms without quoted ids show it. */
  readonly code: string | null;
}

/** The words for a result. */
export function wordReply(result: Result): Worded {
  const say = words[result.says] as (r: Result) => string;
  return { text: say(result), code: codeOf(result) };
}

function codeOf(result: Result): string | null {
  const shown: ShownRequest | null =
    'shown' in result && !Array.isArray(result.shown) ? (result.shown as ShownRequest) : null;
  return shown?.request.code ?? null;
}

const labels = { approve: '同意', reject: '驳回', confirm: '确认', cancel: '取消' } as const;

/** A button's label, and the words that do the same where there are no buttons. */
export function wordButton(button: OfferedButton, code: string | null): { label: string; words: string } {
  const label = labels[button.label];
  const reason = button.label === 'reject' ? ' 理由' : '';
  const about = code && (button.label === 'approve' || button.label === 'reject') ? ` #${code}` : '';
  return { label, words: `${label}${about}${reason}` };
}
