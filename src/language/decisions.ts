/** 同意, 驳回, 撤回 with an optional code. Strict on purpose: a word of agreement that is not exactly one of the list approves nothing. */
import { typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { bare, isBoundary, skipGaps, startsWithAny, wordMatcher } from './match-words.ts';
import { approvalRemarks, approveWords, rejectWords, withdrawWords } from './words.ts';

const codeBefore = /^# ?([a-z]\d[a-z]\d)(?![a-z\d])/;
const bareCodeBefore = /^([a-z]\d[a-z]\d)(?![a-z\d])/;
const codeAfter = /# ?([a-z]\d[a-z]\d)$/;
const bareCodeAfter = /(?:^|[^a-z\d])([a-z]\d[a-z]\d)$/;

export interface WithCode {
  readonly rest: string;
  readonly code: string | null;
}

/** Takes a code off the beginning or the end; null when two different ones are given. */
export function splitCode(message: string): WithCode | null {
  const before = codeBefore.exec(message) ?? bareCodeBefore.exec(message);
  const afterBefore = before ? bare(message.slice(before[0].length)) : message;
  const after = codeAfter.exec(afterBefore) ?? bareCodeAfter.exec(afterBefore);
  const rest = after ? bare(afterBefore.slice(0, -(after[1]?.length ?? 0)).replace(/#\s?$/, '')) : afterBefore;
  const codes = [before?.[1], after?.[1]].filter((code) => code !== undefined);
  if (codes.length === 2 && codes[0] !== codes[1]) return null;
  return { rest, code: codes[0]?.toUpperCase() ?? null };
}

const isOneOf = (words: readonly string[], text: string): boolean => words.includes(text);
const approveWord = wordMatcher(approveWords);
const rejectWord = wordMatcher(rejectWords);

function approval(message: string, code: string | null): Intent | null {
  const end = approveWord(message, 0);
  if (end === null) return null;
  const note = bare(message.slice(end));
  if (note === '') return { intent: 'approve', code, note: null };
  return isBoundary(message, end) && isOneOf(approvalRemarks, note) ? { intent: 'approve', code, note } : null;
}

const reasonLabel = /^(?:(?:理由|原因|因为)[: ]+)?/;
const asked = /(?:\?|吗|么|嘛|呢)$/;
const attachedLabel = /^(?:了|理由|原因)?/;

interface Code {
  readonly code: string | undefined;
  readonly end: number;
}

function codeAt(look: string, at: number, isBareEnough: boolean): Code {
  const near = look.slice(at, at + 8);
  const match = codeBefore.exec(near) ?? (isBareEnough ? bareCodeBefore.exec(near) : null);
  return { code: match?.[1], end: at + (match?.[0].length ?? 0) };
}

/**
 * 驳回 [code] [reason], or the code first. A bare A1B2 right after the word is taken for a code too: as a reason it
 * would turn down whichever request happens to be open.
 */
function rejection(text: FoldedText): Intent | null {
  const { look } = text;
  const lead = codeAt(look, 0, false);
  const end = rejectWord(look, lead.code === undefined ? 0 : skipGaps(look, lead.end));
  if (end === null || asked.test(bare(look))) return null;
  const label = attachedLabel.exec(look.slice(end, end + 2))?.[0] ?? '';
  if (!isBoundary(look, end + label.length)) return null;
  const after = codeAt(look, skipGaps(look, end + label.length), true);
  const code = lead.code ?? after.code ?? null;
  if (after.code !== undefined && after.code !== code) return null;
  const reasonAt = skipGaps(look, after.end);
  const labelled = reasonLabel.exec(look.slice(reasonAt, reasonAt + 8))?.[0].length ?? 0;
  const reason = bare(typed(text, reasonAt + labelled, look.length));
  return { intent: 'reject', code: code?.toUpperCase() ?? null, reason: reason === '' ? null : reason };
}

/** A message that is nothing but a decision and at most a code. */
function plainDecision(text: FoldedText): Intent | null {
  const split = splitCode(bare(text.look));
  if (!split) return { intent: 'none' };
  const { rest, code } = split;
  if (isOneOf(withdrawWords, rest) || (rest === '取消' && code !== null)) return { intent: 'withdraw', code };
  return isOneOf(rejectWords, rest) ? { intent: 'reject', code, reason: null } : approval(rest, code);
}

/** The decision in the message; `none` when it starts like one but is not exactly one; null when it is about something else. */
export function readDecision(text: FoldedText): Intent | null {
  // Of a message that is cut short nothing may be taken as the whole.
  const decision = (text.cut ? null : plainDecision(text)) ?? rejection(text);
  if (decision) return decision;
  const lead = codeAt(text.look, 0, false);
  const rest = text.look.slice(lead.code === undefined ? 0 : skipGaps(text.look, lead.end));
  return startsWithAny(rest, [...approveWords, ...rejectWords]) ? { intent: 'none' } : null;
}
