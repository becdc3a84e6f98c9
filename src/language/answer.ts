/** Reading a free answer to a question that is open: 后天吧, 12.1-12.3, 改成两天, 母亲住院. */
import { dateOf, type Instant, type IsoDate } from '../domain/calendar.ts';
import { pieceAt } from './date-forms.ts';
import { foldText, typed, type FoldedText } from './folded-text.ts';
import type { LeaveSlots } from './intent.ts';
import { kindOfReason } from './kinds.ts';
import { readLeave, slotsOf, timeOf, type SaidLeave, type SaidTime } from './leave-slots.ts';
import { resolveNext, type Toward } from './resolve-days.ts';
import { endAfter, type SaidSpan } from './said-span.ts';

const saidIn = (text: FoldedText, now: Instant, toward: Toward): SaidLeave =>
  readLeave({ text, today: dateOf(now), toward });

/** All that a text says about a leave, with no word of command in it. `toward` = back for days gone by (补卡). */
export const answerSlots = (text: string, now: Instant, toward: Toward = 'forward'): LeaveSlots =>
  slotsOf(saidIn(foldText(text), now, toward));

/** Only the days and the duration that a text says. */
export const datesSaid = (text: string, now: Instant, toward: Toward = 'forward'): SaidSpan =>
  saidIn(foldText(text), now, toward).span;

/** Which slot the bot asked for; `confirm` = it showed the whole and anything may be changed. */
export type Asked = 'from' | 'to' | 'reason' | 'confirm';

/** What is known of the leave that is open. */
export type OpenSlots = Omit<LeaveSlots, 'problem'>;

/** The open slots with the answer filled in. What the answer does not touch stays; a problem is the answer's own. */
export function fillSlots(open: OpenSlots, answer: string, now: Instant, asked: Asked): LeaveSlots {
  const text = foldText(answer);
  const said = saidIn(text, now, 'forward');
  if (asked === 'reason' && said.reason !== null) return withReason(open, said, text.whole);
  const isEnd = asked === 'to' || (said.span.from === null && said.span.to !== null);
  const end = isEnd ? endSaid(open, said.span, text, dateOf(now)) : null;
  const time = end ?? filledTime(open, said.span);
  const reason = asked === 'confirm' ? (said.reason ?? open.reason) : (open.reason ?? said.reason);
  return { ...time, kind: said.kind ?? open.kind, reason };
}

/** The open slots with a change already read from its command: 修改 #A1B2 12.8-12.9, 改成两天. What it does not say stays. */
export function changeSlots(open: OpenSlots, change: LeaveSlots): LeaveSlots {
  const time = filledTime(open, { ...change, isRange: false });
  return { ...time, kind: change.kind ?? open.kind, reason: change.reason ?? open.reason };
}

/** A reason is kept as typed, dates in it included. */
function withReason(open: OpenSlots, said: SaidLeave, reason: string): LeaveSlots {
  const kind = said.hasKind ? said.kind : (open.kind ?? kindOfReason(reason));
  return { ...open, problem: null, reason, kind };
}

const isOneDay = ({ from, to, saidDays, isRange }: SaidSpan): boolean =>
  from !== null && from === to && saidDays === null && !isRange;

const openTime = (open: OpenSlots): SaidTime => {
  const { from, to, fromHalf, toHalf, saidDays } = open;
  return { from, to, fromHalf, toHalf, saidDays, problem: null };
};

/** 月底 alone names a day only as an end. */
const isMonthEnd = /^[^\d]{0,6}[底末]/;

/** Asked for the end, a single day is the end, counted on from the start: 2号 after 12-31 is in the next month. */
function endSaid(open: OpenSlots, span: SaidSpan, text: FoldedText, today: IsoDate): SaidTime | null {
  const daysOff = daysOffSaid(text, today);
  if (daysOff !== null) return { ...openTime(open), problem: { problem: 'unclear', said: daysOff } };
  const said = isOneDay(span) ? span.from : span.from === null ? span.to : null;
  if (open.from === null || (said === null && !isMonthEnd.test(text.look)) || (said !== null && span.problem))
    return null;
  const on = laterDay(text.look, open.from, today) ?? said;
  return on === null ? null : withEnd(open, on, span.toHalf);
}

/** 五一 alone: until they begin, or through them. The words as typed, or null. */
function daysOffSaid(text: FoldedText, today: IsoDate): string | null {
  const { look } = text;
  const lead = /^[请休]?(?:假)?(?:一直)?(?:到|至)?/.exec(look)?.[0].length ?? 0;
  const found = pieceAt(look, lead, today);
  if (found?.piece.type !== 'span' || !found.piece.on || found.piece.from === found.piece.to) return null;
  return /^(?:为止|止|吧|呢|啊|哈|[ 。.!,]){0,3}$/.test(look.slice(found.end)) ? typed(text, lead, found.end) : null;
}

/** Looked for so far into the answer only: it stands at its beginning, perhaps after 到 or 就请到. */
const answerLead = 8;

function laterDay(look: string, start: IsoDate, today: IsoDate): IsoDate | null {
  for (let at = 0; at < answerLead; at++) {
    const piece = pieceAt(look, at, today)?.piece;
    const said = piece?.type === 'day' ? piece.said : piece?.type === 'vague' ? piece.end : undefined;
    if (!said) continue;
    const on = resolveNext(said, start, today);
    return on === 'no-such-date' || on === 'unclear' ? null : on;
  }
  return null;
}

function withEnd(open: OpenSlots, to: IsoDate, toHalf: LeaveSlots['toHalf']): SaidTime {
  const kept = openTime(open);
  if (open.from !== null && to < open.from)
    return { ...kept, problem: { problem: 'ends-before-start', from: open.from, to } };
  return { ...kept, to, toHalf, saidDays: null };
}

function filledTime(open: OpenSlots, span: SaidSpan): SaidTime {
  const said = timeOf(span);
  if (said.problem) return { ...openTime(open), problem: said.problem };
  if (said.from === null) return withoutStart(open, said);
  const isWhole = said.fromHalf === 'am' && said.toHalf === 'pm';
  // 请3天 was said before: the day now said is where it starts.
  const movesStart = (isOneDay(span) || said.to === null) && isWhole && open.saidDays !== null;
  return movesStart ? lasting(said.from, open.fromHalf, open.saidDays) : said;
}

const lasting = (from: IsoDate, fromHalf: LeaveSlots['fromHalf'], saidDays: number): SaidTime => ({
  from,
  fromHalf,
  saidDays,
  problem: null,
  ...endAfter(from, fromHalf, saidDays),
});

/** 两天, 到周五: what was said before of the start stays. */
function withoutStart(open: OpenSlots, { to, toHalf, saidDays }: SaidTime): SaidTime {
  if (to !== null) return withEnd(open, to, toHalf);
  if (saidDays === null) return openTime(open);
  if (open.from === null) return { ...openTime(open), to: null, toHalf: 'pm', saidDays };
  return lasting(open.from, open.fromHalf, saidDays);
}

const denial = /^(?:不对|错了|不是|写错了|搞错了)[,，。.!！:：\s]+/;

/** 不对，改成一天: what is said after the no. */
export const withoutDenial = (text: string): string => text.replace(denial, '');
