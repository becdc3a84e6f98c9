/**
 * 续假: a leave that goes on. 续假两天 at the beginning is a command; in a sentence the verb has to begin a part of it, after days or words
 * of one's own: 老人还没出院 明后天再续两天假, 我的病假延到20号.
 */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { extendVerbs, extendWords, notAnExtension } from './approval-words.ts';
import { commandAt, type CommandPlace } from './command-place.ts';
import { pieceAt } from './date-forms.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { Intent, LeaveSlots } from './intent.ts';
import { withoutWords } from './leave-fillers.ts';
import { readLeave, slotsOf, withKindNamed, type SaidLeave } from './leave-slots.ts';
import { isBoundary, skipGaps, startsWithAny, wordMatcher } from './match-words.ts';
import { asks, asksPlainly } from './questions.ts';
import { resolveDay } from './resolve-days.ts';
import { blanked } from './said-time.ts';
import { notLeaveAfter } from './words.ts';

const none: Intent = { intent: 'none' };
const extendWord = wordMatcher(extendWords);
const extendVerb = wordMatcher(extendVerbs);
const until = /(?:到|至)/y;

/** Whether a date, a duration or 到 and a date stand exactly there. */
export function timeAt(look: string, at: number, today: IsoDate): boolean {
  until.lastIndex = at;
  return pieceAt(look, until.test(look) ? until.lastIndex : at, today) !== null;
}

const durationAt = (look: string, at: number, today: IsoDate): boolean =>
  pieceAt(look, at, today)?.piece.type === 'duration';

/** Where the verb stands, and what of the text is the request: before it there is only a reason. */
interface Place {
  /** Where the part of the sentence begins that asks. */
  readonly part: number;
  readonly start: number;
  readonly end: number;
  readonly code: string | null;
  readonly isNoun: boolean;
  readonly isAsking: boolean;
}

const placeOf = (look: string, { start, end, wordEnd, which }: CommandPlace, isNoun: boolean): Place => ({
  ...{ part: 0, start: 0, end, code: which.code, isNoun },
  isAsking: look.slice(start, wordEnd).endsWith('请'),
});

/** 续假 … anything; 再续, 延长 only before a time; 再请 only before a duration, for 再请假 asks for another leave. */
function commandPlace(text: FoldedText, today: IsoDate): Place | null {
  const { look } = text;
  const noun = commandAt(text, extendWord, 'own');
  if (noun === 'two') return null;
  if (noun) {
    const isMentioned = noun.isAttached && startsWithAny(look.slice(noun.end), [...notLeaveAfter, ...notAnExtension]);
    return isMentioned ? null : placeOf(look, noun, true);
  }
  const verb = commandAt(text, extendVerb, 'own');
  if (verb === null || verb === 'two') return null;
  const place = placeOf(look, verb, false);
  const at = skipGaps(look, verb.end);
  return (place.isAsking ? durationAt(look, at, today) : timeAt(look, at, today)) ? place : null;
}

/** 我想, 我的病假想, 还得: what may open the part of the sentence that asks. */
const ownLead =
  /(?:我们?|俺|本人|咱)?(?:的)?(?:这次|这个|这回)?的?(?:(?:病|事|年|公|婚|产|探亲|陪产|护理)?休?假期?)?(?:现在|今天|只好|只能|可能|恐怕|估计|麻烦|申请|打算|想|要|得|需|还|再|先|可以|能){0,6}/y;
const asksOn = /(?:再)?(?:续(?:一下|个)?|延长?|顺延|往后延|后延)(?:请假|假期|假)?(?:一下)?/y;
const ofLeave = /假/;

/** The verb in the part of the sentence that starts at `at`. */
function sentencePlace(look: string, at: number, today: IsoDate): Place | null {
  const start = dayEnd(look, at, today);
  ownLead.lastIndex = start;
  ownLead.test(look);
  asksOn.lastIndex = ownLead.lastIndex;
  if (!asksOn.test(look)) return null;
  const [verbAt, end] = [ownLead.lastIndex, asksOn.lastIndex];
  const isNoun = ofLeave.test(look.slice(start, end));
  const rest = look.slice(end);
  if (startsWithAny(rest, [...notLeaveAfter, ...notAnExtension])) return null;
  const isTimed = timeAt(look, skipGaps(look, end), today);
  // 续三天 alone may be of anything; after 我的假 it is not.
  const isPlain = isTimed && (isNoun || ofLeave.test(look) || isAlone(look, verbAt, end, today));
  return isPlain ? { part: at, start: verbAt, end, code: null, isNoun: true, isAsking: false } : null;
}

/** 再续两天 and nothing about what. */
function isAlone(look: string, verbAt: number, end: number, today: IsoDate): boolean {
  const time = pieceAt(look, skipGaps(look, end), today);
  return time !== null && isBoundary(look, time.end) && /^再?续/.test(look.slice(verbAt, end));
}

const dayLead = /(?:我|俺|额|本人)?(?:从|自|打)?/y;
const begins = /(?:那天)?(?:起|开始)/y;

/** 明后天再续两天假, 明天起再续三天: the days may come first. */
function dayEnd(look: string, at: number, today: IsoDate): number {
  dayLead.lastIndex = at;
  dayLead.test(look);
  const found = pieceAt(look, dayLead.lastIndex, today);
  if (!found || found.piece.type === 'duration') return at;
  begins.lastIndex = found.end;
  return skipGaps(look, begins.test(look) ? begins.lastIndex : found.end);
}

