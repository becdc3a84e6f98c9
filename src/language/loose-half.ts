/**
 * A part of the day that is said apart from the days and the verb: 下午家里有点事 请半天, 明天补班 我上午请半天, 要耽搁一上午. Without another
 * day it is today's; where it tells of something that has been, it says nothing of the leave.
 */
import type { IsoDate } from '../domain/calendar.ts';
import type { Chosen, Run } from './leave-runs.ts';
import type { SaidSpan } from './said-span.ts';
import type { HalfMark, Token } from './token.ts';

export type HalfToken = Token & HalfMark;

const asHalf = ({ start, end }: Token, half: HalfMark['half']): HalfToken => ({
  ...{ start, end },
  ...{ type: 'half', half, isClock: false },
});

/** Only these stand between the beginning of a part of the sentence and the half. */
const opensClause = /(?:^|[\s,。;!、:])(?:我|俺|额|本人|就|要|想|得|但|那)?$/;
/** 要耽搁一上午. */
const takesTime = /(?:耽搁|耽误|占|占用|花|用|得|要|需|需要|大概|就)$/;
const isLength = /^[一整]/;
/** 早上起来发烧了, 上午就不舒服: since when, not when. */
const told = /起来|开始|突然|忽然|的时候|^(?:就|又|还|刚|的|有人|才)/;
const over = /[了过]$/;
const planned = /[要得想]/;
const longestClause = 40;

/** A half that is no part of a run, where it may say when the leave is. */
function freeHalf(token: Token, look: string): HalfToken | null {
  if (token.type !== 'text' || !('half' in token) || token.half === 'whole') return null;
  const before = look.slice(Math.max(0, token.start - 6), token.start);
  if (isLength.test(look.slice(token.start, token.end)) && takesTime.test(before)) return asHalf(token, token.half);
  const clause = /^[^\s,。;!?]*/.exec(look.slice(token.end, token.end + longestClause))?.[0] ?? '';
  const isTold = told.test(clause) || (over.test(clause) && !planned.test(clause));
  return opensClause.test(before) && !isTold ? asHalf(token, token.half) : null;
}

const isLengthPiece = (token: Token): boolean =>
  token.type === 'piece' && token.piece.type !== 'day' && token.piece.type !== 'span';
const lengthsOf = (run: Run | null): readonly Token[] => (run?.tokens ?? []).filter(isLengthPiece);
const isHalfDay = (token: Token): boolean =>
  token.type === 'piece' &&
  (token.piece.type === 'duration'
    ? token.piece.days === 0.5
    : token.piece.type === 'vague' && token.piece.hours !== undefined);

const halvesOf = (run: Run | null): readonly HalfToken[] =>
  (run?.tokens ?? []).flatMap((token) => (token.type === 'half' && !token.isClock ? [token] : []));

function isOneDay({ tokens }: Run): boolean {
  const days = tokens.filter((token) => token.type === 'piece' && !isLengthPiece(token));
  return days.length === 1 && days.every((token) => token.type === 'piece' && token.piece.type === 'day');
}

/** Whether the days that were chosen leave open which half: none, or one day without a half. */
function leavesOpen(runs: readonly Run[], { days }: Chosen): boolean {
  if (runs.some((run) => run.hasVague)) return false;
  return days === null ? !runs.some((run) => run.hasDays && !run.isPast) : !days.hasHalf && isOneDay(days);
}

/** The half that belongs to the chosen day, or to today; null where there is none, or more than one. */
export function looseHalf(
  tokens: readonly Token[],
  runs: readonly Run[],
  chosen: Chosen,
  look: string,
): HalfToken | null {
  const lengths = [...lengthsOf(chosen.days), ...lengthsOf(chosen.duration)];
  if (!leavesOpen(runs, chosen) || !lengths.every(isHalfDay)) return null;
  const asking = runs.filter((run) => run !== chosen.days && run.hasCommand && !run.hasDays);
  const ofRun = [chosen.duration, ...asking].flatMap(halvesOf);
  const found = ofRun.length > 0 ? ofRun : tokens.flatMap((token) => freeHalf(token, look) ?? []);
  const [half] = found;
  if (!half || new Set(found.map((one) => one.half)).size > 1) return null;
  // 明天去县里 上午有雨 请假: beside a day it takes the command or a length to make it sure.
  const isSure =
    chosen.days === null || ofRun.length > 0 || lengths.length > 0 || isLength.test(look.slice(half.start, half.end));
  return isSure ? half : null;
}

/** From these hours on that half of today is over. */
const lastHour = { am: 12, pm: 18 } as const;

/** 上午请半天 said in the afternoon: perhaps of the morning that was, perhaps of the next. */
export function isGoneBy({ from, to, fromHalf, toHalf }: SaidSpan, today: IsoDate, hour: number | undefined): boolean {
  if (hour === undefined || from !== today || to !== today) return false;
  return toHalf === 'am' ? hour >= lastHour.am : fromHalf === 'pm' && hour >= lastHour.pm;
}
