/** 下周要回单位述职 周四周五不在村: days without a week of their own are of the week that was named for it. */
import { addDays, mondayOf, weekdayOf, type IsoDate } from '../domain/calendar.ts';
import { week, weekdayLetters } from './date-words.ts';
import { vague, type Piece } from './said-pieces.ts';
import type { Token } from './token.ts';

/** After 下周 these say what the person has to do then; of what else happens that week it is asked. */
const ownPlan = /^(?:里|内)? ?(?:我|俺|本人)?(?:要|得|想|准备|打算|请|休|回|去|到|有事|家里)/;
const bareWeekday = new RegExp(`^${week}${weekdayLetters}`);

function weekNamed(tokens: readonly Token[]): { readonly token: Token; readonly monday: IsoDate } | null {
  for (const token of tokens)
    if (token.type === 'piece' && token.piece.type === 'vague' && token.piece.week)
      return { token, monday: token.piece.week };
  return null;
}

function inWeek(piece: Piece, monday: IsoDate): Piece | null {
  if (piece.type === 'day' && piece.said.form === 'weekday')
    return { ...piece, said: { form: 'fixed', on: addDays(monday, piece.said.weekday - 1) } };
  if (piece.type !== 'span') return null;
  const from = addDays(monday, weekdayOf(piece.from) - 1);
  const isWithin = mondayOf(piece.from) === mondayOf(piece.to);
  return isWithin ? { ...piece, from, to: addDays(from, weekdayOf(piece.to) - weekdayOf(piece.from)) } : null;
}

export function inNamedWeek(tokens: readonly Token[], look: string): readonly Token[] {
  const named = weekNamed(tokens);
  if (!named) return tokens;
  const { token: weekToken, monday } = named;
  const isOwn = ownPlan.test(look.slice(weekToken.end, weekToken.end + 6));
  // In one breath with it (下周请两天 周二周三) read-run.ts sees to it.
  const apart = tokens.find((token) => token.type === 'text' && token.start >= weekToken.end)?.start ?? look.length;
  return tokens.map((token) => {
    const isBare =
      token.type === 'piece' && token.start > apart && bareWeekday.test(look.slice(token.start, token.end));
    const moved = isBare ? inWeek(token.piece, monday) : null;
    return moved ? { ...token, type: 'piece', piece: isOwn ? moved : vague } : token;
  });
}
