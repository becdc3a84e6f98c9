/** Who answers instead or besides: 转办, 加签, 代理, 代录. */
import { CADRES } from './county.ts';
import type { Of, Outcome } from './messages.ts';
import { askOnly, record } from './model-answers.ts';
import { leaveText } from './model-asking.ts';
import { ask, askStep, byCode, byId, close, moved, open, outcome, today, type Turn } from './model-turn.ts';
import {
  answerers,
  asked,
  canReach,
  dayOf,
  holds,
  isOfficer,
  isStuck,
  mayAnswer,
  openSeats,
  plainSeat,
  plusDays,
  sitsIn,
  waitingFor,
  type Day,
  type ModelRequest,
  type ModelSeat,
  type ModelState,
} from './state.ts';

/** The one seat that may be handed over by that person; why not where there is none. */
function seatToHandOver({ state, me }: Turn, r: ModelRequest): ModelSeat | string {
  if (r.applicant === me) return 'not-approver';
  if (r.state !== 'open') return 'ended';
  const own = openSeats(r).filter((s) => mayAnswer(state, s, me, r) || sitsIn(state, s.key, me, r));
  const all = own.length > 0 ? own : isOfficer(state, me, r) ? openSeats(r) : [];
  if (all.length === 0) return 'not-approver';
  const some = all.length === 1 ? all : all.filter((s) => isStuck(state, r, s));
  const [only] = some;
  return only && some.length === 1 ? only : 'several-seats';
}

/** Whether it goes back to one who holds it, from somebody who was given it. */
const takesBack = (state: ModelState, seat: ModelSeat | null, to: string): boolean =>
  seat !== null && seat.assigned !== null && seat.assigned.to !== to && holds(state, seat.key, to);

/** Why that person can't answer it: two answers come from two people, none from the applicant. */
function notTo({ state, me }: Turn, r: ModelRequest, seat: ModelSeat | null, to: string): string | null {
  if (to === r.applicant) return 'applicant';
  if (to === me && !takesBack(state, seat, to)) return 'yourself';
  if (!canReach(to)) return 'unreachable';
  const isIn = r.steps
    .flatMap((s) => s.seats)
    .some((other) => {
      if (other.answer) return other.answer.by === to;
      const may = answerers(state, other, r);
      return may.includes(to) && (other !== seat || may.length === 1);
    });
  if (isIn) return 'in-chain';
  return isOnlyCadre(state, to) ? 'cadre' : null;
}
/** Nobody's leave is left to those whom they work with. */
const isOnlyCadre = ({ holders }: ModelState, who: string): boolean =>
  CADRES.includes(who) && !Object.values(holders).some((ids) => ids.includes(who));

export function transfer(turn: Turn, { requestId, to }: Of<'transfer'>): Outcome {
  const { state, me } = turn;
  const r = byCode(turn, requestId);
  if (!r) return outcome('no-such-code');
  if (r.state === 'held') return nameApprover(turn, r, to);
  const seat = seatToHandOver(turn, r);
  if (typeof seat === 'string') return outcome(`cannot-transfer:${seat}`);
  const why = notTo(turn, r, seat, to);
  if (why) return outcome(`cannot-hand-to:${why}`);
  const before = answerers(state, seat, r);
  seat.assigned = takesBack(state, seat, to) ? null : { to, by: me };
  moved(turn, r);
  const may = answerers(state, seat, r);
  const released = before.filter((id) => !may.includes(id) && id !== me);
  return outcome('transferred', [
    ...[r.applicant, ...released].map((id) => `${id}:transfer-told`),
    ...askOnly(turn, r, may.filter((id) => id !== me)), // prettier-ignore
  ]);
}

function nameApprover(turn: Turn, r: ModelRequest, to: string): Outcome {
  const { state, me } = turn;
  if (r.applicant === me || !isOfficer(state, me, r)) return outcome('cannot-transfer:not-approver');
  const why = notTo(turn, r, null, to);
  if (why) return outcome(`cannot-hand-to:${why}`);
  r.state = 'open';
  r.step = 0;
  r.steps = [{ mode: 'all', seats: [{ ...plainSeat(`person@${to}`), addedBy: me }] }];
  moved(turn, r);
  return outcome('approver-named', askStep(state, r));
}

export function addApprover(turn: Turn, { requestId, to }: Of<'add-approver'>): Outcome {
  const { state, me } = turn;
  const r = byCode(turn, requestId);
  if (!r) return outcome('no-such-code');
  if (r.applicant === me) return outcome('cannot-transfer:not-approver');
  if (r.state !== 'open') return outcome('cannot-transfer:ended');
  if (!isOfficer(state, me, r) && !openSeats(r).some((s) => mayAnswer(state, s, me, r)))
    return outcome('cannot-transfer:not-approver');
  const why = notTo(turn, r, null, to);
  if (why) return outcome(`cannot-hand-to:${why}`);
  r.steps.splice(r.step + 1, 0, { mode: 'all', seats: [{ ...plainSeat(`person@${to}`), addedBy: me }] });
  r.version += 1;
  return outcome('approver-added');
}

const ownSeats = ({ state, me }: Turn): string[] =>
  Object.keys(state.holders).filter((key) => (state.holders[key] ?? []).includes(me));
