/** What somebody says of the own request: 撤回, 催办, 异议. */
import {
  applicantLead,
  noReason,
  notGoing,
  notObjected,
  nudgeWords,
  objectWords,
  withdrawWords,
} from './approval-words.ts';
import { commandAt } from './command-place.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { anyWord, bare, skipGaps, startsWithAny, wordMatcher } from './match-words.ts';
import { asks } from './questions.ts';
import { splitCode } from './which.ts';

const longest = 60;
const none: Intent = { intent: 'none' };

const gap = '[\\s,、。!;:]{0,2}';
const cause = `(?:我?(?:${anyWord(notGoing)})${gap})?`;
const withdrawal = new RegExp(`^${cause}(?:${anyWord(withdrawWords)})(?:了|吧)?(?:${gap}${cause})?$`);
const nudge = new RegExp(`^(?:${anyWord(nudgeWords)})(?:吧|呗|哈)?$`);

const withoutLead = (rest: string): string => rest.slice(applicantLead.exec(rest)?.[0].length ?? 0);

/** Whole messages: the words and at most a code. */
function readWhole(text: FoldedText): Intent | null {
  const split = splitCode(bare(text.look));
  if (!split) return none;
  const { rest, code } = split;
  const isAny = (pattern: RegExp): boolean => pattern.test(rest) || pattern.test(withoutLead(rest));
  if (isAny(withdrawal) || (rest === '取消' && code !== null)) return { intent: 'withdraw', code };
  return isAny(nudge) ? { intent: 'nudge', code } : null;
}

const objectWord = wordMatcher(objectWords);

/** 异议, and why. */
function readObjection(text: FoldedText): Intent | null {
  const { look } = text;
  const place = commandAt(text, objectWord, 'own');
  if (place === null || place === 'two') return null;
  const at = skipGaps(look, place.end);
  if (place.isAttached || startsWithAny(look.slice(at), notObjected)) return null;
  if (asks(look)) return none;
  const split = splitCode(bare(look.slice(at)));
  const isOnlyCode = split?.rest === '' && split.code !== null;
  const reason = isOnlyCode ? '' : bare(typed(text, at, look.length));
  const code = place.which.code ?? (isOnlyCode ? split.code : null);
  return { intent: 'object', code, reason: noReason.test(reason) ? null : reason };
}

export function readOwnRequest(text: FoldedText): Intent | null {
  if (text.cut) return null;
  return (text.look.length > longest ? null : readWhole(text)) ?? readObjection(text);
}
