/** The day that a log or a line of a ledger is about, where it is named at its very beginning. */
import { daysBetween, type IsoDate } from '../domain/calendar.ts';
import { pieceAt } from './date-forms.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { DateProblem } from './intent.ts';
import { skipGaps } from './match-words.ts';
import { resolveDay, type Toward } from './resolve-days.ts';

/** A day that is followed by one of these is not the day written about: 周五前, 11.3到11.5, 明天开始. */
const notTheDay = /^ ?(?:前|之前|以前|后|之后|以后|开始|起|到|至|-|~|、|和)/;

/** 8.30 long after that day is more likely a time or a figure: it is asked. In days. */
const dottedDays = 60;

export interface LogDay {
  readonly on: IsoDate;
  readonly textAt: number;
  readonly problem: DateProblem | null;
}

/** The day named exactly at `at`; null where none is. */
export function dayNamed(text: FoldedText, at: number, today: IsoDate, toward: Toward = 'back'): LogDay | null {
  const found = pieceAt(text.look, at, today);
  if (found?.piece.type !== 'day' || notTheDay.test(text.look.slice(found.end, found.end + 3))) return null;
  const { said } = found.piece;
  const on = resolveDay(said, today, toward);
  const textAt = skipGaps(text.look, found.end + (text.look[found.end] === '的' ? 1 : 0));
  const words = typed(text, at, found.end);
  if (on === 'no-such-date' || on === 'unclear') return { on: today, textAt, problem: { problem: on, said: words } };
  const doubtful = said.form === 'month-day' && said.dotted && daysBetween(on, today) > dottedDays;
  return { on, textAt, problem: doubtful ? { problem: 'unclear', said: words } : null };
}

/** The day named there, else the day of the message. A word for a day to come (明天) is part of a log's text. */
export function logDay(text: FoldedText, at: number, today: IsoDate): LogDay {
  const own: LogDay = { on: today, textAt: at, problem: null };
  const named = dayNamed(text, at, today);
  if (!named) return own;
  const piece = pieceAt(text.look, at, today)?.piece;
  const isWord = piece?.type === 'day' && piece.said.form === 'fixed';
  return named.on > today && isWord ? own : named;
}