const later = (a: Day, b: Day): Day => (a > b ? a : b);

export function nameDeputy(turn: Turn, { who, from: said, to }: Of<'deputy'>): Outcome {
  const { state, me } = turn;
  const from = later(said, today(turn));
  if (ownSeats(turn).length === 0) {
    close(turn, 'deputy');
    return outcome('no-seat-to-deputise');
  }
  const why = who === me ? 'yourself' : isOnlyCadre(state, who) ? 'cadre' : canReach(who) ? null : 'unreachable';
  if (why !== null || to < from) {
    open(turn, { about: 'deputy', who: why === null ? who : null, askedAt: state.now });
    return outcome(why === null ? 'invalid-span' : `cannot-hand-to:${why}`);
  }
  const waiting = waitingFor(state, me).filter(
    (r) => r.applicant !== who && openSeats(r).some((s) => !s.assigned && holds(state, s.key, me)),
  );
  const isAsked = (r: ModelRequest): boolean => openSeats(r).some((s) => asked(state, s, r).includes(who));
  const notAsked = waiting.filter((r) => !isAsked(r));
  for (const d of liveDeputies(turn)) if (d.from <= to && d.to >= from) d.to = earlier(d.to, plusDays(from, -1));
  state.deputies.push({ principal: me, deputy: who, from, to });
  close(turn, 'deputy');
  return outcome('deputy-named', notAsked.flatMap((r) => askIfOf(state, r, who))); // prettier-ignore
}
const askIfOf = (state: ModelState, r: ModelRequest, who: string): string[] =>
  openSeats(r).some((s) => asked(state, s, r).includes(who)) ? ask([who]) : [];
const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
const liveDeputies = (turn: Turn): ModelState['deputies'] =>
  turn.state.deputies.filter(
    (d) => d.principal === turn.me && d.from <= d.to && d.to >= later(today(turn), dayOf(turn.state.now)),
  );

export function endDeputy(turn: Turn): Outcome {
  const mine = liveDeputies(turn);
  close(turn, 'deputy');
  if (mine.length === 0) return outcome('no-deputy');
  for (const d of mine) d.to = earlier(d.to, plusDays(today(turn), -1));
  return outcome('deputy-ended');
}

export function paper(turn: Turn, { requestId, verdict, seat: key, photo: hasPhoto }: Of<'paper'>): Outcome {
  const { state, me } = turn;
  const isWaiting = state.questions[me]?.about === 'photo'; // a photo that came before is taken for it, and waits on where nothing is recorded
  if (!isOfficer(state, me)) return outcome('cannot-record-paper:not-officer');
  const r = byId(turn, requestId);
  if (r.applicant === me) return outcome('answer-refused:own-request');
  if (r.state !== 'open') return outcome('cannot-record-paper:ended');
  const seat = openSeats(r).find((s) => s.key === key);
  if (!seat) return outcome('cannot-record-paper:which-seat');
  if (!isStuck(state, r, seat)) return outcome('cannot-record-paper:reachable');
  close(turn, 'photo');
  if (hasPhoto || isWaiting) return recordPaper(turn, r, seat, verdict);
  open(turn, { about: 'paper', requestId, version: r.version, seat: key, verdict, askedAt: state.now });
  return outcome('ask-paper-photo');
}

/** The answer of the first who holds it; the officer's where nobody does. */
function recordPaper(turn: Turn, r: ModelRequest, seat: ModelSeat, verdict: 'approve' | 'reject'): Outcome {
  const by = answerers(turn.state, seat, r).sort()[0] ?? turn.me;
  const { next, told } = record(turn, r, [seat], { verdict, recordedBy: turn.me, by });
  close(turn, 'rejection', 'which-request', 'approve-all', 'paper');
  return outcome(`answer-recorded:${next}`, told);
}

/** A photo alone is what the bot waits for, or asked what it is for. */
export function photo(turn: Turn): Outcome {
  const { state, me } = turn;
  const question = state.questions[me];
  if (question?.about === 'leave') return leaveText(turn);
  if (question?.about !== 'paper') {
    if (question?.about === 'rejection' || question?.about === 'deputy') return photoInstead(turn, question.about);
    open(turn, { about: 'photo', askedAt: state.now });
    return outcome('photo-for-what');
  }
  const over = (reply: string): Outcome => {
    close(turn, 'paper');
    return outcome(reply);
  };
  const r = byId(turn, question.requestId);
  if (!isOfficer(state, me)) return over('cannot-record-paper:not-officer');
  if (r.applicant === me) return over('answer-refused:own-request');
  if (r.state !== 'open') return over('cannot-record-paper:ended');
  if (r.version !== question.version) return over('changed-since');
  const seat = openSeats(r).find((s) => s.key === question.seat);
  if (!seat || !isStuck(state, r, seat)) return over('cannot-record-paper:reachable');
  return recordPaper(turn, r, seat, question.verdict);
}

function photoInstead(turn: Turn, about: 'rejection' | 'deputy'): Outcome {
  const question = turn.state.questions[turn.me];
  if (about === 'deputy') return outcome(['nobody-by-name', 'name-whom', 'ask-deputy-days', 'invalid-span']);
  return question?.about === 'rejection'
    ? outcome(['ask-rejection-reason', 'answer-refused'])
    : outcome('photo-for-what');
}
