/** 代录 #A1B2 某局 同意 12月3日签字: what was decided on paper, put down for somebody who is not here to answer. */
import { paperApprovals, paperRejections, paperWords } from './approval-words.ts';
import { commandAt } from './command-place.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { anyWord, bare, isBoundary, skipGaps, wordMatcher } from './match-words.ts';
import { asks } from './questions.ts';

const paperWord = wordMatcher(paperWords);
const rejectionsFirst = `(${anyWord(paperRejections)})|(${anyWord(paperApprovals)})`;
/** The first word of decision, as far into the message as a seat is long. */
const verdict = new RegExp(`^([^,。;!?#]{0,24}?)(?:${rejectionsFirst})(?:了)?(?=$|[\\s,。;:、!.(])`, 'u');
/** 未同意, 是否同意: no decision. */
const doubted = /[不没未否别非待]\s*$/;

interface Decided {
  readonly verdict: 'approve' | 'reject' | null;
  readonly seat: string | null;
  readonly note: string | null;
}

const orNull = (said: string): string | null => (said === '' ? null : said);

/** What follows the command and the code; null where the words decide nothing and name no seat. */
function decidedIn(text: FoldedText, start: number): Decided | null {
  const { look } = text;
  const found = verdict.exec(look.slice(start));
  if (!found) {
    const seat = bare(typed(text, start, look.length));
    return seat.length <= 24 && !seat.includes('#') ? { verdict: null, seat: orNull(seat), note: null } : null;
  }
  const [all, seat = '', rejection] = found;
  if (doubted.test(seat)) return null;
  return {
    verdict: rejection === undefined ? 'approve' : 'reject',
    seat: orNull(bare(typed(text, start, start + seat.length))),
    note: orNull(bare(typed(text, skipGaps(look, start + all.length), look.length))),
  };
}

export function readPaper(text: FoldedText): Intent | null {
  const place = text.cut ? null : commandAt(text, paperWord, 'own');
  if (place === null) return null;
  if (place === 'two' || asks(text.look)) return { intent: 'none' };
  const { code } = place.which;
  if (code === null && place.isAttached) return null;
  const start = skipGaps(text.look, place.end);
  const decided = decidedIn(text, start);
  // 代录 会议纪要, 补录 alone: of something else.
  const isAlone = start >= text.look.length && text.look.slice(place.start, place.wordEnd) !== '补录';
  const isPlain = decided !== null && (code !== null || decided.verdict !== null || isAlone);
  return isPlain && isBoundary(text.look, place.wordEnd) === !place.isAttached
    ? { intent: 'record-paper', code, ...decided }
    : { intent: 'none' };
}
