/** 销假: back again, and since when. With other words beside it than those of a return it is none. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { backFillers, backWords, datedBackWords, endLeaveWords } from './approval-words.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { DateProblem, Intent } from './intent.ts';
import { bare, includesAny, skipGaps, wordMatcher, type WordMatcher } from './match-words.ts';
import { asks } from './questions.ts';
import { blanked, timeAndWords } from './said-time.ts';

type EndLeave = Extract<Intent, { intent: 'end-leave' }>;

const longest = 80;
const words = [...endLeaveWords, ...backWords];
const reportWord = wordMatcher(words);
/** 昨天下午回来的 says it too where a day is said. */
const datedWord = wordMatcher(datedBackWords);
const filler = wordMatcher(backFillers);

/** Whether the text is nothing but words of a return, one of them `word` itself. Taken from left to right, so linear. */
function isReport(look: string, word: WordMatcher): boolean {
  let found = false;
  let at = skipGaps(look, 0);
  while (at < look.length) {
    const end = word(look, at);
    const next = end ?? filler(look, at);
    if (next === null) return false;
    found ||= end !== null;
    at = skipGaps(look, next);
  }
  return found;
}

const code = /(?:^|[^a-z\d])(# ?[a-z]\d[a-z]\d|[a-z]\d[a-z]\d)(?![a-z\d])/;

interface WithoutCode {
  readonly text: FoldedText;
  readonly code: string | null;
}

function withoutCode(text: FoldedText): WithoutCode {
  const found = code.exec(text.look);
  if (!found?.[1]) return { text, code: null };
  const start = found.index + found[0].length - found[1].length;
  const named = found[1].slice(-4).toUpperCase();
  return { text: blanked(text, start, start + found[1].length), code: named };
}

type TimeOfDay = 'morning' | 'noon' | 'evening' | null;

/** Words first, then a time of day: 下午, 18:30, 九点. */
function timeOfDay(look: string): TimeOfDay {
  if (/晚|夜|傍晚/.test(look)) return 'evening';
  if (/上午|早|晨|午前|中午(?:之|以)?前/.test(look)) return 'morning';
  if (/下午|午后|中午/.test(look)) return 'noon';
  const hour = /(?<![\d.])(\d{1,2})(?::\d\d|[点时])/.exec(look)?.[1];
  if (hour === undefined) return null;
  return Number(hour) < 12 ? 'morning' : Number(hour) < 18 ? 'noon' : 'evening';
}

/** Until when they were away: back in the morning = until the day before; at noon or later that day = until noon of it. */
function awayUntil(on: IsoDate, time: TimeOfDay): EndLeave['back'] {
  if (time === 'morning') return { on: addDays(on, -1), half: 'pm' };
  return { on, half: time === 'noon' ? 'am' : 'pm' };
}

type Back = Pick<EndLeave, 'back' | 'problem'>;

function backOf(text: FoldedText, today: IsoDate): Back {
  const { span, hasTime, time } = timeAndWords(text, today, 'back');
  const unclear = (): Back => {
    const start = time.length - time.trimStart().length;
    const said = bare(typed(text, hasTime ? start : 0, hasTime ? time.trimEnd().length : text.look.length));
    return { back: null, problem: { problem: 'unclear', said } satisfies DateProblem };
  };
  const part = timeOfDay(text.look);
  if (!hasTime && part === null) return { back: null, problem: null };
  // 晚上 without a day may be the night before.
  if (!hasTime) return part === 'evening' ? unclear() : { back: awayUntil(today, part), problem: null };
  // A time of day alone makes a span unclear; here the time of day is read apart.
  const on = span.to ?? dayWithoutClock(text, today);
  if (on === null) return span.problem?.problem === 'no-such-date' ? { back: null, problem: span.problem } : unclear();
  const isOneDay = span.from === null || span.from === on;
  return isOneDay && span.saidDays === null && on <= today ? { back: awayUntil(on, part), problem: null } : unclear();
}

const clock = /\d{1,2}(?::\d\d|[点时](?:\d{1,2}分?|半|整)?)/;

function dayWithoutClock(text: FoldedText, today: IsoDate): IsoDate | null {
  const found = clock.exec(text.look);
  if (!found) return null;
  return timeAndWords(blanked(text, found.index, found.index + found[0].length), today, 'back').span.to;
}

export function readEndLeave(text: FoldedText, today: IsoDate): Intent | null {
  if (text.cut || text.look.length > longest) return null;
  if (!includesAny(text.look, [...words, '回', '返'])) return null;
  const { text: plain, code: named } = withoutCode(text);
  const said = timeAndWords(plain, today, 'back');
  if (isReport(said.words, reportWord))
    return asks(plain.look) ? { intent: 'none' } : { intent: 'end-leave', code: named, ...backOf(plain, today) };
  if (!said.hasTime || !isReport(said.words, datedWord) || asks(plain.look)) return null;
  const back = backOf(plain, today);
  return back.problem ? null : { intent: 'end-leave', code: named, ...back };
}
