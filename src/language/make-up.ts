/** 补卡: a day gone by and why. */
import type { IsoDate } from '../domain/calendar.ts';
import { pieceAt } from './date-forms.ts';
import type { FoldedText } from './folded-text.ts';
import type { DateProblem, Intent } from './intent.ts';
import { readLeave } from './leave-slots.ts';
import { bare, isBoundary, wordMatcher } from './match-words.ts';
import { asksPlainly } from './questions.ts';
import type { SaidSpan } from './said-span.ts';
import { makeUpWords } from './words.ts';

const makeUpWord = wordMatcher(makeUpWords);

/** Where the words of the command stand. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** Only a date and an address fit before the word: 书记，11月3日补卡. */
const longestLead = 14;
const doubt = /[不没别怎谁]|如何|可以|了/;

function wordPlace(look: string): Place | null {
  for (let start = 0; start <= Math.min(look.length, longestLead); start++) {
    const end = makeUpWord(look, start);
    if (end !== null) return doubt.test(look.slice(0, start)) ? null : { start, end };
  }
  return null;
}

const lead = /补(?:一下|一次)?/y;
const card = /的?(?:打卡|签到|卡|签|到)/y;

/** 补昨天的卡: the day stands inside the command. */
function isAroundDay(look: string, today: IsoDate): boolean {
  lead.lastIndex = 0;
  const day = lead.test(look) ? pieceAt(look, lead.lastIndex, today) : null;
  if (day?.piece.type !== 'day') return false;
  card.lastIndex = day.end;
  return card.test(look) && isBoundary(look, card.lastIndex);
}

export function readMakeUp(text: FoldedText, today: IsoDate): Intent | null {
  const place = isAroundDay(text.look, today) ? { start: 0, end: 1 } : wordPlace(text.look);
  if (place === null) return null;
  if (asksPlainly(text.look)) return { intent: 'none' };
  // A date before the word: all is read, and the word taken out of the reason.
  return place.start === 0 ? makeUpFrom(text, place.end, today) : makeUpFrom(text, 0, today, place);
}

export function makeUpFrom(text: FoldedText, from: number, today: IsoDate, word?: Place): Intent {
  const { span, reason } = readLeave({ text, today, toward: 'back' }, from);
  const problem = span.problem ?? severalDays(span);
  const without = word ? (reason?.replace(text.look.slice(word.start, word.end), ' ') ?? null) : reason;
  return { intent: 'make-up', on: problem ? null : span.from, reason: cleanReason(without), problem };
}

/** One day is made up at a time. */
const severalDays = ({ from, to }: SaidSpan): DateProblem | null =>
  from !== null && to !== null && from !== to ? { problem: 'unclear', said: `${from} ~ ${to}` } : null;

/** What is left of 补昨天的卡, 补签前天的到. */
const remains = /^[的 ]{0,3}(?:打卡|签到|卡|签|到)?(?= |$)/;

function cleanReason(reason: string | null): string | null {
  const said = bare((reason ?? '').replace(remains, ''));
  return said === '' ? null : said;
}
