/** 国庆我请1号到5号, 月底28到30号: a festival or a part of a month beside dates of the calendar only says about when. */
import { addDays, daysBetween, daysInMonth, monthOf, type IsoDate } from '../domain/calendar.ts';
import { resolveDay } from './resolve-days.ts';
import type { About, Piece, SaidDay } from './said-pieces.ts';
import type { Token } from './token.ts';

type PieceToken = Extract<Token, { type: 'piece' }>;
type AboutToken = PieceToken & { readonly piece: { readonly about: About } };

/** Dates so far from what is named beside them are not what it is about. In days. */
const nearDays = 10;

const isAbout = (token: Token): token is AboutToken => token.type === 'piece' && 'about' in token.piece;

const isJoint = (token: Token | undefined): boolean =>
  token !== undefined && ['to', 'dash', 'and', 'comma', 'or'].includes(token.type);

/** Past spaces and halves. */
function beside(tokens: readonly Token[], index: number, step: 1 | -1): Token | undefined {
  let at = index + step;
  while (tokens[at]?.type === 'gap' || tokens[at]?.type === 'half') at += step;
  return tokens[at];
}

/** 28号到国庆: an end of the leave itself. */
const isEnd = (tokens: readonly Token[], index: number): boolean =>
  isJoint(beside(tokens, index, 1)) || isJoint(beside(tokens, index, -1));

/** 3号 or 10月3号; 明天 and 周五 count only where the word beside them names no day itself. */
function isDate(token: Token, isVague: boolean, look: string): token is PieceToken {
  if (token.type !== 'piece' || isAbout(token)) return false;
  if (token.piece.type === 'span') return isVague || /\d/.test(look[token.start] ?? '');
  if (token.piece.type !== 'day') return false;
  return isVague || ['day', 'month-day', 'full'].includes(token.piece.said.form);
}

/** 22号我妈手术 tells of something else: a date of the leave has no words stuck to it. */
function isFree(tokens: readonly Token[], index: number): boolean {
  let at = index;
  for (let token = tokens[at]; token; token = tokens[++at]) {
    if (at === index || isJoint(token) || token.type === 'half' || token.type === 'piece') continue;
    return token.type !== 'text';
  }
  return true;
}

const distance = (on: IsoDate, { from, to }: About): number =>
  on < from ? daysBetween(on, from) : on > to ? daysBetween(to, on) : 0;

/** The day of that number which is nearest to what the dates are about. */
function nearestDay(number: number, about: About): IsoDate | null {
  const months = [-27, 0, 27].map((more) => monthOf(addDays(about.from, more)));
  const days = [...new Set([...months, monthOf(about.to)])]
    .filter((month) => number >= 1 && number <= daysInMonth(month))
    .map((month) => `${month}-${String(number).padStart(2, '0')}` as IsoDate);
  return days.sort((a, b) => distance(a, about) - distance(b, about))[0] ?? null;
}

/** The piece as a date near to what it is about; null where it is none. */
function near(piece: Piece, about: About, today: IsoDate): Piece | null {
  const isNear = (on: IsoDate): boolean => distance(on, about) <= nearDays;
  if (piece.type === 'span') return isNear(piece.from) || isNear(piece.to) ? piece : null;
  if (piece.type !== 'day') return null;
  const on = resolveDay(piece.said, today, 'forward');
  if (on !== 'unclear' && on !== 'no-such-date' && isNear(on)) return piece;
  const other = bareDay(piece.said) ? nearestDay(piece.said.day, about) : null;
  return other !== null && isNear(other) ? { ...piece, said: { form: 'fixed', on: other } } : null;
}

const bareDay = (said: SaidDay): said is Extract<SaidDay, { form: 'day' }> =>
  said.form === 'day' && said.monthsOn === null;

/** Before words it belongs to the reason (清明回家扫墓), elsewhere it says nothing more. */
const dropped = (tokens: readonly Token[], index: number, { start, end }: Token): Token => ({
  ...{ start, end },
  type: tokens[index + 1]?.type === 'text' ? 'text' : 'filler',
});

/** The tokens with what only says about when out of the way, where all dates beside it are near. */
export function withAbout(tokens: readonly Token[], look: string, today: IsoDate): Token[] {
  const named = tokens.findIndex((token, index) => isAbout(token) && !isEnd(tokens, index));
  const about = tokens[named];
  if (!about || !isAbout(about)) return [...tokens];
  const isVague = about.piece.type === 'vague';
  const isMeant = (token: Token, index: number): token is PieceToken =>
    isDate(token, isVague, look) && isFree(tokens, index);
  const kept: Token[] = [];
  let isSaid = false;
  for (const [index, token] of tokens.entries()) {
    if (index === named) kept.push(dropped(tokens, index, token));
    else if (!isMeant(token, index)) kept.push(token);
    else {
      const piece = near(token.piece, about.piece.about, today);
      if (!piece) return [...tokens];
      isSaid = true;
      kept.push({ ...token, piece });
    }
  }
  return isSaid ? kept : [...tokens];
}
