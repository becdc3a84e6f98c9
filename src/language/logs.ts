/** 日志 …: writing one, and asking for those written. */
import type { IsoDate } from '../domain/calendar.ts';
import { pieceAt } from './date-forms.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { logDay } from './log-day.ts';
import { bare, isBoundary, skipGaps, startsWithAny, wordMatcher } from './match-words.ts';
import { periodAt, weekOf, type Period } from './periods.ts';
import { asks } from './questions.ts';
import { resolveDay } from './resolve-days.ts';
import { logTextStarts, logWords, notLogText, ownLogWords, teamLogWords } from './words.ts';

const logWord = wordMatcher(logWords);
const ownWord = wordMatcher(ownLogWords);
const teamWord = wordMatcher(teamLogWords);

function write(text: FoldedText, at: number, today: IsoDate): Intent {
  const { on, textAt, problem } = logDay(text, skipGaps(text.look, at), today);
  return { intent: 'write-log', on, text: typed(text, textAt, text.look.length).trim(), problem };
}

/** 日志 …, 写日志 …: after a gap nearly anything is the log's text; attached text must begin like one. */
function writeAtStart(text: FoldedText, today: IsoDate): Intent | null {
  const { look } = text;
  const end = logWord(look, 0);
  if (end === null) return null;
  const rest = look.slice(skipGaps(look, end));
  const isText = isBoundary(look, end)
    ? look[end] !== '?' && !startsWithAny(rest, notLogText)
    : (startsWithAny(rest, logTextStarts) || pieceAt(look, end, today) !== null) && !asks(rest);
  return isText ? write(text, end, today) : null;
}

const betweenDayAndLog = /[的 ]{0,2}(?:工作)?日志/y;

/** 昨天的日志 …, 补昨天的日志 …; without text it asks for that day's. */
function writeAfterDay(text: FoldedText, today: IsoDate): Intent | null {
  const lead = /^(?:补一下|补写|补|写|记)?/.exec(text.look.slice(0, 3))?.[0].length ?? 0;
  const found = pieceAt(text.look, lead, today);
  if (found?.piece.type !== 'day') return null;
  betweenDayAndLog.lastIndex = found.end;
  if (!betweenDayAndLog.test(text.look)) return null;
  const end = betweenDayAndLog.lastIndex;
  if (!isBoundary(text.look, end)) return null;
  const on = resolveDay(found.piece.said, today, 'back');
  const said = typed(text, skipGaps(text.look, end), text.look.length).trim();
  if (on === 'no-such-date' || on === 'unclear')
    return { intent: 'write-log', on: today, text: said, problem: { problem: on, said: typed(text, lead, found.end) } };
  if (said === '' && lead === 0) return { intent: 'read-logs', whose: 'own', from: on, to: on };
  return { intent: 'write-log', on, text: said, problem: null };
}

/** The days asked about: a period, one day, else this week. Null when something else is said. */
function asked(text: FoldedText, at: number, today: IsoDate): Period | null {
  const start = skipGaps(text.look, at);
  const rest = bare(text.look.slice(start));
  if (rest === '') return weekOf(today);
  const named = periodAt(text.look, start, today);
  if (named && bare(text.look.slice(named.end)) === '') return named.period;
  const found = pieceAt(text.look, start, today);
  if (found?.piece.type !== 'day' || bare(text.look.slice(found.end)) !== '') return null;
  const on = resolveDay(found.piece.said, today, 'back');
  return on === 'no-such-date' || on === 'unclear' ? null : { from: on, to: on };
}

function read(text: FoldedText, today: IsoDate): Intent | null {
  const own = ownWord(text.look, 0);
  const team = teamWord(text.look, 0);
  const end = own ?? team;
  if (end !== null) {
    const days = asked(text, end, today);
    return days && { intent: 'read-logs', whose: own === null ? 'team' : 'own', ...days };
  }
  const named = periodAt(text.look, 0, today);
  if (!named) return null;
  const rest = bare(text.look.slice(named.end)).replace(/^的/, '');
  const whose = rest === '日志' || ownLogSet.has(rest) ? 'own' : teamLogSet.has(rest) ? 'team' : null;
  return whose && { intent: 'read-logs', whose, ...named.period };
}

const ownLogSet = new Set<string>(ownLogWords);
const teamLogSet = new Set<string>(teamLogWords);

export const readLog = (text: FoldedText, today: IsoDate): Intent | null =>
  read(text, today) ?? writeAtStart(text, today) ?? writeAfterDay(text, today);
