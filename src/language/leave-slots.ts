/** The slots of a leave request: dates, duration, kind, reason. */
import type { IsoDate } from '../domain/calendar.ts';
import { withAbout } from './about-dates.ts';
import { isAfterwards, withoutAsking } from './afterwards.ts';
import { withDepartures } from './departure.ts';
import { withDescribedDays } from './described-day.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { LeaveSlots } from './intent.ts';
import { kindMeant } from './kinds.ts';
import { chooseRuns, runsOf, withDoubts, type Chosen, type Run } from './leave-runs.ts';
import { tokensIn, tokensOf } from './leave-tokens.ts';
import { isGoneBy, looseHalf, type HalfToken } from './loose-half.ts';
import { list } from './match-words.ts';
import { inNamedWeek } from './named-week.ts';
import type { Toward } from './resolve-days.ts';
import { endedBefore, withoutReturn } from './return-day.ts';
import { readSpan, unclear, type SaidSpan } from './said-span.ts';
import { withSelfCorrections } from './self-correction.ts';
import { timeTypes, type Token } from './token.ts';

/** Everything that a text says about a leave, wherever it stands in the text. */
export interface SaidLeave {
  readonly span: SaidSpan;
  readonly kind: string | null;
  readonly reason: string | null;
  readonly hasCommand: boolean;
  readonly hasKind: boolean;
  readonly hasTime: boolean;
  readonly hasDays: boolean;
}

interface Source {
  readonly text: FoldedText;
  readonly today: IsoDate;
  readonly toward: Toward;
}

const saysTime = ({ type }: Token): boolean => timeTypes.includes(type) || type === 'tail';
const commandTypes: readonly Token['type'][] = ['command', 'verb', 'kind', 'tail'];

function spanOf(chosen: Chosen | 'unclear', half: HalfToken | null, { text, today, toward }: Source): SaidSpan {
  if (chosen === 'unclear') return unclear(text.whole.slice(0, 60));
  const tokens = [...(chosen.days?.tokens ?? []), ...(half ? [half] : []), ...durationTokens(chosen.duration)];
  const span = readSpan(tokens, { today, toward, typed: (start, end) => typed(text, start, end) });
  const saysDay = chosen.days?.hasDays ?? false;
  if (saysDay || toward !== 'forward' || !isGoneBy(span, today, text.hour)) return span;
  return unclear(half ? typed(text, half.start, half.end) : text.whole.slice(0, 60));
}

const durationTokens = (run: Run | null): readonly Token[] =>
  (run?.tokens ?? []).filter((token) => token.type === 'piece');

/** What remains of 请了, 那一天的 and the like is no reason. */
const leftovers = new Set(list('了 的 天 个 整 休 休了 请 请了 我 班 的班 天的班 把 俺 额'));

/** Everything that is neither command nor chosen date, each stretch without empty words at its edges. */
function reasonOf(tokens: readonly Token[], used: ReadonlySet<Token>, text: FoldedText): string | null {
  const parts: string[] = [];
  let open: Token[] = [];
  const close = (): void => {
    const part = trimmed(open, text);
    if (part !== '' && !leftovers.has(part)) parts.push(part);
    open = [];
  };
  for (const token of tokens) {
    if (used.has(token)) close();
    else open.push(token);
  }
  close();
  return parts.length === 0 ? null : [...new Set(parts)].join(' ');
}

const isEmpty = ({ type }: Token): boolean => type === 'gap' || type === 'filler';