/** Longer messages tell something. */
const longest = 100;
const mostParts = 8;
/** What else is asked for here. */
const otherwise =
  /请假(?!到|了|期)|日志|打卡|签到|会议|合同|工期|项目|时间表|保险|贷款|会员|费|租|证|[他她]|帮|替|老[王李张刘陈杨赵周吴]|小[王李张刘陈杨赵周吴]/;

function partPlace(text: FoldedText, today: IsoDate): Place | null {
  const { look, cut } = text;
  if (cut || look.length > longest || !/[续延]/.test(look) || otherwise.test(look)) return null;
  const parts = [0, ...[...look.matchAll(/[\s,。;!]{1,4}/g)].map((gap) => gap.index + gap[0].length)].slice(
    0,
    mostParts,
  );
  for (const at of parts) {
    const place = sentencePlace(look, at, today);
    if (place) return place;
  }
  return null;
}

/** 我的假今天到期, 本来请到12号: when the leave that goes on ends. */
const endsBy = /^(?:就|要|也|正好|刚好)?(?:到期|期满|结束|满|截止|为止|用完|完了|休完|到头)/;
const wasUntil =
  /(?:本来|原来|原先|原本|之前|原定|先前|上次|批的?|原)?(?:我)?(?:是)?(?:请|批|休|假)(?:的|了)?(?:假)?(?:是|只)?(?:到|至)$/;

interface Ending {
  readonly start: number;
  readonly end: number;
  readonly on: IsoDate;
}

function endingIn(look: string, place: Place, today: IsoDate): Ending | null {
  for (let at = 0; at < Math.min(look.length, longest); at++) {
    // 续假到25号 says the new end.
    const isOwn = at >= place.start && at <= place.end + 2;
    const found = isOwn ? null : pieceAt(look, at, today);
    if (found?.piece.type !== 'day') continue;
    const lead = wasUntil.exec(look.slice(Math.max(0, at - 12), at));
    const tail = endsBy.exec(look.slice(found.end, found.end + 8));
    const on = resolveDay(found.piece.said, today, 'forward');
    if ((!lead && !tail) || on === 'unclear' || on === 'no-such-date') continue;
    return { start: at - (lead?.[0].length ?? 0), end: found.end + (tail?.[0].length ?? 0), on };
  }
  return null;
}

/** What is said beside the verb, read like a request of leave, for which the verb stands; a kind only where it is named. */
function saidBeside(text: FoldedText, place: Place, ending: Ending | null, today: IsoDate): SaidLeave {
  const by = place.end - place.start >= 2 ? '请假' : place.end > place.start ? '请' : '';
  const open = blanked(text, place.start, place.end, by);
  const plain = ending ? blanked(open, ending.start, ending.end) : open;
  const whole = readLeave({ text: plain, today, toward: 'forward' });
  // 医生让再住几天 我续假到25号: what stands before is only the reason, unless the days are there.
  const part = place.part > 0 ? readLeave({ text: blanked(plain, 0, place.part), today, toward: 'forward' }) : whole;
  return {
    ...withKindNamed(whole),
    span: part.hasTime ? part.span : whole.span,
    reason: withoutWords(withoutEnding(whole.reason, ending, text), leftovers),
  };
}

/** The leave that ends is no reason for the next. */
const withoutEnding = (reason: string | null, ending: Ending | null, text: FoldedText): string | null =>
  ending && reason ? reason.replace(typed(text, ending.start, ending.end), '') : reason;

/** What is left of 我的病假 and 现在续到 is no reason. */
const leftovers = /(?:^|(?<= ))(?:我的?假?|再?[续延]到?|现在|本来)(?= |$)/g;

/** The days of the extension itself, where they are said: the day after the leave that ends, or a range, or a day and how many. */
function ownDays(slots: LeaveSlots, said: SaidLeave, ending: Ending | null): LeaveSlots {
  if (slots.problem) return { ...slots, from: null, to: null, fromHalf: 'am', toHalf: 'pm' };
  const { from, to, saidDays } = slots;
  const after = ending && addDays(ending.on, 1);
  if (after && from === null && to === null && saidDays !== null && Number.isInteger(saidDays))
    return { ...slots, from: after, to: addDays(after, saidDays - 1), saidDays: null };
  if (after && to !== null && after <= to) return { ...slots, from: after, fromHalf: 'am', saidDays: null };
  const hasOwn = from !== null && to !== null && (said.span.isRange || said.span.saidDays !== null);
  if (hasOwn) return { ...slots, saidDays: null };
  return { ...slots, from: null, fromHalf: 'am', saidDays: to === null ? saidDays : null };
}

export function readExtension(text: FoldedText, today: IsoDate): Intent | null {
  const place = commandPlace(text, today) ?? partPlace(text, today);
  if (!place) return null;
  const ending = endingIn(text.look, place, today);
  const said = saidBeside(text, place, ending, today);
  if (asksPlainly(text.look) || (!said.hasTime && asks(text.look))) return none;
  const slots = slotsOf(said);
  // 再请两天 12.20-12.21 is a leave of its own.
  if (!place.isNoun && place.isAsking && slots.from !== null) return null;
  return { intent: 'extend-leave', code: place.code, slots: ownDays(slots, said, ending) };
}
