/** Asking for leave, anywhere in a sentence; not talking about leave. */
import type { IsoDate } from '../domain/calendar.ts';
import type { FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { readLeave, slotsOf } from './leave-slots.ts';
import { endsWithAny, startsWithAny } from './match-words.ts';
import { asks, asksPlainly } from './questions.ts';
import { asksForDays } from './unasked-leave.ts';
import { notLeaveAfter, notLeaveBefore } from './words.ts';

/** 帮老王请假, 给小李请个假: for somebody else; 给书记请个假 only addresses. */
const onBehalf =
  /(?:帮(?!扶|忙)|替|代(?!表))[^我\s,。]{1,6}[请休].{0,4}假|给(?!您|你|领导|组织|.{0,2}(?:书记|队长|镇长|主任|部长|领导))[^\s,。]{1,10}请.{0,3}假/;

/** 他请假我同意 decides about somebody's leave; 请领导同意 asks for one's own. */
const decides = /(?<!请|望|领导|书记)(?:同意|驳回)/;

/** Whether every 请假 of the text is a noun, denied or past (请假条, 没请假, 请假了). */
function onlyMentions(look: string): boolean {
  let at = look.indexOf('请假');
  if (at < 0) return false;
  while (at >= 0) {
    const before = look.slice(Math.max(0, at - 4), at);
    const after = look.slice(at + 2, at + 8);
    if (!endsWithAny(before, notLeaveBefore) && !startsWithAny(after, notLeaveAfter)) return false;
    at = look.indexOf('请假', at + 2);
  }
  return true;
}

const isOther = (look: string): boolean =>
  asksPlainly(look) || onlyMentions(look) || onBehalf.test(look) || decides.test(look);

export function readLeaveRequest(text: FoldedText, today: IsoDate): Intent | null {
  const { look } = text;
  if (isOther(look)) return null;
  const said = readLeave({ text, today, toward: 'forward' });
  if (!said.hasDays && asks(look)) return null;
  const byKind = said.hasKind && (said.hasTime || said.reason === null);
  return said.hasCommand || byKind ? { intent: 'request-leave', slots: slotsOf(said) } : null;
}

/** Without a word of leave: what nobody else makes anything of. */
export function readUnaskedLeave(text: FoldedText, today: IsoDate): Intent | null {
  const { look } = text;
  if (isOther(look) || asks(look)) return null;
  const said = readLeave({ text, today, toward: 'forward' });
  return asksForDays(said, look, today) ? { intent: 'request-leave', slots: slotsOf(said) } : null;
}
