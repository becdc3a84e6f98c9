/** Answers: who may give one, what it counts for, and what comes of it. */
import type { By, Outcome, Saying } from './messages.ts';
import { leaveText } from './model-asking.ts';
import {
  ask,
  askStep,
  byCode,
  byId,
  close,
  moved,
  open,
  outcome,
  tellApproved,
  tellTurnedDown,
  type Turn,
} from './model-turn.ts';
import {
  answersFor,
  asked,
  dayOf,
  isOfficer,
  mayAnswer,
  openSeats,
  waitingFor,
  type Listed,
  type ModelRequest,
  type ModelSeat,
  type Verdict,
} from './state.ts';

type Answer = Extract<Saying, { say: 'answer' }>;

const listOf = (requests: readonly ModelRequest[]): Listed[] =>
  requests.map((r) => ({ requestId: r.id, revision: r.revision }));

export function answer(turn: Turn, saying: Answer): Outcome {
  const { which, verdict } = saying;
  const again = rejectedAgain(turn, saying);
  if (again) return again;
  if (which.by === 'button') return pressed(turn, which, verdict);
  if (which.by === 'all') return answerAll(turn);
  if (which.by === 'numbers') return byNumbers(turn, saying, which.numbers);
  if (which.by === 'bare') return answerBare(turn, saying);
  const request = which.by === 'quote' ? byId(turn, which.requestId) : byCode(turn, which.requestId);
  if (!request) return outcome('no-such-code');
  if (which.by === 'quote' && which.revision !== request.revision) return outcome('changed-since');
  return answerOne(turn, request, verdict, saying.note);
}

/** 驳回 or 退回 with its reason, while the bot waits for the reason of that one. */
function rejectedAgain(turn: Turn, { which, verdict, note }: Answer): Outcome | null {
  const question = turn.state.questions[turn.me];
  if (question?.about !== 'rejection' || verdict === 'approve') return null;
  if (which.by === 'quote' && which.requestId !== question.requestId) return null;
  if (which.by !== 'bare' && which.by !== 'quote') return null;
  return reasonGiven(turn, question, verdict, note);
}

function reasonGiven(
  turn: Turn,
  question: { requestId: string; revision: number },
  verdict: Verdict,
  note: boolean,
): Outcome {
  const request = byId(turn, question.requestId);
  if (request.revision === question.revision || request.state !== 'open')
    return answerOne(turn, request, verdict, note);
  close(turn, 'rejection');
  return outcome('changed-since');
}

/** What answers the bot's open question, or nothing. */
export function freeText(turn: Turn): Outcome {
  const question = turn.state.questions[turn.me];
  switch (question?.about) {
    case 'rejection':
      return reasonGiven(turn, question, question.verdict, true);
    case 'leave':
      return leaveText(turn);
    case 'deputy':
      return question.who === null ? outcome('nobody-by-name') : outcome(['ask-deputy-days', 'invalid-span']);
    default:
      return outcome('not-understood');
  }
}

function pressed(turn: Turn, which: Extract<By, { by: 'button' }>, verdict: Verdict): Outcome {
  const { requestId, revision, step, owner } = which;
  if (owner !== turn.me) return outcome('button-not-yours');
  const request = byId(turn, requestId);
  if (request.state === 'open' && request.revision !== revision) return outcome('changed-since');
  if (request.state === 'open' && request.step !== step) return outcome('button-stale');
  return answerOne(turn, request, verdict, false);
}

function answerBare(turn: Turn, { verdict, note }: Answer): Outcome {
  const waiting = waitingFor(turn.state, turn.me);
  const [only] = waiting;
  if (!only) return outcome('nothing-to-answer');
  if (waiting.length === 1) return answerOne(turn, only, verdict, note);
  turn.state.lists[turn.me] = listOf(waiting);
  open(turn, { about: 'which-request', askedAt: turn.state.now });
  return outcome('which-request');
}

function byNumbers(turn: Turn, { verdict, note }: Answer, numbers: readonly number[]): Outcome {
  const listed = turn.state.lists[turn.me] ?? [];
  if (numbers.some((n) => !listed[n - 1])) return outcome('no-such-number');
  const items = numbers.flatMap((n) => listed[n - 1] ?? []);
  const [only] = items;
  if (items.length > 1 || !only) return answerItems(turn, items, verdict);
  const request = byId(turn, only.requestId);
  if (request.revision !== only.revision && request.state === 'open') return outcome('changed-since');
  return answerOne(turn, request, verdict, note);
}

/** 都同意 asks once, and answers only what it showed. */
function answerAll(turn: Turn): Outcome {
  const waiting = waitingFor(turn.state, turn.me).filter((r) => r.state === 'open');
  if (waiting.length === 0) return outcome('nothing-to-answer');
  turn.state.lists[turn.me] = listOf(waiting);
  open(turn, { about: 'approve-all', items: listOf(waiting), askedAt: turn.state.now });
  return outcome('confirm-all');
}

