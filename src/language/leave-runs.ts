/** Runs: stretches of a leave message without other words in between. One run holds the dates meant; others are part of the reason. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Token } from './token.ts';
import { vague, type Piece } from './said-pieces.ts';

export interface Run {
  readonly tokens: readonly Token[];
  readonly hasCommand: boolean;
  readonly hasDays: boolean;
  readonly hasVague: boolean;
  readonly hasDuration: boolean;
  readonly hasHalf: boolean;
  /** 一共三天: counts wherever it stands. */
  readonly hasTotal: boolean;
  /** A day stands next to the command with at most a space between. */
  readonly isTight: boolean;
  /** Starts with a day gone by (昨天). */
  readonly isPast: boolean;
  /** No other words stand before it: an answer like 两天 or 改成两天. */
  readonly isFirst: boolean;
}

const isCommand = (token: Token | undefined): boolean =>
  token?.type === 'command' || token?.type === 'verb' || token?.type === 'kind';
const isDays = (token: Token): boolean =>
  token.type === 'piece' && (token.piece.type === 'day' || token.piece.type === 'span');
const isVague = (token: Token): boolean =>
  token.type === 'piece' && token.piece.type === 'vague' && token.piece.of === 'date';
const isDuration = (token: Token): boolean =>
  token.type === 'piece' &&
  (token.piece.type === 'duration' ||
    token.piece.type === 'workdays' ||
    (token.piece.type === 'vague' && token.piece.of === 'duration'));
const belongsToDays = (token: Token): boolean =>
  token.type === 'piece' ||
  token.type === 'half' ||
  token.type === 'to' ||
  token.type === 'dash' ||
  token.type === 'begins' ||
  token.type === 'since' ||
  token.type === 'filler' ||
  token.type === 'label';

/** 周四 周五去县里 leaves open whether 周五 belongs to the leave; a festival (4.3 清明回家扫墓) is part of the reason. */
export function withDoubts(tokens: readonly Token[]): Token[] {
  return tokens.map((token, index) => {
    if (token.type !== 'piece' || !isDays(token) || !clings(tokens, index)) return token;
    const { start, end } = token;
    return isFestival(token.piece) ? { start, end, type: 'text' } : { start, end, type: 'piece', piece: vague };
  });
}

const isFestival = (piece: Piece): boolean =>
  piece.type === 'span' ? piece.on !== undefined : piece.type === 'day' && piece.said.form === 'named';

/** A day after another with only a gap between, and stuck to the words that follow it. */
function clings(tokens: readonly Token[], index: number): boolean {
  const beforeGap = tokens[index - 2];
  const followsDay = beforeGap?.type === 'half' || (beforeGap !== undefined && isDays(beforeGap));
  return followsDay && tokens[index - 1]?.type === 'gap' && tokens[index + 1]?.type === 'text';
}

function isTight(tokens: readonly Token[], look: string): boolean {
  return tokens.some(
    (token, index) => isCommand(token) && (reaches(tokens, index, 1, look) || reaches(tokens, index, -1, look)),
  );
}

/** Whether a day is met from the command on, in that direction, before any punctuation. */
function reaches(tokens: readonly Token[], from: number, step: 1 | -1, look: string): boolean {
  for (let index = from + step; index >= 0 && index < tokens.length; index += step) {
    const token = tokens[index];
    if (!token) return false;
    if (isDays(token)) return true;
    const isSpace = token.type === 'gap' && look.slice(token.start, token.end).trim() === '';
    if (!isSpace && !belongsToDays(token) && token.type !== 'tail') return false;
  }
  return false;
}

function isPast(tokens: readonly Token[], today: IsoDate): boolean {
  const first = tokens.find(isDays);
  if (first?.type !== 'piece') return false;
  const { piece } = first;
  if (piece.type === 'span') return piece.to < today;
  return piece.type === 'day' && piece.said.form === 'fixed' && piece.said.on < today;
}

function describe(tokens: readonly Token[], all: readonly Token[], look: string, today: IsoDate): Run {
  return {
    tokens,
    hasCommand: tokens.some(isCommand),
    hasDays: tokens.some(isDays),
    hasVague: tokens.some(isVague),
    hasDuration: tokens.some(isDuration),
    hasTotal: tokens.some((token) => token.type === 'total'),
    hasHalf: tokens.some((token) => token.type === 'half'),
    isTight: isTight(tokens, look),
    isPast: isPast(tokens, today),
    isFirst: tokens[0] === all[0],
  };
}

export function runsOf(tokens: readonly Token[], look: string, today: IsoDate): Run[] {
  const runs: Run[] = [];
  let open: Token[] = [];
  const close = (): void => {
    if (open.some((token) => token.type === 'piece' || isCommand(token) || token.type === 'half'))
      runs.push(describe(open, tokens, look, today));
    open = [];
  };
  for (const token of tokens) {
    if (token.type === 'text') close();
    else open.push(token);
  }
  close();
  return runs;
}

/** Which run says the days, and which the duration; `unclear` when two are as likely. */
export interface Chosen {
  readonly days: Run | null;
  readonly duration: Run | null;
}

/** `isLate`: the leave is asked for afterwards, and days gone by are its own. */
export function chooseRuns(runs: readonly Run[], isLate: boolean): Chosen | 'unclear' {
  const days = isLate ? chooseDays(runs.filter((run) => !run.hasDays || run.isPast)) : chooseDays(runs, isAside(runs));
  if (days === 'unclear') return days;
  const isRequest = runs.some((run) => run.hasCommand);
  const counts = (run: Run): boolean => run.hasCommand || run.hasTotal || (!isRequest && run.isFirst);
  const durations = runs.filter((run) => run.hasDuration && run !== days && counts(run));
  if (durations.length > 1) return 'unclear';
  return { days, duration: durations[0] ?? null };
}

/** 昨天发烧，请假: a day gone by counts only beside the command; elsewhere it belongs to the reason. */
function isAside(runs: readonly Run[]): (run: Run) => boolean {
  const isRequest = runs.some((run) => run.hasCommand);
  return (run) => isRequest && run.isPast && !run.isTight;
}

function chooseDays(runs: readonly Run[], isNone = (_: Run): boolean => false): Run | null | 'unclear' {
  const saying = runs.filter((run) => run.hasDays && !isNone(run));
  if (saying.length === 0) return withoutDays(runs);
  if (saying.length === 1) return saying[0] ?? null;
  const tight = saying.filter((run) => run.isTight);
  return tight.length === 1 ? (tight[0] ?? null) : 'unclear';
}

const withoutDays = (runs: readonly Run[]): Run | null =>
  runs.find((run) => run.hasVague && run.hasCommand) ??
  runs.find((run) => run.hasVague) ??
  runs.find((run) => run.hasHalf && run.hasCommand) ??
  null;
