/** What one run of tokens says of time, in the order in which it is said; nothing is resolved to dates yet. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import type { Half } from '../domain/leave.ts';
import type { Piece, SaidDay, Vague } from './said-pieces.ts';
import type { Token } from './token.ts';

export type DayHalf = Half | 'noon' | 'whole' | null;

/** How a day is joined to the one before: a range, 、 or 和, or merely beside it (周四周五, 明天 12月2日). */
export type Join = 'start' | 'to' | 'and' | 'beside';

interface Place {
  readonly join: Join;
  readonly start: number;
  readonly end: number;
}
export type Item = Place &
  (
    | { readonly type: 'day'; readonly said: SaidDay; readonly half: DayHalf }
    | { readonly type: 'span'; readonly from: IsoDate; readonly to: IsoDate; readonly on?: SaidDay }
  );

export interface Reading {
  readonly items: readonly Item[];
  /** In days. */
  readonly durations: readonly number[];
  /** Durations in working days. */
  readonly workdays: readonly number[];
  /** The end is left open: 从12.1, 12.1起, 请几天. */
  readonly opens: boolean;
  /** A single day with a time of day (明天9点), but not until when. */
  readonly isClockOnly: boolean;
  /** 请两个小时. */
  readonly hours: number | null;
  /** The first date that can't be known: 这几天; or what makes one so: 或, 前后. */
  readonly vague: Token | null;
}

interface Open {
  readonly items: Item[];
  readonly durations: number[];
  readonly workdays: number[];
  join: Join | null;
  half: DayHalf;
  hasClock: boolean;
  opens: boolean;
  hours: number | null;
  vague: Token | null;
}

export function readRun(run: readonly Token[], today: IsoDate): Reading {
  const nothing = { join: null, half: null, hasClock: false, opens: false, hours: null, vague: null };
  const open: Open = { items: [], durations: [], workdays: [], ...nothing };
  for (const token of run) addToken(open, token);
  const { durations, workdays, opens, hours, vague, hasClock } = open;
  const isClockOnly = hasClock && open.items.length <= 1 && durations.length === 0 && !opens;
  const items = withLooseHalf(open, run, today);
  return withNamedDays({ items, durations, workdays, opens, hours, isClockOnly, vague });
}

function addToken(open: Open, token: Token): void {
  switch (token.type) {
    case 'to':
    case 'dash':
      open.join = 'to';
      break;
    case 'and':
    case 'comma':
      open.join = 'and';
      break;
    case 'since':
    case 'begins':
      open.opens = true;
      break;
    case 'half':
      open.hasClock ||= token.isClock;
      addHalf(open, token, token.half, token.isClock);
      break;
    case 'or':
    case 'around':
      open.vague ??= token;
      break;
    case 'piece':
      addPiece(open, token, token.piece);
      break;
    default:
  }
}

/** 下午5点 is said by 下午 already; 明后两天上午 means two mornings, which is no one leave. */
function addHalf(open: Open, token: Token, half: DayHalf, isClock: boolean): void {
  const last = open.items.at(-1);
  if (!last) open.half = isClock ? (open.half ?? half) : half;
  else if (last.type === 'span' && half !== 'whole') {
    if (last.on) open.items[open.items.length - 1] = asDay(last, last.on, half);
    else open.vague ??= token;
  } else if (last.type === 'day' && !(isClock && last.half !== null))
    open.items[open.items.length - 1] = { ...last, half };
}

const asDay = ({ join, start, end }: Place, said: SaidDay, half: DayHalf = null): Item => ({
  type: 'day',
  said,
  half,
  join,
  start,
  end,
});

function addPiece(open: Open, token: Token, piece: Piece): void {
  if (piece.type === 'duration') open.durations.push(piece.days);
  else if (piece.type === 'workdays') open.workdays.push(piece.days);
  else if (piece.type === 'vague' && piece.of === 'duration') addOpenLength(open, piece);
  else if (piece.type === 'vague' && !(open.join === 'to' && piece.end)) open.vague ??= token;
  else addItem(open, token, piece.type === 'vague' ? endNamed(piece) : piece);
}

function addOpenLength(open: Open, { hours }: Vague): void {
  open.opens = true;
  open.hours = hours ?? null;
}

/** 到月底. */
const endNamed = ({ end }: Vague): Extract<Piece, { type: 'day' | 'span' }> | null =>
  end ? { type: 'day', said: end, half: null } : null;

function addItem(open: Open, token: Token, piece: Extract<Piece, { type: 'day' | 'span' }> | null): void {
  if (!piece) return;
  const join = open.join ?? (open.items.length === 0 ? 'start' : 'beside');
  open.items.push({ ...piece, join, start: token.start, end: token.end });
  open.join = null;
}

/** 下周请两天 周二周三: weekdays of that week. */
function inWeek(reading: Reading, items: readonly Item[], monday: IsoDate): Reading {
  const fixed = items.map((item) =>
    item.type === 'day' && item.said.form === 'weekday'
      ? { ...item, said: { form: 'fixed', on: addDays(monday, item.said.weekday - 1) } as const }
      : item,
  );
  const isWhole = fixed.every((item, index) => item !== items[index]);
  return isWhole ? { ...reading, items: fixed, vague: null } : { ...reading, items };
}

/** Days that only the words around them make known. */
function withNamedDays(reading: Reading): Reading {
  const { items, durations, workdays, opens, vague } = reading;
  const isStart = opens || (durations.length > 0 && durations.every((days) => days <= 1));
  // 五一到5号, 五一请一天, 五一开始请三天: the day itself and not all that are off for it.
  const named = items.map((item, index) =>
    item.type === 'span' && item.on && item.join !== 'to' && (isStart || items[index + 1]?.join === 'to')
      ? asDay(item, item.on)
      : item,
  );
  if (vague?.type !== 'piece' || vague.piece.type !== 'vague') return { ...reading, items: named };
  const { on, week } = vague.piece;
  if (items.length > 0) return week ? inWeek(reading, named, week) : { ...reading, items: named };
  const place = { join: 'start', start: vague.start, end: vague.end } as const;
  if (on && isStart) return { ...reading, items: [asDay(place, on)], vague: null };
  const days = durations[0] ?? workdays[0];
  // 下周请五天, 下周请一周.
  if (!week || (days !== 5 && days !== 7) || durations.length + workdays.length > 1) return reading;
  return { ...reading, items: [{ ...place, type: 'span', from: week, to: addDays(week, days - 1) }], vague: null };
}

/** 下午 without a day is today's; before a day it belongs to that day. */
function withLooseHalf({ items, half }: Open, run: readonly Token[], today: IsoDate): readonly Item[] {
  const [first, ...others] = items;
  if (half === null || half === 'whole') return items;
  if (first) return first.type === 'day' ? [{ ...first, half: first.half ?? half }, ...others] : items;
  const start = run.find((token) => token.type === 'half')?.start ?? 0;
  return [{ type: 'day', said: { form: 'fixed', on: today }, half, join: 'start', start, end: start + 2 }];
}
