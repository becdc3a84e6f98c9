/**
 * 明天请假一天 哦不对 是后天: what comes after the words of correction replaces what it contradicts of the same sort before them, days by
 * days, a part of the day by a part of the day, how long by how long.
 */
import { vague } from './said-pieces.ts';
import type { Token } from './token.ts';

/** Source of the words: a part of the sentence of their own. */
export const correctionWords =
  '(?<=^|[\\s,。;!?、~]|假|天)(?:哦|噢|喔|啊|呃|诶|哎呀?|欸)?,?(?:又|还是)?(?:不对|我?(?:说|打|写|搞|记|弄)?错了|更正(?:一下)?|纠正(?:一下)?|改口|(?<=[哦噢喔啊])不)(?:不对|(?:说|打|写|搞|记|弄)错了)?(?=[\\s,。:;!]|$|[是应请休\\d一二两三四五今明后大下上本周星礼到])';

type Sort = 'days' | 'half' | 'length';

function sortOf(token: Token): Sort | null {
  if (token.type === 'half') return token.isClock ? null : 'half';
  if (token.type !== 'piece') return null;
  const { piece } = token;
  if (piece.type === 'duration' || piece.type === 'workdays') return 'length';
  return piece.type === 'vague' && piece.of === 'duration' ? 'length' : 'days';
}

const has = (tokens: readonly Token[], sort: Sort): boolean => tokens.some((token) => sortOf(token) === sort);
const isRange = (tokens: readonly Token[]): boolean =>
  tokens.filter((token) => sortOf(token) === 'days').length > 1 ||
  tokens.some((token) => token.type === 'piece' && token.piece.type === 'span');
const joints: readonly Token['type'][] = ['to', 'dash', 'and', 'comma', 'or', 'since', 'begins', 'around'];

const nothing = ({ start, end }: Token): Token => ({ start, end, type: 'filler' });

/** 10号到12号请假 不对 到13号: only the end is another. */
function withoutEnd(before: readonly Token[]): readonly Token[] {
  const end = before.findLastIndex((token) => sortOf(token) === 'days');
  const joint = before.findLastIndex((token, index) => index < end && joints.includes(token.type));
  return before.map((token, index) => (index === end || index === joint ? nothing(token) : token));
}

function replaced(before: readonly Token[], after: readonly Token[]): readonly Token[] {
  const [ranged, hasDays] = [isRange(before), has(after, 'days')];
  const first = after.find((token) => joints.includes(token.type) || sortOf(token) === 'days');
  if (ranged && hasDays && (first?.type === 'to' || first?.type === 'dash')) return withoutEnd(before);
  // 明天请一天 不对 12号到14号: a range says its length anew.
  const isGone = (sort: Sort | null): boolean =>
    sort !== null && (has(after, sort) || (sort === 'length' && isRange(after)));
  return before.map((token) => {
    const isJoint = hasDays && joints.includes(token.type);
    return isJoint || isGone(sortOf(token)) ? nothing(token) : token;
  });
}

/** 10号到12号请假 不对 13号 leaves open whether 13号 is all of it or the end: it is asked. */
function doubted(before: readonly Token[], after: readonly Token[]): readonly Token[] {
  const isOpen = isRange(before) && !isRange(after) && !has(after, 'length');
  if (!isOpen || after.some(({ type }) => joints.includes(type))) return after;
  return after.map((token) => (sortOf(token) === 'days' ? { ...token, type: 'piece', piece: vague } : token));
}

/** The tokens as they were meant in the end; words of correction that correct nothing are words like others. */
export function withSelfCorrections(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ type }) => type === 'corrects');
  const word = tokens[at];
  if (!word) return tokens;
  const before = tokens.slice(0, at);
  const after = withSelfCorrections(tokens.slice(at + 1));
  const isSame = (['days', 'half', 'length'] as const).some((sort) => has(before, sort) && has(after, sort));
  const { start, end } = word;
  if (!isSame) return [...before, { start, end, type: 'text' }, ...after];
  return [...replaced(before, after), nothing(word), ...doubted(before, after)];
}
