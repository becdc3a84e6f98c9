/** A word like 到, 从 or 请 is part of a date or a command only beside one: elsewhere it is text again. */
import type { Mark, Token } from './token.ts';

/** The nearest tokens that carry something; `next` is the very next one but for gaps. */
interface Near {
  readonly token: Token;
  readonly before: Token | undefined;
  readonly next: Token | undefined;
  readonly after: Token | undefined;
  readonly afterThat: Token | undefined;
}

const isPiece = (token: Token | undefined): boolean => token?.type === 'piece';
const isDay = (token: Token | undefined): boolean =>
  token?.type === 'piece' && token.piece.type !== 'duration' && token.piece.type !== 'workdays';
const endsDay = (token: Token | undefined): boolean =>
  isDay(token) || token?.type === 'half' || token?.type === 'begins';
const isOneOf = (token: Token | undefined, ...types: readonly Token['type'][]): boolean =>
  token !== undefined && types.includes(token.type);
/** 半天 after 下午 says no more than it. */
const isHalfDay = (token: Token | undefined): boolean =>
  token?.type === 'piece' && token.piece.type === 'duration' && token.piece.days === 0.5;
const betweenDays = ({ before, after }: Near): boolean => endsDay(before) && isDay(after);

/** Whether a word that is only sometimes part of a date or a command is one here. Others always are. */
const isLive: Partial<Record<Token['type'], (near: Near) => boolean>> = {
  to: (near) =>
    betweenDays(near) || (isDay(near.after) && (near.before === undefined || isOneOf(near.before, 'command', 'verb'))),
  dash: betweenDays,
  and: betweenDays,
  comma: betweenDays,
  or: betweenDays,
  around: ({ before, token }) => isDay(before) && before?.end === token.start,
  since: ({ after }) => isDay(after),
  begins: ({ before }) => endsDay(before),
  half: ({ before, after, token }) =>
    isDay(before) ||
    (token.type === 'half' && token.isClock
      ? isOneOf(before, 'half')
      : isOneOf(before, 'command', 'verb', 'tail') ||
        isOneOf(after, 'command', 'verb') ||
        isHalfDay(after) ||
        isHalfDay(before)),
  total: ({ after }) => isPiece(after),
  verb: ({ before, next, after, afterThat }) =>
    isPiece(next) ||
    (next === undefined && isOneOf(before, 'piece', 'begins')) ||
    isOneOf(next, 'kind', 'half') ||
    (isOneOf(after, 'to') && isDay(afterThat)),
  tail: ({ before }) => isPiece(before) || isOneOf(before, 'kind', 'half'),
};

/** What a dead word is: a dash or a comma only a gap, all else text. */
const dead: Partial<Record<Token['type'], Mark>> = { dash: 'gap', comma: 'gap', or: 'filler' };

function unjoined(token: Token, last: Token | undefined): Token {
  const { start, end } = token;
  if (isSameHour(last, token)) return { start, end, type: 'filler' };
  if (token.type === 'half' && !token.isClock) return { start, end, type: 'text', half: token.half };
  return { start, end, type: dead[token.type] ?? 'text' };
}

/** The 三点 of 下午三点 says no more than 下午 where neither stands beside a day. */
const isSameHour = (before: Token | undefined, token: Token): boolean =>
  token.type === 'half' && token.isClock && before?.type === 'half' && !before.isClock && before.end === token.start;

const carries = ({ type }: Token): boolean =>
  type !== 'gap' && type !== 'filler' && type !== 'label' && type !== 'corrects';

/** Turns connectors and short words that join nothing back into text: 到县里, 从小, 请领导来. */
export function settled(tokens: readonly Token[]): Token[] {
  const carrying = followers(tokens, carries);
  const visible = followers(tokens, (token) => token.type !== 'gap');
  const at = (index: number | undefined): Token | undefined => (index === undefined ? undefined : tokens[index]);
  let before: Token | undefined;
  return tokens.map((token, index) => {
    const after = carrying[index];
    const near: Near = {
      token,
      before,
      next: at(visible[index]),
      after: at(after),
      afterThat: after === undefined ? undefined : at(carrying[after]),
    };
    const live = isLive[token.type]?.(near) ?? true;
    const kept = live ? token : unjoined(token, tokens[index - 1]);
    if (carries(kept)) before = kept;
    return kept;
  });
}

/** For each token the index of the next one that counts. */
function followers(tokens: readonly Token[], counts: (token: Token) => boolean): (number | undefined)[] {
  const next: (number | undefined)[] = [];
  let after: number | undefined;
  for (let index = tokens.length - 1; index >= 0; index--) {
    next[index] = after;
    const token = tokens[index];
    if (token && counts(token)) after = index;
  }
  return next;
}
