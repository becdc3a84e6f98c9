/** 14号补班那天, 周六补班那天: a date and what day it is say the same day. The date counts where the description can be that day. */
import { weekdayOf, type IsoDate } from '../domain/calendar.ts';
import { resolveDay } from './resolve-days.ts';
import { fixed, vague, type Among, type Piece, type SaidDay } from './said-pieces.ts';
import type { Token } from './token.ts';

type PieceToken = Extract<Token, { type: 'piece' }>;

const amongOf = (token: Token | undefined): Among | null =>
  token?.type === 'piece' && 'among' in token.piece ? (token.piece.among ?? null) : null;

const isDate = (token: Token | undefined): token is PieceToken & { readonly piece: Extract<Piece, { type: 'day' }> } =>
  token?.type === 'piece' && token.piece.type === 'day' && token.piece.among === undefined;

/** The day of the two: the date, or the only one of that weekday; none where they can't be one day. */
function dayOf(said: SaidDay, among: Among, today: IsoDate): IsoDate | null {
  const on = resolveDay(said, today, 'forward');
  if (on === 'unclear' || on === 'no-such-date') return null;
  if (among.includes(on)) return on;
  const [only, ...others] = said.form === 'weekday' ? among.filter((day) => weekdayOf(day) === said.weekday) : [];
  return only !== undefined && others.length === 0 ? only : null;
}

/** Where the other of the two stands: next to it, or past one gap. */
const besides = (tokens: readonly Token[], index: number, step: 1 | -1): number =>
  tokens[index + step]?.type === 'gap' ? index + 2 * step : index + step;

/** The tokens with a description and the date beside it as one day; asked about where they disagree. */
export function withDescribedDays(tokens: readonly Token[], today: IsoDate): readonly Token[] {
  const index = tokens.findIndex((token) => amongOf(token) !== null);
  const [described, among] = [tokens[index], amongOf(tokens[index])];
  if (!described || !among) return tokens;
  const place = [besides(tokens, index, -1), besides(tokens, index, 1)].find((at) => isDate(tokens[at]));
  const date = tokens[place ?? -1];
  if (place === undefined || !isDate(date)) return tokens;
  const on = dayOf(date.piece.said, among, today);
  const { start, end } = described;
  return tokens.map((token, at): Token => {
    if (at === place && on !== null) return { ...date, piece: fixed(on, date.piece.half) };
    if (at !== index) return token;
    return on === null ? { start, end, type: 'piece', piece: vague } : { start, end, type: 'filler' };
  });
}
