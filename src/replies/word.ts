/** Puts a result into words. One place for each; no decision is taken here. */
import type { Heard, OfferedButton, Result } from '../domain/reply.ts';
import type { Aside } from '../domain/talk.ts';
import * as answers from './answers.ts';
import * as attendance from './attendance.ts';
import * as binding from './binding.ts';
import * as changeHolder from './change-holder.ts';
import * as changes from './changes.ts';
import * as clock from './clock.ts';
import { drafts } from './drafts.ts';
import * as files from './files.ts';
import { day, lines } from './format.ts';
import * as handing from './handing-over.ts';
import * as help from './help.ts';
import * as leave from './leave.ts';
import * as ledger from './ledger.ts';
import * as logs from './logs.ts';
import * as own from './my-data.ts';
import * as policy from './policy.ts';
import { wordAside, expired } from './aside.ts';
import { ledgers } from './ledgers.ts';
import * as looks from './looks.ts';
import { reminders } from './reminders.ts';
import * as requests from './requests.ts';
import * as returning from './returning.ts';
import * as todo from './todo.ts';
import * as why from './why.ts';

type Says = Result['says'];
type Words = { readonly [K in Says]: (result: Extract<Result, { says: K }>) => string };
const allPlain = { ...help.plain, ...binding.plainBinding };
type Plain = keyof typeof allPlain;

const plain = Object.fromEntries(Object.entries(allPlain).map(([says, text]) => [says, () => text])) as {
  readonly [K in Plain]: () => string;
};

const words: Words = {
  ...plain,
  ...ledgers,
  ...reminders,
  ...drafts,
  'checked-in': attendance.checkedIn,
  'already-here': attendance.alreadyHere,
  'checked-out': attendance.checkedOut,
  'already-left': () => '今天已经记录离岗了。回来请发“打卡”。',
  'make-up-not-needed': attendance.makeUpNotNeeded,
  'ask-make-up-reason': (r) => `补${day(r.on)}的卡，请回复原因，例如：手机没电。`,
  'who-is-here': attendance.whoIsHere,
  mine: attendance.mine,
  // Asking for leave
  'ask-leave-from': (r) => leave.askFrom(r.draft),
  'ask-leave-to': leave.askTo,
  'ask-leave-reason': leave.askReason,
  'confirm-leave': leave.confirm,
  'invalid-span': leave.invalid,
  overlaps: leave.overlaps,
  'leave-held': leave.held,
  'no-leave': leave.noLeave,
  'not-covered': leave.notCovered,
  'roster-lacks': leave.rosterLacks,
  'place-missing': (r) => `花名册里没有登记您所属的单位或乡镇，找不到“${r.body}”，申请交不出去。请联系县级主管部门。`,
  // A request on its way
  'request-opened': requests.opened,
  'please-answer': requests.pleaseAnswer,
  'please-settle': requests.pleaseSettle,
  'seat-vacant': requests.seatVacant,
  'request-approved': requests.approved,
  'request-rejected': requests.rejected,
  'request-returned': requests.returned,
  'request-closed-by-other': requests.closedByOther,
  'filing-copy': requests.filingCopy,
  'filing-received': requests.filingReceived,
  'keeper-told': requests.keeperTold,
  'recall-proposed': requests.recallProposed,
  'away-notice': requests.awayNotice,
  'away-changed': requests.awayChanged,
  // Answers
  'answer-recorded': answers.recorded,
  'answers-recorded': answers.answersRecorded,
  'answer-refused': answers.answerRefused,
  'changed-since': answers.changedSince,
  'which-copy': answers.whichCopy,
  'no-longer-asked': answers.noLongerAsked,
  'not-heard-as-answer': answers.notHeard,
  'no-request-of': (r) => `没有等您审批的“${r.who}”的申请。发“待办”看等您审批的，再按编号回复。`,
  'no-such-code': (r) => `没有找到 #${r.code}，或它与您无关。发“待办”看等您审批的。`,
  'no-such-number': answers.noSuchNumber,
  'which-request': answers.which,
  'ask-rejection-reason': answers.askRejectionReason,
  // Taken back, changed, asked for by somebody else
  withdrawn: changes.withdrawn,
  'withdrawn-told': changes.withdrawnTold,
  'cannot-withdraw': changes.cannotWithdraw,
  'nothing-to-edit': changes.nothingToEdit,
  'request-edited': changes.edited,
  'cannot-correct': changes.cannotCorrect,
  'leave-corrected': changes.corrected,
  'not-your-cadre': changes.notYourCadre,
  'entered-for-you': changes.enteredForYou,
  objected: changes.objected,
  'objection-told': changes.objectionTold,
  // Somebody else answers
  'nobody-by-name': handing.nobodyByName,
  'name-whom': handing.nameWhom,
  'which-person': handing.whichPerson,
  'cannot-hand-to': handing.cannotHandTo,
  'cannot-transfer': handing.cannotTransfer,
  transferred: handing.transferred,
  'transfer-told': handing.transferTold,
  'approver-added': handing.approverAdded,
  'approver-named': handing.approverNamed,
  'ask-deputy-days': handing.askDeputyDays,
  'deputy-named': handing.deputyNamed,
  'you-are-deputy': handing.youAreDeputy,
  'deputy-named-for': handing.deputyNamedFor,
  'cannot-name-deputy-for': handing.cannotNameDeputyFor,
  'cannot-change-holder': changeHolder.cannotChange,
  'confirm-change-holder': changeHolder.confirmChange,
  'holder-changed': changeHolder.changed,
  'change-filed': changeHolder.filed,
  'deputy-ended': handing.deputyEnded,
  nudged: handing.nudged,
  'cannot-nudge': handing.cannotNudge,
  'ask-paper-photo': handing.askPaperPhoto,
  'cannot-record-paper': handing.cannotRecordPaper,
  // The end of a leave
  'leave-ended': returning.ended,
  'leave-ended-told': returning.endedTold,
  'nothing-to-end': returning.nothingToEnd,
  'nothing-to-extend': returning.nothingToExtend,
  'are-you-back': returning.areYouBack,
  'return-unreported': returning.returnUnreported,
  // The secretary's day, the ledger and the clock
  todo: todo.todo,
  'morning-digest': todo.morningDigest,
  'confirm-all': todo.confirmAll,
  'answered-by-me': todo.answeredByMe,
  'digest-set': todo.digestSet,
  'leave-ledger': ledger.ledger,
  escalated: clock.escalated,
  'away-today': clock.awayToday,
  // Accounts, codes and consent
  'how-to-bind': binding.howToBind,
  'bind-refused': binding.bindRefused,
  'bind-limited': binding.bindLimited,
  bound: binding.bound,
  'bound-elsewhere': binding.boundElsewhere,
  'account-taken': binding.accountTaken,
  'web-is-anothers': binding.webIsAnothers,
  'whom-to-ask': binding.whomToAsk,
  'ask-unbind': binding.askUnbind,
  unbound: binding.unbound,
  'no-such-team': binding.noSuchTeam,
  'which-team': binding.whichTeam,
  'group-bound': binding.groupBound,
  'group-unbound': binding.groupUnbound,
  'group-is-anothers': binding.groupIsAnothers,
  'invite-too-many': binding.inviteTooMany,
  'invite-later': binding.inviteLater,
  'cannot-invite': binding.cannotInvite,
  invited: binding.invited,
  'ask-consent': binding.askConsent,
  privacy: binding.privacy,
  'consent-given': binding.consentGiven,
  'consent-given-before': binding.consentGivenBefore,
  'consent-withdrawn-told': binding.consentWithdrawnTold,
  // Logs, help and why
  'log-kept': logs.kept,
  'tell-of-issue': logs.tellOfIssue,
  'policy-answered': policy.policyAnswered,
  'policy-refused': policy.policyRefused,
  'policy-how-to': policy.policyHowTo,
  'policy-rated': policy.policyRated,
  'log-in-future': (r) => `${day(r.on)}还没到，不能先写日志。`,
  'own-logs': logs.ownLogs,
  'team-logs': logs.teamLogs,
  help: help.help,
  'question-expired': expired,
  'one-at-a-time': ({ parts: [first, second] }) => `像是两件事：“${first}”和“${second}”。请一次说一件，说清哪天。`,
  'web-link': help.webLink,
  'why-request': why.request,
  'why-leave-draft': why.leaveDraft,
  'why-make-up-draft': why.makeUpDraft,
  'why-month': why.month,
  'why-in-group': why.inGroup,
  'why-of-what': why.ofWhat,
  'my-data': own.myData,
  'who-looked': looks.whoLooked,
  'photo-for-what': files.forWhat,
  'files-not-kept': files.notKept,
  'files-not-used': files.notUsed,
  'own-files': files.own,
  'photos-missing': help.photosMissing,
  'message-changed': help.messageChanged,
  'kind-not-read': help.kindNotRead,
  'not-understood': help.notUnderstood,
  'did-you-mean': help.didYouMean,
  'text-too-long': (r) => `这条太长，一篇日志最多 ${r.limit} 字，没有保存。请分几条发。`,
};

