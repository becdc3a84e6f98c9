/** What happened in all conversations together: a run in which something never happens proves nothing about it. */
import type { Evidence } from './invariants/evidence.ts';

export type Tally = Map<string, number>;

/** By the words of the answer. */
const HAPPENED: Readonly<Record<string, RegExp>> = {
  'short leave approved': /^备案：/,
  'leave approved by two': /^已批准：.*共(?:[4-9]|\d\d|3\.5)/,
  'one of two approved': /还等：/,
  'leave rejected': /^您的请假.*没有批准/,
  'make-up approved': /^您的补卡.*已批准/,
  'make-up rejected': /^您的补卡.*没有批准/,
  withdrawn: /^已撤回 #/,
  'nobody to answer': /暂时无法审批/,
  'own request refused': /不能自己批/,
  'answered too late': /已经(?:批准|驳回|撤回)，不用再处理。$/,
  'answered twice': /您已经答复过了/,
  'asked which': /件等您审批，要/,
  'decision explained': /这样定的理由：/,
  'nod not heard': /^这句话不算审批/,
  'reason asked': /请回复理由/,
  'unknown code': /^没有找到 #/,
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

export function count(tally: Tally, { sent, said, inbox, holder }: Evidence): void {
  const add = (what: string, more: number): void => void tally.set(what, (tally.get(what) ?? 0) + more);
  for (const [what, words] of Object.entries(HAPPENED)) add(what, sent.filter((s) => words.test(s.text)).length);
  add('messages', inbox.length);
  add('sends', sent.length);
  add('group messages', said.filter((s) => s.delivery.chatKind === 'group').length);
  add('seats handed over', holder.filter((h) => h.to_on !== null).length);
}

export const neverHappened = (tally: Tally): string[] => [...tally].flatMap(([what, n]) => (n === 0 ? [what] : []));
