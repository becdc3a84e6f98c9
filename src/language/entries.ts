/** 学习 …, 走访 …, 院坝会 …, 培训 …, 上报 …: a line of a ledger, with its figures as far as they are said. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Ledger } from '../domain/duty.ts';
import type { SaidEntry } from './duty-intent.ts';
import {
  attachedStarts,
  entryLead,
  howOften,
  ledgerKeywords,
  notEntryText,
  noticeText,
  notYet,
  reportNouns,
  tellingKeywords,
  toldOfAsking,
} from './duty-words.ts';
import { figuresIn, hasFigures, type EntryFigures } from './entry-figures.ts';
import { foldText, lookLength, typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { dayNamed, type LogDay } from './log-day.ts';
import { anyWord, bare, includesAny, isBoundary, skipGaps, startsWithAny } from './match-words.ts';
import { asks, asksPlainly } from './questions.ts';
import { reportSaid } from './report-said.ts';

const ledgerOf = new Map(
  Object.entries(ledgerKeywords).flatMap(([ledger, words]) => words.map((word) => [word, ledger as Ledger] as const)),
);
const keyword = new RegExp(`(${anyWord([...ledgerOf.keys()])})`, 'y');
const ledKeyword = new RegExp(`(?<lead>${entryLead.source})(?<word>${anyWord([...ledgerOf.keys()])})`, 'uy');

/** Where a line begins, and which. */
interface Place {
  readonly ledger: Ledger;
  readonly word: string;
  /** Where the keyword begins and ends. */
  readonly start: number;
  readonly end: number;
  readonly isFirst: boolean;
}

/** Rosters are of days to come. */
const toward = (ledger: Ledger): 'forward' | 'back' => (ledger === 'roster' ? 'forward' : 'back');

function firstWord(look: string): Place | null {
  keyword.lastIndex = 0;
  const word = keyword.exec(look)?.[1];
  const ledger = word === undefined ? undefined : ledgerOf.get(word);
  return word !== undefined && ledger ? { ledger, word, start: 0, end: word.length, isFirst: true } : null;
}

/** 昨天走访了…, 今天下午全队集中学习 …; without a day or another lead it is none. */
function ledWord(look: string, from: number): Place | null {
  ledKeyword.lastIndex = from;
  const found = ledKeyword.exec(look);
  const { lead = '', word = '' } = found?.groups ?? {};
  const ledger = ledgerOf.get(word);
  if (!ledger || (from === 0 && bare(lead) === '')) return null;
  const end = ledKeyword.lastIndex;
  return { ledger, word, start: end - word.length, end, isFirst: false };
}

/** Asks how many are asked for, or anything else; a line may tell what somebody else asked. */
function isQuestion(look: string, figures: EntryFigures): boolean {
  if (howOften.test(look)) return true;
  if (figures.place !== null || includesAny(look, toldOfAsking)) return false;
  return asksPlainly(look) || (asks(look) && !hasFigures(figures) && look.length <= longestDoubt);
}
/** A weak question word in a longer text is part of what is told. */
const longestDoubt = 20;

/** Whether what follows the keyword is what was done. */
function tells({ ledger, word, end, isFirst }: Place, look: string, body: string, figures: EntryFigures): boolean {
  if (startsWithAny(body, noticeText) || notYet.test(body) || isQuestion(body, figures)) return false;
  if (ledger === 'report') return tellsReport(word, isBoundary(look, end), body);
  if (hasFigures(figures)) return true;
  if (startsWithAny(body, notEntryText)) return false;
  if (isBoundary(look, end)) return bare(body) !== '' && look[end] !== '?';
  return (attachedStarts[ledger]?.test(body) ?? false) || (!isFirst && body.startsWith('了') && bare(body).length > 2);
}

/** 上报 and a gap may be of anything; 提交 and 报送, which mean much else, are of a report by name. */
const tellsReport = (word: string, isApart: boolean, body: string): boolean =>
  word === '上报' && isApart
    ? bare(body) !== '' && !startsWithAny(body, notEntryText)
    : reportNouns.test(body.slice(0, nearby)) || (attachedStarts.report?.test(body) ?? false);
const nearby = 15;

/** The keyword alone: asks for the rest, or says it all where a day or the like stands before it. */
const isAlone = ({ ledger, isFirst, word }: Place, body: string): boolean =>
  /^了?$/.test(bare(body)) && (isFirst ? bare(body) === '' : tellingKeywords.includes(word) && ledger !== 'report');

/** What was typed from there on, without the figures that are words of their own. */
function withoutFigures(text: FoldedText, from: number, at: number, { alone }: EntryFigures): string {
  let said = '';
  let next = from;
  for (const { start, end } of [...alone].sort((a, b) => a.start - b.start)) {
    said += typed(text, next, at + start);
    next = at + end;
  }
  said += next < text.look.length || text.cut ? typed(text, next, text.look.length) : '';
  return said
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/^[\s,，、:：;；。]+|(?<![\s,，、:：;；])[\s,，、:：;；]+$/g, '')
    .trim();
}

function lineOf(text: FoldedText, place: Place, day: LogDay | null, today: IsoDate): SaidEntry | null {
  const { look } = text;
  const own = place.isFirst ? dayNamed(text, skipGaps(look, place.end), today, toward(place.ledger)) : null;
  const named = day ?? own;
  const at = own?.textAt ?? skipGaps(look, place.end);
  const body = look.slice(at);
  const figures = figuresIn(place.ledger, body, today);
  const alone = isAlone(place, body);
  const dated = own !== null && bare(body) !== '' && !isQuestion(body, figures) && !startsWithAny(body, noticeText);
  if (!alone && !dated && !tells(place, look, body, figures)) return null;
  const from = place.isFirst ? at : (day?.textAt ?? 0);
  const said = withoutFigures(text, from, at, figures);
  const whole = place.isFirst && own ? typed(text, 0, skipGaps(look, place.end)) + typed(text, at, look.length) : null;
  return {
    ledger: place.ledger,
    on: named?.on ?? today,
    text: said === '' && (hasFigures(figures) || !place.isFirst) ? place.word : said,
    whole: (whole ?? typed(text, place.isFirst ? 0 : from, look.length)).trim(),
    people: figures.people,
    wholeTeam: figures.wholeTeam,
    days: figures.days,
    level: figures.level,
    place: figures.place,
    about: place.ledger === 'report' ? reportSaid(body, today) : null,
    problem: named?.problem ?? null,
    isDated: named !== null,
  };
}

/** A day before the keyword; for a roster the day to come. */
function readLed(text: FoldedText, today: IsoDate): SaidEntry | null {
  const back = dayNamed(text, 0, today);
  const place = ledWord(text.look, back?.textAt ?? 0);
  if (!place) return null;
  const day = place.ledger === 'roster' ? dayNamed(text, 0, today, 'forward') : back;
  return lineOf(text, place, day, today);
}

export function readEntry(text: FoldedText, today: IsoDate): Intent | null {
  // What is not seen could turn it into anything.
  if (text.cut && text.look.length < lookLength) return null;
  const first = firstWord(text.look);
  const said = first ? lineOf(text, first, null, today) : readLed(text, today);
  return said && { intent: 'write-entry', said };
}

/** The keyword first, a gap, and a figure or a place: nothing else can be meant by it. */
export function isPlainEntry(said: SaidEntry, message: string): boolean {
  const { look } = foldText(message);
  const first = firstWord(look);
  return first !== null && isBoundary(look, first.end) && hasFigures(said);
}
