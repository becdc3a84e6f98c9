/**
 * Two requests in one message: 打卡 日志 今天走访了三户, 明天请假 另外补签昨天的卡, 12.1请一天 12.8再请两天. Split only where each part
 * is plain by itself and none can be the reason of the other; no word of approval takes part.
 */
import { addDays, dateOf, type Instant } from '../domain/calendar.ts';
import { pieceAt } from './date-forms.ts';
import { foldText, typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { anyWord, list, startsWithAny } from './match-words.ts';
import { recognised } from './understand.ts';
import { checkInWords, logWords, makeUpWords } from './words.ts';

type Kind = 'check-in' | 'write-log' | 'make-up' | 'request-leave';
export type PlainIntent = Extract<Intent, { intent: Kind }>;

/** The parts in the order in which they were said. */
export type TwoRequests =
  | { readonly are: 'plain'; readonly parts: readonly [PlainIntent, PlainIntent] }
  /** Plainly two, but not plain by themselves: as they were said. */
  | { readonly are: 'unclear'; readonly said: readonly [string, string] };

/** Beyond this a message tells something, and asks for no two things. */
const longest = 160;
const mostCuts = 12;

/** These say that something else follows. */
const joiners = list('另外 另 还有 还要 此外 再就是 再有');
const cut = new RegExp(`([\\s,。;!、]{1,6})(${anyWord(joiners)})?[\\s,:]{0,3}`, 'g');

interface Cut {
  readonly left: string;
  readonly right: string;
  /** 另外: it is said that they are two. */
  readonly isSaid: boolean;
  /** A full stop, a semicolon or a new line, or 另外. */
  readonly isFirm: boolean;
}

function cutsOf(text: FoldedText): Cut[] {
  const found = [...text.look.matchAll(cut)].slice(0, mostCuts);
  return found.flatMap((match) => {
    const end = match.index + match[0].length;
    const left = typed(text, 0, match.index).trim();
    const right = typed(text, end, text.look.length).trim();
    const isSaid = match[2] !== undefined;
    const isFirm = isSaid || /[。;\n]/.test(typed(text, match.index, end));
    return left === '' || right === '' ? [] : [{ left, right, isSaid, isFirm }];
  });
}

/** What each kind begins with, where it follows another one; a leave is told by its days. */
const starts: Record<Kind, readonly string[]> = {
  'check-in': checkInWords,
  'write-log': logWords,
  'make-up': [...makeUpWords, '补'],
  'request-leave': [],
};
const isPlainKind = (intent: Intent): intent is PlainIntent => intent.intent in starts;

/** Whether nothing more need be asked to know what is meant. */
function isComplete(intent: PlainIntent): boolean {
  if (intent.intent === 'check-in') return true;
  if (intent.intent === 'write-log') return intent.text !== '' && intent.problem === null;
  if (intent.intent === 'make-up') return intent.on !== null && intent.problem === null;
  return intent.slots.from !== null && intent.slots.problem === null;
}

const again = /^.{1,12}(?:再|还要?|另)请/;
const leaveStart = /^(?:再|还要?|另)?[请休]/;
const asksForLeave = /(?:请|休).{0,6}(?:假|天|日)|请假/;

/** Whether the second begins like a request of its own after the first. */
function follows(first: PlainIntent, second: PlainIntent, { right, isFirm }: Cut, now: Instant): boolean {
  const { look } = foldText(right);
  if (second.intent === 'request-leave')
    return beginsLeave(look, now) && (first.intent === 'check-in' || isFirm || isLater(first, second, right));
  // What follows a leave or a make-up may be its reason.
  return (
    startsWithAny(look, starts[second.intent]) && (first.intent === 'check-in' ? second.intent !== 'check-in' : isFirm)
  );
}

/** A day first, then 请; or 请 first. What stands before the day would be a reason, and nobody knows of which. */
const beginsLeave = (look: string, now: Instant): boolean =>
  asksForLeave.test(look) && (leaveStart.test(look) || pieceAt(look, 0, dateOf(now)) !== null);

/** 12.1请一天 12.8再请两天: a leave of its own, not next to the first. */
function isLater(first: PlainIntent, second: PlainIntent, right: string): boolean {
  if (first.intent !== 'request-leave' || second.intent !== 'request-leave') return false;
  const { from: start, to } = first.slots;
  const { from } = second.slots;
  const isApart = start !== null && from !== null && from > addDays(to ?? start, 1);
  return isApart && (first.slots.reason === null || again.test(right));
}

const isTwice = (first: PlainIntent, second: PlainIntent): boolean =>
  first.intent === second.intent && first.intent !== 'request-leave';

function splitAt(at: Cut, now: Instant): TwoRequests | null {
  const [first, second] = [recognised(at.left, now).intent, recognised(at.right, now).intent];
  if (!isPlainKind(first) || !isPlainKind(second) || isTwice(first, second) || first.intent === 'write-log')
    return null;
  if (first.intent === 'request-leave' && !asksForLeave.test(at.left)) return null;
  if (isComplete(first) && isComplete(second) && follows(first, second, at, now))
    return { are: 'plain', parts: [first, second] };
  const isBegun =
    second.intent === 'request-leave' ? asksForLeave.test(at.right) : startsWithAny(at.right, starts[second.intent]);
  return at.isSaid && isBegun ? { are: 'unclear', said: [at.left, at.right] } : null;
}

/** The two requests that a message holds; null where it holds one, or cannot be told apart. */
export function twoRequests(text: string, now: Instant): TwoRequests | null {
  const folded = foldText(text);
  if (folded.cut || folded.look.length > longest) return null;
  const whole = recognised(text, now).intent;
  if (!isPlainKind(whole) || whole.intent === 'write-log') return null;
  const found = cutsOf(folded).flatMap((at) => splitAt(at, now) ?? []);
  const plain = found.filter((f) => f.are === 'plain');
  // A log tells anything; of other requests the last one begins where nothing but it is left.
  const isLog = plain[0]?.parts[1].intent === 'write-log';
  return (isLog ? plain[0] : plain.at(-1)) ?? found[0] ?? null;
}
