/** A period named by words that say nothing else: 11月, 上月, 2026年, 11.3到11.10. */
import { firstOf, isDate, lastOf, type IsoDate, type IsoMonth } from '../domain/calendar.ts';
import { monthAt } from '../domain/periods.ts';
import type { FoldedText } from './folded-text.ts';
import { bare } from './match-words.ts';
import { readNumber, smallNumber } from '../domain/numerals.ts';
import { periodAt, type Period } from './periods.ts';
import { timeAndWords } from './said-time.ts';

const month = new RegExp(`^(?:(20\\d\\d(?=[年./-])|\\d\\d(?=年))[年./-])?${smallNumber}(?:月份?)?$`);
const year = /^(20\d\d)年$/;

export const ofMonth = (on: IsoMonth): Period => ({ from: firstOf(on), to: lastOf(on) });
/** 12月 said in January is the last one, in November the next: the nearer of two. */
function yearOfMonth(month: number, today: IsoDate): number {
  const ahead = month - Number(today.slice(5, 7));
  return Number(today.slice(0, 4)) + (ahead >= 6 ? -1 : ahead < -6 ? 1 : 0);
}

function monthSaid(said: string, today: IsoDate): Period | null {
  const found = month.exec(said);
  if (!found || (found[1] === undefined && !said.includes('月'))) return null;
  const number = readNumber(found[2] ?? '') ?? 0;
  if (number < 1 || number > 12) return null;
  const named = found[1] === undefined ? yearOfMonth(number, today) : Number(found[1].padStart(4, '20'));
  return ofMonth(monthAt(named * 12 + number - 1));
}

function yearSaid(said: string): Period | null {
  const [, named] = year.exec(said) ?? [];
  const from = `${named ?? ''}-01-01`;
  return isDate(from) ? { from, to: `${named ?? ''}-12-31` as IsoDate } : null;
}

/** The period that the words are, and nothing else; null for other words. */
export function periodSaid(said: string, today: IsoDate): Period | null {
  const named = periodAt(said, 0, today);
  if (named?.end === said.length) return named.period;
  return monthSaid(said, today) ?? yearSaid(said) ?? daysSaid(said, today);
}

const around = /^[\s,:、。的]+|(?<![\s,:、。的?吧])[\s,:、。的?吧]+$/g;

/** The period that the words around a command are; `none` where there are none, null for other words. */
export function periodAround(parts: readonly string[], today: IsoDate, none: Period): Period | null {
  const [only, ...others] = parts.map((part) => part.replace(around, '')).filter((part) => part !== '');
  if (others.length > 0) return null;
  return only === undefined ? none : periodSaid(only, today);
}

function daysSaid(look: string, today: IsoDate): Period | null {
  const text: FoldedText = { whole: look, look, at: [...look].map((_, index) => index), cut: false };
  const { span, words } = timeAndWords(text, today, 'back');
  const { from, to, problem } = span;
  return bare(words) === '' && !problem && from !== null && to !== null ? { from, to } : null;
}