export function answerItems(turn: Turn, items: readonly Listed[], verdict: Verdict): Outcome {
  const [done, refused, told]: string[][] = [[], [], []];
  for (const { requestId, revision } of items) {
    const request = byId(turn, requestId);
    const why = refusal(turn, request, verdict) ?? (request.revision === revision ? null : 'changed');
    if (why) refused?.push(`${requestId}=${why}`);
    else {
      const given = record(turn, request, seatsOf(turn, request), { verdict, recordedBy: null });
      done?.push(`${requestId}=${given.next}`);
      told?.push(...given.told);
    }
  }
  close(turn, 'approve-all', 'which-request');
  return outcome(`answers-recorded:${done?.join() ?? ''}|${refused?.join() ?? ''}`, told);
}

export function answerOne(turn: Turn, request: ModelRequest, verdict: Verdict, note: boolean): Outcome {
  const why = refusal(turn, request, verdict);
  const question = turn.state.questions[turn.me];
  if (why) {
    if (question?.about === 'rejection' && question.requestId === request.id) close(turn, 'rejection');
    return outcome(`answer-refused:${why}`);
  }
  if (verdict !== 'approve' && !note) {
    open(turn, {
      about: 'rejection',
      verdict,
      requestId: request.id,
      revision: request.revision,
      askedAt: turn.state.now,
    });
    return outcome('ask-rejection-reason');
  }
  const { next, told } = record(turn, request, seatsOf(turn, request), { verdict, recordedBy: null });
  close(turn, 'rejection', 'which-request', 'approve-all', 'paper');
  return outcome(`answer-recorded:${next}`, told);
}

/** Why it does not count; null where it does. */
function refusal({ state, me }: Turn, r: ModelRequest, verdict: Verdict): string | null {
  if (r.applicant === me) return 'own-request';
  if (r.state === 'held') return !isOfficer(state, me, r) ? 'not-approver' : verdict === 'approve' ? 'held' : null;
  const mine = (seats: readonly ModelSeat[]): ModelSeat[] => seats.filter((s) => mayAnswer(state, s, me, r));
  const all = r.steps.flatMap((s) => s.seats);
  const before = all.some((s) => s.answer?.by === me);
  if (!before && mine(all).length === 0) return 'not-approver';
  if (r.state === 'returned') return 'returned';
  if (r.state !== 'open') return 'ended';
  const here = mine(r.steps[r.step]?.seats ?? []);
  if (here.length === 0) return before ? 'already-answered' : 'later-step';
  return seatsOf({ state, me }, r).length === 0 ? 'already-answered' : null;
}

/**
 * What the answer counts for. Where all have to agree, two answers come from two people: whoever stands in for several
 * answers for one of them, and for none beside a seat of their own.
 */
function seatsOf({ state, me }: Pick<Turn, 'state' | 'me'>, r: ModelRequest): ModelSeat[] {
  const step = r.steps[r.step];
  const mine = openSeats(r).filter((s) => mayAnswer(state, s, me, r));
  if (step?.mode === 'any') return mine;
  const own = mine.filter((s) => answersFor(state, s, me, r) === null);
  if (own.length > 0) return own;
  return step?.seats.some((s) => s.answer?.by === me) ? [] : mine.slice(0, 1);
}

/** The answer is kept for these seats, and the request goes where it leads. `by` is who answered, where not the sender. */
export function record(
  turn: Turn,
  r: ModelRequest,
  seats: readonly ModelSeat[],
  given: { verdict: Verdict; recordedBy: string | null; by?: string },
): { next: string; told: string[] } {
  const { state, me } = turn;
  const { verdict, recordedBy, by = me } = given;
  for (const seat of seats) {
    const forId = recordedBy === null ? answersFor(state, seat, me, r) : null;
    seat.answer = { by, verdict, forId, recordedBy };
  }
  r.answeredOn = seats.length > 0 ? dayOf(state.now) : r.answeredOn;
  if (verdict !== 'approve') {
    r.state = verdict === 'reject' ? 'rejected' : 'returned';
    moved(turn, r);
    return { next: r.state, told: tellTurnedDown(turn, r) };
  }
  const step = r.steps[r.step];
  const isThrough = step?.mode === 'any' || (step?.seats.every((s) => s.answer) ?? false);
  if (isThrough) r.step += 1;
  if (isThrough && r.step === r.steps.length) r.state = 'approved';
  moved(turn, r);
  if (r.state === 'approved') return { next: 'approved', told: tellApproved(turn, r) };
  return isThrough ? { next: 'next-step', told: askStep(state, r) } : { next: 'waits-for-others', told: [] };
}

/** Those of these who are asked now. */
export const askOnly = ({ state }: Turn, r: ModelRequest, only: readonly string[]): string[] =>
  ask(openSeats(r).flatMap((s) => asked(state, s, r)).filter((id) => only.includes(id))); // prettier-ignore
