/** Asking for leave, anywhere in a sentence; not talking about leave. */
import type { IsoDate } from '../domain/calendar.ts';
import { asksAfterwards } from './afterwards.ts';
import { titles } from './approval-words.ts';
import type { FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { readLeave, slotsOf } from './leave-slots.ts';
import { tokensIn } from './leave-tokens.ts';
import { endsWithAny, startsWithAny } from './match-words.ts';
import { asks, asksPlainly } from './questions.ts';
import { isNamed } from './surnames.ts';
import type { Token } from './token.ts';
import { asksForDays, isReported } from './unasked-leave.ts';
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

/** 批我一天嘛: pleads, and asks nothing. */
const pleading = /((?:批|准)(?:给?我)?[^能可是几多\s]{1,6}|请[^能可是几多\s]{1,4}[天假])嘛$/;

/** 书记批我两天假了 is past. */
const granted = /[批准]给?我[^\s]{1,6}了$/;

const isOther = (look: string): boolean =>
  asksPlainly(look.replace(pleading, '$1')) ||
  onlyMentions(look) ||
  onBehalf.test(look) ||
  decides.test(look) ||
  granted.test(look);

/** 护理假有几天 asks what the rules say. */
const asksHowLong = /[有是休放给](?:多少|几)天/;

/** 老王明天调休 tells of somebody else. */
const isOfAnother = (reason: string | null): boolean =>
  reason !== null &&
  /^[\u4e00-\u9fff]{2,4}$/.test(reason) &&
  isNamed(reason) &&
  (reason.length <= 3 || titles.test(reason));

const leaveTypes: readonly Token['type'][] = ['command', 'verb', 'kind', 'piece'];
/** Most messages hold nothing of the kind, and need not be read as a leave. */
const holdsAny = (text: FoldedText, today: IsoDate, types: readonly Token['type'][]): boolean =>
  tokensIn(text, today).some(({ type }) => types.includes(type));

export function readLeaveRequest(text: FoldedText, today: IsoDate): Intent | null {
  const { look } = text;
  const isLate = asksAfterwards(look);
  if (!holdsAny(text, today, leaveTypes)) return null;
  if (isLate ? asks(look) || onBehalf.test(look) : isOther(look)) return null;
  const said = readLeave({ text, today, toward: 'forward' });
  if (!said.hasDays && asks(look)) return null;
  if (isReported(said, look, today)) return { intent: 'request-leave', slots: slotsOf(said) };
  const byKind =
    said.hasKind && !asksHowLong.test(look) && (said.hasTime || said.reason === null) && !isOfAnother(said.reason);
  return said.hasCommand || byKind ? { intent: 'request-leave', slots: slotsOf(said) } : null;
}

/** Without a word of leave: what nobody else makes anything of. */
export function readUnaskedLeave(text: FoldedText, today: IsoDate): Intent | null {
  const { look } = text;
  if (!holdsAny(text, today, ['piece']) || isOther(look) || asks(look)) return null;
  const said = readLeave({ text, today, toward: 'forward' });
  return asksForDays(said, look, today) ? { intent: 'request-leave', slots: slotsOf(said) } : null;
}
