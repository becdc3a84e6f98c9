/** What is said of what falls due: 还差什么, 已办 2, 推迟到后天, 关闭提醒 …. Whole messages, all of them short. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { pieceAt } from './date-forms.ts';
import {
  doneAttached,
  doneWords,
  dutiesWords,
  laterTail,
  laterWords,
  notDone,
  reminderAround,
  reminderLists,
  reminderOff,
  reminderOn,
  reminderOpens,
  remindTail,
} from './duty-words.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { DateProblem, Intent } from './intent.ts';
import { bare, endsWithAny, isBoundary, skipGaps, wordMatcher } from './match-words.ts';
import { asks } from './questions.ts';
import { resolveDay } from './resolve-days.ts';
import { numbersAfter, numbersBefore } from './which.ts';

const longest = 60;
const duties = new Set(dutiesWords);
const lists = new Set(reminderLists);
const doneWord = wordMatcher(doneWords);
const attachedWord = wordMatcher(doneAttached);
const laterWord = wordMatcher(laterWords);

const nameless = { numbers: [], said: null } as const;

/** 已办, 已办 2, 2 已办, 已办 体检. */
function doneFirst(text: FoldedText): Intent | null {
  const { look } = text;
  const before = numbersBefore(look, 0);
  const start = skipGaps(look, before?.end ?? 0);
  const end = doneWord(look, start);
  if (end === null) return null;
  const at = skipGaps(look, end);
  const rest = bare(look.slice(at));
  if (rest === '') return { intent: 'duty-done', ...nameless, numbers: before?.which.numbers ?? [] };
  if (before || asks(rest)) return null;
  const after = numbersAfter(look, at);
  if (after && bare(look.slice(after.end)) === '')
    return { intent: 'duty-done', numbers: after.which.numbers, said: null };
  const isSaid = isBoundary(look, end) || attachedWord(look, start) === end;
  return isSaid && rest.length <= longestName && !/^\d/.test(rest) && !isTail(rest)
    ? { intent: 'duty-done', numbers: [], said: bare(typed(text, at, look.length)) }
    : null;
}
const longestName = 20;
/** 办完了再说, 已办的: nothing is named. */
const isTail = (rest: string): boolean => /^(?:再|就|的|吧|啊|呢|之后|以后|后)/.test(rest);

/** 体检已办, 体检 办完了. */
function doneLast(text: FoldedText): Intent | null {
  const look = bare(text.look);
  const word = doneAttached.find((w) => look.endsWith(w));
  if (word === undefined || look.length > longestName + word.length) return null;
  const name = bare(look.slice(0, -word.length));
  if (name === '' || notDone.test(name) || asks(look) || /\d$/.test(name)) return null;
  const at = text.look.indexOf(name);
  return { intent: 'duty-done', numbers: [], said: typed(text, at, at + name.length) };
}

interface Until {
  readonly until: IsoDate | null;
  readonly problem: DateProblem | null;
}

/** The day until which nothing is to be said, and nothing but words of reminding after it; null where something else is said. */
function untilAt(text: FoldedText, at: number, today: IsoDate, tail: RegExp): Until | null {
  const found = pieceAt(text.look, at, today);
  if (!found || !tail.test(bare(text.look.slice(found.end)))) return null;
  const said = typed(text, at, found.end);
  const unclear: Until = { until: null, problem: { problem: 'unclear', said } };
  const { piece } = found;
  if (piece.type === 'duration')
    return Number.isInteger(piece.days) ? { until: addDays(today, piece.days), problem: null } : unclear;
  if (piece.type === 'span') return { until: piece.from, problem: null };
  if (piece.type !== 'day') return unclear;
  const on = resolveDay(piece.said, today, 'forward');
  if (on === 'no-such-date') return { until: null, problem: { problem: on, said } };
  return on === 'unclear' ? unclear : { until: on, problem: null };
}

const joint = /[\s,、:]*(?:到|至|在|再)?[\s]*/y;

/** 推迟到后天, 2 推迟到周五, 后天再提醒. */
function readLater(text: FoldedText, today: IsoDate): Intent | null {
  const { look } = text;
  const before = numbersBefore(look, 0);
  const start = skipGaps(look, before?.end ?? 0);
  const wordEnd = laterWord(look, start);
  if (wordEnd === null) {
    const until = untilAt(text, start, today, remindTail);
    return until && { intent: 'duty-later', numbers: before?.which.numbers ?? [], ...until };
  }
  const after = before ? null : numbersAfter(look, skipGaps(look, wordEnd));
  joint.lastIndex = after?.end ?? wordEnd;
  joint.test(look);
  const numbers = (before ?? after)?.which.numbers ?? [];
  const at = joint.lastIndex;
  if (laterTail.test(bare(look.slice(at)))) return { intent: 'duty-later', numbers, until: null, problem: null };
  const until = untilAt(text, at, today, laterTail);
  return until && { intent: 'duty-later', numbers, ...until };
}

const offWord = wordMatcher(reminderOff);
const onWord = wordMatcher(reminderOn);

function readSwitch(text: FoldedText): Intent | null {
  const { look } = text;
  const message = bare(look);
  if (lists.has(message.replace(/[?呢]+$/, ''))) return { intent: 'switch-reminder', on: true, said: null };
  const start = skipGaps(look, 0);
  const off = offWord(look, start);
  const end = off ?? onWord(look, start);
  if (end !== null && !asks(look)) {
    const said = bare(typed(text, skipGaps(look, end), look.length));
    return { intent: 'switch-reminder', on: off === null, said: said === '' ? null : said };
  }
  const around = reminderAround.exec(message);
  if (!around || asks(look)) return null;
  const [, verb = '', name = ''] = around;
  const at = look.indexOf(name, verb.length);
  return { intent: 'switch-reminder', on: reminderOpens.includes(verb), said: typed(text, at, at + name.length) };
}

export function readDuties(text: FoldedText, today: IsoDate): Intent | null {
  if (text.cut || text.look.length > longest) return null;
  const message = bare(text.look);
  if (duties.has(message) || (endsWithAny(message, ['?', '吗', '呢']) && duties.has(message.replace(/[?吗呢]+$/, ''))))
    return { intent: 'duties' };
  return readSwitch(text) ?? readLater(text, today) ?? doneFirst(text) ?? doneLast(text);
}