/** Marks that open or close the words beside them stay with them (《, <, =); commas and the like go. */
const openers = /[^\s,。.!?、:;~\-)\]}>》〉」』”’)]{1,4}$/u;
const closers = /^[^\s,。.!?、:;~\-([{<《〈「『“‘(]{1,4}/u;

function trimmed(tokens: readonly Token[], text: FoldedText): string {
  const first = tokens.findIndex((token) => !isEmpty(token) && token.type !== 'label');
  const last = tokens.findLastIndex((token) => !isEmpty(token));
  const [start, end] = [tokens[first]?.start, tokens[last]?.end];
  if (start === undefined || end === undefined) return '';
  const opened = openers.exec(gapOf(tokens[first - 1], text))?.[0].length ?? 0;
  const closed = closers.exec(gapOf(tokens[last + 1], text))?.[0].length ?? 0;
  return typed(text, start - opened, end + closed);
}

const gapOf = (token: Token | undefined, text: FoldedText): string =>
  token?.type === 'gap' ? text.look.slice(token.start, token.end) : '';

const kept = new WeakMap<FoldedText, Omit<Source, 'text'> & { readonly said: SaidLeave }>();

/** Reads a leave out of a text from the position `from` of its look on; what all of it says is kept with it. */
export function readLeave(source: Source, from = 0): SaidLeave {
  const { text, today, toward } = source;
  if (from > 0) return leaveOf(source, tokensOf(text.look, from, today));
  const known = kept.get(text);
  if (known?.today === today && known.toward === toward) return known.said;
  const said = leaveOf(source, tokensIn(text, today));
  kept.set(text, { today, toward, said });
  return said;
}

/** The tokens with each day as it is meant beside the others, one step after another. */
function meantIn(tokens: readonly Token[], look: string, today: IsoDate): readonly Token[] {
  const described = withDescribedDays(withSelfCorrections(tokens), today);
  const departing = withDepartures(withAbout(described, look, today), look, today);
  return withDoubts(inNamedWeek(departing, look));
}

function leaveOf(source: Source, all: readonly Token[]): SaidLeave {
  const { text, today } = source;
  const { tokens: going, back } = withoutReturn(all, text.look);
  const tokens = meantIn(going, text.look, today);
  const runs = runsOf(tokens, text.look, today);
  const isLate = isAfterwards(text.look, runs);
  const chosen = chooseRuns(runs, isLate);
  const half = chosen === 'unclear' || isLate ? null : looseHalf(tokens, runs, chosen, text.look);
  const used = usedTokens(tokens, chosen, half);
  const told = reasonOf(tokens, used, text);
  const reason = isLate ? withoutAsking(told) : told;
  const named = tokens.find((token) => token.type === 'kind');
  const span = spanOf(chosen, half, isLate ? { ...source, toward: 'back' } : source);
  return {
    span: source.toward === 'forward' ? endedBefore(span, back, today) : span,
    kind: kindMeant(named?.type === 'kind' ? named.kind : null, reason),
    reason,
    hasCommand: isLate || tokens.some((token) => token.type === 'command' || token.type === 'verb'),
    hasKind: named !== undefined,
    hasDays: runs.some((run) => run.hasDays),
    hasTime: runs.some((run) => run.hasDays || run.hasVague || run.hasDuration),
  };
}

/** 元旦值班换休 says of what it is, and stays whole. */
const isTold = (token: Token, before: Token | undefined): boolean =>
  token.type === 'kind' && token.kind === '调休' && before?.type === 'text';

function usedTokens(tokens: readonly Token[], chosen: Chosen | 'unclear', half: HalfToken | null): ReadonlySet<Token> {
  const used = new Set<Token>(
    tokens.filter(
      (token, index) =>
        (commandTypes.includes(token.type) && !isTold(token, tokens[index - 1])) ||
        (half?.start === token.start && token.type === 'text'),
    ),
  );
  const runs = chosen === 'unclear' ? [] : [chosen.days, chosen.duration];
  for (const run of runs) for (const token of run?.tokens ?? []) if (saysTime(token)) used.add(token);
  return used;
}

export type SaidTime = Pick<LeaveSlots, 'from' | 'to' | 'fromHalf' | 'toHalf' | 'saidDays' | 'problem'>;

/** A range says its length itself; 12.2至12.2 says one day, which a single 12.2 leaves open. */
export function timeOf({ from, to, fromHalf, toHalf, saidDays, isRange, problem }: SaidSpan): SaidTime {
  return {
    from,
    to,
    fromHalf,
    toHalf,
    saidDays: isRange && problem === null ? (from === to && fromHalf === 'am' && toHalf === 'pm' ? 1 : null) : saidDays,
    problem,
  };
}

export const slotsOf = (said: SaidLeave): LeaveSlots => ({
  ...timeOf(said.span),
  kind: said.kind,
  reason: said.reason,
});

/** Of a leave there is already: a kind only where it is named. */
export const withKindNamed = (said: SaidLeave): SaidLeave => ({ ...said, kind: said.hasKind ? said.kind : null });
