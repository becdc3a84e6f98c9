/** What the applicant does beside asking: 撤回, 催办, 异议, 销假; and the receipt of a filed copy. */
import type { Of, Outcome } from './messages.ts';
import { leaveText } from './model-asking.ts';
import {
  askStep,
  byCode,
  byId,
  moved,
  outcome,
  tellCancelled,
  tellGroupChanged,
  tellWithdrawn,
  today,
  type Turn,
} from './model-turn.ts';
import {
  daysOf,
  hourOf,
  keepers,
  officers,
  parties,
  plusDays,
  sitsIn,
  taken,
  waitingFor,
  type Day,
  type Half,
  type ModelRequest,
} from './state.ts';

function takeBack(turn: Turn, r: ModelRequest, byObjection: boolean): { to: string; told: string[] } {
  const to = r.state === 'approved' ? 'cancelled' : 'withdrawn';
  r.state = to;
  moved(turn, r);
  const told = to === 'cancelled' ? tellCancelled : tellWithdrawn;
  return { to, told: told(turn, r, byObjection) };
}

export function withdraw(turn: Turn, requestId: string): Outcome {
  const r = byCode(turn, requestId);
  if (!r) return outcome('no-such-code');
  if (r.applicant !== turn.me) return outcome('cannot-withdraw:not-yours');
  const isLive = ['open', 'held', 'returned', 'approved'].includes(r.state);
  if (!isLive) return outcome('cannot-withdraw:ended');
  if (r.state === 'approved' && (r.span.from < today(turn) || r.ended)) return outcome('cannot-withdraw:begun');
  const { to, told } = takeBack(turn, r, false);
  return outcome(`withdrawn:${to}`, told);
}

export function object(turn: Turn, requestId: string): Outcome {
  const r = byCode(turn, requestId);
  const isLive = r && (['open', 'held', 'returned'].includes(r.state) || (r.state === 'approved' && !r.ended));
  if (!r) return outcome('no-such-code');
  if (!isLive || r.applicant !== turn.me || r.enteredBy === null) return outcome('nothing-to-object');
  if (r.state === 'approved' && r.span.from < today(turn)) return onlyObjected(turn, r);
  return outcome('objected', takeBack(turn, r, true).told);
}
/** Of a leave that has begun nothing is undone by a word: those who can look into it are told once. */
function onlyObjected({ state, me }: Turn, r: ModelRequest): Outcome {
  const isNew = r.objectedAt !== r.version;
  r.objectedAt = r.version;
  const told = [...new Set([r.enteredBy ?? '', ...keepers(state, r), ...officers(state, r)])];
  return outcome('objected', isNew ? told.filter((id) => id !== me).map((id) => `${id}:objection-told`) : []);
}
const tooSoonMs = 2 * 3_600_000;

export function nudge(turn: Turn, requestId: string): Outcome {
  const { state, me } = turn;
  const r = byCode(turn, requestId);
  if (!r) return outcome('no-such-code');
  const isMine = r.applicant === me || r.enteredBy === me;
  if (!isMine || (r.state !== 'open' && r.state !== 'held')) return outcome('cannot-nudge:none');
  if (r.nudgedOn !== null && r.nudgedOn >= today(turn)) return outcome('cannot-nudge:today-already');
  if (state.now - Math.max(r.openedAt, r.movedAt) < tooSoonMs) return outcome('cannot-nudge:too-soon');
  r.nudgedOn = today(turn);
  return outcome('nudged', askStep(state, r));
}

/** 收到 of a copy; of anything else it says nothing, or that it is no answer. */
export function receipt(turn: Turn, { requestId, by }: Of<'receipt'>): Outcome {
  const { state, me } = turn;
  if (by === 'quote' && state.questions[me]?.about === 'leave') return leaveText(turn);
  const r = byId(turn, requestId);
  const mine = r.filed.filter((key) => sitsIn(state, key, me));
  if (r.state !== 'open' && mine.length > 0) {
    for (const seat of mine)
      if (!state.receipts.some((x) => x.requestId === r.id && x.seat === seat))
        state.receipts.push({ requestId: r.id, seat, by: me });
    return outcome('filing-received');
  }
  if (by === 'button') return outcome('button-stale');
  if (waitingFor(state, me).length > 0) return outcome('not-heard-as-answer');
  return outcome(['', 'which-copy']);
}

/** Before noon until the evening before, before dusk until noon, else the whole day. */
function backAt(at: number, on: Day): { on: Day; half: Half } {
  const hour = hourOf(at);
  if (hour < 12) return { on: plusDays(on, -1), half: 'pm' };
  return { on, half: hour < 18 ? 'am' : 'pm' };
}

/** Just now, within its first half day: that one was taken. */
function backNow(turn: Turn, { span }: ModelRequest): { on: Day; half: Half } {
  const back = backAt(turn.sentAt, today(turn));
  return `${back.on}${back.half}` < `${span.from}${span.fromHalf}` ? { on: span.from, half: span.fromHalf } : back;
}

export function endLeave(turn: Turn, { requestId, yesterday }: Of<'end-leave'>): Outcome {
  const { state, me } = turn;
  const r = byCode(turn, requestId);
  if (!r) return outcome('no-such-code');
  if (r.applicant !== me) return outcome('nothing-to-end:not-yours');
  if (r.state !== 'approved') return outcome('nothing-to-end:not-approved');
  if (r.ended) return outcome('nothing-to-end:ended-already');
  if (r.span.from > today(turn)) return outcome('nothing-to-end:not-begun');
  const isToCome = r.span.from === today(turn) && r.span.fromHalf === 'pm' && hourOf(turn.sentAt) < 12;
  if (isToCome && !yesterday) return outcome('nothing-to-end:not-begun');
  const back = yesterday ? { on: plusDays(today(turn), -1), half: 'pm' as const } : backNow(turn, r);
  if (`${back.on}${back.half}` < `${r.span.from}${r.span.fromHalf}`) return outcome('nothing-to-end:bad-day');
  for (const other of state.requests) {
    const isBefore = other.id !== r.id && other.applicant === me && other.state === 'approved' && !other.ended;
    if (!isBefore || other.span.from > today(turn) || other.span.to > r.span.from) continue;
    other.ended = { on: other.span.to, half: other.span.toHalf }; // it was taken whole
    moved(turn, other);
  }
  r.ended = back;
  moved(turn, r);
  const isEarly = daysOf(taken(r)) < daysOf(r.span);
  const told = parties(state, r).filter((id) => id !== me);
  return outcome('leave-ended', [
    ...told.map((id) => `${id}:leave-ended-told`),
    ...(isEarly ? tellGroupChanged(r) : []),
  ]);
}
