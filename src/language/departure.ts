/** 今晚就走 请四天: who leaves in the evening is away from the next day on. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { resolveDay } from './resolve-days.ts';
import { fixed, vague } from './said-pieces.ts';
import type { Token } from './token.ts';

const evening = /(?:晚|夜)[上里间]?$/;
const leaving =
  /^(?:[上里间])?(?:\d{1,2}点|[七八九十]点)?(?:就|才|要|得|想|先|坐车|赶车|连夜|开车)?(?:走|动身|出发|离村|离开|回家|回老家|回去|回城|坐车|赶回|赶路|往回赶|上车)(?!了|的)/;

/** Whether more than the evening is said of how long: a duration, an end, a day of coming back. */
const saysMore = (token: Token, day: Token): boolean =>
  token !== day && token.type === 'piece' && token.piece.type !== 'vague';

const isEvening = (look: string, start: number, end: number): boolean =>
  evening.test(look.slice(start, end)) && leaving.test(look.slice(end, end + 12));

/** 今晚回去 明后天请两天: the days themselves are named, from the next on. */
function startsNextDay(rest: readonly Token[], next: IsoDate, today: IsoDate): boolean {
  const at = rest.findIndex((token) => token.type === 'piece' && ['day', 'span'].includes(token.piece.type));
  const day = rest[at];
  if (day?.type !== 'piece' || rest[at - 1]?.type === 'to') return false;
  if (day.piece.type === 'span') return day.piece.from === next;
  return day.piece.type === 'day' && resolveDay(day.piece.said, today, 'forward') === next;
}

/** The tokens with that one where the day and its half stood. */
const replaced = (tokens: readonly Token[], index: number, by: Token): readonly Token[] => [
  ...tokens.slice(0, index),
  by,
  ...tokens.slice(index + 1).filter(({ start }) => start >= by.end),
];

/** The first day of the tokens moved on by one where it is an evening of leaving; `look` is what they were read of. */
export function withDepartures(tokens: readonly Token[], look: string, today: IsoDate): readonly Token[] {
  const index = tokens.findIndex((token) => token.type === 'piece' && token.piece.type === 'day');
  const day = tokens[index];
  if (day?.type !== 'piece' || day.piece.type !== 'day') return tokens;
  const half = tokens[index + 1];
  const end = half?.type === 'half' ? half.end : day.end;
  if (!isEvening(look, day.start, end)) return tokens;
  const on = resolveDay(day.piece.said, today, 'forward');
  if (on === 'unclear' || on === 'no-such-date' || on < today) return tokens;
  const next = addDays(on, 1);
  if (startsNextDay(tokens.slice(index + 1), next, today))
    return replaced(tokens, index, { start: day.start, end, type: 'text' });
  const isSaid = tokens.some((token) => saysMore(token, day));
  return replaced(tokens, index, { ...day, end, piece: isSaid ? fixed(next) : vague });
}
