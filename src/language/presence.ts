/** 打卡, 离岗: a word of its own, with a note after it or not. */
import type { IsoDate } from '../domain/calendar.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { readLeave } from './leave-slots.ts';
import { makeUpFrom } from './make-up.ts';
import { isBoundary, skipGaps, startsWithAny, wordMatcher, type WordMatcher } from './match-words.ts';
import { asksPlainly } from './questions.ts';
import { checkInWords, checkOutWords, presenceDoubts } from './words.ts';

const checkIn = wordMatcher(checkInWords);
const checkOut = wordMatcher(checkOutWords);

/** 书记，我今天已经 … before the word itself. */
const leadIn =
  /(?:(?:书记|队长|领导|各位领导|大家好|报告)(?:[,: ]{1,2}|(?=我|本人)))?(?:我|本人)?(?:今天|今日|今早|早上|下午)?(?:已经|已|刚刚|刚|现在)?/y;
const done = /[了啦咯喽]/;

function leadInEnd(look: string): number {
  leadIn.lastIndex = 0;
  leadIn.test(look);
  return leadIn.lastIndex;
}

/** End of a presence word that stands as a word of its own, or null. */
function wordEnd(look: string, match: WordMatcher): number | null {
  const end = match(look, 0) ?? match(look, leadInEnd(look));
  if (end === null) return null;
  const after = done.test(look[end] ?? '') ? end + 1 : end;
  return isBoundary(look, after) ? after : null;
}

function note(text: FoldedText, from: number): string | null {
  const said = typed(text, skipGaps(text.look, from), text.look.length).trim();
  return said === '' ? null : said;
}

export function readPresence(text: FoldedText, today: IsoDate): Intent | null {
  const inEnd = wordEnd(text.look, checkIn);
  const end = inEnd ?? wordEnd(text.look, checkOut);
  if (end === null) return null;
  const rest = text.look.slice(skipGaps(text.look, end));
  if (asksPlainly(text.look) || startsWithAny(rest, presenceDoubts)) return { intent: 'none' };
  const onlyDay = soleDay(text, end, today);
  if (onlyDay === null || onlyDay === today)
    return { intent: inEnd === null ? 'check-out' : 'check-in', note: note(text, end) };
  // 签到 昨天的 means that day; 签到 明天 means nothing that could be recorded now.
  return inEnd !== null && onlyDay < today ? makeUpFrom(text, end, today) : { intent: 'none' };
}

/** Longer than this a note is more than a day. */
const dayLength = 12;

/** The day, where nothing but a day follows the word. */
function soleDay(text: FoldedText, from: number, today: IsoDate): IsoDate | null {
  if (text.cut || text.look.length - from > dayLength) return null;
  const { span, reason } = readLeave({ text, today, toward: 'back' }, from);
  return reason === null ? span.from : null;
}
