/** What happened in all conversations together: a run in which something never happens proves nothing about it. */
import type { Evidence } from './invariants/evidence.ts';

export type Tally = Map<string, number>;

/** By the words of the answer. */
const HAPPENED: Readonly<Record<string, RegExp>> = {
  'short leave approved': /^备案：/,
  'leave approved by two': /^已批准：.*共(?:[4-9]|\d\d|3\.5)/,
  'one of two approved': /还等：/,
  'leave rejected': /^您的请假.*没有批准/,
  'leave returned': /^您的请假.*被退回修改/,
  'make-up approved': /^您的补卡.*已批准/,
  'make-up rejected': /^您的补卡.*没有批准/,
  'make-up returned': /^您的补卡.*被退回修改/,
  withdrawn: /^已撤回 #/,
  'cancelled after approval': /^已取消 #/,
  'cancellation told': /又取消了，不再请假。$/,
  'leave begun, not to be withdrawn': /的假已经开始，不能撤回/,
  edited: /^#\w{4} 已改为/,
  'nothing to edit': /^您没有等审批的请假/,
  'asked again after an edit': /^本人已修改/,
  'told of the change, no longer asked': /按新的内容不再由您审批/,
  'edit of what is decided': /已批准，不能再改/,
  'leaves added up': /合计[\d.]+天，按合计天数审批/,
  extended: /^您的续假.*已批准/,
  'nothing to extend': /^您没有可以续的假|还没有批准，不能续/,
  'return reported': /^已销假 #/,
  'early return': /^已销假 #.*提前[\d.]+天返回/,
  'late return': /比批准的晚了/,
  'return told': /^知悉：.*已销假/,
  'return by check-in': /^已打卡[^]*#\w{4}/,
  'nothing to end': /^您没有要销的假|的假还没有开始，不用销假/,
  'group told of a change': /原定请假有变/,
  transferred: /^已转给.*办理/,
  'asked after a transfer': /转给您办理：/,
  'transfer refused': /现在不由您审批，不能转办或加签/,
  'transfer to a cadre refused': /是驻村干部，不能替人审批/,
  'approver added': /^已请.*加签：#/,
  'deputy named': /代您审批.*到期自动结束/,
  'deputy told': /请您代.*审批/,
  'deputy asked': /^您正代/,
  'deputy ended': /^已取消代理/,
  'no deputy to end': /^您现在没有请人代理/,
  nudged: /^已催办 #/,
  'asked after a nudge': /^本人催办/,
  'nudged too often': /今天已经催过/,
  'nudged too soon': /请晚些再催/,
  'filing received': /^已记下：您收到了/,
  corrected: /^已更正 #/,
  'correction by another refused': /已批准的请假只能由县级经办人更正/,
  'correction of another chain refused': /要由别人审批，不能直接更正/,
  'asked for somebody else': /^已替.*提交 #/,
  'told of a leave asked for them': /替您提交了 #/,
  'not their cadre': /不归您管考勤/,
  'objected before it was decided': /^已按您的异议收回/,
  'objected after it was approved': /^已按您的异议取消/,
  'objection told': /：本人有异议。/,
  'recorded on paper': /^已批准（代录|^已代录/,
  'photo of the paper asked': /请发签批件的照片/,
  'paper for one who could answer': /有账号，请其本人答复/,
  held: /还没有写明由谁审批|没有写明.*由谁审批/,
  'to be settled': /^请处理 #/,
  'approver named': /县级经办人.*请.*审批。$/,
  'held one approved': /还没有定审批人，不能直接同意/,
  'several answered at once': /^已同意 [2-9] 件/,
  'all asked about': /件都同意吗？|^同意下面这件吗？/,
  'number unknown': /^还没有列过清单|^清单里没有第/,
  'changed since the list': /^没有算 \d+ 件|^#\w{4} 有改动/,
  'digest set': /^好，以后每天早上汇总/,
  'digest sent': /^\d+月\d+日（周.）等您审批的/,
  'what was answered': /答复过的 \d+ 件/,
  ledger: /^请假台账.*：$/m,
  'asked whether back': /到期了，回来了吗/,
  'return unreported': /还没有销假，也没有打卡/,
  escalated: /到时没有答复也不会自动批准/,
  'asked again in the morning': /^这件还在等您答复/,
  'nobody to answer': /暂时无法审批/,
  'own request refused': /不能自己批/,
  'answered too late': /(?:已经(?:批准|驳回|撤回)|已由本人撤回)，不用再处理。$/,
  'answered twice': /您已经答复过了/,
  'asked which': /件等您审批，要/,
  'decision explained': /这样定的理由：/,
  'nod not heard': /^这句话不算审批/,
  'reason asked': /请回复理由/,
  'what to change asked': /请回复要改什么/,
  'unknown code': /^没有找到 #/,
  'unknown name': /^没有找到“/,
  'stale button': /这个按钮已经失效/,
  "somebody else's button": /这个按钮不是给您的/,
  'leave overlaps': /重叠/,
  'question dropped': /^好，已取消/,
  'second check-in': /已打过卡/,
  'back after leaving': /^已记录返岗/,
  'half a day counted': /月已在岗\d*\.5天/,
  'told in private': /^已私信/,
  'stranger turned away': /^还不知道您是谁/,
  'late log': /（补记，会注明）/,
};

export function count(tally: Tally, { sent, said, inbox, holder, seat, tick }: Evidence): void {
  const add = (what: string, more: number): void => void tally.set(what, (tally.get(what) ?? 0) + more);
  for (const [what, words] of Object.entries(HAPPENED)) add(what, sent.filter((s) => words.test(s.text)).length);
  add('messages', inbox.length);
  add('ticks', tick.length);
  add('answers of deputies', seat.filter((one) => one.answered_for !== null).length);
  add(
    'files',
    sent.reduce((sum, s) => sum + s.files.length, 0),
  );
  add('sends', sent.length);
  add('group messages', said.filter((s) => s.delivery.chatKind === 'group').length);
  add('seats handed over', holder.filter((h) => h.to_on !== null).length);
}

export const neverHappened = (tally: Tally): string[] => [...tally].flatMap(([what, n]) => (n === 0 ? [what] : []));
