/** 下周一回来, 周一下午返岗: a day on which the person is back is no day of the leave, but says how long it may last. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import type { Half } from '../domain/leave.ts';
import { resolveNext } from './resolve-days.ts';
import type { SaidDay } from './said-pieces.ts';
import type { SaidSpan } from './said-span.ts';
import type { Token } from './token.ts';

const returning =
  /^ ?(?:上午|下午|早上|早晨|清早|一早|凌晨|中午|傍晚|晚上|夜里|早|晚)?(?:就|再|才|能|准时|按时|会)?(?:回来|返岗|返村|返回|回村|回岗|到岗|上班|归队|再来|赶回|销假|回(?=$|[ ,。!]))/;

export interface ReturnDay {
  readonly said: SaidDay;
  /** In the evening the day is one of the leave. */
  readonly part: 'am' | 'pm' | 'evening' | null;
}

const isDay = (token: Token | undefined): token is Token & { type: 'piece' } =>
  token?.type === 'piece' && (token.piece.type === 'day' || token.piece.type === 'span');

/** 12.1到12.3回来: the end of a range is the leave's, whoever comes back then. */
function isEndOfRange(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]?.type === 'gap' ? tokens[index - 2] : tokens[index - 1];
  return before?.type === 'to' || before?.type === 'dash';
}

/** The tokens with the day of coming back as part of the text, and that day. */
export function withoutReturn(
  tokens: readonly Token[],
  look: string,
): { readonly tokens: Token[]; readonly back: ReturnDay | null } {
  const kept = [...tokens];
  let back: ReturnDay | null = null;
  for (const [index, token] of tokens.entries()) {
    if (!isDay(token) || !returning.test(look.slice(token.end, token.end + 10)) || isEndOfRange(tokens, index))
      continue;
    const next = tokens[index + 1];
    const half = next?.type === 'half' ? next : null;
    kept[index] = { start: token.start, end: token.end, type: 'text' };
    if (half) kept[index + 1] = { start: half.start, end: half.end, type: 'text' };
    if (token.piece.type === 'day') back = { said: token.piece.said, part: partOf(look, token, half) };
  }
  return { tokens: kept, back };
}

const evening = /(?:晚|夜)[上里]?$/;

function partOf(look: string, day: Token & { type: 'piece' }, half: Token | null): ReturnDay['part'] {
  if (evening.test(look.slice(day.start, half?.end ?? day.end)) || /^晚/.test(look.slice(day.end))) return 'evening';
  const own = day.piece.type === 'day' ? day.piece.half : null;
  const said = half?.type === 'half' ? half.half : own;
  return said === 'am' ? 'am' : said === 'pm' || said === 'noon' ? 'pm' : null;
}

/** Where only a start is said, the leave lasts until the day before; until noon where the person is back after it. */
export function endedBefore(span: SaidSpan, back: ReturnDay | null, today: IsoDate): SaidSpan {
  const { from } = span;
  const isOpen = span.to === null || (!span.isRange && span.to === from && span.toHalf === 'pm');
  if (!back || from === null || span.problem || span.saidDays !== null || !isOpen) return span;
  const on = resolveNext(back.said, from, today);
  if (on === 'no-such-date' || on === 'unclear' || on <= from) return span;
  const { to, toHalf } = untilBack(on, back.part);
  return to === from && toHalf === 'pm' && span.to !== null ? span : { ...span, to, toHalf, isRange: true };
}

const untilBack = (on: IsoDate, part: ReturnDay['part']): { readonly to: IsoDate; readonly toHalf: Half } =>
  part === 'evening'
    ? { to: on, toHalf: 'pm' }
    : part === 'pm'
      ? { to: on, toHalf: 'am' }
      : { to: addDays(on, -1), toHalf: 'pm' };