export interface Worded {
  readonly text: string;
  /** Code of the request that the message is about; platforms without quoted ids show it. */
  readonly code: string | null;
}

/** The words for a result, and for what is said beside it. */
export function wordReply(result: Result, aside?: Aside, heard?: readonly Heard[], also?: Result): Worded {
  const say = (said: Result): string => (words[said.says] as (r: Result) => string)(said);
  const whole = also ? `${say(result)}\n\n${say(also)}` : say(result);
  return {
    text: lines(heard ? help.heardAs(heard) : null, whole, aside ? wordAside(aside) : null),
    code: codeOf(result) ?? (also ? codeOf(also) : null),
  };
}

/** A list is about no single one, though it may hold but one. */
function codeOf(result: Result): string | null {
  if (!('shown' in result) || result.shown === null || !('request' in result.shown)) return null;
  return result.shown.request.code;
}

/** A button's label, and what the words that do the same want besides the code. */
const buttons: Record<OfferedButton['label'], { label: string; hasCode: boolean; after: string }> = {
  approve: { label: '同意', hasCode: true, after: '' },
  reject: { label: '驳回', hasCode: true, after: ' 理由' },
  return: { label: '退回', hasCode: true, after: ' 理由' },
  confirm: { label: '确认', hasCode: false, after: '' },
  cancel: { label: '取消', hasCode: false, after: '' },
  'end-leave': { label: '销假', hasCode: true, after: '' },
  object: { label: '异议', hasCode: true, after: ' 说明' },
  'receive-filing': { label: '收到', hasCode: true, after: '' },
  agree: { label: '同意', hasCode: false, after: '' },
  disagree: { label: '不同意', hasCode: false, after: '' },
  useful: { label: '有用', hasCode: false, after: '' },
  useless: { label: '没用', hasCode: false, after: '' },
};

/** A button's label, and the words that do the same where there are no buttons. */
export function wordButton(button: OfferedButton, code: string | null): { label: string; words: string } {
  const { label, hasCode, after } = buttons[button.label];
  return { label, words: `${label}${hasCode && code ? ` #${code}` : ''}${after}` };
}
